import pytest
from django.test import Client

from pathya.accounts.models import Role
from pathya.content.models import HomePage, StandardPage
from tests import factories
from tests.content.factories import esha, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]
PLACES = ["/cms/", "/cms/pages/", "/cms/images/", "/cms/settings/practice/practice/", "/cms/reports/site-history/"]


@pytest.mark.parametrize("path", PLACES)
def test_visitors_go_to_our_own_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/")
    assert f"next={path}" in answer["Location"]


@pytest.mark.parametrize("path", ["/cms/login/", "/cms/login/?next=/cms/pages/"])
def test_the_other_sign_in_page_leads_to_ours(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/")


@pytest.mark.parametrize("role", [Role.CLIENT, Role.NUTRITIONIST])
@pytest.mark.parametrize("path", [*PLACES, "/cms/no-such-place/"])
def test_others_find_nothing(role: Role, path: str) -> None:
    client = signed_in(factories.person("Somebody", "Else", role))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_editor_reaches_pages_pictures_menus_and_the_practice(home: HomePage) -> None:
    client = signed_in(esha())
    about = StandardPage.objects.filter(slug="about").first()
    assert about is not None
    for path in [
        *PLACES,
        f"/cms/pages/{home.pk}/edit/",
        f"/cms/pages/{about.pk}/edit/",
        "/cms/documents/",
        "/cms/redirects/",
        "/cms/settings/content/navigation/",
        "/cms/account/",
    ]:
        assert client.get(path, follow=True).status_code == 200, path


def test_editor_changes_neither_people_nor_tax_identity(home: HomePage) -> None:
    client = signed_in(esha())
    for path in ("/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/workflows/list/"):
        assert client.get(path).status_code == 404, path
    answer = client.get("/cms/settings/practice/taxidentity/", follow=True)
    assert b"GSTIN" not in answer.content


def test_admin_changes_the_tax_identity_but_no_people(home: HomePage) -> None:
    client = signed_in(factories.adi())
    assert b"GSTIN" in client.get("/cms/settings/practice/taxidentity/", follow=True).content
    assert client.get("/cms/users/").status_code == 404


def test_it_has_a_policy_of_its_own(home: HomePage) -> None:
    answer = signed_in(esha()).get("/cms/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-eval" not in answer["Content-Security-Policy"]


def test_the_home_page_cannot_be_deleted(home: HomePage) -> None:
    signed_in(factories.adi()).post(f"/cms/pages/{home.pk}/delete/")
    assert HomePage.objects.filter(pk=home.pk).exists()
