"""What rules keep of a judgement, of an owner's care and of ideas is what they would find anew."""

import numpy as np
import pytest
from tests.bench.company import organization_of

from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions.judgement import blur, difficulty_of, error_of_judge, worth_to
from orgsim.engine.mechanisms.knowledge import views
from orgsim.engine.mechanisms.work.exceptions import vagueness_of
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Skill, Stage

WEEKS = 30
FATE = luck(3, 1)


@pytest.fixture(scope="module")
def running():
    """Return a company of about fifty posts in its third quarter."""
    state = new_state(organization_of(0).blueprint, FATE)
    schedule.run(state, FATE, 0, WEEKS)
    return state


def test_a_judgement_is_the_same_with_nothing_kept(running):
    ideas = np.flatnonzero(running.items.stage == Stage.IDEA)[:40]
    judges = np.flatnonzero(running.posts.person != NONE)[:6]
    kept = [worth_to(running, FATE, int(judge), int(idea), 0.3) for judge in judges for idea in ideas]
    anew = []
    for judge in judges:
        for idea in ideas:
            running.memos[:] = np.zeros(1, running.memos.dtype)
            item = running.items[idea]
            item.judge, item.difficulty, item.promise_seen, item.cost, item.cost_seen = 0, 0.0, 0.0, 0.0, 0.0
            anew.append(worth_to(running, FATE, int(judge), int(idea), 0.3))
    assert kept == anew


def test_what_is_kept_follows_a_skill_and_a_market(running):
    """Whoever learns, or thinks otherwise of a market, judges by the new skill and view."""
    judge = int(np.flatnonzero(running.posts.person != NONE)[0])
    row, effect = int(running.posts.person[judge]), float(running.parameters.skill_effect[0])
    for skill in (0.2, 0.9):
        running.people[row].skills[Skill.EXECUTION] = skill
        assert vagueness_of(running, judge) == blur(effect, skill)
    for mean in (0.1, -0.4):
        running.views[row, 0] = mean
        for weeks in (3.0, 20.0):
            seen = views.market_seen(running, running.memos[judge], row, 0, weeks)
            assert seen == views.seen_attractiveness(running, row, 0, weeks)


def test_what_all_judges_have_in_common_is_drawn_once_for_a_case(running):
    judged = next(item for item in running.items[: running.counters[0].items] if item.judge != 0)
    assert judged.difficulty == difficulty_of(FATE, judged.key)
    assert judged.misjudged == error_of_judge(FATE, judged.key, judged.judge, running.parameters[0].common_error)


def test_ideas_are_those_in_the_pools(running):
    """What is booked row by row as an idea stands in the pool of one team, and no idea lies before the first that is looked at."""
    pooled = []
    for team in running.teams:
        index = team.pool
        while index != NONE:
            pooled.append(int(index))
            index = running.items.next[index]
    ideas = np.flatnonzero(running.items.stage[: running.counters[0].items] == Stage.IDEA)
    assert sorted(pooled) == ideas.tolist()
    assert running.counters[0].first_idea <= min(pooled)
