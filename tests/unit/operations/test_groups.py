"""Operations on groups and teams, worked out by hand: dir-a leads pm-1 to pm-3, dir-b pm-4 to pm-6; every team has seven engineers."""

import pytest
from tests.conftest import SMALL
from tests.unit.operations.conftest import Redraw, above

from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.structure import structure_of


def test_a_layer_comes_in_between(redraw: Redraw) -> None:
    """Of three under each director one is promoted, and leads the other two."""
    design = redraw("insert_layer: {role: gpm, above: pms, span: 4}")
    heads = [name for name, post in design.final.posts.items() if post.role == "gpm"]
    assert heads == ["pm-1", "pm-4"]
    assert [above(design)[name] for name in ("pm-1", "pm-2", "pm-3")] == ["dir-a", "pm-1", "pm-1"]
    assert structure_of(design.final).layers == 4
    assert structure_of(design.final).people_cost == structure_of(design.baseline).people_cost


def test_a_layer_of_new_posts_below_one_superior(redraw: Redraw) -> None:
    """New heads cost what their role costs, and only the superior that is named gets the layer."""
    design = redraw("insert_layer: {role: gpm, below: dir-b, span: 2, heads: new}")
    assert len(design.final.posts) == len(design.baseline.posts) + 2
    assert above(design)["pm-1"] == "dir-a"
    assert {above(above_design)["pm-4"] for above_design in [design]} == {"gpm-pm-4"}


def test_groups_merge_under_the_first_head(redraw: Redraw) -> None:
    """The other head works beside its former reports."""
    design = redraw("merge_groups: [dir-a, dir-b]")
    assert {name for name, over in above(design).items() if over == "dir-a"} == {f"pm-{n}" for n in range(1, 7)} | {
        "dir-b"
    }
    assert design.final.posts["dir-b"].role == "pm"
    with pytest.raises(ScenarioError, match="pm-1 leads nobody"):
        redraw("merge_groups: [dir-a, pm-1]")


def test_a_group_splits(redraw: Redraw) -> None:
    """Those named get a head of their own from among them, beside the old one, with its pay as before."""
    design = redraw("split_group: {head: dir-a, reports: [pm-2, pm-3]}")
    assert (above(design)["pm-2"], above(design)["pm-3"], above(design)["pm-1"]) == ("vp", "pm-2", "dir-a")
    assert (design.final.posts["pm-2"].role, design.final.posts["pm-2"].salary) == ("director", 150)
    with pytest.raises(ScenarioError, match="pm-4 does not report to dir-a"):
        redraw("split_group: {head: dir-a, reports: pm-4}")


def test_domains_get_one_head(redraw: Redraw) -> None:
    """dir-b has three of the four teams of billing and cloud, so the owner of the fourth moves there; the domains stay."""
    design = redraw("merge_domains: [billing, cloud]")
    assert above(design)["pm-3"] == "dir-b"
    assert above(design)["pm-1"] == "dir-a"
    assert design.final.domains == design.baseline.domains


def test_a_domain_is_divided(redraw: Redraw) -> None:
    """Of the two owners of billing one is below each director already; of the two of search one goes to the other director."""
    assert above(redraw("split_domain: {domain: billing, heads: [dir-a, dir-b]}", "add_rubric: vp"))["pm-3"] == "dir-a"
    design = redraw("split_domain: {domain: search, heads: [dir-a, dir-b]}")
    assert (above(design)["pm-1"], above(design)["pm-2"]) == ("dir-a", "dir-b")
    assert design.final.domains == design.baseline.domains
    with pytest.raises(ScenarioError, match="2 posts own its teams, which are too few for 3 heads"):
        redraw("split_domain: {domain: search, heads: [dir-a, dir-b, pm-5]}")


def test_teams_merge(redraw: Redraw) -> None:
    """Engineers and the limit of work in progress add up, and the owner who has nothing left helps."""
    design = redraw("merge_teams: [search-a, search-b]")
    team = design.final.teams["search-a"]
    assert (team.engineers, team.wip, team.owner) == (14, 6, "pm-1")
    assert "search-b" not in design.final.teams
    assert design.final.posts["pm-2"].helps == "search-a"


def test_those_who_name_a_merged_team_name_the_one_that_stays(redraw: Redraw) -> None:
    """Helpers and the budget for new ground follow, each team once."""
    text = SMALL.replace("pm-6:  {role: pm,", "pm-6:  {role: pm, helps: search-b,")
    text += "governance: {exploration: {teams: [search-b, search-a, cloud-a]}}\n"
    design = redraw("merge_teams: [search-a, search-b]", text=text)
    assert design.final.posts["pm-6"].helps == "search-a"
    assert design.final.governance.exploration is not None
    assert design.final.governance.exploration.teams == ["search-a", "cloud-a"]


def test_a_team_splits(redraw: Redraw) -> None:
    """Three of seven engineers take one of three places in work; together they are as many as before."""
    design = redraw("split_team: {team: cloud-a, engineers: 3, owner: dir-b, domain: search}")
    old, new = design.final.teams["cloud-a"], design.final.teams["cloud-a-2"]
    assert (old.engineers, old.wip, new.engineers, new.wip) == (4, 2, 3, 1)
    assert (new.owner, new.domain) == ("dir-b", "search")
    with pytest.raises(ScenarioError, match="7 of them cannot form a team"):
        redraw("split_team: {team: cloud-a, engineers: 7}")


def test_engineers_move(redraw: Redraw) -> None:
    """A team keeps at least one engineer."""
    design = redraw("move_engineers: {number: 2, from: cloud-a, to: search-a}")
    assert (design.final.teams["cloud-a"].engineers, design.final.teams["search-a"].engineers) == (5, 9)
    with pytest.raises(ScenarioError, match="one must stay"):
        redraw("move_engineers: {number: 7, from: cloud-a, to: search-a}")


def test_products_get_another_owner(redraw: Redraw) -> None:
    """The former owner helps with what it gave."""
    design = redraw("give_teams: {teams: [search-b], to: pm-1}")
    assert design.final.teams["search-b"].owner == "pm-1"
    assert design.final.posts["pm-2"].helps == "search-b"
