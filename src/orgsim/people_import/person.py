"""A person, or a vacant seat, as a row of the table has them."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["active", "leave", "future", "leaver", "vacant"]
Employment = Literal["permanent", "contractor", "intern"]

BOARD = "virtual-board"
"""Key of the board that stands above several roots."""


@dataclass(frozen=True)
class Person:
    """One row of the table. Two rows are the same person when their keys are equal."""

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
