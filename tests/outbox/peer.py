"""A small SMTP server of sockets that can misbehave at every step."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Peer:
    """`replies` overrides the answer of a step (GREETING, EHLO, MAIL, RCPT, DATA, CONTENT): a reply line,
    `hang`, `cut` (after reading) or `drip`. The list of a step is used up first to last, then all is well.
    """

    replies: dict[str, list[str]] = field(default_factory=dict)
    slow: float = 0.0
    taken: list[bytes] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._open = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?security=none"

    def close(self) -> None:
        self._open.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def forget(self) -> None:
        """As new."""
        self.replies, self.slow, self.taken, self.seen = {}, 0.0, [], []

    def _serve(self) -> None:
        while not self._open.is_set():
            try:
                held, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[held], daemon=True).start()

    def _talk(self, held: socket.socket) -> None:
        with held, held.makefile("rb") as lines:
            try:
                self._say(held, "GREETING", "220 peer ready")
                while line := lines.readline():
                    step = line.split(b" ")[0].strip().decode().upper()
                    if step == "DATA":
                        self._say(held, "DATA", "354 go on")
                        self._take(held, lines)
                    elif step == "QUIT":
                        held.sendall(b"221 bye\r\n")
                        return
                    else:
                        self._say(held, step, "250 fine")
            except (OSError, _Cut):
                return

    def _take(self, held: socket.socket, lines: object) -> None:
        content = b""
        for line in lines:  # type: ignore[attr-defined]
            if line == b".\r\n":
                break
            content += line
        else:
            raise _Cut
        time.sleep(self.slow)
        reply = self.replies.get("CONTENT", [""])[:1]
        if reply != ["hang"]:
            self.taken.append(content)
        self._say(held, "CONTENT", "250 taken")

    def _say(self, held: socket.socket, step: str, fine: str) -> None:
        self.seen.append(step)
        script = self.replies.get(step, [])
        reply = script.pop(0) if script else fine
        if reply == "cut":
            raise _Cut
        if reply == "hang":
            self._open.wait(30)
            raise _Cut
        if reply == "drip":
            for sign in b"250-" + b"x" * 200:
                held.sendall(bytes([sign]))
                if self._open.wait(0.1):
                    raise _Cut
        held.sendall(reply.encode() + b"\r\n")


class _Cut(Exception):
    pass
