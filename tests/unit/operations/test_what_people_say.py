"""Whom an operation is about, in the words of people: titles, plurals, last words of names."""

import pytest
from tests.conftest import SMALL
from tests.unit.operations.conftest import Redraw, above

from orgsim.scenario.problems import ScenarioError

NAMED = (
    SMALL.replace("dir-a: {role: director,", 'dir-a: {role: director, name: "Area Lead, Growth",')
    .replace("dir-b: {role: director,", 'dir-b: {role: director, name: "Area Lead, Hosts & Supply",')
    .replace("pm-1:  {role: pm,", 'pm-1:  {role: pm, name: "Growth Product Manager",')
    .replace("search:  {objectives", 'search:  {name: "Search & Maps", objectives')
)


def test_words_of_titles_find_posts(redraw: Redraw) -> None:
    """A plural means all who are called so; a word that leads a group is meant where a group is asked for."""
    flat = redraw("remove_layer: Area Leads", text=NAMED)
    assert {flat.final.posts[name].role for name in ("dir-a", "dir-b")} == {"pm"}
    merged = redraw("merge_groups: [Growth, Hosts]", text=NAMED)
    assert above(merged)["pm-6"] == "dir-a"
    assert above(redraw("split_group: {head: hosts & supply, reports: [pm-4]}", text=NAMED))["pm-4"] == "vp"
    assert above(redraw("move: {post: pm-6, under: area lead growth}", text=NAMED))["pm-6"] == "dir-a"


def test_a_word_for_several_is_refused(redraw: Redraw) -> None:
    """Both are told with their titles."""
    with pytest.raises(ScenarioError, match=r"'Growth' may be 2 posts: dir-a \(Area Lead, Growth\), pm-1 \(Growth"):
        redraw("close: Growth", text=NAMED)
    with pytest.raises(ScenarioError, match="there is no post 'Rowth'"):
        redraw("close: Rowth", text=NAMED)


def test_domains_have_titles_too(redraw: Redraw) -> None:
    """A domain is found by the name that people read."""
    said = redraw('merge_domains: ["Search & Maps", Billing]', text=NAMED).stages[-1].said[0]
    assert said.startswith("All who own teams of search and billing")


def test_holders_stay_as_what_each_of_them_is(redraw: Redraw) -> None:
    """Of two heads one led group managers and stays as one; the other one led product managers."""
    text = SMALL.replace("pm-4:  {role: pm,", "pm-4:  {role: gpm,").replace("pm-5:  {role: pm,", "pm-5:  {role: gpm,")
    (said,) = redraw("remove_layer: directors", text=text).stages[-1].said
    assert "dir-a stays as product manager and dir-b stays as group product manager under vp" in said


def test_a_product_that_changes_hands_is_told_with_both(redraw: Redraw) -> None:
    """Who owned two teams gives the smaller one to the head who led it."""
    text = SMALL.replace(
        "search-b:  {domain: search, engineers: 7, owner: pm-2}",
        "search-b:  {domain: search, engineers: 3, owner: pm-1}",
    )
    (said,) = redraw("close: dir-a", text=text).stages[-1].said
    assert "dir-a takes search-b over from pm-1" in said
    assert "As many posts stay" in said


def test_pay_of_a_promotion_is_base_pay(redraw: Redraw) -> None:
    """Base pay rises by 45, which costs 45 x 1.35 = 61 with the load."""
    (said,) = redraw("promote: {post: pm-1, role: gpm}").stages[-1].said
    assert "base pay of pm-1 $150k -> $195k" in said
    assert "a year with the load on pay (+61k)" in said
