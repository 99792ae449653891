import pytest

from pathya.kit import registry


def test_a_name_has_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "NAMES", frozenset({"tests.sum"}))
    monkeypatch.setattr(registry, "_functions", {})
    add = lambda **numbers: sum(numbers.values())  # noqa: E731
    registry.register("tests.sum", add)
    registry.register("tests.sum", add)
    assert registry.call("tests.sum", a=1, b=2) == 3
    with pytest.raises(LookupError, match="already"):
        registry.register("tests.sum", max)
    with pytest.raises(LookupError, match="not declared"):
        registry.register("tests.other", max)
