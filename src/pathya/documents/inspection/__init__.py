"""What a file is, by its bytes, and whether it may come in. Always on, whatever the scanner says."""

from pathya.documents.inspection.kinds import inspect

__all__ = ["inspect"]
