import os
from pathlib import Path


def make_private(folder: Path) -> Path:
    """Make a folder nobody else can list. As root others may pass it, so that the database's user reaches its own."""
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    return folder
