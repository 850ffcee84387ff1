"""``orgsim optimise``: a search for a better design under limits, and what it is worth in futures that the search has not seen."""

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.answers import WAYS, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference
from orgsim.cli.options import FILE, PATH, WORKERS
from orgsim.errors import InputError
from orgsim.plain_words import counted, enumerated, estimate
from orgsim.scenario.problems import Problem, ScenarioError, shown
from orgsim.scenario.search import SearchFile, load_search

if TYPE_CHECKING:
    from orgsim.experiments.search import Answers, Found, Trial
    from orgsim.metrics.metric import Metric
    from orgsim.metrics.outcome import Values
    from orgsim.results.statistics import Estimate
    from orgsim.scenario.design import Design

MOST_SHOWN = 10


@click.command()
@click.argument("path", type=PATH, metavar="SEARCH.yaml")
@click.option("-o", "--output", type=FILE, help="Write the best design into this file; default: none is written.")
@click.option("--results", type=PATH, metavar="DIR", help="Keep futures in this folder; default: out/NAME.")
@WORKERS
@click.pass_obj
def command(console: Console, path: Path, *, output: Path | None, results: Path | None, workers: int | None) -> None:
    """Search for a better design: combinations of answers, each a list of operations, under limits on posts, engineers and cost.

    Prints the path of the search, and what the best design and the runner-up are worth in futures that the search has not
    seen, beside what the search had promised. An interrupted search continues when the command is repeated.
    """
    from orgsim.experiments.search import search

    file = load_search(path)
    hunt = _Hunt(console, file, results or Path("out") / path.stem, workers)
    _check_output(file, output)
    budget = file.search.search
    console.note(f"at most {counted(budget.designs, 'design')} in {counted(budget.futures, 'future')} each")
    choices = {question: list(answers) for question, answers in file.search.choices.items()}
    found = search(
        choices,
        hunt.gains,
        designs=budget.designs,
        futures=budget.futures,
        finalists=budget.finalists,
        seed=budget.seed,
        today=_as_it_is(file),
    )
    _print_search(console, found, hunt.metric)
    best, second = found.finalists[0], found.finalists[1] if len(found.finalists) > 1 else None
    better = _print_truth(console, hunt, best, second)
    if output and not better:
        console.say(f"{shown(output)} is not written, since nothing that was tried is better than {hunt.today.name}")
    elif output:
        _write(file, output, best.answers)
        console.say(f"wrote {shown(output)}")
        console.answer(written=shown(output))


@dataclass(frozen=True)
class _Hunt:
    """What a search simulates: today's company and one design at a time, in the same futures, kept in a folder."""

    console: Console
    file: SearchFile
    folder: Path
    workers: int | None

    @cached_property
    def metric(self) -> "Metric":
        """What is to be better."""
        from orgsim.metrics.catalog import metric_named

        at = ("metric",)
        try:
            found = metric_named(self.file.search.metric)
        except InputError as error:
            raise ScenarioError([Problem("E361", str(error), at, self.file.document.place(at))]) from None
        if found.direction == "neither":
            message = f"{found.name} is neither better when higher nor when lower"
            raise ScenarioError([Problem("E361", message, at, self.file.document.place(at))])
        return found

    @cached_property
    def today(self) -> "Design":
        """Today's company."""
        from orgsim.scenario.design import load_design

        return load_design(self.file.today)

    def gains(self, answers: "Answers", count: int) -> "Values | str":
        """Return what a design gains in the futures of the search; why it is none where it is not."""
        try:
            design = self.file.design(dict(answers))
        except ScenarioError as error:
            return next(problem.message for problem in error.problems if problem.is_error)
        return self.file.too_much(design) or self.paired([design], count, self.file.search.search.seed)[0]

    def paired(self, designs: "list[Design]", count: int, seed: int) -> "list[Values]":
        """Return what designs gain over today's company, (futures,) each, better when larger."""
        from orgsim.engine.warmup import compile_engine
        from orgsim.errors import SimulationError
        from orgsim.results.files import make_folder
        from orgsim.results.plan import check_same_market, plan_of
        from orgsim.results.runner import results_of, run_plan

        named = [replace(one, name=f"design {place}") for place, one in enumerate(designs, start=1)]
        plan = plan_of([replace(self.today, name="today's company"), *named], seed=seed, replications=count)
        check_same_market(plan)
        make_folder(self.folder)
        compile_engine(plan.organizations[0].blueprint, self.console.note)
        progress = run_plan(plan, self.folder, workers=self.workers)
        if progress.failures:
            raise SimulationError(f"a run failed: {progress.failures[0]['error']}")
        values = results_of(plan, self.folder).by_design(self.metric.name)
        sign = -1.0 if self.metric.direction == "lower" else 1.0
        return [sign * (values[one.name] - values["today's company"]) for one in named]


def _as_it_is(file: SearchFile) -> "Answers | None":
    """Return the answers that leave the company as it is; None where a question has no such answer."""
    empty = {
        question: next((answer for answer, steps in answers.items() if not steps), None)
        for question, answers in file.search.choices.items()
    }
    return {question: answer for question, answer in empty.items() if answer} if all(empty.values()) else None


def _check_output(file: SearchFile, output: Path | None) -> None:
    """Refuse a file that would not be read again, or is there already."""
    if output is None:
        return
    if output.resolve().parent != file.path.resolve().parent:
        raise InputError(
            f"the design extends {file.search.design}, so it is written beside {shown(file.path)}, not to {shown(output)}"
        )
    if output.exists():
        raise InputError(f"{shown(output)} exists already; choose another file")


def _write(file: SearchFile, output: Path, answers: "Answers") -> None:
    """Write the best design as a scenario: what it extends, and the operations of its answers."""
    from orgsim.results.whole import write_whole
    from orgsim.scenario.operations.writing import flow

    lines = [f"# {question}: {answer}" for question, answer in answers.items()]
    lines += [f"extends: {flow(file.search.design)}", f"name: {flow(output.stem)}"]
    steps = [step for question, answer in answers.items() for step in file.search.choices[question][answer]]
    if steps:
        lines += ["changes:", f"  - name: found by a search of {file.path.name}", "    do:"]
        lines += [f"      - {flow(step)}" for step in steps]
    write_whole(output, ("\n".join(lines) + "\n").encode())


def _print_search(console: Console, found: "Found", metric: "Metric") -> None:
    """Print the path of the search and its finalists."""
    console.heading(f"{with_unit(metric.title, metric.unit)} ({WAYS[metric.direction]}): {_tried(found)}")
    path = list(found.path())
    rows = [[f"{one.number}", _named(one), _gain(one.gain, metric)] for one in path[-MOST_SHOWN:]]
    if rows:
        console.table(["trial", "better than today and all before", "gain (95%), as the search saw it"], rows)
    else:
        console.say("no design that was tried was better than today's company in the futures of the search")
    if found.impossible:
        reasons = list(dict.fromkeys(one.reason for one in found.impossible))
        console.say(f"{counted(len(found.impossible), 'combination')} impossible: {enumerated(reasons, 3)}")
    console.answer(
        metric=metric.name,
        combinations=found.combinations,
        trials=[_as_data(one) for one in found.trials],
        impossible=[{"answers": dict(one.answers), "reason": one.reason} for one in found.impossible],
        finalists=[_as_data(one) for one in found.finalists],
    )


def _tried(found: "Found") -> str:
    tried = len(found.trials) + len(found.impossible)
    return f"{tried:,} of {counted(found.combinations, 'combination')} tried"


def _named(one: "Trial") -> str:
    return ", ".join(f"{question}: {answer}" for question, answer in one.answers.items())


def _gain(found: "Estimate", metric: "Metric") -> str:
    ends = f"{difference(found.low, metric.unit)} .. {difference(found.high, metric.unit)}"
    return f"{difference(found.mean, metric.unit)} ({ends})"


def _as_data(one: "Trial") -> dict[str, object]:
    return {"number": one.number, "answers": dict(one.answers), "gain": asdict(one.gain)}


def _print_truth(console: Console, hunt: _Hunt, best: "Trial", second: "Trial | None") -> bool:
    """Print what the best design and the runner-up gain in fresh futures, beside what the search had promised; tell whether any may."""
    from orgsim.results.statistics import estimated

    final, unit = hunt.file.search.final, hunt.metric.unit
    chosen = [one for one in (best, second) if one]
    values = hunt.paired([hunt.file.design(dict(one.answers)) for one in chosen], final.futures, final.seed)
    fresh = [estimated(one) for one in values]
    console.say()
    console.heading(f"in {counted(final.futures, 'fresh future')} (seed {final.seed}), gain over {hunt.today.name}")
    names = ["best", "runner-up"]
    rows = [
        [name, _named(one), _gain(one.gain, hunt.metric), _gain(truth, hunt.metric)]
        for name, one, truth in zip(names, chosen, fresh, strict=False)
    ]
    console.table(["", "design", "as the search saw it", "in fresh futures"], rows)
    better = best.gain.mean > 0.0 and not all(one.high < 0.0 for one in fresh)
    console.say(_curse(best, fresh[0], unit) if better else _nothing(best, fresh[0], hunt))
    between = estimated(values[0] - values[1]) if second else None
    if between and better:
        console.say(_between(between, unit))
    console.answer(
        better_than_today=better,
        best={"answers": dict(best.answers), "promised": asdict(best.gain), "fresh": asdict(fresh[0])},
        runner_up={"answers": dict(second.answers), "promised": asdict(second.gain), "fresh": asdict(fresh[1])}
        if second
        else None,
        best_over_runner_up=asdict(between) if between else None,
    )
    return better


def _nothing(best: "Trial", fresh: "Estimate", hunt: _Hunt) -> str:
    """Say that nothing that was tried is better than today's company, and what the best of it would do."""
    first = f"Nothing that was tried is better than {hunt.today.name}"
    if fresh.low == fresh.high == 0.0:
        return f"{first}: the best is to leave it as it is."
    said = estimate(fresh.mean, fresh.low, fresh.high, hunt.metric.unit)
    return f"{first}: the best of it gains {said} in fresh futures, and {_gain(best.gain, hunt.metric)} in those of the search."


def _curse(best: "Trial", fresh: "Estimate", unit: str) -> str:
    """Say how much of what the search promised is left; the best of many noisy values is too good on average."""
    lost = best.gain.mean - fresh.mean
    less = f"{difference(lost, unit).lstrip('+-')} {'less' if lost > 0.0 else 'more'} than the search saw"
    sure = "a gain beyond chance" if fresh.low > 0.0 else "no gain beyond chance" if fresh.high > 0.0 else "a loss"
    said = estimate(fresh.mean, fresh.low, fresh.high, unit)
    believe = "Believe the fresh futures: the best of many is picked partly for its luck."
    return f"The best design gains {said} in fresh futures, {less}: {sure}. {believe}"


def _between(found: "Estimate", unit: str) -> str:
    said = estimate(found.mean, found.low, found.high, unit)
    if found.low > 0.0:
        return f"It is ahead of the runner-up by {said}."
    if found.high < 0.0:
        return f"The runner-up is ahead of it by {estimate(-found.mean, -found.high, -found.low, unit)}: take that one."
    return f"It is not told from the runner-up: {said}."
