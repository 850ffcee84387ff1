"""The file of decisions: answers to what an import asked, so that the same import can be repeated."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator

from orgsim.people_import.cell_text import folded
from orgsim.people_import.findings import Question, rows_text
from orgsim.people_import.identity import Index
from orgsim.people_import.pseudonyms import Codes
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.patch import merge
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest

UNANSWERED = "?"
"""What a template has where an answer belongs."""
ROOT, DROP, VACANT, VIRTUAL_BOARD = "root", "drop", "vacant", "virtual_board"
"""Answers that name nobody."""

Model = TypeVar("Model", bound=BaseModel)


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


def validated(model: type[Model], document: Document, path: Path) -> Model:
    """Return a document's content as a model.

    Raises
    ------
    ScenarioError
        With file, line and column of everything that is wrong.
    """
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        allowed = listed(model.model_fields)
        raise ScenarioError([Problem("E105", f"expected a mapping; it may hold {allowed}", mark=Mark(path, 0, 0))])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ScenarioError([problem_from(entry, document, model) for entry in error.errors()]) from None


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


def with_people_found(decisions: Decisions, document: Document, index: Index, codes: Codes) -> Decisions:
    """Return decisions with the keys of the people they speak of; managers who are unknown stand as ids are compared.

    Raises
    ------
    ScenarioError
        With the place of every answer that names nobody in the table.
    """
    finder = _Finder(document, index, codes)
    roots = finder.person(decisions.roots, ("roots",), (VIRTUAL_BOARD,)) if decisions.roots else None
    managers = {
        folded(reference): finder.person(answer, ("managers", reference), (ROOT, VACANT, DROP))
        for reference, answer in decisions.managers.items()
    }
    people = finder.pairs(decisions.people, "people", (ROOT, DROP))
    owners = finder.pairs(decisions.owners, "owners", ())
    if finder.problems:
        raise ScenarioError(finder.problems)
    found = {"roots": roots, "managers": managers, "people": people, "owners": owners}
    return decisions.model_copy(update=found)


class _Finder:
    """Looks people up by id, or by the code that stands for one."""

    def __init__(self, document: Document, index: Index, codes: Codes) -> None:
        self.document = document
        self.index = index
        self.codes = codes
        self.problems: list[Problem] = []
        self._coded: dict[str, str] | None = None

    def pairs(self, entries: Mapping[str, str], section: str, words: tuple[str, ...]) -> dict[str, str]:
        return {
            self.person(who, (section, who), (), of_key=True): self.person(answer, (section, who), words)
            for who, answer in entries.items()
        }

    def person(self, text: str, path: NodePath, words: tuple[str, ...], *, of_key: bool = False) -> str:
        """Return a person's key, or one of the words that are allowed instead."""
        if text in words:
            return text
        keys = self.index.keys(text)
        if len(keys) == 1:
            return keys[0]
        if (key := self._by_code(text)) is not None:
            return key
        mark = self.document.mark(path) if of_key else self.document.place(path)
        known = [*words, *(p.id for p in self.index.by_key.values() if self.codes.shown(p.id) == p.id)]
        allowed = f"{', '.join(words)} or an id" if words else "an id"
        message = f"'{text}' is nobody in the table{nearest(folded(text), known)}; expected {allowed} of the table"
        self.problems.append(Problem("E301", message, path, mark))
        return ""

    def _by_code(self, text: str) -> str | None:
        if not text.startswith("p-"):
            return None
        if self._coded is None:
            self._coded = {self.codes.shown(person.id): key for key, person in self.index.by_key.items()}
        return self._coded.get(text)


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
