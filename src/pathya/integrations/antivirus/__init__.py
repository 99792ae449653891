"""Virus scanning: clamd where `PATHYA_CLAMD` names one, in development the built-in scanner, else none."""

from django.conf import settings

from pathya.integrations.antivirus.base import NoScanner, Scanner, ScannerAway, Verdict
from pathya.integrations.antivirus.builtin import EICAR, BuiltIn
from pathya.integrations.antivirus.clamd import Clamd

BUILT_IN = "builtin"


def scanner() -> Scanner:
    """The scanner of this installation."""
    if settings.SCANNER == BUILT_IN:
        return BuiltIn()
    return Clamd(settings.SCANNER) if settings.SCANNER else NoScanner()


__all__ = ["BUILT_IN", "EICAR", "Clamd", "NoScanner", "Scanner", "ScannerAway", "Verdict", "scanner"]
