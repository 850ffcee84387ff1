"""A person who replaces another, and the engagement with which people begin."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SMALL, Make, run

from orgsim.engine.mechanisms.change.reorganisation import open_company
from orgsim.engine.mechanisms.people.succession import replace_holders
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, Skill
from orgsim.errors import InputError
from orgsim.model import OrgModel
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError

SHORT = SMALL + "horizon: {warmup_quarters: 1, quarters: 2}\nmechanisms: {attrition: false}\n"
WEEK = 13 + 15
"""Week of an event in quarter 1, week 2."""


def replaced(more: str = "", text: str = SHORT) -> str:
    """Return a scenario in which the holder of pm-1 is replaced."""
    return f"{text}events: [{{kind: replacement, quarter: 1, week: 2, post: pm-1{more}}}]\n"


def stepped(organization: Organization, weeks: int) -> OrgModel:
    """Return a model after some weeks."""
    model = OrgModel(organization.design, seed=7)
    for _ in range(weeks):
        model.step()
    return model


def holder(model: OrgModel, name: str = "pm-1"):
    """Return the engine's row of the person who holds a post; None while it is vacant."""
    post = model.state.posts[model.organization.posts.index(name)]
    return None if post.person == NONE else model.state.people[post.person]


def tables(state: State) -> dict[str, bytes]:
    """Return every table but the events, as bytes."""
    return {f.name: getattr(state, f.name).tobytes() for f in dataclasses.fields(state) if f.name != "events"}


def test_the_successor_is_there_in_the_week(make: Make) -> None:
    """Stated skills, engagement and the start are those of the week of the event; the week before, the predecessor is there."""
    organization = make(replaced(", name: Ada, skills: {discovery: 0.9, coaching: 0.8}, engagement: 1.5"))
    model = stepped(organization, WEEK)
    before = holder(model)
    number, skills = int(before.number), before.skills.copy()
    assert skills[Skill.DISCOVERY] != 0.9
    model.step()
    after = holder(model)
    assert (after.skills[Skill.DISCOVERY], after.skills[Skill.COACHING], after.engagement) == (0.9, 0.8, 1.5)
    assert after.started == WEEK
    assert after.number > number
    assert after.skills[Skill.EXECUTION] not in (skills[Skill.EXECUTION], 0.5)
    post = model.state.posts[model.organization.posts.index("pm-1")]
    assert (
        post.skills.tolist()
        == organization.blueprint.post_plan[0, model.organization.posts.index("pm-1")].skills.tolist()
    )
    assert model.state.pulse[2].exits == model.state.pulse[2].hires == 1.0


def test_nothing_happens_before_the_date(make: Make) -> None:
    """Up to the week of the event every table is as without it."""
    assert tables(stepped(make(replaced()), WEEK).state) == tables(stepped(make(SHORT), WEEK).state)


def test_the_successor_is_the_same_person_in_every_design(make: Make) -> None:
    """What is not stated is drawn by the post and the number of its holder, whatever the chart around it looks like."""
    moved = "changes: [{posts: {pm-1: {reports_to: dir-b}, pm-6: null}, teams: {cloud-b: {owner: pm-5}}}]\n"
    one = stepped(make(replaced(", skills: {strategy: 0.2}")), WEEK + 1)
    other = stepped(make(replaced(", skills: {strategy: 0.2}") + moved), WEEK + 1)
    assert holder(one).skills.tolist() == holder(other).skills.tolist()
    assert holder(one).key == holder(other).key


def test_a_design_without_the_post_by_then_goes_on(make: Make) -> None:
    """Where the post has closed before the date, nobody comes."""
    closed = "changes: [{posts: {pm-1: null}, teams: {search-a: {owner: pm-2}}}]\n"
    model = stepped(make(replaced() + closed), WEEK + 1)
    assert holder(model) is None
    assert model.state.pulse[2].hires == 0.0


def test_overlap_costs_the_pay_of_those_weeks_and_counts_as_time_in_the_post(make: Make) -> None:
    """Four weeks of overlap cost four weeks of the post's pay, and the start lies four weeks back."""
    usual, early = stepped(make(SHORT), WEEK), stepped(make(replaced(", overlap_weeks: 4")), WEEK)
    post = usual.state.posts[usual.organization.posts.index("pm-1")]
    paid = early.state.pulse.people_cost.sum() - usual.state.pulse.people_cost.sum()
    assert paid == pytest.approx(4 * post.cost)
    early.step()
    assert holder(early).started == WEEK - 4


def test_a_post_is_kept_free_for_somebody_known(make: Make) -> None:
    """For three weeks the post is vacant, however fast others are hired; then the successor is there."""
    fast = (
        SHORT + "roles: {pm: {weeks_to_fill: 0.1}, director: {rights: {staff: none}}, cpo: {rights: {staff: none}}}\n"
    )
    model = stepped(make(replaced(", vacant_weeks: 3, skills: {discovery: 0.9}", fast)), WEEK)
    for _ in range(3):
        model.step()
        assert holder(model) is None
    model.step()
    assert holder(model).skills[Skill.DISCOVERY] == 0.9
    assert holder(model).started == WEEK + 3
    assert model.state.pulse[2].hires == 1.0


def test_a_successor_who_comes_at_once_finds_the_desk_as_it_is(make: Make) -> None:
    """Requests that wait stay at the desk; with a gap, the superior gets them."""
    busy = SHORT + "parameters: {decisions: {minutes_to_answer: 900}, exceptions: {exception_probability: 1}}\n"
    for more, stays in (("", True), (", vacant_weeks: 1", False)):
        model = stepped(make(replaced(more, busy)), WEEK)
        open_company(model.state, model.fate, WEEK)
        person = model.person("pm-1")
        row = model.organization.posts.index("pm-1")
        serving = int(model.state.posts[row].serving != NONE)
        waiting = len(person.waiting) + serving
        assert waiting > 0
        replace_holders(model.state, model.fate, WEEK)
        assert len(person.waiting) == (waiting if stays else 0)


def test_a_freeze_does_not_stop_it_and_a_vacant_post_is_filled(make: Make) -> None:
    """It is agreed already; nobody leaves where nobody is."""
    text = (
        SHORT.replace("pm-1:  {role: pm,", "pm-1:  {role: pm, vacant: true,")
        + "parameters: {staffing: {attrition_rate: 0}}\n"
    )
    freeze = "events: [{kind: hiring_freeze, quarters: 2}, {kind: replacement, quarter: 1, week: 2, post: pm-1}]\n"
    text = text.replace("mechanisms: {attrition: false}", "mechanisms: {attrition: false, hiring: false}")
    model = stepped(make(text + freeze), WEEK)
    assert holder(model) is None
    model.step()
    assert holder(model).started == WEEK
    assert model.state.pulse.exits.sum() == 0.0


def test_a_level_is_that_of_the_successor(make: Make) -> None:
    """On a ladder the successor arrives on the stated level, otherwise on that of the post; an unknown one is told."""
    on_ladder = SHORT + "ladder: product\n"
    usual, senior = (
        stepped(make(replaced("", on_ladder)), WEEK + 1),
        stepped(make(replaced(", level: senior-pm", on_ladder)), WEEK + 1),
    )
    assert holder(senior).level != holder(usual).level
    assert holder(senior).level == holder(senior).entry
    with pytest.raises(
        InputError, match=r"the replacement of 'pm-1': there is no level 'senior-pn' .did you mean 'senior-pm'"
    ):
        make(replaced(", level: senior-pn", on_ladder))


@settings(max_examples=12)
@given(
    week=st.integers(0, 12),
    overlap=st.integers(0, 20),
    gap=st.integers(0, 20),
    post=st.sampled_from(["vp", "dir-a", "pm-3"]),
)
def test_the_books_balance_whoever_comes_when(week: int, overlap: int, gap: int, post: str) -> None:
    """Whatever the date, the overlap and the gap, a run ends with books that balance, in a company that people leave."""
    weeks = f"overlap_weeks: {overlap}" if gap == 0 else f"vacant_weeks: {gap}"
    event = f"{{kind: replacement, quarter: 1, week: {week}, post: {post}, {weeks}}}"
    text = SMALL + "horizon: {warmup_quarters: 1, quarters: 6}\nparameters: {staffing: {attrition_rate: 0.6}}\n"
    organization = build(
        load_design(_mapping(text + f"events: [{event}, {event.replace('quarter: 1', 'quarter: 3')}]\n"))
    )
    assert run(organization).pulse.hires.sum() >= 1.0


def _mapping(text: str):
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)


# Engagement at the start


def test_the_first_holder_begins_with_the_stated_engagement(make: Make) -> None:
    """Only the first one does, and only that one: everybody else begins with what is usual."""
    text = replaced("", SHORT.replace("pm-1:  {role: pm,", "pm-1:  {role: pm, engagement: -2,"))
    model = stepped(make(text), 0)
    open_company(model.state, model.fate, 0)
    assert holder(model).engagement == -2.0
    assert np.flatnonzero(model.state.people.engagement).size == 1
    model = stepped(make(text), WEEK + 1)
    assert holder(model).engagement == 0.0


def test_stated_zero_is_what_is_usual(make: Make) -> None:
    """An engagement of 0 changes nothing, bit for bit."""
    stated = make(SHORT.replace("pm-1:  {role: pm,", "pm-1:  {role: pm, engagement: 0,"))
    assert tables(run(stated)) == tables(run(make(SHORT)))


def test_people_who_begin_discontented_leave_sooner(make: Make) -> None:
    """In the first quarter far more leave of those who begin at -4 than of those who begin at 4."""
    text = (
        SMALL
        + "horizon: {warmup_quarters: 0, quarters: 1}\nparameters: {staffing: {attrition_rate: 0.5}, careers: {engagement_effect: 1}}\n"
    )
    low, high = (make(text.replace("{role: pm,", f"{{role: pm, engagement: {engagement},")) for engagement in (-4, 4))
    left = [sum(run(organization, future).pulse.exits.sum() for future in range(8)) for organization in (low, high)]
    assert left[0] > 3 * left[1]


# What is refused


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (replaced(", overlap_weeks: 1, vacant_weeks: 1"), "E209", "nobody comes both early and late"),
        (replaced(", skills: {discovry: 0.9}"), "E101", "did you mean 'discovery'"),
        (replaced(", engagement: 9"), "E204", "must be at most 4"),
        (replaced().replace("post: pm-1", "post: pm-11"), "E301", "there is no post 'pm-11'"),
        (replaced().replace("quarter: 1", "quarter: 5"), "E327", "the run ends after 2 quarters"),
        (SHORT.replace("engineers: 7, owner: pm-1", "engagement: 1, owner: pm-1"), "E101", "only people in posts have"),
        (SHORT + "changes: [{posts: {pm-1: {engagement: 1}}}]\n", "E331", "event `replacement`"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make: Make, text: str, code: str, said: str) -> None:
    """Each mistake is told with its code."""
    with pytest.raises(ScenarioError) as caught:
        make(text)
    assert [(problem.code, said in problem.message) for problem in caught.value.problems] == [(code, True)]


def test_a_level_without_a_ladder_is_doubted(make: Make) -> None:
    """It says nothing, and that is told."""
    found = make(replaced(", level: senior-pm")).design.warnings
    assert [(problem.code, problem.path) for problem in found] == [("W409", ("events", 0, "level"))]
