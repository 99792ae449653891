"""Files: in a folder under `DATA_DIR`, or in a bucket when `PATHYA_S3_BUCKET` is set."""

from functools import cache
from importlib import import_module

from django.conf import settings

from pathya.integrations.storage.base import PIECE, Missing, Storage, StorageAway, StorageFull, Stored
from pathya.integrations.storage.folder import FolderStorage
from pathya.integrations.storage.places import Bucket, Files


def storage() -> Storage:
    """The store of this installation."""
    return _made(settings.FILES)


@cache
def _made(files: Files) -> Storage:
    if not files.bucket:
        return FolderStorage(files.folder)
    made: Storage = import_module("pathya.integrations.storage.s3").S3Storage(files.bucket)
    return made  # boto3 is loaded only where a bucket is used: it costs every process 20 MB


__all__ = ["PIECE", "Bucket", "Files", "Missing", "Storage", "StorageAway", "StorageFull", "Stored", "storage"]
