import pytest
from pytest_django import Settings

from pathya.kit import crypto
from pathya.kit.ids import new_id
from pathya.privacy import keys
from pathya.privacy.models import DataKey

pytestmark = pytest.mark.django_db


def test_a_text_about_a_person_opens_with_their_key_only() -> None:
    asha, bilal = new_id(), new_id()
    sealed = crypto.seal("low iron", "here", asha)
    assert "iron" not in sealed
    assert crypto.key_of(sealed) == asha.hex
    assert crypto.unseal(sealed, "here") == "low iron"
    crypto.seal("other", "here", bilal)
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed.replace(asha.hex, bilal.hex), "here")
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, "there")


def test_destroying_the_key_closes_every_copy() -> None:
    asha = new_id()
    sealed = crypto.seal("low iron", "here", asha)
    keys.destroy(asha)
    keys.destroy(asha)
    with pytest.raises(crypto.CannotOpen, match="destroyed"):
        crypto.unseal(sealed, "here")
    with pytest.raises(crypto.CannotOpen):
        crypto.seal("more", "here", asha)
    assert DataKey.objects.get(person=asha).sealed == ""


def test_rotating_the_practice_key_rewraps_the_persons_key_only(settings: Settings) -> None:
    asha = new_id()
    sealed = crypto.seal("low iron", "here", asha)
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32, **settings.ENCRYPTION_KEYS}
    row = DataKey.objects.get(person=asha)
    row.sealed = crypto.rewrap(row.sealed, keys.place(asha))
    row.save()
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32}
    keys.forget_kept()
    assert crypto.rewrap(sealed, "here") == sealed
    assert crypto.unseal(sealed, "here") == "low iron"
