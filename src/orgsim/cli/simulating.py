"""What ``run``, ``compare`` and ``batch`` share: their options, compiling, simulating with progress, and the exit code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, PARTIAL, Stop
from orgsim.cli.options import FRESH, OUTPUT, SEED, SETTINGS, WORKERS, replications
from orgsim.errors import SimulationError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.results.comparison import Results
    from orgsim.results.parts import Part
    from orgsim.results.plan import Plan
    from orgsim.results.runner import Progress

Command = Callable[..., Any]


@dataclass(frozen=True)
class Order:
    """How the user wants designs to be simulated: the values of the options that `simulating` adds."""

    overrides: tuple[str, ...]
    seed: int
    replications: int
    workers: int | None
    fresh: bool
    output: Path | None

    def plan(self, paths: Sequence[Path]) -> "Plan":
        """Return the plan for some scenario files."""
        from orgsim.results.plan import make_plan

        return make_plan(paths, seed=self.seed, replications=self.replications, overrides=self.overrides)

    def folder(self, plan: "Plan") -> Path:
        """Return where the results of a plan go."""
        return self.output or Path("out") / plan.folder

    def carry_out(self, console: Console, plan: "Plan") -> "Results":
        """Simulate a plan and return its own results, whatever else is in their folder."""
        from orgsim.results.gathering import Gathering

        gathering = Gathering(plan, self.folder(plan))
        simulate_plan(console, plan, gathering.folder, workers=self.workers, fresh=self.fresh, tell=gathering.add)
        return gathering.results()


def simulating(command: Command, *, futures: int = 200) -> Command:
    """Add the options of every command that simulates, by default so many futures; the command gets them as one `order`."""

    @wraps(command)
    def ordered(*args: Any, **given: Any) -> Any:
        order = Order(**{entry.name: given.pop(entry.name) for entry in fields(Order)})
        return command(*args, order=order, **given)

    for option in (SETTINGS, SEED, replications(futures), WORKERS, FRESH, OUTPUT):
        ordered = option(ordered)
    return ordered


def simulate_plan(
    console: Console,
    plan: "Plan",
    folder: Path,
    *,
    workers: int | None,
    fresh: bool,
    tell: "Callable[[Part], object]" = lambda _: None,
) -> None:
    """Simulate what a plan still lacks, with progress; stop the command when it was interrupted or every run failed.

    `tell` is called with each part that is done.
    """
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.files import make_folder, saved_of
    from orgsim.results.runner import failures_path, run_plan

    make_folder(folder)
    warnings = [problem.text() for one in plan.organizations for problem in one.design.warnings]
    for text in dict.fromkeys(warnings):
        console.note(text)
    compile_engine(plan.organizations[0].blueprint, console.note)
    total = plan.replications * len(plan.names)
    try:
        with console.tracker(total, "simulating") as tracker:
            progress = run_plan(plan, folder, workers=workers, fresh=fresh, report=tracker, tell=tell)
    except KeyboardInterrupt:
        saved = sum(saved_of(folder, part) for part in plan.parts())
        console.note(f"{counted(saved, 'run')} saved in {shown(folder)}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None
    if progress.damaged:
        console.answer(damaged=[shown(path) for path in progress.damaged])
    for path in progress.damaged:
        console.note(f"{shown(path)} was damaged; its futures were simulated again")
    if progress.reused:
        console.note(f"{progress.reused} of {counted(total, 'run')} had been saved in {shown(folder)}")
    if progress.failures:
        _report_failures(console, progress, failures_path(plan, folder), total)


def _report_failures(console: Console, progress: "Progress", path: Path, total: int) -> None:
    failures = progress.failures
    console.answer(failed=len(failures))
    first = failures[0]
    console.note(f"{len(failures):,} of {counted(total, 'run')} failed; see {shown(path)}")
    console.note(f"first failure: {first['design']}, replication {first['replication']}: {first['error']}")
    if progress.made + progress.reused == 0:
        raise SimulationError(f"every run failed; the first failure: {first['error']}")


def end_partial(console: Console) -> None:
    """End the command with the exit code of a partial success when some runs failed."""
    if console.document.get("failed"):
        raise Stop(PARTIAL)
