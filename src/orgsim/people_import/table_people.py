"""From rows to people: ids, names, who is there, on what contract, for which share of full time; and rows that are the same person."""

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from orgsim.people_import.cell_text import folded, in_brackets, tidy
from orgsim.people_import.cell_values import (
    Employment,
    Status,
    date_of,
    employment_of,
    full_week,
    is_serial,
    number,
    order_of,
    share,
    speaks_of_externals,
    status_of,
)
from orgsim.people_import.decisions import Decisions, answer_to
from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.identity import Person
from orgsim.people_import.table_columns import Table
from orgsim.plain_words import counted

SPOILT = re.compile(r"\d+([.,]\d+)?e\+?\d+|\d+[.,]0+", re.IGNORECASE)
"""Ids that a spreadsheet took for numbers."""
QUOTED = re.compile(r'="(.*)"')
"""How ids are kept from being taken for numbers."""
NOBODY_YET = frozenset(
    ["vacant", "vakant", "open", "offen", "unbesetzt", "tbh", "tbd", "n.n.", "nn", "to be hired", "unfilled"]
)
"""Names of people who are not there yet."""
CONTRACTOR_MARK = re.compile(r"[\[(]C[\])]")
"""What some systems put behind a contractor's name."""

STATUS_NOTES: tuple[tuple[str, Status, str], ...] = (
    ("{person|people} on leave", "leave", "they count like everybody else, in teams and in product posts"),
    ("future hire", "future", "engineers already count; a product post starts vacant"),
    ("leaver", "leaver", "left out; a product post with people below it starts vacant"),
    ("vacant seat", "vacant", "a product post starts vacant; vacant engineers do not count"),
)


def read_people(table: Table, decisions: Decisions, as_of: dt.date | None, findings: Findings) -> list[Person]:
    """Read every row into a person; what is odd goes to `findings`."""
    _report_characters(table, findings)
    people = _with_shares(as_written(table), table, findings)
    people = _with_employment(people, table, findings)
    people = _with_status(people, table, findings)
    if as_of:
        people = _with_dates(people, table, decisions, as_of, findings)
    elif unread := [field for field in ("start", "end") if field in table.positions]:
        ended = sum(1 for text in table.texts("end").values() if text)
        ending = f"; until then {counted(ended, '{person|people}')} with a last day count as present" if ended else ""
        detail = f"--as-of YYYY-MM-DD reads who starts after that day and who left before it{ending}"
        findings.noted("column* of dates not read", detail=detail, count=len(unread))
    people = _with_ids(people, findings)
    for noun, status, detail in STATUS_NOTES:
        findings.noted(noun, [person.row for person in people if person.status == status], detail)
    return people


def _report_characters(table: Table, findings: Findings) -> None:
    """Count the cells with odd spaces, invisible characters or split accents, in the columns that are read."""
    odd: dict[str, list[int]] = defaultdict(list)
    for row in table.rows:
        for place in set(table.positions.values()):
            for noun in _oddities(row.cell(place)):
                odd[noun].append(row.number)
    for noun in ("cell* with odd spaces", "cell* with invisible characters", "decomposed accent"):
        findings.fixed(noun, odd[noun], count=len(odd[noun]))
    noun = "cell* that {begins|begin} like a formula"
    findings.noted(noun, odd[noun], "read as text; no report of orgsim runs it", count=len(odd[noun]))


def _oddities(cell: str) -> list[str]:
    composed = unicodedata.normalize("NFC", cell)
    seen = " ".join("".join(" " if char.isspace() else char for char in composed).split())
    found = {
        "decomposed accent": composed != cell,
        "cell* with odd spaces": seen != composed,
        "cell* with invisible characters": seen != tidy(cell),
        "cell* that {begins|begin} like a formula": seen.startswith(("=", "@")) and not QUOTED.fullmatch(seen),
    }
    return [noun for noun, there in found.items() if there]


def as_written(table: Table) -> list[Person]:
    """Read the columns that are taken as they stand."""
    fields = ("title", "manager", "email", "department", "team", "dotted")
    title, manager, email, department, team, dotted = map(table.texts, fields)
    ids = {row: _unquoted(text) for row, text in table.texts("id").items()}
    names = _names(table)
    return [
        Person(
            folded(own),
            own,
            row,
            title[row],
            _unquoted(manager[row]),
            names[row],
            folded(email[row]),
            department[row],
            team[row],
            dotted[row],
        )
        for row, own in ids.items()
    ]


def _unquoted(text: str) -> str:
    """Take off what keeps a spreadsheet from reading an id as a number."""
    found = QUOTED.fullmatch(text)
    return tidy(found[1] if found else text.removeprefix("'"))


def _names(table: Table) -> dict[int, str]:
    if "name" in table.positions:
        return table.texts("name")
    last = table.texts("last_name")
    return {row: f"{first} {last[row]}".strip() for row, first in table.texts("first_name").items()}


def _with_shares(people: Iterable[Person], table: Table, findings: Findings) -> list[Person]:
    """Read shares of full time; they lie between 0 and 1, and who has none is there full time."""
    if "fte" in table.positions:
        texts = table.texts("fte")
        shares = {row: share(text) for row, text in texts.items()}
    else:
        texts = table.texts("hours")
        full = full_week(texts.values())
        hours = {row: number(text) for row, text in texts.items()}
        shares = {row: found and found[0] / full for row, found in hours.items()}
        known = sum(found is not None for found in shares.values())
        findings.noted("FTE value* computed from weekly hours", detail=f"full time is {full:g} hours", count=known)
    unread = [row for row, text in texts.items() if text and shares[row] is None]
    findings.fixed("FTE value* that {is not a number|are not numbers}, read as 1", unread)
    found = {row: 1.0 if value is None else value for row, value in shares.items()}
    findings.fixed("FTE value* above 1, read as 1", [row for row, value in found.items() if value > 1])
    return [replace(person, fte=round(min(1.0, found[person.row]), 4)) for person in people]


def _with_employment(people: Iterable[Person], table: Table, findings: Findings) -> list[Person]:
    """Read kinds of contract, from the column for them or from one for status, where some systems keep them."""
    kinds, statuses = table.texts("kind"), table.texts("status")
    internal = any(speaks_of_externals(column.values()) for column in (kinds, statuses))
    result = []
    for person in people:
        cells = (kinds[person.row], statuses[person.row])
        said = (employment_of(cell, intern_is_internal=internal) for cell in cells)
        marked: Employment = "contractor" if CONTRACTOR_MARK.search(person.name) else "permanent"
        result.append(replace(person, employment=next((kind for kind in said if kind), marked)))
    for noun, wanted in (("contractor", "contractor"), ("{intern or apprentice|interns and apprentices}", "intern")):
        rows = [person.row for person in result if person.employment == wanted]
        findings.noted(
            noun,
            rows,
            "those in teams count by their share of full time; others are left out like everybody of their title",
        )
    return result


def _with_status(people: Iterable[Person], table: Table, findings: Findings) -> list[Person]:
    """Read who is there; a name or title may say it too: 'Jane Doe (On Leave)', 'Vacant'."""
    texts = table.texts("status")
    unknown = [row for row, text in texts.items() if text and status_of(text) is None and employment_of(text) is None]
    findings.noted("unknown status{|es}, read as active", unknown)
    return [replace(person, status=_status(person, texts[person.row])) for person in people]


def _status(person: Person, text: str) -> Status:
    said = status_of(text)
    hint = next((status for part in in_brackets(person.name) if (status := status_of(part))), None)
    if said == "vacant" or folded(person.name) in NOBODY_YET or "vacant" in folded(person.title).split():
        return "vacant"
    return hint if hint and said in (None, "active") else said or "active"


def _with_dates(
    people: Iterable[Person], table: Table, decisions: Decisions, as_of: dt.date, findings: Findings
) -> list[Person]:
    """Read who starts after a day, and who left before it."""
    result = list(people)
    for field in ("start", "end"):
        texts = table.texts(field)
        order = answer_to(decisions.dates, field)[1] or order_of(texts.values())
        if order is None:
            _ask_order(field, {row: text for row, text in texts.items() if text}, findings)
            continue
        dates = {row: date_of(text, order) for row, text in texts.items()}
        serials = [row for row, text in texts.items() if is_serial(text)]
        findings.fixed(f"{field} date* as {{a serial number|serial numbers}} of Excel", serials)
        unread = [row for row, text in texts.items() if text and dates[row] is None]
        findings.noted(f"{field} date* that cannot be read", unread)
        result = [_dated(person, dates[person.row], as_of, field) for person in result]
    return result


def _dated(person: Person, date: dt.date | None, as_of: dt.date, field: str) -> Person:
    if date is None or person.status not in ("active", "leave", "future"):
        return person
    if field == "start":
        return replace(person, status="future") if date > as_of else person
    return replace(person, status="leaver") if date < as_of else person


def _ask_order(field: str, texts: Mapping[int, str], findings: Findings) -> None:
    text = f"every {field} date can be read day first or month first, for example '{min(texts.values())}'"
    findings.ask(Question("dates", field, text, ("day_first", "month_first"), tuple(texts), "column* of dates"))


def _with_ids(people: Iterable[Person], findings: Findings) -> list[Person]:
    """Give vacant seats an id, leave out accounts that are nobody, and refuse ids that a spreadsheet spoilt."""
    nobody = {p.row for p in people if not p.key and not p.title and not p.manager}
    findings.noted("row* without id, title and manager", nobody, "left out")
    people = _with_whole_references([person for person in people if person.row not in nobody], findings)
    missing = [person.row for person in people if not person.key and person.status != "vacant"]
    findings.refused("row* without an id", missing, "every person needs a unique id")
    spoilt = [person.row for person in people if SPOILT.fullmatch(person.key)]
    detail = "a spreadsheet treated ids as numbers and may have truncated them; export the ids as text"
    findings.refused("id* that {looks like a decimal number|look like decimal numbers}", spoilt, detail)
    return [p for p in people if p.key] + _seats([p for p in people if not p.key and p.status == "vacant"])


def _with_whole_references(people: Iterable[Person], findings: Findings) -> list[Person]:
    """Take '.0' off references to managers: a column with gaps is easily turned into decimal numbers."""
    result, mended = [], []
    for person in people:
        found = re.fullmatch(r"(-?\d+)\.0+", person.manager)
        result.append(replace(person, manager=found[1]) if found else person)
        mended += [person.row] if found else []
    findings.fixed("reference* to a manager with decimals", mended, "a gap in the column turned ids into numbers")
    return result


def _seats(people: Iterable[Person]) -> list[Person]:
    """Give seats without an id one that does not depend on the order of rows."""
    numbers: Counter[str] = Counter()
    seats = []
    for person in sorted(people, key=lambda p: (p.title, p.manager, p.team, p.fte)):
        base = folded(f"seat {person.title} {person.manager}")
        numbers[base] += 1
        key = f"{base} {numbers[base]}"
        seats.append(replace(person, key=key, id=key))
    return seats
