"""Simulating a study: what is missing of all cases under one progress report, what failed, and what is left when it is interrupted."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, Stop
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from orgsim.cli.until import Until
    from orgsim.experiments.stopping import ByDesign
    from orgsim.experiments.study import Entry, Study
    from orgsim.results.parts import Part
    from orgsim.results.pieces import Report
    from orgsim.results.plan import Plan
    from orgsim.results.runner import Progress


@dataclass(frozen=True)
class Shard:
    """One of several equal shares of a study, from 1; parts are dealt out like cards."""

    number: int = 1
    of: int = 1

    def share(self, parts: "Sequence[tuple[Entry, Part]]") -> "list[tuple[Entry, Part]]":
        """Return the parts of the study that belong to it."""
        return list(parts[self.number - 1 :: self.of])


def shard_from(text: str | None) -> Shard:
    """Return a share of a study given as ``I/N``; the whole for none.

    Raises
    ------
    CommandLineError
        When the text is not of that form, or there is no such share.
    """
    if text is None:
        return Shard()
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal()) or len(text) > 20 or not 1 <= int(number) <= int(of):
        raise CommandLineError(f"--shard {text[:40]}: expected I/N with I from 1 to N, such as 1/8")
    return Shard(int(number), int(of))


@dataclass
class Work:
    """What a command simulates of a study: parts by case."""

    study: "Study"
    shard: Shard
    workers: int | None
    fresh: bool
    made: int = 0
    saved: int = 0
    failed: int = 0
    damaged: list[str] = field(default_factory=list)
    until: "Until | None" = None
    elsewhere: "Executor | None" = None
    """Workers on a cluster, instead of threads here."""

    def wanted(self) -> "dict[str, tuple[Entry, list[Part]]]":
        """Return the parts that belong to this command, by case."""
        found: dict[str, tuple[Entry, list[Part]]] = {}
        for entry, part in self.shard.share(list(self.study.parts())):
            found.setdefault(entry.case.name, (entry, []))[1].append(part)
        return found

    def do(self, console: Console) -> None:
        """Simulate what is missing, case by case; stop the command when it is interrupted."""
        wanted = self.wanted()
        total = sum(len(part.replications) for _, parts in wanted.values() for part in parts)
        done, told = 0, set[str]()
        try:
            with console.tracker(total, "simulating") as tracker:
                for entry, parts in wanted.values():
                    plan = self.study.plan(entry)
                    _warn(console, plan, told)
                    report = lambda made, lost, before=done: tracker(before + made, self.failed + lost)  # noqa: E731
                    progress = self._case(console, entry, plan, parts, report)
                    if self.until:
                        self._go_on(console, entry, plan, report)
                    done += sum(len(part.replications) for part in parts)
                    self._count(console, entry, plan, progress)
                    tracker(done - self.failed, self.failed)
        except KeyboardInterrupt:
            console.note(
                f"interrupted; what is done is saved in {shown(self.study.folder)}. Run the same command to continue."
            )
            raise Stop(INTERRUPTED) from None

    def _case(
        self, console: Console, entry: "Entry", plan: "Plan", parts: "list[Part]", report: "Report"
    ) -> "Progress":
        from orgsim.engine.warmup import compile_engine
        from orgsim.results.runner import run_plan

        compile_engine(plan.organizations[0].blueprint, console.note)
        place = self.study.place(entry)
        if not self.fresh:
            self.study.copy(entry)
        return run_plan(
            plan,
            place,
            workers=self.workers,
            fresh=self.fresh,
            report=report,
            only=set(parts) if self.shard.of > 1 else None,
            elsewhere=self.elsewhere,
        )

    def _go_on(self, console: Console, entry: "Entry", plan: "Plan", report: "Report") -> None:
        """Simulate more futures of a case until its intervals are narrow enough, and note how many there are now."""
        from orgsim.experiments.stopping import until_precise
        from orgsim.results.runner import results_of, run_plan

        def simulate(count: int) -> "ByDesign":
            more = replace(plan, replications=count)
            place = self.study.place(entry)
            if count > entry.case.replications:
                done = run_plan(more, place, workers=self.workers, report=report, elsewhere=self.elsewhere)
                self.made += done.made
            return results_of(more, place).by_design(wanted.metric.name)

        wanted = self.until.precision()  # type: ignore[union-attr]
        found = until_precise(wanted, plan.names[0], simulate)
        if not found.enough:
            console.note(f"{entry.case.name}: still ±{found.half_width:.3g} after {counted(found.futures, 'future')}")
        case = replace(entry.case, replications=found.futures)
        self.study.entries[self.study.entries.index(entry)] = replace(entry, case=case)

    def _count(self, console: Console, entry: "Entry", plan: "Plan", progress: "Progress") -> None:
        """Note what was saved before, damaged or failed in a case."""
        from orgsim.results.runner import failures_path

        self.made += progress.made
        self.saved += progress.reused
        self.failed += len(progress.failures)
        for path in progress.damaged:
            console.note(f"{shown(path)} was damaged; its futures were simulated again")
        self.damaged += [shown(path) for path in progress.damaged]
        if not progress.failures:
            return
        first = progress.failures[0]
        if progress.made + progress.reused == 0:
            console.note(f"{entry.case.name}: every run failed; the first failure: {first['error']}")
            return
        where = shown(failures_path(plan, self.study.place(entry)))
        console.note(f"{entry.case.name}: {counted(len(progress.failures), 'run')} failed; see {where}")
        console.note(f"first failure: {first['design']}, replication {first['replication']}: {first['error']}")


def _warn(console: Console, plan: "Plan", told: set[str]) -> None:
    """Print what is doubtful about designs, once for a study."""
    for text in dict.fromkeys(problem.text() for one in plan.organizations for problem in one.design.warnings):
        if text not in told:
            console.note(text)
            told.add(text)
