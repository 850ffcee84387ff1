"""A team that is formed anew for every release: who was shadow, lead, shadow of the release lead, release lead, adviser.

Somebody who is missing from the next release has left, somewhere between the two: half way, for lack of a better date.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from orgsim.careers.spells import Record, Stay, years
from orgsim.errors import InputError
from orgsim.scenario.document import read_text
from orgsim.scenario.ladder.importers._tables import rows_of, stop_at
from orgsim.scenario.problems import Problem, shown

ABOUT = "version, person, area, level, with releases.csv beside it (version, cycle_start)"

LEVELS = ("shadow", "lead", "release-lead-shadow", "release-lead", "adviser")


def recognizes(found: Sequence[str]) -> bool:
    """Tell whether a table has these columns."""
    return {"version", "person", "area", "level"} <= set(found)


def read(path: Path, order: Sequence[str]) -> Record:
    """Return one stay a person and release; the record ends when the last release starts."""
    starts = _starts(path.with_name("releases.csv"))
    ends = {version: (starts[version] + starts[after]) / 2 for version, after in pairwise(starts)}
    levels = tuple(order) or LEVELS
    opening = next(iter(starts.values()))
    problems: list[Problem] = []
    stays = []
    for row in rows_of(read_text(path)):
        version, name = row["version"], _level(row["area"], row["level"])
        if version not in starts or name not in levels:
            problems.append(row.problem(path, "E301", f"there is no release '{version}' or no level '{name}'"))
        elif version in ends:
            stays.append(
                Stay(row["person"], levels.index(name), starts[version], ends[version], starts[version] > opening)
            )
        else:
            stays.append(Stay(row["person"], levels.index(name), starts[version], None, starts[version] > opening))
    stop_at(problems)
    return Record(levels, tuple(stays), max(starts.values()), tuple(starts.values()))


def _starts(path: Path) -> dict[str, float]:
    if not path.is_file():
        raise InputError(f"{shown(path)} is missing: it says when each release started (version, cycle_start)")
    starts = {row["version"]: years(row["cycle start"]) for row in rows_of(read_text(path))}
    return dict(sorted(starts.items(), key=lambda entry: entry[1]))


def _level(area: str, level: str) -> str:
    if area == "release_lead":
        return {"lead": "release-lead", "shadow": "release-lead-shadow"}.get(level, level)
    return level
