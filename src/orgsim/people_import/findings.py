"""What an import fixed, noted, asks and refuses: each with the rows of the table it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from orgsim.scenario.problems import counted

Kind = Literal["fixed", "noted", "refused"]
Section = Literal["roots", "managers", "people", "duplicates", "dates"]


@dataclass(frozen=True)
class Finding:
    """One kind of thing that was found, and where; `noun` is in the singular, or ``one|many``."""

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
        return counted(self.count, self.noun)


@dataclass(frozen=True)
class Question:
    """What only the user can know; `section` and `key` are where the answer goes in the file of decisions."""

    section: Section
    key: str
    noun: str
    text: str
    choices: tuple[str, ...]
    rows: tuple[int, ...] = ()


@dataclass
class Findings:
    """Everything that was found, in the order in which it was found."""

    entries: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def fixed(self, noun: str, rows: Iterable[int] = (), detail: str = "", *, count: int | None = None) -> None:
        """Note what was put right, when there is anything."""
        self._add("fixed", noun, rows, detail, count)

    def noted(self, noun: str, rows: Iterable[int] = (), detail: str = "", *, count: int | None = None) -> None:
        """Note what a reader should know, when there is anything."""
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
        number = len(places) if count is None else count
        if number:
            self.entries.append(Finding(kind, noun, places, detail, number))


def rows_text(rows: Iterable[int], most: int = 6) -> str:
    """Return row numbers in one phrase, cut after `most`.

    Example
    -------
    >>> rows_text([3, 9])
    'rows 3, 9'
    """
    places = list(rows)
    more = f" and {len(places) - most} more" if len(places) > most else ""
    return f"row{'' if len(places) == 1 else 's'} {', '.join(map(str, places[:most]))}{more}"
