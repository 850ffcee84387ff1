"""Who is meant by a reference to a person: an id, a mail address or a name, in whatever spelling."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from orgsim.people_import.characters import folded, name_key
from orgsim.people_import.person import Person

How = Literal["id", "email", "name", "zeros", "unknown"]

NOBODY = frozenset(
    [
        "",
        "-1",
        "-",
        "\u2013",
        "\u2014",
        "none",
        "null",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "nobody",
        "keine",
        "keiner",
        "niemand",
    ]
)
"""What tables write for somebody who reports to nobody; '0' too, unless it is an id."""


@dataclass(frozen=True)
class Found:
    """Whom a reference may mean, and by what it was found."""

    how: How
    keys: tuple[str, ...] = ()


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
        """Tell whether a cell says that somebody reports to nobody."""
        text = folded(reference)
        return (text in NOBODY and text not in self.by_key) or (text == "0" and "0" not in self.by_key)

    def find(self, reference: str) -> Found:
        """Return whom a reference means; several when the table leaves it open."""
        for text in _spellings(reference):
            for how, form, table in self._lookups:
                if keys := table.get(form(text), ()):
                    return Found(how, keys)
        return Found("unknown")


def _table(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry, key in entries:
        if entry and key not in table.get(entry, ()):
            table[entry] = tuple(sorted((*table.get(entry, ()), key)))
    return table


def _without_zeros(text: str) -> str:
    """Return a number without leading zeros, which spreadsheets drop; nothing for what is no number."""
    return str(int(text)) if text.isascii() and text.isdigit() else ""


def _spellings(reference: str) -> list[str]:
    """Return a reference as it stands, then what it has in brackets: 'Jane Doe (10423)'."""
    inside = re.findall(r"[\[(<]([^\])>]+)[\])>]", reference)
    return [reference, *inside]
