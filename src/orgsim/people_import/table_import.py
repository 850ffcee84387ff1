"""The whole way of an import: a table is read, its people are settled, and an organisation is made of them, or questions are left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from orgsim.people_import.cell_text import tokens
from orgsim.people_import.decisions import read_decisions, with_people_found
from orgsim.people_import.duplicates import without_duplicates
from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Index, Person
from orgsim.people_import.known_names import PLACES, names_of, without_names
from orgsim.people_import.named_organisation import Naming, Organisation, organise
from orgsim.people_import.owner_questions import note_idle_answers, owner_questions
from orgsim.people_import.people_counts import PeopleCounts, count_people
from orgsim.people_import.product_posts import HEAD, Post, dotted_ties, find_posts
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.settling import settle
from orgsim.people_import.snapshots import one_day
from orgsim.people_import.table_columns import NEEDED, Table, find_table, score
from orgsim.people_import.table_file import read_grid
from orgsim.people_import.table_people import as_written, read_people
from orgsim.people_import.team_owners import Ownership, find_owners
from orgsim.people_import.teams import Team, find_teams
from orgsim.people_import.title_roles import assign_roles, leading_roles, with_mended_titles
from orgsim.people_import.title_rules import Rules, read_rules
from orgsim.people_import.title_uses import TitleUse, title_uses

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
    people: PeopleCounts | None
    """What became of everybody, where there is an organisation."""

    @cached_property
    def titles(self) -> Sequence[TitleUse]:
        """Every title and what it was taken for; only a report asks, and looking for suggestions takes a while."""
        return title_uses(self.lines, self.rules)


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
    needed = ("id", "title") if request.managers else NEEDED
    table = find_table(grid, request.path, request.mapping, request.source, findings, needed=needed)
    everybody = as_written(table)
    table = one_day(table, request.as_of, decisions.dates, findings)
    people = read_people(table, decisions, request.as_of, findings)
    if request.managers:
        people = _with_managers(people, request.managers, findings)
    people = sorted(_unnamed(people, everybody, rules, findings), key=_content)
    people = without_duplicates(people, decisions.duplicates, request.codes, findings)
    index = Index(people)
    decisions = with_people_found(decisions, document, index, request.codes)
    lines = settle(index, decisions, request.codes, rules, findings)
    _refuse_towers(lines, findings)
    organisation, counts = None, None
    if not findings.questions and not findings.of("refused"):
        dotted = index if "dotted" in table.positions else None
        naming = Naming(rules.words, request.keep_names)
        rows = [row.number for row in table.rows]
        organisation, counts = _organisation(
            lines, rules, naming, findings, request.codes, decided=decisions.owners, dotted=dotted, rows=rows
        )
    return Imported(table, grid.how, findings, lines, rules, organisation, counts)


def _refuse_towers(lines: Lines, findings: Findings) -> None:
    """Refuse reporting lines that are longer than those of any organisation: the manager column means something else."""
    if findings.questions:
        return
    high = [lines.people[key].row for key, depth in lines.depths.items() if depth > MOST_ABOVE]
    detail = f"more than {MOST_ABOVE} levels of managers; the manager column may contain something else"
    findings.refused("{person|people} too far down", high, detail)


def _unnamed(
    people: Sequence[Person], everybody: Sequence[Person], rules: Rules, findings: Findings
) -> Sequence[Person]:
    """Take the names of everybody out of titles, teams and departments, those of other days and of unlisted managers too."""
    cleaned = without_names(people, names_of([*everybody, *people], rules.ordinary))
    pairs = zip(people, cleaned, strict=True)
    rows = [old.row for old, new in pairs if any(_words(old, place) != _words(new, place) for place in PLACES)]
    detail = "the names are taken out of titles, teams and departments; company_words of a rule file (--rules) stay in"
    findings.noted("row* {names|name} somebody of the table", rows, detail)
    return cleaned


def _words(person: Person, place: str) -> list[str]:
    return tokens(getattr(person, place))


def _content(person: Person) -> list[str]:
    """Return what people are ordered by, so that the order of rows decides nothing: everything but the row."""
    return [str(value) for name, value in vars(person).items() if name != "row"]


def _with_managers(people: Sequence[Person], path: Path, findings: Findings) -> list[Person]:
    """Take whom people report to from a second table, which has an id or mail address and a manager."""
    table = find_table(read_grid(path, score), path, {}, None, Findings(), needed=("id", "manager"))
    index = Index(people)
    managers = table.texts("manager")
    found = {row: index.keys(who) for row, who in table.texts("id").items()}
    said = {keys[0]: managers[row] for row, keys in found.items() if len(keys) == 1}
    strangers = sum(len(keys) != 1 for keys in found.values())
    findings.noted("row* of the second table that {matches|match} nobody in the first", count=strangers)
    return [replace(person, manager=said.get(person.key, person.manager)) for person in people]


def _organisation(
    lines: Lines,
    rules: Rules,
    naming: Naming,
    findings: Findings,
    codes: Codes,
    *,
    decided: Mapping[str, str],
    dotted: Index | None,
    rows: Sequence[int],
) -> tuple[Organisation | None, PeopleCounts | None]:
    """Make the organisation, or say what it lacks, and count the `rows` of the table that are in it.

    `dotted` finds people in a column of dotted lines, when there is one.
    """
    roles, leading = assign_roles(lines, rules, findings), leading_roles(lines, rules)
    lines = with_mended_titles(lines, rules, findings)
    posts = find_posts(lines, roles, findings, leading)
    teams = find_teams(lines, roles, rules.words, findings)
    note_idle_answers(decided, teams, posts, lines, findings)
    owners = find_owners(teams, posts, lines, rules.words, decided, dotted)
    if lack := _lack(posts, teams, owners):
        detail = f"the rules find no {lack}; a rule file (--rules) can say which titles those are"
        findings.refused(f"organisation without {lack}", detail=detail, count=1)
        return None, None
    findings.guesses += owner_questions(teams, owners, posts, codes)
    counts = count_people(rows, lines, posts, teams, roles, rules)
    return organise(posts, teams, owners, dotted_ties(posts, dotted, findings), lines, naming), counts


def _lack(posts: Mapping[str, Post], teams: Sequence[Team], owners: Mapping[str, Ownership]) -> str:
    """Return what an organisation lacks; empty when nothing."""
    if not any(post.role == HEAD for post in posts.values()):
        return "product managers and a head above them"
    if not teams:
        return "engineers below an engineering manager"
    return "" if owners else "product manager who could own a product"
