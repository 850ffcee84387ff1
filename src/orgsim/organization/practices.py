"""Practices: what each of them puts into the plan of posts and teams. All that it does comes from the rules that read it there."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from orgsim.engine.state import Records
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.organization.keys import key_of
from orgsim.scenario.model import Exploration, Forum, Gate

Places = Mapping[str, Mapping[str, int]]
"""The row of every name, by section."""


class Plan(NamedTuple):
    """What one stage says of every post and team, (posts,) and (teams,), and which row has which name."""

    posts: Records
    teams: Records
    places: Places


def forums(meeting: Mapping[str, Forum], plan: Plan) -> None:
    """Add the hours of meetings to the contact of those who take part; their ties are in the layer of forums."""
    hours: dict[str, float] = defaultdict(float)
    for forum in meeting.values():
        for member in {*forum.members, forum.chair or forum.members[0]}:
            hours[member] += forum.hours_per_quarter
    for member, spent in hours.items():
        plan.posts[plan.places["posts"][member]].contact += round(60.0 * spent / WEEKS_PER_QUARTER)


def raters(posts: list[str], plan: Plan) -> None:
    """Let posts score every case before it is decided."""
    for post in posts:
        plan.posts[plan.places["posts"][post]].rater = 1


def investment_review(posts: list[str], plan: Plan) -> None:
    """Let posts look at work in hand once a quarter."""
    for post in posts:
        plan.posts[plan.places["posts"][post]].reviewer = 1


def exploration(budget: Exploration | None, plan: Plan) -> None:
    """Set a share of every plan aside for what is not core, in all teams or in those that the budget names."""
    for team, row in plan.places["teams"].items():
        if budget and plan.teams[row].active and (budget.teams is None or team in budget.teams):
            plan.teams[row].explore = budget.share


def roadmaps(named: str, plan: Plan) -> None:
    """Say whether plans name features, which are done as planned."""
    plan.teams.fixed = plan.teams.active * (named == "features")


def gates(kept: dict[str, Gate], plan: Plan) -> None:
    """Let posts off the line pass a share of the cases of every team, or of those in the domains that a gate names; ordered by key."""
    free = dict.fromkeys(plan.places["teams"], 0)
    for name in sorted(kept, key=lambda gate: key_of("gate", gate)):
        gate = kept[name]
        served = [plan.places["domains"][domain] for domain in gate.domains or plan.places["domains"]]
        for team, row in plan.places["teams"].items():
            if gate.post and plan.teams[row].active and plan.teams[row].domain in served:
                plan.teams[row].gates[free[team]] = plan.places["posts"][gate.post]
                plan.teams[row].gate_shares[free[team]] = gate.share
                plan.teams[row].gate_keys[free[team]] = key_of("gate", name)
                free[team] += 1


PRACTICES: dict[str, Callable[[Any, Plan], None]] = {
    put.__name__: put for put in (forums, raters, investment_review, exploration, roadmaps, gates)
}
"""Every practice by its field in ``governance``."""
