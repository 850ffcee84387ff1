"""From a file to rows of cells: its encoding, the separator of a text, or the sheet of a workbook."""

import codecs
import csv
import datetime as dt
import importlib
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from orgsim.people_import.findings import PeopleError
from orgsim.plain_words import counted

LARGEST_FILE = 100_000_000
MOST_ROWS = 200_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
"""UTF-32 before UTF-16: the mark of the one begins with that of the other."""
SEPARATORS = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}
DECLARED = re.compile(r'\A"?sep=(.)"?[^\S\r\n]*(\r\n|\r|\n|\Z)', re.IGNORECASE)
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """Cells, and the line of the file (or the row of the sheet) they begin in."""

    number: int
    cells: tuple[str, ...]

    def cell(self, position: int | None) -> str:
        """Return a cell as it stands; empty beyond the end of the row."""
        return self.cells[position] if position is not None and position < len(self.cells) else ""

    def is_blank(self) -> bool:
        """Tell whether nothing is in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """All rows of a file, and how it had to be read."""

    rows: tuple[Row, ...]
    how: tuple[str, ...]


Score = Callable[[Sequence[Row]], int]
"""How much rows look like a table of people."""


def read_grid(path: Path, score: Score) -> Grid:
    """Read a file into rows; `score` decides between separators, or between the sheets of a workbook.

    Raises
    ------
    PeopleError
        When the file cannot be read as rows of cells.
    """
    data = _bytes(path)
    if data.startswith(OLD_WORKBOOK):
        raise PeopleError(path, "this is a workbook in the old .xls format; save it as .xlsx or as CSV")
    grid = _workbook(path, score) if data.startswith(WORKBOOK) else _delimited(*decode(data, path), path, score)
    if len(grid.rows) > MOST_ROWS:
        raise PeopleError(path, f"more than {MOST_ROWS:,} rows; this does not look like a table of people")
    if not grid.rows:
        raise PeopleError(path, "the file is empty")
    return grid


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            message = f"larger than {LARGEST_FILE // 10**6} MB; this does not look like a table of people"
            raise PeopleError(path, message)
        return path.read_bytes()
    except OSError as error:
        raise PeopleError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a table and what its encoding is called.

    A byte order mark decides, then zeros, which mean UTF-16 without one, then whether it is UTF-8; the rest is cp1252.

    Raises
    ------
    PeopleError
        When it is no text at all.
    """
    codec, name = next(((codec, name) for mark, codec, name in MARKS if data.startswith(mark)), ("utf-8", "utf-8"))
    head = data[:2000]
    if codec == "utf-8" and b"\x00" in head:  # most letters of a table are Latin, so zeros show the order of bytes
        codec = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        name = "utf-16 without a byte order mark"
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        if codec != "utf-8":
            _refuse(data, error, path)
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        _refuse(data, error, path)


def _refuse(data: bytes, error: UnicodeDecodeError, path: Path) -> NoReturn:
    row = data[: error.start].count(b"\n") + 1
    message = f"this is not text in UTF-8, UTF-16 or cp1252 (byte {data[error.start]:#04x}); export it as UTF-8 CSV"
    raise PeopleError(path, message, row) from None


def _delimited(text: str, encoding: str, path: Path, score: Score) -> Grid:
    declared = DECLARED.match(text)
    skipped = 1 if declared else 0
    body = text[declared.end() :] if declared else text
    candidates = [declared[1]] if declared else list(SEPARATORS)
    readings = {separator: _rows(body, separator, skipped) for separator in candidates}

    def likeness(separator: str) -> tuple[int, int]:
        rows = readings[separator][0]
        return score(rows), _steadiness(rows)

    best = max(readings, key=likeness)
    rows, failed, reason = readings[best]
    if failed:
        raise PeopleError(path, reason, failed)
    note = f"separator {SEPARATORS.get(best, repr(best))}"
    return Grid(tuple(rows), (encoding, note + (" by its 'sep=' line" if declared else "")))


def _rows(text: str, separator: str, skipped: int) -> tuple[list[Row], int, str]:
    """Return the rows that are not blank, and the line where reading failed, or 0, and why."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start + skipped, tuple(cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        return _filled(rows), start + skipped, _reason(error)
    return _filled(rows), 0, ""


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row.is_blank()]


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        limit = f"{csv.field_size_limit():,} characters"
        return f"a cell of more than {limit}; a quotation mark may be opened and not closed"
    return "a quotation mark is opened and not closed, or text follows a closed one"


def _steadiness(rows: Sequence[Row]) -> int:
    """Return how many of the first rows have the most frequent number of cells, when that is more than one."""
    widths = [len(row.cells) for row in rows[:100] if len(row.cells) > 1]
    return max((widths.count(width) for width in set(widths)), default=0)


def _workbook(path: Path, score: Score) -> Grid:
    """Read the sheet of a workbook that looks most like a table of people, through openpyxl, which is an optional extra."""
    sheets = [(sheet, _sheet_rows(sheet)) for sheet in _opened(path).worksheets]
    if not sheets:
        raise PeopleError(path, "the workbook has no sheet")
    sheet, rows = max(sheets, key=lambda entry: score(entry[1]))
    hidden = sum(1 for row in rows if sheet.row_dimensions[row.number].hidden)
    how = ["xlsx", f"sheet '{sheet.title}'"]
    if hidden:
        how.append(f"{counted(hidden, 'hidden row')} read too")
    return Grid(tuple(rows), tuple(how))


def _opened(path: Path) -> Any:
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError:
        message = "this is a workbook; install openpyxl to read it (pip install 'orgsim[xlsx]'), or save it as CSV"
        raise PeopleError(path, message) from None
    try:
        with path.open("rb") as file:  # by content: what it is called is no matter
            return openpyxl.load_workbook(file, data_only=True)
    except Exception:  # noqa: BLE001 - a broken workbook breaks its reader in many ways
        raise PeopleError(path, "this looks like a workbook but cannot be opened; save it as CSV") from None


def _sheet_rows(sheet: Any) -> list[Row]:
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return _filled([Row(number, tuple(map(_cell_text, cells))) for number, cells in rows])


def _cell_text(value: object) -> str:
    """Return a cell as the text it would be in a CSV file; whole numbers lose their '.0'."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)
