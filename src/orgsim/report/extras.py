"""What a report can say only after simulating more: headroom, why designs differ, what would flip the answer, stories of single futures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgsim.attribution.answers import Attribution
from orgsim.headroom.answers import Headroom
from orgsim.report.following import Followed
from orgsim.sensitivity.flips import Flips


@dataclass(frozen=True)
class Extras:
    """Answers to the questions behind the answer, by alternative; what was not asked for is not there."""

    headroom: Headroom | None = None
    reasons: Mapping[str, Attribution] = field(default_factory=dict)
    flips: Mapping[str, Flips] = field(default_factory=dict)
    followed: Sequence[Followed] = ()
    """Futures of the leading metric that were replayed."""
    untold: str = ""
    """Why no future was replayed, in a sentence without a full stop."""
    options: Sequence[str] = ()
    """Options of ``orgsim compare`` that ask for the same page."""
