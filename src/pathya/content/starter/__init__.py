"""The texts a practice starts with, as its editors would write them; from then on they are theirs."""

from pathlib import Path

TEXTS = Path(__file__).parent / "texts"


def text(name: str, language: str) -> str:
    """One text as rich text."""
    return (TEXTS / f"{name}.{language}.html").read_text()
