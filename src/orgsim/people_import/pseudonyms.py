"""How people are called without their names: codes in place of ids that tell who they are, and titles without names.

A code is a keyed hash, with a key that never leaves the user's disk. A plain hash of a mail address can be guessed by hashing likely
addresses; without the key this one cannot. Ids such as ``P0193`` or ``10423`` tell nothing by themselves and are shown as they are,
unless a key file is asked for.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from orgsim.people_import.cell_text import MAIL, folded, name_key, tokens
from orgsim.people_import.findings import PeopleError
from orgsim.people_import.identity import Person
from orgsim.plain_words import counted

IMPERSONAL = re.compile(
    r"(?:[a-z]|emp|eid|pid|uid|id|hr|ma|per|usr)?[-_.#]?\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""Running numbers and random ids, but not ``jdoe12``."""
SHORTEST_KEY = 16
CODE_LETTERS = 10
SHORTEST_NAME = 3
"""Shorter words of a name are left in titles: 'Li' or 'Al' may be anything."""


@dataclass
class Codes:
    """Says how people are called in reports, questions and decisions."""

    key_file: Path
    always: bool = False
    used: bool = False
    made_key: bool = False
    _key: bytes = field(default=b"", repr=False)

    def shown(self, text: str) -> str:
        """Return an id that tells nothing as it is, and a code for any other."""
        if not self.always and IMPERSONAL.fullmatch(folded(text)):
            return text
        return self.code(text)

    def code(self, text: str) -> str:
        """Return the code of an id, a mail address or a name; the same for the same key."""
        self.used = True
        if not self._key:
            self._key = self._read_or_make()
        digest = hmac.new(self._key, folded(text).encode(), hashlib.sha256).hexdigest()
        return f"p-{digest[:CODE_LETTERS]}"

    def _read_or_make(self) -> bytes:
        try:
            if not self.key_file.exists():
                self._make()
            key = bytes.fromhex(self.key_file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            message = "cannot be used as a key file: expected one line of hexadecimal digits"
            raise PeopleError(self.key_file, message) from None
        if len(key) < SHORTEST_KEY:
            message = f"too short for a key: {counted(len(key), 'byte')}; at least {SHORTEST_KEY} are required"
            raise PeopleError(self.key_file, message)
        return key

    def _make(self) -> None:
        handle = os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
        self.made_key = True


def without_names(people: Sequence[Person], harmless: Collection[str]) -> list[Person]:
    """Return people whose titles, teams and departments name nobody; `harmless` words stay even when they are also a name.

    A full name is taken out wherever it stands; a single one from a person's own title, and from a team or department that the
    person, or one who reports to them by name, belongs to.
    """
    full = _full_names(people)
    singles = {person.row: _singles([person], harmless) for person in people}
    units = {field: _singles_of_units(people, field, harmless) for field in ("team", "department")}
    return [
        replace(
            person,
            title=without(person.title, full, singles[person.row]),
            team=without(person.team, full, units["team"][folded(person.team)]),
            department=without(person.department, full, units["department"][folded(person.department)]),
        )
        for person in people
    ]


def _full_names(people: Iterable[Person]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for person in people:
        words = tokens(name_key(person.name))
        if len(words) > 1:
            pairs |= {(words[0], words[-1]), (words[-1], words[0])}
    return pairs


def _singles(people: Iterable[Person], harmless: Collection[str]) -> set[str]:
    names = (word for person in people for word in tokens(name_key(person.name)))
    return {word for word in names if len(word) >= SHORTEST_NAME and word not in harmless}


def _singles_of_units(people: Iterable[Person], field: str, harmless: Collection[str]) -> dict[str, set[str]]:
    """Return the names of everybody in each unit, and of the managers whom its people name."""
    members: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        members[folded(getattr(person, field))] += [person, replace(person, name=person.manager)]
    return {unit: _singles(same, harmless) for unit, same in members.items()}


def without(text: str, full: Collection[tuple[str, str]], single: Collection[str]) -> str:
    """Return a text without mail addresses, full names (first and last, in any order) and single names.

    Example
    -------
    >>> without("Assistant to Jane Doe", {("jane", "doe")}, set())
    'Assistant to'
    """
    text = MAIL.sub(" ", text)
    words = list(re.finditer(r"[^\W_]+", text))
    plain = [folded(word[0]) for word in words]
    gone = {place for place, word in enumerate(plain) if word in single}
    for place, pair in enumerate(pairwise(plain)):
        if pair in full:
            gone |= {place, place + 1}
    for place in sorted(gone, reverse=True):
        text = text[: words[place].start()] + text[words[place].end() :]
    return _mended(text) if gone else " ".join(text.split())


def _mended(text: str) -> str:
    """Return a text without the punctuation that stood around what was taken out."""
    text = re.sub(r"\(\W*\)|\[\W*\]", " ", text)
    return " ".join(text.split()).strip(" ,;:-/&|'\u2019")
