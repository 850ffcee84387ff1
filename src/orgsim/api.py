"""The two things people do from Python: run a design, compare designs."""

import warnings
from collections.abc import Sequence
from pathlib import Path

from orgsim.errors import SimulationError
from orgsim.results.comparison import Results
from orgsim.results.plan import Plan, check_same_market, make_plan
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.design import Source


def run(
    scenario: Source,
    *,
    replications: int = 200,
    seed: int = 1,
    overrides: Sequence[str] = (),
    output: Path | str | None = None,
    workers: int | None = None,
) -> Results:
    """Simulate one design, given as a file or a mapping, and return its results, as ``orgsim run`` writes them.

    Raises
    ------
    InputError
        When the scenario is wrong.
    SimulationError
        When a run fails.
    """
    plan = make_plan([scenario], seed=seed, replications=replications, overrides=overrides)
    return _results(plan, output, workers)


def compare(
    scenarios: Sequence[Source],
    *,
    replications: int = 200,
    seed: int = 1,
    overrides: Sequence[str] = (),
    output: Path | str | None = None,
    workers: int | None = None,
) -> Results:
    """Simulate designs, given as files or mappings, with the same random events; return what ``orgsim compare`` writes.

    Raises
    ------
    InputError
        When a scenario is wrong, or the designs face different markets.
    SimulationError
        When a run fails.
    """
    plan = make_plan(scenarios, seed=seed, replications=replications, overrides=overrides)
    check_same_market(plan)
    return _results(plan, output, workers)


def _results(plan: Plan, output: Path | str | None, workers: int | None) -> Results:
    folder = Path(output) if output else Path("out") / plan.folder
    progress = run_plan(plan, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
    for path in progress.damaged:
        warnings.warn(f"{path} was damaged; its futures were simulated again", stacklevel=3)
    return results_of(plan, folder)
