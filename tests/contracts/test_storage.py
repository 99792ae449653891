"""Both stores keep the same promises; a bucket that is dead, slow or broken is told within seconds."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from pathya.integrations.storage import Bucket, Missing, Storage, StorageAway, StorageFull
from pathya.integrations.storage.folder import FolderStorage
from pathya.integrations.storage.s3 import S3Storage
from pathya.kit.ids import new_id


def bucket(port: int) -> Bucket:
    return Bucket("files", "ap-south-1", f"http://127.0.0.1:{port}", "key", "secret")


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Storage]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    made = S3Storage(bucket(port))
    made.client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    yield made
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return FolderStorage(tmp_path / "files") if request.param == "folder" else request.getfixturevalue("s3")


def test_put_read_replace_delete(store: Storage) -> None:
    name = f"documents/{new_id()}"
    store.put(name, [b"one", b"two"])
    assert b"".join(store.read(name)) == b"onetwo"
    store.put(name, iter([bytes(200_000)]))
    assert b"".join(store.read(name)) == bytes(200_000)
    assert [found.name for found in store.names("documents/")].count(name) == 1
    store.delete(name)
    store.delete(name)
    with pytest.raises(Missing):
        store.read(name)


def test_parts_lie_under_their_upload(store: Storage) -> None:
    upload = f"uploads/{new_id()}"
    store.put(f"{upload}/00000000-a", [b"x"])
    store.put(f"{upload}/00000001-b", [b"y"])
    assert len(list(store.names(upload))) == 2
    for found in list(store.names(upload)):
        store.delete(found.name)
    assert not list(store.names(upload))


def test_the_folder_is_private_and_holds_no_half_file(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    store = FolderStorage(tmp_path / "files")
    name = f"documents/{new_id()}"
    with pytest.raises(StorageAway):
        store.put(name, broken())
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    store.put(name, [b"x"])
    assert (tmp_path / "files").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "files" / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "documents/../../x", "documents/a b", "documents/", "x"])
def test_only_names_of_ours_are_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        FolderStorage(tmp_path).put(name, [b"x"])


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageFull):
        FolderStorage(tmp_path).put(f"documents/{new_id()}", [b"x"])


@pytest.mark.parametrize("manner", ["dead", "silent", "broken"])
def test_a_bucket_that_does_not_answer_is_told_in_time(manner: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        if manner == "broken":
            threading.Thread(target=_fail, args=[listener], daemon=True).start()
        if manner == "dead":
            listener.close()
        store = S3Storage(bucket(port))
        begun = time.monotonic()
        with pytest.raises(StorageAway) as fact:
            store.put("documents/x", [b"x"])
        assert fact.value.status == 503
        assert time.monotonic() - begun < 10


def _fail(listener: socket.socket) -> None:
    while True:
        try:
            held, _ = listener.accept()
        except OSError:
            return
        with held:
            held.recv(65536)
            held.sendall(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def test_the_client_is_made_of_the_settings() -> None:
    assert S3Storage(bucket(1)).client.meta.endpoint_url == "http://127.0.0.1:1"
