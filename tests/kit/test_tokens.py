from datetime import timedelta

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from pathya.kit import clock, tokens

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3),
)


@given(JSON)
def test_comes_back_for_its_purpose_only(data: object) -> None:
    token = tokens.sign("invite", data, lifetime=timedelta(hours=1))
    assert tokens.read("invite", token) == data
    with pytest.raises(tokens.BadToken):
        tokens.read("reset", token)


def test_ends() -> None:
    token = tokens.sign("invite", 7, lifetime=timedelta(hours=1))
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert tokens.read("invite", token) == 7
    with clock.at(clock.now() + timedelta(minutes=61)), pytest.raises(tokens.BadToken):
        tokens.read("invite", token)


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "a",
        "a:b:c",
        "\0",
        "é:é:é",
        pytest.param(signing.dumps(7, salt="pathya.invite"), id="signed for another end"),
    ],
)
def test_rubbish(rubbish: str) -> None:
    with pytest.raises(tokens.BadToken):
        tokens.read("invite", rubbish)
