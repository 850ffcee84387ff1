"""Monzo's progression frameworks: criteria by topic and level, as Markdown with a YAML head or as a table."""

import re
from pathlib import Path
from typing import Any

from orgsim.scenario.document import parse
from orgsim.scenario.ladder.importers._tables import Row, chains, headings, number, rows_of, slug, stop_at
from orgsim.scenario.problems import Mark, Problem, ScenarioError

ABOUT = "Monzo progression frameworks: Markdown with 'levels' and 'topics' at its head, or a CSV with topic, level, criterion"

HEAD = re.compile(r"\A---\s*\n(?P<yaml>.*?)\n---\s*(\n|\Z)", re.DOTALL)
SOURCE = {
    "title": "Monzo progression framework",
    "licence": "MIT, Copyright (c) 2019 Monzo Bank Limited",
    "confidence": "high",
}

Topics = dict[str, dict[int, list[str]]]


def recognizes(text: str) -> bool:
    """Tell whether a text is a framework."""
    head = HEAD.match(text)
    if head is None:
        return {"topic", "level", "criterion"} <= set(headings(text))
    return re.search(r"^topics:", head["yaml"], re.MULTILINE) is not None


def convert(text: str, path: Path) -> dict[str, Any]:
    """Return topics as competencies and criteria as expectations; a level's place among all is the value it asks for."""
    head = HEAD.match(text)
    topics = _from_head(head["yaml"], path) if head else _from_table(rows_of(text), path)
    highest = max((level for by_level in topics.values() for level in by_level), default=0)
    if highest == 0:
        raise ScenarioError([Problem("E201", "no topic has criteria for any level", mark=Mark(path, 0, 0))])
    levels = {f"level-{rung}": _level(topics, rung, highest) for rung in range(1, highest + 1)}
    return {
        "sources": {"framework": dict(SOURCE)},
        "competencies": {slug(topic): {"name": topic} for topic in topics},
        "tracks": {"ic": {"title": "Individual"}},
        "levels": levels,
        "moves": chains((name, "ic", level["rung"]) for name, level in levels.items()),
    }


def _level(topics: Topics, rung: int, highest: int) -> dict[str, Any]:
    asked = {
        slug(topic): {"value": round(rung / highest, 3), "criteria": by_level[rung]}
        for topic, by_level in topics.items()
        if rung in by_level
    }
    level: dict[str, Any] = {"title": f"Level {rung}", "track": "ic", "rung": rung, "source": "framework"}
    return level | ({"entry": True} if rung == 1 else {}) | {"expectations": asked}


def _from_head(text: str, path: Path) -> Topics:
    document = parse("\n" + text, path)  # one line down: the head starts below its '---'
    topics: Topics = {}
    problems = []
    entries = document.data.get("topics") if isinstance(document.data, dict) else None
    for place, topic in enumerate(entries if isinstance(entries, list) else ()):
        try:
            content = {int(entry["level"]): [str(line) for line in entry["criteria"]] for entry in topic["content"]}
            topics[str(topic["name"])] = content
        except (KeyError, TypeError, ValueError):
            message = "a topic has a name and content: a list of level and criteria"
            problems.append(Problem("E203", message, ("topics", place), document.mark(("topics", place))))
    stop_at(problems)
    return topics


def _from_table(rows: list[Row], path: Path) -> Topics:
    topics: Topics = {}
    problems: list[Problem] = []
    for row in rows:
        level = number(row, "level", path, problems)
        if level is not None:
            topics.setdefault(row["topic"], {}).setdefault(int(level), []).append(row["criterion"])
    stop_at(problems)
    return topics
