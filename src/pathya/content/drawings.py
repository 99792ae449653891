"""The plant drawings of `ui`, by the name that migrations know."""

from pathya.ui.drawings import DRAWINGS, choices

__all__ = ["DRAWINGS", "choices"]
