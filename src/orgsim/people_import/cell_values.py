"""What single cells mean: shares of full time, status, kind of employment, dates. Vocabulary in English and German."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from orgsim.people_import.cell_text import folded, tokens

Status = Literal["active", "leave", "future", "leaver", "vacant"]
Employment = Literal["permanent", "contractor", "intern"]
Order = Literal["day_first", "month_first"]

FULL_WEEK = 40.0
"""Hours of full time when a table does not show it."""
SHORTEST_FULL_WEEK = 30.0

STATUS: dict[Status, str] = {
    "vacant": "vacant, vacancy, unfilled, unoccupied, "
    "open position, open role, open seat, requisition, tbh, to be hired, vakant, unbesetzt",
    "leaver": "terminated, inactive, left, leaver, former, offboarded, deactivated, disabled, suspended, resigned, false, archived, "
    "eliminated, abolished, "
    "ausgeschieden, ausgetreten, ehemalig, inaktiv, gesperrt",
    "future": "future, future hire, hired, accepted, pre hire, prehire, pending, not started, onboarding, starter, new hire, zukünftig, "
    "künftig, bevorstehend",
    "leave": "on leave, leave, loa, parental leave, maternity, sabbatical, elternzeit, mutterschutz, beurlaubt, freigestellt, karenz",
    "active": "active, aktiv, current, true, employed, filled, occupied, named, undisclosed, besetzt, "
    "probation, notice period, beschäftigt, angestellt, probezeit",
}
"""Words for a status, in the order in which they are looked for: 'leave' before 'active', since a person may be both."""

EMPLOYMENT: dict[Employment, str] = {
    "contractor": "contractor, contingent, contingent worker, freelance, freelancer, external, extern, externe, externer, temp, agency, "
    "vendor, consultant, guest, leiharbeiter, leiharbeit, dienstleister",
    "intern": "intern, internship, student, working student, apprentice, trainee, praktikant, praktikantin, praktikum, werkstudent, "
    "werkstudentin, azubi, auszubildende, auszubildender",
    "permanent": "permanent, regular, employee, full time, part time, fulltime, parttime, internal, interne, interner, member, fixed term, "
    "temporary, unbefristet, befristet, festangestellt, festanstellung, vollzeit, teilzeit, mitarbeiter, mitarbeiterin, salaried, exempt",
}


def _phrases(words: str) -> list[list[str]]:
    return [tokens(phrase) for phrase in words.split(",")]


_STATUS = {status: _phrases(words) for status, words in STATUS.items()}
_EMPLOYMENT = {kind: _phrases(words) for kind, words in EMPLOYMENT.items()}


def holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Tell whether words contain a phrase, its words next to each other.

    Example
    -------
    >>> holds(["on", "parental", "leave"], ["parental", "leave"])
    True
    """
    size = len(phrase)
    return any(list(words[start : start + size]) == list(phrase) for start in range(len(words) - size + 1))


@lru_cache(maxsize=4096)
def status_of(text: str) -> Status | None:
    """Return the status that a cell speaks of, if it speaks of one."""
    words = tokens(text)
    if words in (["open"], ["offen"]):  # but not "open-ended"
        return "vacant"
    return next((status for status, phrases in _STATUS.items() if any(holds(words, p) for p in phrases)), None)


@lru_cache(maxsize=4096)
def employment_of(text: str, *, intern_is_internal: bool = False) -> Employment | None:
    """Return the kind of employment that a cell speaks of; German 'intern' is the opposite of 'extern', not a trainee."""
    words = tokens(text)
    if intern_is_internal and words == ["intern"]:
        return "permanent"
    return next((kind for kind, phrases in _EMPLOYMENT.items() if any(holds(words, p) for p in phrases)), None)


def speaks_of_externals(texts: Iterable[str]) -> bool:
    """Tell whether 'intern' is the opposite of 'extern', as in German exports: they hold both, or most people are 'intern'."""
    cells = [tokens(text) for text in texts]
    if any(word in ("extern", "externe", "externer") for words in cells for word in words):
        return True
    return 2 * sum(words == ["intern"] for words in cells) > len(cells)


def number(text: str) -> tuple[float, bool] | None:
    """Return a number and whether it has a percent sign; nothing when it is none.

    Example
    -------
    >>> number("0,8"), number("80 %")
    ((0.8, False), (80.0, True))
    """
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(%|fte|h|hours|stunden|std\.?)?", folded(text))
    return (float(found[1].replace(",", ".")), found[2] == "%") if found else None


def share(text: str) -> float | None:
    """Return a share of full time, in percent when a sign or the size says so; nothing where it is no number."""
    found = number(text)
    return found and (found[0] / 100 if found[1] or found[0] > 2 else found[0])


def full_week(texts: Iterable[str]) -> float:
    """Return the hours of full time in a column of weekly hours: the most frequent long week."""
    counts = Counter(entry[0] for text in texts if (entry := number(text)) and entry[0] >= SHORTEST_FULL_WEEK)
    return max(counts, key=lambda hours: (counts[hours], hours), default=FULL_WEEK)


EXCEL_EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Excel's serial numbers of 1954 to 2118."""
SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\b.*")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b.*")


def order_of(texts: Iterable[str]) -> Order | None:
    """Return what a column shows about its order of day and month; nothing when every date could be read both ways.

    Example
    -------
    >>> order_of(["03/04/2021", "25/12/2021"])
    'day_first'
    """
    found = [match for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    if any("." in match[0][:3] for match in found) or any(int(match[1]) > 12 for match in found):
        return "day_first"
    if any(int(match[2]) > 12 for match in found) or not found:
        return "month_first"
    return None


def date_of(text: str, order: Order) -> dt.date | None:
    """Return the date in a cell, which may be one of Excel's serial numbers; nothing when it is none."""
    text = text.strip()
    try:
        if is_serial(text):
            return EXCEL_EPOCH + dt.timedelta(days=int(text))
        if iso := ISO.fullmatch(text):
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found := SLASHED.fullmatch(text):
            first, second, year = (int(part) for part in found.groups())
            day, month = (first, second) if order == "day_first" else (second, first)
            return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return None


def is_serial(text: str) -> bool:
    """Tell whether a cell holds one of Excel's serial numbers."""
    return re.fullmatch(r"0*\d{5}", text.strip()) is not None and int(text) in SERIALS
