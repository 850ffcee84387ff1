"""What pydantic finds wrong with a value, said in the words of a scenario: where it is, what was found, what is allowed."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from orgsim.scenario.document import Document, read_document
from orgsim.scenario.names import keys_of, untagged
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest
from orgsim.scenario.retired import RETIRED

Model = TypeVar("Model", bound=BaseModel)

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
    "model_attributes_type": "a mapping",
    "list_type": "a list",
    "setting_type": "a number, text, true or false",
}


MISPLACED = {
    ("teams", "engagement"): "engineers have no engagement in the model, only people in posts have; "
    "to let more or fewer engineers leave, change `parameters.staffing.engineer_attrition`",
}
"""Keys that a reader may look for in a section that has no use for them, and what there is instead."""


def read_as(path: Path, model: type[Model], what: str) -> tuple[Model, Document]:
    """Read a file of one kind (`what`: "story", "search"); return its content, and where it says it.

    Raises
    ------
    ScenarioError
        With every value that the kind does not allow.
    """
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", f"a {what} is a mapping of keys to values", mark=Mark(path, 0, 0))])
    return valid_as(model, document.data, document), document


def require(found: Sequence[tuple[NodePath, str]], document: Document) -> None:
    """Raise what is wrong in a story or a lesson as a whole, each with its place; nothing, when nothing is."""
    if found:
        raise ScenarioError([Problem("E350", message, spot, document.place(spot)) for spot, message in found])


def valid_as(model: type[Model], data: object, document: Document) -> Model:
    """Return the data of a document as a model.

    Raises
    ------
    ScenarioError
        With every value that the model does not allow.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ScenarioError([problem_from(entry, document, model) for entry in error.errors()]) from None


def problem_from(entry: Any, document: Document, model: type[BaseModel], prefix: NodePath = ()) -> Problem:
    """Turn one of pydantic's errors into a problem with a place."""
    path, _ = untagged(model, entry["loc"])
    kind = entry["type"]
    context = entry.get("ctx", {})
    value = entry.get("input")
    found = brief(value)
    if kind == "extra_forbidden":
        message = _unknown(path, untagged(model, entry["loc"][:-1])[1])
        return Problem("E101", message, (*prefix, *path[:-1]), document.mark(path))
    if kind == "missing":
        code, message = "E201", f"missing '{path[-1]}'"
        return Problem(code, message, (*prefix, *path[:-1]), document.mark(path[:-1]))
    if kind == "union_tag_not_found":
        return Problem("E201", "missing 'kind'", (*prefix, *path), document.mark(path))
    if kind == "union_tag_invalid":
        kind, path, value = "literal_error", (*path, "kind"), value.get("kind") if isinstance(value, dict) else value
        context, found = {"expected": context["expected_tags"]}, brief(value)
    if re.fullmatch(r"E\d{3}", kind):
        return Problem(kind, entry["msg"], (*prefix, *path), document.place(path))
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
        least = context.get("min_length", 1)
        code, message = "E209", f"needs at least {'one entry' if least == 1 else f'{least} entries'}"
    else:
        code, message = "E210", f"{entry['msg'].lower()}, got {found}"
    return Problem(code, message, (*prefix, *path), document.place(path))


def _unknown(path: NodePath, kind: Any) -> str:
    """Say that a key is none of those that a section of some type may have."""
    key = str(path[-1])
    if retired := RETIRED.get(".".join(map(str, path[-2:]))):
        return f"'{key}' is no longer a parameter: {retired}"
    if reason := MISPLACED.get((str(path[0]), key)):
        return f"unknown key '{key}': {reason}"
    allowed = keys_of(kind)
    return f"unknown key '{key}'{nearest(key, allowed)}; allowed: {listed(allowed, 20)}"


def brief(value: object) -> str:
    """Return a value as a message shows it, cut short when it is long."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    if value is None or isinstance(value, bool):
        text = {None: "nothing", True: "true", False: "false"}[value]
    return text if len(text) <= 60 else text[:57] + "..."
