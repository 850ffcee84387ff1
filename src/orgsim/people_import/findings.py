"""What an import fixed, noted, asks and refuses, each with the rows of the table it is about; and what stops it at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from orgsim.errors import InputError
from orgsim.plain_words import agreeing
from orgsim.scenario.problems import shown

Kind = Literal["fixed", "noted", "refused"]
Section = Literal["roots", "managers", "people", "duplicates", "dates", "owners"]


class PeopleError(InputError):
    """A people table cannot be used; the message names the file and, where there is one, the row."""

    def __init__(self, path: Path, message: str, row: int | None = None) -> None:
        place = shown(path) if row is None else f"{shown(path)}:{row}"
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Finding:
    """One kind of thing that was found, and where; `noun` agrees with `count`."""

    kind: Kind
    noun: str
    rows: tuple[int, ...] = ()
    detail: str = ""
    count: int = 1

    def text(self) -> str:
        """Return the finding in a few words: ``2 duplicate ids (rows 4, 9)``."""
        return self.text_without_rows() + (f" ({rows_text(self.rows)})" if self.rows else "")

    def text_without_rows(self) -> str:
        """Return the finding for a table that lists rows by themselves."""
        return f"{self.count:,} {self.noun}"


@dataclass(frozen=True)
class Question:
    """What only the user can know; `section` and `key` are where the answer goes in the file of decisions."""

    section: Section
    key: str
    text: str
    choices: tuple[str, ...]
    rows: tuple[int, ...] = ()
    kind: str = ""
    """What is asked, for several: ``manager* {is|are} not in the table``; where it is said, a '*' answers all questions of the kind."""
    about: str = ""
    """The question in a few words, where its kind is said already: ``37 people, 20 Software Engineer and others``."""
    weight: int = 0
    """How many people the answer decides about."""


@dataclass
class Findings:
    """Everything that was found, in the order in which it was found.

    Nouns say their plural as in `orgsim.plain_words.counted`. What was not found, or is counted as 0, is not noted.
    """

    entries: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    guesses: list[Question] = field(default_factory=list)
    """Questions that were answered by a guess: they stop nothing."""

    def fixed(self, noun: str, rows: Iterable[int] = (), detail: str = "", *, count: int | None = None) -> None:
        """Note what was put right."""
        self._add("fixed", noun, rows, detail, count)

    def noted(self, noun: str, rows: Iterable[int] = (), detail: str = "", *, count: int | None = None) -> None:
        """Note what a reader should know."""
        self._add("noted", noun, rows, detail, count)

    def refused(self, noun: str, rows: Iterable[int] = (), detail: str = "", *, count: int | None = None) -> None:
        """Note what stops the import."""
        self._add("refused", noun, rows, detail, count)

    def ask(self, question: Question) -> None:
        """Add a question that stops the import until it is answered."""
        self.questions.append(question)

    def of(self, kind: Kind) -> list[Finding]:
        """Return the findings of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def _add(self, kind: Kind, noun: str, rows: Iterable[int], detail: str, count: int | None) -> None:
        places = tuple(sorted(set(rows)))
        if number := len(places) if count is None else count:
            self.entries.append(Finding(kind, agreeing(number, noun), places, detail, number))


def rows_text(rows: Iterable[int], most: int = 6) -> str:
    """Return row numbers in one phrase, cut after `most`.

    Example
    -------
    >>> rows_text([3, 9])
    'rows 3, 9'
    """
    places = list(rows)
    more = f" and {len(places) - most} more" if len(places) > most else ""
    return f"{agreeing(len(places), 'row')} {', '.join(map(str, places[:most]))}{more}"
