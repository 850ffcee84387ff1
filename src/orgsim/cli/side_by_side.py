"""What ``orgsim ladder compare`` prints beside its measures: time to promotion, impact ratios and ways to a level, arm by arm."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.plain_words import counted, measured

if TYPE_CHECKING:
    from orgsim.careers.outcomes import Range
    from orgsim.careers.side_by_side import Chance, RatioLine, Wait
    from orgsim.careers.simulation import CareerResults


def print_waits(console: Console, names: Sequence[str], results: "Sequence[CareerResults]") -> None:
    """Print the time to promotion out of every level, the arms under each other."""
    from orgsim.careers.side_by_side import WITHIN, waits

    found = waits(names, results)
    console.answer(time_to_promotion=[asdict(wait) for wait in found])
    if not found:
        return
    within = measured(WITHIN / 4, "year")
    console.say()
    console.say(
        click.style("Time to promotion", bold=True)
        + "; people who left, moved sideways or still wait count for as long as they were seen; 95 % intervals"
    )
    header = ["out of", "", "median years", f"promoted within {within}", "difference", "verdict"]
    console.table(header, [_wait(wait) for wait in found])


def _wait(wait: "Wait") -> list[str]:
    from orgsim.careers.side_by_side import WITHIN

    soon = _share(wait.within) + ("" if wait.quarters == WITHIN else f" in {measured(wait.quarters / 4, 'year')}")
    start = [wait.level if wait.difference is None else "", wait.name, years(wait.median), soon]
    return [*start, _apart(wait.difference, "share"), wait.verdict or "baseline"]


def years(median: "Range") -> str:
    """Return a median in years with its interval; a median that is infinite is not reached."""
    if math.isinf(median.mean):
        return "fewer than half"
    high = ".. -" if math.isnan(median.high) else "or more" if math.isinf(median.high) else f".. {median.high / 4:g}"
    low = "-" if math.isnan(median.low) else f"{median.low / 4:g}"
    return f"{median.mean / 4:g} ({low} {high})"


def _share(found: "Range") -> str:
    return f"{number(found.mean, 'share')} ({number(found.low, 'share')} .. {number(found.high, 'share')})"


def _apart(found: "Range | None", unit: str = "") -> str:
    if found is None:
        return "-"
    return f"{difference(found.mean, unit)} ({difference(found.low, unit)} .. {difference(found.high, unit)})"


def print_ratios(console: Console, names: Sequence[str], results: "Sequence[CareerResults]") -> None:
    """Print impact ratios, the arms under each other, where all of them know the same groups; small cells are hidden."""
    from orgsim.careers.impact import ABOUT
    from orgsim.careers.side_by_side import ratios

    found = ratios(names, results)
    console.answer(impact_ratios=[asdict(line) for line in found if line.shown])
    if not found:
        return
    console.say()
    console.say(
        click.style("Impact ratio: rate of promotion over that of another group", bold=True) + "; 95 % intervals"
    )
    header = ["from level", "groups", "", "ratio", "futures below 0.8", "difference", "verdict"]
    console.table(header, [_ratio(line) for line in found])
    console.say(ABOUT)


def _ratio(line: "RatioLine") -> list[str]:
    first = line.difference is None
    start = [line.level if first else "", f"{line.group} / {line.reference}" if first else "", line.name]
    if not line.shown:
        return [*start, "hidden: too few", "-", "-", "-"]
    value = f"{line.ratio.mean:.2f} ({line.ratio.low:.2f} .. {line.ratio.high:.2f})"
    apart = "-"
    if line.difference is not None:
        apart = f"{line.difference.mean:+.2f} ({line.difference.low:+.2f} .. {line.difference.high:+.2f})"
    return [*start, value, number(line.below_four_fifths, "share"), apart, line.verdict or "baseline"]


def print_chances(
    console: Console, names: Sequence[str], results: "Sequence[CareerResults]", entry: str, goal: str
) -> None:
    """Print the chance to come from one level to another, the arms under each other."""
    from orgsim.careers.side_by_side import chances

    found = chances(names, results, entry, goal)
    console.answer(chances=[asdict(one) for one in found])
    hires = counted(sum(one.prospect.hires for one in found), "simulated hire")
    console.say()
    console.say(
        click.style(f"From {entry} to {goal} within {measured(results[0].horizon / 4, 'year')}", bold=True)
        + f"; {hires}; 95 % intervals"
    )
    header = [
        "",
        "chance",
        "difference",
        "verdict",
        "of those still there",
        "difference",
        "median years",
        "mostly through",
    ]
    console.table(header, [_chance(one) for one in found])


def _chance(one: "Chance") -> list[str]:
    told = one.prospect
    first = told.ways[0].through if told.ways else "-"
    took = f"{told.total.years:g}" if told.ways else "-"
    return [
        one.name,
        _share(told.total.chance),
        _apart(one.total, "share"),
        one.verdict or "baseline",
        _share(told.staying),
        _apart(one.staying, "share"),
        took,
        first,
    ]
