"""The file of decisions: answers to what an import asked, so that the same import can be repeated."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from orgsim.people_import.findings import Question, rows_text
from orgsim.people_import.validation import validated
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.patch import merge

UNANSWERED = "?"
"""What a template has where an answer belongs."""


class Decisions(Section):
    """Answers, by section; people are named by id, or by the code that a question used for them."""

    roots: str | None = None
    """Several people report to nobody: `virtual_board`, or who of them is the root; the others are then left out with all below them."""
    managers: dict[str, str] = Field(default_factory=dict)
    """A manager who is not in the table: `root`, `vacant`, `drop`, or who it is."""
    people: dict[str, str] = Field(default_factory=dict)
    """Whom a person reports to, whatever the table says: `root`, `drop`, or another id."""
    duplicates: dict[str, Literal["two_positions", "keep", "drop"]] = Field(default_factory=dict)
    """What to make of a person who is in the table twice."""
    dates: dict[str, Literal["day_first", "month_first"]] = Field(default_factory=dict)
    """How a column of dates is to be read."""
    owners: dict[str, str] = Field(default_factory=dict)
    """Who owns what a team builds: engineering manager -> product manager, instead of what titles suggest."""

    @field_validator("roots", mode="before")
    @classmethod
    def _root_as_text(cls, value: object) -> object:
        return _answer(value)

    @field_validator("managers", "people", "duplicates", "dates", "owners", mode="before")
    @classmethod
    def _ids_as_text(cls, value: object) -> object:
        """Take whole numbers as ids, and leave out what has no answer yet."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            return value
        answers = {key: _answer(answer) for key, answer in value.items()}
        return {key: answer for key, answer in answers.items() if answer is not None}


def _answer(value: object) -> object:
    if value is None or value == UNANSWERED:
        return None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def read_decisions(paths: Iterable[Path]) -> tuple[Decisions, Document]:
    """Read files of decisions, each laid over those before it, with the place of every answer.

    Raises
    ------
    ScenarioError
        With file, line and column of everything that is wrong.
    """
    decided, document = Decisions(), Document({})
    for path in paths:
        own = read_document(path)
        validated(Decisions, own, path)  # before it is merged, so that problems name its lines
        document = merge(document, own)
        decided = validated(Decisions, document, path)
    return decided, document


def template(questions: Iterable[Question]) -> str:
    """Return a file of decisions with every open question as a comment and '?' where its answer belongs."""
    lines = [
        "# Answers for 'orgsim import ... --decisions THIS FILE'. Put one of the choices in place of each '?'.",
        "# This file names people as your table does: keep it where the table is.",
    ]
    sections: dict[str, list[Question]] = {}
    for question in questions:
        sections.setdefault(question.section, []).append(question)
    for section, asked in sections.items():
        lines += ["", *([] if section == "roots" else [f"{section}:"])]
        for question in asked:
            lines += _entry(question)
    return "\n".join(lines) + "\n"


def _entry(question: Question) -> list[str]:
    indent = "" if question.section == "roots" else "  "
    place = f" ({rows_text(question.rows)})" if question.rows else ""
    return [
        f"{indent}# {question.text}{place}",
        f"{indent}# choices: {', '.join(question.choices)}",
        f'{indent}{"roots" if not indent else json.dumps(question.key, ensure_ascii=False)}: "{UNANSWERED}"',
    ]
