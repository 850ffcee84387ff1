"""Cells in rows, whatever file they came in: delimited text here, workbooks in ``workbook``."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgsim.people_import.decoding import decode
from orgsim.people_import.errors import PeopleError

LARGEST_FILE = 100_000_000
MOST_ROWS = 200_000
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
    if data.startswith(WORKBOOK):
        from orgsim.people_import.workbook import read_workbook

        grid = read_workbook(path, score)
    elif data.startswith(OLD_WORKBOOK):
        raise PeopleError(path, "this is a workbook in the old .xls format; save it as .xlsx or as CSV")
    else:
        text, encoding = decode(data, path)
        grid = _delimited(text, encoding, path, score)
    if len(grid.rows) > MOST_ROWS:
        raise PeopleError(path, f"more than {MOST_ROWS:,} rows; this does not look like a table of people")
    if not grid.rows:
        raise PeopleError(path, "the file is empty")
    return grid


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PeopleError(
                path, f"larger than {LARGEST_FILE // 10**6} MB; this does not look like a table of people"
            )
        return path.read_bytes()
    except OSError as error:
        raise PeopleError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def _delimited(text: str, encoding: str, path: Path, score: Score) -> Grid:
    declared = DECLARED.match(text)
    skipped = 0
    if declared:
        text, skipped = text[declared.end() :], 1
    candidates = [declared[1]] if declared else list(SEPARATORS)
    readings = {separator: _rows(text, separator, skipped) for separator in candidates}

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
            row = Row(start + skipped, tuple(cells))
            start = reader.line_num + 1
            if not row.is_blank():
                rows.append(row)
    except csv.Error as error:
        return rows, start + skipped, _reason(error)
    return rows, 0, ""


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return (
            f"a cell of more than {csv.field_size_limit():,} characters; a quotation mark may be opened and not closed"
        )
    return "a quotation mark is opened and not closed, or text follows a closed one"


def _steadiness(rows: Sequence[Row]) -> int:
    """Return how many of the first rows have the most frequent number of cells, when that is more than one."""
    widths = [len(row.cells) for row in rows[:100] if len(row.cells) > 1]
    return max((widths.count(width) for width in set(widths)), default=0)
