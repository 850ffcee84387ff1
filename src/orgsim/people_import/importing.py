"""The whole way of an import: a table is read, its people are settled, and an organisation is made of them, or questions are left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from orgsim.people_import.answers import find_answers
from orgsim.people_import.columns import Table, find_table, score
from orgsim.people_import.decisions import read_decisions
from orgsim.people_import.dotted import dotted_ties
from orgsim.people_import.duplicates import without_duplicates
from orgsim.people_import.findings import Findings
from orgsim.people_import.grid import read_grid
from orgsim.people_import.lines import Lines
from orgsim.people_import.names import without_names
from orgsim.people_import.organisation import Naming, Organisation, organise
from orgsim.people_import.owners import Ownership, find_owners
from orgsim.people_import.person import Person
from orgsim.people_import.posts import HEAD, Post, find_posts
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.records import read_people
from orgsim.people_import.references import Index
from orgsim.people_import.rules import Rules, read_rules
from orgsim.people_import.settling import settle
from orgsim.people_import.teams import Team, find_teams
from orgsim.people_import.titles import TitleUse, assign_roles, title_uses

MOST_ABOVE = 100
"""Superiors one above the other in any organisation."""


@dataclass(frozen=True)
class Request:
    """What a user asks for."""

    path: Path
    """The table."""
    codes: Codes
    """How people are called."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field -> heading, where headings do not say it."""
    source: str | None = None
    """The system that wrote the table; none: guessed."""
    rules: Path | None = None
    """A rule file, tried before the shipped rules."""
    decisions: Sequence[Path] = ()
    """Answers to what earlier imports asked; a later file lies over an earlier one."""
    managers: Path | None = None
    """A second table that says who reports to whom."""
    as_of: dt.date | None = None
    """The day at which dates of start and end are read; none: they are not."""
    keep_names: bool = False
    """Whether posts are called by people's names."""


@dataclass(frozen=True)
class Imported:
    """What came of an import; there is an organisation when nothing is open or refused."""

    table: Table
    how: tuple[str, ...]
    findings: Findings
    lines: Lines
    rules: Rules
    organisation: Organisation | None

    @cached_property
    def titles(self) -> Sequence[TitleUse]:
        """Every title and what it was taken for; only a report asks, and looking for suggestions takes a while."""
        return title_uses(self.lines.people.values(), self.rules)


def import_people(request: Request) -> Imported:
    """Read a table of people into an organisation.

    Raises
    ------
    InputError
        When a file cannot be used at all; everything less is in the findings.
    """
    findings = Findings()
    rules = read_rules(request.rules)
    decisions, document = read_decisions(request.decisions)
    grid = read_grid(request.path, score)
    needed = ("id", "title") if request.managers else ("id", "title", "manager")
    table = find_table(grid, request.path, request.mapping, request.source, findings, needed=needed)
    people = read_people(table, decisions, request.as_of, findings)
    if request.managers:
        people = _with_managers(people, request.managers, findings)
    people = sorted(without_names(people, rules.words.plain), key=_content)
    people = without_duplicates(people, decisions.duplicates, request.codes, findings)
    index = Index(people)
    answers = find_answers(decisions, document, index, request.codes)
    lines = settle(index, answers, request.codes, findings)
    answers.report_unused(findings)
    _refuse_towers(lines, findings)
    organisation = None
    if not findings.questions and not findings.of("refused"):
        dotted = index if "dotted" in table.positions else None
        naming = Naming(rules.words, request.keep_names)
        organisation = _organisation(lines, rules, naming, findings, decided=answers.owners, dotted=dotted)
    return Imported(table, grid.how, findings, lines, rules, organisation)


def _refuse_towers(lines: Lines, findings: Findings) -> None:
    """Refuse reporting lines that are longer than those of any organisation: the manager column means something else."""
    if findings.questions:
        return
    high = [lines.people[key].row for key, depth in lines.depths.items() if depth > MOST_ABOVE]
    detail = f"more than {MOST_ABOVE} superiors one above the other; the column of managers may hold something else"
    findings.refused("person too far down|people too far down", high, detail)


def _content(person: Person) -> list[str]:
    """Return what people are ordered by, so that the order of rows decides nothing: everything but the row."""
    return [str(value) for name, value in vars(person).items() if name != "row"]


def _with_managers(people: Sequence[Person], path: Path, findings: Findings) -> list[Person]:
    """Take whom people report to from a second table, which has an id or mail address and a manager."""
    table = find_table(read_grid(path, score), path, {}, None, Findings(), needed=("id", "manager"))
    index = Index(people)
    said: dict[str, str] = {}
    strangers = 0
    for who, manager in zip(table.texts("id"), table.texts("manager"), strict=True):
        found = index.find(who).keys
        strangers += len(found) != 1
        said |= dict.fromkeys(found[:1], manager) if len(found) == 1 else {}
    findings.noted(
        "row of the second table names nobody in the first|rows of the second table name nobody in the first",
        count=strangers,
    )
    return [replace(person, manager=said.get(person.key, person.manager)) for person in people]


def _organisation(
    lines: Lines, rules: Rules, naming: Naming, findings: Findings, *, decided: Mapping[str, str], dotted: Index | None
) -> Organisation | None:
    """Make the organisation, or say what it lacks; `dotted` finds people in a column of dotted lines, when there is one."""
    roles = assign_roles(lines, rules, findings)
    posts = find_posts(lines, roles, findings)
    teams = find_teams(lines, roles, rules.words, findings)
    owners = find_owners(teams, posts, lines, rules.words, decided)
    if lack := _lack(posts, teams, owners):
        detail = f"the rules find no {lack}; a rule file (--rules) can say which titles those are"
        findings.refused(f"organisation without {lack}|", detail=detail, count=1)
        return None
    return organise(posts, teams, owners, dotted_ties(posts, dotted, findings), naming)


def _lack(posts: Mapping[str, Post], teams: Sequence[Team], owners: Mapping[str, Ownership]) -> str:
    """Return what an organisation lacks; empty when nothing."""
    if not any(post.role == HEAD for post in posts.values()):
        return "product managers and somebody above them"
    if not teams:
        return "engineers below an engineering manager"
    return "" if owners else "product manager who could own a product"
