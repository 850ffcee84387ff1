"""What a `lesson.yaml` says: a story, an experiment with levers, what is expected of it, and the words that go with what comes out.

Numbers are never written into the words. A place such as `{fewer}` stands for what was measured.
"""

from typing import Annotated, Literal

from pydantic import Field

from orgsim.lessons.experiments import Experiment, Label, Lever, Quarter, Words
from orgsim.scenario.fields import Section
from orgsim.scenario.names import Id

Paragraphs = Annotated[list[Words], Field(min_length=1, max_length=12)]
At = dict[Id, Label]
"""Where levers stand, by lever; those that are not named stand where they usually do."""
Confidence = Literal["high", "medium", "low"]
MOST_LEVERS = 3


class Reading(Section):
    """One outcome at one position of the levers."""

    outcome: Id
    """Which outcome."""
    at: At = Field(default_factory=dict, max_length=MOST_LEVERS)
    """Where the levers stand."""


class Number(Section):
    """A number for the words: the mean of a reading, or how far it lies from another one in the same futures."""

    of: Reading
    """What is read."""
    against: Reading | None = None
    """What it is compared with; none: it stands for itself."""
    as_: Literal["share", "difference"] = Field("share", alias="as")
    """How it is compared: by which share of the other's mean it is larger, or by how much."""


class Claim(Number):
    """Something that is expected to come out, written down before the first run."""

    says: Words
    """What is expected, as a sentence."""
    against: Reading
    """What it is compared with."""
    sign: Literal["up", "down", "flat"]
    """In which direction; `flat`: nothing changes that matters."""
    size: float = Field(gt=0)
    """The smallest size that counts, in the claim's unit; where nothing is to change, the largest that does not matter."""


class Bet(Section):
    """What the learner bets on."""

    claim: Id
    """The claim."""
    asks: Words
    """The question."""
    most: float = Field(gt=0)
    """The largest size that can be bet, in per cent where the claim is a share, or else in its unit."""
    up: Label = "It rises"
    down: Label = "It falls"


class Queue(Section):
    """The requests that wait at one desk, week by week, in one future."""

    kind: Literal["queue"]
    """A queue."""
    post: Id | None = None
    """Whose desk, in a company; a desk by itself is the desk."""
    title: Words
    """What the figure shows, in a sentence."""
    at: list[At] = Field(min_length=1, max_length=3)
    """At which positions of the levers, one line each."""


class Course(Section):
    """An outcome quarter by quarter, over all futures."""

    kind: Literal["course"]
    """A course."""
    outcome: Id
    """Which outcome."""
    title: Words
    """What the figure shows, in a sentence."""
    at: list[At] = Field(min_length=1, max_length=4)
    """At which positions of the levers, one line each."""
    against: At | None = None
    """Positions that the others are compared with in the same futures; none: levels are drawn."""
    added_up: bool = False
    """Whether each quarter holds all that came before it."""
    until: Quarter | None = None
    """The last quarter that is drawn; none: the last one of the run."""


Look = Annotated[Queue | Course, Field(discriminator="kind")]


class Why(Section):
    """How it comes about."""

    says: Paragraphs
    """In words."""
    looks: list[Look] = Field(min_length=1, max_length=3)
    """In figures."""


class Sandbox(Section):
    """What the learner can try."""

    says: Words
    """What to look for."""
    outcomes: list[Id] = Field(min_length=1, max_length=4)
    """What is shown at each position."""
    against: At
    """Where levers stand in what each position is compared with; those that are not named stand as they do in the position."""


class Source(Section):
    """Where something is from, and how far to trust it."""

    says: Words
    """What it says about the lesson."""
    source: Words
    """Author, year and title."""
    confidence: Confidence
    """How far to trust it."""


class Debrief(Section):
    """What to take home."""

    says: Paragraphs
    """In words."""
    ask: Paragraphs
    """Questions for one's own company."""
    limits: Paragraphs
    """What the model leaves out."""
    sources: list[Source] = Field(min_length=1, max_length=10)
    """Where it is from."""


class Notes(Section):
    """What a facilitator needs."""

    minutes: int = Field(ge=1, le=240)
    """How long the lesson takes."""
    before: Paragraphs
    """What to do before it."""
    during: Paragraphs
    """What to do in it, step by step."""
    confusions: dict[Words, Words] = Field(min_length=1, max_length=8)
    """What people usually get wrong, and what helps."""


class Lesson(Section):
    """A lesson."""

    title: Words
    """What it is called, without giving away what comes out."""
    order: int = Field(ge=1, le=1000)
    """Its place in the list."""
    says: Words
    """What it shows, in one line; on the page it stands at the end."""
    story: Paragraphs
    """The situation, before anything is shown."""
    experiment: Experiment
    """What is simulated."""
    seed: int = Field(1, ge=0, lt=2**64)
    """The seed of its futures."""
    levers: dict[Id, Lever] = Field(min_length=1, max_length=MOST_LEVERS)
    """What can be moved."""
    claims: dict[Id, Claim] = Field(min_length=1, max_length=6)
    """What is expected to come out; the lesson holds where all of it does."""
    dropped: dict[Id, Claim] = Field(default_factory=dict, max_length=6)
    """What was expected, too, and did not come out: no part of the lesson, but shown with what was found."""
    numbers: dict[Id, Number] = Field(default_factory=dict, max_length=30)
    """Further numbers for the words."""
    bet: Bet
    """What the learner bets on."""
    reveal: Paragraphs
    """What to say when the futures are there."""
    why: Why
    """How it comes about."""
    sandbox: Sandbox
    """What can be tried."""
    debrief: Debrief
    """What to take home."""
    notes: Notes
    """For the facilitator."""

    def measured(self) -> dict[str, Number]:
        """Return everything that is measured for the words: claims, those that were dropped, and numbers."""
        return {**self.claims, **self.dropped, **self.numbers}

    def usual(self) -> dict[str, str]:
        """Return where all levers usually stand."""
        return {name: lever.usual for name, lever in self.levers.items()}
