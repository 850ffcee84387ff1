"""Printing sensitivities: effects, shares of the variance, thresholds and tornados."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from orgsim.cli.answers import WAYS, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference
from orgsim.plain_words import amount, change, counted, enumerated, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgsim.metrics.metric import Metric
    from orgsim.sensitivity.flips import End, Flips
    from orgsim.sensitivity.indices import Effect, Share
    from orgsim.sensitivity.settings import Doubt
    from orgsim.sensitivity.thresholds import Crossing, Threshold

MOST_SHOWN = 20
MUCH = 0.5
"""A share of the variance that is too large for an error."""


def print_effects(console: Console, found: "Sequence[Effect]", metric: "Metric", futures: int) -> dict[str, object]:
    """Print Morris's measures, the strongest key first; return them as data."""
    unit = metric.unit
    console.say()
    console.heading(
        f"effects on the difference in {with_unit(metric.title, unit)} (Morris), {counted(futures, 'future')} a point"
    )
    rows = [
        [
            one.key,
            f"{difference(one.strength, unit).lstrip('+')} ± {difference(one.error, unit).lstrip('+')}",
            difference(one.mean, unit),
            difference(one.spread, unit).lstrip("+"),
            difference(one.floor, unit).lstrip("+"),
            "yes" if one.is_told else "no",
        ]
        for one in found[:MOST_SHOWN]
    ]
    console.table(["number", "mu* (95%)", "mu", "sigma", "noise", "told from noise"], rows)
    if len(found) > MOST_SHOWN:
        console.say(f"and {len(found) - MOST_SHOWN} weaker ones; --json has all")
    console.say(
        "mu*: mean size of the change when the number goes through its range; mu: with its sign; sigma: how much that depends on the\n"
        "others; noise: the mu* that a number without effect would have, given so few futures."
    )
    return {"effects": [asdict(one) for one in found]}


def print_shares(console: Console, found: "Sequence[Share]", noise: float, futures: int) -> dict[str, object]:
    """Print Sobol' indices, the largest total first; return them as data."""
    console.say()
    console.heading(f"shares of the variance of the difference (Sobol), {counted(futures, 'future')} a point")
    rows = [
        [
            one.key,
            f"{one.first:.2f} ± {one.first_error:.2f}",
            f"{one.first_noise:.2f}",
            f"{one.total:.2f} ± {one.total_error:.2f}",
            f"{one.total_noise:.2f}",
        ]
        for one in found
    ]
    console.table(["number", "alone (95%)", "noise", "with interactions (95%)", "noise"], rows)
    console.say(
        "noise: standard deviation of an index when the futures are drawn again; ±: from the number of points. "
        f"At most {noise:.0%} of the variance is due to few futures."
    )
    if noise > MUCH or any(one.total_error > MUCH for one in found):
        console.say("That is too rough to order the numbers by: give more --points and --futures.")
    return {"shares": [asdict(one) for one in found], "noise": noise}


def print_threshold(console: Console, found: "Threshold", key: "Doubt", metric: "Metric", design: str) -> None:
    """Print the difference along the range of a number, and in a sentence where the answer turns."""
    unit = metric.unit
    console.say()
    console.heading(
        f"{with_unit(metric.title, unit)} ({WAYS[metric.direction]}): difference of {design} along {found.key}"
    )
    rows = [
        [
            number(one.value),
            difference(one.difference.mean, unit),
            f"{difference(one.difference.low, unit)} .. {difference(one.difference.high, unit)}",
        ]
        for one in found.tried
    ]
    console.table([found.key.rpartition(".")[2], "difference", "95% interval"], rows)
    sentence = threshold_sentence(found, key, metric, design)
    console.say(f"\n{sentence}")
    console.answer(
        key=found.key,
        tried=[{"value": one.value, **asdict(one.difference)} for one in found.tried],
        crossings=[asdict(one) for one in found.crossings],
        sentence=sentence,
    )


def threshold_sentence(found: "Threshold", key: "Doubt", metric: "Metric", design: str) -> str:
    """Return where the answer turns, in words; what is outside the range nobody looked at."""
    low, high = number(found.tried[0].value), number(found.tried[-1].value)
    sign = -1.0 if metric.direction == "lower" else 1.0
    words = ("higher", "lower") if metric.direction == "neither" else ("ahead", "behind")
    if not found.crossings:
        ahead = sign * found.tried[0].difference.mean > 0.0
        sure = all(one.difference.is_off_zero for one in found.tried)
        beyond = "" if sure else ", though not beyond chance everywhere"
        return f"{design} is {words[0] if ahead else words[1]} for every value of {found.key} from {low} to {high}{beyond}."
    if len(found.crossings) == 1:
        (one,) = found.crossings
        below = one.upward == (sign > 0.0)  # behind below the crossing
        side = "below" if below else "above"
        here = f"{found.key} is {number(key.value)} in the scenario"
        return f"{design} is {words[0]} unless {found.key} is {side} {number(one.value)} ({_interval(one, low, high)}); {here}."
    places = enumerated([f"{number(one.value)} ({_interval(one, low, high)})" for one in found.crossings])
    return f"The answer turns {counted(len(found.crossings), 'time')} as {found.key} goes from {low} to {high}: at {places}."


def _interval(one: "Crossing", low: str, high: str) -> str:
    least = number(one.low) if one.low is not None else f"below {low}"
    most = number(one.high) if one.high is not None else f"above {high}"
    return f"95%: {least} to {most}"


def print_flips(console: Console, found: "Flips") -> None:
    """Print the ensemble in sentences, and the tornado as a table."""
    from orgsim.sensitivity.words import told

    unit = found.metric.unit
    for sentence in told(found):
        console.say(sentence)
    console.say()
    console.heading(
        f"one number at a time: mean difference of {found.design} in {with_unit(found.metric.title, unit)}, and its 95% interval"
    )

    def end(one: "End") -> str:
        ends = f"{difference(one.difference.low, unit)} .. {difference(one.difference.high, unit)}"
        return f"{difference(one.difference.mean, unit)} ({ends}) at {number(one.value)}"

    rows = [
        [one.doubt.path, end(one.low), end(one.high), amount(one.swing, unit, difference=True)] for one in found.drivers
    ]
    console.table(["number", "low end", "high end", "swing"], rows)
    console.answer(
        mean=found.mean,
        spread=found.spread,
        better=dict(zip(("share", "least", "most"), found.better, strict=True)),
        sets=found.sets,
        drivers=[
            {
                "key": one.doubt.path,
                "value": one.doubt.value,
                "low": {"value": one.low.value, **asdict(one.low.difference)},
                "high": {"value": one.high.value, **asdict(one.high.difference)},
            }
            for one in found.drivers
        ],
        told=change(found.mean, unit),
    )
