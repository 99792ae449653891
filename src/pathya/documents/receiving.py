"""How a plain form's file reaches us: piece by piece onto disk, and not a byte over the limit is kept."""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from pathya.documents.rules import MOST_BYTES


class LimitedFile(TemporaryFileUploadHandler):
    """Lets go of a file once it is over the limit and goes on with the form, so that nothing typed is lost."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self.over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            self.over = True
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def limit(request: HttpRequest) -> LimitedFile:
    """Before anything reads the form."""
    handler = LimitedFile(request)
    request.upload_handlers = [handler]
    return handler
