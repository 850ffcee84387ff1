"""The companies of the atlas in every environment, simulated size by size; what is done is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from orgsim.atlas.answers import Atlas, world_of
from orgsim.atlas.environments import NULL, Environment
from orgsim.atlas.plan import Column, column, folder_of
from orgsim.errors import SimulationError
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.document import read_document
from orgsim.scenario.library.designs import library
from orgsim.studies.worlds import Text, pairs_of_domains

COMPANIES: dict[str, Text] = {
    name: pairs_of_domains(**made)
    for name, made in read_document(Path(__file__).with_name("companies.yaml")).data.items()
}
"""The companies, by size."""


def atlas_of(
    company: Text,
    worlds: Sequence[Environment],
    folder: Path,
    *,
    replications: int,
    seed: int,
    workers: int,
    report: Callable[[str], object] = print,
) -> Atlas:
    """Return the atlas of one company; futures that are in the folder already are not simulated again.

    Intervals hold together for all designs of an environment; in the null for those of all companies.

    Raises
    ------
    SimulationError
        When a run fails.
    """
    found = []
    for environment in worlds:
        made = column(company, environment, list(library().values()), seed=seed, replications=replications)
        report(f"  {environment.name}: {len(made.designs)} designs, {made.runs} runs")
        simulate(made, folder_of(folder, made), workers)
        together = len(made.designs) * (len(COMPANIES) if environment.name == NULL else 1)
        found.append(world_of(made, results_of(made.plan, folder_of(folder, made)), together))
    return Atlas(company["name"], tuple(found))


def simulate(made: Column, folder: Path, workers: int) -> None:
    """Simulate what is missing of an environment."""
    progress = run_plan(made.plan, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
