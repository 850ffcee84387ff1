"""The numbers that a sensitivity is about: those of low confidence, or those that somebody names, each with its range."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from orgsim.errors import CommandLineError, InputError
from orgsim.metrics.outcome import Values
from orgsim.scenario.design import Design
from orgsim.scenario.problems import listed, nearest
from orgsim.scenario.ranges import levels
from orgsim.scenario.register import Entry, register
from orgsim.sensitivity.settings import DOUBT, Doubt, doubts, values_of
from orgsim.sensitivity.trial import Trial


def ranges_of(designs: Sequence[Design], named: Sequence[str]) -> list[Doubt]:
    """Return the named numbers, ``KEY`` or ``KEY=LOW:HIGH``, or all those of low confidence, with their ranges.

    Raises
    ------
    InputError
        When there is no such number, its range is none, or the designs have different values of it.
    """
    keys = [text.partition("=")[0].strip() for text in named]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise CommandLineError(f"{key} is named twice; name it once, with the range that is meant")
    return [range_of(text, designs) for text in named] or doubts(designs)


def range_of(text: str, designs: Sequence[Design]) -> Doubt:
    """Return one number with its range: the stated one, or half to double and what else is usual around its value.

    Raises
    ------
    InputError
        When there is no such number, its range is none, or the designs have different values of it.
    """
    key, _, stated = (part.strip() for part in text.partition("="))
    entries = {entry.path: entry for entry in register()}
    if key not in entries:
        raise CommandLineError(f"there is no number '{key}'{nearest(key, entries)}; orgsim params lists them")
    scenarios = [stage.scenario for design in designs for stage in design.stages]
    found = {values_of(scenario)[key] for scenario in scenarios}
    if len(found) > 1:
        raise InputError(
            f"{key} is not the same in both designs at all times: {listed(f'{value:g}' for value in found)}"
        )
    (value,) = found
    low, high = _stated(text, stated, entries[key]) if stated else levels(entries[key], DOUBT, value)
    if not low < high:
        raise InputError(f"{key} has no range around {value:g}; state one, as in {key}=LOW:HIGH")
    return Doubt(entries[key], value, low, high)


def _stated(text: str, stated: str, entry: Entry) -> tuple[float, float]:
    low, _, high = stated.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        raise CommandLineError(f"{text}: expected KEY=LOW:HIGH, two numbers") from None
    if not all(map(math.isfinite, ends)) or not ends[0] < ends[1]:
        raise CommandLineError(f"{text}: the range ends at {high}, which is not above {low}")
    if not entry.low <= ends[0] < ends[1] <= entry.high:
        raise CommandLineError(f"{text}: {entry.path} lies between {entry.low:g} and {entry.high:g}")
    return ends


def evaluated(trial: Trial, keys: Sequence[Doubt], futures: int, shares: Values) -> Values:
    """Return the paired differences at some points, (points, futures), the futures being the same at all of them."""
    settings: list[Mapping[str, float]] = [
        {one.path: one.at(float(share)) for one, share in zip(keys, row, strict=True)} for row in shares
    ]
    return np.array(trial.differences([(one, range(futures)) for one in settings]))
