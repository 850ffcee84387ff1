"""Names for what a run numbers: initiatives, pieces and capabilities get ids that a reader can ask for."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from orgsim.engine.mechanisms.work.progress import initiative_of
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, Kind
from orgsim.organization.build import Organization
from orgsim.organization.keys import in_canonical_order


@dataclass
class Names:
    """What rows of a run are called.

    The market comes first and is the same in every design, so `cloud-17`, the 17th opportunity of the domain cloud, is the same one in all.
    """

    organization: Organization
    initiatives: list[str] = field(default_factory=list)
    capabilities: list[str] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)

    def post(self, row: int) -> str:
        """Return the id of a post; empty for none."""
        return self.organization.posts[row] if row != NONE else ""

    def team(self, row: int) -> str:
        """Return the id of a team; empty for none."""
        return self.organization.teams[row] if row != NONE else ""

    def begin(self, state: State) -> None:
        """Name what the market offers, and what the scenario names."""
        authored = in_canonical_order("initiative", self.organization.design.baseline.initiatives)
        counters, domains = state.counters[0], self.organization.domains
        counted: Counter[int] = Counter()
        for domain in np.asarray(state.items.domain[: counters.opportunities]).tolist():
            counted[domain] += 1
            name = f"{domains[domain]}-{counted[domain]}"
            self.initiatives.append(f"{name}~" if name in authored else name)
        self.initiatives += authored
        while len(self.initiatives) < counters.items and state.items[len(self.initiatives)].kind == Kind.PAST:
            self.initiatives.append(f"{domains[int(state.items[len(self.initiatives)].domain)]}-before")

    def item(self, state: State, row: int) -> tuple[str, str]:
        """Return the initiative that an item serves, and which piece of it the item is (empty: itself)."""
        if row < len(self.initiatives):
            return self.initiatives[row], ""
        return self.initiatives[initiative_of(state.items, row)], self.piece(state, row)

    def piece(self, state: State, row: int) -> str:
        """Return the id of a piece: `p` and the number of items of work so far."""
        letter = {Kind.SUPPORT: "p", Kind.MIGRATION: "m", Kind.ROLLBACK: "r"}[Kind(int(state.items[row].kind))]
        return f"{letter}{row - len(self.initiatives) + 1}"

    def capability(self, state: State, row: int) -> str:
        """Return the id of a capability: a platform's own, `d` and a number for a duplicate, `c` for others; empty for none."""
        while len(self.capabilities) < state.counters[0].capabilities:
            self.capabilities.append(self._named(state, len(self.capabilities)))
        return self.capabilities[row] if row != NONE else ""

    def _named(self, state: State, row: int) -> str:
        """Return the name of a capability that has none yet: that of the scenario, or a number."""
        platforms = in_canonical_order("platform", self.organization.design.baseline.platforms)
        for name, platform in zip(platforms, state.platforms, strict=True):
            if platform.instance == row:
                return name
        letter = "d" if state.capabilities[row].duplicates != NONE else "c"
        self.made[letter] += 1
        return f"{letter}{self.made[letter]}"
