"""A plain table of dated roles: one row a person and role."""

from collections.abc import Sequence
from pathlib import Path

from orgsim.careers.spells import Record, Stay, years
from orgsim.errors import InputError
from orgsim.scenario.document import read_text
from orgsim.scenario.ladder.importers._tables import Row, rows_of, stop_at
from orgsim.scenario.problems import Problem, listed, nearest

ABOUT = "person, level (or role), from (or start), to (or end; empty: still there); optionally left_censored, right_censored"

YES = ("1", "true", "yes")
LEVEL = ("level", "role")
START = ("from", "start")
END = ("to", "end")


def recognizes(found: Sequence[str]) -> bool:
    """Tell whether a table has these columns (and is not one of the richer shapes)."""
    has = set(found)
    return "person" in has and "team" not in has and all(has & set(names) for names in (LEVEL, START, END))


def read(path: Path, order: Sequence[str]) -> Record:
    """Return the stays; the record ends with its last date."""
    rows = rows_of(read_text(path))
    levels = tuple(order) or _by_number(rows)
    problems: list[Problem] = []
    stays = [stay for row in rows if (stay := _stay(row, levels, path, problems)) is not None]
    stop_at(problems)
    dates = [years(text) for row in rows for text in (_cell(row, START), _cell(row, END)) if text]
    last = max(dates, default=0.0)
    return Record(levels, tuple(stays), last)


def _by_number(rows: Sequence[Row]) -> tuple[str, ...]:
    names = {_cell(row, LEVEL) for row in rows}
    if not all(name.isdigit() for name in names):
        raise InputError(
            f"which level is above which? Name them from the bottom up by --order, or by --ladder; there are {listed(names)}"
        )
    return tuple(sorted(names, key=int))


def _stay(row: Row, levels: Sequence[str], path: Path, problems: list[Problem]) -> Stay | None:
    name = _cell(row, LEVEL)
    if not row["person"]:
        problems.append(row.problem(path, "E201", "missing 'person'"))
        return None
    if name not in levels:
        message = f"there is no level '{name}'{nearest(name, levels)}; there are {listed(levels)}"
        problems.append(row.problem(path, "E301", message))
        return None
    try:
        start = years(_cell(row, START))
        end = years(_cell(row, END)) if _cell(row, END) else None
    except ValueError:
        found = f'"{_cell(row, START)}" to "{_cell(row, END)}"'
        problems.append(row.problem(path, "E203", f"expected dates like 2024-03-31, got {found}"))
        return None
    if end is not None and end < start:
        problems.append(row.problem(path, "E620", "this ends before it starts"))
        return None
    running = row["right censored"].lower() in YES
    known = row["left censored"].lower() not in YES
    return Stay(row["person"], levels.index(name), start, None if running else end, known)


def _cell(row: Row, names: Sequence[str]) -> str:
    return next((row[name] for name in names if row[name]), "")
