"""How the accounts of the three books are grouped, ordered, coloured and hatched, and the bars that they make.

A group has one hue and its accounts differ in tint and hatch, so that a bar reads without colour. An account that is not listed here
is drawn in a group of its own: nothing is ever left out of a bar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Account:
    """One account of a book: the column it has in the table of ledgers, and how it is shown."""

    column: str
    label: str
    group: str
    color: str
    hatch: str = ""


@dataclass(frozen=True)
class Book:
    """One of the three books, and how its minutes are shown: as shares of a contract, or as weeks that went by."""

    name: str
    title: str
    accounts: tuple[Account, ...]
    weeks: str = ""
    """Unit of the weeks; none: shares."""
    apart: str = ""
    """A column that is said in words and not drawn, because it would dwarf the others."""


TEAM = Book(
    "team",
    "Teams: share of the engineers' time",
    (
        Account("team.new_value", "new value", "New work", "#0072B2"),
        Account("team.first_build", "first build", "New work", "#7FB8DA", "//"),
        Account("team.duplicate_unaware", "unaware", "Built a second time", "#D55E00"),
        Account("team.duplicate_rational", "knowingly", "Built a second time", "#F2A877", "xx"),
        Account("team.integration", "integration", "Joining and mending", "#00684B"),
        Account("team.support", "for other teams", "Joining and mending", "#33B08A", "\\\\"),
        Account("team.rework", "rework", "Joining and mending", "#8FD3BC", "--"),
        Account("team.migration", "migration", "Joining and mending", "#C4E8DC", "||"),
        Account("team.tickets", "tickets", "Joining and mending", "#5FC4A4", "//"),
        Account("team.rollback", "rollback", "Joining and mending", "#E6F5F0", "xx"),
        Account("team.coordination", "coordination", "Keeping going", "#8E4A78"),
        Account("team.switching", "switching", "Keeping going", "#C07BA6", "//"),
        Account("team.upkeep", "upkeep", "Keeping going", "#DDB3CE", "--"),
        Account("team.ramp_up", "ramp-up", "Keeping going", "#F1DFEA", "\\\\"),
        Account("team.waiting_decision", "for a decision", "Waiting", "#4D4D4D"),
        Account("team.waiting_dependency", "for another team", "Waiting", "#999999", "//"),
        Account("team.idle", "idle", "Waiting", "#E3E3E3"),
        Account("team.vacant", "open posts", "Not available", "#FFFFFF", "//"),
    ),
)

PERSON = Book(
    "person",
    "Posts: share of the time of product people",
    (
        Account("person.product", "own product", "Product", "#0072B2"),
        Account("person.planning", "planning", "Product", "#7FB8DA", "//"),
        Account("person.portfolio", "portfolio", "Portfolio", "#00684B"),
        Account("person.research", "research", "Portfolio", "#33B08A", "\\\\"),
        Account("person.contact", "contact", "With others", "#8E4A78"),
        Account("person.decisions", "desk: decisions", "With others", "#C07BA6", "//"),
        Account("person.interviews", "interviews", "With others", "#DDB3CE", "--"),
        Account("person.coaching", "coaching", "With others", "#EBD3E3", "xx"),
        Account("person.administration", "administration", "Duties", "#F2A877", "xx"),
        Account("person.ramp_up", "ramp-up", "Not available", "#4D4D4D"),
        Account("person.vacant", "vacant", "Not available", "#FFFFFF", "//"),
        Account("person.idle", "idle", "Not available", "#E3E3E3"),
    ),
)

ITEM = Book(
    "item",
    "Items, requests and vacancies: weeks gone by, from the day a case is submitted",
    (
        Account("item.working", "in work", "In work", "#0072B2"),
        Account("item.approval", "for approval", "Item waits", "#D55E00"),
        Account("item.waiting_decision", "for a decision", "Item waits", "#F2A877", "xx"),
        Account("item.backlog", "in the backlog", "Item waits", "#4D4D4D"),
        Account("item.waiting_dependency", "for another team", "Item waits", "#999999", "//"),
        Account("item.request_queue", "in the queue", "Request on a desk", "#8E4A78"),
        Account("item.request_service", "being handled", "Request on a desk", "#DDB3CE", "--"),
        Account("item.vacancy", "unfilled", "Vacant post", "#FFFFFF", "\\\\"),
    ),
    weeks="item-weeks",
    apart="item.idea",
)

BOOKS = (TEAM, PERSON, ITEM)

VISIBLE = 0.0005
"""An account below this share in every bar is not listed in the legend."""

OTHER = ("#C8B97A", "#E8DFBF")


def accounts_in(book: Book, columns: Iterable[str]) -> tuple[Account, ...]:
    """Return the accounts of a book that a table has, known ones in their order and then any others."""
    there = [column for column in columns if column.startswith(f"{book.name}.") and column != book.apart]
    known = {account.column for account in book.accounts}
    others = [
        Account(column, column.partition(".")[2].replace("_", " "), "Other", OTHER[place % 2], "++")
        for place, column in enumerate(column for column in there if column not in known)
    ]
    return (*(account for account in book.accounts if account.column in there), *others)


@dataclass(frozen=True)
class Segment:
    """One account in one bar: its share of all minutes, and the middle 80 % of its shares in single futures."""

    account: Account
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One design in one book; `weeks` and `apart` are means over futures."""

    design: str
    segments: tuple[Segment, ...]
    weeks: float
    apart: float


def bars(ledger: "pd.DataFrame", book: Book, designs: Sequence[str]) -> list[Bar]:
    """Return the bars of one book, one a design; a design without minutes has no segments."""
    accounts = accounts_in(book, [str(column) for column in ledger.columns])
    return [_bar(ledger.loc[ledger["design"] == design], book, design, accounts) for design in designs]


def listed(bars: Sequence[Bar]) -> list[Account]:
    """Return the accounts that can be seen in any bar, in order."""
    seen = {segment.account.column: segment.account for bar in bars for segment in bar.segments}
    shown = {segment.account.column for bar in bars for segment in bar.segments if segment.share >= VISIBLE}
    return [account for column, account in seen.items() if column in shown]


def _bar(frame: "pd.DataFrame", book: Book, design: str, accounts: Sequence[Account]) -> Bar:
    minutes = frame[[account.column for account in accounts]].to_numpy(float)
    totals = minutes.sum(axis=1)
    apart = frame[book.apart].to_numpy(float) if book.apart in frame.columns else np.zeros(len(frame))
    weeks, ideas = (float(values.sum()) / max(len(values), 1) / MINUTES_PER_WEEK for values in (totals, apart))
    if totals.sum() <= 0:
        return Bar(design, (), weeks, ideas)
    pooled = minutes.sum(axis=0) / totals.sum()
    ends = np.quantile(minutes[totals > 0] / totals[totals > 0, None], (0.1, 0.9), axis=0)
    segments = zip(accounts, pooled, *ends, strict=True)
    return Bar(design, tuple(Segment(account, *map(float, shares)) for account, *shares in segments), weeks, ideas)
