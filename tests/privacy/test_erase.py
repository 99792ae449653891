from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from pathya.accounts.models import ApiKey, ApiSession, Passkey, SocialLink, User
from pathya.consultations.models import Consultation
from pathya.kit import clock, crypto
from pathya.outbox.models import Message
from pathya.privacy import erasure, journal, keys, services
from pathya.privacy.models import DataKey, Deletion
from tests.api import ApiClient
from tests.consultations.factories import call, nutritionist
from tests.factories import PASSWORD, access_token, asha, bilal, meera
from tests.privacy.dump import dump

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.ERASURES_DIR = tmp_path / "erasures"


def test_asking_needs_the_password_and_signs_out_everywhere() -> None:
    access_token(asha())
    client = Client()
    client.force_login(asha())
    wrong = client.post("/portal/privacy/delete/", {"password": "no", "sure": "on"})
    assert wrong.status_code == 422
    assert not Deletion.objects.exists()
    done = client.post("/portal/privacy/delete/", {"password": PASSWORD, "sure": "on"})
    assert done["Location"] == "/notices/erasure-asked/"
    assert client.get("/portal/privacy/").status_code == 302
    assert not ApiSession.objects.filter(revoked_at=None).exists()
    assert Message.objects.filter(template="privacy/mail/deletion_asked").count() == 1
    team = Client()
    team.force_login(meera())
    assert team.get("/portal/privacy/delete/").status_code == 404


@pytest.mark.parametrize("door", ["page", "api", "cancel"])
def test_signing_in_by_any_door_cancels(door: str) -> None:
    asker = ApiClient(asha())
    asked = asker.call("POST", "/users/delete-account", {"password": PASSWORD})
    assert asked.status_code == 200
    if door == "page":
        Client().post("/accounts/login/", {"email": asha().email, "password": PASSWORD})
    elif door == "api":
        ApiClient(None).call("POST", "/auth/login", {"email": asha().email, "password": PASSWORD})
    else:
        assert asker.call("POST", "/users/delete-account/cancel").status_code == 200
    assert Deletion.objects.get().cancelled_at
    with clock.at(clock.now() + timedelta(days=31)):
        assert erasure.erase_due() == 0
    assert User.objects.get(pk=asha().pk).is_active


def test_after_30_days_nothing_of_the_person_is_left_but_what_the_table_names() -> None:
    person = asha()
    row: Consultation = call(person, nutritionist(meera()))
    row.notes = "what asha wrote"
    row.save()
    sealed = crypto.seal("old text", "backup", person.pk)
    address, phone = person.email, person.phone
    ApiKey.objects.create(user=person, name="asha's program", scopes=[], expires_at=clock.now(), key_hash="k")
    Passkey.objects.create(user=person, name="asha's laptop", credential_hash="c", public=b"p", uses=0)
    SocialLink.objects.create(user=person, provider="google", subject="asha-at-google")
    services.ask_deletion(user=person, password=PASSWORD)
    with clock.at(clock.now() + timedelta(days=29)):
        assert erasure.erase_due() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert erasure.erase_due() == 1
        assert erasure.erase_due() == 0
    user = User.objects.get(pk=person.pk)
    assert not user.is_active
    assert user.email == f"erased-{person.pk.hex}@erased.invalid"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, "backup")
    row = Consultation.objects.get()
    assert (row.client_id, row.notes) == (person.pk, "")
    fates = {one["name"]: one["fate"] for one in Deletion.objects.get().report}
    assert (fates["account"], fates["consultations"], fates["trail"]) == ("anonymised", "anonymised", "kept")
    last = Message.objects.get(to=address)
    assert "Audit trail: kept" in last.text
    last.delete()
    left = dump()
    for trace in (address, phone, "Verma", "what asha wrote", "asha's program", "asha's laptop", "asha-at-google"):
        assert trace not in left
    assert bilal().is_active


def test_an_old_backup_is_erased_again() -> None:
    person = asha()
    crypto.seal("x", "y", person.pk)
    before, key = User.objects.get(pk=person.pk), DataKey.objects.get(person=person.pk)
    services.ask_deletion(user=person, password=PASSWORD)
    with clock.at(clock.now() + timedelta(days=31)):
        erasure.erase_due()
        before.save()
        key.save()
        Deletion.objects.all().delete()
        keys.forget_kept()
        with journal.path().open("a") as broken:
            broken.write('{"person": "cut\n')
        assert services.reapply_erasures() == 1
        assert services.reapply_erasures() == 0
    assert not User.objects.get(pk=person.pk).is_active
    assert DataKey.objects.get(person=person.pk).destroyed_at
    kept = journal.path().read_text()
    assert "@" not in kept
    assert str(person.pk) in kept
    assert bilal().is_active


def test_the_last_mail_goes_with_its_address() -> None:
    from_now = clock.now()
    services.ask_deletion(user=asha(), password=PASSWORD)
    with clock.at(from_now + timedelta(days=31)):
        erasure.erase_due()
    Message.objects.update(state="sent", sent_at=from_now)
    services.tasks.making.clean()
    assert not Message.objects.filter(to="asha@pathya.example").exists()
