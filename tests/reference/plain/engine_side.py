"""What the two models share when they are compared path by path: the market as data, the engine's draws as luck, friendships as a list."""

from collections.abc import Iterable

import numpy as np

from orgsim.engine.random import Purpose, luck, normal_quantile, philox
from orgsim.engine.simulation import new_state
from orgsim.engine.state import Minutes, State
from orgsim.engine.vocabulary import Answer, Kind, PersonAccount, TeamAccount
from orgsim.engine.vocabulary import Errand as Code
from orgsim.engine.vocabulary import Stage as Place
from orgsim.organization.build import Organization
from orgsim.organization.ties import friendships
from tests.reference.plain.market import Market, key_of
from tests.reference.plain.model import ReferenceModel
from tests.reference.plain.people import Person, Post
from tests.reference.plain.team import Team
from tests.reference.plain.work import Capability, Errand, Initiative, Need, Opportunity, Request, Work

PIECES = {"support": 1, "rollback": 3}
ERRANDS = {Errand.CASE: Code.CASE, Errand.QUESTION: Code.EXCEPTION, Errand.COMPLAINT: Code.CONFLICT}


def market_of(organization: Organization, seed: int, future: int) -> Market:
    """Return the market of one future as the engine draws it, before anything happens."""
    state = new_state(organization.blueprint, luck(seed, future))
    weeks: list[list[Opportunity]] = [[] for _ in range(organization.blueprint.weeks)]
    for item, objectives in zip(state.items, state.objectives, strict=False):
        needs = tuple(
            Need(int(kind), float(effort)) if kind >= 0 else None
            for kind, effort in zip(item.needs, item.build_effort, strict=True)
        )
        offer = Opportunity(
            key=int(item.key),
            domain=organization.domains[item.domain],
            week=int(item.week),
            promise=float(item.promise),
            scale=float(item.scale),
            half_life=float(item.half_life),
            effort=float(item.effort),
            needs=needs,
            depends_on=organization.domains[item.depends_on] if item.depends_on >= 0 else None,
            support_effort=float(item.support_effort),
            objectives=tuple(objectives.tolist()),
        )
        weeks[offer.week].append(offer)
    return Market(weeks, state.strategy.tolist())


def friends_of(organization: Organization) -> list[tuple[str, str]]:
    """Return who are friends."""
    baseline, names = organization.design.baseline, organization.posts
    first, second = friendships(baseline, names)
    return [(names[one], names[other]) for one, other in zip(first.tolist(), second.tolist(), strict=True)]


def mix(first: int, second: int, third: int) -> int:
    """Return the engine's key of a thing that comes of two or three others."""
    zero = np.uint64(0)
    return int(philox(np.uint64(first), np.uint64(second), np.uint64(third), zero, zero, zero)[0])


class EngineLuck:
    """The engine's stateless draws, each under the key that its cause has in the engine."""

    def __init__(self, organization: Organization, seed: int, future: int) -> None:
        self.fate = luck(seed, future)
        self.place = {name: row for row, name in enumerate(organization.teams)}

    def _uniform(self, purpose: Purpose, who: int, when: int, which: int) -> float:
        # the words themselves: to hand a named tuple to a compiled function takes longer than to draw
        counter = (np.uint64(who), np.uint64(when), np.uint64(purpose.value), np.uint64(which))
        high, low, _, _ = philox(*counter, self.fate.seed, self.fate.replication)
        return float((float(high) * 2.0**21 + (low >> 11) + 0.5) / 2.0**53)

    def _normal(self, purpose: Purpose, who: int, when: int, which: int) -> float:
        return float(normal_quantile(self._uniform(purpose, who, when, which)))

    def person_key(self, post: Post) -> int:
        """A hire is a post and the number of the occupant."""
        return mix(post.key, 0, 0)

    def piece_key(self, parent: Initiative, kind: str, team: Team) -> int:
        """A piece is its parent, its kind, the pieces asked for before it, and its team."""
        return mix(parent.key, 8 * parent.asked + PIECES[kind], key_of("team", team.name))

    def capability_key(self, initiative: Initiative, kind: int, place: int) -> int:
        """An instance is the initiative and the need."""
        return mix(initiative.key, kind, place)

    def request_key(self, errand: Errand, subject: Work) -> int:
        """A request is its errand and its cause; a question is caused by a week of work."""
        cause = subject.key
        if errand is Errand.QUESTION and isinstance(subject, Initiative):
            cause = mix(cause, subject.worked_weeks, 0)
        return mix(cause, int(ERRANDS[errand]), 0)

    def skill(self, key: int, which: int) -> float:
        """Skills are numbered."""
        return self._normal(Purpose.SKILL, key, which, 0)

    def belief(self, key: int, objective: int) -> float:
        """One for each objective."""
        return self._normal(Purpose.BELIEF, key, objective, 0)

    def perception(self, key: int, shift: int, objective: int) -> float:
        """One for each person, shift and objective."""
        return self._normal(Purpose.PERCEPTION, key, shift, objective)

    def case(self, judge: Person | None, initiative: Initiative) -> float:
        """One for each case, and one for each judge and case."""
        return self._normal(Purpose.CASE_NOISE, initiative.key, *((0, 0) if judge is None else (1, judge.key)))

    def service(self, request: Request) -> float:
        """One for each desk that a request comes to."""
        return self._uniform(Purpose.SERVICE, request.key, request.hops, 0)

    def question(self, item: Initiative) -> float:
        """One for each week of work."""
        return self._uniform(Purpose.EXCEPTION, item.key, item.worked_weeks, 0)

    def moment(self, item: Initiative) -> float:
        """One for each week of work."""
        return self._uniform(Purpose.EXCEPTION, item.key, item.worked_weeks, 1)

    def climb(self, item: Initiative) -> float:
        """One for each week of work."""
        return self._uniform(Purpose.ESCALATION, item.key, item.worked_weeks, 0)

    def reuse(self, initiative: Initiative, place: int, host: Team) -> float:
        """One for each need and host."""
        return self._normal(Purpose.REUSE_NOISE, initiative.key, place, key_of("team", host.name))

    def measurement(self, initiative: Initiative) -> float:
        """One for each launch."""
        return self._normal(Purpose.MEASUREMENT, initiative.key, 0, 0)

    def phase(self, kind: int) -> float:
        """One for each type."""
        return self._uniform(Purpose.GENERATION, kind, 0, 0)

    def news(self, listener: Person, teller: Person, layer: int, week: int, which: int) -> float:
        """One for each tie, week and message."""
        return self._uniform(Purpose.NEWS, mix(listener.key, teller.key, layer), week, which)

    def noticing(self, person: Person, capability: Capability, week: int) -> float:
        """One for each person, instance and week."""
        return self._uniform(Purpose.NOTICE, person.key, week, capability.key)

    def looking(self, person: Person, capability: Capability) -> float:
        """One for each person and instance."""
        return self._normal(Purpose.AUDIT, person.key, 0, capability.key)


def reference_of(organization: Organization, seed: int, future: int) -> ReferenceModel:
    """Return the reference under the market and the luck of one of the engine's futures, not yet run.

    Raises
    ------
    ValueError
        When the design changes during the run, which the reference does not cover.
    """
    if len(organization.design.stages) > 1:
        raise ValueError("the reference does not cover changes of the design")
    return ReferenceModel(
        organization.design.baseline,
        market_of(organization, seed, future),
        EngineLuck(organization, seed, future),
        friends_of(organization),
    )


Story = dict[str, object]
"""What happened in one future, comparable with ``==``."""


def story_of_engine(organization: Organization, state: State) -> Story:
    """Tell the engine's future."""
    items = [item for item in state.items[: state.counters[0].items] if item.kind == Kind.INITIATIVE]
    settled = [item for item in items if item.submitted >= 0]
    return {
        "stages": {int(i.key): Place(i.stage).name for i in items if i.stage != Place.UNBORN},
        "decisions": {int(i.key): (int(i.submitted), int(i.funded), int(i.closed)) for i in settled},
        "launches": {
            int(i.key): (int(i.started), int(i.finished), float(i.measured), float(i.realised))
            for i in items
            if i.stage == Place.DONE
        },
        "requests": sorted(
            (int(r.key), int(r.opened), int(r.answered), int(r.hops), bool(r.answer == Answer.LAPSED))
            for r in state.requests[: state.counters[0].requests]
        ),
        "capabilities": sorted(
            (
                int(c.key),
                int(c.type),
                int(c.born),
                organization.teams[c.team],
                bool(c.duplicates >= 0),
                bool(c.rational),
                int(c.noticed),
            )
            for c in state.capabilities[: state.counters[0].capabilities]
        ),
        "teams": ledger_of_engine(organization.teams, state.team_book, TeamAccount),
        "posts": ledger_of_engine(organization.posts, state.person_book, PersonAccount),
        "beliefs": {
            organization.posts[person.post]: tuple(state.beliefs[row].tolist())
            for row, person in enumerate(state.people)
            if person.post >= 0
        },
        "trust": [(organization.posts[t.receiver], organization.posts[t.source], float(t.trust)) for t in state.ties],
        "promises": [
            (organization.teams[t], q, int(tally.promised), int(tally.kept))
            for t, row in enumerate(state.tally)
            for q, tally in enumerate(row)
        ],
    }


def ledger_of_engine(names: list[str], book: Minutes, accounts: type[TeamAccount] | type[PersonAccount]) -> Story:
    """Return minutes by name, quarter and account, without zeros."""
    return {
        f"{name} {quarter} {account.name.lower()}": int(book[row, quarter, account])
        for row, name in enumerate(names)
        for quarter in range(book.shape[1])
        for account in accounts
        if book[row, quarter, account]
    }


def story_of_reference(model: ReferenceModel) -> Story:
    """Tell the reference's future in the same words."""
    return {
        "stages": {i.key: i.stage.name for i in model.initiatives}
        | {offer.key: Place.EXPIRED.name for offer in model.passed_by},
        "decisions": {
            i.key: (i.submitted, never(i.funded), never(i.closed)) for i in model.initiatives if i.submitted is not None
        },
        "launches": {i.key: (i.started, i.finished, i.measured, i.realised) for i in model.launched()},
        "requests": sorted((r.key, r.opened, never(r.answered), r.hops, r.lapsed) for r in model.requests),
        "capabilities": sorted(
            (c.key, c.kind, c.born, c.team.name, c.duplicates is not None, c.rational, never(c.noticed))
            for c in model.capabilities
        ),
        "teams": ledger(model.teams),
        "posts": ledger(model.posts),
        "beliefs": {person.post.name: tuple(person.belief) for person in model.people},
        "trust": [(tie.receiver.name, tie.source.name, tie.trust) for tie in model.ties],
        "promises": [
            (team.name, q, team.promised[q], team.kept[q]) for team in model.teams for q in range(len(team.book))
        ],
    }


def ledger(things: Iterable[Team | Post]) -> Story:
    """Return minutes by name, quarter and account, without zeros."""
    return {
        f"{thing.name} {quarter} {account}": minutes
        for thing in things
        for quarter, book in enumerate(thing.book)
        for account, minutes in book.items()
        if minutes
    }


def never(moment: int | None) -> int:
    """Return a moment, or the engine's word for one that never came."""
    return -1 if moment is None else moment
