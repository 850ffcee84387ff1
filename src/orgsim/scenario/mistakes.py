"""What pydantic finds wrong with a value, said in the words of a scenario: where it is, what was found, what is allowed."""

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from orgsim.scenario.document import Document
from orgsim.scenario.problems import NodePath, Problem, listed, nearest
from orgsim.scenario.retired import RETIRED

KINDS = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "list_type": "a list",
    "setting_type": "a number, text, true or false",
}


def problem_from(entry: Any, document: Document, model: type[BaseModel], prefix: NodePath = ()) -> Problem:
    """Turn one of pydantic's errors into a problem with a place."""
    path: NodePath = tuple(part for part in entry["loc"] if part != "[key]")
    kind = entry["type"]
    context = entry.get("ctx", {})
    value = entry.get("input")
    found = brief(value)
    if kind == "extra_forbidden":
        if retired := RETIRED.get(".".join(map(str, path[-2:]))):
            message = f"'{path[-1]}' is no longer a parameter: {retired}"
            return Problem("E101", message, (*prefix, *path[:-1]), document.mark(path))
        allowed = list(_fields_at(model, path[:-1]))
        message = f"unknown key '{path[-1]}'{nearest(path[-1], allowed)}; allowed: {listed(allowed, 20)}"
        return Problem("E101", message, (*prefix, *path[:-1]), document.mark(path))
    if kind == "missing":
        code, message = "E201", f"missing '{path[-1]}'"
        return Problem(code, message, (*prefix, *path[:-1]), document.mark(path[:-1]))
    if kind in KINDS:
        code, message = "E203", f"expected {KINDS[kind]}, got {found}"
    elif kind == "literal_error":
        allowed_values = str(context.get("expected", ""))
        hint = nearest(value, [text.strip(" '") for text in allowed_values.replace(" or ", ",").split(",")])
        code, message = "E203", f"expected one of {allowed_values}, got {found}{hint}"
    elif kind in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        bound = next(iter(context.values()))
        side = {"greater_than_equal": "at least", "greater_than": "above"}.get(kind, "at most")
        code, message = "E204", f"must be {side} {bound:g}, got {found}"
    elif kind == "string_pattern_mismatch":
        code, message = "E208", f"an id is letters, digits, '-' and '_', at most 64 of them, got {found}"
    elif kind == "too_short":
        code, message = "E209", "needs at least one entry"
    else:
        code, message = "E210", f"{entry['msg'].lower()}, got {found}"
    return Problem(code, message, (*prefix, *path), document.place(path))


def brief(value: object) -> str:
    """Return a value as a message shows it, cut short when it is long."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    if value is None or isinstance(value, bool):
        text = {None: "nothing", True: "true", False: "false"}[value]
    return text if len(text) <= 60 else text[:57] + "..."


def _fields_at(model: Any, path: NodePath) -> Iterable[str]:
    """Return the keys that are allowed at a place in a model."""
    here: Any = model
    for part in path:
        here = _step(here, part)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _step(kind: Any, part: str | int) -> Any:
    """Return the annotation one step down."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(part))
        return _model_in(field.annotation) if field else None
    if get_origin(kind) is dict:
        return _model_in(get_args(kind)[1])
    if get_origin(kind) is list:
        return _model_in(get_args(kind)[0])
    return None


def _model_in(annotation: Any) -> Any:
    """Return the model or container inside an optional or annotated type."""
    options = [option for option in get_args(annotation) if option is not type(None)]
    if get_origin(annotation) in (dict, list) or not options:
        return annotation
    return _model_in(options[0])
