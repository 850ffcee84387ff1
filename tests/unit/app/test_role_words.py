"""Roles in words, worked out by hand on the company of 13 posts."""

from html import unescape

import pytest

from orgsim.app.company import Company
from orgsim.app.role_words import ACTIONS, HOURS, VERBS, WEEK, described, holders, tells, week_of
from orgsim.scenario.model import Hours
from orgsim.scenario.rights import ACTING, STRENGTH


def test_every_right_and_every_hour_has_words() -> None:
    """A new action, right or kind of hours must be given words here, or the page would leave it out."""
    assert set(ACTIONS) == set(ACTING)
    assert set(VERBS) == set(STRENGTH) - {"none"}
    assert set(HOURS) == set(Hours.model_fields)


def test_whom_roles_can_tell_and_ask(company: Company) -> None:
    """A product manager tells one team and asks a director; three directors have four, three and two product managers, three on average."""
    today = company.today.final
    assert tells(today, "pm") == ["1 team about its product"]
    assert tells(today, "director") == ["3 product managers"]
    found = {one.view.role: one for one in described(company)}
    assert found["pm"].asks == ["the director of product above"]
    assert found["ppm"].tells == []
    assert any("by dotted line" in one for one in found["ppm"].asks)


def test_what_is_decided_with_approval_from_above(company: Company) -> None:
    """The head approves the map of a portfolio manager, and a director the scope of a product; nobody is above the head."""
    found = {one.view.role: one for one in described(company)}
    assert "review" in found["ppm"].approved
    assert "scope" in found["pm"].approved
    assert found["cpo"].approved == []
    assert list(found)[-1] == "cpo"


def test_in_short_says_decides_where_the_row_below_does(company: Company) -> None:
    """A superior who approves the map or a backlog is heard and stops nothing, so its owner decides; hiring needs the head's consent."""
    page = pytest.importorskip("orgsim.app.pages.roles", reason="pages need the extra 'app'", exc_type=ImportError)
    found = {one.view.role: unescape(page._short(one)) for one in described(company)}
    assert found["ppm"].startswith(f"Decides {ACTIONS['review']}")
    assert f"a superior's view of {ACTIONS['review']} counts as much as its own" in found["ppm"]
    assert found["pm"].startswith(f"Decides {ACTIONS['scope']}")
    assert f"with approval from above it settles {ACTIONS['staff']}" in found["director"]
    assert "approval" not in found["cpo"]


def test_a_role_without_posts_is_shown_where_it_has_some(company: Company) -> None:
    """Today there is neither a group manager nor a portfolio manager: they are taken from the designs that change least."""
    found = {one.view.role: one for one in described(company)}
    assert found["pm"].today
    assert found["director"].today
    assert (found["ppm"].design.name, found["ppm"].today) == ("Portfolio PM", False)
    assert found["ppm"].view.scope.posts == 1
    assert found["gpm"].view.scope.posts > 0


@pytest.mark.parametrize("role", ["pm", "gpm", "director", "ppm"])
def test_a_week_is_forty_hours(company: Company, role: str) -> None:
    """What the bar shows sums to forty, what nobody claims included."""
    view = next(one.view for one in described(company) if one.view.role == role)
    assert sum(hours for _, _, hours in week_of(view)) == pytest.approx(WEEK)


def test_who_has_a_say_names_everybody(company: Company) -> None:
    """Bets are the director's to decide; a group manager approves, a portfolio manager is asked, the head hears of it."""
    said = holders(company, "fund", described(company))
    assert said == (
        "Which bets start: the group product manager approves, the director of product decides, the portfolio product manager is "
        "asked and the head of product hears of it."
    )
