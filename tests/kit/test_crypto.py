import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from pathya.kit import crypto


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_was_sealed_opens_at_its_place_only(text: str, place: str) -> None:
    sealed = crypto.seal(text, place)
    assert crypto.unseal(sealed, place) == text
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, place + "x")


@given(st.text(min_size=8, max_size=40), st.data())
def test_a_changed_character_is_noticed(text: str, data: st.DataObject) -> None:
    sealed = crypto.seal(text.encode(errors="replace").decode(), "here")
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    try:
        opened = crypto.unseal(changed, "here")
    except crypto.CannotOpen:
        return
    # base64 leaves unused bits in the last character: another spelling of the same bytes is no change
    assert opened == text.encode(errors="replace").decode()


@pytest.mark.parametrize("rubbish", ["", "plain text", "v1:", "v1:k1:a:b", "v2:k1:aaaa:aaaa", "v1:k1:é:é", "v1::::"])
def test_rubbish_does_not_open(rubbish: str) -> None:
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(rubbish, "here")


def test_two_seals_of_one_text_differ_and_hide_it() -> None:
    first, second = (crypto.seal("diabetes", "here") for _ in range(2))
    assert first != second
    assert "diabetes" not in first
    assert base64.b64encode(b"diabetes").decode().rstrip("=") not in first


def test_keys_rotate(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = {"old": b"o" * 32}
    sealed = crypto.seal("metformin", "here")
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32, "old": b"o" * 32}
    assert crypto.unseal(sealed, "here") == "metformin"
    moved = crypto.rewrap(sealed, "here")
    assert crypto.key_of(moved) == "new"
    assert crypto.rewrap(moved, "here") == moved
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32}
    assert crypto.unseal(moved, "here") == "metformin"
    with pytest.raises(crypto.CannotOpen, match="'old'"):
        crypto.unseal(sealed, "here")
