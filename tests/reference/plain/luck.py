"""Luck: every draw the organisation makes, as a method that says what it is for. This one rolls its own dice."""

import random
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tests.reference.plain.people import Person, Post
    from tests.reference.plain.team import Team
    from tests.reference.plain.work import Capability, Errand, Initiative, Request, Work


class Luck(Protocol):
    """What may be drawn. Uniforms are above 0 and at most 1, normals standard; keys are 32-bit."""

    def person_key(self, post: "Post") -> int:
        """Return the key of the first holder of a post."""

    def piece_key(self, parent: "Initiative", kind: str, team: "Team") -> int:
        """Return the key of a piece."""

    def capability_key(self, initiative: "Initiative", kind: int, place: int) -> int:
        """Return the key of an instance built for the need at a place."""

    def request_key(self, errand: "Errand", subject: "Work") -> int:
        """Return the key of a request."""

    def skill(self, key: int, which: int) -> float:
        """Return the normal of a person's skill."""

    def belief(self, key: int, objective: int) -> float:
        """Return the normal of a person's first belief."""

    def perception(self, key: int, shift: int, objective: int) -> float:
        """Return the normal of the error with which a person perceives a weight from a shift of the truth on, the same until the next."""

    def case(self, judge: "Person | None", initiative: "Initiative") -> float:
        """Return the normal of a judge's own error about a case, or of the one that all make; each is the same at every look."""

    def service(self, request: "Request") -> float:
        """Return the uniform of the time a request takes at its present desk."""

    def question(self, item: "Initiative") -> float:
        """Return the uniform that says whether a week's work throws up a question."""

    def moment(self, item: "Initiative") -> float:
        """Return the uniform of when in the week."""

    def climb(self, item: "Initiative") -> float:
        """Return the uniform of how far up it has to go."""

    def reuse(self, initiative: "Initiative", place: int, host: "Team") -> float:
        """Return the normal of the error about how well an instance fits."""

    def measurement(self, initiative: "Initiative") -> float:
        """Return the normal of the error of a measured effect."""

    def phase(self, kind: int) -> float:
        """Return the uniform of where in its life a capability type is in week 0."""

    def news(self, listener: "Person", teller: "Person", layer: int, week: int, which: int) -> float:
        """Return a uniform about what is told over a tie in a week."""

    def noticing(self, person: "Person", capability: "Capability", week: int) -> float:
        """Return the uniform of noticing that a capability does what another one does."""

    def looking(self, person: "Person", capability: "Capability") -> float:
        """Return the normal of the error of a look at a capability, the same at every look."""


class OwnLuck:
    """Dice of its own, rolled in the order of events."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self._errors: dict[tuple[int, int, int], float] = {}
        self._phases: dict[int, float] = {}

    def uniform(self, *_: object) -> float:
        """Roll a uniform; 0 itself has no logarithm."""
        return 1.0 - self.dice.random()

    def normal(self, *_: object) -> float:
        """Roll a normal."""
        return self.dice.gauss(0.0, 1.0)

    def key(self, *_: object) -> int:
        """Roll a key."""
        return self.dice.getrandbits(32)

    person_key = piece_key = capability_key = request_key = key
    skill = belief = reuse = measurement = normal
    service = question = moment = climb = news = noticing = uniform

    def perception(self, key: int, shift: int, objective: int) -> float:
        """Return a person's error about a weight since a shift."""
        about = (key, shift, objective)
        if about not in self._errors:
            self._errors[about] = self.normal()
        return self._errors[about]

    def case(self, judge: "Person | None", initiative: "Initiative") -> float:
        """Return a judge's error about a case, or everybody's."""
        about = (-1 if judge is None else judge.key, initiative.key, -2)
        if about not in self._errors:
            self._errors[about] = self.normal()
        return self._errors[about]

    def looking(self, person: "Person", capability: "Capability") -> float:
        """Return a person's error about a capability."""
        about = (person.key, capability.key, -1)
        if about not in self._errors:
            self._errors[about] = self.normal()
        return self._errors[about]

    def phase(self, kind: int) -> float:
        """Return where in its life a type is, drawn once."""
        if kind not in self._phases:
            self._phases[kind] = self.uniform()
        return self._phases[kind]
