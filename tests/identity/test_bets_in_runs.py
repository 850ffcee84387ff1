"""What must hold of bets in whole runs: nobody funds a loss, every idea is ranked, windows can be off, and the money of launches adds up."""

import dataclasses

import numpy as np
import pytest
from tests.conftest import SCENARIOS, run

from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.random import luck
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import NONE, Action, Answer, Errand, Kind, Right, Stage
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

SEED = 7
STILL_JUDGES = (
    *(
        f"mechanisms.{name}=false"
        for name in ("windows", "beliefs", "coaching", "promotions", "attrition", "portfolio", "stopping", "markets")
    ),
    "demand.diminishing_returns=0",
)
"""Without these a judge would judge a case at the end of a run as at any time before."""


def initiatives(state):
    """Return the initiatives that teams have heard of."""
    items = state.items[: state.counters[0].items]
    return items[(items.kind == Kind.INITIATIVE) & (items.stage != Stage.UNBORN)]


@pytest.mark.parametrize("name", ["product-org/today", "planning/today", "acquisition/today"])
def test_nobody_asks_for_what_seems_to_lose(name):
    """Whatever was asked for was worth something to the planner, at the effort that was planned."""
    organization = build(load_design(SCENARIOS / f"{name}.yaml"))
    asked = initiatives(run(organization))
    asked = asked[asked.submitted >= 0]
    assert len(asked) > 100
    assert (asked.estimate > 0.0).all()
    assert (asked.planned >= asked.effort).all()


def approvers(state, request):
    """Return the posts that had to agree to a case, from its owner's superior to the post at which it ended."""
    found = []
    post = int(state.posts[request.author].manager)
    while post != NONE:
        if state.posts[post].rights[Action.FUND] >= Right.APPROVE:
            found.append(post)
        if post == request.at:
            break
        post = int(state.posts[post].manager)
    return found


def test_nobody_grants_what_seems_to_lose(make):
    """Where nobody's view changes: a granted case seems worth something to all who agreed, a refused one a loss to the last judge."""
    text = "extends: small.yaml\nposts: {vp: {rights: {fund: decide}}, dir-a: {rights: {fund: approve}}}\n"
    organization = make(text, *STILL_JUDGES, "parameters.judgement.common_error=0")
    state, fate = run(organization), luck(SEED, 0)
    requests = state.requests[: state.counters[0].requests]
    cases = requests[(requests.errand == Errand.CASE) & (requests.other == Action.FUND)]
    granted, refused = cases[cases.answer == Answer.YES], cases[cases.answer == Answer.NO]
    assert len(granted) > 20
    assert len(refused) > 10
    assert max(len(approvers(state, request)) for request in granted) == 2
    for request in granted:
        worths = [judged_by(state, fate, post, request.subject) for post in approvers(state, request)]
        assert min(worths) >= 0.0
    assert all(judged_by(state, fate, request.at, request.subject) < 0.0 for request in refused)


@pytest.mark.parametrize(("life", "some"), [(13, True), (12, False)])
def test_ideas_of_a_quarters_first_week_are_ranked(make, life, some):
    """They come after the planning of their quarter and are there at the next one if ideas live for a quarter."""
    state = run(make("extends: small.yaml", f"parameters.planning.idea_life={life}"))
    ideas = initiatives(state)
    first = ideas[(ideas.week % 13 == 0) & (ideas.week < 13 * 6)]
    assert len(first) > 20
    assert (first.submitted >= 0).any() == some


def same_but_for(first, second, *columns):
    """Assert that two states are equal, bit for bit, but for some columns of the items."""
    for field in dataclasses.fields(first):
        one, other = getattr(first, field.name).copy(), getattr(second, field.name).copy()
        if field.name == "parameters":
            continue
        for column in columns if field.name == "items" else ():
            one[column] = other[column] = 0
        assert one.tobytes() == other.tobytes(), field.name


def test_windows_off_are_endless_windows(make):
    """Off, they are as if no opportunity ever faded; the parameters of windows then change nothing."""
    off = make("extends: small.yaml", "mechanisms.windows=false")
    state = run(off)
    assert (state.items.half_life == 0.0).all()
    same_but_for(
        state,
        run(
            make(
                "extends: small.yaml", "mechanisms.windows=false", "demand.window_half_life=1", "demand.window_spread=3"
            )
        ),
    )
    endless = make("extends: small.yaml", "demand.window_spread=0").blueprint
    parameters = endless.parameters.copy()
    parameters.window_half_life = np.inf
    same_but_for(state, simulate(endless._replace(parameters=parameters), SEED, 0), "half_life")


def test_waiting_costs(make):
    """Shorter windows leave less of what is launched; the promise of what comes up stays as it is."""
    outcomes = []
    for weeks in (26, 260):
        organization = make("extends: small.yaml", f"demand.window_half_life={weeks}", "demand.window_spread=0")
        outcomes.append(Outcome(organization, run(organization)))
    short, long = outcomes
    count = len(short.state.objectives)
    assert (short.state.items.promise[:count] == long.state.items.promise[:count]).all()
    assert short.realised.sum() < long.realised.sum()


KEPT = (
    "mechanisms.stopping=false",
    "mechanisms.markets=false",
    "parameters.products.escape_share=0",
    "parameters.products.churn_effect=0",
    "parameters.money.engineer_cost=0",
)
"""Without sunsets, defects and churn, and with engineers who cost nothing, every launch earns all that it can, and no more."""


def test_the_money_of_launches_adds_up(make):
    """At no discount: what a launch has earned and what it is still worth is what it realised; a rollback has earned its part at once."""
    settings = ("parameters.money.discount_rate=0", "parameters.products.service_life=5200")
    state = run(make("extends: small.yaml", *KEPT, *settings))
    launched = initiatives(state)
    launched = launched[launched.stage == Stage.DONE]
    back = launched.measured < 0.0
    assert 0 < back.sum() < len(launched)
    assert (launched.earned[back] == launched.realised[back]).all()
    assert (launched.worth[back] == 0.0).all()
    assert np.allclose(launched.earned + launched.worth, launched.realised, rtol=1e-12)
    assert (launched.earned[~back] != 0.0).any()
    booked = state.pulse.revenue.sum()
    assert booked == pytest.approx(launched.earned.sum())


def test_without_products_a_launch_earns_at_once(make):
    """It has earned what it realised, and nothing is left."""
    organization = make("extends: small.yaml", "mechanisms.products=false")
    outcome = Outcome(organization, run(organization))
    assert (outcome.launches.earned == outcome.launches.realised).all()
    assert (outcome.salvage == 0.0).all()


def test_salvage_is_what_would_be_earned_later(make):
    """What six quarters leave over is what the same launches earn in the quarters after, to the end of their service, discounted."""
    settings = (*KEPT, "parameters.products.service_life=70", "parameters.money.discount_rate=0.2")
    short, long = (
        make(f"extends: small.yaml\nhorizon: {{warmup_quarters: 1, quarters: {quarters}}}\n", *settings)
        for quarters in (5, 12)
    )
    early = Outcome(short, run(short))
    launches = Outcome(long, run(long)).launches
    later = dict(zip(launches.key.tolist(), launches.earned.tolist(), strict=True))
    positive = early.launches.worth >= 0.0
    assert positive.sum() > 20
    assert early.salvage.max() > 0.0
    expected = [later[int(key)] for key in early.launches.key[positive]]
    assert np.allclose((early.launches.earned + early.salvage)[positive], expected, rtol=1e-12)


def test_salvage_stops_when_keeping_costs_more(make):
    """Pay for running minutes lowers it, to nothing where it always costs more, and never below."""
    found = {}
    for cost in (0, 50, 10_000):
        organization = make(
            "extends: small.yaml", "mechanisms.stopping=false", f"parameters.money.engineer_cost={cost}"
        )
        found[cost] = Outcome(organization, run(organization)).salvage
    assert found[0].sum() > found[50].sum() > found[10_000].sum()
    assert (found[10_000] == 0.0).mean() > 0.5
    assert (found[10_000] >= 0.0).all()
