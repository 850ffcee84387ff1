"""How a number enters a scenario: with a meaning, a unit, bounds, a source and how far to trust it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Confidence = Literal["high", "medium", "low"]

MINUTES: dict[str, float] = {
    "hours": 60.0,
    "hours a week": 60.0,
    "hours per peer and week": 60.0,
    "engineer-weeks": 2400.0,
}
"""Minutes in a unit, for the units that the engine counts in minutes."""


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
