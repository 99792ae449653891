class CannotRun(Exception):
    """Why the program can't go on, in one plain line for the person who started it."""


class Stopped(Exception):
    """The person asked to stop while something was being prepared."""
