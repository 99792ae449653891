"""The demo practice: a known cast with weeks of hours and calls, made anew relative to today."""

from pathya.web.demo.cast import PASSWORD
from pathya.web.demo.load import load, reset

__all__ = ["PASSWORD", "load", "reset"]
