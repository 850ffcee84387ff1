"""What an oracle is: a name, a sentence, where it does not apply, and how it acts on a run from some week on."""

from collections.abc import Callable
from dataclasses import dataclass

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER

EVERY_WEEK = 1
EVERY_QUARTER = WEEKS_PER_QUARTER

Where = Callable[[Blueprint], str]
"""Tells why an oracle does not apply to a design, in half a sentence; nothing where it applies."""


def anywhere(blueprint: Blueprint) -> str:  # noqa: ARG001
    """Return nothing: it applies to every design."""
    return ""


def no_settings(parameters: Records) -> None:
    """Leave the parameters of a run as they are."""


def as_designed(blueprint: Blueprint, first: int) -> Blueprint:  # noqa: ARG001
    """Return the blueprint as it is."""
    return blueprint


def no_hand(state: State, luck: Luck, week: int) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Oracle:
    """An omniscient or omnipotent version of one function.

    It may act in three ways, all from the same week on: by `settings` of the parameters, by `redesign` of the blueprint, and by a `hand`
    that intervenes `every` so many weeks, before anything else happens in that week.
    """

    name: str
    title: str
    sentence: str
    """What it knows and does."""
    within: str = ""
    """The oracle that knows all that this one knows, or can do all that it can."""
    unless: Where = anywhere
    """Why it does not apply to a design."""
    settings: Callable[[Records], None] = no_settings
    redesign: Callable[[Blueprint, int], Blueprint] = as_designed
    hand: Callable[[State, Luck, int], None] = no_hand
    every: int = EVERY_QUARTER
