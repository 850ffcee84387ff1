"""What ``orgsim ladder simulate`` and ``orgsim ladder compare`` print of what they found, and how it reads as data."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.plain_words import counted, measured

if TYPE_CHECKING:
    from orgsim.careers.comparison import CareerLine
    from orgsim.careers.outcomes import Range
    from orgsim.careers.simulation import CareerResults

FEW_HEADS = 10.0
"""Below so many people a mean is told to a tenth."""


def results_as_data(results: "CareerResults", entry: str | None, goal: str | None) -> dict[str, object]:
    """Return what was found as plain data."""
    from dataclasses import asdict

    from orgsim.careers import impact, outcomes

    entries = [entry] if entry else outcomes.entry_levels(results)
    cost = outcomes.cost(results)
    return {
        "ladder": results.plan.ladder.name,
        "policy": results.plan.policy.__class__.__module__.rpartition(".")[2].replace("_", "-"),
        "seed": results.seed,
        "futures": results.replications,
        "quarters": results.plan.quarters,
        "settings": {
            **results.plan.settings.ladder.model_dump(mode="json"),
            **results.plan.settings.parameters.staffing.model_dump(mode="json"),
            **results.plan.settings.parameters.careers.model_dump(mode="json"),
        },
        "levels": {
            name: {
                "median_quarters_to_promotion": outcomes.survival(results, name).median,
                "people": asdict(ranges[-1]),
            }
            for name, ranges in outcomes.pyramid(results).items()
        },
        "flows": [
            {"from": origin, "to": to, "people_a_year": asdict(flow)}
            for (origin, to), flow in outcomes.yearly_flows(results).items()
        ],
        "vacant_share": {name: asdict(share) for name, share in outcomes.vacant_share(results).items()},
        "quarters_to_fill": {name: asdict(time) for name, time in outcomes.quarters_to_fill(results).items()},
        "chain_length": asdict(outcomes.chain_length(results)),
        "competence_gaps": [asdict(gap) for gap in outcomes.competence_gaps(results)],
        "cost": {"last_year": asdict(cost.last_year), "over_budget": cost.over_budget},
        "journeys": [asdict(outcomes.journey(results, name)) for name in entries],
        "prospect": asdict(outcomes.prospect(results, entries[0], goal)) if goal and entries else None,
        "impact": [asdict(found) for found in impact.impacts(results)],
        "cumulative_impact": [asdict(found) for found in impact.cumulative(results)],
        "decomposition": [asdict(part) for part in impact.decomposition(results)]
        if len(results.plan.groups) > 1
        else [],
        "about": impact.ABOUT,
    }


def _span(found: "Range", unit: str = "") -> str:
    return f"{number(found.mean, unit)} ({number(found.low, unit)} .. {number(found.high, unit)})"


def _heads(found: "Range") -> str:
    """Return a head-count: its mean over futures to a tenth where it is small, and whole people around its range."""
    mean = f"{found.mean:.1f}" if found.mean < FEW_HEADS else number(round(found.mean))
    return f"{mean} ({math.floor(found.low)} .. {math.ceil(found.high)})"


def _millions(found: "Range") -> str:
    return f"{found.mean / 1e3:.1f}M ({found.low / 1e3:.2f}-{found.high / 1e3:.2f})"


def print_results(console: Console, results: "CareerResults", entry: str | None, goal: str | None) -> None:
    """Print a table of levels, where hires end up, and the ways to a level."""
    from orgsim.careers import outcomes
    from orgsim.careers.simulation import PURPOSE

    years = results.plan.quarters / 4
    console.say(
        click.style(
            f"{results.plan.ladder.name}, {counted(results.replications, 'future')} of {measured(years, 'year')}",
            bold=True,
        )
        + f"; seed {results.seed}; ranges: the middle 80 % of futures"
    )
    _print_levels(console, results)
    console.say()
    cost = outcomes.cost(results)
    chain = outcomes.chain_length(results)
    console.say(
        f"each exit or new seat triggers {_span(chain)} moves on average"
        if chain.mean == chain.mean
        else "no level has seats, so there are no chains of vacancies"
    )
    console.say(
        f"base pay in the final year: ${_millions(cost.last_year)}"
        + (f"; over budget in {number(cost.over_budget, 'share')} of futures" if cost.budget is not None else "")
    )
    entries = [entry] if entry else outcomes.entry_levels(results)[:1]
    for name in entries:
        _print_journey(console, results, name)
    if goal and entries:
        _print_prospect(console, results, entries[0], goal)
    console.say()
    console.say(PURPOSE)


def _print_levels(console: Console, results: "CareerResults") -> None:
    from orgsim.careers import outcomes

    heads, vacant = outcomes.pyramid(results), outcomes.vacant_share(results)
    total, count = (results.gaps[part].sum(axis=(0, 2)) for part in ("total", "count"))
    rows = []
    for name in reversed(outcomes.in_tracks(results, results.plan.levels)):
        place = results.plan.row(name)
        median = outcomes.survival(results, name).median
        gap = total[place] / count[place] if count[place] else float("nan")
        rows.append(
            [
                name,
                f"{heads[name][0].mean:.1f}",
                _heads(heads[name][-1]),
                "-" if median == float("inf") else f"{median / 4:.1f}",
                number(vacant[name].mean, "share") if name in vacant else "-",
                difference(float(gap)),
            ]
        )
    header = [
        "level",
        "people at the start",
        "at the end (mean, middle 80 %)",
        "median years to promotion",
        "vacant",
        "required - actual skill",
    ]
    console.table(header, rows)


def _print_journey(console: Console, results: "CareerResults", entry: str) -> None:
    from orgsim.careers import outcomes

    found = outcomes.journey(results, entry)
    console.say()
    console.say(click.style(f"Of 100 hired as {entry} today, after {measured(found.quarters / 4, 'year')}", bold=True))
    ordered = sorted(found.of_hundred.items(), key=lambda item: -item[1].mean)
    console.table(
        ["", "people", "middle 80 %"],
        [[name, number(r.mean), f"{number(r.low)} .. {number(r.high)}"] for name, r in ordered],
    )


def _why_nobody(results: "CareerResults", entry: str, goal: str) -> str:
    """Say whether no chain of moves leads there, or nobody has come that far."""
    moves, reached = results.plan.ladder.moves, {entry}
    while more := {move.to for move in moves if move.origin in reached and move.to != move.origin} - reached:
        reached |= more
    if goal == entry or goal not in reached:
        return f"no chain of moves leads from {entry} to {goal}"
    return "nobody came that far within this time: follow hires for longer, with --horizon and --quarters or a scenario's horizon"


def _print_prospect(console: Console, results: "CareerResults", entry: str, goal: str) -> None:
    from orgsim.careers import outcomes

    found = outcomes.prospect(results, entry, goal)
    console.say()
    console.say(
        click.style(f"From {entry} to {goal} within {measured(results.horizon / 4, 'year')}", bold=True)
        + f"; {counted(found.hires, 'simulated hire')}; 95 % intervals"
    )
    if not found.ways:
        console.say(_why_nobody(results, entry, goal))
        return
    rows = [[f"through {way.through}", _span(way.chance, "share"), f"{way.years:.1f}"] for way in found.ways]
    rows.append(["any way", _span(found.total.chance, "share"), f"{found.total.years:.1f}"])
    rows.append(["any way, of those who are still there", _span(found.staying, "share"), ""])
    console.table(["", "chance", "median years"], rows)


def print_impact(console: Console, results: "CareerResults") -> None:
    """Print adverse impact by level, where there are groups; small cells are hidden."""
    from orgsim.careers.impact import ABOUT, FEWEST, cumulative, impacts

    found = impacts(results)
    if not found:
        return
    console.say()
    console.say(click.style("Impact ratio: rate of promotion over that of the group with the highest", bold=True))
    rows = []
    for one in found:
        shown = one.tested and one.eligible >= FEWEST
        cells = [
            f"{one.ratio:.2f} ({one.low:.2f} .. {one.high:.2f})",
            number(one.below_four_fifths, "share"),
            number(one.shortfall),
            f"{one.p_value:.2g}",
            number(one.flips, "share"),
        ]
        rows.append(
            [
                one.level,
                f"{one.group} / {one.reference}",
                *(cells if shown else ["hidden: too few", "-", "-", "-", "-"]),
            ]
        )
    header = [
        "from level",
        "groups",
        "ratio (95 % of futures)",
        "below 0.8",
        "people short",
        "exact p, median",
        "one person flips it",
    ]
    console.table(header, rows)
    for total in cumulative(results):
        console.say(
            f"over {counted(len(total.steps), 'rung')} the ratio of {total.group} to {total.reference} becomes {total.product:.2f}"
        )
    console.say(ABOUT)


def print_lines(console: Console, lines: Sequence["CareerLine"], seed: int) -> None:
    """Print a paired comparison."""
    from dataclasses import asdict

    console.answer(seed=seed, lines=[asdict(line) for line in lines])
    measures = list(dict.fromkeys(line.measure for line in lines))
    for measure in measures:
        here = [line for line in lines if line.measure == measure]
        console.say()
        console.say(
            click.style(f"{here[0].title}, {here[0].unit}", bold=True)
            + f"; {here[0].spread.futures} paired futures; seed {seed}"
        )
        console.table(
            ["", "median", "80 % of futures", "difference (95 % interval)", "higher in", "verdict"],
            [_row(line) for line in here],
        )
    console.say()
    console.say("Intervals cover simulation noise only, not whether the model is right.")


def _row(line: "CareerLine") -> list[str]:
    unit = "share" if line.unit == "share" else ""
    spread, paired = line.spread, line.comparison
    start = [line.name, number(spread.median, unit), f"{number(spread.low, unit)} .. {number(spread.high, unit)}"]
    if paired is None:
        return [*start, "-", "", "baseline"]
    interval = (
        f"{difference(paired.difference, unit)}  ({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    )
    return [*start, interval, f"{paired.better} / {paired.futures}", paired.verdict]
