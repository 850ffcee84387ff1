"""Where every minute goes: three books that are never added to each other.

Person-minutes and team-minutes are spent out of a week that was contracted; item-minutes elapse while something waits or is worked on.
``spend`` is double entry: the minutes leave the purse and enter the book. Nothing is ever booked as a remainder, so a minute that is
dropped or posted twice leaves the book unequal to the contract, which ``orgsim.results`` checks in every run.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.state import Minutes, Records


@rule
def spend(book: Minutes, account: int, wanted: int, purse: int) -> int:
    """Spend up to `wanted` minutes of `purse` on an account; `book` is one row (accounts,). Return what is left in the purse.

    Example
    -------
    >>> import numpy as np
    >>> row = np.zeros(3, np.int64)
    >>> spend(row, 1, 50, 30), row.tolist()
    (0, [0, 30, 0])
    """
    minutes = max(0, min(wanted, purse))
    book[account] += minutes
    return purse - minutes


@rule
def elapse(book: Minutes, account: int, thing: Records, now: int) -> None:
    """Book the minutes since a thing was last booked (`booked_until`), and move that mark to `now`; `book` is (accounts,)."""
    book[account] += now - thing.booked_until
    thing.booked_until = now


@rule
def close(book: Minutes, account: int, item: Records, stage: int, now: int) -> None:
    """Book an item's last wait and put it into its final stage."""
    elapse(book, account, item, now)
    item.stage = stage
    item.closed = now
