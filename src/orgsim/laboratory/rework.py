"""Questions that work throws up, and the rework they leave: one item in the hands of one team."""

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine import work_records
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.exceptions import exception_probability, rework_after
from orgsim.engine.mechanisms.work.items import work_on
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import Indices, Minutes, Records, zeros
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, TeamAccount
from orgsim.laboratory.records import Numbers, Truths, Whole, broadcast, settings


def question_chance(
    base: float,
    *,
    execution: ArrayLike = 0.5,
    unmet: ArrayLike = 0.0,
    crowding: ArrayLike = 0.0,
    execution_effect: float = 1.0,
    unmet_effect: float = 0.5,
    crowding_effect: float = 0.03,
) -> Numbers:
    """Return the chance that a week of work on an item throws up a question, (cases,).

    `base` is that of an average owner (`execution` 0.5 of 0..1) whose team does nothing else; `unmet` is the share of coordination with
    other teams that does not happen (0..1), `crowding` the number of items in work beyond the first.

    Example
    -------
    >>> question_chance(0.3, crowding=[0, 10]).round(3).tolist()
    [0.3, 0.39]
    """
    parameters = settings(
        exception_probability=base,
        skill_effect=execution_effect,
        unmet_coordination_effect=unmet_effect,
        crowding_effect=crowding_effect,
    )
    rows = zip(*broadcast(execution, unmet, crowding), strict=True)
    return np.array([exception_probability(parameters, *row) for row in rows])


@rule
def work_off(item: Records, capabilities: Records, book: Minutes, minutes: int) -> None:
    """Work a week on an item."""
    while minutes > 0 and (item.left > 0.0 or item.rework > 0.0):
        minutes -= work_on(item, capabilities, book, minutes, 1.0)


@rule
def work_all(
    items: Records,
    capabilities: Records,
    book: Minutes,
    chance: float,
    answered: Indices,
    parameters: Records,
    luck: Luck,
    weeks: int,
) -> None:
    """Work on each item until it is done; each week of work may throw up a question, whose rework comes first from then on."""
    for item in items:
        while (item.left > 0.0 or item.rework > 0.0) and item.worked_weeks < weeks:
            work_off(item, capabilities, book, MINUTES_PER_WEEK)
            item.worked_weeks += 1
            if uniform(luck, Purpose.EXCEPTION, item.key, item.worked_weeks, 0) < chance:
                item.rework += rework_after(item.effort, answered[int(item.key)] == 1, parameters)


def work(
    effort: ArrayLike,
    chance: float,
    luck: Luck,
    *,
    rework_if_answered: float,
    rework_if_unanswered: float = 0.0,
    answered: Truths | bool = True,
    weeks: int = 100_000,
) -> Whole:
    """Return the minutes of work that items take with all rework, (items,), for one engineer who does nothing else.

    Parameters
    ----------
    effort
        (items,) minutes without rework.
    chance
        Of a question in each week of work, rework included.
    rework_if_answered, rework_if_unanswered
        What a question leaves behind, as a share of the item's effort.
    answered
        (items,) or one: whether its questions are answered.
    weeks
        Most weeks of work on an item.

    Example
    -------
    >>> from orgsim.engine.random import luck
    >>> work([4800, 4800], 0.0, luck(1, 0), rework_if_answered=0.5).tolist()
    [4800, 4800]
    """
    wanted = np.asarray(effort, np.float64)
    items = zeros(work_records.ITEM, len(wanted))
    items.key = np.arange(len(wanted))
    items.effort, items.left = wanted, wanted
    items.capability = NONE
    items.account = TeamAccount.NEW_VALUE
    parameters = settings(rework_if_answered=rework_if_answered, rework_if_unanswered=rework_if_unanswered)
    asked = np.ascontiguousarray(np.broadcast_to(np.asarray(answered), (len(wanted),)).astype(np.int64))
    book = np.zeros(len(TeamAccount), np.int64)
    work_all(items, zeros(work_records.CAPABILITY, 1), book, chance, asked, parameters, luck, weeks)
    return np.array(items.worked)
