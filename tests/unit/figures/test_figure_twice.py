"""The figure of work done twice: its message, its sums, what is framed, and what becomes of many teams."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.figures.by_hand import HandMade, labels, labels_outside

from orgsim.figures import twice
from orgsim.figures.all_figures import Shown, done_twice
from orgsim.figures.twice import Cast
from orgsim.scenario.structure import grouped_by_chart

COLUMNS = ["design", "team", "other", "weeks", "across"]


def frame(rows: list[tuple[str, str, str, float, float]]) -> pd.DataFrame:
    """Return pairs of teams with their weeks and those of them across branches, most first."""
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("weeks", ascending=False)


def named(*teams: str) -> dict[str, str]:
    """Return teams that are called by their ids in capitals."""
    return {team: team.upper() for team in teams}


def test_the_message_names_two_teams_and_all_there_is(hand_made: HandMade) -> None:
    """One slide for two designs: who repeats whose work, its share of the whole, and every word is on the page."""
    (slide,) = done_twice(Shown(hand_made(), "today"))
    figure = slide.draw()
    title = " ".join(figure.get_suptitle().split())
    assert title == "web and app repeat each other's work most: 2 of 2 engineer-weeks a year done twice in today"
    assert {"today", "portfolio", "2.0", "2 in all, 100% of it between branches"} <= set(labels(figure))
    assert not labels_outside(figure)
    assert "by web what app has (2)" in slide.describe()


def test_two_alternatives_stand_beside_the_baseline(hand_made: HandMade) -> None:
    """Four designs make two slides, each with the baseline; one design alone makes one."""
    from tests.unit.figures.by_hand import ORGANISATION

    designs = dict.fromkeys("abcd", ORGANISATION)
    slides = list(done_twice(Shown(hand_made(designs), "a")))
    assert [slide.name for slide in slides] == ["duplicates", "duplicates-2"]
    panels = [set("abcd") & set(labels(slide.draw())) for slide in slides]
    assert panels == [{"a", "b", "c"}, {"a", "d"}]


def test_cells_and_frames_are_what_is_given() -> None:
    """Weeks stand where the team and the other one cross; teams of one branch are together, one without a branch is with nobody."""
    pairs = frame([("x", "a", "b", 3.0, 0.0), ("x", "c", "a", 1.0, 1.0), ("y", "a", "b", 9.0, 0.0)])
    cast = Cast(named("a", "b", "c"), {"x": {"a": "dir", "b": "dir", "c": None}})
    grid = twice.grid_of(pairs, "x", ["a", "b", "c"], cast)
    assert grid.weeks.tolist() == [[0, 3, 0], [0, 0, 0], [1, 0, 0]]
    assert grid.together.tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    assert (grid.total, grid.across) == (4.0, 0.25)


def test_many_teams_are_shown_by_branches_and_nothing_is_lost() -> None:
    """Twenty teams below two directors: two rows, whose sums are those of the teams, own work included."""
    teams = [f"t{number}" for number in range(20)]
    pairs = frame([("x", one, other, 1.0, 0.5) for one in teams for other in teams if one != other])
    homes = {team: "ada" if number < 5 else "bob" for number, team in enumerate(teams)}
    cast = Cast(named("ada", "bob"), homes=homes)
    gathered = cast.gathered(pairs)
    grid = twice.grid_of(gathered, "x", ["ada", "bob"], cast)
    assert grid.weeks.tolist() == [[20, 75], [75, 210]]
    assert grid.across == pytest.approx(0.5)
    assert twice.title(gathered, ["x"], cast).startswith(
        "The largest part of what is done twice is among the teams below BOB: 210 of 380"
    )
    figure = twice.draw(pairs, ["x"], cast)
    assert not labels_outside(figure)
    assert "one branch" not in labels(figure)


def test_of_too_many_branches_the_others_are_one() -> None:
    """Twelve with most of it are shown and the rest in one row, so that the whole is still there."""
    posts = [f"p{number:02}" for number in range(20)]
    pairs = frame(
        [("x", one, other, 1.0 + place, 0.0) for place, one in enumerate(posts) for other in posts if one != other]
    )
    cast = Cast(named(*posts), homes=dict(zip(posts, posts, strict=True)))
    shown = twice.chosen(cast.gathered(pairs), cast.names)
    assert shown == posts[8:]
    grid = twice.grid_of(pairs, "x", shown, cast)
    assert grid.pooled
    assert grid.weeks.sum() == pytest.approx(pairs["weeks"].sum())
    figure = twice.draw(pairs, ["x"], cast)
    assert "8 others" in labels(figure)
    assert not labels_outside(figure)


def test_nothing_is_said_to_be_nothing() -> None:
    """A company in which no work is done twice has an empty figure that says so."""
    cast = Cast(named("a", "b"), {"x": {"a": None, "b": None}})
    figure = twice.draw(frame([]), ["x"], cast)
    assert figure.get_suptitle() == "No team builds what another team has"
    assert twice.describe(frame([]), ["x"], cast) == "x: nothing is done twice."


def test_shades_grow_with_what_they_stand_for() -> None:
    """Zero is white, and more is never lighter; each step is darker than the one before in grey, too."""
    steps = [0.0, 1.0, 2.0, 3.0]
    assert [twice._shade(value, steps) for value in (0.0, 0.01, 1.0, 1.1, 3.0)] == [0, 1, 1, 2, 3]
    for count in range(1, 7):
        greys = [sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) for color in twice._shades(count)]
        assert (np.diff(greys) < 0).all()


def test_teams_are_grouped_as_far_down_as_there_is_room() -> None:
    """Three teams fit below their owners; with room for two they stand below directors; the top is no group."""
    lines = {"a": ["head", "dir", "ann"], "b": ["head", "dir", "ben"], "c": ["head", "cat"], "d": []}
    assert grouped_by_chart(lines, 4) == {"a": "ann", "b": "ben", "c": "cat", "d": ""}
    assert grouped_by_chart(lines, 3) == {"a": "dir", "b": "dir", "c": "cat", "d": ""}
    assert grouped_by_chart(lines, 1) == {"a": "dir", "b": "dir", "c": "cat", "d": ""}
    assert grouped_by_chart({"d": []}, 1) == {"d": ""}
