"""``orgsim run``: simulate one design and print what it does."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.answers import with_unit
from orgsim.cli.console import Console
from orgsim.cli.named import print_named
from orgsim.cli.numbers import number
from orgsim.cli.options import BY, FIGURE_FORMAT, FIGURES, PARTS, SCENARIO, suffix_of
from orgsim.cli.parts import BOOKS, print_medians, print_time
from orgsim.cli.saturation import warn_of_desks
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.organization.build import Organization
    from orgsim.results.comparison import Results

MOST_DESKS = 12


@click.command()
@SCENARIO
@simulating
@BY
@FIGURES
@FIGURE_FORMAT
@click.pass_obj
def command(console: Console, path: Path, *, order: Order, by: str, figures: Path | None, figure_format: Any) -> None:
    """Simulate one design and print its metrics over all futures, how busy each desk is, and how time was spent."""
    from orgsim.results.manifest import manifest_path

    suffix = suffix_of(figures, figure_format)
    plan = order.plan([path])
    results = order.carry_out(console, plan)
    folder, futures = shown(results.folder), len(results.rows)
    console.answer(design=plan.names[0], seed=order.seed, futures=futures, folder=folder)
    if by == "quarter":
        _print_quarters(console, results)
    elif by in PARTS:
        _print_parts(console, results, by)
    else:
        _print_metrics(console, results)
        print_named(console, results)
        _print_market(console, plan.organizations[0], order.seed)
        _print_desks(console, results)
        _print_ledger(console, results)
    warn_of_desks(console, results)
    manifest = manifest_path(plan, results.folder).name
    console.say(f"\nresults in {folder} (tables replications, quarters, ledger, desks, parts and named; {manifest})")
    if figures:
        from orgsim.figures import draw_all

        console.figures(draw_all(figures, results, suffix=suffix))
    end_partial(console)


def _print_metrics(console: Console, results: "Results") -> None:
    from orgsim.metrics.catalog import all_metrics
    from orgsim.results.files import values_in
    from orgsim.results.statistics import spread

    metrics = all_metrics()
    found = {name: spread(values_in(results.rows[name])) for name in metrics}
    rows = [
        [
            with_unit(metrics[name].title, metrics[name].unit),
            number(one.median, metrics[name].unit),
            f"{number(one.low, metrics[name].unit)} .. {number(one.high, metrics[name].unit)}",
        ]
        for name, one in found.items()
    ]
    console.answer(metrics={name: vars(one) for name, one in found.items()})
    console.table(["over all counted quarters", "median", "80% of futures"], rows)


def _print_quarters(console: Console, results: "Results") -> None:
    from orgsim.metrics.catalog import all_metrics

    medians = results.table("quarters").groupby("quarter").median(numeric_only=True)
    series = {name: medians[name].astype(float).tolist() for name in all_metrics()}
    rows = [
        [metric.title, *(number(value, metric.unit) for value in series[name])]
        for name, metric in all_metrics().items()
    ]
    console.answer(quarters=series)
    console.table(["median by quarter", *map(str, medians.index)], rows)


def _print_parts(console: Console, results: "Results", kind: str) -> None:
    from orgsim.results.kinds import kind_named, metrics_of

    names = metrics_of(kind_named(kind), everything=True)
    medians = results.by(kind).groupby("part", sort=False)[names].median()
    found = {name: medians[name].astype(float).to_dict() for name in names}
    console.answer(kind=kind, parts=found)
    console.say(f"medians over all counted quarters, by {kind}")
    print_medians(console, found, kind)
    print_time(console, results, kind)


def _print_market(console: Console, organization: "Organization", seed: int) -> None:
    """Print how much there is to choose from: candidates at planning over planned capacity, in the first future."""
    from orgsim.engine.simulation import simulate

    tally = simulate(organization.blueprint, seed, 0).tally[:, organization.warmup_quarters :]
    capacity = float(tally.capacity.sum())
    ratio = float(tally.pool_effort.sum()) / capacity if capacity else float("nan")
    console.answer(pool_over_capacity=ratio)
    console.say(f"\ncandidates at planning: {number(ratio)} times the planned capacity (first future)")


def _print_desks(console: Console, results: "Results") -> None:
    from orgsim.results.desks import use_of

    use = use_of(results.columns("desks"))
    columns = (use[name][use["open"] > 0].tolist() for name in ("post", "busy", "lapse", "weeks"))
    desks = sorted(zip(*columns, strict=True), key=lambda desk: -desk[1])
    console.answer(desks={post: busy for post, busy, *_ in desks})
    rows = [
        [post, number(busy, "share"), number(lapse, "share"), number(weeks)]
        for post, busy, lapse, weeks in desks[:MOST_DESKS]
    ]
    console.say()
    console.table(["busiest desks", "utilisation", "lapsed", "weeks to answer"], rows)


def _print_ledger(console: Console, results: "Results") -> None:
    ledger = results.columns("ledger")
    shares = {}
    for book, title in BOOKS.items():
        accounts = [name for name in ledger if name.startswith(f"{book}.")]
        minutes = [float(ledger[name].sum()) for name in accounts]
        found = {account: amount / sum(minutes) for account, amount in zip(accounts, minutes, strict=True)}
        shares[book] = found
        rows = [
            [account.partition(".")[2].replace("_", " "), number(share, "share")]
            for account, share in found.items()
            if share > 0
        ]
        console.say()
        console.table([title, "share"], rows)
    console.answer(ledger=shares)
