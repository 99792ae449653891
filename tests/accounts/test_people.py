"""Roles, suspension, adding people, page guards."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from pathya.accounts.decorators import role_required
from pathya.accounts.errors import LastAdmin
from pathya.accounts.models import Role, User
from pathya.accounts.services import add, change_role, suspend, unsuspend
from pathya.kit.errors import NotFound
from pathya.operations.audit import events
from tests import factories


@pytest.mark.django_db
def test_a_role_brings_the_groups_and_takes_them_again() -> None:
    adi, meera = factories.adi(), factories.meera()
    change_role(actor=adi, user=meera, role=Role.EDITOR)
    assert User.objects.get(pk=meera.pk).has_perm("wagtailadmin.access_admin")
    change_role(actor=adi, user=meera, role=Role.CLIENT)
    assert not User.objects.get(pk=meera.pk).has_perm("wagtailadmin.access_admin")
    assert [(event.actor_id, event.detail) for event in events(subject_id=meera.pk)] == [
        (adi.pk, {"from": "editor", "to": "client"}),
        (adi.pk, {"from": "nutritionist", "to": "editor"}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["asha", "meera", "esha"])
def test_only_admins_change_roles_and_suspend(name: str) -> None:
    actor = getattr(factories, name)()
    for act in (suspend, unsuspend):
        with pytest.raises(NotFound):
            act(actor=actor, user=factories.charlie())
    with pytest.raises(NotFound):
        change_role(actor=actor, user=actor, role=Role.ADMIN)


@pytest.mark.django_db
def test_repeating_changes_nothing() -> None:
    adi, asha = factories.adi(), factories.asha()
    for _ in range(2):
        suspend(actor=adi, user=asha)
    for _ in range(2):
        unsuspend(actor=adi, user=asha)
    change_role(actor=adi, user=asha, role=Role.CLIENT)
    assert events(subject_id=asha.pk).count() == 2


@pytest.mark.django_db
def test_the_last_admin_stays() -> None:
    adi = factories.adi()
    with pytest.raises(LastAdmin):
        suspend(actor=adi, user=adi)
    with pytest.raises(LastAdmin):
        change_role(actor=adi, user=adi, role=Role.CLIENT)


@pytest.mark.usefixtures("committed")
def test_two_admins_can_not_remove_each_other() -> None:
    adi, esha = factories.adi(), factories.person("Ira", "Bose", Role.ADMIN)

    def attempt(pair: tuple[User, User]) -> bool:
        try:
            change_role(actor=pair[0], user=pair[1], role=Role.CLIENT)
        except LastAdmin:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, [(adi, esha), (esha, adi)])) == [False, True]
    assert User.objects.filter(role=Role.ADMIN).count() == 1


@pytest.mark.django_db
def test_no_other_role_is_a_superuser() -> None:
    asha = factories.asha()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=asha.pk).update(is_superuser=True)


@pytest.mark.django_db
def test_an_added_person_can_sign_in() -> None:
    user = add(email="Ira@Pathya.example", password="x", role=Role.ADMIN, first_name="Ira", last_name="Bose")
    assert user.email == "ira@pathya.example"
    assert user.is_superuser
    assert user.emailaddress_set.filter(verified=True).count() == 1


@pytest.mark.django_db
def test_a_guarded_page_does_not_exist_for_others() -> None:
    @role_required(Role.NUTRITIONIST, Role.ADMIN)
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    request = RequestFactory().get("/practice/?day=1")
    request.user = AnonymousUser()
    answer = page(request)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/practice/%3Fday%3D1")
    for user, enters in ((factories.meera(), True), (factories.adi(), True), (factories.asha(), False)):
        request.user = user
        if enters:
            assert page(request).status_code == 200
        else:
            with pytest.raises(NotFound):
                page(request)
