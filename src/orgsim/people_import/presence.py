"""Who is there, on what contract and for which share of full time; in the words of the table, or by dates."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from orgsim.people_import.cells import employment_of, shares, shares_of_hours, speaks_of_externals, status_of
from orgsim.people_import.characters import BRACKETS, folded
from orgsim.people_import.columns import Table
from orgsim.people_import.dates import Order, date_of, is_serial, order_of
from orgsim.people_import.decisions import Decisions
from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.person import Person, Status

NOBODY_YET = frozenset(
    {"vacant", "vakant", "open", "offen", "unbesetzt", "tbh", "tbd", "n.n.", "nn", "to be hired", "unfilled"}
)
"""Names of people who are not there yet."""

CONTRACTOR_MARK = re.compile(r"[\[(]C[\])]")
"""What some systems put behind a contractor's name."""

STATUS_NOTES: tuple[tuple[str, Status, str], ...] = (
    ("person on leave|people on leave", "leave", "kept; a team's head-count includes them"),
    ("future hire", "future", "engineers count already; a product post opens vacant"),
    ("leaver", "leaver", "left out; a product post with people below it opens vacant"),
    ("vacant seat", "vacant", "a product post opens vacant; vacant engineers do not count"),
)


def with_shares(people: Sequence[Person], table: Table, findings: Findings) -> list[Person]:
    """Read shares of full time; they lie between 0 and 1, and who has none is there full time."""
    if "fte" in table.positions:
        texts = table.texts("fte")
        found = shares(texts)
    else:
        texts = table.texts("hours")
        found, full = shares_of_hours(texts)
        noun = "share of full time from weekly hours|shares of full time from weekly hours"
        findings.noted(noun, detail=f"full time is {full:g} hours", count=sum(share is not None for share in found))
    unread = [person.row for person, text, share in zip(people, texts, found, strict=True) if text and share is None]
    above = [person.row for person, share in zip(people, found, strict=True) if share is not None and share > 1]
    findings.fixed(
        "share of full time that is no number, read as 1|shares of full time that are no number, read as 1", unread
    )
    findings.fixed("share of full time above 1, read as 1|shares of full time above 1, read as 1", above)
    return [
        replace(person, fte=1.0 if share is None else round(min(1.0, share), 4))
        for person, share in zip(people, found, strict=True)
    ]


def with_employment(people: Sequence[Person], table: Table, findings: Findings) -> list[Person]:
    """Read kinds of contract, from the column for them or from one for status, where some systems keep them."""
    kinds, statuses = table.texts("kind"), table.texts("status")
    internal = speaks_of_externals([*kinds, *statuses])
    result = []
    for person, kind, status in zip(people, kinds, statuses, strict=True):
        found = employment_of(kind, intern_is_internal=internal) or employment_of(status, intern_is_internal=internal)
        if found is None and CONTRACTOR_MARK.search(person.name):
            found = "contractor"
        result.append(replace(person, employment=found or "permanent"))
    for noun, wanted in (("contractor", "contractor"), ("intern or apprentice|interns and apprentices", "intern")):
        rows = [person.row for person in result if person.employment == wanted]
        findings.noted(noun, rows, "counted by their share of full time")
    return result


def with_status(people: Sequence[Person], table: Table, findings: Findings) -> list[Person]:
    """Read who is there; a name or title may say it too: 'Jane Doe (On Leave)', 'Vacant'."""
    texts = table.texts("status")
    unknown = [
        person.row
        for person, text in zip(people, texts, strict=True)
        if text and status_of(text) is None and employment_of(text) is None
    ]
    findings.noted("unknown status, read as active|unknown statuses, read as active", unknown)
    return [replace(person, status=_status(person, text)) for person, text in zip(people, texts, strict=True)]


def report_status(people: Sequence[Person], findings: Findings) -> None:
    """Say how many people are not simply there, and what becomes of them."""
    for noun, status, detail in STATUS_NOTES:
        findings.noted(noun, [person.row for person in people if person.status == status], detail)


def _status(person: Person, text: str) -> Status:
    said = status_of(text)
    bracketed = (status_of(part.strip("[]()<>")) for part in BRACKETS.findall(person.name))
    hint = next((status for status in bracketed if status), None)
    if said == "vacant" or folded(person.name) in NOBODY_YET or "vacant" in folded(person.title).split():
        return "vacant"
    return hint if hint and said in (None, "active") else said or "active"


def with_dates(
    people: Sequence[Person], table: Table, decisions: Decisions, as_of: dt.date, findings: Findings
) -> list[Person]:
    """Read who starts after a day, and who left before it."""
    result = list(people)
    for field in ("start", "end"):
        texts = table.texts(field)
        order = decisions.dates.get(field) or order_of(texts)
        if order is None:
            _ask_order(field, people, texts, findings)
            continue
        dates = _dates(field, people, texts, order, findings)
        result = [_dated(person, date, as_of, field) for person, date in zip(result, dates, strict=True)]
    return result


def _dates(
    field: str, people: Sequence[Person], texts: Sequence[str], order: Order, findings: Findings
) -> list[dt.date | None]:
    dates = [date_of(text, order) for text in texts]
    serials = [person.row for person, text in zip(people, texts, strict=True) if is_serial(text)]
    findings.fixed(f"{field} date as a serial number of Excel|{field} dates as serial numbers of Excel", serials)
    unread = [person.row for person, text, date in zip(people, texts, dates, strict=True) if text and date is None]
    findings.noted(f"{field} date that cannot be read|{field} dates that cannot be read", unread)
    return dates


def _dated(person: Person, date: dt.date | None, as_of: dt.date, field: str) -> Person:
    if date is None or person.status not in ("active", "leave", "future"):
        return person
    if field == "start":
        return replace(person, status="future") if date > as_of else person
    return replace(person, status="leaver") if date < as_of else person


def _ask_order(field: str, people: Sequence[Person], texts: Sequence[str], findings: Findings) -> None:
    filled = [(person.row, text) for person, text in zip(people, texts, strict=True) if text]
    text = f"every {field} date could be day first or month first, as '{min(text for _, text in filled)}'"
    noun = f"column of {field} dates that can be read both ways|columns of {field} dates that can be read both ways"
    rows = tuple(row for row, _ in filled)
    findings.ask(Question("dates", field, noun, text, ("day_first", "month_first"), rows))
