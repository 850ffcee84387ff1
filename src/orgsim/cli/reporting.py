"""Writing the report of a comparison, shared by ``compare --report`` and ``report``: its questions, their budget, and the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.simulating import simulate_plan
from orgsim.errors import CommandLineError, OrgsimError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.attribution.answers import Attribution
    from orgsim.headroom.answers import Headroom
    from orgsim.metrics.metric import Rope
    from orgsim.report.extras import Extras
    from orgsim.report.following import Followed
    from orgsim.results.comparison import Results
    from orgsim.results.plan import Plan
    from orgsim.sensitivity.flips import Flips

FEWEST = 20
"""Futures that each design of a question behind the answer gets at least."""

RUNS = 2000
"""Runs that a question behind the answer may take, unless the user says how many."""


def save_page(console: Console, page: Path, text: str) -> None:
    """Write a page, and say where it is.

    Raises
    ------
    ResultsError
        When the file cannot be written.
    """
    from orgsim.results.whole import write_whole

    content = text.encode()
    write_whole(page, content)
    console.answer(report=shown(page))
    console.say(f"report in {shown(page)} ({len(content) / 1000:,.0f} kB; it opens without a network)")


@dataclass(frozen=True)
class Asking:
    """Which questions behind the answer are asked, and how many runs each may take."""

    why: bool
    flips: bool
    headroom: bool
    budget: int | None
    """None: `RUNS`."""
    question: str

    @property
    def given(self) -> str:
        """The first of the questions that is asked; empty for none."""
        return next((name for name in ("why", "flips", "headroom", "question") if getattr(self, name)), "")

    @property
    def more(self) -> bool:
        """Whether anything has to be simulated for the report itself."""
        return self.why or self.flips or self.headroom

    @property
    def runs(self) -> int:
        """How many runs each question may take, for each alternative."""
        return self.budget or RUNS

    def options(self) -> Iterator[str]:
        """Yield the words that ask the same questions."""
        yield from (f"--{name}" for name in ("why", "flips", "headroom") if getattr(self, name))
        if self.budget is not None:
            yield from ("--runs", str(self.budget))
        if self.question:
            yield from ("--question", self.question)

    def require_questions(self, option: str) -> None:
        """Refuse an option about what is simulated for the report when nothing is.

        Raises
        ------
        InputError
            Naming the options that it needs.
        """
        if not self.more:
            raise CommandLineError(
                f"{option} is about what a report simulates for --why, --flips and --headroom; none of them is given"
            )


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a report; the command gets them as one `asked`."""

    @wraps(command)
    def ordered(*args: Any, **given: Any) -> Any:
        asked = Asking(**{entry.name: given.pop(entry.name) for entry in fields(Asking)})
        if asked.budget is not None:
            asked.require_questions("--runs")
        return command(*args, asked=asked, **given)

    options = (
        click.option(
            "--why",
            is_flag=True,
            help="In the report, say why designs differ: change by change, mechanism by mechanism.",
        ),
        click.option("--flips", is_flag=True, help="In the report, say which uncertain numbers would turn the answer."),
        click.option(
            "--headroom", is_flag=True, help="In the report, say what there is to gain, and what designs capture of it."
        ),
        click.option(
            "--runs",
            "budget",
            type=click.IntRange(100, 10_000_000),
            help=f"Runs that each of --why, --flips and --headroom may take, for each alternative.  [default: {RUNS}]",
        ),
        click.option(
            "--question",
            default="",
            metavar="TEXT",
            help="Headline of the report; default: made from the designs' names.",
        ),
    )
    for option in reversed(options):
        ordered = option(ordered)
    return ordered


@dataclass(frozen=True)
class Writing:
    """What a report is written from: results, the plan that they come from, and how the user wants more to be simulated."""

    console: Console
    results: "Results"
    plan: "Plan | None"
    """None: it is read back from the manifest of the results when it is needed."""
    baseline: str
    metric: str | None
    """The metric that the answer is about; None: realised value."""
    ropes: Mapping[str, "Rope"]
    workers: int | None

    @property
    def lead(self) -> str:
        """The metric that the answer is about."""
        from orgsim.metrics.catalog import VALUE

        return self.metric or VALUE

    def write(self, page: Path, asked: Asking) -> None:
        """Write the report.

        Raises
        ------
        ResultsError
            When the file cannot be written.
        """
        from orgsim.report.build import report

        text = report(
            self.results,
            baseline=self.baseline,
            lead=self.lead,
            ropes=self.ropes,
            question=asked.question,
            extras=self.extras(asked),
        )
        save_page(self.console, page, text)

    def extras(self, asked: Asking) -> "Extras":
        """Simulate what the questions behind the answer need."""
        from orgsim.report.extras import Extras

        followed, untold = self._followed()
        told = Extras(followed=followed, untold=untold, options=self._options(asked))
        if not asked.more:
            return told
        whole = self._plan()
        pairs = {name: _part(whole, [self.baseline, name]) for name in whole.names if name != self.baseline}
        return replace(
            told,
            headroom=self._headroom(whole, asked.runs * max(len(pairs), 1)) if asked.headroom else None,
            reasons={name: self._why(pair, asked.runs) for name, pair in pairs.items()} if asked.why else {},
            flips={name: self._flips(pair, asked.runs) for name, pair in pairs.items()} if asked.flips else {},
        )

    def _options(self, asked: Asking) -> tuple[str, ...]:
        """Return the options of ``compare`` that ask for the same page."""
        from orgsim.metrics.catalog import VALUE

        ropes = [f"{name}={rope.low:g}:{rope.high:g}" for name, rope in self.ropes.items()]
        return (
            *(("--baseline", self.baseline) if self.baseline != self.results.designs[0] else ()),
            *(("--metric", self.lead) if self.lead != VALUE else ()),
            *(word for rope in ropes for word in ("--rope", rope)),
            *asked.options(),
        )

    def _followed(self) -> tuple["Sequence[Followed]", str]:
        """Replay the futures that the report tells; none, and the reason, where a replay would not be the same future."""
        from orgsim.engine.warmup import compile_engine
        from orgsim.explain.future import organization_of
        from orgsim.report.following import follow, to_follow
        from orgsim.report.verdicts import Asked

        futures = to_follow(Asked(self.results, self.baseline, self.lead, self.ropes))
        if not futures:
            return (), ""
        try:
            compile_engine(organization_of(self.results, self.baseline).blueprint, self.console.note)
            with self.console.tracker(len(futures), "following single futures") as tracker:
                return list(follow(self.results, futures, lambda done: tracker(done, 0))), ""
        except OrgsimError as error:
            self.console.note(f"the report tells no single future: {error}")
            return (), str(error)

    def _plan(self) -> "Plan":
        from orgsim.results.plan import plan_again

        return self.plan or plan_again(self.results.manifest)

    def _headroom(self, plan: "Plan", runs: int) -> "Headroom":
        from orgsim.headroom.answers import headroom_of
        from orgsim.headroom.catalog import ORACLES
        from orgsim.headroom.plan import Question

        designs = [self.baseline, *(name for name in plan.names if name != self.baseline)]
        question = Question(_part(plan, designs), ORACLES)
        everything = _sized(question.everything(), runs)
        return headroom_of(question, self._run(everything, "headroom", "what there is to gain"))

    def _why(self, pair: "Plan", runs: int) -> "Attribution":
        from orgsim.attribution.answers import attribution
        from orgsim.attribution.arms import Why

        question = Why(pair)
        everything = _sized(question.everything(), runs)
        return attribution(question, self._run(everything, "why", f"why {pair.names[1]} differs"), self.lead)

    def _flips(self, pair: "Plan", runs: int) -> "Flips":
        from orgsim.results.statistics import estimated
        from orgsim.sensitivity.flips import Budget, flips
        from orgsim.sensitivity.settings import doubts

        baseline, design = (organization.design for organization in pair.organizations)
        values = self.results.by_design(self.lead)
        planned = Budget.of(runs, len(doubts([baseline, design]))).runs
        self.console.note(f"{counted(planned, 'run')} for what would flip the answer on {design.name}")
        with self.console.tracker(planned, "simulating") as tracker:
            return flips(
                baseline,
                design,
                self.lead,
                runs=runs,
                seed=pair.seed,
                stated=estimated(values[design.name] - values[baseline.name]),
                workers=self.workers,
                tell=lambda done: tracker(done, 0),
            )

    def _run(self, plan: "Plan", folder: str, what: str) -> "Results":
        """Simulate what is missing for a question, and return its results."""
        from orgsim.results.runner import results_of

        place = self.results.folder / "report" / folder
        self.console.note(f"{counted(plan.replications * len(plan.names), 'run')} for {what}")
        simulate_plan(self.console, plan, place, workers=self.workers, fresh=False)
        return results_of(plan, place)


def _part(plan: "Plan", names: Sequence[str]) -> "Plan":
    return replace(plan, organizations=tuple(plan.organization(name) for name in names))


def _sized(plan: "Plan", runs: int) -> "Plan":
    """Return a plan with as many futures as some runs allow."""
    return replace(plan, replications=max(FEWEST, runs // len(plan.names)))
