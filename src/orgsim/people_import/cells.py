"""What single cells mean: shares of full time, status, kind of employment. Vocabulary in English and German."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from orgsim.people_import.characters import folded, tokens
from orgsim.people_import.person import Employment, Status

FULL_WEEK = 40.0
"""Hours of full time when a table does not show it."""
SHORTEST_FULL_WEEK = 30.0

STATUS: dict[Status, str] = {
    "vacant": "vacant, vacancy, unfilled, open position, open role, open seat, requisition, tbh, to be hired, vakant, unbesetzt",
    "leaver": "terminated, inactive, left, leaver, former, offboarded, deactivated, disabled, suspended, resigned, false, archived, "
    "ausgeschieden, ausgetreten, ehemalig, inaktiv, gesperrt",
    "future": "future, future hire, hired, accepted, pre hire, prehire, pending, not started, onboarding, starter, new hire, zukünftig, "
    "künftig, bevorstehend",
    "leave": "on leave, leave, loa, parental leave, maternity, sabbatical, elternzeit, mutterschutz, beurlaubt, freigestellt, karenz",
    "active": "active, aktiv, current, true, employed, probation, notice period, beschäftigt, angestellt, probezeit",
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


def speaks_of_externals(texts: Sequence[str]) -> bool:
    """Tell whether a column sets 'intern' against 'extern', as German exports do."""
    return any(word in ("extern", "externe", "externer") for text in texts for word in tokens(text))


def number(text: str) -> tuple[float, bool] | None:
    """Return a number and whether it has a percent sign; nothing when it is none.

    Example
    -------
    >>> number("0,8"), number("80 %")
    ((0.8, False), (80.0, True))
    """
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(%|fte|h|hours|stunden|std\.?)?", folded(text))
    return (float(found[1].replace(",", ".")), found[2] == "%") if found else None


def shares(texts: Sequence[str]) -> list[float | None]:
    """Return the shares of full time in a column; percent when signs or sizes say so; nothing where it is no number."""
    found = [number(text) for text in texts]
    percent = any(entry and (entry[1] or entry[0] > 2) for entry in found)
    return [
        None if entry is None else entry[0] / 100 if percent and _is_percent(entry) else entry[0] for entry in found
    ]


def _is_percent(entry: tuple[float, bool]) -> bool:
    """Tell whether a number in a column of percents is one: a mixed column may hold 1.0 for full time."""
    return entry[1] or entry[0] > 2


def shares_of_hours(texts: Sequence[str]) -> tuple[list[float | None], float]:
    """Return the shares of full time in a column of weekly hours, and what full time is: the most frequent long week."""
    found = [number(text) for text in texts]
    counts = Counter(entry[0] for entry in found if entry and entry[0] >= SHORTEST_FULL_WEEK)
    full = max(counts, key=lambda hours: (counts[hours], hours), default=FULL_WEEK)
    return [None if entry is None else entry[0] / full for entry in found], full
