"""How views of an outcome are kept, so that each is found once however many metrics ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from orgsim.metrics.adding import Values

if TYPE_CHECKING:
    from orgsim.metrics.outcome import Outcome

T = TypeVar("T")


def shared(view: Callable[["Outcome"], T]) -> Callable[["Outcome"], T]:
    """Have a function of an outcome that does not depend on parts computed once for the same runs, whatever parts they have."""

    @wraps(view)
    def looked_up(outcome: "Outcome") -> T:
        known = outcome.runs.found
        if view not in known:
            known[view] = view(outcome)
        found: T = known[view]
        return found

    return looked_up


def once(view: Callable[["Outcome"], T]) -> Callable[["Outcome"], T]:
    """Have a function of an outcome computed once for each outcome."""

    @wraps(view)
    def looked_up(outcome: "Outcome") -> T:
        if view.__qualname__ not in outcome.__dict__:
            outcome.__dict__[view.__qualname__] = view(outcome)
        found: T = outcome.__dict__[view.__qualname__]
        return found

    return looked_up


def counted(view: Callable[["Outcome"], Values]) -> Callable[["Outcome"], Values]:
    """Have what a function counts of parts and of the whole company, (ways, F, N + 1, Q), counted once for both.

    Each gets what it has asked for, (ways, ..., Q).
    """
    view = once(view)

    @wraps(view)
    def looked_up(outcome: "Outcome") -> Values:
        return outcome.asked_for(view(outcome.split or outcome))

    return looked_up
