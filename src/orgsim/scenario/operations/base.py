"""What every operation is: fields that a user writes, and an act on a working copy of the chart."""

import re
from typing import ClassVar, Literal

from orgsim.scenario.fields import Section
from orgsim.scenario.operations.chart import Chart

Pay = Literal["same", "role"]
"""What a post costs after it has got another role: what it cost before, or what the role costs."""


class Operation(Section):
    """One step of a reorganisation; the first line of its docstring is its row in the documentation."""

    short: ClassVar[str]
    """The field that the short form fills, as in ``- close: dir-a``."""
    example: ClassVar[str]
    """How it may look in a file."""

    def act(self, chart: Chart) -> str:
        """Change the chart, and say in a sentence what was done.

        Raises
        ------
        Refused
            When it cannot be done to this organisation.
        """
        raise NotImplementedError

    def opened(self) -> list[str]:
        """Return the posts that it opens under names of the user's choice."""
        return []


def verb_of(kind: type[Operation]) -> str:
    """Return what an operation is called in a file.

    Example
    -------
    >>> verb_of(type("RemoveLayer", (Operation,), {}))
    'remove_layer'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
