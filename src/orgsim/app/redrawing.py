"""A design that is drawn by hand: one operation after the other, each of which can be taken back, and a file at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orgsim.app.company import Company
from orgsim.errors import InputError
from orgsim.scenario.design import Design
from orgsim.scenario.library.applying import first_free_quarter
from orgsim.scenario.model import Scenario
from orgsim.scenario.operations.writing import begun, with_operation, with_wave
from orgsim.scenario.problems import ScenarioError

NAME = "Redrawn"


@dataclass(frozen=True)
class Done:
    """An operation: its verb, its fields, what it did in a sentence, and the design after it."""

    verb: str
    value: Mapping[str, Any]
    said: str
    design: Design


@dataclass
class Redrawing:
    """The operations of one browser, in their order."""

    company: Company
    done: list[Done] = field(default_factory=list)

    @property
    def design(self) -> Design:
        """The design as it is drawn now; today's, before anything was done."""
        return self.done[-1].design if self.done else self.company.today

    @property
    def quarter(self) -> int:
        """When the operations take effect: as soon as today's own changes are over."""
        return first_free_quarter(self.company.today)

    def do(self, verb: str, **value: Any) -> str:
        """Do an operation, and return what it did in a sentence.

        Raises
        ------
        InputError
            With a sentence, when it cannot be done; then nothing has changed.
        """
        operations = [*({one.verb: dict(one.value)} for one in self.done), {verb: value}]
        change = {"name": NAME.lower(), "quarter": self.quarter, "do": operations}
        try:
            found = self.company.changed(NAME, [change], NAME.lower())
        except ScenarioError as error:
            raise InputError("; ".join(one.message for one in error.problems if one.is_error)) from None
        said = found.stages[-1].said[-1]
        self.done.append(Done(verb, value, said, found))
        return said

    def undo(self) -> None:
        """Take the last operation back."""
        self.done.pop()

    def text(self) -> str:
        """Return the file of the design, which extends that of today and can be gone on with by `orgsim redesign`."""
        text = with_wave(begun(self.company.today.path.name), NAME.lower(), self.quarter)
        for one in self.done:
            text = with_operation(text, one.verb, dict(one.value), one.said)
        return text


def dotted_of(scenario: Scenario, post: str) -> list[str]:
    """Return who is at the other end of a post's dotted lines."""
    lines = scenario.ties.dotted
    return list(dict.fromkeys([*lines.get(post, {}), *(one for one, others in lines.items() if post in others)]))


def fresh_name(scenario: Scenario, role: str) -> str:
    """Return a name for a new post that no other has."""
    return next(name for number in range(1, 10_000) if (name := f"{role}-{number}") not in scenario.posts)
