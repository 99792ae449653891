"""What can become of a message handed to an outside service, whatever the channel."""


class NotSent(Exception):
    """`reason` names step and code, never an address or a server's own words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Temporary(NotSent):
    """Certainly not sent; a later try may succeed."""


class Uncertain(NotSent):
    """The connection broke after the content was given away: it may have been taken or not."""


class Refused(NotSent):
    """The service will never take this message."""
