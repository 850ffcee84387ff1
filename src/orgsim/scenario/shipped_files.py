"""What comes with orgsim, found by its name: roles, ladders, and folders of scenarios, stories and lessons."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from orgsim.errors import InputError
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.problems import listed, nearest

PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parents[1]
ROLES = Path(__file__).parent / "roles"


def _shipped(installed: str, checked_out: str) -> Path:
    """Return a folder that is packed into the wheel, or lies beside the source."""
    inside = PACKAGE / installed
    return inside if inside.is_dir() else CHECKOUT / checked_out


LADDERS = _shipped("ladders", "ladders")
"""The shipped ladders, a file each."""
TEMPLATES = _shipped("templates", "scenarios")
"""The shipped scenarios, which are the templates: a folder each, with the stories and the lessons in two more folders."""


def shipped_ladders() -> dict[str, Path]:
    """Return the files of the ladders that come with orgsim, by name."""
    return {path.stem: path for path in sorted(LADDERS.glob("*.yaml"))}


def shipped_folders(kind: str, file: str) -> dict[str, Path]:
    """Return the folders of a kind of template (``stories``, ``lessons``) that hold a file, by name."""
    return {path.parent.name: path.parent for path in sorted((TEMPLATES / kind).glob(f"*/{file}"))}


def folder_called(name: str, what: str, shipped: Mapping[str, Path]) -> Path:
    """Return the folder of a story or a lesson (`what`): a shipped one, or any folder with a file ``WHAT.yaml``, which may be named too.

    Raises
    ------
    InputError
        When there is none.
    """
    if name in shipped:
        return shipped[name]
    file, path = f"{what}.yaml", Path(name)
    folder = path.parent if path.name == file else path
    if (folder / file).is_file():
        return folder
    short = name[:80]
    raise InputError(
        f"there is no {what} '{short}'{nearest(short, shipped)}; there are {listed(shipped, 20)}, and folders with a {file}"
    )


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
