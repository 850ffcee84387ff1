"""People who are known: what is said when they cannot come and go as stated. The small company runs 4 + 12 quarters."""

import pytest
from tests.conftest import SMALL, Write

from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError


def problems(write: Write, text: str) -> list[tuple[str, str]]:
    """Return the codes and the messages of all that is wrong or doubtful of a scenario."""
    try:
        found = load_design(write(SMALL + text)).warnings
    except ScenarioError as error:
        found = tuple(error.problems)
    return [(problem.code, f"{problem.where().rpartition('/')[2]} {problem.message}") for problem in found]


def happening(*events: str) -> str:
    """Return events as lines of YAML."""
    return "events:\n" + "".join(f"  - {{{event}}}\n" for event in events)


PM = "kind: replacement, post: pm-1, quarter: 2"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            "name: Ann",
            "name: Bob",
            "'pm-1' loses its holder in quarter 2 already: nobody else can go in quarter 2",
        ),
        (
            "vacant_weeks: 5",
            "week: 5",
            "free for a successor from quarter 2 to quarter 2, week 5: nobody else can go in quarter 2, week 5",
        ),
        (
            "vacant_weeks: 5",
            "week: 3, overlap_weeks: 9",
            "free for a successor from quarter 2 to quarter 2, week 5: nobody else can go in quarter 2, week 3",
        ),
    ],
)
def test_two_people_do_not_take_one_post_in_the_same_weeks(write: Write, first: str, second: str, told: str) -> None:
    """It is told at the second one, whichever comes earlier."""
    for one, other in ((first, second), (second, first)):
        ((code, message),) = problems(write, happening(f"{PM}, {one}", f"{PM}, {other}"))
        assert code == "E334"
        assert told in message
        assert message.startswith("design.yaml:27:")


def test_a_departure_is_none_while_somebody_takes_over(write: Write) -> None:
    """In the week itself and while the post is kept free nobody else can leave; the week before and the week after somebody can."""
    for week, told in ((0, ["E334"]), (1, ["E334"]), (2, ["E334"]), (3, [])):
        leaves = f"kind: departure, post: pm-1, quarter: 2, week: {week}"
        assert [code for code, _ in problems(write, happening(f"{PM}, vacant_weeks: 2", leaves))] == told
        assert not problems(write, happening(f"{PM}, vacant_weeks: 2", leaves.replace("pm-1", "pm-2")))
    before = "kind: departure, post: pm-1, quarter: 1, week: 12"
    assert not problems(write, happening(f"{PM}, vacant_weeks: 2", before))


def test_a_successor_comes_before_the_run_ends(write: Write) -> None:
    """Twelve quarters have 156 weeks: ten after the quarter with the number 11 begins are there, and thirteen are not."""
    late = "kind: replacement, post: pm-1, quarter: 11, vacant_weeks: "
    assert not problems(write, happening(f"{late}12"))
    ((code, message),) = problems(write, happening(f"{late}13"))
    assert (code, "the run ends 1 week too early for the successor to come" in message) == ("E327", True)


CLOSES = "changes: [{quarter: 2, week: 1, posts: {pm-1: null}, teams: {search-a: {owner: pm-2}}}]\n"


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("kind: departure, post: pm-1, quarter: 2", None),
        ("kind: departure, post: pm-1, quarter: 2, week: 1", "'pm-1' closes in quarter 2, week 1"),
        (PM, None),
        (f"{PM}, vacant_weeks: 1", "'pm-1' closes in quarter 2, week 1"),
        (f"{PM}, week: 2", "'pm-1' is not there then"),
    ],
)
def test_an_event_about_a_post_that_has_closed_is_a_doubt(write: Write, event: str, told: str | None) -> None:
    """Events are the same in every design, so a design without the post is no mistake; it is said that nothing comes of it."""
    found = problems(write, happening(event) + CLOSES)
    assert [code for code, _ in found] == (["W421"] if told else [])
    assert all(told in message and message.startswith("design.yaml:") for _, message in found if told)


def test_an_event_about_a_post_that_is_still_to_open_is_a_doubt(write: Write) -> None:
    """The overlap, too, takes a post that is there."""
    opens = "changes: [{quarter: 1, posts: {pm-9: {role: pm, reports_to: dir-a, helps: search-a}}}]\n"
    late = "kind: replacement, post: pm-9, quarter: 1, week: 4"
    assert not problems(write, happening(f"{late}, overlap_weeks: 4") + opens)
    for event in (
        f"{late}, overlap_weeks: 5",
        "kind: replacement, post: pm-9, quarter: 1",
        "kind: departure, post: pm-9, quarter: 1",
    ):
        found = problems(write, happening(event) + opens)
        assert [code for code, _ in found] == ["W421"]
        assert "'pm-9' opens only in quarter 1" in found[0][1]


@pytest.mark.parametrize(
    ("operations", "code", "told"),
    [
        (
            ("replace: {post: dir-a, name: Zoe}", "close: {post: dir-a, leave: true}"),
            "E340",
            "the post closes in quarter 0",
        ),
        (
            ("replace: {post: dir-a, name: Zoe}", "replace: {post: dir-a, name: Bob}"),
            "E334",
            "loses its holder in quarter 0 already",
        ),
        (
            ("open: {post: z, role: pm, helps: search-a}", "replace: {post: z, name: Zoe, overlap_weeks: 4}"),
            "E340",
            "the post opens only in quarter 0; state it under `posts` with the `skills` of its first holder, or let somebody take over later",
        ),
    ],
)
def test_operations_that_undo_each_other_are_refused(
    write: Write, operations: tuple[str, ...], code: str, told: str
) -> None:
    """A design says itself what becomes of its posts, so it is told at the operation that nobody can take over."""
    listed = "".join(f"      - {operation}\n" for operation in operations)
    with pytest.raises(ScenarioError) as caught:
        load_design(write(f"{SMALL}changes:\n  - name: redraw\n    do:\n{listed}"))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert told in problem.message
    assert "replace" in problem.excerpt()
