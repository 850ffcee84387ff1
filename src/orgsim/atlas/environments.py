"""The environments: one YAML file each in ``environments/``, laid over the baseline of a company as settings."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from orgsim.errors import InputError
from orgsim.scenario.document import read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.problems import listed, nearest, shown

ENVIRONMENTS = Path(__file__).parent / "environments"

NULL = "nothing"
"""The environment in which there is nothing to organise."""


class Text(Section):
    """What a file says."""

    order: int = 1000
    """Its place among the others."""
    title: str = Field(max_length=40)
    """What it is called in tables and figures."""
    says: str = Field(max_length=240)
    """What it is, in a sentence."""
    source: str = Field(max_length=200)
    """Where its numbers, or the idea of it, come from."""
    extends: str | None = None
    """A shipped environment that it adds to."""
    set: dict[str, Any]
    """Values of the baseline by key path, as in --set."""


@dataclass(frozen=True)
class Environment:
    """A world: its name, what its file says, and what it sets, as ``key.path=value``."""

    name: str
    text: Text
    settings: tuple[str, ...]


@cache
def environments() -> dict[str, Environment]:
    """Return the environments that come with orgsim by name, in their order."""
    known = [read_environment(path) for path in ENVIRONMENTS.glob("*.yaml")]
    return {one.name: one for one in sorted(known, key=lambda one: one.text.order)}


def environment_named(name: str) -> Environment:
    """Return a shipped environment, or one of a file of one's own.

    Raises
    ------
    InputError
        When there is none of that name, or the file is not one.
    """
    if name.endswith((".yaml", ".yml")):
        return read_environment(Path(name))
    if name not in environments():
        known = environments()
        raise InputError(
            f"there is no environment '{name}'{nearest(name, known)}; there are {listed(known, len(known))}, or name a .yaml file"
        )
    return environments()[name]


def read_environment(path: Path) -> Environment:
    """Read an environment from its file.

    Raises
    ------
    InputError
        When the file cannot be read, or says something else.
    """
    data = read_document(path).data
    try:
        text = Text.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError(
            f"{shown(path)}: {where}: {first['msg'].lower()}; an environment has {listed(Text.model_fields)}"
        ) from None
    settings = tuple(f"{key}={json.dumps(value)}" for key, value in _settings(text).items())
    return Environment(path.stem, text, settings)


def _settings(text: Text) -> dict[str, Any]:
    """Return what an environment sets by key path, with what the environment sets that it adds to."""
    if text.extends is None:
        return text.set
    known = {path.stem: path for path in ENVIRONMENTS.glob("*.yaml")}
    if text.extends not in known:
        there = f"{nearest(text.extends, known)}; there are {listed(sorted(known), len(known))}"
        raise InputError(f"there is no environment '{text.extends}' to extend{there}")
    return {**_settings(Text.model_validate(read_document(known[text.extends]).data)), **text.set}
