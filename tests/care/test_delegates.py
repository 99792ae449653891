import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from pathya.care import selectors, services
from pathya.care.errors import InvitationOver
from pathya.care.models import Delegate
from pathya.care.rules import GUARDIAN_TEXT
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.outbox.models import Message
from tests.factories import asha, bilal, charlie, meera

pytestmark = pytest.mark.django_db


def token() -> str:
    found = re.search(r"/care/accept/(\S+?)/", Message.objects.latest("created_at").text)
    assert found
    return found[1]


def test_an_accepted_invitation_lets_read_and_act_as_it_says() -> None:
    services.invite(client=asha(), email="Bilal@pathya.example", tie="family")
    assert not selectors.may_read(bilal(), asha().pk)
    row = services.accept(viewer=bilal(), token=token())
    assert services.accept(viewer=bilal(), token=token()).pk == row.pk
    assert selectors.may_read(bilal(), asha().pk)
    assert not selectors.may_act(bilal(), asha().pk)
    with pytest.raises(InvitationOver):
        services.accept(viewer=charlie(), token=token())
    with pytest.raises(NotFound):
        services.revoke(viewer=charlie(), delegate_id=row.pk)
    services.revoke(viewer=asha(), delegate_id=row.pk)
    assert not selectors.may_read(bilal(), asha().pk)


def test_a_guardian_acts() -> None:
    services.invite(client=asha(), email=bilal().email, tie="guardian", scope="act")
    assert not selectors.has_guardian(asha())
    with pytest.raises(Invalid):
        services.accept(viewer=bilal(), token=token())
    assert not selectors.may_act(bilal(), asha().pk)
    row = services.accept(viewer=bilal(), token=token(), agrees=True)
    assert (row.consent_version, row.consent_language) == (GUARDIAN_TEXT, "en")
    assert selectors.has_guardian(asha())
    assert selectors.may_act(bilal(), asha().pk)
    assert selectors.acting_for(bilal()) == [asha().pk]
    services.revoke(viewer=bilal(), delegate_id=row.pk)
    assert not selectors.has_guardian(asha())


def test_the_database_takes_no_guardian_without_consent() -> None:
    services.invite(client=asha(), email=bilal().email, tie="guardian")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.update(person=bilal(), accepted_at=clock.now())


def test_the_page_asks_a_guardian_to_agree() -> None:
    services.invite(client=asha(), email=bilal().email, tie="guardian")
    client, address = Client(), f"/care/accept/{token()}/"
    client.force_login(bilal())
    assert 'name="agrees"' in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    assert not selectors.has_guardian(asha())
    assert client.post(address, {"agrees": "on"}).status_code == 302
    assert selectors.has_guardian(asha())


def test_invitations_end_and_are_for_clients() -> None:
    services.invite(client=asha(), email="x@mail.example", tie="carer")
    first = token()
    with pytest.raises(InvitationOver):
        services.accept(viewer=meera(), token=first)
    with pytest.raises(InvitationOver):
        services.accept(viewer=asha(), token=first)
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(InvitationOver):
        services.accept(viewer=bilal(), token=first)
    services.invite(client=asha(), email="x@mail.example", tie="carer")
    with pytest.raises(InvitationOver):
        services.accept(viewer=bilal(), token=first)
    assert Delegate.objects.count() == 1
    for wrong in (asha().email, "nobody"):
        with pytest.raises(Invalid):
            services.invite(client=asha(), email=wrong, tie="carer")


def test_the_pages_invite_accept_and_end() -> None:
    ashas, bilals, stranger = Client(), Client(), Client()
    for client, who in ((ashas, asha()), (bilals, bilal()), (stranger, charlie())):
        client.force_login(who)
    wrong = ashas.post("/portal/care/", {"email": "nobody", "tie": "family", "scope": "read"})
    assert wrong.status_code == 422
    assert 'value="nobody"' in wrong.content.decode()
    ashas.post("/portal/care/", {"email": bilal().email, "tie": "family", "scope": "read"})
    address = f"/care/accept/{token()}/"
    assert Client().get(address).status_code == 302
    assert bilals.get(address).status_code == 200
    assert not selectors.may_read(bilal(), asha().pk)
    bilals.post(address)
    assert selectors.may_read(bilal(), asha().pk)
    assert stranger.post(address).status_code == 409
    assert "Asha Verma" in bilals.get("/portal/care/").content.decode()
    one = Delegate.objects.get()
    assert stranger.post(f"/portal/care/delegates/{one.pk}/revoke/").status_code == 404
    ashas.post(f"/portal/care/delegates/{one.pk}/revoke/")
    assert not selectors.may_read(bilal(), asha().pk)
