"""Whether people who are known can come and go as stated: their posts are there then, and nobody else takes them in the same weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from orgsim.plain_words import counted
from orgsim.scenario.checks import events
from orgsim.scenario.dates import WEEKS_PER_QUARTER, first_week, weeks_after
from orgsim.scenario.document import Document
from orgsim.scenario.names import mapping, names, text
from orgsim.scenario.problems import NodePath, Problem
from orgsim.scenario.stage_plans import Plan

KINDS = {"replacement": "is replaced", "departure": "leaves"}
"""The events by which the holder of a post goes, and what becomes of the holder."""


@dataclass(frozen=True)
class Going:
    """An event by which the holder of a post goes: its place among the events, and its weeks from the start of the run.

    Somebody is on the way `since` a week, the holder goes in `week`, and the successor is there in the week `until`.
    """

    place: int
    kind: str
    post: str
    since: int
    week: int
    until: int

    @property
    def spot(self) -> NodePath:
        """Where it stands."""
        return "events", self.place

    def told(self, first: int) -> str:
        """Say what happens, and when; quarters and weeks are counted as in the file."""
        return f"its holder {KINDS[self.kind]} in {date_of(self.week - first)}"


def succession_problems(plans: Sequence[Plan], stated: int) -> list[Problem]:
    """Return what is wrong with known people who come and go; the first `stated` events are the scenario's, the others are operations'."""
    baseline = plans[0].document
    first, end = first_week(baseline), _end(baseline)
    if first is None or end is None:
        return []
    going = list(_goings(baseline, first))
    found = [*_too_late(going, end), *_at_once(going, first)]
    for one in going:
        found += _not_there(one, plans, first, stated)
    return [Problem(problem.code, problem.message, problem.path, baseline.place(problem.path)) for problem in found]


def date_of(weeks: int) -> str:
    """Return a date as it is stated in a file.

    Example
    -------
    >>> date_of(13), date_of(16)
    ('quarter 1', 'quarter 1, week 3')
    """
    quarter, week = divmod(weeks, WEEKS_PER_QUARTER)
    return f"quarter {quarter}, week {week}" if week else f"quarter {quarter}"


def _end(baseline: Document) -> int | None:
    """Return the week after the last one of the run."""
    quarters = mapping(baseline.data.get("horizon")).get("quarters", 12)
    first = first_week(baseline)
    return first + quarters * WEEKS_PER_QUARTER if isinstance(quarters, int) and first is not None else None


def _goings(baseline: Document, first: int) -> Iterator[Going]:
    """Yield the events by which holders go, as far as they make sense."""
    for place, event in events(baseline.data):
        kind, post, weeks = text(event.get("kind")), text(event.get("post")), weeks_after(event)
        early, late = event.get("overlap_weeks", 0), event.get("vacant_weeks", 0)
        if kind not in KINDS or post is None or weeks is None:
            continue
        if isinstance(early, int) and isinstance(late, int):
            week = first + weeks
            yield Going(place, kind, post, week - early, week, week + late)


def _too_late(going: Sequence[Going], end: int) -> Iterator[Problem]:
    """A successor comes before the run ends."""
    for one in going:
        if one.week < end <= one.until:
            late = one.until - end + 1
            message = f"the run ends {counted(late, 'week')} too early for the successor to come"
            yield Problem("E327", f"{message}; let the holder leave by `departure`", (*one.spot, "vacant_weeks"))


def _at_once(going: Sequence[Going], first: int) -> Iterator[Problem]:
    """A post has one holder: nobody takes it, or leaves it, while somebody else is about to take it."""
    told = set()
    for one, other in combinations(sorted(going, key=lambda one: (one.week, -one.until, one.place)), 2):
        spot = max(one, other, key=lambda one: one.place).spot
        if one.post != other.post or other.week > one.until or spot in told:
            continue
        told.add(spot)
        free = f"is kept free for a successor from {date_of(one.week - first)} to {date_of(one.until - first)}"
        goes = f"loses its holder in {date_of(one.week - first)} already"
        message = f"'{one.post}' {free if one.until > one.week else goes}"
        yield Problem("E334", f"{message}: nobody else can go in {date_of(other.week - first)}", spot)


def _not_there(one: Going, plans: Sequence[Plan], first: int, stated: int) -> Iterator[Problem]:
    """The post is there from the week before, or from the beginning of the overlap, until the successor is there."""
    before = max(0, min(one.since, one.week - 1))
    ends = [plan.week for plan in plans[1:]] + [one.until + 1]
    during = [
        (plan.week, one.post in names(plan.document.data, "posts"))
        for plan, end in zip(plans, ends, strict=True)
        if plan.week <= one.until and end > before
    ]
    ever = any(one.post in names(plan.document.data, "posts") for plan in plans)
    gap = next((week for week, there in during if not there), None)
    if gap is None or not ever:
        return
    opens = next((week for week, there in during if there and week > gap), None)
    if opens is not None:
        hint = "state it under `posts` with the `skills` of its first holder, or let somebody take over later"
        what = f"opens only in {date_of(opens - first)}; {hint}"
    else:
        what = "is not there then" if gap <= before else f"closes in {date_of(gap - first)}"
    if one.place >= stated:
        yield Problem(
            "E340", f"nobody can take over '{one.post}' in {date_of(one.until - first)}: the post {what}", one.spot
        )
    else:
        yield Problem("W421", f"it comes to nothing that {one.told(first)}: '{one.post}' {what}", one.spot)
