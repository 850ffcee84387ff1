"""From bytes to text: a byte order mark decides, then UTF-16 without one, then strict UTF-8, then cp1252."""

import codecs
from pathlib import Path

from orgsim.people_import.errors import PeopleError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
"""UTF-32 before UTF-16: the mark of the one begins with that of the other."""


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a table and what its encoding is called.

    Raises
    ------
    PeopleError
        When it is no text at all.
    """
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _decoded(data, codec, path), name
    if b"\x00" in data[:2000]:
        codec = _unmarked_utf16(data)
        return _decoded(data, codec, path), "utf-16 without a byte order mark"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", path), "cp1252"


def _unmarked_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 by where its zeros are: most letters of a table are Latin."""
    head = data[:2000]
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _decoded(data: bytes, codec: str, path: Path) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        message = f"this is not text in UTF-8, UTF-16 or cp1252 (byte {data[error.start]:#04x}); export it as UTF-8 CSV"
        raise PeopleError(path, message, row) from None
