"""Properties of any organisation: generated charts, markets and settings, run for three quarters."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgsim.engine.audit import audit
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import Kind, Right, Stage
from orgsim.organization.build import build
from orgsim.scenario.design import Design
from orgsim.scenario.design import Stage as DesignStage
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.model import Scenario
from orgsim.scenario.shipped_files import shipped_ladders, shipped_roles
from orgsim.scenario.switches import Mechanisms

LADDER = {**read_document(shipped_ladders()["product"]).data, "name": "product"}
ROLES = sorted(shipped_roles().data["roles"])


@st.composite
def scenarios(draw):
    """Generate a scenario: a random tree of up to 12 posts, up to 5 teams, up to 3 domains, random rights and hours."""
    objectives = {f"o{k}": {"weight": draw(st.sampled_from([1.0, 2.0, 5.0]))} for k in range(draw(st.integers(1, 4)))}
    domains = {
        f"d{k}": {"opportunities_per_week": draw(st.sampled_from([0.0, 0.5, 3.0]))}
        for k in range(draw(st.integers(1, 3)))
    }
    posts = {}
    for k in range(draw(st.integers(1, 12))):
        above = draw(st.sampled_from([None, *posts])) if posts else None
        posts[f"p{k}"] = {
            "role": draw(st.sampled_from(ROLES)),
            "reports_to": above,
            "vacant": draw(st.booleans()) and k > 0,
            "fte": draw(st.sampled_from([1.0, 0.5, 0.21])),
            "desk": draw(st.sampled_from([None, None, "board"])),
        }
    teams = {
        f"t{k}": {
            "domain": draw(st.sampled_from(sorted(domains))),
            "engineers": draw(st.integers(1, 9)),
            "owner": draw(st.sampled_from([None, *posts])),
            "wip": draw(st.integers(1, 12)),
        }
        for k in range(draw(st.integers(1, 5)))
    }
    rights = {
        action: draw(st.sampled_from([right.name.lower() for right in Right]))
        for action in ("fund", "staff", "shift", "scope", "explore", "consolidate")
    }
    research = draw(st.sampled_from([0.0, 3.0]))
    roles = {
        name: {**role, "rights": {**role.get("rights", {}), **rights}, "hours": {**role["hours"], "research": research}}
        for name, role in shipped_roles().data["roles"].items()
    }
    everything = draw(st.booleans())
    switches = {name: everything or draw(st.booleans()) for name in Mechanisms.model_fields}
    return {
        "objectives": objectives,
        "domains": domains,
        "posts": posts,
        "teams": teams,
        "roles": roles,
        "mechanisms": switches,
        "horizon": {"warmup_quarters": 1, "quarters": 3},
        "parameters": {
            "staffing": {"attrition_rate": draw(st.sampled_from([0.0, 0.2, 0.95]))},
            "products": {
                "service_life": draw(st.sampled_from([13.0, 156.0])),
                "running_share": draw(st.sampled_from([0.0, 1.0])),
            },
            "portfolio": {"consent_base": draw(st.sampled_from([-1.0, 5.0]))},
        },
        "demand": {"overlap": draw(st.sampled_from([0.3, 1.0])), "types_per_domain": 2},
        "governance": draw(practices(sorted(posts))),
        "events": draw(st.lists(events(sorted(posts), sorted(domains)), max_size=3)),
        "ladder": draw(st.sampled_from([None, LADDER])),
    }


def practices(posts):
    """Generate forums, raters, reviewers, a budget for exploration and a kind of roadmap."""
    some = st.lists(st.sampled_from(posts), unique=True, max_size=4)
    forum = st.lists(st.sampled_from(posts), unique=True, min_size=2).map(lambda members: {"members": members})
    return st.fixed_dictionaries(
        {
            "forums": st.dictionaries(st.just("table"), forum) if len(posts) > 1 else st.just({}),
            "raters": some,
            "investment_review": some,
            "exploration": st.sampled_from([None, {"share": 0.3}]),
            "roadmaps": st.sampled_from(["outcomes", "features"]),
        }
    )


def events(posts, domains):
    """Generate what happens whatever the design."""
    when = {"quarter": st.integers(0, 2), "week": st.integers(0, 12)}
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just("departure"), "post": st.sampled_from(posts), **when}),
        st.fixed_dictionaries({"kind": st.just("hiring_freeze"), **when}),
        st.fixed_dictionaries(
            {
                "kind": st.just("demand_surge"),
                "domain": st.sampled_from([None, *domains]),
                "factor": st.just(3.0),
                **when,
            }
        ),
    )


@st.composite
def designs(draw):
    """Generate a design: a scenario, and perhaps another one it is reorganised into after the first quarter."""
    first = draw(scenarios())
    stages = [first]
    if draw(st.booleans()):
        second = draw(scenarios())
        stages.append(
            {**second, **{key: first[key] for key in first if key not in ("posts", "teams", "roles", "governance")}}
        )
        for team in stages[1]["teams"].values():
            team["domain"] = min(first["domains"])
    return Design(
        "generated",
        None,
        tuple(
            DesignStage(13 * place + 3 * place, "stage", Scenario.model_validate(stage), Document(stage))
            for place, stage in enumerate(stages)
        ),
    )


@given(designs(), st.integers(0, 3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_invariants(design, replication):
    """Books balance; people hold at most one post; lists and stages are legal; numbers are finite; posts for engineers are conserved, filled or open."""
    organization = build(design)
    state = simulate(organization.blueprint, 5, replication)
    assert audit(organization.blueprint, state) == []
    check_teams(state)
    check_people(state)
    check_items(state)
    check_lists(state)
    check_products(state)
    check_users(state)
    check_money(design, state)
    assert np.isfinite(state.beliefs).all()
    assert np.allclose(state.strategy.sum(axis=1), 1)
    assert (state.teams.engineers + state.teams.open).sum() == sum(
        team.engineers for team in design.final.teams.values()
    )


def check_teams(state):
    """Every team has somebody to work, and not more newcomers than engineers; no post is open that is not there."""
    assert (state.teams.engineers[state.teams.active > 0] > 0).all()
    assert (state.teams.open >= 0).all()
    assert (state.teams.newcomers <= state.teams.engineers).all()


def check_people(state):
    """Whoever holds a post is held by it, and nobody holds two."""
    holders = [post.person for post in state.posts if post.person >= 0]
    assert len(set(holders)) == len(holders)
    for row, post in enumerate(state.posts):
        if post.person >= 0:
            assert state.people[post.person].post == row
            assert post.active
            belief = state.beliefs[post.person]
            assert abs(belief.sum() - 1) < 1e-9
            assert (belief >= -1e-12).all()
    assert (state.ties.trust >= 0).all()
    assert (state.ties.trust <= 1).all()
    assert (state.posts.left == 0).all()


def check_products(state):
    """What is in service is listed once, at the team that runs it, and its upkeep is that of its launches; nobody mends too much."""
    register = state.parameters[0]
    for row, team in enumerate(state.teams):
        minutes, lines, index = 0.0, 0, team.service
        while index >= 0:
            item = state.items[index]
            assert (item.stage, item.kind, item.team) == (Stage.DONE, Kind.INITIATIVE, row)
            minutes += register.running_share * item.effort / 52.0
            lines, index = lines + 1, item.next
        assert team.lines == lines
        assert abs(team.run_cost - minutes) < 1e-6
        assert team.defects >= 0


def check_users(state):
    """Every capability counts the teams that rely on it, and none below zero."""
    made = state.capabilities[: state.counters[0].capabilities]
    relied = np.bincount(state.uses[state.uses >= 0], minlength=len(made))
    assert (made.users == relied[: len(made)]).all()


def check_money(design, state):
    """Without a ladder, people cost is what each post costs in every week that somebody holds it."""
    if design.baseline.ladder is not None or len(design.stages) > 1:
        return
    weeks = len(state.pulse) * 13
    held = (state.posts.active == 1) * (weeks - state.posts.vacant_weeks) * state.posts.cost
    assert state.pulse.people_cost.sum() == pytest.approx(held.sum(), rel=1e-9)


def check_items(state):
    """Items move only forward in time, and only along legal stages."""
    items = state.items[: state.counters[0].items]
    launched = items[(items.kind == Kind.INITIATIVE) & (items.stage == Stage.DONE)]
    assert (launched.submitted >= launched.week * 2400).all()
    assert (launched.funded >= launched.submitted).all()
    assert ((launched.finished + 1) * 2400 >= launched.funded).all()
    assert (items.left >= 0).all()
    assert (items.rework >= 0).all()
    assert (items.pieces >= 0).all()
    assert (items.worked >= 0).all()


def check_lists(state):
    """Every list ends, holds each item once, and holds what its name says."""
    for row, team in enumerate(state.teams):
        for head, stages in ((team.pool, {Stage.IDEA}), (team.backlog, {Stage.READY}), (team.parked, {Stage.ACTIVE})):
            seen = set()
            index = head
            while index >= 0:
                assert index not in seen
                seen.add(int(index))
                assert state.items[index].stage in stages
                assert state.items[index].team == row
                index = state.items[index].next
        assert 0 <= team.working <= 12
