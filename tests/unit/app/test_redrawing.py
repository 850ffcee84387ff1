"""Drawing by hand: operations in their order, ways back, and a file that is the same design."""

from pathlib import Path

import pytest
from tests.conftest import ROOT

from orgsim.app.company import Company
from orgsim.app.redrawing import Redrawing, dotted_of, fresh_name
from orgsim.errors import InputError
from orgsim.scenario.design import load_design
from orgsim.scenario.operations.redesign import plain


@pytest.fixture
def drawn(company: Company) -> Redrawing:
    """Return a drawing of four operations."""
    redrawing = Redrawing(company)
    redrawing.do("move", post="pm-feed-a", under="dir-money")
    redrawing.do("open", post="ppm-1", role="ppm", under="head")
    redrawing.do("add_dotted", post="ppm-1", to="dir-money")
    redrawing.do("promote", post="pm-billing-a", role="gpm")
    return redrawing


def test_each_operation_acts_and_says_so(drawn: Redrawing) -> None:
    """After four operations the chart is what they ask for, and each has a sentence of its own."""
    posts = drawn.design.final.posts
    assert posts["pm-feed-a"].reports_to == "dir-money"
    assert (posts["ppm-1"].role, posts["pm-billing-a"].role) == ("ppm", "gpm")
    assert dotted_of(drawn.design.final, "dir-money") == ["ppm-1"]
    assert [one.said.split(".")[0] for one in drawn.done][:2] == [
        "pm-feed-a moves under dir-money",
        "ppm-1 opens as portfolio product manager under head",
    ]


def test_undoing_everything_leads_back_to_today(drawn: Redrawing) -> None:
    """Each undo takes the last operation back, and after the last one the design is today's itself."""
    drawn.undo()
    assert drawn.design.final.posts["pm-billing-a"].role == "pm"
    for _ in range(3):
        drawn.undo()
    assert drawn.design is drawn.company.today


def test_the_file_is_the_same_design(drawn: Redrawing, tmp_path: Path) -> None:
    """What is saved beside today's file reads as the design on the screen."""
    today = ROOT / "scenarios" / "product-org" / "today.yaml"
    (tmp_path / "today.yaml").write_bytes(today.read_bytes())
    (tmp_path / "redrawn.yaml").write_text(drawn.text(), encoding="utf-8")
    assert plain(load_design(tmp_path / "redrawn.yaml")) == plain(drawn.design)


def test_what_cannot_be_done_changes_nothing(drawn: Redrawing) -> None:
    """A superior cannot report to somebody below: it is refused with a sentence, and the drawing is what it was."""
    before = drawn.design
    with pytest.raises(InputError, match="head"):
        drawn.do("move", post="head", under="pm-feed-a")
    assert drawn.design is before
    assert len(drawn.done) == 4


def test_a_new_post_gets_a_name_that_is_free(drawn: Redrawing) -> None:
    """The second portfolio manager is called after the first."""
    assert fresh_name(drawn.design.final, "ppm") == "ppm-2"
