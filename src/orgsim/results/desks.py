"""Desks over all futures: how busy each is, what lapses there, and which of them are saturated."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.metrics.metric import LONGEST, divided
from orgsim.metrics.parts import Numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

BUSY = 0.95
"""A desk is saturated when it is busy for more than this share of the minutes it is open ..."""
LAPSED = 0.1
"""... or when more than this share of its requests lapses."""

COLUMNS = ("open", "spent", "requests", "waited", "lapsed")


@dataclass(frozen=True)
class SaturatedDesk:
    """A post whose desk cannot keep up in a design: minutes spent over minutes open (NaN if never open), and requests lapsed over ended."""

    design: str
    post: str
    busy: float
    lapsed: float
    lapsed_per_future: float


def over_futures(desks: "pd.DataFrame") -> "pd.DataFrame":
    """Return what `use_of` finds as a frame, one row a design and post."""
    import pandas as pd

    return pd.DataFrame(use_of(desks))


def use_of(desks: "Mapping[str, Any] | pd.DataFrame") -> dict[str, Numbers]:
    """Return the use of each design's posts, in columns of one value a design and post, from the table of desks of some results.

    Minutes and requests are means over futures; `busy` is the share of the open minutes that was spent, `lapse` the share of requests that
    lapsed, and `weeks` how long they wait: one that lapsed counts as a quarter without an answer, as in latencies.
    """
    first, groups = _in_order(*(np.asarray(desks[name]) for name in ("design", "post")))
    futures = np.bincount(groups)
    means = {name: np.bincount(groups, weights=np.asarray(desks[name])) / futures for name in COLUMNS}
    opened, spent, answered, waited, lapsed = means.values()
    ended = answered + lapsed
    return {
        "design": np.asarray(desks["design"])[first],
        "post": np.asarray(desks["post"])[first],
        **means,
        "busy": divided(spent, opened),
        "lapse": divided(lapsed, ended),
        "weeks": divided(waited / MINUTES_PER_WEEK + lapsed * LONGEST, ended),
    }


def _in_order(designs: Numbers, posts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the first row of each design and post in the order in which they come, and for every row which of them it is of."""
    pairs: dict[tuple[str, str], int] = {}
    groups = [pairs.setdefault(pair, len(pairs)) for pair in zip(designs.tolist(), posts.tolist(), strict=True)]
    _, first = np.unique(np.array(groups, np.int64), return_index=True)
    return first, np.array(groups, np.int64)


def saturated_desks(desks: "Mapping[str, Any] | pd.DataFrame") -> list[SaturatedDesk]:
    """Return the saturated desks of all designs, those at which most requests lapse first."""
    found = use_of(desks)
    full = (found["busy"] > BUSY) | (found["lapse"] > LAPSED)
    columns = (found[name][full].tolist() for name in ("design", "post", "busy", "lapse", "lapsed"))
    listed = [SaturatedDesk(*row) for row in zip(*columns, strict=True)]
    return sorted(listed, key=lambda desk: (-desk.lapsed_per_future, -desk.busy))
