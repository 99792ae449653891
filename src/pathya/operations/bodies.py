"""A request's body is read whole before anything else happens, by a part of the threads only.

The server hands over a body that is still on its way. Clients that send a byte now and then would hold every thread;
so half of them may wait for bodies, further senders are told to come back, and reading a page always finds a thread.
"""

import tempfile
import threading
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest

IN_MEMORY = 1024 * 1024
PIECE = 64 * 1024
HELD = "pathya.body"

_slots = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))


def hold(request: HttpRequest) -> int:
    """Have the body here, on disk when it is large; 0, or the status that refuses it: 400, 413, 503."""
    length = request.META.get("CONTENT_LENGTH") or ""
    chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    if length and not (length.isascii() and length.isdecimal()):
        return 400
    if not chunked and not int(length or 0):
        return 0
    most = limit(request)
    if int(length or 0) > most:
        return 413
    if not _slots.acquire(blocking=False):
        return 503
    try:
        return _read(request, None if chunked else int(length), most)
    finally:
        _slots.release()


def release(request: HttpRequest) -> None:
    """After the answer: a file on disk goes."""
    if held := request.META.pop(HELD, None):
        held.close()


def limit(request: HttpRequest) -> int:
    """Files may be larger than JSON; a page tells beside its field what is too large, so more of it is read."""
    if not request.path.startswith("/api/"):
        return int(settings.BODY_LIMIT)
    return int(settings.API_FILE_LIMIT if request.content_type == "multipart/form-data" else settings.API_BODY_LIMIT)


def _read(request: HttpRequest, length: int | None, most: int) -> int:
    source = request.META["wsgi.input"]
    held: Any = BytesIO()
    if length is None or length > IN_MEMORY:
        held = request.META[HELD] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 – see release
    size = 0
    while size != length:
        piece = source.read(PIECE if length is None else min(PIECE, length - size))
        if not piece:
            break
        size += len(piece)
        if size > most:
            return 413
        held.write(piece)
    if length is not None and size < length:
        return 400
    held.seek(0)
    request.META["CONTENT_LENGTH"] = str(size)
    request._stream = held  # noqa: SLF001 – where Django reads from
    return 0
