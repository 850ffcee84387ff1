"""What titles mean: everybody's role by the rules, and the titles that no rule knows."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orgsim.people_import.characters import folded
from orgsim.people_import.findings import Findings
from orgsim.people_import.lines import Lines
from orgsim.people_import.person import BOARD, Person
from orgsim.people_import.rules import ENGINEER, ENGINEERING_MANAGER, IGNORE, Rules

MOST_SUGGESTIONS = 300
"""Titles that are compared with the rules' examples; who has more that match nothing needs other rules first."""

ABOVE = (
    (("cpo",), IGNORE),
    (("director",), "cpo"),
    (("gpm", "pm", "ppm"), "director"),
    ((ENGINEERING_MANAGER,), IGNORE),
    ((ENGINEER,), ENGINEERING_MANAGER),
)
"""What a vacant seat without a title is, by the highest role below it."""


@dataclass(frozen=True)
class TitleUse:
    """A title, who has it, and what it was taken for."""

    title: str
    rows: tuple[int, ...]
    role: str
    """A role, or ``unmatched``."""
    detail: str
    """The rule that decided, or a suggestion."""


def assign_roles(lines: Lines, rules: Rules, findings: Findings) -> dict[str, str]:
    """Return everybody's role; what no rule knows counts by where it stands."""
    known = _by_title(lines.people.values(), rules)
    unknown = sum(role == "unmatched" for title, role in known.items() if title)
    detail = f"below an engineering manager taken for {rules.inside_teams}, else left out; --report lists them"
    findings.noted("title that no rule knows|titles that no rule knows", detail=detail, count=unknown)
    roles = {key: known[folded(person.title)] for key, person in lines.people.items()}
    for key, person in lines.people.items():
        if not person.title and person.status == "vacant" and not person.row:
            roles[key] = _role_above({roles[other] for other in lines.below.get(key, ())})
    return {key: _by_place(key, lines, roles, rules) if role == "unmatched" else role for key, role in roles.items()}


def _by_title(people: Iterable[Person], rules: Rules) -> dict[str, str]:
    found = {folded(person.title): rules.find(person.title) for person in people}
    return {title: rule.role if rule else "unmatched" for title, rule in found.items()}


def _role_above(below: set[str]) -> str:
    return next((role for roles, role in ABOVE if below & set(roles)), IGNORE)


def _by_place(key: str, lines: Lines, roles: Mapping[str, str], rules: Rules) -> str:
    """Return what a title that no rule knows counts as: below an engineering manager as the rules say, elsewhere nothing."""
    person = lines.people[key]
    if not person.title or key == BOARD:
        return IGNORE
    return rules.inside_teams if any(roles[above] == ENGINEERING_MANAGER for above in lines.chain(key)) else IGNORE


def title_uses(people: Iterable[Person], rules: Rules) -> list[TitleUse]:
    """Return every title with its role, the most frequent first; those that no rule knows with a suggestion."""
    holders: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.row:
            holders[folded(person.title)].append(person)
    uses = []
    suggested = 0
    for _, same in sorted(holders.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        rule = rules.find(same[0].title)
        title = min(person.title for person in same) or "(no title)"
        suggested += rule is None
        detail = (
            f"rule {rule.where}" if rule else _suggestion(same[0].title, rules) if suggested <= MOST_SUGGESTIONS else ""
        )
        role = rule.role if rule else "unmatched"
        uses.append(TitleUse(title, tuple(sorted(person.row for person in same)), role, detail))
    return uses


def _suggestion(title: str, rules: Rules) -> str:
    """Return the nearest title that a rule spells out; it is never applied."""
    found = difflib.get_close_matches(folded(title), list(rules.examples), n=1, cutoff=0.72)
    return f"did you mean '{found[0]}' ({rules.examples[found[0]]})?" if found else ""
