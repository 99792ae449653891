"""Where files are kept."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Bucket:
    """`endpoint` is empty for Amazon's own; without `key` the machine's own role is used."""

    name: str
    region: str
    endpoint: str
    key: str
    secret: str


@dataclass(frozen=True)
class Files:
    """A bucket, or the folder when there is none."""

    folder: Path
    bucket: Bucket | None
