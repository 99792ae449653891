"""clamd's INSTREAM over a unix socket or TCP. Only the exact `stream: OK` is clean."""

import re
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

from pathya.integrations.antivirus.base import ScannerAway, Verdict

FOUND = re.compile(r"stream: (\S[^\0\r\n]*) FOUND")
CLEAN = "stream: OK"
LONGEST = 4096


@dataclass(frozen=True)
class Clamd:
    """`address` is a path (unix) or host and port; a scan takes at most `deadline` seconds in all."""

    address: str | tuple[str, int]
    connect: float = 3
    deadline: float = 30

    def scan(self, pieces: Iterable[bytes]) -> Verdict:
        ends = time.monotonic() + self.deadline
        try:
            with self._connected() as peer:
                answer = self._asked(peer, pieces, ends)
        except (OSError, UnicodeDecodeError) as error:
            raise ScannerAway(f"clamd: {type(error).__name__}") from error
        if answer == CLEAN:
            return Verdict()
        if found := FOUND.fullmatch(answer):
            return Verdict(found[1][:120])
        raise ScannerAway(f"clamd answered {answer[:80]!r}")

    def _connected(self) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, timeout=self.connect)
        peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        peer.settimeout(self.connect)
        try:
            peer.connect(self.address)
        except OSError:
            peer.close()
            raise
        return peer

    def _asked(self, peer: socket.socket, pieces: Iterable[bytes], ends: float) -> str:
        """Send `zINSTREAM`, each piece with its length, an empty one; the answer up to its NUL."""
        _wait_until(peer, ends)
        peer.sendall(b"zINSTREAM\0")
        try:
            for piece in pieces:
                _wait_until(peer, ends)
                peer.sendall(len(piece).to_bytes(4, "big") + piece)
            peer.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # over its limit clamd answers and closes while we still send: the answer tells
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST:
            _wait_until(peer, ends)
            got = peer.recv(LONGEST)
            if not got:
                break
            answer += got
        if not answer.endswith(b"\0"):
            raise ScannerAway("clamd closed before its answer ended")
        return answer[:-1].decode()


def _wait_until(peer: socket.socket, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    peer.settimeout(left)
