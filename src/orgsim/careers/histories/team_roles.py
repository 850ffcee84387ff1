"""Spells in the teams of a project: members and leads, several teams at once; the highest role held counts."""

from collections.abc import Sequence
from pathlib import Path

from orgsim.careers.spells import Record, Stay, years
from orgsim.scenario.document import read_text
from orgsim.scenario.ladder.importers._tables import Row, rows_of, stop_at
from orgsim.scenario.problems import Problem

ABOUT = "person, team, kind, role (member, lead, alumni), start, end, left_censored, right_censored"

LEVELS = ("member", "lead")
NO_TEAMS = ("marker-team",)
"""Kinds that are lists of names, not teams anybody works in."""


def recognizes(found: Sequence[str]) -> bool:
    """Tell whether a table has these columns."""
    return {"person", "team", "role", "start", "end", "right censored"} <= set(found)


def read(path: Path, order: Sequence[str]) -> Record:
    """Return the stays of members and leads; former members have left."""
    levels = tuple(order) or LEVELS
    problems: list[Problem] = []
    rows = [row for row in rows_of(read_text(path)) if row["kind"] not in NO_TEAMS]
    stays = [stay for row in rows if row["role"] in levels and (stay := _stay(row, levels, path, problems)) is not None]
    stop_at(problems)
    last = max((years(row["end"]) for row in rows if row["end"]), default=0.0)
    return Record(levels, tuple(stay for stay in stays if stay.end is None or stay.end > stay.start), last)


def _stay(row: Row, levels: Sequence[str], path: Path, problems: list[Problem]) -> Stay | None:
    try:
        start, end = years(row["start"]), years(row["end"])
    except ValueError:
        problems.append(row.problem(path, "E203", "expected dates like 2024-03-31"))
        return None
    running = row["right censored"] == "1"
    return Stay(row["person"], levels.index(row["role"]), start, None if running else end, row["left censored"] != "1")
