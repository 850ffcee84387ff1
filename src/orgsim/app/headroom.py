"""What there is to gain in the company on the screen, and what the designs capture of it: `orgsim headroom`, in memory."""

from collections.abc import Callable, Sequence

from orgsim.app.answer import results_of
from orgsim.app.futures import Arm, together
from orgsim.errors import SimulationError
from orgsim.headroom.answers import Headroom, headroom_of
from orgsim.headroom.catalog import ORACLES
from orgsim.headroom.plan import Question
from orgsim.results.plan import Plan

FUTURES = 20
BATCH = 4
"""Futures between two looks at how far the work is."""


def gains(arms: Sequence[Arm], tell: Callable[[float], None], wanted: Callable[[], bool]) -> Headroom | None:
    """Let every oracle act on every design; `tell` hears what share is done. None when it is no longer wanted.

    Raises
    ------
    SimulationError
        When a future fails, with what went wrong.
    """
    asked = Question(Plan(tuple(arm.organization for arm in arms), arms[0].seed, FUTURES), ORACLES)
    watched = [Arm(one.design, {}, arms[0].seed, one) for one in asked.everything().organizations]
    for upto in range(BATCH, FUTURES + 1, BATCH):
        together(watched, upto, wanted)
        if not wanted():
            return None
        if failures := [said for arm in watched for said in arm.failures.values()]:
            raise SimulationError(failures[0])
        tell(upto / FUTURES)
    return headroom_of(asked, results_of(watched))
