"""``orgsim sensitivity``: what drives the difference between two designs, and where the answer turns."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.keeping import keeping
from orgsim.cli.options import FRESH, OUTPUT, PATH, SEED, SETTINGS, WORKERS, metric_from, refuse_given
from orgsim.cli.sensitivity_answers import print_effects, print_shares, print_threshold
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.metrics.metric import Metric
    from orgsim.metrics.outcome import Values
    from orgsim.results.plan import Plan
    from orgsim.sensitivity.kept import Kept
    from orgsim.sensitivity.settings import Doubt

MOST_SHARED = 4
"""Keys that the default method hands from Morris's screening to Sobol' indices."""
OF_TWO_FILES = {
    **{name: f"--{name}" for name in ("threshold", "method", "points", "futures", "seed", "fresh")},
    "keys": "--key",
    "overrides": "--set",
    "workers": "-j",
    "output": "-o",
}
"""Options that say what is simulated of two files, by parameter."""
METHODS = ("both", "morris", "sobol", "ensemble")


@dataclass(frozen=True)
class Asked:
    """How a sensitivity is worked out."""

    metric: "Metric"
    keys: tuple[str, ...]
    points: int
    futures: int
    workers: int | None
    kept: "Kept"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="BASELINE DESIGN|DIR")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="both",
    show_default=True,
    help="morris: elementary effects of all keys; sobol: shares of the variance; both: sobol for the keys that morris finds strongest; "
    "ensemble: all keys off at once, then the strongest one at a time (a tornado).",
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY[=LOW:HIGH]",
    help="Number to vary; repeatable; default: all of low confidence, by up to half or double.",
)
@click.option(
    "--threshold", metavar="KEY[=LOW:HIGH]", help="Search where the answer turns as one number goes through its range."
)
@click.option("--metric", default="realised_value", show_default=True, metavar="NAME", help="Metric of the difference.")
@click.option(
    "--design", metavar="NAME", help="Design of a study to compare with its first one; default: the only other one."
)
@click.option(
    "--points",
    type=click.IntRange(2, 4096),
    default=8,
    show_default=True,
    help="Trajectories of Morris, and base points of Sobol.",
)
@click.option(
    "--futures",
    type=click.IntRange(2, 100_000),
    default=10,
    show_default=True,
    help="Futures at each point, the same at all of them.",
)
@SETTINGS
@SEED
@WORKERS
@FRESH
@OUTPUT
@click.pass_obj
def command(
    console: Console,
    paths: tuple[Path, ...],
    *,
    method: str,
    keys: tuple[str, ...],
    threshold: str | None,
    metric: str,
    design: str | None,
    points: int,
    futures: int,
    overrides: tuple[str, ...],
    seed: int,
    workers: int | None,
    fresh: bool,
    output: Path | None,
) -> None:
    """Say which uncertain numbers drive the difference between two designs, and where the answer turns.

    Name two scenario files, or the folder of a batch whose points are those of morris or saltelli, which can be shared out and
    run on several machines. Finished points of two files are kept, too: the same command continues where it was stopped.
    """
    from orgsim.results.plan import check_same_market, make_plan
    from orgsim.sensitivity.kept import Kept

    asked = Asked(metric_from(metric), keys, points, futures, workers, Kept(fresh=fresh))
    if len(paths) == 1:
        refuse_given(
            OF_TWO_FILES, "is for two scenario files; a study has its own points, futures, keys, ranges and results"
        )
        _of_study(console, paths[0], asked, design)
        return
    if len(paths) != 2 or design:
        raise CommandLineError("name two scenario files, or the folder of a batch (and --design with that only)")
    _check_options(method, points, threshold)
    plan = make_plan(paths, seed=seed, replications=futures, overrides=overrides)
    check_same_market(plan)
    asked.kept.folder = output or Path("out") / plan.folder
    with keeping(console, asked.kept):
        _Pair(console, plan, asked).answer(method, threshold)


def _check_options(method: str, points: int, threshold: str | None) -> None:
    """Refuse options that would do nothing, and points that Sobol' sequences do not have."""
    if threshold:
        refuse_given(
            {"method": "--method", "keys": "--key", "points": "--points"},
            "has nothing to say beside --threshold, which takes one number through its range; leave one of the two out",
        )
    elif method in ("sobol", "both") and points & (points - 1):
        near = 1 << (points.bit_length() - 1), 1 << points.bit_length()
        raise CommandLineError(
            f"--points {points}: a Sobol' sequence is balanced over a power of two points, such as {near[0]} or {near[1]}"
        )


def _of_study(console: Console, place: Path, asked: Asked, design: str | None) -> None:
    """Print the indices of a study, one table for each environment, setting and seed."""
    from orgsim.experiments.record import read_record
    from orgsim.experiments.samples import LEVELS
    from orgsim.sensitivity.indices import effects, noise_share, variance_shares
    from orgsim.sensitivity.studies import design_of, points_in

    record = read_record(place)
    chosen = design_of(record, design)
    told = []
    for found in points_in(record, chosen, asked.metric):
        console.heading(f"{found.case}: {chosen} against {record.designs[0]}")
        futures = found.values.shape[1]
        if found.sample.method == "morris":
            levels = found.sample.levels or LEVELS
            measured = effects(found.keys, found.shares, found.values, levels)
            data = print_effects(console, measured, asked.metric, futures)
        else:
            shares = variance_shares(found.keys, found.values)
            data = print_shares(console, shares, noise_share(found.values), futures)
        told.append({**found.labels, "futures": futures, **data})
    console.answer(baseline=record.designs[0], design=chosen, metric=asked.metric.name, cases=told)


@dataclass(frozen=True)
class _Pair:
    """Two designs whose difference is worked out from points of its own."""

    console: Console
    plan: "Plan"
    asked: Asked

    @cached_property
    def keys(self) -> "list[Doubt]":
        """The keys to vary, with their ranges."""
        from orgsim.sensitivity.ranges import ranges_of

        return ranges_of([one.design for one in self.plan.organizations], self.asked.keys)

    def answer(self, method: str, threshold: str | None) -> None:
        """Compile the engine, and answer what is asked."""
        from orgsim.engine.warmup import compile_engine

        names = self.plan.names
        keys = None if threshold else self.keys
        compile_engine(self.plan.organizations[0].blueprint, self.console.note)
        self.console.answer(baseline=names[0], design=names[1], metric=self.asked.metric.name, seed=self.plan.seed)
        if threshold:
            self.threshold(threshold)
        elif method == "ensemble":
            self.ensemble()
        elif keys is not None:
            self.indices(method, keys)

    def indices(self, method: str, keys: "list[Doubt]") -> None:
        """Print Morris's effects, Sobol' indices, or both."""
        from orgsim.experiments.samples import LEVELS
        from orgsim.sensitivity.indices import screened, shared_out

        points, seed = self.asked.points, self.plan.seed
        if method in ("morris", "both"):
            names = [one.path for one in keys]
            count = points * (len(keys) + 1)
            found = screened(lambda shares: self.values(keys, shares, count), names, points, LEVELS, seed)
            self.console.answer(**print_effects(self.console, found, self.asked.metric, self.asked.futures))
            strongest = [one.key for one in found[:MOST_SHARED]]
            keys = keys if method == "morris" else [one for one in keys if one.path in strongest]
        if method in ("sobol", "both"):
            count = points * (len(keys) + 2)
            names = [one.path for one in keys]
            shares, noise = shared_out(lambda cube: self.values(keys, cube, count), names, points, seed)
            self.console.answer(**print_shares(self.console, shares, noise, self.asked.futures))

    def values(self, keys: "list[Doubt]", shares: "Values", points: int) -> "Values":
        """Return the paired differences at some points, with progress."""
        from orgsim.sensitivity.ranges import evaluated
        from orgsim.sensitivity.trial import Trial

        runs = 2 * points * self.asked.futures
        self.console.note(f"{counted(points, 'point')} of {counted(len(keys), 'number')}: {counted(runs, 'run')}")
        with self.console.tracker(runs, "simulating") as tracker:
            baseline, design = (one.design for one in self.plan.organizations)
            tell = lambda done: tracker(done, 0)  # noqa: E731
            trial = Trial(
                (baseline, design), self.asked.metric, self.plan.seed, self.asked.workers, tell, self.asked.kept
            )
            return evaluated(trial, keys, self.asked.futures, shares)

    def threshold(self, text: str) -> None:
        """Search where the difference crosses zero as one number goes through its range."""
        from orgsim.sensitivity.ranges import range_of
        from orgsim.sensitivity.thresholds import threshold
        from orgsim.sensitivity.trial import Trial

        baseline, design = (one.design for one in self.plan.organizations)
        key = range_of(text, [baseline, design])
        trial = Trial((baseline, design), self.asked.metric, self.plan.seed, self.asked.workers, None, self.asked.kept)
        found = threshold(
            key.path,
            key.low,
            key.high,
            lambda values: trial.differences([({key.path: value}, range(self.asked.futures)) for value in values]),
            whole=key.entry.whole,
        )
        print_threshold(self.console, found, key, self.asked.metric, design.name)

    def ensemble(self) -> None:
        """Print in how much of an ensemble over all doubtful numbers a design is better, and the tornado of the strongest."""
        from orgsim.cli.sensitivity_answers import print_flips
        from orgsim.sensitivity.flips import Budget, flips
        from orgsim.sensitivity.settings import doubts

        if self.asked.keys:
            raise CommandLineError("the ensemble is over all numbers of low confidence; leave --key out")
        baseline, design = (one.design for one in self.plan.organizations)
        runs = 2 * self.asked.points * self.asked.futures * 10
        planned = Budget.of(runs, len(doubts([baseline, design]))).runs
        with self.console.tracker(planned, "simulating") as tracker:
            found = flips(
                baseline,
                design,
                self.asked.metric.name,
                runs=runs,
                seed=self.plan.seed,
                workers=self.asked.workers,
                tell=lambda done: tracker(done, 0),
                kept=self.asked.kept,
            )
        print_flips(self.console, found)
