"""Files in a private folder of this machine: written beside, synced, renamed into place."""

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from pathya.integrations.storage.base import PIECE, Missing, StorageAway, StorageFull, Stored

NAME = re.compile(r"[a-z]+(/[a-z0-9-]+){1,2}")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DRAFT = ".draft-"
DRAFT_SECONDS = 3600


class FolderStorage:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        path = self._path(name)
        draft = path.with_name(f"{DRAFT}{uuid4().hex}")
        try:
            self._make_folder(path.parent)
            self._write(draft, pieces)
            draft.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            raise StorageFull if error.errno in FULL else StorageAway from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def read(self, name: str) -> Iterator[bytes]:
        try:
            file = self._path(name).open("rb")
        except FileNotFoundError:
            raise Missing(name) from None
        except OSError as error:
            raise StorageAway from error
        return _pieces(file)

    def delete(self, name: str) -> None:
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageAway from error
        if name.count("/") > 1:  # a folder of parts goes with its last part
            with contextlib.suppress(OSError):
                path.parent.rmdir()

    def names(self, prefix: str) -> Iterator[Stored]:
        for path in (self.folder / prefix.rstrip("/")).rglob("*"):
            if not path.is_file():
                continue
            changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
            if not path.name.startswith(DRAFT):
                yield Stored(str(path.relative_to(self.folder)), changed)
            elif (datetime.now(UTC) - changed).total_seconds() > DRAFT_SECONDS:
                path.unlink(missing_ok=True)  # left by a process that was killed

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name of ours")
        return self.folder / name

    def _make_folder(self, folder: Path) -> None:
        for each in reversed([folder, *folder.parents]):
            if each.is_relative_to(self.folder):
                each.mkdir(mode=0o700, exist_ok=True)

    def _write(self, path: Path, pieces: Iterable[bytes]) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
