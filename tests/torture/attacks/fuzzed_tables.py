"""Tables of people with odd cells, odd shapes and odd bytes: a scenario that runs, questions, or a sentence."""

import csv
import io
import random
from pathlib import Path
from typing import Any

from tests.torture import forest
from tests.torture.attack import Attack, BrokenError
from tests.torture.checks import round_trips, runs, says_what_is_wrong
from tests.torture.worlds import load_engine

HEADINGS = ("id", "name", "title", "manager", "status", "fte", "dotted", "start date", "department")
AREAS = ("Search", "Ads", "Billing", "X")
TITLES = (
    "Director of Product, {}", "Product Manager, {}", "Senior Product Manager - {}", "GPM {}", "Portfolio Product Manager", "Engineering Manager, {}",
    "Software Engineer", "Senior Engineer {}", "Designer", "Data Scientist", "CTO", "VP Engineering", "Product Owner {}", "Recruiter",
)  # fmt: skip
CELLS = ("", " ", "?", "n/a", "0", "-1", "=1+1", "1.0", "01", "1,2", "a@b.c", "x" * 3000, "\u00b2", "Ann Bo", "vacant", "TBD", "#REF!", "\u202eabc", '"', "a\nb",
         "31/12/2023", "12/31/2023", "2024-02-30", "50%", "0,5", "9" * 400, "\U0001f600", "null", "-", "1", "2", "3")  # fmt: skip


def rows_of_people(dice: random.Random) -> list[list[str]]:
    """Return a table of a small company whose reporting lines hold."""
    rows = [["1", "P 1", "Chief Product Officer", "", "active", "1", "", "2020-01-01", "Product"]]
    for number in range(2, dice.randrange(4, 25)):
        title = TITLES[dice.choice((0, 1, 1, 2, 5, 5, 6, 6, 7, *range(len(TITLES))))].format(dice.choice(AREAS))
        boss = str(dice.randrange(1, number))
        rows.append([str(number), f"P {number}", title, boss, "active", "1", "", "2021-03-04", dice.choice(AREAS)])
    rows += [["90", "E 1", "Engineering Manager, Search", "1", "active", "1", "", "", "Search"]]
    rows += [["91", "E 2", "Software Engineer", "90", "active", "1", "", "", "Search"]]
    rows += [["92", "E 3", "Product Manager, Search", "1", "active", "1", "", "", "Search"]]
    return [list(HEADINGS), *rows]


def spoiled(rows: list[list[str]], dice: random.Random, times: int) -> list[list[str]]:
    """Spoil a table: odd cells, rows twice, short or long rows, columns in another order, headings that mean nothing."""
    for _ in range(times):
        row = dice.choice(rows)
        act = dice.randrange(8)
        if act <= 3 and row:
            row[dice.randrange(len(row))] = dice.choice((*CELLS, *(cell for other in rows for cell in other[:4])))
        elif act == 4:
            rows.insert(dice.randrange(len(rows)), list(row))
        elif act == 5:
            del row[dice.randrange(len(row) + 1) :]
        elif act == 6:
            row += dice.choices(CELLS, k=dice.randrange(1, 4))
        else:
            order = dice.sample(range(len(HEADINGS)), len(HEADINGS))
            rows[:] = [[row[place] for place in order if place < len(row)] for row in rows]
    return rows


def table(dice: random.Random) -> bytes:
    """Return a table in some dialect and encoding."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dice.choice(",,;\t|"), lineterminator=dice.choice(("\n", "\r\n", "\r")))
    writer.writerows(spoiled(rows_of_people(dice), dice, dice.choice((0, 1, 2, 4, 8))))
    if dice.random() < 0.2:
        return forest.garbled(text.getvalue(), dice, dice.choice((1, 2, 10)))
    return text.getvalue().encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace")


def imported(folder: Path, dice: random.Random, **options: Any) -> str:
    """Import the table in a folder; hold what comes of it against what is promised."""
    from orgsim.errors import InputError
    from orgsim.people_import.import_report import report
    from orgsim.people_import.pseudonyms import Codes
    from orgsim.people_import.questions import template
    from orgsim.people_import.scenario_text import scenario_text
    from orgsim.people_import.table_import import Request, import_people
    from orgsim.results.plan import make_plan

    try:
        found = import_people(Request(folder / "people.csv", Codes(folder / "x.key"), **options))
    except InputError as error:
        says_what_is_wrong(error)
        return "refused"
    for style in ("html", "csv", "md"):
        report(found, style)
    if found.organisation is None:
        if not (found.findings.questions or found.findings.of("refused")):
            raise BrokenError("no organisation, and no word why")
        template(found.findings.questions)
        return "asked" if found.findings.questions else "refused"
    path = folder / "imported.yaml"
    path.write_text(
        scenario_text(found.organisation, "imported", origin="people.csv", keep_names=False), encoding="utf-8"
    )
    short = ("horizon.warmup_quarters=0", "horizon.quarters=1")
    organization = make_plan([path], overrides=short).organizations[0]
    if organization.design.warnings:
        raise BrokenError(f"the scenario of an import is doubted: {organization.design.warnings[0].text()}")
    round_trips(organization.design, folder)
    return "accepted and run" if runs(organization, 1, dice.randrange(100)) else "accepted, too large to run here"


def one(dice: random.Random, folder: Path, shared: None) -> str:
    """Import one table."""
    (folder / "people.csv").write_bytes(table(dice))
    return imported(folder, dice)


ATTACK = Attack(
    "a table of people is spoiled in cells, rows, columns, separators, encodings and bytes; its import ends with a sentence, with "
    "questions, or with a scenario that loads without a warning, comes back the same from `show --resolved`, and runs with balanced books",
    "tables",
    5000,
    one,
    load_engine,
)
