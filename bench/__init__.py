"""Measured work items, comparable over time: `make bench`."""
