"""How a number enters a scenario: with a meaning, a unit, bounds, a source and how far to trust it."""

import ast
import inspect
import math
import textwrap
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

Confidence = Literal["high", "medium", "low"]

ASSUMED = "assumed; a starting point to vary"
"""The source of a number that nobody has measured."""

MINUTES: dict[str, float] = {
    "hours": 60.0,
    "hours a week": 60.0,
    "hours per peer and week": 60.0,
    "engineer-weeks": 2400.0,
}
"""Minutes in a unit, for the units that the engine counts in minutes."""


def _plain(value: object) -> object:
    """Refuse what is not a single value, in one sentence rather than one for each kind it could have been."""
    if isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise PydanticCustomError("setting_type", "expected a number, text, true or false")


Setting = Annotated[bool | int | float | str, PlainValidator(_plain)]
"""One value of whatever kind."""


class Section(BaseModel):
    """Part of what a user may write: strict types, no unknown keys, nothing changes after loading.

    What checks a section is built when the first one is read: most commands read few of the hundred kinds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)


@cache
def meanings(section: type[BaseModel]) -> dict[str, str]:
    """Return what each field of a section means: the text below it in its class, in one line; empty without any.

    The source is read when somebody asks. pydantic would read that of every class at every start, which takes as long as a scenario does.
    """
    found = dict.fromkeys(section.model_fields, "")
    for kind in reversed(section.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            found |= _texts_below(kind)
    return {name: found[name] for name in section.model_fields}


def _texts_below(kind: type[BaseModel]) -> dict[str, str]:
    """Return the text below each field in the source of one class."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    return {
        line.target.id: " ".join(below.value.value.split())
        for line, below in pairwise(body)
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def parameter(
    default: float,
    *,
    unit: str,
    low: float,
    high: float,
    source: str,
    confidence: Confidence = "low",
) -> Any:
    """Return a field for one number of the model; its docstring is its meaning."""
    return Field(
        default,
        ge=low,
        le=high,
        json_schema_extra={"unit": unit, "source": source, "confidence": confidence},
    )


def chance(default: float, *, source: str, confidence: Confidence = "low", unit: str = "probability") -> Any:
    """Return a field for a probability or share between 0 and 1."""
    return parameter(default, unit=unit, low=0.0, high=1.0, source=source, confidence=confidence)
