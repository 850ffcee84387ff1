"""``orgsim run``: simulate one design and print what it does."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.drawing import draw_figures
from orgsim.cli.numbers import number
from orgsim.cli.options import running
from orgsim.cli.simulating import end_partial, simulate_plan
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.organization.build import Organization
    from orgsim.results.comparison import Results


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@running
@click.option("--by", type=click.Choice(["total", "quarter"]), default="total", help="All quarters together, or each.")
@click.option(
    "--figures", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Draw the figures into a folder."
)
@click.pass_obj
def command(
    console: Console,
    scenario: Path,
    *,
    overrides: tuple[str, ...],
    seed: int,
    replications: int,
    workers: int | None,
    fresh: bool,
    output: Path | None,
    by: str,
    figures: Path | None,
) -> None:
    """Simulate one design: its metrics over all futures, how busy each desk is, and where the hours went."""
    from orgsim.results.comparison import open_results
    from orgsim.results.plan import make_plan

    plan = make_plan([scenario], seed=seed, replications=replications, overrides=overrides)
    folder = output or Path("out") / plan.folder
    simulate_plan(console, plan, folder, workers=workers, fresh=fresh)
    results = open_results(folder)
    console.answer(design=plan.names[0], seed=seed, futures=len(results.replications), folder=shown(folder))
    if by == "quarter":
        _print_quarters(console, results)
    else:
        _print_metrics(console, results)
        _print_market(console, plan.organizations[0], seed)
        _print_desks(console, results)
        _print_ledger(console, results)
    console.say(f"\nresults in {shown(folder)} (replications, quarters, ledger, desks; manifest.json)")
    if figures:
        draw_figures(console, figures, results)
    end_partial(console)


def _print_metrics(console: Console, results: "Results") -> None:
    from orgsim.metrics.catalog import all_metrics
    from orgsim.results.statistics import spread

    rows = []
    answers = {}
    for metric in all_metrics().values():
        found = spread(results.replications[metric.name].to_numpy(float))
        answers[metric.name] = vars(found)
        unit = "" if metric.unit == "share" else f", {metric.unit}"
        low, high = number(found.low, metric.unit), number(found.high, metric.unit)
        rows.append([metric.title + unit, number(found.median, metric.unit), f"{low} .. {high}"])
    console.answer(metrics=answers)
    console.table(["over all counted quarters", "median", "80% of futures"], rows)


def _print_quarters(console: Console, results: "Results") -> None:
    from orgsim.metrics.catalog import all_metrics

    quarters = results.table("quarters")
    medians = quarters.groupby("quarter").median(numeric_only=True)
    series = {name: [float(value) for value in medians[name]] for name in all_metrics()}
    rows = [
        [metric.title, *(number(value, metric.unit) for value in series[metric.name])]
        for metric in all_metrics().values()
    ]
    console.answer(quarters=series)
    console.table(["median by quarter", *map(str, medians.index)], rows)


def _print_market(console: Console, organization: "Organization", seed: int) -> None:
    """Print how much there is to choose from: candidates at planning over planned capacity, in the first future."""
    from orgsim.engine.simulation import simulate

    tally = simulate(organization.blueprint, seed, 0).tally[:, organization.warmup_quarters :]
    capacity = float(tally.capacity.sum())
    ratio = float(tally.pool_effort.sum()) / capacity if capacity else float("nan")
    console.answer(pool_over_capacity=ratio)
    console.say(f"\ncandidates at planning: {number(ratio)} times what fits (first future)")


def _print_desks(console: Console, results: "Results") -> None:
    desks = results.table("desks").groupby("post", sort=False).sum(numeric_only=True)
    desks = desks[desks["open"] > 0]
    desks["share"] = desks["spent"] / desks["open"]
    desks["wait"] = desks["waited"] / desks["requests"].where(desks["requests"] > 0) / 2400
    desks = desks.sort_values("share", ascending=False)
    console.answer(desks={str(post): float(share) for post, share in desks["share"].items()})
    rows = [
        [str(post), number(float(row["share"]), "share"), number(float(row["wait"]))]
        for post, row in desks.head(12).iterrows()
    ]
    console.say()
    console.table(["busiest desks", "utilisation", "weeks to answer"], rows)


def _print_ledger(console: Console, results: "Results") -> None:
    ledger = results.table("ledger")
    shares = {}
    for book, title in (("team", "engineers' time"), ("person", "time of posts")):
        columns = [column for column in ledger.columns if column.startswith(f"{book}.")]
        totals = ledger[columns].sum()
        whole = float(totals.sum())
        rows = [
            [column.partition(".")[2].replace("_", " "), number(float(minutes) / whole, "share")]
            for column, minutes in totals.items()
            if minutes > 0 and isinstance(column, str)
        ]
        shares[book] = {str(column): float(minutes) / whole for column, minutes in totals.items()}
        console.say()
        console.table([title, "share"], rows)
    console.answer(ledger=shares)
