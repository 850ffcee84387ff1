"""How a story names posts, teams, moments and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER
from orgsim.explain.events import Event, Log
from orgsim.organization.build import Organization

DAYS_PER_WEEK = 5
WHOLE = -1
"""The minute of a sentence about all quarters that count."""
NEW = 13
"""Weeks for which a holder's newness is a reason for a slow desk."""
NOTICEABLE = 0.5 * MINUTES_PER_WEEK
"""A wait at a desk that is worth a reason, minutes."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a story, the minute that it is about (`WHOLE`: all quarters that count), and the rows of the log behind it."""

    minute: int
    text: str
    rows: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Tongue:
    """What a story of one future is told with: its log, and the names that the design gives."""

    organization: Organization
    log: Log

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Return what each post is called: its name, with the id where another name holds the same words."""
        names: dict[str, str] = {}
        for stage in self.organization.design.stages:
            names |= {key: post.name for key, post in stage.scenario.posts.items() if post.name}
        shared = {key: sum(name in other for other in names.values()) > 1 for key, name in names.items()}
        return {key: f"{name} ({key})" if shared[key] else name for key, name in names.items()}

    @cached_property
    def _team_names(self) -> dict[str, str]:
        """Return what each team is called."""
        names: dict[str, str] = {}
        for stage in self.organization.design.stages:
            names |= {key: team.name for key, team in stage.scenario.teams.items() if team.name}
        return names

    def post(self, name: str) -> str:
        """Return what a post is called."""
        return self._titles.get(name, name) or "nobody"

    def team(self, name: str) -> str:
        """Return what a team is called."""
        return f"team {self._team_names.get(name, name)}" if name else "no team"

    def when(self, minute: int) -> str:
        """Return a moment as quarter and week: those that count, or those of the warm-up."""
        return moment(minute, self.log.warmup)

    def busy(self, post: str, since: int, until: int) -> tuple[str, tuple[Event, ...]]:
        """Return how open and how busy a desk was in the weeks from one minute to another, and the rows that say so."""
        weeks = range(since // MINUTES_PER_WEEK, max(since, until - 1) // MINUTES_PER_WEEK + 1)
        rows = tuple(one for one in self._desks.get(post, ()) if one.week in weeks)
        opened, spent = sum(one.of for one in rows), sum(one.amount for one in rows)
        if opened <= 0:
            return "a desk that nobody opened in these weeks", rows
        hours = opened / 60 / len(weeks)
        new, joined = self._new_holder(post, since)
        return f"a desk that was open {hours:.1f} hours a week and busy {spent / opened:.0%} of that time{new}", (
            *rows,
            *joined,
        )

    def _new_holder(self, post: str, since: int) -> tuple[str, tuple[Event, ...]]:
        """Return that the holder of a post was new, and the row that says so; nothing for one who was not."""
        came = [one for one in self._arrivals.get(post, ()) if 0 < one.minute <= since][-1:]
        if not came or since - came[0].minute > NEW * MINUTES_PER_WEEK:
            return "", ()
        return f"; its holder had come {lasting(since - came[0].minute)} before", tuple(came)

    @cached_property
    def _arrivals(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for one in self.log.of("joined"):
            found.setdefault(one.post, []).append(one)
        return found

    @cached_property
    def _desks(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for one in self.log.of("desk"):
            found.setdefault(one.post, []).append(one)
        return found


def moment(minute: int, warmup: int) -> str:
    """Return a moment as quarter and week of the quarter, both from 1; `WHOLE` is all quarters that count.

    Example
    -------
    >>> moment(0, 4), moment((4 * 13 + 2) * 2400, 4)
    ('warm-up Q1 week 1', 'Q1 week 3')
    """
    if minute == WHOLE:
        return "all quarters"
    quarter, week = divmod(minute // MINUTES_PER_WEEK, WEEKS_PER_QUARTER)
    counted = quarter - warmup
    return f"warm-up Q{quarter + 1} week {week + 1}" if counted < 0 else f"Q{counted + 1} week {week + 1}"


def lasting(minutes: float) -> str:
    """Return a time in working weeks, or in working days where it is less than one.

    Example
    -------
    >>> lasting(2400.0), lasting(12480.0), lasting(720.0), lasting(20)
    ('1.0 weeks', '5.2 weeks', '1.5 days', 'less than an hour')
    """
    weeks = minutes / MINUTES_PER_WEEK
    if weeks >= 1.0:
        return f"{weeks:.1f} weeks"
    return f"{weeks * DAYS_PER_WEEK:.1f} days" if weeks * DAYS_PER_WEEK >= 0.1 else "less than an hour"


def money(thousands: float) -> str:
    """Return an amount of $k.

    Example
    -------
    >>> money(1234.0), money(-56.4)
    ('$1.23M', '-$56k')
    """
    sign, size = ("-", -thousands) if thousands < 0 else ("", thousands)
    return f"{sign}${size / 1000:.2f}M" if size >= 1000 else f"{sign}${size:.0f}k"


def after(minutes: float) -> str:
    """Return how long after something an event comes.

    Example
    -------
    >>> after(0.0), after(4800.0)
    ('in the same week', '2.0 weeks later')
    """
    return f"{lasting(minutes)} later" if minutes > 0 else "in the same week"


def enumerated(parts: Iterable[str]) -> str:
    """Return parts as a list in a sentence.

    Example
    -------
    >>> enumerated(["a", "b", "c"]), enumerated(["a"])
    ('a, b and c', 'a')
    """
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
