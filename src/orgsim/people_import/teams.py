"""Teams: the engineers below an engineering manager, up to the next one, as a head-count; and what the table calls them."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Person
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, IGNORE
from orgsim.people_import.title_words import Area, Words, spelt
from orgsim.plain_words import number

PRESENT = ("active", "leave", "future")
"""Who counts: those on leave and those who signed count too."""

OWNERS = ("pm", "gpm")
"""Product posts that own products, and that engineers may report to directly."""

SHARE_OF_ENGINEERS = 0.25
"""A word says what a team works on when it is in the titles of this share of its engineers, and of two at least."""

LEAST_SHARE = 0.005
"""A fraction of an engineer that is worth a word."""

LEVEL = re.compile(r"(?:[eglmpt]|ic|swe|sde)?\d{1,2}")
"""Levels in the titles of engineers: 'Software Engineer 2', 'Developer L5'; no team is called after them."""


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
    column: Area = frozenset()
    """The team that the table's column names, as words."""
    department: Area = frozenset()
    """The department that the table's column names, as words."""
    text: str = ""
    """The titles and columns that all of these words are from."""
    members: frozenset[str] = frozenset()
    """Keys of the engineers."""


def find_teams(lines: Lines, roles: Mapping[str, str], words: Words, findings: Findings) -> list[Team]:
    """Find the teams, in the order of who leads them."""
    groups: dict[str, list[Person]] = defaultdict(list)
    outside: list[Person] = []
    for key, person in lines.people.items():
        if roles[key] == ENGINEER and person.status in PRESENT:
            lead = _lead(key, lines, roles)
            groups[lead].append(person) if lead else outside.append(person)
    _report(lines, roles, groups, outside, findings)
    sizes = whole_engineers({lead: sum(person.fte for person in group) for lead, group in groups.items()})
    _report_rounding(groups, sizes, findings)
    return [_team(lines.people[lead], groups[lead], sizes[lead], words) for lead in sorted(groups)]


def whole_engineers(shares: Mapping[str, float]) -> dict[str, int]:
    """Return each team's engineers, given the sum of their shares of full time: whole, at least one, and together as many as all shares.

    What is left of the sum goes to the teams with the largest remainders.

    Example
    -------
    >>> whole_engineers({"ads": 3.5, "pay": 2.6, "web": 4.5})
    {'ads': 4, 'pay': 3, 'web': 4}
    """
    found = {team: max(1, math.floor(share)) for team, share in shares.items()}
    left = math.floor(math.fsum(shares.values()) + 0.5) - sum(found.values())
    first = sorted(shares, key=lambda team: (found[team] - shares[team], team))[: max(left, 0)]
    return {team: whole + (team in first) for team, whole in found.items()}


def _report_rounding(groups: Mapping[str, Sequence[Person]], sizes: Mapping[str, int], findings: Findings) -> None:
    """Say in which teams part-time makes a size that is not whole, and what became of the sum."""
    shares = {lead: sum(person.fte for person in group) for lead, group in groups.items()}
    broken = [lead for lead, share in shares.items() if abs(share - sizes[lead]) > LEAST_SHARE]
    rows = [person.row for lead in broken for person in groups[lead] if person.row and person.fte < 1.0]
    before, after = math.fsum(shares.values()), sum(sizes.values())
    detail = f"capacity is in whole engineers, so {number(round(before, 1))} full-time engineers in all are {after} in the model"
    findings.noted("team* with a fraction of an engineer", rows, detail, count=len(broken))


def _lead(key: str, lines: Lines, roles: Mapping[str, str]) -> str | None:
    """Return who leads an engineer: the nearest engineering manager above, or a product manager with engineers."""
    for above in lines.chain(key):
        if roles[above] in (ENGINEERING_MANAGER, *OWNERS):
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
    superiors = [lines.above[person.key] for person in outside]
    above = Counter(lines.people[key].title for key in superiors if key)
    most = ", ".join(f"{title} ({count})" for title, count in sorted(above.items(), key=lambda e: (-e[1], e[0]))[:4])
    detail = f"they report to: {most}; a rule can make such a title an engineering_manager (--suggest-rules drafts it)"
    findings.noted("engineer* outside any team left out", [person.row for person in outside], detail)
    managers = {key for key, role in roles.items() if role == ENGINEERING_MANAGER}
    idle = [lines.people[key].row for key in managers - groups.keys() if not managers.intersection(lines.tree(key))]
    findings.noted("engineering manager* without engineers left out", [row for row in idle if row])


def _team(lead: Person, engineers: Sequence[Person], size: int, words: Words) -> Team:
    column = _most_named(lead, engineers, "team")
    department = _most_named(lead, engineers, "department")
    text = " ".join([lead.title, column, department, *sorted(person.title for person in engineers)])
    hints = _hints(engineers, words)
    areas = [words.area(lead.title), words.area(column)]
    if not any(areas):
        areas.append(hints)
    label = words.label(lead.title) or words.label(column) or _sentence(spelt(hints, text))
    named = tuple(area for area in areas if area)
    members = frozenset(person.key for person in engineers)
    return Team(lead, size, label, named, hints, words.area(column), words.area(department), text, members)


def _most_named(lead: Person, engineers: Sequence[Person], column: str) -> str:
    """Return the team or department that the table names: the lead's, or that of most of the engineers."""
    counts = Counter(getattr(person, column) for person in engineers)
    del counts[""]
    own: str = getattr(lead, column)
    return own or max(sorted(counts), key=lambda name: counts[name], default="")


def _hints(engineers: Sequence[Person], words: Words) -> Area:
    said = (word for person in engineers for word in words.area(person.title, of_engineer=True))
    counts = Counter(word for word in said if not LEVEL.fullmatch(word))
    enough = max(2.0, SHARE_OF_ENGINEERS * len(engineers))
    return frozenset(word for word, count in counts.items() if count >= enough)


def _sentence(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text[:1].upper() + text[1:]
