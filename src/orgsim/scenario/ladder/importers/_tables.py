"""What importers of tables share: rows with their lines, ids from titles, numbers or a sentence about them."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from orgsim.errors import InputError
from orgsim.scenario.problems import Mark, Problem, ScenarioError


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by heading, and its line in the file (from 0)."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, heading: str) -> str:
        """Return a cell; empty when there is no such column."""
        return self.cells.get(heading, "")

    def problem(self, path: Path, code: str, message: str) -> Problem:
        """Return a problem in this row."""
        return Problem(code, message, mark=Mark(path, self.line, 0))


def heading(text: str) -> str:
    """Return a heading as it is compared: lower case, words apart by one blank."""
    return re.sub(r"[\s_-]+", " ", text.replace("\u00a0", " ")).strip().lower()


def headings(text: str) -> list[str]:
    """Return the headings of a table; empty when the text is no table."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return [heading(cell) for cell in next(csv.reader([first], delimiter=_delimiter(first)), [])]


def rows_of(text: str) -> list[Row]:
    """Return the rows below the headings, blank ones left out."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(StringIO(text), delimiter=_delimiter(first))
    names: list[str] | None = None
    rows = []
    for cells in _readable(reader):
        line = reader.line_num - 1
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = [heading(cell) for cell in cells]
            continue
        rows.append(Row(dict(zip(names, (cell.strip() for cell in cells), strict=False)), line))
    return rows


def _readable(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise InputError(f"this is no table: {error}") from None


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def slug(title: str) -> str:
    """Return an id made from a title.

    Example
    -------
    >>> slug("Senior Product Manager (IC)")
    'senior-product-manager-ic'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:64] or "level"


def number(row: Row, column: str, path: Path, problems: list[Problem]) -> float | None:
    """Return a number in a cell; None when it is empty or, with a problem noted, not a number."""
    text = row[column].replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        problems.append(row.problem(path, "E203", f"expected a number in '{column}', got \"{row[column]}\""))
        return None


def chains(levels: Iterable[tuple[str, str, int]]) -> list[dict[str, str]]:
    """Return promotions from each level (id, track, rung) to the next rung of its track."""
    tracks: dict[str, list[tuple[int, str]]] = {}
    for name, track, rung in levels:
        tracks.setdefault(track, []).append((rung, name))
    moves = []
    for members in tracks.values():
        for rung, name in sorted(members):
            above = sorted(other for other, _ in members if other > rung)
            moves += [{"from": name, "to": upper} for other, upper in members if above and other == above[0]]
    return moves


def stop_at(problems: Sequence[Problem]) -> None:
    """Refuse a table with problems, all at once."""
    if problems:
        raise ScenarioError(problems)
