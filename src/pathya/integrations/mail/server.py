"""Where mail is handed over."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Server:
    """`security` is `tls`, `starttls` or `none`; `sender` is `Name <address>`; times in seconds.

    One answer may take `timeout`, a whole mail `deadline`.
    """

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str
    timeout: float
    deadline: float
