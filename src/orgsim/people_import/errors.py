"""What stops an import before it can even ask a question."""

from pathlib import Path

from orgsim.errors import InputError
from orgsim.scenario.problems import shown


class PeopleError(InputError):
    """A people table cannot be used; the message names the file and, where there is one, the row."""

    def __init__(self, path: Path, message: str, row: int | None = None) -> None:
        place = shown(path) if row is None else f"{shown(path)}:{row}"
        super().__init__(f"{place}: {message}")
