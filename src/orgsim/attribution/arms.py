"""The arms that say why: the baseline with each piece alone, the design without each, and both with each mechanism off."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from orgsim.attribution.pieces import Piece, made_of, pieces_of
from orgsim.organization.build import build
from orgsim.results.plan import Plan
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import document_of
from orgsim.scenario.switches import Mechanisms


@dataclass(frozen=True)
class Why:
    """What is asked: why one design differs from a baseline.

    `plan` holds the two, the baseline first.
    """

    plan: Plan
    mechanisms: bool = True
    """Whether each mechanism is switched off in turn."""

    @property
    def baseline(self) -> Design:
        """The design that the other is compared with."""
        return self.plan.organizations[0].design

    @property
    def design(self) -> Design:
        """The design that differs."""
        return self.plan.organizations[1].design

    @property
    def folder(self) -> str:
        """Name for a folder of results."""
        return f"why-{self.plan.folder}"

    @cached_property
    def pieces(self) -> list[Piece]:
        """The single changes between the two; none when the design is not the baseline with changes."""
        found = pieces_of(self.design) if self._extends() else []
        return found if len(found) > 1 else []

    def _extends(self) -> bool:
        """Tell whether the design without its changes is the baseline."""
        own, theirs = (_unnamed(design) for design in (made_of(self.design, ()), self.baseline))
        return own == theirs

    @cached_property
    def switches(self) -> list[str]:
        """The mechanisms that are on in both designs."""
        on = [design.baseline.mechanisms for design in (self.baseline, self.design)]
        return (
            [name for name in Mechanisms.model_fields if all(getattr(one, name) for one in on)]
            if self.mechanisms
            else []
        )

    def everything(self) -> Plan:
        """Return the plan of all that has to be simulated."""
        arms = [*self._piecewise(), *self._switched()]
        return replace(self.plan, organizations=(*self.plan.organizations, *(build(design) for design in arms)))

    def _piecewise(self) -> Iterator[Design]:
        every = frozenset(leaf for piece in self.pieces for leaf in piece.leaves)
        for number, piece in enumerate(self.pieces):
            for name, leaves in ((alone(number), piece.leaves), (without(number), every - piece.leaves)):
                yield self._named(name, made_of(self.design, leaves))

    def _switched(self) -> Iterator[Design]:
        for switch in self.switches:
            off = [f"mechanisms.{switch}=false"]
            for arm, design in ((off_in_baseline(switch), self.baseline), (off_in_design(switch), self.design)):
                yield self._named(arm, load_design(design.path, off, document_of(design.source)))

    def _named(self, name: str, design: Design) -> Design:
        return replace(design, name=name, path=self.design.path)


def _unnamed(design: Design) -> list[dict[str, Any]]:
    """Return the stages of a design without what they are called."""
    told = ("name", "description")
    return [{key: value for key, value in stage.items() if key not in told} for stage in design.resolved()["stages"]]


def alone(piece: int) -> str:
    """Return the name of the baseline with one piece, which is called by its number from 0."""
    return f"only change {piece + 1}"


def without(piece: int) -> str:
    """Return the name of the design without one piece."""
    return f"all but change {piece + 1}"


def off_in_baseline(switch: str) -> str:
    """Return the name of the baseline with a mechanism off."""
    return f"baseline, {switch} off"


def off_in_design(switch: str) -> str:
    """Return the name of the design with a mechanism off."""
    return f"design, {switch} off"


def futures_needed(asked: Why) -> int:
    """Return how many futures have to be simulated for everything."""
    return asked.plan.replications * (2 + 2 * len(asked.pieces) + 2 * len(asked.switches))
