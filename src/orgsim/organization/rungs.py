"""A ladder inside an organisation: its levels, steps and policy as tables, and the level that each post asks for."""

import math
from typing import TYPE_CHECKING

from orgsim.engine import records as layout
from orgsim.engine.mechanisms.advancement import UNSTATED
from orgsim.engine.simulation import zeros
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE
from orgsim.errors import InputError
from orgsim.ladder.model import Ladder, Level
from orgsim.ladder.promotion_policy import policy_named
from orgsim.organization.keys import key_of
from orgsim.scenario.model import Post
from orgsim.scenario.problems import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orgsim.ladder.parts import Expectation

SKILLS = ("discovery", "execution", "coaching", "analytics", "influence", "strategy")
"""Competencies that people in an organisation have; what a ladder expects beyond these has no counterpart there."""


class Rungs:
    """The tables of a ladder, top rung first; empty without one."""

    def __init__(self, ladder: Ladder | None) -> None:
        self.ladder = ladder
        levels: Mapping[str, Level] = ladder.levels if ladder else {}
        self.names = sorted(levels, key=lambda name: (-levels[name].rung, name))
        self.levels = zeros(layout.LEVEL, len(self.names))
        for row, name in zip(self.levels, self.names, strict=True):
            fill_level(row, name, levels[name], ladder)
        moves = [move for move in ladder.moves if move.kind == "promotion"] if ladder else []
        self.steps = zeros(layout.STEP, len(moves))
        for row, move in zip(self.steps, moves, strict=True):
            row.origin, row.target = self.names.index(move.origin), self.names.index(move.to)
        self.scoring = zeros(layout.SCORING, 1)
        if ladder:
            policy = policy_named(ladder.policy.name, ladder.policy.settings)
            for field, value in policy.scoring()._asdict().items():
                self.scoring[field] = value

    def of_post(self, name: str, post: Post) -> int:
        """Return the row of the level a post asks for: the one it states, else the lowest of its role.

        Raises
        ------
        InputError
            When the ladder has no such level.
        """
        if self.ladder is None or post.detached:
            return NONE
        if post.level is not None:
            if post.level not in self.names:
                hint = nearest(post.level, self.names)
                raise InputError(
                    f"post '{name}': there is no level '{post.level}'{hint}; there are {listed(self.names)}"
                )
            return self.names.index(post.level)
        of_role = [level for level in self.names if self.ladder.levels[level].role == post.role]
        return self.names.index(of_role[-1]) if of_role else NONE


def fill_level(row: Records, name: str, level: Level, ladder: Ladder | None) -> None:
    """Fill in one level."""
    row.key = key_of("level", name)
    row.seat_bound = level.vacancy_bound
    row.outside_share = ladder.share_hired(name) if ladder else 1.0
    row.share = 1.0 if level.promotion_share is None else level.promotion_share
    row.bar = -math.inf if level.bar is None else level.bar
    row.minimum = level.min_quarters
    row.rising = any(move.kind == "promotion" for move in ladder.moves_from(name)) if ladder else False
    row.pay = level.pay.mid if level.pay else 0.0
    for skill in SKILLS:
        expectation: Expectation | None = level.expectations.get(skill)
        row[skill] = expectation.value if expectation else UNSTATED
