"""Writes of accounts; a module for each subject."""

from pathya.accounts.services.people import add, change_role, suspend, unsuspend

__all__ = ["add", "change_role", "suspend", "unsuspend"]
