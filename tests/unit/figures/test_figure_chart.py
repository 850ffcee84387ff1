"""The org chart: every mark means something, and nothing overlaps."""

from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch, PathPatch
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, labels, labels_outside, scenario_of

from orgsim.figures import chart
from orgsim.figures.changes import changes
from orgsim.figures.outline import outline
from orgsim.figures.style import ACCENT, BLUE, INK, PAPER
from orgsim.figures.tree import WIDTH, Node, arrange
from orgsim.scenario.model import Scenario


@pytest.fixture
def today(tmp_path: Path) -> Scenario:
    """Return a head with two product managers."""
    return scenario_of(ORGANISATION, tmp_path, "today")


@pytest.fixture
def after(tmp_path: Path) -> Scenario:
    """Return the same with a portfolio manager of influence, a vacant director, and one manager moved under that director."""
    return scenario_of(WITH_PORTFOLIO, tmp_path, "after")


def lines_of(figure: Figure, color: str) -> list[PathPatch]:
    patches = figure.axes[0].patches
    return [p for p in patches if isinstance(p, PathPatch) and to_hex(p.get_edgecolor()) == color.lower()]


def boxes_of(figure: Figure) -> list[Patch]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]


def test_authority_is_solid_and_influence_dashed(today: Scenario, after: Scenario) -> None:
    """One solid dark line a reporting line, one dashed blue one a dotted line; so either is told without colour."""
    plain, changed = chart.draw(today, "today"), chart.draw(after, "after")
    assert [line.get_linestyle() for line in lines_of(plain, INK)] == ["solid", "solid"]
    assert lines_of(plain, BLUE) == []
    dashed = lines_of(changed, BLUE)
    assert len(dashed) == 2
    assert all(line.get_linestyle() != "solid" for line in dashed)
    assert "influence without authority" in labels(changed)


def test_vacancies_are_hollow(after: Scenario) -> None:
    """The vacant post alone has paper inside a dashed edge, and says that it is vacant."""
    figure = chart.draw(after, "after")
    hollow = [box for box in boxes_of(figure) if to_hex(box.get_facecolor()) == PAPER]
    assert len(hollow) == 1
    assert hollow[0].get_linestyle() != "solid"
    assert any("vacant" in words for words in labels(figure))


def test_changes_are_ringed(today: Scenario, after: Scenario) -> None:
    """What differs from before has a ring, a word and a strong line: two new posts and a moved one; nothing else has."""
    figure = chart.draw(after, "after", before=today)
    rings = [box for box in boxes_of(figure) if to_hex(box.get_edgecolor()) == ACCENT.lower()]
    assert len(rings) == 3
    assert sorted(words for words in labels(figure) if words in ("new", "moved")) == ["moved", "new", "new"]
    assert len(lines_of(figure, ACCENT)) == 3
    unchanged = chart.draw(after, "after", before=after)
    assert not lines_of(unchanged, ACCENT)
    assert not [box for box in boxes_of(unchanged) if to_hex(box.get_edgecolor()) == ACCENT.lower()]


def test_changes_are_said(today: Scenario, after: Scenario) -> None:
    """Note and description count what is new, moved, closed and dotted."""
    text = chart.describe(after, "after", before=today)
    assert "5 posts (1 vacant), 2 teams with 13 engineers, 3 levels" in text
    assert "Changed posts: 2 new, 1 moved; dotted lines: 2 new." in text
    assert "2 dotted lines of influence" in text
    assert changes(after, today).summary() == "posts: 1 moved, 2 closed; dotted lines: 2 gone"


def test_long_names_stay_inside(tmp_path: Path) -> None:
    """A long name is wrapped in smaller type; one that no box takes is cut; no label leaves the page."""
    name = "Director of Product, Consumer Lending International"
    text = ORGANISATION.replace("head: {role: cpo}", f'head: {{role: cpo, name: "{name}"}}')
    figure = chart.draw(scenario_of(text, tmp_path), "a design of a long name " * 5)
    assert " ".join(words for words in labels(figure) if words in name) == name
    assert not labels_outside(figure)
    endless = scenario_of(text.replace(name, name * 3), tmp_path)
    assert not labels_outside(chart.draw(endless, "endless"))


def large(posts: int, folder: Path) -> Scenario:
    """Return an organisation of a head, three directors, and product managers with a team each."""
    managers = range(posts - 4)
    lines = ["name: large", "objectives: {growth: 1}", "domains: {shop: {}}", "teams:"]
    lines += [f"  t{place}: {{domain: shop, owner: pm{place}}}" for place in managers]
    lines += [
        "posts:",
        "  head: {role: cpo}",
        *(f"  d{place}: {{role: director, reports_to: head}}" for place in range(3)),
    ]
    lines += [f"  pm{place}: {{role: pm, reports_to: d{place % 3}}}" for place in managers]
    ties = ", ".join(f"pm{place}" for place in range(4))
    return scenario_of("\n".join([*lines, f"ties: {{dotted: {{d0: [{ties}]}}}}"]), folder, f"large-{posts}")


def test_more_than_sixty_posts_collapse_to_counts(tmp_path: Path) -> None:
    """Sixty posts are all drawn; of 61 the lowest level becomes counts under those above, which keep its ties and teams."""
    assert len(outline(large(60, tmp_path)).boxes) == 60
    scenario = large(61, tmp_path)
    shown = outline(scenario)
    assert list(shown.boxes) == ["head", "d0", "d1", "d2"]
    assert [chip.words for chip in shown.boxes["d1"].chips] == ["19 × Product manager", "19 teams · 133"]  # noqa: RUF001
    assert shown.joined([("d0", f"pm{place}") for place in range(4)]) == [("d0", "d1"), ("d0", "d2")]
    figure = chart.draw(scenario, "large")
    assert len(boxes_of(figure)) == 4
    assert any("Too large to draw whole" in words for words in labels(figure))


def test_teams_without_an_owner_are_shown(tmp_path: Path) -> None:
    """A team that nobody plans for hangs under a hollow box of its own."""
    scenario = scenario_of(ORGANISATION.replace(", owner: bob", ""), tmp_path)
    words = labels(chart.draw(scenario, "orphan"))
    assert "no owner" in words
    assert "app · 7" in words


@pytest.mark.parametrize("posts", [8, 20, 60])
def test_boxes_do_not_overlap(tmp_path: Path, posts: int) -> None:
    """No two boxes share space, standing or hanging."""
    shown = outline(large(posts, tmp_path))

    def node(key: str) -> Node:
        return Node(key, 1.0, [node(child) for child in shown.below.get(key, ())])

    root = node("head")
    arrange([root], 13.0)
    for one, other in combinations(root.all(), 2):
        aside = abs(one.x - other.x) >= WIDTH
        assert aside or one.bottom <= other.top or other.bottom <= one.top, (one.key, other.key)
