"""Tables that hold people more than once: as they were on several days, or with a row for each change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orgsim.people_import.cell_text import folded
from orgsim.people_import.cell_values import Order, date_of, order_of
from orgsim.people_import.decisions import answer_to
from orgsim.people_import.findings import Findings, PeopleError, Question
from orgsim.people_import.table_columns import Table
from orgsim.people_import.table_file import Row
from orgsim.plain_words import counted

REPEATED = 0.1
"""Share of ids that are in the table on several days when it is a history, and not a table with a few mistakes."""
ROWS_A_DAY = 5
"""Rows for each day, on average, in a table of snapshots; a table with a row for each change has fewer."""
MOST_DAYS = 8
"""Days that a sentence names."""


@dataclass(frozen=True)
class _Dated:
    """The rows that have a readable day, and what is known about them."""

    days: Mapping[int, dt.date]
    """Row number -> day."""
    ids: Mapping[int, str]
    """Row number -> id as ids are compared."""

    @property
    def distinct(self) -> list[dt.date]:
        """The days in order."""
        return sorted(set(self.days.values()))

    def is_history(self) -> bool:
        """Tell whether people are in the table on several days, and at most once on most of them."""
        seen: dict[str, set[dt.date]] = defaultdict(set)
        for row, day in self.days.items():
            seen[self.ids[row]].add(day)
        repeated = sum(len(days) > 1 for days in seen.values())
        once = sum(map(len, seen.values()))
        return repeated >= max(1, REPEATED * len(seen)) and once >= (1 - REPEATED) * len(self.days)

    def are_snapshots(self) -> bool:
        """Tell whether each day has a table of its own."""
        return len(self.days) >= ROWS_A_DAY * len(self.distinct)


def one_day(table: Table, as_of: dt.date | None, decided: Mapping[str, Order], findings: Findings) -> Table:
    """Return the table as it was on one day: the last, or the last until `as_of`.

    A table that is no history is returned with its column of days unread.

    Raises
    ------
    PeopleError
        When nothing is in the table until `as_of`.
    """
    dated = _read(table, decided, findings)
    if dated is None or not dated.is_history():
        return replace(table, positions={field: at for field, at in table.positions.items() if field != "snapshot"})
    until = [day for day in dated.distinct if as_of is None or day <= as_of]
    if not until:
        there = _days(dated.distinct)
        raise PeopleError(table.path, f"nothing in the table is from {as_of} or before; it holds {there}")
    kept = _of_day(table.rows, dated, until[-1]) if dated.are_snapshots() else _last(table.rows, dated, until[-1])
    _say(table, dated, until[-1], len(kept), findings)
    undated = [row.number for row in table.rows if row.number not in dated.days]
    findings.noted("row* without a readable day left out", undated)
    return replace(table, rows=tuple(kept))


def _read(table: Table, decided: Mapping[str, Order], findings: Findings) -> _Dated | None:
    """Read the column of days; nothing when there is none, or when most of its cells are no dates."""
    texts = {row: text for row, text in table.texts("snapshot").items() if text}
    if not texts:
        return None
    order = answer_to(decided, "snapshot")[1] or order_of(texts.values())
    found = {row: date_of(text, order or "day_first") for row, text in texts.items()}
    days = {row: day for row, day in found.items() if day}
    dated = _Dated(days, {row: folded(text) for row, text in table.texts("id").items()})
    if 2 * len(days) < len(table.rows):
        return None
    if order is None and dated.is_history():
        text = f"every day in the column '{_heading(table)}' can be read day first or month first, for example '{min(texts.values())}'"
        findings.ask(Question("dates", "snapshot", text, ("day_first", "month_first"), kind="column* of dates"))
    return dated


def _of_day(rows: Sequence[Row], dated: _Dated, day: dt.date) -> list[Row]:
    return [row for row in rows if dated.days.get(row.number) == day]


def _last(rows: Sequence[Row], dated: _Dated, day: dt.date) -> list[Row]:
    """Return the last row of everybody until a day; two of one day stay, since they are no history."""
    last: dict[str, dt.date] = {}
    for row, here in dated.days.items():
        if here <= day:
            last[dated.ids[row]] = max(here, last.get(dated.ids[row], here))
    return [row for row in rows if dated.days.get(row.number) == last.get(dated.ids[row.number], day)]


def _say(table: Table, dated: _Dated, day: dt.date, kept: int, findings: Findings) -> None:
    left = len(dated.days) - kept
    column = f"column '{_heading(table)}'"
    if dated.are_snapshots():
        what = f"{column} holds {_days(dated.distinct)}; --as-of YYYY-MM-DD reads another"
        findings.noted(f"row* of other days than {day} left out", detail=what, count=left)
    else:
        what = f"{column} has a day for each change; --as-of YYYY-MM-DD reads them until another day"
        findings.noted("row* left out that {is|are} not the last of a person", detail=what, count=left)


def _heading(table: Table) -> str:
    return table.headings[table.positions["snapshot"]].strip()


def _days(days: Sequence[dt.date]) -> str:
    first = ", ".join(map(str, days[-MOST_DAYS:]))
    more = f" and {len(days) - MOST_DAYS} earlier" if len(days) > MOST_DAYS else ""
    return f"{counted(len(days), 'day')}: {first}{more}"
