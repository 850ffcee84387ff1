"""A batch file: which designs, in which environments, under which settings, over which ranges, with which seeds, how many futures."""

import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section, Setting
from orgsim.scenario.names import Id

LARGEST_SEED = 2**64 - 1
MOST_POINTS = 100_000
Values = dict[str, Setting]
Method = Literal["grid", "list", "latin", "sobol", "saltelli", "morris"]
Scale = Literal["linear", "log", "odds"]


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PydanticCustomError("float_type", "expected a number")
    return value


Number = Annotated[int | float, PlainValidator(_number)]
"""A number as it is written: whole, or not."""


class Factor(Section):
    """What one key is varied over: a list of values, or a range."""

    values: list[Setting] | None = Field(None, min_length=1, max_length=1000)
    """The values, one by one; a list in place of the mapping says the same."""
    start: Number | None = Field(None, alias="from")
    """Where the range begins."""
    to: Number | None = None
    """Where it ends; the end belongs to it."""
    step: Number | None = None
    """How far apart the values of a grid are."""
    points: int | None = Field(None, ge=2, le=1000)
    """How many values of a grid there are, evenly on the scale."""
    scale: Scale = "linear"
    """What is even: the number, its logarithm, or the odds of a probability."""


class Sample(Section):
    """How points are drawn from what is varied."""

    method: Method = "grid"
    """All combinations, lists side by side, a Latin hypercube, a Sobol' sequence, or the samples of Saltelli and of Morris."""
    points: int | None = Field(None, ge=1, le=MOST_POINTS)
    """Points of `latin` and `sobol`; base points of `saltelli`, each of which takes k + 2 for k keys; trajectories of `morris`, k + 1."""
    levels: int | None = Field(None, ge=2, le=100)
    """Levels of the grid on which `morris` walks; default: 4."""
    seed: int = Field(1, ge=0, le=2**32 - 1)
    """Root of the random numbers with which points are drawn."""


def _base() -> dict[str, Values]:
    return {"base": {}}


class Batch(Section):
    """What a batch file says."""

    designs: list[str] = Field(min_length=1, max_length=64)
    """Scenario files, in the folder of the batch file or below; the first is the one that the others are compared with."""
    library: list[str] = Field(default_factory=list, min_length=1, max_length=64)
    """Designs of the library, laid over the first design at equal cost."""
    redesigns: dict[Id, Annotated[list[dict[str, Any]], Field(min_length=1, max_length=200)]] = Field(
        default_factory=dict, min_length=1, max_length=64
    )
    """Designs made from the first one by operations."""
    environments: dict[Id, dict[str, Any]] = Field(default_factory=dict, min_length=1, max_length=1000)
    """Named patches of every design's baseline, as a scenario file has them: other markets, events, horizons."""
    settings: dict[Id, Values] = Field(default_factory=_base, min_length=1, max_length=10_000)
    """Named cases: values laid over every design's baseline, as ``key.path: value``."""
    vary: dict[str, Factor] = Field(default_factory=dict, min_length=1, max_length=100)
    """Keys that are varied; ``redesigns.NAME.0.VERB.FIELD`` is a field of an operation."""
    sample: Sample = Field(default_factory=Sample)
    """How points are drawn from what is varied; default: all combinations."""
    seeds: list[Annotated[int, Field(ge=0, le=LARGEST_SEED)]] = Field(
        default_factory=lambda: [1], min_length=1, max_length=1000
    )
    """Roots of luck."""
    replications: int = Field(200, ge=1, le=1_000_000)
    """Futures of each design, environment, setting, point and seed."""


def leaves(patch: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a patch sets, by dotted key; an empty mapping sets nothing.

    Example
    -------
    >>> dict(leaves({"demand": {"overlap": 0.2}, "events": [{"kind": "layoff"}]}))
    {'demand.overlap': 0.2, 'events': [{'kind': 'layoff'}]}
    """
    for key, value in patch.items():
        spot = f"{above}.{key}" if above else key
        if isinstance(value, dict):
            yield from leaves(value, spot)
        else:
            yield spot, value
