"""What a scanner says about a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class ScannerAway(Exception):
    """No verdict: not reachable, too slow, over its limit, or an answer that is not exactly one we know.

    The text tells why, for an admin; it never means "clean".
    """


@dataclass(frozen=True)
class Verdict:
    """`infected_with` names what was found; empty means clean."""

    infected_with: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.infected_with


class Scanner(Protocol):
    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        """Raises ScannerAway when there is no verdict."""


class NoScanner:
    """None is set up: nothing is ever found clean."""

    def scan(self, pieces: Iterable[bytes]) -> Verdict:  # noqa: ARG002
        raise ScannerAway("no scanner is set up (PATHYA_CLAMD)")
