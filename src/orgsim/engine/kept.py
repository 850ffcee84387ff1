"""What one start keeps for the next: where it lies, who may write there, and how to tell that a file is whole.

Compiled code is loaded as it lies, so whoever can write it can run anything. It is therefore neither read from nor written to a folder
or a file that somebody else can change. Every file carries a digest, so that what a full disk, a kill or a broken disk left is made anew.
"""

import atexit
import contextlib
import logging
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

DIGEST = 16
"""Bytes of the digest in front of every file."""

USER = os.geteuid() if hasattr(os, "geteuid") else None
"""Whose files are ours; None where files have no owner, and nothing is said about who can write them."""

ADMINISTRATOR = 0
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
NOWHERE = Path(os.devnull) / "orgsim"
"""A folder that cannot exist: nothing is found there, and nothing can be kept."""

HOUR = 3600.0
DAY = 24 * HOUR
UNUSED = 21 * DAY
"""What nobody has used for so long is removed."""
VERSIONS = 16
"""How many folders of compiled code are kept even when they are used less than daily."""

Say = Callable[[str], None]

_said: set[str] = set()
_waiting: list[str] = []
_listener: Say | None = None


def listen(say: Say | None = None) -> None:
    """Have remarks said, with those that were made before; without an argument they go to Python's logging, unless somebody listens."""
    global _listener  # noqa: PLW0603 - one process speaks to one user
    if say is None and _listener is not None:
        return
    _listener = say or logging.getLogger("orgsim").warning
    while _waiting:
        _listener(_waiting.pop(0))


def tell(text: str) -> None:
    """Say something beside the answer, at once or as soon as somebody listens."""
    if _listener is None:
        _waiting.append(text)
    else:
        _listener(text)


def remark(text: str) -> None:
    """Say something beside the answer, once per process."""
    if text not in _said:
        _said.add(text)
        tell(text)


def place(name: str) -> Path:
    """Return the folder of this name in the cache folder, made where it was missing.

    The cache folder is ``$ORGSIM_CACHE_DIR``, else ``orgsim`` in the user's folder for caches. Where that cannot be written, or others can
    write it, a private folder among the temporary files takes its place, and a remark says so.
    """
    return _place(_wanted(), name)


def _wanted() -> Path | None:
    """Return the cache folder that the user's environment asks for, or None without a home."""
    if named := os.environ.get("ORGSIM_CACHE_DIR"):
        return Path(named).absolute()
    if caches := os.environ.get("XDG_CACHE_HOME"):
        return Path(caches).absolute() / "orgsim"
    if home := os.environ.get("HOME"):
        return Path(home).absolute() / ".cache" / "orgsim"
    with contextlib.suppress(RuntimeError):
        if "HOME" not in os.environ:
            return Path.home() / ".cache" / "orgsim"
    return None


@cache
def _place(wanted: Path | None, name: str) -> Path:
    reason = "there is no home folder to keep compiled code in" if wanted is None else ""
    if wanted is not None:
        reason = _trouble(wanted) or _trouble(wanted / name)
        if not reason:
            return wanted / name
    private = _private()
    if _trouble(private / name):
        private = NOWHERE
    where = "is not kept" if private == NOWHERE else f"is kept in {private} instead"
    remark(f"{reason}; compiled code {where}")
    return private / name


def _trouble(folder: Path) -> str:
    """Make a folder if need be; return why nothing may be kept there, or nothing."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.stat()
    except OSError as error:
        return f"{folder} cannot be used: {error.strerror}"
    if reason := _foreign(status):
        return f"{folder} {reason}, and compiled code from there could do anything"
    return "" if os.access(folder, os.R_OK | os.W_OK | os.X_OK) else f"{folder} cannot be written"


def _foreign(status: os.stat_result) -> str:
    """Return why somebody else could have written a file or folder, or nothing."""
    if USER is None:
        return ""
    if status.st_uid not in (USER, ADMINISTRATOR):
        return "belongs to another user"
    if status.st_mode & OTHERS_WRITE:
        return f"can be written by others ({stat.filemode(status.st_mode)}; `chmod go-w` changes that)"
    return ""


@cache
def _private() -> Path:
    """Return a folder among the temporary files that is ours alone: the same at every start, or else one that goes with this process."""
    try:
        lasting = Path(tempfile.gettempdir()) / f"orgsim-{USER}"
        if USER is not None and not lasting.is_symlink() and not _trouble(lasting):
            return lasting
        passing = Path(tempfile.mkdtemp(prefix="orgsim-"))
    except OSError:
        return NOWHERE
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    return passing


def read(path: Path) -> bytes | None:
    """Return what `write` kept in a file, or None when there is none, it is not whole, or others could have changed it."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            whole = file.read()
    except OSError:
        return None
    if reason := _foreign(status):
        remark(f"{path} {reason}; it is made anew")
        return None
    content = whole[DIGEST:]
    if whole[:DIGEST] != _digest(path.name, content):
        remark(f"{path} is damaged; it is made anew")
        return None
    return content


def write(path: Path, content: bytes) -> None:
    """Keep something: a file is there whole or not at all, whatever happens. Where it cannot be kept, a remark says so."""
    if NOWHERE in path.parents:
        return
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    except OSError as error:
        remark(f"compiled code cannot be kept in {path.parent}: {error.strerror}; the next start compiles again")
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_digest(path.name, content) + content)
        Path(name).replace(path)
    except OSError as error:
        remark(f"compiled code cannot be kept in {path.parent}: {error.strerror}; the next start compiles again")
    finally:
        Path(name).unlink(missing_ok=True)


def _digest(name: str, content: bytes) -> bytes:
    """Return the digest of a file's content and name, so that a file under a wrong name is not whole either."""
    return blake2b(name.encode() + b"\n" + content, digest_size=DIGEST).digest()


def use(path: Path) -> None:
    """Note that a file or folder is in use, at most once a day, so that it is not removed."""
    with contextlib.suppress(OSError):
        if path.stat().st_mtime < time.time() - DAY:
            os.utime(path)


@cache
def tidy(current: Path) -> None:
    """Remove what killed processes left in a folder of compiled code, and what is out of use beside it; once per process."""
    now = time.time()
    _remove(path for path, age in _ages(current, "*.tmp", now) if age > HOUR)
    folders = [entry for entry in _ages(current.parent, "engine-*", now) if entry[0] != current]
    _remove(path for path, age in folders if age > UNUSED)
    _remove(path for path, age in folders[VERSIONS:] if age > DAY)
    _remove(path for path, age in _ages(current.parent / "syntax", "*", now) if age > UNUSED)


def _ages(folder: Path, pattern: str, now: float) -> list[tuple[Path, float]]:
    """Return what lies in a folder with the seconds since it was used, the youngest first."""
    found = []
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError):
            found.append((path, now - path.lstat().st_mtime))
    return sorted(found, key=lambda entry: entry[1])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            if path.is_symlink() or not path.is_dir():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
