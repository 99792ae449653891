from pathlib import Path

from tools.sizes import SOURCE, over_budget


def test_everything_is_within_the_size_budget() -> None:
    assert list(over_budget(SOURCE)) == []


def test_a_function_too_long_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("def long() -> None:\n" + "    print()\n" * 41)
    assert [line for line in over_budget(tmp_path) if "long has 42 lines" in line]
