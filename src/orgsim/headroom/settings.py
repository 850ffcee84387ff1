"""Oracles that need no hand: from a week on, parameters and switches of the run are others, or the company has more engineers."""

import numpy as np

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.state import Records

MORE_ENGINEERS = 0.10


def halved_errors(parameters: Records) -> None:
    """Halve the error with which cases are judged."""
    parameters.case_noise *= 0.5


def no_errors(parameters: Records) -> None:
    """Let everybody see what each case promises."""
    parameters.case_noise = 0.0


def no_local_interest(parameters: Records) -> None:
    """Let nobody weigh the figures of merit of the own domain."""
    parameters.local_interest = 0.0


def informed(parameters: Records) -> None:
    """Let newcomers believe the true weights of the day they join, talk lose nothing, and those who set the strategy know them at once."""
    parameters.belief_spread = 0.0
    parameters.strategy_delay = 0.0
    parameters.strategy_error = 0.0
    parameters.detail_lost = 0.0


def informed_and_impartial(parameters: Records) -> None:
    """Let everybody know the true weights, and nobody weigh local interest."""
    informed(parameters)
    no_local_interest(parameters)


def certain_reuse(parameters: Records) -> None:
    """Let teams see exactly how far what exists fits what they need, and reuse it however long that takes."""
    parameters.overlap_noise = 0.0
    parameters.reuse_patience = np.inf


def no_desk_time(parameters: Records) -> None:
    """Let every answer take one minute, the shortest there is, so that no queue forms."""
    for name in ("minutes_to_decide", "minutes_to_answer", "minutes_to_prepare"):
        parameters[name] = 0.0


def no_questions(parameters: Records) -> None:
    """Let work throw up no questions, and change hands without rework."""
    parameters.exceptions = 0
    parameters.handover_rework = 0.0


def no_exits(parameters: Records) -> None:
    """Let nobody leave of their own accord."""
    parameters.attrition = 0


def more_engineers(blueprint: Blueprint, first: int) -> Blueprint:
    """Return the blueprint with a tenth more engineers from week `first` on, whatever stage of the design is in force.

    Where no stage begins in that week, the one in force is continued by a copy of itself with more engineers.
    """
    staged = _with_stage(blueprint, first)
    plan = staged.team_plan.copy()
    for stage in np.flatnonzero(staged.era_weeks >= first):
        plan[stage].engineers += extra_engineers(plan[stage].engineers * plan[stage].active, MORE_ENGINEERS)
    return staged._replace(team_plan=plan)


def extra_engineers(engineers: np.ndarray, share: float) -> np.ndarray:
    """Return how many engineers each team gets: together `share` of all, rounded up, in proportion (largest remainders, then first rows).

    Example
    -------
    >>> extra_engineers(np.array([7, 7, 0, 21]), 0.1).tolist()
    [1, 1, 0, 2]
    """
    fair = share * engineers
    extra = np.floor(fair).astype(np.int64)
    missing = int(np.ceil(fair.sum() - 1e-9)) - int(extra.sum())
    extra[np.argsort(extra - fair, kind="stable")[:missing]] += 1
    return extra


def _with_stage(blueprint: Blueprint, first: int) -> Blueprint:
    """Return the blueprint with a stage that begins in week `first`."""
    if first in blueprint.era_weeks:
        return blueprint
    here = int(np.searchsorted(blueprint.era_weeks, first))
    plans = {
        name: np.insert(getattr(blueprint, name), here, getattr(blueprint, name)[here - 1], axis=0)
        for name in ("post_plan", "team_plan", "tie_plan")
    }
    records = {name: plan.view(np.recarray) for name, plan in plans.items() if plan.dtype.names}
    return blueprint._replace(era_weeks=np.insert(blueprint.era_weeks, here, first), **(plans | records))
