"""A plain table: one row a level."""

import re
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any

from orgsim.scenario.ladder.importers._tables import Row, chains, headings, number, rows_of, slug, stop_at
from orgsim.scenario.problems import Problem, ScenarioError, listed, nearest

ABOUT = (
    "plain CSV, one row a level: level, track, title, min months, seats, next (names apart by ';' or '|'); "
    "also rung, headcount (seats or committee), heads, promotion share, hires per quarter, exits per year, external share, "
    "pay low, pay mid, pay high, role"
)

NEEDED = {"level", "track"}
USUAL = {"title", "min months", "seats", "next", "rung", "heads", "pay low", "pay mid", "pay high", "role"}
SHARES = ("promotion share", "hires per quarter", "exits per year", "external share")
MONTHS_PER_QUARTER = 3
MANAGES = re.compile(r"man|lead|people", re.IGNORECASE)


def recognizes(text: str) -> bool:
    """Tell whether a text is such a table."""
    found = set(headings(text))
    return found >= NEEDED and bool(found & USUAL) and "job grade" not in found


def convert(text: str, path: Path) -> dict[str, Any]:
    """Return the levels in the order of the rows.

    Where there is no column for rungs they count up within a track, and a track begins above the levels that lead into it.
    """
    rows = rows_of(text)
    problems: list[Problem] = []
    levels: dict[str, dict[str, Any]] = {}
    feeding: dict[str, set[str]] = {}
    for row in rows:
        for text in _nexts(row):
            feeding.setdefault(slug(text), set()).add(slug(row["level"]))
    for row in rows:
        name = slug(row["level"])
        if name in levels:
            problems.append(row.problem(path, "E102", f"level '{row['level']}' is there twice"))
        levels[name] = _level(row, path, levels, feeding, problems)
    moves = _moves(rows, levels, path, problems)
    stop_at(problems)
    if not levels:
        raise ScenarioError([Problem("E209", "the table has no rows")])
    next(iter(levels.values()))["entry"] = True
    titles = {slug(row["track"]): row["track"] for row in rows}
    tracks = {
        key: {"title": title} | ({"manages": True} if MANAGES.search(title) else {}) for key, title in titles.items()
    }
    return {"tracks": tracks, "levels": levels, "moves": moves}


def _below(row: Row, so_far: dict[str, dict[str, Any]], feeding: dict[str, set[str]]) -> Iterator[int]:
    """Yield the rungs a level lies above: those before it in its track, and, where a track begins, those that name it as next."""
    track = [level["rung"] for level in so_far.values() if level["track"] == slug(row["track"])]
    yield from track
    for origin in () if track else feeding.get(slug(row["level"]), ()):
        if origin in so_far:
            yield so_far[origin]["rung"]


def _nexts(row: Row) -> list[str]:
    """Return the levels that a row names as next."""
    return [part for part in (text.strip() for text in re.split(r"[;|]", row["next"])) if part]


def _level(
    row: Row, path: Path, so_far: dict[str, dict[str, Any]], feeding: dict[str, set[str]], problems: list[Problem]
) -> dict[str, Any]:
    rung = number(row, "rung", path, problems)
    level: dict[str, Any] = {"title": row["title"] or row["level"], "track": slug(row["track"])}
    level["rung"] = int(rung) if rung is not None else 1 + max(_below(row, so_far, feeding), default=0)
    months = number(row, "min months", path, problems)
    if months is not None:
        level["min_quarters"] = ceil(months / MONTHS_PER_QUARTER)
    for column in ("seats", "heads"):
        people = number(row, column, path, problems)
        if people is not None:
            level[column] = int(people)
    if row["headcount"]:
        level["headcount"] = row["headcount"].lower()
    elif "heads" in level and "seats" not in level:
        level["headcount"] = "committee"  # people are counted and seats are not, so no seat is waited for
    for column in SHARES:
        share = number(row, column, path, problems)
        if share is not None:
            level[column.replace(" ", "_")] = share
    band = {end: number(row, f"pay {end}", path, problems) for end in ("low", "mid", "high")}
    if all(value is not None for value in band.values()):
        level["pay"] = band
    return level | ({"role": row["role"]} if row["role"] else {})


def _moves(
    rows: list[Row], levels: dict[str, dict[str, Any]], path: Path, problems: list[Problem]
) -> list[dict[str, str]]:
    if not any("next" in row.cells for row in rows):
        return chains((name, level["track"], level["rung"]) for name, level in levels.items())
    moves = []
    for row in rows:
        for text in _nexts(row):
            origin, to = slug(row["level"]), slug(text)
            if to not in levels:
                message = f"there is no level '{text}'{nearest(to, levels)}; there are {listed(levels)}"
                problems.append(row.problem(path, "E301", message))
                continue
            rise = levels[to]["rung"] - levels[origin]["rung"]
            kind = "promotion" if rise > 0 else "lateral" if rise == 0 else "return"
            moves.append({"from": origin, "to": to, "kind": kind})
    return moves
