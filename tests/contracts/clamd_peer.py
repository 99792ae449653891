"""A peer that speaks clamd's INSTREAM, and can misbehave."""

import contextlib
import socket
import threading
from pathlib import Path

from pathya.integrations.antivirus import EICAR

LIMIT = 1024 * 1024


class ClamdPeer:
    """`answer` replaces what is said after a stream: text, `hang`, `cut` or `half`."""

    def __init__(self, path: Path | None = None) -> None:
        self.answer = ""
        self.taken: list[bytes] = []
        if path:
            self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.listener.bind(str(path))
            self.listener.listen()
        else:
            self.listener = socket.create_server(("127.0.0.1", 0))
        self.ended = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def close(self) -> None:
        self.ended.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                held, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[held], daemon=True).start()

    def _talk(self, held: socket.socket) -> None:
        with held, held.makefile("rb") as stream, contextlib.suppress(OSError):
            if stream.read(10) != b"zINSTREAM\0":
                held.sendall(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while length := int.from_bytes(stream.read(4), "big"):
                content += stream.read(length)
                if len(content) > LIMIT:
                    held.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.taken.append(content)
            if self.answer == "hang":
                self.ended.wait(20)
            elif self.answer == "half":
                held.sendall(b"stream: OK")
            elif self.answer != "cut":
                found = "Eicar-Test-Signature FOUND" if EICAR in content else "OK"
                held.sendall((self.answer or f"stream: {found}").encode() + b"\0")
