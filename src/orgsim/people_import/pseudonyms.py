"""How people are called without their names: codes in place of ids that tell who they are.

A code is a keyed hash, with a key that never leaves the user's disk. A plain hash of a mail address can be guessed by hashing likely
addresses; without the key this one cannot. Ids such as ``P0193`` or ``10423`` tell nothing by themselves and are shown as they are,
unless a key file is asked for.
"""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from orgsim.people_import.cell_text import folded
from orgsim.people_import.findings import PeopleError
from orgsim.plain_words import counted

IMPERSONAL = re.compile(
    r"(?:[a-z]|emp|eid|pid|uid|id|hr|ma|per|usr)?[-_.#]?\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""Running numbers and random ids, but not ``jdoe12``."""
SHORTEST_KEY = 16
CODE_LETTERS = 10


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
