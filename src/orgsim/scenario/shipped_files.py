"""The roles that come with orgsim: one YAML file each in ``roles/``, found by its name."""

from functools import cache
from pathlib import Path

from orgsim.scenario.document import Document, read_document

ROLES = Path(__file__).parent / "roles"
INSTALLED = Path(__file__).parents[1] / "ladders"
CHECKED_OUT = Path(__file__).parents[3] / "ladders"
LADDERS = INSTALLED if INSTALLED.is_dir() else CHECKED_OUT
"""The shipped ladders: packed into the wheel, or beside the source."""


def shipped_ladders() -> dict[str, Path]:
    """Return the files of the ladders that come with orgsim, by name."""
    return {path.stem: path for path in sorted(LADDERS.glob("*.yaml"))}


@cache
def shipped_roles() -> Document:
    """Return a document with the shipped roles under ``roles``."""
    document = Document({"roles": {}})
    for path in sorted(ROLES.glob("*.yaml")):
        role = read_document(path)
        document.data["roles"][path.stem] = role.data
        for spot, mark in role.marks.items():
            document.marks[("roles", path.stem, *spot)] = mark
    return document
