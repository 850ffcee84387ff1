"""Desks over all futures: how busy each is, what lapses there, and which of them are saturated."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.metrics.metric import LONGEST, divided

if TYPE_CHECKING:
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
    """Return one row a design and post, from the table of desks of some results.

    Minutes and requests are means over futures; `busy` is the share of the open minutes that was spent, `lapse` the share of requests that
    lapsed, and `weeks` how long they wait: one that lapsed counts as a quarter without an answer, as in latencies.
    """
    found = desks.groupby(["design", "post"], sort=False)[list(COLUMNS)].mean().reset_index()
    opened, spent, answered, waited, lapsed = (found[name].to_numpy(float) for name in COLUMNS)
    ended = answered + lapsed
    return found.assign(
        busy=divided(spent, opened),
        lapse=divided(lapsed, ended),
        weeks=divided(waited / MINUTES_PER_WEEK + lapsed * LONGEST, ended),
    )


def saturated_desks(desks: "pd.DataFrame") -> list[SaturatedDesk]:
    """Return the saturated desks of all designs, those at which most requests lapse first."""
    found = over_futures(desks)
    full = found[(found["busy"] > BUSY) | (found["lapse"] > LAPSED)]
    columns = full[["design", "post", "busy", "lapse", "lapsed"]]
    listed = [SaturatedDesk(*row) for row in columns.itertuples(index=False, name=None)]
    return sorted(listed, key=lambda desk: (-desk.lapsed_per_future, -desk.busy))
