"""Reporting lines where a table has none: each person under somebody of the level above whose title is about the same.

This is a guess that is made when a decision asks for it (``roots: by_title``) and counted: how many titles share a word with the title
above them, and how many were spread evenly.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgsim.people_import.cell_text import folded
from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Person
from orgsim.people_import.product_posts import HEAD
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, Rules
from orgsim.people_import.title_words import Area, likeness

CHIEF = re.compile(r"\b(ceo|chief executive|founder|managing director|gesch[äa]ftsf[üu]hrer\w*|(?<!vice )president)\b")
ENGINEERING_HEAD = re.compile(
    r"\b(cto|chief technology|(?:director|vp|svp|head|vice president)\b.*\b(?:engineering|software|development))"
)
TOP, ENGINEERING_TOP, OTHER = "top", "engineering head", "other"
LEVELS_ABOVE = {
    ENGINEER: (ENGINEERING_MANAGER, ENGINEERING_TOP, TOP),
    ENGINEERING_MANAGER: (ENGINEERING_TOP, TOP),
    "pm": ("gpm", "director", HEAD, TOP),
    "ppm": ("director", HEAD, TOP),
    "gpm": ("director", HEAD, TOP),
    "director": (HEAD, TOP),
}
"""Who may stand above a level, the nearest first; everybody else is below the top."""
SPREAD = (ENGINEER,)
"""Who is spread evenly when titles share no word; others report to the next level that has one person only."""


@dataclass
class _Placing:
    """Places people one by one."""

    people: Mapping[str, Person]
    above: dict[str, str | None]
    rules: Rules
    by_words: list[int] = field(default_factory=list)
    spread: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.levels = {key: self._level(person) for key, person in self.people.items()}
        self.areas = {key: self._area(person) for key, person in self.people.items()}
        self.placed: Counter[str] = Counter()
        self.at: dict[str, list[str]] = defaultdict(list)
        for key, level in self.levels.items():
            self.at[level].append(key)

    def _level(self, person: Person) -> str:
        title = folded(person.title)
        rule = self.rules.find(person.title)
        if rule and rule.role in LEVELS_ABOVE | {HEAD: ()}:
            return rule.role
        if ENGINEERING_HEAD.search(title):
            return ENGINEERING_TOP
        return TOP if CHIEF.search(title) and "assistant" not in title else OTHER

    def _area(self, person: Person) -> Area:
        return self.rules.words.area(person.title, of_engineer=self.levels[person.key] == ENGINEER)

    def place(self, key: str) -> None:
        """Put a person under the most alike of the nearest level above that has anybody."""
        for level in LEVELS_ABOVE.get(self.levels[key], (TOP,)):
            among = [other for other in self.at[level] if not self._is_below(other, key)]
            if among and (found := self._best(key, among)) is not None:
                self.above[key] = found
                self.placed[found] += 1
                return

    def _best(self, key: str, among: Sequence[str]) -> str | None:
        """Return the most alike by title; with no word in common, the only one, or for engineers the one with the fewest."""
        alike = {other: likeness(self.areas[key], self.areas[other]) for other in among}
        best = min(among, key=lambda other: (-alike[other], self.placed[other], other))
        if alike[best] > 0:
            self.by_words.append(self.people[key].row)
        elif self.levels[key] in SPREAD and len(among) > 1:
            self.spread.append(self.people[key].row)
        elif len(among) > 1:
            return None
        return best

    def _is_below(self, other: str, key: str) -> bool:
        here: str | None = other
        while here is not None and here != key:
            here = self.above[here]
        return here is not None


def lines_by_title(
    people: Mapping[str, Person],
    above: Mapping[str, str | None],
    roots: Sequence[str],
    rules: Rules,
    findings: Findings,
) -> dict[str, str | None]:
    """Return whom everybody reports to when roots are put where their titles suggest; what cannot be told stays a root."""
    placing = _Placing(people, dict(above), rules)
    for key in sorted(roots):
        placing.place(key)
    even = "the title shares no word with any engineering manager's; each went to the one with the fewest"
    findings.noted("{person|people} placed by a word in the title", placing.by_words, "as decided")
    findings.noted("engineer* spread evenly over engineering managers", placing.spread, even)
    placed = [people[key].row for key in roots if placing.above[key] is not None]
    others = set(placed) - set(placing.by_words) - set(placing.spread)
    findings.noted("{person|people} placed by level alone", others, "as decided")
    return placing.above
