"""A table with every defect that exports are known for: the report names each of them, and no clean row."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path

from orgsim.people_import.import_report import report
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.table_import import Imported, Request, import_people
from orgsim.plain_words import counted

HEAD = [
    "Employee ID",
    "Name",
    "Job Title",
    "Manager ID",
    "Work Email",
    "Status",
    "Contract",
    "FTE",
    "Hire Date",
    "Team",
    "",
]
HEAD += ["Team"]
DAY = dt.date(2024, 6, 30)

CLEAN = """\
100|Ann Abel|Chief Product Officer|
101|Bo Baker|Product Manager, Search|100
102|Cy Carter|Product Manager, Ads|100
103|Di Dyer|Engineering Manager, Search|100
104|Ed Eaton|Software Engineer|103
105|Flo Fisher|Software Engineer|103
106|Guy Gardner|Engineering Manager, Ads|100
107|Hal Hunter|Software Engineer|106
108|Ida Jacobs|Software Engineer|106
109|Jo Kemp|Software Engineer|106
"""

DIRTY = {
    "odd spaces": "200|Kai\u00a0Lane |Software Engineer|103",
    "invisible characters": "20\u200b1|Lea Mason|Software Engineer|103",
    "decomposed accent": "202|Ju\u0308rgen Nix|Software Engineer|103",
    "decimal reference": "203|Max Ode|Software Engineer|103.0",
    "lost zeros": "204|Ned Park|Software Engineer|0106",
    "vacant": "|Vacant|Software Engineer|106",
    "contractor": "205|Ola Quist|Software Engineer|106||Active|Contractor",
    "intern": "206|Pia Reed|Software Engineer|106||Active|Intern",
    "on leave": "207|Quin Shaw|Software Engineer|106||Parental leave",
    "leaver": "208|Ray Tanner|Software Engineer|106||Terminated",
    "future hire": "209|Sue Usher|Software Engineer|106||Active|||2024-09-01",
    "serial": "210|Tom Vane|Software Engineer|106||Active|||44289",
    "unread date": "211|Una West|Software Engineer|106||Active|||soon",
    "unread fte": "212|Vic Young|Software Engineer|106||Active||most",
    "large fte": "213|Wes Zorn|Software Engineer|106||Active||1.5",
    "unknown status": "214|Xia Abt|Software Engineer|106||Purple",
    "account": "|meeting-room-1||",
    "long cell": f"215|Yan Bell|Software Engineer {'x' * 3000}|106",
    "formula": '="216"|Zoe Cole|=Software Engineer|106',
    "came back": "217|Abe Dunn|Software Engineer|106||Terminated",
    "is back": "217|Abe Dunn|Software Engineer|106||Active",
    "unknown title": "218|Bea Ellis|Keeper of Bees|100",
    "stranger of a cook": "220|Dot Grant|Cook|999",
    "own manager": "221|Eli Hale|Cook|221",
    "second root": "222|Fay Irwin|Cook|",
    "product intern": "219|Cal Frost|Product Manager Intern|101",
}
"""Defects that are fixed or noted, each with its row."""

NOTED = {
    "odd spaces": "cell* with odd spaces",
    "invisible characters": "cell* with invisible characters",
    "decomposed accent": "decomposed accent",
    "decimal reference": "reference* to a manager with decimals",
    "lost zeros": "manager* found by restoring leading zeros",
    "vacant": "vacant seat",
    "contractor": "contractor",
    "intern": "{intern or apprentice|interns and apprentices}",
    "on leave": "{person|people} on leave",
    "leaver": "leaver",
    "future hire": "future hire",
    "serial": "start date* as {a serial number|serial numbers} of Excel",
    "unread date": "start date* that cannot be read",
    "unread fte": "FTE value* that {is not a number|are not numbers}, read as 1",
    "large fte": "FTE value* above 1, read as 1",
    "unknown status": "unknown status{|es}, read as active",
    "account": "row* without id, title and manager",
    "long cell": "cell* cut to 2,000 characters",
    "formula": "cell* that {begins|begin} like a formula",
    "came back": "row* of a leaver whose id is there again left out",
    "unknown title": "Keeper of Bees",
    "stranger of a cook": "{person|people} attached to the root without asking",
    "own manager": "{person|people} attached to the root without asking",
    "second root": "{person|people} attached to the root without asking",
    "product intern": "Product Manager Intern",
}

ASKED = {
    "unknown manager": "300|Kai Lane|Software Engineer|999",
    "circle": "301|Lea Mason|Engineering Manager|302",
    "circle, second": "302|Max Nix|Software Engineer|301",
    "own manager": "303|Ned Ode|Engineering Manager, Kites|303",
    "second root": "304|Ola Park|Product Manager, Snow|",
    "mail of another": "305|Pia Quist|Software Engineer|103|di@example.org",
    "two positions": "306|Quin Reed|Software Engineer|103||||0.5",
    "two positions, second": "306|Quin Reed|Product Manager, Ice|100||||0.5",
    "name in a column of ids": "307|Ray Shaw|Software Engineer|Guy Gardner",
}
"""Defects that only the user can settle."""
REFUSED = {
    "id twice": "400|Kai Lane|Software Engineer|103",
    "id twice, second": "400|Lea Mason|Software Engineer|103",
    "spoilt id": "1.23E+05|Max Nix|Software Engineer|103",
    "no id": "|Ned Ode|Software Engineer|103",
}
"""Defects that must be mended in the table."""
ANSWERS = """\
managers: {"999": vacant, "p-name": "106"}
people: {"301": "100", "303": "100"}
roots: "100"
duplicates: {"305": keep, "306": two_positions}
"""


def written(rows: Iterable[str], head: list[str] = HEAD) -> str:
    """Return rows of cells parted by '|' as a CSV file with every column, a title above and a total below."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["People of Example Ltd", "as of 30 June"])
    writer.writerow(head)
    for number, row in enumerate(rows):
        cells = row.split("|")
        writer.writerow(cells + [""] * (len(head) - len(cells)))
        if number == 1:
            writer.writerow(head)
    writer.writerow(["Total", str(len(list(rows)))])
    return "sep=;\n" + text.getvalue()


def imported(folder: Path, rows: list[str], decisions: str = "") -> Imported:
    """Import rows, in UTF-16 as spreadsheets save it."""
    (folder / "people.csv").write_bytes(written(rows).encode("utf-16"))
    (folder / "decisions.yaml").write_text(decisions, encoding="utf-8")
    request = Request(folder / "people.csv", Codes(folder / "x.key"), decisions=[folder / "decisions.yaml"], as_of=DAY)
    return import_people(request)


def dirt(found: Imported) -> list[tuple[str, int, set[int]]]:
    """Return what the report says is dirty, how often, and in which rows; not what it says of columns, posts, teams and known titles."""
    rows = csv.DictReader(io.StringIO(report(found, "csv")))
    said = [row for row in rows if row["section"] in ("refused", "asked", "fixed", "noted", "titles")]
    said = [row for row in said if row["section"] != "titles" or not row["detail"].startswith(("engine", "cpo", "pm"))]
    return [(row["what"], int(row["count"]), set(map(int, row["rows"].split()))) for row in said]


def places(defects: Iterable[str]) -> dict[str, int]:
    """Return the rows of defects below the clean rows: 'sep=', the title, the headings, and the headings once more."""
    return {name: 5 + len(CLEAN.splitlines()) + turn for turn, name in enumerate(defects)}


def test_every_defect_is_in_the_report_and_no_clean_row(tmp_path: Path) -> None:
    """A clean company with 23 defects planted in it: each is on a line of the report with its row, and nobody else's row is."""
    found = imported(tmp_path, [*CLEAN.splitlines(), *DIRTY.values()])
    assert found.organisation is not None, found.findings
    said, place = dirt(found), places(DIRTY)
    for name, noun in NOTED.items():
        assert any(place[name] in rows and what in (noun, counted(number, noun)) for what, number, rows in said), name
    above, again, below = 2, 6, 5 + len(CLEAN.splitlines()) + len(DIRTY)
    assert set().union(*(rows for _, _, rows in said)) == {above, again, below} | (
        set(place.values()) - {place["is back"]}
    )


def test_the_same_company_without_defects_has_a_clean_report(tmp_path: Path) -> None:
    """What is named in a clean table is only what stands around it."""
    said = dirt(imported(tmp_path, CLEAN.splitlines()))
    assert set().union(*(rows for _, _, rows in said)) == {2, 6, 5 + len(CLEAN.splitlines())}


def test_how_the_file_was_read_is_said(tmp_path: Path) -> None:
    """Its encoding, its separator, the lines around the table and the headings that are odd."""
    found = imported(tmp_path, CLEAN.splitlines())
    assert found.how == ("utf-16", "separator ';' by its 'sep=' line")
    said = [what for what, _, _ in dirt(found)]
    for noun in (
        "title row* above the headings",
        "row* that {repeats|repeat} the headings",
        "row* below the table left out",
    ):
        assert counted(1, noun) in said
    assert {"1 repeated heading", "1 column without a heading"} <= set(said)


def test_every_question_is_asked_with_its_rows_and_no_clean_row(tmp_path: Path) -> None:
    """Unknown managers, circles, several roots, twins: each is asked once, and the answers let the table pass."""
    clean = [f"{row}{'|di@example.org' if row.startswith('103') else ''}" for row in CLEAN.splitlines()]
    found = imported(tmp_path, [*clean, *ASKED.values()])
    place = places(ASKED)
    asked = {(question.section, tuple(question.rows)) for question in found.findings.questions}
    root, twin = 4, 8
    assert asked == {
        ("managers", (place["unknown manager"],)),
        ("managers", (place["name in a column of ids"],)),
        ("people", (place["circle"], place["circle, second"])),
        ("people", (place["own manager"],)),
        ("roots", (root, place["second root"])),
        ("duplicates", (twin, place["mail of another"])),
        ("duplicates", (place["two positions"], place["two positions, second"])),
    }
    name = next(
        question.key for question in found.findings.questions if question.rows == (place["name in a column of ids"],)
    )
    answered = imported(tmp_path, [*clean, *ASKED.values()], ANSWERS.replace("p-name", name))
    assert answered.organisation is not None, answered.findings


def test_what_is_refused_is_named_and_nothing_is_imported(tmp_path: Path) -> None:
    """Ids that are there twice, missing or spoilt."""
    found = imported(tmp_path, [*CLEAN.splitlines(), *REFUSED.values()])
    assert found.organisation is None
    place = places(REFUSED)
    assert {(entry.text_without_rows(), entry.rows) for entry in found.findings.of("refused")} == {
        ("1 duplicate id", (place["id twice"], place["id twice, second"])),
        ("1 id that looks like a decimal number", (place["spoilt id"],)),
        ("1 row without an id", (place["no id"],)),
    }
