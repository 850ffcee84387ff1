"""What cells say about people: ids, shares of full time, contracts, who is there, and twice the same person."""

import datetime as dt

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes

from orgsim.people_import.teams import whole_engineers

HEAD = "id,name,title,manager"
BOTH = {"team-search": ("pm-search", 2), "team-ads": ("pm-ads", 1)}


def with_column(heading: str, *cells: str) -> str:
    """Return the table with one more column; rows beyond the cells given have an empty one."""
    rows = TABLE.splitlines()
    values = [heading, *cells, *[""] * (len(rows) - 1 - len(cells))]
    return "\n".join(f"{row},{value}" for row, value in zip(rows, values, strict=True))


def test_lost_leading_zeros_are_found_again(import_table: ImportTable) -> None:
    """A manager '1' is found when the id is '0001', and the import says so."""
    rows = [row if row == HEAD else f"000{row}" for row in TABLE.splitlines()]
    imported = import_table("\n".join(rows))
    assert sizes(imported) == BOTH
    assert any(line.startswith("fixed 7 managers found by restoring leading zeros") for line in said(imported))


def test_references_that_became_decimal_numbers_are_whole_again(import_table: ImportTable) -> None:
    """A column of managers with a gap is easily turned into '1.0', which means '1'."""
    assert sizes(import_table(TABLE.replace(",1\n", ",1.0\n"))) == BOTH


@pytest.mark.parametrize("spoilt", ["1.23E+05", "8.0", "4,5e3"])
def test_ids_that_look_like_decimal_numbers_are_refused(import_table: ImportTable, spoilt: str) -> None:
    """An id that a spreadsheet took for a number may have lost digits: nobody can tell whose it was."""
    imported = import_table(TABLE.replace("8,Hugo", f'"{spoilt}",Hugo'))
    assert imported.organisation is None
    assert "refused 1 id that looks like a decimal number (row 9)" in said(imported)


def test_formulas_that_keep_ids_text_are_taken_off(import_table: ImportTable) -> None:
    """Ids as ="5" or '5 are the id 5."""
    messy = TABLE.replace("4,Dina", '"=""4""",Dina').replace("7,Gita", "'7,Gita")
    assert sizes(import_table(messy)) == BOTH


def test_a_row_without_an_id_is_refused(import_table: ImportTable) -> None:
    """Everybody but a vacant seat needs an id."""
    imported = import_table(TABLE.replace("8,Hugo", ",Hugo"))
    assert "refused 1 row without an id (row 9)" in said(imported)


@pytest.mark.parametrize(
    ("heading", "cells", "engineers"),
    [
        ("FTE", ["", "", "", "", "1", "0.5"], 2),  # 1 + 0.5 rounds to 2
        ("FTE", ["", "", "", "", "50%", "50 %"], 1),
        ("FTE", ["", "", "", "", "40", "100"], 1),  # 40 and 100 percent
        ("Weekly Hours", ["40", "40", "40", "40", "20", "20"], 1),
        ("Wochenstunden", ["36", "36", "36", "36", "18", "18"], 1),
        ("FTE", ["", "", "", "", "plenty", "7%"], 1),  # 1 + 0.07
    ],
)
def test_shares_of_full_time_add_up(import_table: ImportTable, heading: str, cells: list[str], engineers: int) -> None:
    """A team's head-count is the sum of its engineers' shares, from FTE, percent or weekly hours."""
    assert sizes(import_table(with_column(heading, *cells)))["team-search"] == ("pm-search", engineers)


def test_part_time_posts_keep_their_share(import_table: ImportTable) -> None:
    """A product manager at 80 percent is a post at 0.8."""
    imported = import_table(with_column("FTE", "1", "0.8"))
    assert imported.organisation is not None
    assert {post.id: post.fte for post in imported.organisation.posts}["pm-search"] == 0.8


@pytest.mark.parametrize(
    ("heading", "cell", "note", "search"),
    [
        ("Status", "Terminated", "1 leaver", 1),
        ("Status", "Parental leave", "1 person on leave", 2),
        ("Status", "Accepted", "1 future hire", 2),
        ("Status", "Vacant", "1 vacant seat", 1),
        ("Status", "Ausgeschieden", "1 leaver", 1),
        ("Account Enabled", "false", "1 leaver", 1),
        ("Worker Type", "Contingent Worker", "1 contractor", 2),
        ("Beschäftigungsart", "Werkstudentin", "1 intern or apprentice", 2),
        ("Status", "On the moon", "1 unknown status, read as active", 2),
    ],
)
def test_who_is_there_counts(import_table: ImportTable, heading: str, cell: str, note: str, search: int) -> None:
    """People on leave, to come, and contractors count in a team; leavers and vacancies do not; each is noted."""
    imported = import_table(with_column(heading, "", "", "", "", cell))
    assert f"noted {note} (row 6)" in said(imported)
    assert sizes(imported)["team-search"][1] == search


def test_status_may_hide_in_a_name(import_table: ImportTable) -> None:
    """Some systems append a status to the name."""
    imported = import_table(TABLE.replace("Edda Quill", "Edda Quill (Terminated)"))
    assert sizes(imported)["team-search"] == ("pm-search", 1)


def test_a_leaver_with_people_below_leaves_a_vacant_post(import_table: ImportTable) -> None:
    """A product manager who left is no post, unless somebody reports to it; a director who left is a vacant one."""
    table = TABLE.replace(
        '2,Boris Lindqvist,"Product Manager, Search",1', '2,Boris Lindqvist,"Product Manager, Search",9'
    )
    imported = import_table(with_column_after(table, "9,Ian Ude,Director of Product,1", "Terminated"))
    assert imported.organisation is not None
    assert [post.id for post in imported.organisation.posts if post.vacant] == ["dir"]


def with_column_after(table: str, row: str, status: str) -> str:
    """Return a table with a column of status, and one more person with one."""
    lines = table.splitlines()
    return "\n".join([f"{lines[0]},Status", *(f"{line},Active" for line in lines[1:]), f"{row},{status}"])


@pytest.mark.parametrize(
    ("dates", "day", "noted"),
    [
        (["25/12/2030"], dt.date(2024, 1, 1), "1 future hire"),
        (["12/25/2030"], dt.date(2024, 1, 1), "1 future hire"),
        (["2030-12-25"], dt.date(2024, 1, 1), "1 future hire"),
        (["47842"], dt.date(2024, 1, 1), "1 future hire"),  # Excel's 25 December 2030
        (["25.12.2020"], dt.date(2024, 1, 1), None),
    ],
)
def test_dates_are_read_at_a_day(import_table: ImportTable, dates: list[str], day: dt.date, noted: str | None) -> None:
    """Who starts after the day is a future hire, however the date is written."""
    imported = import_table(with_column("Start Date", *dates), as_of=day)
    assert (noted is None) or f"noted {noted} (row 2)" in said(imported)
    assert any("future hire" in line for line in said(imported)) == (noted is not None)


def test_a_column_of_dates_that_can_be_read_both_ways_is_asked_about(import_table: ImportTable) -> None:
    """03/04 is March or April: the column decides if one of its days is above 12, else the user does."""
    table = with_column("End Date", "", "", "", "", "03/04/2024")
    asked = import_table(table, as_of=dt.date(2024, 3, 20))
    assert [(question.section, question.key) for question in asked.findings.questions] == [("dates", "end")]
    march = import_table(table, decisions="dates: {end: month_first}", as_of=dt.date(2024, 3, 20))
    april = import_table(table, decisions="dates: {end: day_first}", as_of=dt.date(2024, 3, 20))
    assert (sizes(march)["team-search"][1], sizes(april)["team-search"][1]) == (1, 2)


def test_dates_without_a_day_are_said_to_be_unread(import_table: ImportTable) -> None:
    """Without ``--as-of`` no date is read, so that the same table gives the same scenario tomorrow."""
    imported = import_table(with_column("Start Date", "25/12/2030"))
    assert "noted 1 column of dates not read" in said(imported)


def test_an_id_of_two_people_is_refused(import_table: ImportTable) -> None:
    """Two full-time rows with one id and two names cannot be one person."""
    imported = import_table(TABLE + "8,Ian Ude,Software Engineer,7\n")
    assert "refused 1 duplicate id (rows 9, 10)" in said(imported)


def test_rows_that_say_the_same_are_one(import_table: ImportTable) -> None:
    """Exact repetitions are merged and counted, spaces and columns that are not read aside; every row of a table may be there twice."""
    head, *rows = TABLE.splitlines()
    table = "\n".join([f"{head},Location", *(f"{row},Bonn" for row in rows), "8,Hugo Tarnow,Software  Engineer,7,Rome"])
    imported = import_table(table)
    assert sizes(imported) == BOTH
    assert "fixed 1 exact duplicate row merged with the first of its kind (row 10)" in said(imported)
    assert sizes(import_table("\n".join([head, *rows, *rows]))) == BOTH
    answered = import_table(table, decisions='duplicates: {8: drop, "*": drop}')
    assert "noted 1 decision about duplicates that was not needed" in said(answered)


def test_a_full_time_row_that_differs_is_asked_about(import_table: ImportTable) -> None:
    """The question says in what rows differ and which of them stays, so that 'drop' does not read like losing the person."""
    imported = import_table(TABLE + "8,Hugo Tarnow,Software Engineer,4\n")
    (question,) = imported.findings.questions
    assert (question.section, question.key, question.rows) == ("duplicates", "8", (9, 10))
    assert "they differ in manager: two_positions keeps every row, drop keeps row 10 alone" in question.text
    assert sizes(import_table(TABLE + "8,Hugo Tarnow,Software Engineer,4\n", decisions="duplicates: {8: drop}")) == {
        "team-search": ("pm-search", 3)
    }


@pytest.mark.parametrize(("answer", "search", "ads"), [("two_positions", 1, 2), ("drop", 2, 1)])
def test_two_part_time_jobs_are_asked_about(import_table: ImportTable, answer: str, search: int, ads: int) -> None:
    """One id with two part-time rows is two positions, or one of them is dropped: 1.5 + 1.6 engineers are 3 in all, and 1.5 + 1.2, too."""
    rows = ["id,title,manager,fte", "1,CPO,,1", "2,Product Manager Search,1,1", "3,Product Manager Ads,1,1"]
    rows += ["4,Engineering Manager Search,1,1", "5,Engineer,4,1", "6,Engineer,4,0.5", "7,Engineering Manager Ads,1,1"]
    table = "\n".join([*rows, "8,Engineer,7,1", "9,Engineer,7,0.2", "6,Engineer,7,0.4"])
    asked = import_table(table)
    assert [(question.section, question.key) for question in asked.findings.questions] == [("duplicates", "6")]
    assert asked.findings.questions[0].rows == (7, 11)
    settled = import_table(table, decisions=f"duplicates: {{6: {answer}}}")
    assert sizes(settled) == {"team-search": ("pm-search", search), "team-ads": ("pm-ads", ads)}


def test_rounding_keeps_the_sum_and_is_said(import_table: ImportTable) -> None:
    """1.5 and 1.6 engineers are 3.1 in all and 3 in the model, which the import says with the rows of those who work part-time."""
    rows = ["id,title,manager,fte", "1,CPO,,1", "2,Product Manager Search,1,1", "3,Product Manager Ads,1,1"]
    rows += ["4,Engineering Manager Search,1,1", "5,Engineer,4,1", "6,Engineer,4,0.5", "7,Engineering Manager Ads,1,1"]
    imported = import_table("\n".join([*rows, "8,Engineer,7,1", "9,Engineer,7,0.6"]))
    (entry,) = [entry for entry in imported.findings.entries if "fraction of an engineer" in entry.noun]
    assert entry.text() == "2 teams with a fraction of an engineer (rows 7, 10)"
    assert entry.detail == "capacity is in whole engineers, so 3.1 full-time engineers in all are 3 in the model"
    assert not any("fraction" in line for line in said(import_table()))


@pytest.mark.parametrize("shares", [[0.1] * 10, [3.5, 3.5, 3.5], [29.6], [0.2, 7.8], [1 / 3] * 7, [5, 4, 3]])
def test_whole_engineers_keep_the_sum(shares: list[float]) -> None:
    """No team is off by a whole engineer but one that has less than one; where none has, the sum is that of the table."""
    given = {str(place): share for place, share in enumerate(shares)}
    found = whole_engineers(given)
    assert all(found[team] >= 1 for team in given)
    assert all(abs(found[team] - share) < 1 for team, share in given.items())
    if min(shares) >= 1:
        assert abs(sum(found.values()) - sum(shares)) <= 0.5


def test_a_mail_address_of_two_ids_is_asked_about(import_table: ImportTable) -> None:
    """Two ids with one mail address are one person, or not: dropping the second takes one engineer away."""
    table = with_column("Email", "", "", "", "", "edda@example.org", "EDDA@example.org ")
    asked = import_table(table)
    assert [question.key for question in asked.findings.questions] == ["6"]
    dropped = import_table(table, decisions='duplicates: {"6": drop}')
    assert sizes(dropped)["team-search"][1] == 1
    assert "noted 1 person left out with the mail address of another (row 7)" in said(dropped)
    assert sizes(import_table(table, decisions='duplicates: {"6": keep}'))["team-search"][1] == 2


def test_a_full_time_duplicate_can_be_decided(import_table: ImportTable) -> None:
    """Two people of one id are refused until a decision says that they are two positions, or that one goes."""
    table = TABLE + TABLE.splitlines()[-1].replace("Hugo", "Ian")
    assert "refused 1 duplicate id (rows 9, 10)" in said(import_table(table))
    assert sizes(import_table(table, decisions='duplicates: {"*": two_positions}'))["team-ads"] == ("pm-ads", 2)
    assert sizes(import_table(table, decisions="duplicates: {8: drop}"))["team-ads"] == ("pm-ads", 1)


def test_someone_who_came_back_is_there_once(import_table: ImportTable) -> None:
    """The row of a leaver whose id is there again says nothing about today."""
    table = with_column("Status", *["active"] * 8) + "\n8,Hugo Tarnow,Software Engineer,4,Terminated"
    imported = import_table(table)
    assert sizes(imported) == BOTH
    assert "noted 1 row of a leaver whose id is there again left out (row 10)" in said(imported)


def test_an_id_in_brackets_says_more_than_the_name(import_table: ImportTable) -> None:
    """Two managers of one name are told apart by the ids that a system writes behind their names."""
    table = TABLE.replace("Gita Sundberg", "Dina Porter")
    for key in ("4", "7"):
        table = table.replace(f"Software Engineer,{key}", f"Software Engineer,Dina Porter ({key})")
    assert sizes(import_table(table)) == BOTH


def test_last_days_that_are_not_read_are_counted(import_table: ImportTable) -> None:
    """Whoever has a last day counts as present until --as-of says which day is meant."""
    imported = import_table(with_column("Termination Date", "", "", "", "", "2023-01-31", "2024-01-31"))
    (entry,) = [entry for entry in imported.findings.entries if "not read" in entry.noun]
    assert entry.detail.endswith("; until then 2 people with a last day count as present")


def test_every_row_is_counted_once_as_what_it_is_or_why_it_is_left_out(import_table: ImportTable) -> None:
    """Two repeated rows, a leaver, a vacant engineer, an engineer under nobody, and titles that are unknown or beside the product."""
    rows = ["9,Ian Ude,Gardener,1,Active", "10,Jo Vance,Product Designer,2,Active", "11,Kit Wu,Engineer,1,Active"]
    rows += ["12,Lu Xi,Engineer,4,Vacant", "13,Mo Yi,Engineer,4,Terminated", "9,Ian Ude,Gardener,1,Active"]
    table = with_column("Status", *["Active"] * 8) + "\n" + "\n".join(rows)
    imported = import_table(table)
    assert imported.people is not None
    assert imported.people.text() == (
        "8 of 14 rows are in the model: 3 engineers in teams, 3 in product posts, 2 leading teams; 6 are left out: 1 engineer outside "
        "any team, 1 leaver, 1 row merged with others or taken out as said above, 1 vacant seat, 1 with a title beside product and "
        "engineering, 1 with a title that no rule matches"
    )
    places = [
        row for sides in (imported.people.inside, imported.people.outside) for rows in sides.values() for row in rows
    ]
    assert sorted(places) == list(range(2, 16))


def test_who_decides_and_is_on_leave_is_named(import_table: ImportTable) -> None:
    """An engineer on leave is in a head-count; a product manager on leave leaves decisions waiting, so the import says it."""
    imported = import_table(with_column("Status", "", "On leave", "", "", "On leave"))
    assert "noted 1 product post is held by somebody on leave (row 3)" in said(imported)
    assert "'Product Manager, Search'" in next(e.detail for e in imported.findings.entries if "held by" in e.noun)
    assert not [
        line for line in said(import_table(with_column("Status", "", "", "", "", "On leave"))) if "held by" in line
    ]
