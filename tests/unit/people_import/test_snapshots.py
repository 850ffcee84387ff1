"""Tables with several days: one is read, the others are counted."""

import datetime as dt

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes

from orgsim.people_import.findings import PeopleError

BOTH = {"team-search": ("pm-search", 2), "team-ads": ("pm-ads", 1)}
HEAD, *ROWS = TABLE.splitlines()


def on_days(*days: str, heading: str = "Date") -> str:
    """Return the table once for each day; on the first, Hugo is not there yet."""
    rows = [f"{row},{day}" for turn, day in enumerate(days) for row in (ROWS[:-1] if turn == 0 else ROWS)]
    return "\n".join([f"{HEAD},{heading}", *rows])


CHANGES = f"""{HEAD},Effective Date
{chr(10).join(f"{row},2020-01-0{turn}" for turn, row in enumerate(ROWS, 1))}
6,Fern Rossi,Software Engineer,7,2021-05-01
4,Dina Porter,"Engineering Manager, Ads",1,2021-06-01
4,Dina Porter,"Engineering Manager, Search",1,2021-07-01
"""
"""A row for each change: Fern moves to the other team, and Dina's title changes and changes back."""


@pytest.mark.parametrize("heading", ["Date", "Snapshot Date", "As of", "Stichtag"])
def test_the_last_day_is_read(import_table: ImportTable, heading: str) -> None:
    """Three days are recognised whatever the column is called; the report says which is read and how many rows are not."""
    imported = import_table(on_days("2021-12-31", "2022-03-31", "2022-06-30", heading=heading))
    assert sizes(imported) == BOTH
    assert "noted 15 rows of other days than 2022-06-30 left out" in said(imported)
    (entry,) = [entry for entry in imported.findings.entries if "other days" in entry.noun]
    assert "holds 3 days: 2021-12-31, 2022-03-31, 2022-06-30" in entry.detail


def test_another_day_is_read_when_asked_for(import_table: ImportTable) -> None:
    """The last day until --as-of counts; before the first there is nothing to read."""
    table = on_days("2021-12-31", "2022-03-31")
    assert len(import_table(table, as_of=dt.date(2022, 3, 30)).table.rows) == 7
    assert len(import_table(table, as_of=dt.date(2022, 3, 31)).table.rows) == 8
    with pytest.raises(PeopleError, match=r"nothing in the table is from 2021-12-30 or before; it holds 2 days: 2021"):
        import_table(table, as_of=dt.date(2021, 12, 30))


def test_a_row_for_each_change(import_table: ImportTable) -> None:
    """Of a history the last row of everybody counts, until the day that is asked for."""
    imported = import_table(CHANGES)
    assert sizes(imported) == {"team-search": ("pm-search", 1), "team-ads": ("pm-ads", 2)}
    assert "noted 3 rows left out that are not the last of a person" in said(imported)
    assert sizes(import_table(CHANGES, as_of=dt.date(2021, 4, 30))) == BOTH
    june = import_table(CHANGES, as_of=dt.date(2021, 6, 30)).organisation
    assert {team.name for team in june.teams} == {"Ads"}


def test_days_that_can_be_read_two_ways_are_asked_about(import_table: ImportTable) -> None:
    """03/04 is April or March."""
    table = on_days("03/04/2021", "04/03/2021")
    assert [(q.section, q.key) for q in import_table(table).findings.questions] == [("dates", "snapshot")]
    month_first = import_table(table, decisions='dates: {"*": month_first}')
    assert "noted 7 rows of other days than 2021-04-03 left out" in said(month_first)


def test_a_column_of_days_without_repeated_ids_is_not_read(import_table: ImportTable) -> None:
    """A date beside everybody is no snapshot, and one id of two people is still a duplicate."""
    imported = import_table(on_days("2021-12-31"))
    assert "Date" in imported.table.unread()
    rows = [f"{row},2021-12-{turn:02}" for turn, row in enumerate([*ROWS, *(f"1{row}" for row in ROWS)], 1)]
    twice = "\n".join([f"{HEAD},Date", *rows, f"{ROWS[-1].replace('Hugo', 'Ian')},2022-01-01"])
    assert "refused 1 duplicate id (rows 9, 18)" in said(import_table(twice))
