"""What is worked on and what is asked: opportunities, initiatives, pieces, capabilities, requests. Plain objects."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.plain.people import Post
    from tests.reference.plain.team import Team

WEEK = 2400
"""Working minutes in a week."""
QUARTER = 13
"""Weeks in a quarter."""
UNRANKED = -1e9
"""Where an idea stands that nobody has judged."""


def dot(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the scalar product, added up from the left."""
    total = 0.0
    for one, other in zip(first, second, strict=True):
        total += one * other
    return total


class Direction:
    """Where some work points among the objectives; its own square is worked out once."""

    def __init__(self, weights: Sequence[float]) -> None:
        self.weights = weights
        self.square = dot(weights, weights)

    def cosine(self, other: "Direction") -> float:
        """Return the cosine of the angle to another direction; 0 when either points nowhere."""
        squares = self.square * other.square
        return dot(self.weights, other.weights) / math.sqrt(squares) if squares > 0.0 else 0.0


def fit(weights: Sequence[float], objectives: Sequence[float]) -> float:
    """Return how well objectives fit weights; 1 is the average, however many objectives there are."""
    return dot(weights, objectives) * len(weights)


class Stage(Enum):
    """How far some work is."""

    IDEA = auto()
    CASE = auto()
    READY = auto()
    ACTIVE = auto()
    DONE = auto()
    EXPIRED = auto()
    REJECTED = auto()
    LAPSED = auto()
    CANCELLED = auto()


@dataclass(frozen=True)
class Need:
    """A type of capability that has to be there, and what building one takes."""

    kind: int
    effort: float


@dataclass(frozen=True)
class Opportunity:
    """What the market offers in some week."""

    key: int
    domain: str
    week: int
    promise: float
    scale: float
    half_life: float
    effort: float
    needs: tuple[Need | None, ...]
    depends_on: str | None
    support_effort: float
    objectives: tuple[float, ...]


class Work:
    """Something in a team's hands. Efforts are minutes of one engineer; `funded` and `closed` are minutes of the run."""

    def __init__(self, key: int, week: int, effort: float, scale: float, team: "Team") -> None:
        self.key = key
        self.week = week
        self.effort = effort
        self.planned = effort
        self.scale = scale
        self.team = team
        self.stage = Stage.READY
        self.priority = 0.0
        self.account = ""
        self.left = 0.0
        self.rework = 0.0
        self.question: Request | None = None
        self.open_pieces = 0
        self.asked = 0
        self.started: int | None = None
        self.finished: int | None = None
        self.worked: int | None = None
        self.spent = 0
        self.questioned = 0
        self.funded: int | None = None
        self.closed: int | None = None

    @property
    def initiative(self) -> "Initiative":
        """The initiative it is, or serves."""
        raise NotImplementedError

    def rank(self) -> tuple[float, int]:
        """Return its place in a list: by priority, then by key."""
        return (-self.priority, self.key)

    def workable(self) -> bool:
        """Tell whether a team can do anything on it now."""
        return self.stage is Stage.ACTIVE and self.question is None and (self.rework > 0.0 or self.left > 0.0)

    def stuck(self) -> bool:
        """Tell whether it waits for somebody else: for an answer, or only for pieces."""
        if self.question is not None:
            return True
        return self.rework <= 0.0 and self.left <= 0.0 and self.open_pieces > 0

    def to_go(self) -> float:
        """Return the effort to go that its team can see."""
        return self.left + self.rework


class Initiative(Work):
    """An opportunity that reached a team: needs one after the other, then the feature itself."""

    def __init__(self, offer: Opportunity, team: "Team") -> None:
        super().__init__(offer.key, offer.week, offer.effort, offer.scale, team)
        self.offer = offer
        self.direction = Direction(offer.objectives)
        self.stage = Stage.IDEA
        self.priority = UNRANKED
        self.phase = -1
        self.building: Capability | None = None
        self.pieces: list[Piece] = []
        self.promised: int | None = None
        self.submitted: int | None = None
        self.worked_weeks = 0
        self.measured = 0.0
        self.realised = 0.0

    @property
    def initiative(self) -> "Initiative":
        """Itself."""
        return self

    def at_feature(self) -> bool:
        """Tell whether all its needs are met."""
        return self.phase >= len(self.offer.needs)

    def to_go(self) -> float:
        """Return the effort to go that its team can see; needs to come are not seen."""
        return self.left + self.rework + (0.0 if self.at_feature() else self.effort)

    def share_to_go(self) -> float:
        """Return the share of its work that is still to come, so far as its team can see."""
        if self.started is None:
            return 1.0
        to_go = self.to_go()
        return to_go / (to_go + self.spent) if to_go else 0.0


class Piece(Work):
    """Support that another team owes an initiative, or the work of taking a launch back."""

    def __init__(self, key: int, week: int, effort: float, parent: Initiative, team: "Team", account: str) -> None:
        super().__init__(key, week, effort, parent.scale, team)
        self.parent = parent
        self.kind = account
        parent.asked += 1
        self.funded = week * WEEK
        self.complained = False
        self.placed = False
        """Whether a superior has set its place in the backlog."""
        self.told = False
        """Whether an owner concerned has heard of that."""

    @property
    def initiative(self) -> Initiative:
        """The initiative it serves."""
        return self.parent


class Capability:
    """An instance of a capability type, with the scope of the initiative it was built for."""

    def __init__(
        self, number: int, key: int, kind: int, generation: int, team: "Team", scope: Initiative, week: int
    ) -> None:
        self.number = number
        self.key = key
        self.kind = kind
        self.generation = generation
        self.team = team
        self.direction = scope.direction
        self.born = week
        self.live = False
        self.in_use = True
        self.duplicates: Capability | None = None
        self.rational = False
        self.noticed: int | None = None
        self.minutes = 0
        self.users = 0
        self.effort = 0.0

    def overlap(self, other: "Capability", similarity: float) -> float:
        """Return how far two instances do the same: likeness of their types times cosine of their scopes."""
        if self.kind == other.kind:
            alike = 1.0 if self.generation == other.generation else 0.0
        else:
            alike = similarity if self.kind // 2 == other.kind // 2 else 0.0
        return alike * max(0.0, self.direction.cosine(other.direction)) if alike else 0.0


class Errand(Enum):
    """What a request asks for; the value is its urgency class."""

    QUESTION = (0, "question")
    COMPLAINT = (0, "complaint")
    CASE = (1, "case")


class Request:
    """Something on its way over desks."""

    def __init__(self, key: int, errand: Errand, author: "Post", subject: Work, now: int) -> None:
        self.key = key
        self.errand = errand
        self.urgency = errand.value[0]
        self.author = author
        self.subject = subject
        self.opened = now
        self.climbs = 0
        self.decider: Post | None = None
        self.forwarded = False
        self.hops = 0
        self.at: Post = author
        self.arrived = now
        self.left = 0
        self.together = False
        self.answered: int | None = None
        self.lapsed = False

    def rank(self) -> tuple[int, int, int]:
        """Return its place in a queue: by urgency, then first come first served, then by key."""
        return (self.urgency, self.arrived, self.key)
