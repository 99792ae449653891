import pytest
from django.core.exceptions import ValidationError

from pathya.practice import rules
from pathya.practice.models import TaxIdentity

KARNATAKA = "29AAGCB7383J1Z4"


@pytest.mark.parametrize("gstin", [KARNATAKA, "27AAPFU0939F1ZV", "37AADCS0472N1Z1"])
def test_published_numbers_are_right(gstin: str) -> None:
    assert rules.is_gstin(gstin)


def test_every_single_wrong_character_is_noticed() -> None:
    for place in range(14):
        for other in rules.DIGITS:
            changed = KARNATAKA[:place] + other + KARNATAKA[place + 1 :]
            assert rules.is_gstin(changed) == (changed == KARNATAKA)


@pytest.mark.parametrize("text", ["", "29AAGCB7383J1Z", KARNATAKA.lower(), "99AAGCB7383J1Z4", KARNATAKA + "\n"])
def test_other_texts_are_refused(text: str) -> None:
    assert not rules.is_gstin(text)


def test_identity_must_agree_with_itself() -> None:
    TaxIdentity(gstin=f" {KARNATAKA.lower()} ", pan="AAGCB7383J", state="29").clean()
    TaxIdentity().clean()
    for wrong in ({"gstin": KARNATAKA, "state": "27"}, {"gstin": KARNATAKA, "pan": "AAAAA0000A"}, {"pan": "12"}):
        with pytest.raises(ValidationError):
            TaxIdentity(**wrong).clean()
