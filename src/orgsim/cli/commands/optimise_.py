"""``orgsim optimise``: a search for a better design under limits, and what it is worth in futures that the search has not seen."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FILE, PATH, WORKERS
from orgsim.cli.search_answers import Ending, print_ending, print_search
from orgsim.errors import InputError
from orgsim.plain_words import counted
from orgsim.scenario.problems import Problem, ScenarioError, shown
from orgsim.scenario.search import SearchFile, load_search

if TYPE_CHECKING:
    from orgsim.experiments.search import Answers
    from orgsim.metrics.metric import Metric
    from orgsim.metrics.outcome import Values
    from orgsim.scenario.design import Design


@click.command()
@click.argument("path", type=PATH, metavar="SEARCH.yaml")
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="Write the design that fresh futures leave standing into this file; default: none is written.",
)
@click.option("--results", type=PATH, metavar="DIR", help="Keep futures in this folder; default: out/NAME.")
@WORKERS
@click.pass_obj
def command(console: Console, path: Path, *, output: Path | None, results: Path | None, workers: int | None) -> None:
    """Search for a better design: combinations of answers, each a list of operations, under limits on posts, engineers and cost.

    Prints the path of the search, and what the best design and the runner-up are worth in futures that the search has not
    seen, beside what the search had promised. The best one is written unless those futures prefer the runner-up. An interrupted
    search continues when the command is repeated.
    """
    from orgsim.experiments.fresh import choose
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
    print_search(console, found, hunt.metric)
    finalists, final = found.finalists[:2], file.search.final
    designs = [file.design(dict(one.answers)) for one in finalists]
    choice = choose(lambda count: hunt.paired(designs, count, final.seed), final.futures)
    ending = Ending(finalists, choice, hunt.metric, hunt.today.name, final)
    print_ending(console, ending)
    if output and not ending.better:
        console.say(f"{shown(output)} is not written, since nothing that was tried is better than {hunt.today.name}")
    elif output:
        _write(file, output, ending)
        console.say(f"wrote {shown(output)}: {ending.called}")
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


def _write(file: SearchFile, output: Path, ending: Ending) -> None:
    """Write the chosen design as a scenario: what it is worth, what it extends, and the operations of its answers."""
    from orgsim.results.whole import write_whole
    from orgsim.scenario.operations.writing import flow

    answers = ending.trial.answers
    lines = [f"# {ending.called}; {ending.said}"]
    lines += [f"# {question}: {answer}" for question, answer in answers.items()]
    lines += [f"extends: {flow(file.search.design)}", f"name: {flow(output.stem)}"]
    steps = [step for question, answer in answers.items() for step in file.search.choices[question][answer]]
    if steps:
        lines += ["changes:", f"  - name: found by a search of {file.path.name}", "    do:"]
        lines += [f"      - {flow(step)}" for step in steps]
    write_whole(output, ("\n".join(lines) + "\n").encode())
