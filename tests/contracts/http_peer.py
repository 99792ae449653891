"""A local HTTP service that answers what the test wrote down, and remembers what it was asked."""

import contextlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.raw.decode()).items()}


@dataclass
class HttpPeer:
    """`answers[(method, path)]` is a list: each request takes the first, the last one stays. An answer is
    (status, body) or (status, body, headers); a body of bytes goes as it is. "hang" never answers, "drip" does so byte
    by byte without an end, "endless" as fast as it can."""

    answers: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ended = threading.Event()
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                return

            def _any(self) -> None:
                parts = urlsplit(self.path)
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                peer.asked.append(Asked(self.command, parts.path, parse_qs(parts.query), headers, raw))
                waiting = peer.answers.get((self.command, parts.path)) or [(404, {})]
                answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                if answer == "hang":
                    peer.ended.wait(10)
                    return
                if isinstance(answer, str):
                    self._without_end(answer)
                    return
                status, body, *more = answer
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in (more[0] if more else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(0 if status == 204 else len(content)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(content)

            def _without_end(self, how: str) -> None:
                piece, pause = (b" ", 0.1) if how == "drip" else (b" " * 65536, 0)
                self.close_connection = True
                with contextlib.suppress(OSError):
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
                    while not peer.ended.wait(pause):
                        self.wfile.write(piece)

            do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _any  # noqa: N815

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
