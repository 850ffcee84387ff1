"""What there should be to gain: for each oracle a band, in per cent of realised value."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from orgsim.headroom.answers import Gain
from orgsim.scenario.document import read_document

Place = Literal["in", "edge", "out", "-"]
"""Where a headroom lies: its mean in the band; its mean outside, its interval partly inside; all of it outside; no band or no headroom."""


@dataclass(frozen=True)
class Band:
    """What perfection of one function should add, per cent of realised value."""

    name: str
    low: float
    high: float
    why: str = ""
    """Why the band was changed, when it was, or why it is missed."""

    def place(self, gain: Gain | None) -> Place:
        """Tell where what was measured lies."""
        if gain is None or gain.share is None:
            return "-"
        low, mean, high = (100.0 * end for end in (gain.share.low, gain.share.value, gain.share.high))
        if self.low <= mean <= self.high:
            return "in"
        return "edge" if low <= self.high and high >= self.low else "out"


BANDS = {
    band.name: band for band in (Band(**entry) for entry in read_document(Path(__file__).with_suffix(".yaml")).data)
}
