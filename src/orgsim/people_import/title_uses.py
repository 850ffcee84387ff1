"""Every title of a table and what it was taken for, for the report; titles that no rule knows come with a suggestion."""

import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgsim.people_import.cell_text import folded
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_rules import UNMATCHED, Rule, Rules

if TYPE_CHECKING:
    from orgsim.people_import.identity import Person

MOST_SUGGESTIONS = 300
"""Titles that are compared with the rules' examples; a table with more that match nothing needs other rules first."""


@dataclass(frozen=True)
class TitleUse:
    """A title, who has it, and what it was taken for."""

    title: str
    rows: tuple[int, ...]
    role: str
    """A role, or ``unmatched``."""
    detail: str
    """The rule that decided, or a suggestion."""


def title_uses(lines: Lines, rules: Rules) -> list[TitleUse]:
    """Return every title with its role, the most frequent first; those that no rule knows with a suggestion.

    A title has several entries where rules tell people with reports from those without.
    """
    holders: dict[tuple[str, Rule | None], list[Person]] = defaultdict(list)
    for key, rule in rules.of(lines).items():
        if lines.people[key].row:
            holders[folded(lines.people[key].title), rule].append(lines.people[key])
    uses = []
    for (_, rule), same in sorted(holders.items(), key=lambda entry: (-len(entry[1]), entry[0][0])):
        title = min(person.title for person in same) or "(no title)"
        rows = tuple(sorted(person.row for person in same))
        if rule:
            typo = f", read as '{rule.read_as}'" if rule.read_as else ""
            uses.append(TitleUse(title, rows, rule.role, f"rule {rule.where}{typo}"))
        else:
            enough = sum(use.role == UNMATCHED for use in uses) >= MOST_SUGGESTIONS
            uses.append(TitleUse(title, rows, UNMATCHED, "" if enough else _suggestion(same[0].title, rules)))
    return uses


def _suggestion(title: str, rules: Rules) -> str:
    """Return the nearest title that a rule spells out; it is never applied."""
    found = difflib.get_close_matches(folded(title), list(rules.examples), n=1, cutoff=0.72)
    return f"did you mean '{found[0]}' ({rules.examples[found[0]]})?" if found else ""
