"""The plan of a headroom: every design, and every design with each oracle that applies to it, in the same futures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.headroom.oracle import Oracle
from orgsim.headroom.play import Play
from orgsim.organization.build import Organization
from orgsim.results.plan import Plan

Since = Literal["change", "start"]
"""From when on oracles act: the week in which designs change, which is the end of the warm-up, or the first week of all."""


@dataclass(frozen=True)
class Question:
    """What is asked: what each oracle adds to each design. The first design is the unchanged company."""

    plan: Plan
    oracles: tuple[Oracle, ...]
    since: Since = "change"

    @property
    def designs(self) -> tuple[str, ...]:
        """The names of the designs."""
        return self.plan.names

    @property
    def folder(self) -> str:
        """Name for a folder of results."""
        return f"headroom-{self.plan.folder}"

    def reason(self, design: str, oracle: Oracle) -> str:
        """Return why an oracle does not apply to a design; nothing where it does."""
        return oracle.unless(self.plan.organization(design).blueprint)

    def everything(self) -> Plan:
        """Return the plan of all that has to be simulated: the designs, then each with the oracles that apply."""
        return replace(self.plan, organizations=(*self.plan.organizations, *self._watched()))

    def _watched(self) -> Iterator[Organization]:
        for organization in self.plan.organizations:
            for oracle in self.oracles:
                if not self.reason(organization.design.name, oracle):
                    yield watched(organization, oracle, self.since)


def watched(organization: Organization, oracle: Oracle, since: Since = "change") -> Organization:
    """Return an organisation whose futures an oracle takes part in, under a name of its own."""
    first = organization.warmup_quarters * WEEKS_PER_QUARTER if since == "change" else 0
    design = replace(organization.design, name=arm_of(organization.design.name, oracle))
    return replace(organization, design=design, play=Play(oracle, first))


def arm_of(design: str, oracle: Oracle) -> str:
    """Return the name of a design with an oracle."""
    return f"{design} + {oracle.name}"
