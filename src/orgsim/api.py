"""The two things people do from Python: run a design, compare designs."""

from collections.abc import Sequence
from pathlib import Path

from orgsim.errors import SimulationError
from orgsim.results.comparison import Results, open_results
from orgsim.results.plan import Plan, check_same_market, make_plan
from orgsim.results.runner import run_plan

Source = Path | str


def run(
    scenario: Source,
    *,
    replications: int = 200,
    seed: int = 1,
    overrides: Sequence[str] = (),
    output: Source | None = None,
    workers: int | None = None,
) -> Results:
    """Simulate one design and return its results, as ``orgsim run`` writes them.

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
    output: Source | None = None,
    workers: int | None = None,
) -> Results:
    """Simulate designs under the same luck and return their results, as ``orgsim compare`` writes them.

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


def _results(plan: Plan, output: Source | None, workers: int | None) -> Results:
    folder = Path(output) if output else Path("out") / plan.folder
    progress = run_plan(plan, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
    return open_results(folder)
