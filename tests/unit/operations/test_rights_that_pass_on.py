"""Rights of the last who held them: dir-a and dir-b decide on fund and staff for the teams below, vp may only approve on staff."""

from collections.abc import Callable

import pytest
from tests.conftest import SMALL, Write
from tests.unit.operations.conftest import Redraw

from orgsim.scenario.design import Design, load_design
from orgsim.scenario.paths import Line
from orgsim.scenario.problems import ScenarioError

OWNERS = [f"pm-{number}" for number in range(1, 7)]


def fund(design: Design) -> list[str]:
    """Return who decides on the cases of each owner in the end."""
    line = Line(design.final)
    return [line.decides(owner, "fund") for owner in OWNERS]


WAYS: dict[str, Callable[[Redraw], Design]] = {
    "a layer goes": lambda redraw: redraw("remove_layer: directors"),
    "posts close": lambda redraw: redraw("close: {post: directors, leave: true}"),
    "another role": lambda redraw: redraw("promote: {post: directors, role: gpm}"),
    "flat": lambda redraw: redraw("flatten: {widest: 12}"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_right_passes_to_who_leads_then(redraw: Redraw, way: str) -> None:
    """Whatever takes the directors out of the line, the head decides on what they decided, and no warning is left."""
    design = WAYS[way](redraw)
    assert fund(design) == ["vp"] * 6
    assert design.final.posts["vp"].rights["staff"] == "decide"
    assert "W414" not in [warning.code for warning in design.warnings]


def test_it_is_said(redraw: Redraw) -> None:
    """One sentence names the actions, the old holders and the new one."""
    (said,) = redraw("remove_layer: directors").stages[-1].said
    assert "The right to decide on fund and staff passes from dir-a and dir-b to vp" in said


def test_it_goes_where_the_line_goes(redraw: Redraw) -> None:
    """Of one director who closes, the owners come under the head or under the other director, who has the right already."""
    assert fund(redraw("close: dir-a")) == ["vp"] * 3 + ["dir-b"] * 3
    other = redraw("close: {post: dir-a, to: dir-b}")
    assert fund(other) == ["dir-b"] * 6
    assert "fund" not in other.final.posts["vp"].rights


def test_what_is_taken_away_on_purpose_is_gone(redraw: Redraw) -> None:
    """A right that was given up before, or that nobody had, does not come back."""
    design = redraw("give_right: {right: fund, level: none, to: directors}", "remove_layer: directors")
    assert "fund" not in design.final.posts["vp"].rights


def test_a_right_can_be_moved_after_it_has_passed_on(redraw: Redraw) -> None:
    """Who is there already keeps it; where nobody has it, the refusal says what gives it."""
    design = redraw("remove_layer: directors", "move_right: {right: fund, to: top}")
    assert "vp has the right to decide on fund already" in design.stages[-1].said[1]
    with pytest.raises(ScenarioError, match="`give_right` gives it to somebody"):
        redraw("give_right: {right: fund, level: none, to: directors}", "move_right: {right: fund, to: top}")


BY_HAND = "extends: small.yaml\nchanges:\n  - {name: hand, quarter: 1, posts: {dir-a: null, %s}}\n"


def test_a_change_by_hand_that_leaves_nobody_to_decide_is_doubted(write: Write) -> None:
    """The warning names the posts, stands at the change, and goes when the head gets the right."""
    moved = ", ".join(f"pm-{number}: {{reports_to: vp}}" for number in (1, 2, 3))
    (warning,) = load_design(write(BY_HAND % moved)).warnings
    assert warning.code == "W414"
    assert warning.message.startswith("nobody above pm-1, pm-2, pm-3 may approve or decide on `fund`")
    assert warning.mark is not None
    assert warning.mark.line == 2
    assert not load_design(write(BY_HAND % f"{moved}, vp: {{rights: {{fund: approve}}}}")).warnings
    off = SMALL + "mechanisms: {approvals: false}\n" + (BY_HAND % moved).split("\n", 1)[1]
    assert not load_design(write(off)).warnings


def test_conflicts_that_nobody_settles_any_more_are_doubted(write: Write) -> None:
    """Pieces of one another's teams are settled by the head; without that right, nobody is above all owners who may."""
    text = SMALL + "changes:\n  - {quarter: 1, posts: {vp: {rights: {prioritize: none}}}}\n"
    assert any("`prioritize`" in warning.message for warning in load_design(write(text)).warnings)
    assert not any("`prioritize`" in warning.message for warning in load_design(write(SMALL)).warnings)
