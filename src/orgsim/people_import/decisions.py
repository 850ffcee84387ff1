"""The file of decisions: answers to what an import asked, so that the same import can be repeated."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, PlainValidator, field_validator
from pydantic_core import PydanticCustomError

from orgsim.people_import.cell_text import folded
from orgsim.people_import.identity import UNLISTED, Index, Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.mistakes import valid_as
from orgsim.scenario.patch import merge
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest

UNANSWERED = "?"
"""What a template has where an answer belongs."""
ROOT, DROP, VACANT, PRESENT, ABOVE = "root", "drop", "vacant", "present", "above"
VIRTUAL_BOARD, BY_TITLE = "virtual_board", "by_title"
"""Answers that name nobody."""
FOR_MANAGERS = (VACANT, PRESENT, ABOVE, ROOT, DROP)
"""What may be said of a manager who is not in the table, instead of who it is."""

Model = TypeVar("Model", bound=BaseModel)


class Seat(Section):
    """A post that the table does not have, though people report to it."""

    title: str = Field(min_length=1)
    """Its title."""
    reports_to: str | None = None
    """Whom it reports to; the root where nothing is said."""
    vacant: bool = False
    """Whether nobody holds it."""

    @field_validator("reports_to", mode="before")
    @classmethod
    def _id_as_text(cls, value: object) -> object:
        return _answer(value)


def _word_or_seat(value: object) -> object:
    """Take a seat when it is one, so that what is wrong in it is said of it."""
    if isinstance(value, str | Seat):
        return value
    if isinstance(value, dict):
        return Seat.model_validate(value)
    raise PydanticCustomError("E203", "expected an answer, or a mapping with the title of a new post")


AboutManager = Annotated[str | Seat, PlainValidator(_word_or_seat)]


class Decisions(Section):
    """Answers, by section; people are named by id, or by the code that a question used for them.

    In `managers`, `people`, `duplicates` and `dates` a key with '*' answers every question that it fits and that has no key of its own;
    of several that fit the longest decides.
    """

    roots: str | None = None
    """Several people report to nobody: `virtual_board`, `by_title`, or who of them is the root; the others are then left out."""
    managers: dict[str, AboutManager] = Field(default_factory=dict)
    """A manager who is not in the table: `vacant`, `present`, `above`, `root`, `drop`, who it is, or a `Seat`."""
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


def post_instead(reference: str, decided: str | Seat | None) -> Person:
    """Return the post in place of a manager who is not in the table; whom it reports to is a key."""
    seat = decided if isinstance(decided, Seat) else Seat(title=UNLISTED, vacant=decided == VACANT)
    title = "" if decided == VACANT else seat.title
    key = f"vacant {reference}"
    return Person(key, key, 0, title, seat.reports_to or "", status="vacant" if seat.vacant else "active")


def answer_to(answers: Mapping[str, Any], *names: str) -> tuple[str | None, Any]:
    """Return the key under which a question is answered, and the answer; nothing and nothing when it is not.

    Example
    -------
    >>> answer_to({"P01*": "vacant", "*": "drop"}, "P0193")
    ('P01*', 'vacant')
    """
    plain = next((name for name in names if name in answers), None)
    if plain is not None:
        return plain, answers[plain]
    patterns = sorted((key for key in answers if "*" in key), key=lambda key: (-len(key), key))
    fitting = (key for key in patterns if any(_fits(key, name) for name in names))
    found = next(fitting, None)
    return found, answers.get(found) if found is not None else None


def _fits(pattern: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, folded(pattern).split("*"))), folded(name), re.DOTALL) is not None


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
    return valid_as(model, data, document)


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
    roots = finder.person(decisions.roots, ("roots",), (VIRTUAL_BOARD, BY_TITLE)) if decisions.roots else None
    managers = {
        folded(reference): finder.manager(answer, ("managers", reference))
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
            self._who(who, (section, who), patterns=bool(words)): self.person(answer, (section, who), words)
            for who, answer in entries.items()
        }

    def manager(self, answer: str | Seat, path: NodePath) -> str | Seat:
        """Return what was said of a manager, with people by their keys."""
        if isinstance(answer, str):
            return self.person(answer, path, FOR_MANAGERS)
        if answer.reports_to is None:
            return answer
        return answer.model_copy(update={"reports_to": self.person(answer.reports_to, (*path, "reports_to"), ())})

    def _who(self, text: str, path: NodePath, *, patterns: bool) -> str:
        """Return the key of whom an entry is about; a pattern stays as it is."""
        return text if patterns and "*" in text else self.person(text, path, (), of_key=True)

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
        allowed = f"{', '.join(words)} or an id" if words else "an id"
        hint = nearest(folded(text), words)  # never an id: of serial ids the next is no likelier than any other
        message = f"'{text}' is nobody in the table{hint}; expected {allowed} of the table"
        self.problems.append(Problem("E301", message, path, mark))
        return ""

    def _by_code(self, text: str) -> str | None:
        if not text.startswith("p-"):
            return None
        if self._coded is None:
            self._coded = {self.codes.shown(person.id): key for key, person in self.index.by_key.items()}
        return self._coded.get(text)
