"""Teams: the engineers below each engineering manager, up to the next one, as head-count, and what they work on."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.findings import Findings
from orgsim.people_import.lines import Lines
from orgsim.people_import.person import Person
from orgsim.people_import.rules import ENGINEER, ENGINEERING_MANAGER, IGNORE
from orgsim.people_import.words import Area, Words

PRESENT = ("active", "leave", "future")
"""Who counts: those on leave and those who signed count too."""

LEAD_PRODUCTS = ("pm", "gpm")
"""Product posts that engineers may report to directly."""

SHARE_OF_ENGINEERS = 0.25
"""A word says what a team works on when it is in the titles of this share of its engineers, and of two at least."""


@dataclass(frozen=True)
class Team:
    """The engineers below one person."""

    lead: Person
    engineers: int
    label: str
    """What it works on, as titles say it; empty when they do not."""
    areas: tuple[Area, ...]
    """The same as words, from several sources, the most telling first."""
    hints: Area
    """Words in the titles of its engineers."""


def find_teams(lines: Lines, roles: Mapping[str, str], words: Words, findings: Findings) -> list[Team]:
    """Find the teams, in the order of who leads them."""
    groups: dict[str, list[Person]] = defaultdict(list)
    outside: list[Person] = []
    for key, person in lines.people.items():
        if roles[key] == ENGINEER and person.status in PRESENT:
            lead = _lead(key, lines, roles)
            groups[lead].append(person) if lead else outside.append(person)
    _report(lines, roles, groups, outside, findings)
    return [_team(lines.people[lead], groups[lead], words) for lead in sorted(groups)]


def _lead(key: str, lines: Lines, roles: Mapping[str, str]) -> str | None:
    """Return who leads an engineer: the nearest engineering manager above, or a product manager with engineers."""
    for above in lines.chain(key):
        if roles[above] in (ENGINEERING_MANAGER, *LEAD_PRODUCTS):
            return above
        if roles[above] not in (ENGINEER, IGNORE):
            return None
    return None


def _report(
    lines: Lines,
    roles: Mapping[str, str],
    groups: Mapping[str, Sequence[Person]],
    outside: Sequence[Person],
    findings: Findings,
) -> None:
    above = Counter(lines.people[str(lines.above[person.key])].title for person in outside if lines.above[person.key])
    most = ", ".join(f"{title} ({number})" for title, number in sorted(above.items(), key=lambda e: (-e[1], e[0]))[:4])
    detail = f"they report to: {most}; a rule can make such a title an engineering_manager, a decision can move people"
    noun = "engineer outside any team left out|engineers outside any team left out"
    findings.noted(noun, [person.row for person in outside], detail)
    alone = [
        person.row
        for key, person in lines.people.items()
        if roles[key] == ENGINEERING_MANAGER
        and key not in groups
        and person.row
        and not _leads_leads(key, lines, roles)
    ]
    noun = "engineering manager without engineers left out|engineering managers without engineers left out"
    findings.noted(noun, alone)


def _leads_leads(key: str, lines: Lines, roles: Mapping[str, str]) -> bool:
    return any(roles[other] == ENGINEERING_MANAGER for other in lines.tree(key))


def _team(lead: Person, engineers: Sequence[Person], words: Words) -> Team:
    column = _team_name(lead, engineers)
    hints = _hints(engineers, words)
    areas = [words.area(lead.title), words.area(column)]
    if not any(areas):
        areas.append(hints)
    label = words.label(lead.title) or words.label(column) or _spelt(hints, engineers)
    size = max(1, math.floor(sum(person.fte for person in engineers) + 0.5))
    return Team(lead, size, label, tuple(area for area in areas if area), hints)


def _team_name(lead: Person, engineers: Sequence[Person]) -> str:
    """Return the team that the table names: the lead's, or that of most of the engineers."""
    counts = Counter(person.team for person in engineers if person.team)
    return lead.team or max(sorted(counts), key=lambda team: counts[team], default="")


def _hints(engineers: Sequence[Person], words: Words) -> Area:
    counts = Counter(word for person in engineers for word in words.area(person.title, of_engineer=True))
    enough = max(2.0, SHARE_OF_ENGINEERS * len(engineers))
    return frozenset(word for word, number in counts.items() if number >= enough)


def _spelt(hints: Area, engineers: Sequence[Person]) -> str:
    """Return hints in the order in which titles have them."""
    titles = " ".join(sorted(person.title for person in engineers)).casefold()
    text = " ".join(sorted(hints, key=lambda word: (titles.find(word), word)))
    return text[:1].upper() + text[1:]
