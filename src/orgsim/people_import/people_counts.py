"""What became of everybody in a table: how many are in the model, as what, and how many are left out, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.product_posts import Post
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.teams import Team
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, Rules
from orgsim.plain_words import counted

IN_POST, LEADING, IN_TEAM = "in {a product post|product posts}", "leading {a team|teams}", "engineer* in teams"
NOT_A_PERSON = "row* merged with others or taken out as said above"
NO_RULE, BESIDE = "with {a title|titles} that no rule matches", "with {a title|titles} beside product and engineering"
OUTSIDE, IDLE = "engineer* outside any team", "engineering manager* without a team"
LEAVERS, VACANT = "leaver*", "vacant seat*"

Places = Mapping[str, tuple[int, ...]]
"""Rows of the table, by what became of them; what is a noun that agrees with their number."""


@dataclass(frozen=True)
class PeopleCounts:
    """Every row of a table once: under what it is in the model, or under why it is left out."""

    inside: Places
    outside: Places

    def text(self) -> str:
        """Return both in one sentence, the largest numbers first."""
        inside, outside = (sum(map(len, places.values())) for places in (self.inside, self.outside))
        left = f"; {outside:,} {'is' if outside == 1 else 'are'} left out: {_listed(self.outside)}" if outside else ""
        return f"{inside:,} of {counted(inside + outside, 'row')} are in the model: {_listed(self.inside)}{left}"


def _listed(places: Places) -> str:
    order = sorted(places, key=lambda what: (-len(places[what]), what))
    return ", ".join(counted(len(places[what]), what) for what in order)


def count_people(
    rows: Sequence[int],
    lines: Lines,
    posts: Mapping[str, Post],
    teams: Sequence[Team],
    roles: Mapping[str, str],
    rules: Rules,
) -> PeopleCounts:
    """Return what became of the `rows` of a table."""
    by = rules.of(lines)
    members = {key for team in teams for key in team.members}
    leads = {team.lead.key for team in teams}
    inside: dict[str, list[int]] = {}
    outside: dict[str, list[int]] = {}
    for key, person in lines.people.items():
        what = IN_POST if key in posts else IN_TEAM if key in members else LEADING if key in leads else None
        if person.row and what:
            inside.setdefault(what, []).append(person.row)
        elif person.row:
            why = _why(person.status, roles[key], known=by[key] is not None)
            outside.setdefault(why, []).append(person.row)
    there = {person.row for person in lines.people.values()}
    if gone := [row for row in rows if row not in there]:
        outside[NOT_A_PERSON] = gone
    return PeopleCounts(_sorted(inside), _sorted(outside))


def _why(status: str, role: str, *, known: bool) -> str:
    """Return why somebody is not in the model, by status, by role, and by whether a rule knows the title."""
    if status in ("leaver", "vacant"):
        return LEAVERS if status == "leaver" else VACANT
    if role == ENGINEER:
        return OUTSIDE
    if role == ENGINEERING_MANAGER:
        return IDLE
    return BESIDE if known else NO_RULE


def _sorted(places: Mapping[str, Sequence[int]]) -> Places:
    return {what: tuple(sorted(rows)) for what, rows in places.items()}
