"""``orgsim calibrate``: numbers of a scenario fitted to what was observed of the company."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.answers import with_unit
from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.keeping import keeping
from orgsim.cli.options import FILE, FOLDER, FRESH, PATH, SEED, WORKERS
from orgsim.errors import InputError
from orgsim.plain_words import counted, number
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgsim.sensitivity.fit import Fit

WHAT_THEN = (
    "Either the ranges do not hold the right numbers, or the model cannot do what the company did, whatever the numbers are.\n"
    "Before you trust the fit, widen a range, vary other keys, or state a larger discrepancy."
)


@click.command()
@click.argument("path", type=PATH, metavar="SCENARIO")
@click.argument("observed", type=PATH, metavar="OBSERVED.csv")
@click.option(
    "--key", "keys", multiple=True, required=True, metavar="KEY[=LOW:HIGH]", help="Number to fit; repeatable."
)
@click.option("--points", type=click.IntRange(20, 100_000), default=60, show_default=True, help="Points of each wave.")
@click.option("--futures", type=click.IntRange(2, 10_000), default=10, show_default=True, help="Futures at each point.")
@click.option("--waves", type=click.IntRange(1, 10), default=2, show_default=True, help="Waves of history matching.")
@click.option("-o", "--output", type=FILE, help="Write a scenario with the medians of the fit into this file.")
@click.option(
    "--kept",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="Keep finished points in this folder, so that the same command continues; default: out/NAME-calibrated.",
)
@click.option(
    "--report", type=FILE, metavar="FILE", help="Write what was found as one HTML page, which opens without a network."
)
@FRESH
@SEED
@WORKERS
@click.pass_obj
def command(
    console: Console,
    path: Path,
    observed: Path,
    *,
    keys: tuple[str, ...],
    points: int,
    futures: int,
    waves: int,
    output: Path | None,
    folder: Path | None,
    report: Path | None,
    fresh: bool,
    seed: int,
    workers: int | None,
) -> None:
    """Fit numbers of a scenario to what was observed of the company: history matching, then approximate Bayesian computation.

    OBSERVED is a CSV with metric, value, error (its standard error) and discrepancy (how far the model may be off even with
    the right numbers, a standard deviation), in the units of `orgsim metrics`, over as long a time as the scenario's horizon.
    Finished points are kept: the same command continues where it was stopped. Where the fitted model does not reach an
    observation, everything is written all the same, and the exit code is 1.
    """
    from orgsim.engine.warmup import compile_engine
    from orgsim.metrics.catalog import metric_named
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design
    from orgsim.sensitivity.fit import Fit
    from orgsim.sensitivity.fitting import Company, read_observed, require_keys
    from orgsim.sensitivity.kept import Kept
    from orgsim.sensitivity.matching import match
    from orgsim.sensitivity.ranges import ranges_of

    seen, design = read_observed(observed), load_design(path)
    chosen = ranges_of([design], keys)
    require_keys(chosen, seen)
    _check_output(path, output)
    metrics = [metric_named(one.name) for one in seen]
    compile_engine(build(design).blueprint, console.note)
    kept = Kept(folder or Path("out") / f"{path.stem}-calibrated", fresh)
    with keeping(console, kept), console.tracker(points * futures * waves, "simulating") as tracker:
        company = Company(design, chosen, metrics, futures, seed, workers, lambda done: tracker(done, 0), kept)
        found = match(seen, len(chosen), company.observables, points=points, waves=waves, seed=seed)
    fit = Fit(found, chosen, seen, metrics)
    _print(console, fit)
    if output:
        _write(path, output, fit, observed)
        console.say(f"wrote {shown(output)}")
        console.answer(written=shown(output))
    if report:
        asked = {"--points": points, "--futures": futures, "--waves": waves, "--seed": seed}
        words = [shown(path), shown(observed), *(word for key in keys for word in ("--key", key))]
        words += [str(word) for pair in asked.items() for word in pair]
        _report(console, fit, report, design.name, observed.name, futures, words)
    if fit.missed():
        raise Stop(NO)


def _check_output(path: Path, output: Path | None) -> None:
    if output is None:
        return
    if output.resolve().parent != path.resolve().parent:
        raise InputError(f"the scenario extends {path.name}, so it is written beside it, not to {shown(output)}")
    if output.exists():
        raise InputError(f"{shown(output)} exists already; choose another file")


def _print(console: Console, fit: "Fit") -> None:
    """Print the waves, what is known of each number before and after, and what the fitted model makes of the observables."""
    for place, wave in enumerate(fit.found.waves, start=1):
        console.say(f"wave {place}: {wave.left} of {counted(wave.points, 'point')} come near what was observed")
    console.say()
    rows = [_key(fit, place) for place in range(len(fit.keys))]
    console.table(["number", "in the scenario", "range before", "fitted", "95% of what is left", "learned"], rows)
    console.say()
    rows = [_observable(fit, place) for place in range(len(fit.seen))]
    console.table(["observed", "value", "error", "discrepancy", "fitted model, 95% of futures", "reached"], rows)
    console.say(
        "learned: how much narrower the interval is than 95 % of the range before; near 0 % the observations say nothing of the number.\n"
        "Intervals hold if the discrepancies are stated honestly: a model that is further off than they say is fitted to its faults."
    )
    if missed := fit.missed():
        console.say(f"\nThe fitted model does not reach {len(missed)} of {counted(len(fit.seen), 'observable')}:")
        for place in missed:
            console.say(f"  {fit.told_missed(place)}")
        console.say(WHAT_THEN)
    console.answer(
        missed=[fit.seen[place].name for place in missed],
        waves=[{"points": wave.points, "left": wave.left, "least": wave.least} for wave in fit.found.waves],
        numbers=[_key_as_data(fit, place) for place in range(len(fit.keys))],
        observables=[
            {
                "metric": one.name,
                "value": one.value,
                "error": one.error,
                "discrepancy": one.discrepancy,
                "reached": place not in missed,
                "chance": fit.found.chance(place, one),
                "predicted": dict(zip(("low", "median", "high"), fit.predicted(place), strict=True)),
            }
            for place, one in enumerate(fit.seen)
        ],
    )


def _key(fit: "Fit", place: int) -> list[str]:
    key, (low, middle, high) = fit.keys[place], fit.ends(place)
    before = f"{number(key.low)} to {number(key.high)}"
    ends = f"{number(low)} to {number(high)}"
    return [key.path, number(key.value), before, number(middle), ends, f"{fit.learned(place):.0%}"]


def _key_as_data(fit: "Fit", place: int) -> dict[str, Any]:
    key, (low, middle, high) = fit.keys[place], fit.ends(place)
    return {
        "key": key.path,
        "value": key.value,
        "prior": [key.low, key.high],
        "median": middle,
        "interval": [low, high],
    }


def _observable(fit: "Fit", place: int) -> list[str]:
    one, metric, (low, middle, high) = fit.seen[place], fit.metrics[place], fit.predicted(place)
    told = f"{number(middle)} ({number(low)} to {number(high)})"
    reached = "no" if place in fit.missed() else "yes"
    return [
        with_unit(metric.title, metric.unit),
        number(one.value),
        number(one.error),
        number(one.discrepancy),
        told,
        reached,
    ]


def _report(
    console: Console, fit: "Fit", page: Path, company: str, source: str, futures: int, words: "Sequence[str]"
) -> None:
    """Write the page on what was found, with the command line that makes it again."""
    from orgsim.cli.reporting import save_page
    from orgsim.report.calibration import calibration_report

    again = shlex.join(["orgsim", "calibrate", *words, "--report", shown(page)])
    save_page(console, page, calibration_report(fit, company, source, again, futures))


def _write(path: Path, output: Path, fit: "Fit", observed: Path) -> None:
    """Write a scenario that extends the old one and has the medians of the fit; a remark says what the fit does not reach."""
    from orgsim.results.whole import write_whole
    from orgsim.scenario.operations.writing import flow

    data: dict[str, Any] = {}
    for place, key in enumerate(fit.keys):
        here = data
        *above, last = key.path.split(".")
        for part in above:
            here = here.setdefault(part, {})
        _, value, _ = fit.ends(place)
        here[last] = int(value) if key.entry.whole else value
    lines = [
        f"# fitted to {observed.name} by orgsim calibrate: medians",
        *(f"# not reached by the fitted model: {fit.told_missed(place)}" for place in fit.missed()),
        f"extends: {flow(path.name)}",
        f"name: {flow(output.stem)}",
    ]
    lines += [f"{section}: {flow(values)}" for section, values in data.items()]
    write_whole(output, ("\n".join(lines) + "\n").encode())
