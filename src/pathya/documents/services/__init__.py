"""Writes about documents: adding, changing, examining, requests."""
