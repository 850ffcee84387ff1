"""From a file of some known shape to a ladder file."""

import importlib
import pkgutil
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Protocol, cast

import orgsim.scenario.ladder.importers
from orgsim.errors import InputError
from orgsim.scenario.document import read_text
from orgsim.scenario.ladder.reading import ladder_from_text
from orgsim.scenario.problems import listed, nearest, shown


class Importer(Protocol):
    """What a module of ``importers`` offers."""

    ABOUT: str

    def recognizes(self, text: str) -> bool:
        """Tell whether a text has this shape."""

    def convert(self, text: str, path: Path) -> dict[str, Any]:
        """Return the plain data of a ladder."""


def all_importers() -> Mapping[str, Importer]:
    """Return every importer by name."""
    found = sorted(module.name for module in pkgutil.iter_modules(orgsim.scenario.ladder.importers.__path__))
    return {
        name.replace("_", "-"): cast("Importer", importlib.import_module(f"orgsim.scenario.ladder.importers.{name}"))
        for name in found
        if not name.startswith("_")
    }


def import_ladder(path: Path, shape: str | None = None) -> tuple[str, str]:
    """Read a file of a known shape; return the shape's name and the text of a ladder file.

    Raises
    ------
    InputError
        When the shape is not known, or the file does not keep to it.
    """
    text = read_text(path)
    name = _shape_of(text, path, shape)
    data = {"name": path.stem[:80], **all_importers()[name].convert(text, path)}
    written = to_yaml(data)
    ladder_from_text(written, path.with_suffix(".yaml"))
    return name, written


def _shape_of(text: str, path: Path, wanted: str | None) -> str:
    known = all_importers()
    if wanted is not None:
        if wanted not in known:
            raise InputError(f"there is no shape '{wanted}'{nearest(wanted, known)}; there are {listed(known)}")
        return wanted
    for name, importer in known.items():
        if importer.recognizes(text):
            return name
    shapes = "\n".join(f"  {name}: {importer.ABOUT}" for name, importer in known.items())
    raise InputError(f"{shown(path)} has none of the shapes that orgsim can import:\n{shapes}")


def to_yaml(data: dict[str, Any]) -> str:
    """Return plain data as YAML text."""
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = 120
    writer.default_flow_style = False
    text = StringIO()
    writer.dump(data, text)
    return text.getvalue()
