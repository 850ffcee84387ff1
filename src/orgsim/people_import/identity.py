"""People as rows of the table have them, and who is meant by an id, a mail address or a name in whatever spelling."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from orgsim.people_import.cell_text import folded, in_brackets, name_key
from orgsim.people_import.cell_values import Employment, Status

How = Literal["id", "email", "name", "zeros", "unknown"]

BOARD = "virtual-board"
"""Key of the board that stands above several roots."""

UNLISTED = "Unlisted manager"
"""Title of a post that people report to, of which the table says nothing."""

_NOBODY = "-1 - \u2013 \u2014 x xx none null n/a #n/a na nan nobody keine keiner niemand"
NOBODY = frozenset(["", *_NOBODY.split()])
"""What tables write for a person who reports to nobody; '0' too, unless it is an id."""


@dataclass(frozen=True)
class Person:
    """One row of the table: a person or a vacant seat. Two rows are the same person when their keys are equal."""

    key: str
    """The id as ids are compared."""
    id: str
    """The id as it is written; nothing of it goes into a scenario."""
    row: int
    """Row of the table; 0 for a seat that the import added."""
    title: str = ""
    """Title, free text."""
    manager: str = ""
    """Whom they report to, as the table says it."""
    name: str = ""
    """Display name."""
    email: str = ""
    """Mail address, folded."""
    department: str = ""
    """Department."""
    team: str = ""
    """Team."""
    dotted: str = ""
    """Dotted-line managers, as the table says it."""
    fte: float = 1.0
    """Share of full time."""
    status: Status = "active"
    """Whether they are there."""
    employment: Employment = "permanent"
    """Kind of contract."""


class Index:
    """People by id, by mail address and by name."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.by_key = {person.key: person for person in people}
        self._lookups: list[tuple[How, Callable[[str], str], Mapping[str, tuple[str, ...]]]] = [
            ("id", folded, _table((person.key, person.key) for person in people)),
            ("email", folded, _table((person.email, person.key) for person in people)),
            ("name", name_key, _table((name_key(person.name), person.key) for person in people)),
            ("zeros", _without_zeros, _table((_without_zeros(person.key), person.key) for person in people)),
        ]

    def is_nobody(self, reference: str) -> bool:
        """Tell whether a cell says that a person reports to nobody."""
        text = folded(reference)
        return (text in NOBODY or text == "0") and text not in self.by_key

    def find(self, reference: str) -> tuple[How, tuple[str, ...]]:
        """Return how a reference is understood and whom it means, several when the table leaves it open.

        It is tried as it stands and then by what it has in brackets, each way before the next: the id in 'Jane Doe (10423)' says more
        than the name, which another may bear.
        """
        texts = (reference, *in_brackets(reference))
        for how, form, table in self._lookups:
            for text in texts:
                if keys := table.get(form(text), ()):
                    return how, keys
        return "unknown", ()

    def keys(self, reference: str) -> tuple[str, ...]:
        """Return the keys of whom a reference may mean."""
        return self.find(reference)[1]


def _table(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, set[str]] = {}
    for entry, key in entries:
        if entry:
            table.setdefault(entry, set()).add(key)
    return {entry: tuple(sorted(keys)) for entry, keys in table.items()}


def _without_zeros(text: str) -> str:
    """Return a number without leading zeros, which spreadsheets drop; nothing for what is no number."""
    return (text.lstrip("0") or "0") if text.isascii() and text.isdigit() else ""
