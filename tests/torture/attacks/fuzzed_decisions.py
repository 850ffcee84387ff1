"""Files of decisions, right and wrong, for a table that asks."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

from tests.torture import forest
from tests.torture.attack import Attack
from tests.torture.attacks.fuzzed_tables import imported
from tests.torture.worlds import load_engine

DAY = dt.date(2024, 1, 1)
TABLE = """\
id,name,title,manager,start date
1,Ada Kingsley,Chief Product Officer,,01/02/2020
2,Boris Lindqvist,"Product Manager, Search",1,03/04/2020
3,Cyd Nguyen,"Product Manager, Ads",99,03/04/2020
4,Dina Porter,"Engineering Manager, Search",1,03/04/2020
5,Edda Quill,Software Engineer,4,03/04/2020
6,Fern Rossi,Software Engineer,8,03/04/2020
7,Gita Sundberg,"Engineering Manager, Ads",6,03/04/2020
8,Hugo Tarnow,Director of Product,7,03/04/2020
9,Ines Umber,Chief Executive Officer,,03/04/2020
"""
"""Two roots, a manager who is not there, a circle, and dates that may be read in two ways."""


def prepare(folder: Path) -> list[Any]:
    """Return the questions of the table: section, key and choices."""
    from orgsim.people_import.pseudonyms import Codes
    from orgsim.people_import.table_import import Request, import_people

    load_engine(folder)
    (folder / "people.csv").write_text(TABLE, encoding="utf-8")
    request = Request(folder / "people.csv", Codes(folder / "x.key"), as_of=DAY)
    return list(import_people(request).findings.questions)


def one(dice: random.Random, folder: Path, questions: list[Any]) -> str:
    """Answer the questions at random, spoil the answers, and import."""
    decisions = answers(dice, questions)
    if dice.random() < 0.6:
        decisions = forest.mutated(decisions, dice, dice.choice((1, 1, 2, 3)), mild=dice.random() < 0.4)
    text = forest.written(decisions)
    (folder / "people.csv").write_text(TABLE, encoding="utf-8")
    path = folder / "decisions.yaml"
    path.write_bytes(forest.garbled(text, dice, 2) if dice.random() < 0.2 else text.encode("utf-8", "replace"))
    return imported(folder, dice, decisions=[path], as_of=dice.choice((DAY, None)))


def answers(dice: random.Random, questions: list[Any]) -> dict[str, Any]:
    """Return an answer to every question: in half of all cases one that settles it, else any of the choices, or anybody."""
    settled = dice.random() < 0.5
    found: dict[str, Any] = {}
    for question in questions:
        choices = [dice.choice("123456789") if choice == "another id" else choice for choice in question.choices]
        answer = ("1" if settled and question.section != "dates" else None) or dice.choice(choices)
        if question.section == "roots":
            found["roots"] = answer
        else:
            found.setdefault(question.section, {})[question.key] = answer
    if not settled:
        found["people"] = {**found.get("people", {}), dice.choice("678"): dice.choice(("1", "2", "root", "drop"))}
    if dice.random() < 0.3:
        found["owners"] = {dice.choice("47"): dice.choice("238")}
    return found


ATTACK = Attack(
    "questions of an import are answered at random, and the file of answers is mutated by its structure or its letters; the import ends "
    "with a sentence, with questions, or with a scenario that loads, comes back the same from `show --resolved`, and runs with balanced books",
    "files of decisions",
    4000,
    one,
    prepare,
)
