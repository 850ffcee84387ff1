"""What people do from Python: run a design, compare designs, run a batch."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.errors import SimulationError
from orgsim.results.comparison import Results
from orgsim.results.files import make_folder
from orgsim.results.plan import Plan, check_same_market, make_plan
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.design import Source

if TYPE_CHECKING:
    import pandas as pd


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


def batch(
    path: Path | str,
    *,
    output: Path | str | None = None,
    workers: int | None = None,
    skip_infeasible: bool = False,
) -> "pd.DataFrame":
    """Simulate what a batch file still lacks, and return its table: a row a design, case and future; units in ``frame.attrs["units"]``.

    Cases that cannot be built refuse the whole batch, or are left out where `skip_infeasible`; ``frame.attrs["left_out"]`` has them.

    Raises
    ------
    InputError
        When the batch file, or anything that it lays over a design, is wrong.
    SimulationError
        When a run fails; what is done is saved.
    """
    from orgsim.experiments.record import keep_record, recorded
    from orgsim.experiments.study import study_of
    from orgsim.experiments.table import read_frame, write_table

    file = load_batch(Path(path))
    folder = Path(output) if output else Path("out") / file.path.stem
    study = study_of(file, folder, skip=skip_infeasible)
    make_folder(study.folder)
    record = recorded(study)
    keep_record(record)
    for entry in study.entries:
        study.copy(entry)
        _done(study.plan(entry), study.place(entry), workers)
    write_table(record)
    frame = read_frame(record.table)
    frame.attrs["left_out"] = dict(record.left_out)
    return frame


def _results(plan: Plan, output: Path | str | None, workers: int | None) -> Results:
    folder = Path(output) if output else Path("out") / plan.folder
    _done(plan, folder, workers)
    return results_of(plan, folder)


def _done(plan: Plan, folder: Path, workers: int | None) -> None:
    """Simulate what a plan lacks in a folder."""
    progress = run_plan(plan, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
    for path in progress.damaged:
        warnings.warn(f"{path} was damaged; its futures were simulated again", stacklevel=4)
