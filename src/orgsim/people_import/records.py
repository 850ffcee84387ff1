"""From rows to people: ids as text, names, and what the other columns say."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from orgsim.people_import.characters import folded, tidy
from orgsim.people_import.columns import Table
from orgsim.people_import.decisions import Decisions
from orgsim.people_import.findings import Findings
from orgsim.people_import.person import Person
from orgsim.people_import.presence import report_status, with_dates, with_employment, with_shares, with_status

SPOILT = re.compile(r"\d+([.,]\d+)?e\+?\d+|\d+[.,]0+", re.IGNORECASE)
"""Ids that a spreadsheet took for numbers."""
QUOTED = re.compile(r'="(.*)"')
"""How ids are kept from being taken for numbers."""


def read_people(table: Table, decisions: Decisions, as_of: dt.date | None, findings: Findings) -> list[Person]:
    """Read every row into a person; what is odd goes to `findings`."""
    _report_characters(table, findings)
    people = with_shares(_plain(table), table, findings)
    people = with_employment(people, table, findings)
    people = with_status(people, table, findings)
    if as_of:
        people = with_dates(people, table, decisions, as_of, findings)
    elif unread := [field for field in ("start", "end") if field in table.positions]:
        detail = "with --as-of YYYY-MM-DD, who is to come and who has left by then is told by them"
        findings.noted("column of dates not read|columns of dates not read", detail=detail, count=len(unread))
    people = _with_ids(people, findings)
    report_status(people, findings)
    return people


def _report_characters(table: Table, findings: Findings) -> None:
    """Count the cells with odd spaces, invisible characters or split accents, in the columns that are read."""
    odd: dict[str, list[int]] = {"spaces": [], "invisible": [], "accents": []}
    for row in table.rows:
        for place in set(table.positions.values()):
            for kind in _oddities(row.cell(place)):
                odd[kind].append(row.number)
    nouns = {
        "spaces": "cell with odd spaces|cells with odd spaces",
        "invisible": "cell with invisible characters|cells with invisible characters",
        "accents": "decomposed accent",
    }
    for kind, noun in nouns.items():
        findings.fixed(noun, odd[kind], count=len(odd[kind]))


def _oddities(cell: str) -> list[str]:
    composed = unicodedata.normalize("NFC", cell)
    seen = " ".join("".join(" " if char.isspace() else char for char in composed).split())
    clean = tidy(cell)
    found = {"accents": composed != cell, "spaces": seen != composed, "invisible": seen != clean}
    return [kind for kind, there in found.items() if there]


def _plain(table: Table) -> list[Person]:
    """Read the columns that are taken as they stand."""
    names = _names(table)
    ids = [_unquoted(text) for text in table.texts("id")]
    managers = [_unquoted(text) for text in table.texts("manager")]
    titles, emails, dotted = table.texts("title"), table.texts("email"), table.texts("dotted")
    departments, teams = table.texts("department"), table.texts("team")
    return [
        Person(
            key=folded(ids[place]),
            id=ids[place],
            row=row.number,
            manager=managers[place],
            name=names[place],
            email=folded(emails[place]),
            title=titles[place],
            department=departments[place],
            team=teams[place],
            dotted=dotted[place],
        )
        for place, row in enumerate(table.rows)
    ]


def _unquoted(text: str) -> str:
    """Take off what keeps a spreadsheet from reading an id as a number."""
    found = QUOTED.fullmatch(text)
    return tidy(found[1] if found else text.removeprefix("'"))


def _names(table: Table) -> list[str]:
    if "name" in table.positions:
        return table.texts("name")
    parts = zip(table.texts("first_name"), table.texts("last_name"), strict=True)
    return [f"{first} {last}".strip() for first, last in parts]


def _with_ids(people: list[Person], findings: Findings) -> list[Person]:
    """Give vacant seats an id, leave out accounts that are nobody, and refuse ids that a spreadsheet spoilt."""
    nobody = {p.row for p in people if not p.key and not p.title and not p.manager}
    findings.noted("row without id, title and manager|rows without id, title and manager", nobody, "left out")
    people = [_whole_reference(person) for person in people if person.row not in nobody]
    missing = [person.row for person in people if not person.key and person.status != "vacant"]
    findings.refused("row without an id|rows without an id", missing, "everybody needs an id that occurs once")
    spoilt = [person.row for person in people if SPOILT.fullmatch(person.key)]
    detail = "a spreadsheet took ids for numbers and may have cut them; export the ids as text"
    findings.refused("id that looks like a decimal number|ids that look like decimal numbers", spoilt, detail)
    return [p for p in people if p.key] + _seats([p for p in people if not p.key and p.status == "vacant"])


def _whole_reference(person: Person) -> Person:
    """Take '.0' off a reference to a manager: a column with gaps is easily turned into decimal numbers."""
    found = re.fullmatch(r"(-?\d+)\.0+", person.manager)
    return replace(person, manager=found[1]) if found else person


def _seats(people: Sequence[Person]) -> list[Person]:
    """Give seats without an id one that does not depend on the order of rows."""
    numbers: dict[str, int] = {}
    seats = []
    for person in sorted(people, key=lambda p: (p.title, p.manager, p.team, p.fte)):
        base = folded(f"seat {person.title} {person.manager}")
        numbers[base] = numbers.get(base, 0) + 1
        key = f"{base} {numbers[base]}"
        seats.append(replace(person, key=key, id=key))
    return seats
