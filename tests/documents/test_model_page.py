"""The description of the model says what the code says."""

import ast
import re

from tests.documents.model_page import (
    BLOCK,
    PAGE,
    TABLES,
    first_line,
    mechanism_files,
    records,
    renewed,
    rules_of,
    schedule_tables,
)

from orgsim.engine import schedule
from orgsim.engine.steps import STEPS, called, plain

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_up_to_date():
    """Its tables are those of the code; if not: ``python -m tests.documents.model_page``."""
    assert renewed(TEXT) == TEXT


def test_a_stale_page_is_noticed():
    """A page with a wrong default, or with an emptied table, is not taken for up to date."""
    assert renewed(TEXT.replace("| 260 |", "| 261 |")) == TEXT != TEXT.replace("| 260 |", "| 261 |")
    assert renewed(BLOCK.sub(r"\1\3", TEXT)) == TEXT


def test_every_table_has_its_place():
    """Every generated part stands on the page once."""
    assert sorted(block[2] for block in BLOCK.finditer(TEXT)) == sorted(TABLES)


def test_every_mechanism_is_described():
    """Every file has a row that says what it is about."""
    for path in mechanism_files():
        assert re.search(rf"^\| `{path.stem}` \| \S.* \|", TEXT, re.MULTILINE), path.stem


def test_every_step_is_in_the_schedule():
    """Every step that is declared is run, and stands in the tables of the schedule with what it does."""
    printed = schedule_tables()
    run = {*called(plain(schedule.run)), *called(plain(schedule.quarter))}
    for name, step in STEPS.items():
        assert name in run
        assert f"| `{name}` | `{step.mechanism}` | {step.purpose} |" in printed


def test_every_record_is_described():
    """Every record of the state stands on the page with every field."""
    for name, rows in records():
        part = TEXT.split(f"**{name.capitalize()}**")[1].split("**")[0]
        assert [line.split(" | ")[0].strip("| ") for line in part.strip().splitlines()[2:]] == [row[0] for row in rows]


def test_every_meaning_stands_alone():
    """Every field has a meaning that does not lean on the row above, and every rule and step has a sentence."""
    for name, rows in records():
        for field, _, meaning in rows:
            assert meaning, f"{name} {field}"
            assert not meaning.startswith("..."), f"{name} {field}"
    for path in mechanism_files():
        for rule in rules_of(ast.parse(path.read_text(encoding="utf-8"))):
            assert first_line(rule).endswith("."), f"{path.stem}.{rule.name}"


def test_the_headings_are_those_of_the_protocol():
    """The seven elements of the protocol stand in its order."""
    assert re.findall(r"^## \d\. (.+)$", TEXT, re.MULTILINE) == [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialisation",
        "Input data",
        "Submodels",
    ]
