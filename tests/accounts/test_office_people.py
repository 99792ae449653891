"""The office's list of people: for admins alone; role, suspension, a lost second step."""

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.operations.audit import events
from tests import factories
from tests.accounts.steps import factor_on
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
PEOPLE = "/office/people/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("name", ["asha", "meera", "esha"])
def test_nobody_but_admins_finds_it(name: str) -> None:
    target = factories.charlie()
    client = signed_in(getattr(factories, name)())
    assert client.get(PEOPLE).status_code == 404
    assert client.post(f"{PEOPLE}{target.pk}/role/", {"role": "admin"}).status_code == 404
    assert client.post(f"{PEOPLE}{target.pk}/suspend/").status_code == 404
    target.refresh_from_db()
    assert (target.role, target.is_active) == ("client", True)
    assert Client().get(PEOPLE).status_code == 302


def test_people_are_found_by_name_address_and_role() -> None:
    client = signed_in(factories.adi())
    for make in (factories.asha, factories.bilal, factories.meera):
        make()
    page = client.get(PEOPLE, {"q": "asha ver"}).content.decode()
    assert "asha@pathya.example" in page
    assert "bilal@pathya.example" not in page
    assert "meera@pathya.example" in client.get(PEOPLE, {"role": "nutritionist"}).content.decode()
    assert "Nobody found" in client.get(PEOPLE, {"q": "%_\\"}).content.decode()


def test_role_suspension_and_second_step_are_changed_and_in_the_trail() -> None:
    admin, user = factories.adi(), factories.asha()
    factor_on(user)
    client = signed_in(admin)
    assert client.post(f"{PEOPLE}{user.pk}/role/", {"role": "nutritionist"}).status_code == 302
    assert client.post(f"{PEOPLE}{user.pk}/factor/").status_code == 302
    assert client.post(f"{PEOPLE}{user.pk}/suspend/").status_code == 302
    user.refresh_from_db()
    assert (user.role, user.is_active, user.factor_since) == ("nutritionist", False, None)
    assert client.post(f"{PEOPLE}{user.pk}/unsuspend/").status_code == 302
    names = {event.event for event in events(subject_id=user.pk, actor_id=admin.pk)}
    assert {
        "accounts.role.changed",
        "accounts.factor.off",
        "accounts.user.suspended",
        "accounts.user.unsuspended",
    } <= names
    assert client.post(f"{PEOPLE}{user.pk}/delete/").status_code == 404
    assert client.post(f"{PEOPLE}{user.pk}/role/", {"role": "owner"}).status_code == 422


def test_the_last_admin_stays() -> None:
    admin = factories.adi()
    signed_in(admin).post(f"{PEOPLE}{admin.pk}/suspend/")
    admin.refresh_from_db()
    assert admin.is_active


def test_the_list_costs_few_statements(django_assert_num_queries: object) -> None:
    client = signed_in(factories.adi())
    for make in (factories.asha, factories.bilal, factories.charlie):
        make()
    client.get(PEOPLE)
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(PEOPLE)


def test_the_api_does_the_same() -> None:
    api, user = ApiClient(factories.adi()), factories.asha()
    factor_on(user)
    (found,) = api.get("/admin/users?q=asha").json()["data"]
    assert (found["email"], found["secondStep"], found["role"]) == (user.email, True, "client")
    one = f"/admin/users/{user.pk}"
    assert api.post(f"{one}/role", {"role": "editor"}).json()["data"]["role"] == "editor"
    assert api.post(f"{one}/remove-second-step").json()["data"]["secondStep"] is False
    assert api.post(f"{one}/suspend").json()["data"]["active"] is False
    assert api.post(f"{one}/unsuspend").json()["data"]["active"] is True
    assert api.post(f"/admin/users/{factories.adi().pk}/suspend").status_code == 409
    assert api.post(f"{one}/role", {"role": "king"}).status_code == 422
