"""Reorganisations on a living organisation: nobody and nothing gets lost, whatever was in hand or had been shifted meanwhile."""

import numpy as np
import pytest
from tests.conftest import SCENARIOS, run

from orgsim.engine.vocabulary import Answer, Stage
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

CHANGES = {
    "close a team": "teams: {search-b: null, search-a: {engineers: 14, wip: 6}}",
    "close a domain's only team": "teams: {accounts-a: null}",
    "shrink a team": "teams: {search-b: {engineers: 1}}",
    "swap owners": "teams: {search-a: {owner: pm-billing-a}, billing-a: {owner: pm-search-a}}",
    "close a director's post": "posts: {dir-discovery: null, "
    + ", ".join(f"pm-{name}: {{reports_to: head}}" for name in ("search-a", "search-b", "feed-a", "feed-b"))
    + "}",
}


@pytest.fixture
def reorganised(tmp_path):
    """Return a function that builds the template under a change in the middle of a quarter."""
    (tmp_path / "today.yaml").write_text((SCENARIOS / "reorg" / "today.yaml").read_text(encoding="utf-8"), "utf-8")

    def build_changed(change, *settings):
        path = tmp_path / "changed.yaml"
        text = f"extends: today.yaml\nname: changed\nchanges:\n  - {{quarter: 3, week: 5, {change}}}\n"
        path.write_text(text, encoding="utf-8")
        return build(load_design(path, settings))

    return build_changed


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_books_and_head_count_survive(reorganised, change):
    """In 15 futures the books balance, engineers add up to the plan, and no open work belongs to a team that is gone."""
    organization = reorganised(change, "parameters.delivery.newcomer_weeks=1")
    planned = sum(team.engineers for team in organization.design.final.teams.values())
    for replication in range(15):
        state = run(organization, replication)
        assert state.teams.engineers.sum() + state.teams.open.sum() == planned
        assert (state.teams.engineers[state.teams.active == 1] >= 1).all()
        items = state.items[: state.counters[0].items]
        open_items = items[np.isin(items.stage, (Stage.IDEA, Stage.CASE, Stage.READY, Stage.ACTIVE))]
        placed = open_items[open_items.stage != Stage.CASE]
        assert state.teams.active[placed.team].all()


def test_requests_of_a_closed_post_go_up(reorganised):
    """What waited on a closed director's desk is answered by the head of product, not dropped."""
    organization = reorganised(CHANGES["close a director's post"])
    row = organization.posts.index("dir-discovery")
    week = (4 + 3) * 13 + 5
    lapsed = settled = 0
    for replication in range(10):
        state = run(organization, replication)
        requests = state.requests[: state.counters[0].requests]
        across = requests[
            (requests.opened < week * 2400) & ((requests.answered >= week * 2400) | (requests.answered < 0))
        ]
        assert not (across.at == row).any()
        lapsed += int((across.answer == Answer.LAPSED).sum())
        settled += int(np.isin(across.answer, (Answer.YES, Answer.NO)).sum())
    assert settled > lapsed  # the head of product has more to do now


def test_a_new_product_has_to_be_learned(reorganised):
    """Product managers who swap domains ramp up again: their first quarter has minutes of ramp-up that it would not have had."""
    changed, plain = reorganised(CHANGES["swap owners"]), reorganised("teams: {search-a: {name: other}}")
    row = changed.posts.index("pm-search-a")
    ramp = [run(organization).person_book[row, 7, 1] for organization in (changed, plain)]
    assert ramp[0] > ramp[1] + 1000


def test_a_carried_over_request_does_not_stall_a_shared_desk():
    """Two servers, 240 desk minutes a week each: a job of 400 minutes is done in its second week although the other server is idle."""
    from orgsim.engine import records as layout
    from orgsim.engine import work_records
    from orgsim.engine.mechanisms.decisions.desks import enqueue, serve_next
    from orgsim.engine.state import zeros

    posts, desks, requests = zeros(layout.POST, 2), zeros(layout.DESK, 1), zeros(work_records.REQUEST, 2)
    posts.person, posts.serving, posts.next_server = 0, -1, (1, -1)
    desks.head = -1
    requests.began, requests.next = -1, -1
    requests.service = requests.left = (10, 400)
    for index in range(2):
        enqueue(desks[0], requests, index)
    done = []
    for week in range(3):
        posts.desk_speed = posts.desk_left = 240
        while (index := serve_next(desks[0], posts, requests, week)) >= 0:
            done.append((week, index))
    assert done == [(0, 0), (1, 1)]
