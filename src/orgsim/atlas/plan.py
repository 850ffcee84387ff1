"""The plan of an atlas: in every environment, today's company and the library's designs that fit it, at equal cost, in the same futures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgsim.atlas.environments import Environment
from orgsim.errors import InputError
from orgsim.results.plan import Plan, make_plan
from orgsim.scenario.design import Design, Source, load_design
from orgsim.scenario.library.applying import Applied, all_applied, changes_of
from orgsim.scenario.library.designs import LibraryDesign

ALREADY = "the company is like this already, so it is today's"
"""Why a design that changes nothing is not simulated."""


@dataclass(frozen=True)
class Column:
    """One environment: its plan, whose first design is today's company, and why the other designs are not in it, by name."""

    environment: Environment
    plan: Plan
    skipped: Mapping[str, str]

    @property
    def today(self) -> str:
        """The name of today's company."""
        return self.plan.names[0]

    @property
    def designs(self) -> tuple[str, ...]:
        """The names of the designs that are compared with it."""
        return self.plan.names[1:]

    @property
    def runs(self) -> int:
        """How many futures are simulated, of all designs together."""
        return self.plan.replications * len(self.plan.names)


def column(
    company: Source,
    environment: Environment,
    designs: Sequence[LibraryDesign],
    *,
    seed: int,
    replications: int,
    overrides: Sequence[str] = (),
) -> Column:
    """Return one environment of an atlas: it is laid over the company, and then every design over what that gives.

    Raises
    ------
    InputError
        When the company or what the environment sets is wrong, or no design fits.
    """
    today = load_design(company, (*overrides, *environment.settings))
    fitting, refused = all_applied(designs, today)
    changing = [one for one in fitting if not one.nothing]
    skipped = {one.design: str(one) for one in refused} | {one.design.name: ALREADY for one in fitting if one.nothing}
    if not changing:
        reasons = "; ".join(skipped.values())
        raise InputError(f"no design of the library changes {today.name}: {reasons}")
    texts = [today.source, *(_written(one, today) for one in changing)]
    return Column(environment, make_plan(texts, seed=seed, replications=replications), skipped)


def _written(found: Applied, today: Design) -> dict[str, Any]:
    """Return a company with the changes that a design of the library is for it."""
    return {"extends": today.source, "name": found.design.name, "changes": changes_of(found)}


def folder_of(folder: Path, found: Column) -> Path:
    """Return where the results of an environment are kept."""
    return folder / found.environment.name
