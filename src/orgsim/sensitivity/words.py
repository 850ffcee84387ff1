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
        beside = f", while the answer, {change(found.answer, unit)}, lies on the other side of zero"
    yield f"Over the ensemble the mean difference is {change(found.mean, unit)}{beside}; {spread}."
    yield from as_they_are(found)
    turning = list(turns(found))
    if found.is_open:
        parts = [_turn(driver, end, unit) for driver, end in turning[:MOST_TOLD]]
        yield _open(found, f"these would tell it from zero: {'; '.join(parts)}" if parts else "")
    elif turning:
        sure = [(driver, end) for driver, end in turning if is_sure(found, end)]
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


def as_they_are(found: Flips) -> Iterator[str]:
    """Yield the difference with the numbers as they are, in the futures in which they are tried one at a time."""
    base = found.base
    if not math.isnan(base.mean):
        yield (
            f"In the {counted(found.budget.futures_an_end, 'future')} in which numbers are tried one at a time, the difference with all of "
            f"them as they are is {estimate(base.mean, base.low, base.high, found.metric.unit)}."
        )


def _open(found: Flips, parts: str) -> str:
    """Say of an answer that is not told from zero that nothing can turn it, and which numbers would decide it."""
    nothing = "The answer itself is not told from zero, so there is nothing to turn"
    if parts:
        return f"{nothing}; taken alone, {parts}."
    return f"{nothing}, and no single one of the {counted(len(found.drivers), 'number')} that drive it most tells it from zero."


def over_luck(found: Flips) -> str:
    """Say when other numbers move the difference further than luck does, or one alone turns it; empty where neither is so."""
    unit, half = found.metric.unit, (found.stated.high - found.stated.low) / 2
    if found.spread > half:
        return (
            "Assumptions weigh more than luck here: with all doubtful numbers off at once, the mean difference is "
            f"{change(found.mean, unit)} and spreads by {amount(found.spread, unit, difference=True)} between sets of numbers."
        )
    sure = list(dict.fromkeys(called(driver.doubt.path) for driver, end in turns(found) if is_sure(found, end)))
    if not sure:
        return ""
    what = "tell it from zero" if found.is_open else "turn it"
    return f"An assumption matters: taken alone, {enumerated(sure, 2)} would {what}."


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
    sure = [(driver, end) for driver, end in turns(found) if is_sure(found, end)]
    maybe = [(driver, end) for driver, end in turns(found) if (driver, end) not in sure]

    def named(ends: Sequence[tuple[Driver, End]]) -> str:
        each = {driver.doubt.path: _meant(driver, end) for driver, end in reversed(ends)}
        return "; ".join([*each.values()][::-1][:MOST_SHORT])

    if found.is_open:
        return f"{ensemble(found)} {_open(found, f'this would tell it from zero: {named(sure)}' if sure else '')}"
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
    return f"{called(driver.doubt.path)} at {values} (“{meaning}”)"


def is_sure(found: Flips, end: End) -> bool:
    """Tell whether a difference is told from zero and lies elsewhere than with the numbers as they are, so that it is not these futures."""
    low, high = end.difference.low, end.difference.high
    return end.difference.is_off_zero and not low <= found.base.mean <= high


def turns(found: Flips) -> Iterator[tuple[Driver, End]]:
    """Yield the ends of parameters at which the mean difference and the answer lie on different sides of zero.

    Of an answer that is not told from zero, those at which the difference is.
    """
    for driver in found.drivers:
        for end in (driver.low, driver.high):
            turned = is_sure(found, end) if found.is_open else end.difference.mean * found.answer < 0.0
            if turned:
                yield driver, end


def _turn(driver: Driver, end: End, unit: str) -> str:
    """Say at which value a parameter turns an answer, and what the difference is then."""
    of = f" {driver.doubt.entry.unit}" if driver.doubt.entry.unit not in ("share", "probability") else ""
    return (
        f"{called(driver.doubt.path)} at {number(end.value)} instead of {number(driver.doubt.value)}{of} "
        f"({estimate(end.difference.mean, end.difference.low, end.difference.high, unit)})"
    )
