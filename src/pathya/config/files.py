"""Where files are kept and who scans them: `PATHYA_S3_…`, `PATHYA_CLAMD` (docs/documents.md)."""

from pathlib import Path
from urllib.parse import urlparse

from pathya.config.env import problem, text
from pathya.integrations.storage.places import Bucket, Files

HELP = "PATHYA_CLAMD is malformed; write unix:/run/clamav/clamd.ctl, tcp://host:3310 or builtin."


def load(folder: Path) -> Files:
    """A bucket when one is named, else the folder."""
    name = text("PATHYA_S3_BUCKET", "")
    bucket = Bucket(
        name=name,
        region=text("PATHYA_S3_REGION", "ap-south-1"),
        endpoint=text("PATHYA_S3_ENDPOINT", ""),
        key=text("PATHYA_S3_KEY", ""),
        secret=text("PATHYA_S3_SECRET", ""),
    )
    if name and bool(bucket.key) != bool(bucket.secret):
        problem("PATHYA_S3_KEY and PATHYA_S3_SECRET belong together; set both or neither.")
    return Files(folder, bucket if name else None)


def scanner(*, production: bool) -> str | tuple[str, int]:
    """`builtin`, the path of a socket, host and port; empty for none, and then no file is ever found clean."""
    raw = text("PATHYA_CLAMD", "" if production else "builtin")
    if raw in {"", "builtin"}:
        return raw
    if raw.startswith("unix:/"):
        return raw.removeprefix("unix:")
    parts = urlparse(raw)
    try:
        port = parts.port or 3310
    except ValueError:
        port = 0
    if parts.scheme != "tcp" or not parts.hostname or not port:
        problem(HELP)
        return ""
    return parts.hostname, port
