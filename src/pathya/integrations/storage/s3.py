"""Files in a bucket that speaks S3. Each call has a deadline of its own, however slowly the server drips."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cached_property, partial
from typing import Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from pathya.integrations.storage.base import PIECE, Missing, StorageAway, StorageFull, Stored
from pathya.integrations.storage.places import Bucket

T = TypeVar("T")
DEADLINE = 6
THREADS = 8
FULL = frozenset({"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull"})
ABSENT = frozenset({"NoSuchKey", "404"})

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="s3")


class S3Storage:
    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    @cached_property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.bucket.endpoint or None,
            region_name=self.bucket.region,
            aws_access_key_id=self.bucket.key or None,
            aws_secret_access_key=self.bucket.secret or None,
            config=Config(
                connect_timeout=2,
                read_timeout=3,
                retries={"total_max_attempts": 2, "mode": "standard"},
                s3={"addressing_style": "path" if self.bucket.endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        with tempfile.TemporaryFile() as held:
            for piece in pieces:
                held.write(piece)
            held.seek(0)
            content = held
            _within(lambda: self.client.put_object(Bucket=self.bucket.name, Key=name, Body=content))

    def read(self, name: str) -> Iterator[bytes]:
        answer = _within(lambda: self.client.get_object(Bucket=self.bucket.name, Key=name))
        return _pieces(answer["Body"])

    def delete(self, name: str) -> None:
        _within(lambda: self.client.delete_object(Bucket=self.bucket.name, Key=name))

    def names(self, prefix: str) -> Iterator[Stored]:
        after = ""
        while True:
            asked = {"Bucket": self.bucket.name, "Prefix": prefix, "MaxKeys": 1000, "StartAfter": after}
            found = _within(partial(self.client.list_objects_v2, **asked)).get("Contents", [])
            yield from (Stored(one["Key"], one["LastModified"]) for one in found)
            if len(found) < 1000:
                return
            after = found[-1]["Key"]


def _within(work: Callable[[], T]) -> T:
    """The work's result within the deadline; the thread is left to its own time-outs."""
    try:
        return _threads.submit(work).result(DEADLINE)
    except TooLate:
        raise StorageAway from None
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in ABSENT:
            raise Missing(code) from None
        raise StorageFull if code in FULL else StorageAway from error
    except (BotoCoreError, OSError, ValueError) as error:
        raise StorageAway from error


def _pieces(body: Any) -> Iterator[bytes]:
    with body:
        while piece := _within(lambda: body.read(PIECE)):
            yield piece
