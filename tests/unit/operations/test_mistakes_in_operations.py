"""What is wrong with an operation is said at its place in the file, with what is allowed and the nearest name."""

import pytest
from ruamel.yaml import YAML
from tests.conftest import SMALL, Write
from tests.unit.operations.conftest import Redraw

from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError

FIRST = len(SMALL.splitlines()) + 4
"""The line of the first operation."""

WRONG = {
    "remove_leyer: directors": "there is no operation 'remove_leyer' (did you mean 'remove_layer'?); there are",
    "close: dir-x": "there is no post 'dir-x', and no role of that name (did you mean 'dir-b'?)",
    "close: {post: dir-a, leaves: true}": "unknown key 'leaves' (did you mean 'leave'?); allowed: leave, pay, post, to",
    "close: {post: dir-a, leave: 3}": "expected true or false, got 3",
    "close: {to: vp}": "missing 'post'",
    "close: {post: {rolle: pm}}": "posts cannot be chosen by 'rolle' (did you mean 'role'?)",
    "close: {post: {role: }}": "say what the posts have in common: domain, layer, leads",
    "close: {post: 7}": "expected a post, a role, a list of them, or a mapping such as {role: pm}",
    "close: {post: {role: gpm}}": "there are no posts with role gpm",
    "close: dir-a\n        to: vp": "expected one operation and what it is about",
    "move: {post: pm-1, under: directors}": "'directors' are 2 posts (dir-a, dir-b), and one is needed",
    "remove_layer: cpo": "vp reports to nobody who stays",
    "remove_layer: pm": "lead nobody, so this is no layer that could be taken out",
    "remove_layer: gods": "there is no role 'gods'",
    "form_pods: {by: luck}": "expected one of 'relatedness', 'domain' or 'evenly', got \"luck\"",
    "open: {post: vp, role: pm}": "there already is a post 'vp'",
    "open: {post: x, role: pm, owns: [search-c]}": "there is no team 'search-c' (did you mean 'search-b'?)",
    "add_forum: pm-1": "a forum needs two members or more",
    "remove_dotted: pm-1": "there is no such dotted line of pm-1",
    "promote: pm-1": "say with `role` or `level`",
}


@pytest.mark.parametrize(("operation", "sentence"), WRONG.items())
def test_a_mistake_is_a_sentence_at_its_place(redraw: Redraw, operation: str, sentence: str) -> None:
    """Every mistake is told once, at the line of the operation."""
    with pytest.raises(ScenarioError) as caught:
        redraw(operation)
    (problem,) = caught.value.problems
    assert sentence in problem.message
    assert problem.mark is not None
    assert problem.mark.line + 1 == FIRST


def test_all_mistakes_are_told_at_once(redraw: Redraw) -> None:
    """What cannot be done changes nothing, and the others are tried."""
    with pytest.raises(ScenarioError) as caught:
        redraw("close: dir-x", "close: dir-y", "add_rubric: dir-a")
    assert len(caught.value.problems) == 2


def test_what_an_operation_makes_wrong_is_told_there(redraw: Redraw) -> None:
    """A forum takes more hours than a director's week has: the error stands at the operation that made it."""
    with pytest.raises(ScenarioError) as caught:
        redraw(
            "promote: {post: pm-1, role: gpm}",
            "add_gate: {post: l, role: gpm, share: 0.1}\n    posts: {pm-1: {hours: {desk: 40}}}",
        )
    assert any(problem.code == "E205" for problem in caught.value.problems)


def test_closing_posts_by_hand_is_told_in_the_change(redraw: Redraw) -> None:
    """What still names a post that a change closes is one problem at the change, with what would hand it on."""
    with pytest.raises(ScenarioError) as caught:
        redraw("add_rubric: vp\n    posts: {dir-a: null}")
    (problem,) = caught.value.problems
    assert problem.mark is not None
    assert problem.mark.line + 1 == FIRST + 1
    assert "'dir-a' closes, and is still named by posts.pm-1.reports_to, posts.pm-2.reports_to" in problem.message
    assert "`do: [{close: dir-a}]` hand on what it has (after 'redraw')" in problem.message


ACQUIRED = """\
objectives: {growth: 1, retention: 1, efficiency: 1, trust: 1}
domains: {pay: {}}
teams: {pay-a: {domain: pay, owner: pm-x}}
posts: {boss: {role: cpo}, dir-x: {role: director, reports_to: boss}, pm-x: {role: pm, reports_to: dir-x}}
"""


def test_a_company_that_has_not_joined_is_left_alone(redraw: Redraw, write: Write) -> None:
    """Directors are our directors until the date of the acquisition; from then on they are all directors."""
    write(ACQUIRED, "other.yaml")
    event = "events: [{kind: acquisition, quarter: 1, organisation: other.yaml, reports_to: vp}]\n"
    before = redraw("remove_layer: directors", "hire: {engineers: 6}", text=SMALL + event)
    assert before.final.posts["other-dir-x"].role == "director"
    assert before.final.teams["other-pay-a"].engineers == 7
    later = load_design(write(SMALL + event + "changes: [{quarter: 2, do: [{remove_layer: directors}]}]\n"))
    assert later.final.posts["other-dir-x"].role == "pm"


def test_a_mapping_does_operations_as_a_file_does(redraw: Redraw) -> None:
    """From Python the same list of verbs stands under `do`, and an error names its key path."""
    small: dict[str, object] = YAML(typ="safe").load(SMALL)
    done = load_design({**small, "changes": [{"name": "redraw", "do": [{"close": "dir-a"}]}]})
    assert done.final == redraw("close: dir-a").final
    with pytest.raises(ScenarioError, match=r"small: changes\[0\].do\[0\].close.post: E340 there is no post 'dir-x'"):
        load_design({**small, "changes": [{"do": [{"close": {"post": "dir-x"}}]}]})


def test_what_the_run_ends_before_is_refused(redraw: Redraw) -> None:
    """A wave after the last quarter would never be."""
    with pytest.raises(ScenarioError, match="the run ends after 12 quarters"):
        redraw("close: dir-a\n    quarter: 12")
