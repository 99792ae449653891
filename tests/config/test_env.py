import pytest

from pathya.config import env


def test_tells_all_problems_at_once_and_then_forgets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATHYA_TEST_NUMBER", "ten")
    monkeypatch.setenv("PATHYA_TEST_CHOICE", "red")
    assert env.integer("PATHYA_TEST_NUMBER", 3) == 3
    assert env.one_of("PATHYA_TEST_CHOICE", "blue", ["blue", "green"]) == "blue"
    assert env.text("PATHYA_TEST_TEXT", hint="any will do") == ""
    with pytest.raises(env.BadEnvironment) as told:
        env.finish()
    assert str(told.value) == (
        "PATHYA_TEST_NUMBER is 'ten'; set a whole number. PATHYA_TEST_CHOICE is 'red'; set one of blue, green. "
        "PATHYA_TEST_TEXT is not set (any will do)."
    )
    env.finish()


@pytest.mark.parametrize("raw", ["0", "99"])
def test_a_number_out_of_range(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PATHYA_TEST_NUMBER", raw)
    env.integer("PATHYA_TEST_NUMBER", 3, low=1, high=9)
    with pytest.raises(env.BadEnvironment, match=f"is {raw}; set a number from 1 to 9"):
        env.finish()


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("no", False), ("", True)])
def test_flags(monkeypatch: pytest.MonkeyPatch, raw: str, value: bool) -> None:
    monkeypatch.setenv("PATHYA_TEST_FLAG", raw)
    assert env.flag("PATHYA_TEST_FLAG", default=True) is value
