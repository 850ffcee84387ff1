"""Files that are there whole or not at all, and that show it when a bit of them has changed.

A file is written under a name that no other process has, on this host or another, then synced and renamed. So writers need no lock: of two
that write one file, each writes all of it. Its last seal is a hash of everything else in it, which is checked before the content is read.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from orgsim.errors import ResultsError

MARK = b"sha256:"
SEAL = MARK.decode() + "0" * 64
"""What a content has where its seal will be."""

PIECE = 1 << 20
"""Bytes that are read at a time of a file that may be larger than memory."""

ATTEMPTS = 100


def sealed(content: bytes) -> bytes:
    """Return a content with its last seal filled in; nothing when it has none."""
    start = content.rfind(MARK)
    before, after = content[: max(start, 0)], content[start + len(SEAL) :]
    return before + MARK + hashlib.sha256(before + after).hexdigest().encode() + after if start >= 0 else b""


def is_whole(content: bytes) -> bool:
    """Tell whether a content is what was sealed, to the bit."""
    return bool(content) and sealed(content) == content


def seal_file(file: BinaryIO) -> None:
    """Fill in the last seal of a file that is open for reading and writing and may be larger than memory; it has one."""
    start = _last_seal(file)
    digest = MARK + _hash_around(file, start).encode()
    file.seek(start)
    file.write(digest)


def is_whole_file(path: Path) -> bool:
    """Tell whether a file, which may be larger than memory, is what was sealed, to the bit."""
    with path.open("rb") as file:
        start = _last_seal(file)
        if start < 0:
            return False
        file.seek(start + len(MARK))
        return file.read(len(SEAL) - len(MARK)) == _hash_around(file, start).encode()


def _last_seal(file: BinaryIO) -> int:
    """Return where the last seal of a file begins; -1 where it has none."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        begin = max(0, end - PIECE)
        file.seek(begin)
        if (found := file.read(end - begin + len(MARK)).rfind(MARK)) >= 0:
            return begin + found
        end = begin
    return -1


def _hash_around(file: BinaryIO, start: int) -> str:
    """Return the hash of all of a file but the seal that begins at a place."""
    found = hashlib.sha256()
    file.seek(0)
    left = start
    while left > 0 and (piece := file.read(min(PIECE, left))):
        found.update(piece)
        left -= len(piece)
    file.seek(start + len(SEAL))
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; it is complete or unchanged, whatever happens.

    Raises
    ------
    ResultsError
        When it cannot be written, naming it and the reason.
    """
    try:
        for _ in range(ATTEMPTS):
            if _written(path, content):
                return
    except OSError as error:
        reason = (error.strerror or str(error) or "unknown reason").lower()
        raise ResultsError(f"{path} cannot be written: {reason}") from None
    raise ResultsError(f"{path} cannot be written: its folder is being removed all the time")


def _written(path: Path, content: bytes) -> bool:
    """Write a file once; false when somebody removed it before it had its name, as `sweep` does."""
    scratch = path.with_name(f".{uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except FileNotFoundError:
        return False
    finally:
        scratch.unlink(missing_ok=True)
    return True


def sweep(folder: Path) -> None:
    """Remove what killed processes left half written; a process that is writing such a file now writes it again."""
    for scratch in [*folder.glob(".*.tmp"), *folder.glob("*/.*.tmp")]:
        try:
            scratch.unlink(missing_ok=True)
        except OSError:  # a system that keeps open files: somebody is writing it
            continue
