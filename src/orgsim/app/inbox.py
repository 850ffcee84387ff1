"""What a seat sees at the beginning of a quarter: what waits for it, in its own eyes, and what it has heard since the last one.

Everything here follows from signals: a case in the eyes of the post's holder, with that person's errors and beliefs, and measured effects.
Nothing reads what a case is truly worth, what objectives truly weigh or what markets truly pay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from orgsim.app.seat import DUTIES, copied, ideas, think, waiting
from orgsim.app.voices import cases_of_others, tie_to
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import worth_to
from orgsim.engine.mechanisms.decisions.proposals import seen_by
from orgsim.engine.mechanisms.knowledge.maps import may_write
from orgsim.engine.mechanisms.work.ranking import expected_effort
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    Kind,
    Reach,
    Right,
    Stage,
    Turn,
)
from orgsim.explain.names import Names
from orgsim.organization.build import Organization
from orgsim.plain_words import counted, number

MOST_IDEAS = 8
"""An owner looks at so many of the best ideas of its teams."""
MOST_SERVED = 2
"""Objectives that are named for an initiative."""
WEEK = 40.0
"""Hours of a week that is divided."""
ROUNDING = 0.05
REACHES = {Reach.CORE: "core business", Reach.ADJACENT: "one step from the core", Reach.FAR: "new ground"}


@dataclass(frozen=True)
class Entry:
    """Something to decide: what it is, facts that everybody sees, and what it seems to be worth from this seat, $k."""

    key: int
    kind: str
    """case, idea, own, consent or appeal; voice for a case that somebody else decides."""
    title: str
    facts: tuple[str, ...]
    worth: float
    yes: str
    no: str
    row: int
    """Where it stands in the tables of the run; it is not shown."""


@dataclass(frozen=True)
class Heard:
    """What somebody believes the objectives to weigh, (K,), as it is heard by whoever meets them."""

    post: str
    weights: tuple[float, ...]
    sets: bool
    """Whether it is theirs to set the strategy, so that they watch the market."""


@dataclass(frozen=True)
class Inbox:
    """Everything that a seat sees at the beginning of a quarter."""

    entries: tuple[Entry, ...]
    hours: Mapping[str, float]
    fixed: float
    """Hours a week of the post that are not for it to divide."""
    news: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    believes: tuple[float, ...] = ()
    """What the holder believes the objectives to weigh, (K,)."""
    heard: tuple[Heard, ...] = ()
    """What those believe who were met in the last week, those met longest first."""
    writes: bool = False
    """Whether the holder writes the map of objectives, which the company reads."""

    def over(self, hours: Mapping[str, float]) -> float:
        """Return by how many hours a division of the week exceeds it; nothing when it fits."""
        over = sum(hours.values()) + self.fixed - WEEK
        return over if over > ROUNDING else 0.0

    def wrong_map(self, says: Mapping[str, float]) -> str:
        """Say why weights cannot be written down as the map of objectives; nothing when they can."""
        if not self.writes:
            return "this seat writes no map of the objectives"
        if says.keys() != set(self.objectives):
            return f"a map weighs {', '.join(self.objectives)}, all of them and nothing else"
        if min(says.values()) < 0.0 or sum(says.values()) <= 0.0:
            return "weights are 0 or more, and at least one is more"
        return ""


@dataclass(frozen=True)
class Seat:
    """A post of a company in one future, and the state of everything at the beginning of a quarter."""

    organization: Organization
    row: int
    fate: Luck
    state: State
    week: int

    @property
    def price(self) -> float:
        """What a standard value is worth, $k."""
        return float(self.organization.design.baseline.demand.standard_value)

    def look(self) -> Inbox:
        """Return what the seat sees now; the state stays what it is. Where nobody holds the post, nothing can be decided."""
        if self.state.posts[self.row].person == NONE:
            return Inbox((), *self._hours(), ())
        before, after = copied(self.state), copied(self.state)
        before.counters[0].quarter, before.counters[0].week = self.week // WEEKS_PER_QUARTER, self.week
        think(after, self.fate, self.row, self.week)
        names = Names(self.organization)
        names.begin(after)
        return Inbox(
            (*self._ideas(before, names), *self._requests(after, names)),
            *self._hours(),
            news=tuple(self._news(before, names)),
            objectives=tuple(self.organization.objectives),
            believes=_row(self.state, int(self.state.posts[self.row].person)),
            heard=self._heard(names),
            writes=self._writes(),
        )

    def _writes(self) -> bool:
        """Tell whether the holder writes a map that somebody heeds."""
        parameters = self.state.parameters[0]
        heeded = bool(parameters.beliefs) and float(parameters.map_effect) > 0.0
        return heeded and bool(may_write(self.state.posts[self.row]))

    def _heard(self, names: Names) -> tuple[Heard, ...]:
        """Return what those believe who were met in the last week, those met longest first."""
        post = self.state.posts[self.row]
        ties = self.state.ties[post.first_tie : post.first_tie + post.ties]
        met = sorted((tie for tie in ties if tie.minutes > 0), key=lambda tie: -int(tie.minutes))
        heard = {int(tie.source): _row(self.state, int(tie.person)) for tie in met}
        return tuple(Heard(names.post(source), weights, self._sets(source)) for source, weights in heard.items())

    def _sets(self, post: int) -> bool:
        return bool(self.state.posts[post].rights[Action.STRATEGY] >= Right.DECIDE)

    def _hours(self) -> tuple[dict[str, float], float]:
        post = self.state.posts[self.row]
        hours = {duty: float(getattr(post, duty)) / 60.0 for duty in DUTIES}
        return hours, float(post.administration) / 60.0

    def _ideas(self, state: State, names: Names) -> list[Entry]:
        """Return the best ideas of the teams that the seat owns, the best in its own eyes first."""
        found = []
        for team, index in ideas(state, self.row):
            effort = float(expected_effort(state, team, index, self.week))
            worth = self._worth(state, index)
            item = state.items[index]
            facts = (f"{_weeks(effort)} of work", *self._facts(index))
            title = f"{names.item(state, index)[0]} for {names.team(team)}"
            found.append(Entry(int(item.key), "idea", title, facts, worth, "Bring forward", "Hold back", index))
        return sorted(found, key=lambda entry: -entry.worth)[:MOST_IDEAS]

    def _worth(self, state: State, index: int) -> float:
        return float(worth_to(state, self.fate, self.row, index, float(state.posts[self.row].tilt))) * self.price

    def _facts(self, index: int) -> list[str]:
        """Return what everybody sees of an initiative."""
        item = self.state.items[index]
        domains = self.organization.domains
        found = [REACHES[Reach(int(item.reach))]]
        if item.depends_on != NONE:
            found.append(f"needs a piece from {domains[int(item.depends_on)]}")
        partners = [domains[int(one)] for one in item.partners if one != NONE]
        if partners:
            found.append(f"joint work with {', '.join(partners)}")
        return [self._serves(index), *found]

    def _serves(self, index: int) -> str:
        """Return what an initiative contributes most to, which everybody knows who judges it."""
        shares = np.asarray(self.state.objectives[index], float)
        best = np.argsort(-shares, kind="stable")[:MOST_SERVED]
        names = self.organization.objectives
        return "for " + ", ".join(f"{names[place]} {shares[place] / shares.sum():.0%}" for place in best)

    def _requests(self, state: State, names: Names) -> list[Entry]:
        """Return what waits on the planning day, here and at desks that ask the seat; nothing where its holder left in the week before."""
        if state.posts[self.row].person == NONE:
            return []
        own = [self._request(state, index, names) for index in waiting(state, self.row)]
        return own + [self._voice(state, index, names) for index in cases_of_others(state, self.row)]

    def _request(self, state: State, index: int, names: Names) -> Entry:
        """Return a request at the desk as the seat sees it."""
        request = state.requests[index]
        errand = int(request.errand)
        author = names.post(int(request.author))
        if errand == Errand.CASE:
            return self._case(state, index, names, author)
        gain = float(seen_by(state, self.fate, self.row, request))
        title, facts, worth = self._proposal(state, request, names, gain)
        kind, yes, no = {
            Turn.PREPARE: ("own", "Pursue", "Drop"),
            Turn.CONSENT: ("consent", "Agree", "Refuse"),
            Turn.APPEAL: ("appeal", "Decide for it", "Decide against it"),
        }[Turn(int(request.turn))]
        by = "your own proposal" if kind == "own" else f"proposed by {author}"
        return Entry(int(request.key), kind, title, (by, *facts), worth, yes, no, int(request.subject))

    def _case(self, state: State, index: int, names: Names, author: str) -> Entry:
        request = state.requests[index]
        item = state.items[request.subject]
        waited = (state.counters[0].week + 1) * MINUTES_PER_WEEK - int(request.opened)
        old = waited / MINUTES_PER_WEEK
        facts = (
            f"{_weeks(float(item.planned))} of work",
            *self._facts(int(request.subject)),
            *([f"asked for {counted(round(old), 'week')} ago"] if old >= 1.5 else []),
        )
        title = f"{names.item(state, int(request.subject))[0]} for {names.team(int(item.team))}, by {author}"
        worth = self._worth(state, int(request.subject))
        return Entry(int(request.key), "case", title, facts, worth, "Fund", "Refuse", int(request.subject))

    def _voice(self, state: State, index: int, names: Names) -> Entry:
        """Return a case of somebody else on which the seat is consulted."""
        request = state.requests[index]
        decider = int(request.at)
        case = self._case(state, index, names, names.post(int(request.author)))
        trust = float(state.ties[tie_to(state, decider, self.row, int(request.other))].trust)
        weighs = f"{names.post(decider)} decides; your word weighs {trust:.0%} of the decider's own"
        return replace(case, kind="voice", facts=(weighs, *case.facts), yes="Speak for it", no="Speak against it")

    def _proposal(
        self, state: State, request: Records, names: Names, gain: float
    ) -> tuple[str, tuple[str, ...], float]:
        """Return what a proposal is about, its facts, and its seeming gain, $k."""
        errand, subject, other = int(request.errand), int(request.subject), int(request.other)
        if errand == Errand.SHIFT:
            engineers = counted(int(request.engineers), "engineer")
            return f"Move {engineers} from {names.team(subject)} to {names.team(other)}", (), gain * self.price
        if errand in (Errand.STOP, Errand.SUNSET):
            verb = "Give up" if errand == Errand.STOP else "Take out of service:"
            team = names.team(int(state.items[subject].team))
            return f"{verb} {names.item(state, subject)[0]}", (f"of {team}",), gain * self.price
        alike = gain + float(state.parameters[0].duplicate_threshold)
        here, there = (names.team(int(state.capabilities[one].team)) for one in (subject, other))
        effort = _weeks(float(state.capabilities[subject].effort))
        facts = (f"they look alike to {min(max(alike, 0.0), 1.0):.0%}", f"built with {effort}")
        return f"Merge a capability of {here} into one of {there}", facts, float("nan")

    def _news(self, state: State, names: Names) -> list[str]:
        """Return what went live in the last quarter in the teams in sight, as it was measured."""
        find_holders(state.posts, state.teams)
        sight = {int(team) for team in state.in_sight[: look_around(state, self.row)]}
        items = state.items[: state.counters[0].items]
        recent = (
            (items.kind == Kind.INITIATIVE)
            & (items.stage == Stage.DONE)
            & (items.finished >= self.week - WEEKS_PER_QUARTER)
        )
        found = []
        for index in recent.nonzero()[0].tolist():
            if int(items[index].launched_by) in sight:
                measured = money(float(items[index].measured) * self.price)
                found.append(f"{names.item(state, index)[0]} went live: measured {measured}")
        return found


def _row(state: State, person: int) -> tuple[float, ...]:
    """Return what somebody believes the objectives to weigh."""
    return tuple(float(share) for share in state.beliefs[person])


def money(thousands: float) -> str:
    """Return an amount of $k as a reader would say it, with its sign."""
    sign = "\N{MINUS SIGN}\N{WORD JOINER}" if thousands < 0 else "+"
    size = abs(thousands)
    return f"{sign}${number(size / 1000)}M" if size >= 1000 else f"{sign}${size:.0f}k"


def _weeks(effort: float) -> str:
    return counted(max(1, round(effort / MINUTES_PER_WEEK)), "engineer-week")
