"""What ``run``, ``compare`` and ``batch`` share: compiling, running with progress, and ending well."""

from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, PARTIAL, Stop
from orgsim.errors import SimulationError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.results.plan import Part, Plan
    from orgsim.results.runner import Progress


def warn(console: Console, plan: "Plan") -> None:
    """Print the warnings of every design, once each."""
    told: set[str] = set()
    for organization in plan.organizations:
        for problem in organization.design.warnings:
            if problem.text() not in told:
                told.add(problem.text())
                console.note(problem.text())


def simulate_plan(console: Console, plan: "Plan", folder: Path, *, workers: int | None, fresh: bool) -> None:
    """Make what a plan lacks, with progress; stop the command when it was interrupted or nothing worked."""
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.files import make_folder
    from orgsim.results.runner import run_plan

    make_folder(folder)
    warn(console, plan)
    compile_engine(plan.organizations[0].blueprint, console.note)
    total = plan.replications * len(plan.names)
    try:
        with console.tracker(total, "simulating") as tracker:
            progress = run_plan(plan, folder, workers=workers, fresh=fresh, report=tracker)
    except KeyboardInterrupt:
        saved = sum(len(part.replications) for part in plan.parts() if _is_saved(folder, part))
        console.note(f"{saved} runs saved in {shown(folder)}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None
    if progress.reused:
        console.note(f"{progress.reused} of {total} runs were there already in {shown(folder)}")
    if progress.failures:
        _report_failures(console, progress, folder, total)


def _is_saved(folder: Path, part: "Part") -> bool:
    from orgsim.results.files import has_part

    return has_part(folder, part.name, len(part.replications))


def _report_failures(console: Console, progress: "Progress", folder: Path, total: int) -> None:
    failures = progress.failures
    console.answer(failed=len(failures))
    first = failures[0]
    console.note(f"{len(failures)} of {total} runs failed; see {shown(folder / 'failures.json')}")
    console.note(f"first: {first['design']}, replication {first['replication']}: {first['error']}")
    if progress.made + progress.reused == 0:
        raise SimulationError(f"no run succeeded; the first failure: {first['error']}")


def end_partial(console: Console) -> None:
    """End the command with the exit code of a partial success when some runs failed."""
    if console.document.get("failed"):
        raise Stop(PARTIAL)
