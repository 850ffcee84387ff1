"""Printing sensitivities: effects, shares of the variance, thresholds and tornados."""

from dataclasses import asdict
from math import isnan
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
    from orgsim.sensitivity.thresholds import Threshold

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
    words = {0: "not told from zero", **dict(zip((1, -1), _sides(metric), strict=True))}
    rows = [
        [
            number(one.value),
            difference(one.difference.mean, unit),
            f"{difference(one.difference.low, unit)} .. {difference(one.difference.high, unit)}",
            words[one.sign],
        ]
        for one in found.tried
    ]
    console.table([found.key.rpartition(".")[2], "difference", "95% interval", design], rows)
    console.say("The intervals are so wide that all of them hold together in 95 % of studies (Bonferroni).")
    sentence = threshold_sentence(found, key, metric, design)
    console.say(f"\n{sentence}")
    console.answer(
        key=found.key,
        tried=[{"value": one.value, "sign": one.sign, **asdict(one.difference)} for one in found.tried],
        crossings=[asdict(one) for one in found.crossings],
        sentence=sentence,
    )


def _sides(metric: "Metric") -> tuple[str, str]:
    """Return what a design is called whose difference is above zero, and below."""
    if metric.direction == "neither":
        return "higher", "lower"
    return ("behind", "ahead") if metric.direction == "lower" else ("ahead", "behind")


def threshold_sentence(found: "Threshold", key: "Doubt", metric: "Metric", design: str) -> str:
    """Return where the answer turns, in words, as far as that is told; what is outside the range nobody looked at."""
    span = f"{found.key} from {number(found.tried[0].value)} to {number(found.tried[-1].value)}"
    if not found.crossings:
        return _no_turn(found, metric, design, span)
    places = [f"{number(one.value)} (95%: {number(one.low)} to {number(one.high)})" for one in found.crossings]
    if len(places) > 1:
        return f"The answer turns {counted(len(places), 'time')} over {span}: at {enumerated(places)}."
    (one,) = found.crossings
    side = "below" if one.upward == (metric.direction != "lower") else "above"
    elsewhere = any(other.sign == 0 and not one.low < other.value < one.high for other in found.tried)
    unsure = "; elsewhere it is not beyond chance everywhere" if elsewhere else ""
    here = f"{found.key} is {number(key.value)} in the scenario"
    word = "higher" if metric.direction == "neither" else "ahead"
    return f"{design} is {word} unless {found.key} is {side} {places[0]}{unsure}; {here}."


def _no_turn(found: "Threshold", metric: "Metric", design: str, span: str) -> str:
    """Say what is told where no turn is: one side for every value, for some, or nothing."""
    sign = next((one.sign for one in found.tried if one.sign), 0)
    futures = counted(found.futures, "future")
    if not sign:
        return (
            f"At no value of {span} is the difference told from zero in {futures}. So it is not known whether and where the answer turns; "
            "more --futures may tell."
        )
    side, open_values = _sides(metric)[sign < 0], found.at_sign(0)
    if not open_values:
        return f"{design} is {side} for every value of {span}."
    return (
        f"No turn is told: {design} is {side} at {len(found.at_sign(sign))} of the {len(found.tried)} values of {span}, and at the others "
        f"({enumerated([number(value) for value in open_values], 4)}) the difference is not told from zero in {futures}; "
        "more --futures may tell."
    )


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
        base=None if isnan(found.base.mean) else asdict(found.base),
        told=change(found.mean, unit),
    )
