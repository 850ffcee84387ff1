"""Names that stand for something elsewhere in a scenario: which fields hold them, where they stand, and what they become.

A field whose type carries ``Names("posts")`` holds the name of a post. From that follow the check that the post exists, what becomes of
the field when a post closes or its organisation is acquired, and what an event is about. Everything here reads plain data that nobody
has checked yet, so whatever does not fit its type is passed over; those who check it will say so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field

from orgsim.scenario.problems import NodePath

Data = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """Marks a type as the name of an entry in a section."""

    section: str
    one: str
    """What one entry of that section is called."""


Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
DeskId = Annotated[Id, Names("desks", "desk")]
"""Desks are listed nowhere: posts that state the same name share one."""
DomainId = Annotated[Id, Names("domains", "domain")]
ObjectiveId = Annotated[Id, Names("objectives", "objective")]
PlatformId = Annotated[Id, Names("platforms", "platform")]
PostId = Annotated[Id, Names("posts", "post")]
RoleId = Annotated[Id, Names("roles", "role")]
TeamId = Annotated[Id, Names("teams", "team")]


@dataclass(frozen=True)
class Use:
    """A name that something is called by: where it stands, the value found there, and what it should be the name of."""

    path: NodePath
    name: object
    of: Names


@cache
def fields_of(model: type[BaseModel]) -> Data:
    """Return the annotated type of every field of a model."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def target(kind: Any) -> Names | None:
    """Return what values of a type are the names of, if they are names."""
    return next((part for part in get_args(kind)[1:] if isinstance(part, Names)), None) if _annotated(kind) else None


def options(kind: Any) -> list[Any]:
    """Return the types that a type stands for: the members of a union, without None and without what annotates them."""
    if _annotated(kind) and target(kind) is None:
        return options(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [one for part in get_args(kind) if part is not type(None) for one in options(part)]
    return [kind]


def members(kind: Any, data: object) -> list[Any]:
    """Return the types that a value may have; of models in a union, the one that the value says it is by its ``kind``."""
    found = options(kind)
    if len(found) < 2 or not all(_is_model(option) for option in found):
        return found
    stated = data.get("kind") if isinstance(data, dict) else None
    return [option for option in found if stated in get_args(fields_of(option)["kind"])]


def holds_names(kind: Any) -> bool:
    """Tell whether a value of a type may hold a name."""
    return any(
        target(option) is not None
        or (bool(named_fields(option)) if _is_model(option) else any(holds_names(part) for part in get_args(option)))
        for option in options(kind)
    )


@cache
def named_fields(model: type[BaseModel]) -> Data:
    """Return those fields of a model that may hold names."""
    return {name: kind for name, kind in fields_of(model).items() if holds_names(kind)}


@dataclass(frozen=True)
class Shape:
    """How a value of a type may hold names: it is one, it is a model with such fields, or it has such entries."""

    of: Names | None
    fields: Data
    entries: tuple[Any, ...]
    """Types of keys and values, or of what a list holds, where names are among them."""
    is_list: bool


_SHAPES: dict[int, tuple[Any, Shape]] = {}
"""Shapes by the identity of their types, which are kept with them: looking at a type takes longer than looking at a value."""


def _shape(option: Any) -> Shape:
    """Return the shape of a type that is no union."""
    known = _SHAPES.get(id(option))
    if known is None:
        entries = get_args(option) if get_origin(option) in (list, dict) and holds_names(option) else ()
        fields = named_fields(option) if _is_model(option) else {}
        known = _SHAPES[id(option)] = option, Shape(target(option), fields, entries, get_origin(option) is list)
    return known[1]


_MEMBERS: dict[int, tuple[Any, list[Any] | None]] = {}
"""The types that any value of a type may have, by its identity; None where that depends on the value."""


def _members(kind: Any, data: object) -> list[Any]:
    """Return the same as `members`, without looking at a type twice."""
    known = _MEMBERS.get(id(kind))
    if known is None:
        found = options(kind)
        depends = len(found) > 1 and all(_is_model(option) for option in found)
        known = _MEMBERS[id(kind)] = kind, None if depends else found
    return members(kind, data) if known[1] is None else known[1]


def uses(kind: Any, data: object) -> list[Use]:
    """Return every name in a value of a type, keys of mappings too."""
    found: list[Use] = []
    _look(kind, data, (), found)
    return found


def _look(kind: Any, data: object, at: NodePath, found: list[Use]) -> None:
    """Add the names in a value to those that were found."""
    for option in _members(kind, data):
        shape = _shape(option)
        if shape.of is not None:
            found.append(Use(at, data, shape.of))
        elif isinstance(data, dict):
            for name, field in shape.fields.items():
                if name in data:
                    _look(field, data[name], (*at, name), found)
            if shape.entries and not shape.is_list:
                _look_into(shape.entries, data, at, found)
        elif isinstance(data, list) and shape.entries:  # a list stands for a mapping to equal weights
            for place, value in enumerate(data):
                _look(shape.entries[0], value, (*at, place), found)


def _look_into(kinds: tuple[Any, ...], data: Data, at: NodePath, found: list[Use]) -> None:
    """Add the names among keys and values."""
    key_kind, value_kind = kinds
    for key, value in data.items():
        spot = (*at, key)
        _look(key_kind, key, spot, found)
        _look(value_kind, value, spot, found)


def below(kind: Any, part: str | int) -> Any:
    """Return the type of what stands under a key or a position of a value of a type; None when nothing can."""
    for option in members(kind, None):
        if _is_model(option):
            return next((t for name, t in fields_of(option).items() if part in (name, spelled(option, name))), None)
        if get_origin(option) in (dict, list):
            return get_args(option)[-1]
    return None


def spelled(model: type[BaseModel], field: str) -> str:
    """Return how a field is written in a file."""
    return model.model_fields[field].alias or field


def keys_of(kind: Any) -> list[str]:
    """Return the keys that a value of a type may have; none where it is not a model."""
    models = [option for option in members(kind, None) if _is_model(option)]
    return [spelled(model, name) for model in models for name in model.model_fields]


def untagged(kind: Any, path: Iterable[str | int]) -> tuple[NodePath, Any]:
    """Return a path of pydantic's without what it adds, the tags of unions and marks of keys, and the type at its end."""
    found: NodePath = ()
    for part in path:
        if part == "[key]":
            continue
        if not members(kind, None):
            kind = next(iter(members(kind, {"kind": part})), None)
            continue
        found, kind = (*found, part), below(kind, part)
    return found, kind


Rename = Callable[[Names, str], str | None]
"""What a name becomes; None: what it stands for is gone."""


def renamed(kind: Any, data: Any, change: Rename) -> Any:
    """Return a value with every name in it changed; entries of lists and mappings whose name is gone go too.

    A single field whose name is gone becomes None.
    """
    for option in members(kind, data):
        of = target(option)
        if of is not None:
            return change(of, data) if isinstance(data, str) else data
        if _is_model(option) and isinstance(data, dict):
            known = named_fields(option)
            return {name: renamed(known[name], v, change) if name in known else v for name, v in data.items()}
        if get_origin(option) is dict and isinstance(data, dict):
            key_kind, value_kind = get_args(option)
            pairs = [(renamed(key_kind, k, change), renamed(value_kind, v, change)) for k, v in data.items()]
            return {key: value for key, value in pairs if key is not None}
        if get_origin(option) in (list, dict) and isinstance(data, list):
            values = [renamed(get_args(option)[0], value, change) for value in data]
            return [new for new, old in zip(values, data, strict=True) if new is not None or old is None]
    return data


def mapping(value: object) -> Data:
    """Return a mapping; anything else counts as an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Any]:
    """Return a list; anything else counts as an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str | None:
    """Return a value when it is text."""
    return value if isinstance(value, str) else None


def table(data: object, section: str) -> dict[str, Data]:
    """Return the entries of a section that are mappings."""
    return {key: value for key, value in mapping(mapping(data).get(section)).items() if isinstance(value, dict)}


def names(data: object, section: str) -> list[str]:
    """Return the names in a section, whatever their values."""
    return list(mapping(mapping(data).get(section)))


def among(name: object, known: Iterable[str]) -> bool:
    """Tell whether a value is a name, and one of these."""
    return isinstance(name, str) and name in known


def numbers(values: Iterable[object]) -> list[float]:
    """Return those values that are numbers."""
    return [value for value in values if isinstance(value, int | float)]


def _annotated(kind: Any) -> bool:
    return get_origin(kind) is Annotated


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
