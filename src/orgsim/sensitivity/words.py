"""What would flip an answer, in sentences that follow from the numbers."""

import math
from collections.abc import Iterator, Sequence

from orgsim.plain_words import amount, change, counted, enumerated, estimate, number
from orgsim.sensitivity.flips import Driver, End, Flips

MOST_TOLD, MOST_SHORT = 3, 2
TOO_WIDE = 60
"""A share whose interval is wider than this, in percentage points, is not said."""


def told(found: Flips) -> Iterator[str]:
    """Yield how an answer holds under other numbers, the ensemble first."""
    unit = found.metric.unit
    yield ensemble(found)
    if math.isnan(found.mean):
        return
    spread = (
        f"its spread is {amount(found.spread, unit, difference=True)}"
        if found.spread
        else "no spread beyond chance is seen"
    )
    beside = ""
    if found.mean * found.answer < 0.0:
        beside = f", on the other side of zero than the {change(found.answer, unit)} of the answer"
    yield f"Over the ensemble the mean difference is {change(found.mean, unit)}{beside}; {spread}."
    turning = list(turns(found))
    if turning:
        sure = [(driver, end) for driver, end in turning if end.difference.is_off_zero]
        parts = [_turn(driver, end, unit) for driver, end in (sure or turning)[:MOST_TOLD]]
        alone = (
            "Taken alone, these would turn it"
            if sure
            else "No single number turns it beyond chance; these come nearest"
        )
        yield f"{alone}: {'; '.join(parts)}."
    else:
        names = [called(driver.doubt.path) for driver in found.drivers[:MOST_TOLD]]
        yield (
            f"None of the {counted(len(found.drivers), 'number')} that drive it most turns it alone; the largest swings come from "
            f"{enumerated(names)}."
        )


def called(path: str) -> str:
    """Return the name of a parameter as words.

    Example
    -------
    >>> called("parameters.delivery.coordination_per_dependency"), called("demand.capability_life")
    ('coordination per dependency (delivery)', 'capability life (demand)')
    """
    *_, group, name = path.split(".")
    return f"{name} ({group})".replace("_", " ")


def ensemble(found: Flips) -> str:
    """Return in how many sets of numbers a design is better."""
    if math.isnan(found.mean):
        return "No set of other numbers could be simulated."
    share, least, most = (100 * one for one in found.better)
    what = f"When all {counted(found.doubtful, 'number')} of low confidence are off at once, most of them by up to half or double,"
    if most - least > TOO_WIDE:
        return f"{what} {counted(found.sets, 'set')} of numbers give results too noisy to say in how many of them {found.design} is better."
    return f"{what} {found.design} is better in about {share:.0f}% of {counted(found.sets, 'set')} of numbers ({least:.0f} to {most:.0f}%)."


def in_short(found: Flips) -> str:
    """Return what would flip an answer in two sentences."""
    sure = [(driver, end) for driver, end in turns(found) if end.difference.is_off_zero]
    maybe = [(driver, end) for driver, end in turns(found) if (driver, end) not in sure]

    def named(ends: Sequence[tuple[Driver, End]]) -> str:
        each = {driver.doubt.path: _meant(driver, end) for driver, end in reversed(ends)}
        return "; ".join([*each.values()][::-1][:MOST_SHORT])

    if sure:
        return f"{ensemble(found)} Taken alone, this would turn it: {named(sure)}."
    if maybe:
        return f"{ensemble(found)} No single number turns it beyond chance; this might: {named(maybe)}."
    return (
        f"{ensemble(found)} No single one of the {counted(len(found.drivers), 'number')} that drive it most turns it."
    )


def _meant(driver: Driver, end: End) -> str:
    """Say what a number means, and what it would have to be."""
    meaning = driver.doubt.entry.meaning.removesuffix(".")
    values = f"{number(end.value)} instead of {number(driver.doubt.value)}"
    return f"{called(driver.doubt.path)}, which is {meaning[:1].lower()}{meaning[1:]}, at {values}"


def turns(found: Flips) -> Iterator[tuple[Driver, End]]:
    """Yield the ends of parameters at which the mean difference lies on the other side of zero than the answer."""
    for driver in found.drivers:
        for end in (driver.low, driver.high):
            if end.difference.mean * found.answer < 0.0:
                yield driver, end


def _turn(driver: Driver, end: End, unit: str) -> str:
    """Say at which value a parameter turns an answer, and what the difference is then."""
    of = f" {driver.doubt.entry.unit}" if driver.doubt.entry.unit not in ("share", "probability") else ""
    return (
        f"{called(driver.doubt.path)} at {number(end.value)} instead of {number(driver.doubt.value)}{of} "
        f"({estimate(end.difference.mean, end.difference.low, end.difference.high, unit)})"
    )
