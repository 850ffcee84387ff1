"""Workbooks: the first sheet with plausible headings, through openpyxl, which is an optional extra."""

import datetime as dt
import importlib
from pathlib import Path
from typing import Any

from orgsim.people_import.errors import PeopleError
from orgsim.people_import.grid import Grid, Row, Score
from orgsim.scenario.problems import counted


def read_workbook(path: Path, score: Score) -> Grid:
    """Read the sheet of a workbook that looks most like a table of people.

    Raises
    ------
    PeopleError
        When openpyxl is not installed, or the workbook cannot be opened.
    """
    book = _opened(path)
    sheets = [(sheet, _rows(sheet)) for sheet in book.worksheets]
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


def _rows(sheet: Any) -> list[Row]:
    rows = (
        Row(number, tuple(_text(value) for value in cells))
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
    )
    return [row for row in rows if not row.is_blank()]


def _text(value: object) -> str:
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
