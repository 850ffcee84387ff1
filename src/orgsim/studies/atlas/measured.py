"""The companies of the atlas in every environment, simulated size by size; what is done is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgsim.atlas.answers import Atlas, world_of
from orgsim.atlas.environments import NULL, Environment
from orgsim.atlas.plan import Column, column, folder_of
from orgsim.errors import SimulationError
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.document import read_document
from orgsim.scenario.library.designs import library
from orgsim.studies.worlds import Text, pairs_of_domains


@dataclass(frozen=True)
class Size:
    """A company of the atlas, and how many futures of it are simulated in each cell."""

    text: Text
    futures: int


def _made(futures: int, **made: Any) -> Size:
    return Size(pairs_of_domains(**made), futures)


COMPANIES = {
    name: _made(**said) for name, said in read_document(Path(__file__).with_name("companies.yaml")).data.items()
}
"""The companies, by size."""


def atlas_of(
    company: Size,
    worlds: Sequence[Environment],
    folder: Path,
    *,
    seed: int,
    workers: int,
    futures: int | None = None,
    report: Callable[[str], object] = print,
) -> Atlas:
    """Return the atlas of one company; futures that are in the folder already are not simulated again.

    Intervals hold together for all designs of an environment; in the null for those of all companies. By default there are as many
    `futures` a cell as the company says.

    Raises
    ------
    SimulationError
        When a run fails.
    """
    found, designs = [], list(library().values())
    for environment in worlds:
        made = column(company.text, environment, designs, seed=seed, replications=futures or company.futures)
        report(f"  {environment.name}: {len(made.designs)} designs, {made.runs} runs")
        simulate(made, folder_of(folder, made), workers)
        together = len(made.designs) * (len(COMPANIES) if environment.name == NULL else 1)
        found.append(world_of(made, results_of(made.plan, folder_of(folder, made)), together))
    return Atlas(company.text["name"], tuple(found))


def simulate(made: Column, folder: Path, workers: int) -> None:
    """Simulate what is missing of an environment."""
    progress = run_plan(made.plan, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
