"""Operations on rights, hours, practices and head-count, worked out by hand."""

import pytest
from tests.conftest import SMALL, Make, Write, run
from tests.unit.operations.conftest import Redraw

from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.operations.rights import MEANS
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.rights import STRENGTH


def test_a_right_moves_up(redraw: Redraw) -> None:
    """All directors lose it, so the role does; the head's role gets it, and directors keep what is said."""
    design = redraw("move_right: {right: fund, direction: up, keeps: approve}")
    assert design.final.roles["director"].rights["fund"] == "approve"
    assert design.final.roles["cpo"].rights["fund"] == "decide"
    assert design.final.roles["gpm"].rights == design.baseline.roles["gpm"].rights


def test_a_right_moves_down_from_one_post(redraw: Redraw) -> None:
    """One of two directors gives it up, so the role keeps it; only that branch changes."""
    design = redraw("move_right: {right: fund, from: dir-a, direction: down}")
    assert design.final.roles["director"].rights["fund"] == "decide"
    assert design.final.posts["dir-a"].rights == {"fund": "none"}
    assert design.final.posts["pm-1"].rights == {"fund": "decide"}
    assert design.final.posts["pm-4"].rights == {}


def test_a_right_that_nobody_has_cannot_move(redraw: Redraw) -> None:
    """Who should give it up must have it."""
    with pytest.raises(ScenarioError, match="nobody of these has the right to decide on fund"):
        redraw("move_right: {right: fund, from: pms, to: vp}")


def test_a_right_that_does_nothing_is_refused_at_the_operation(redraw: Redraw) -> None:
    """What may not be stated in a file may not be made by an operation either, and the line is that of the operation."""
    with pytest.raises(ScenarioError) as caught:
        redraw("give_right: {right: fund, level: propose, to: dir-a}")
    (problem,) = caught.value.problems
    assert problem.code == "E213"
    assert "give_right" in problem.excerpt()


def test_hours_go_to_a_role_or_to_posts(redraw: Redraw) -> None:
    """Where all of a role are meant, those hired later have them, too."""
    role = redraw("give_hours: {to: directors, portfolio: 2, desk: -2}").final
    assert (role.roles["director"].hours.portfolio, role.roles["director"].hours.desk) == (6, 6)
    post = redraw("give_hours: {to: dir-a, portfolio: 2}").final.posts["dir-a"]
    assert post.hours is not None
    assert post.hours.portfolio == 6
    with pytest.raises(ScenarioError, match="there are no 9 hours for desk to give up"):
        redraw("give_hours: {to: dir-a, desk: -9}")


def test_more_hours_than_a_week_has_are_refused_at_the_operation(redraw: Redraw) -> None:
    """A director's week has 34 hours; 10 more are too many."""
    with pytest.raises(ScenarioError) as caught:
        redraw("give_hours: {to: dir-a, portfolio: 10}")
    (problem,) = caught.value.problems
    assert problem.code == "E205"
    assert "give_hours" in problem.excerpt()


def test_practices(redraw: Redraw) -> None:
    """Forums, rubrics, reviews and gates are added to those that are there."""
    text = SMALL + "governance: {raters: [vp], forums: {forum: {members: [vp, dir-a]}}}\n"
    final = redraw(
        "add_forum: {members: directors, chair: vp, hours: 6}",
        "add_rubric: directors",
        "add_review: top",
        "add_gate: {post: legal, share: 0.2, domains: [billing]}",
        text=text,
    ).final
    assert final.governance.forums["forum-2"].members == ["dir-a", "dir-b"]
    assert final.governance.forums["forum-2"].chair == "vp"
    assert final.governance.raters == ["vp", "dir-a", "dir-b"]
    assert final.governance.investment_review == ["vp"]
    assert final.governance.gates["legal"].post == "legal"
    assert final.posts["legal"].role == "partner-function"


def test_dotted_lines_come_and_go(redraw: Redraw) -> None:
    """A line counts both ways, so it is added once and removed from either end."""
    design = redraw("add_dotted: {post: pm-1, to: [dir-b, pm-4]}", "add_dotted: {post: dir-b, to: pm-1}")
    assert design.final.ties.dotted == {"pm-1": {"dir-b": 1.0, "pm-4": 1.0}}
    gone = redraw("add_dotted: {post: pm-1, to: [dir-b, pm-4]}", "remove_dotted: {post: dir-b, to: pm-1}")
    assert gone.final.ties.dotted == {"pm-1": {"pm-4": 1.0}}


HIRED = "  - {name: grow, quarter: 1, do: [{hire: {role: pm, under: dir-a, number: 2, cost: 40}}, {hire: {engineers: 3, teams: [cloud-a, cloud-b], cost: 10}}]}\n"
GONE = "  - {name: shrink, quarter: 2, do: [{let_go: {post: pm-1, to: pm-2, cost: 60}}, {let_go: {engineers: 8, cost: 5}}]}\n"


def test_hiring_and_letting_go(write: Write) -> None:
    """Posts open and close, engineers come and go in proportion, and each stage knows what it cost at once."""
    design = load_design(write(SMALL + "changes:\n" + HIRED + GONE))
    _, grown, shrunk = design.stages
    assert [name for name in grown.scenario.posts if name.startswith("pm-new")] == ["pm-new", "pm-new-2"]
    assert [grown.scenario.posts[name].helps for name in ("pm-new", "pm-new-2")] == ["search-a", "search-b"]
    assert (grown.scenario.teams["cloud-a"].engineers, grown.scenario.teams["cloud-b"].engineers) == (9, 8)
    assert "pm-1" not in shrunk.scenario.posts
    assert shrunk.scenario.teams["search-a"].owner == "pm-2"
    assert sum(team.engineers for team in shrunk.scenario.teams.values()) == 42 + 3 - 8
    assert (grown.spent, shrunk.spent) == (2 * 40 + 3 * 10, 60 + 8 * 5)


def test_what_it_costs_is_booked_in_its_quarter(make: Make) -> None:
    """The stated costs are in the cost of the second and the third quarter, and nowhere else."""
    changes = "horizon: {warmup_quarters: 1, quarters: 4}\nchanges:\n" + HIRED + GONE
    priced = make(SMALL + changes)
    free = make(
        SMALL
        + changes.replace("cost: 40", "cost: 0")
        .replace("cost: 10", "cost: 0")
        .replace("cost: 60", "cost: 0")
        .replace("cost: 5", "cost: 0")
    )
    more = Outcome(priced, run(priced)).cost - Outcome(free, run(free)).cost
    assert more == pytest.approx([0, 110, 100, 0])


def test_a_cost_alone_is_a_stage_of_its_own_results(write: Write) -> None:
    """Two designs that differ in a stated cost have different results, so they are different designs."""
    text = SMALL + "changes:\n" + HIRED
    one, other = (
        load_design(write(text)).resolved(),
        load_design(write(text.replace("cost: 40", "cost: 41"))).resolved(),
    )
    assert one != other
    assert build(load_design(write(text)))


def test_a_holder_is_replaced_in_the_week_of_the_change(redraw: Redraw) -> None:
    """The post stays, and the event `replacement` happens to it; there is no stage, since nothing else changes."""
    design = redraw("replace: {post: dir-a, skills: {strategy: 0.9}, overlap_weeks: 2}")
    (event,) = design.baseline.events
    assert (event.kind, event.quarter, event.week) == ("replacement", 0, 0)
    assert event.model_dump(exclude_unset=True)["skills"] == {"strategy": 0.9}
    assert len(design.stages) == 1
    assert not design.warnings


def test_what_is_wrong_with_a_replacement_is_told_at_the_operation(redraw: Redraw) -> None:
    """Nobody comes both early and late, and a skill is at most 1."""
    with pytest.raises(ScenarioError, match="nobody comes both early and late"):
        redraw("replace: {post: dir-a, overlap_weeks: 2, vacant_weeks: 3}")
    with pytest.raises(ScenarioError, match="must be at most 1, got 3"):
        redraw("replace: {post: dir-a, skills: {strategy: 3.0}}")


def test_a_stronger_right_that_goes_is_said(redraw: Redraw) -> None:
    """Directors decide on funding; that they may only be told of it from now on takes something from them."""
    said = redraw("give_right: {right: fund, level: inform, to: directors}").stages[1].said[0]
    assert said.startswith("dir-a and dir-b are informed about fund (some could `decide` on fund before).")


def test_every_right_has_words() -> None:
    """A new right must be given words, or giving it could not be told."""
    assert set(MEANS) == set(STRENGTH) - {"none"}
