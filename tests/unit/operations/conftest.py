"""Doing operations to the small company of the tests."""

from collections.abc import Callable

import pytest
from tests.conftest import SMALL, Write

from orgsim.scenario.design import Design, load_design

Redraw = Callable[..., Design]


@pytest.fixture
def redraw(write: Write) -> Redraw:
    """Return a function that does operations, each a line of YAML, to the small company or to another text."""

    def load(*operations: str, text: str = SMALL) -> Design:
        listed = "".join(f"      - {operation}\n" for operation in operations)
        return load_design(write(f"{text}changes:\n  - name: redraw\n    do:\n{listed}"))

    return load


def above(design: Design) -> dict[str, str | None]:
    """Return whom every post reports to in the end."""
    return {name: post.reports_to for name, post in design.final.posts.items()}
