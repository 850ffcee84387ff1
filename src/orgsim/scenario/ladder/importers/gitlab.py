"""GitLab's job families: a table of levels with job grades, or the pages that state the grades."""

import re
from pathlib import Path
from typing import Any

from orgsim.scenario.ladder.importers._tables import chains, headings, number, rows_of, slug, stop_at
from orgsim.scenario.problems import Problem, ScenarioError

ABOUT = (
    "GitLab job families: a CSV with level, track, job_grade (and spans), or Markdown that says 'The X is a grade N.'"
)

GRADE = re.compile(r"^\s*The\s+(?P<title>[^.\n]+?)\s+is a grade (?P<grade>\d+)\.", re.MULTILINE)
LEADS = re.compile(r"\b(manager,|director|vp|vice president|head of|chief)", re.IGNORECASE)
SOURCE = {"title": "GitLab handbook, job families", "licence": "CC BY-SA 4.0, GitLab Inc.", "confidence": "high"}
TRACKS: dict[str, dict[str, Any]] = {
    "ic": {"title": "Individual"},
    "management": {"title": "Management", "manages": True},
}


def recognizes(text: str) -> bool:
    """Tell whether a text is a table of grades or a page that states some."""
    return {"level", "track", "job grade"} <= set(headings(text)) or GRADE.search(text) is not None


def convert(text: str, path: Path) -> dict[str, Any]:
    """Return the levels; rungs are grades counted from the lowest."""
    table = "job grade" in headings(text)
    found = _from_table(text, path) if table else _from_pages(text)
    lowest = min(grade for _, _, grade, _ in found)
    levels = {}
    for title, track, grade, said in found:
        level: dict[str, Any] = {"title": title, "track": track, "rung": grade - lowest + 1, "source": "handbook"}
        levels[slug(title)] = (
            level | ({"description": said} if said else {}) | ({"entry": True} if grade == lowest else {})
        )
    used = {level["track"] for level in levels.values()}
    return {
        "sources": {"handbook": dict(SOURCE)},
        "tracks": {key: dict(track) for key, track in TRACKS.items() if key in used},
        "levels": levels,
        "moves": chains((name, level["track"], level["rung"]) for name, level in levels.items()),
    }


def _from_table(text: str, path: Path) -> list[tuple[str, str, int, str]]:
    problems: list[Problem] = []
    found = []
    for row in rows_of(text):
        grade = number(row, "job grade", path, problems)
        if grade is None and not row["job grade"]:
            problems.append(row.problem(path, "E201", f"'{row['level']}' has no job grade"))
        track = "management" if row["track"].lower().startswith("man") else "ic"
        least, most = row["span min"], row["span max"]
        said = f"Leads {least} to {most} people." if least and most else ""
        found.append((row["level"].replace("_", " ").capitalize(), track, int(grade or 0), said))
    if not found:
        raise ScenarioError([Problem("E209", "the table has no rows")])
    stop_at(problems)
    return found


def _from_pages(text: str) -> list[tuple[str, str, int, str]]:
    found = {match["title"].strip(): int(match["grade"]) for match in GRADE.finditer(text)}
    return [(title, "management" if LEADS.search(title) else "ic", grade, "") for title, grade in found.items()]
