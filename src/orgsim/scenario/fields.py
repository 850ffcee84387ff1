"""How a number enters a scenario: with a meaning, a unit, bounds, a source and how far to trust it."""

import math
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
    """Part of what a user may write: strict types, no unknown keys, nothing changes after loading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True, allow_inf_nan=False
    )


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
