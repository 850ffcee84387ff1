"""The report of `orgsim report` for what is on the screen: the same page from the same code, under the levers of the moment."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from orgsim.app.futures import Arm
from orgsim.app.levers import DEMAND
from orgsim.errors import SimulationError
from orgsim.report.build import report
from orgsim.results.plan import Plan
from orgsim.results.runner import results_of, run_plan


def settings_said(arm: Arm) -> tuple[str, ...]:
    """Return what the levers set, as a command line says it."""
    said = [f"{path}={value:g}" for path, value in arm.settings.items() if path != DEMAND]
    if factor := arm.settings.get(DEMAND):
        domains = arm.design.baseline.domains
        said += [
            f"domains.{name}.opportunities_per_week={domain.opportunities_per_week * factor:g}"
            for name, domain in domains.items()
        ]
    return tuple(said)


def report_of(arms: Sequence[Arm], lead: str, futures: int, tell: Callable[[int], None]) -> str:
    """Return the report as HTML; `tell` hears how many runs are done. Its results are written to a folder that is gone afterwards.

    Raises
    ------
    SimulationError
        When a future fails.
    """
    plan = Plan(tuple(arm.organization for arm in arms), arms[0].seed, futures, settings_said(arms[0]))
    with TemporaryDirectory(prefix="orgsim-app-") as place:
        folder = Path(place) / plan.folder
        progress = run_plan(plan, folder, report=lambda done, _: tell(done))
        if progress.failures:
            raise SimulationError(str(progress.failures[0]["error"]))
        return report(results_of(plan, folder), baseline=arms[0].name, lead=lead)
