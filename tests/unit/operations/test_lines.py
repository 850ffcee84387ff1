"""Operations on the reporting line, worked out by hand: vp leads dir-a (pm-1 to pm-3) and dir-b (pm-4 to pm-6)."""

import pytest
from tests.conftest import SMALL
from tests.unit.operations.conftest import Redraw, above

from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.structure import structure_of

PMS = [f"pm-{number}" for number in range(1, 7)]
TIED = "ties: {dotted: {dir-a: [dir-b, pm-4], pm-6: {dir-a: 0.5}}}\n"
SEATS = (
    "governance: {raters: [dir-a, vp], forums: {f: {members: [dir-a, dir-b], chair: vp}, g: {members: [dir-a, vp]}}}\n"
)


def test_a_layer_goes_and_its_holders_stay(redraw: Redraw) -> None:
    """All report to the head; directors become product managers with a director's pay, and help the most loaded of their former reports."""
    design = redraw("remove_layer: directors")
    posts = design.final.posts
    assert {posts[name].reports_to for name in (*PMS, "dir-a", "dir-b")} == {"vp"}
    assert (posts["dir-a"].role, posts["dir-a"].salary, posts["dir-a"].helps) == ("pm", 235, "search-a")
    assert posts["dir-b"].helps == "billing-b"
    before, after = structure_of(design.baseline), structure_of(design.final)
    assert (before.posts, before.people_cost, before.engineers) == (after.posts, after.people_cost, after.engineers)
    assert (before.layers, after.layers) == (3, 2)
    assert "vp 2 -> 8" in design.stages[1].said[0]
    assert "as before" in design.stages[1].said[0]


@pytest.mark.parametrize("called", ["director", "directors", "Director of product", "directors of product", "2"])
def test_a_layer_is_called_by_role_title_or_number(redraw: Redraw, called: str) -> None:
    """However the layer is called, it is the same one."""
    assert redraw(f"remove_layer: {called}").final == redraw("remove_layer: director").final


def test_a_layer_that_leaves_saves_its_cost(redraw: Redraw) -> None:
    """Two directors of 235 at a load of 1.35 cost $634.5k a year."""
    design = redraw("remove_layer: {layer: directors, leave: true}")
    assert set(design.final.posts) == {"vp", *PMS}
    assert structure_of(design.baseline).people_cost - structure_of(design.final).people_cost == pytest.approx(634.5)
    assert "(-634k)" in design.stages[1].said[0] or "(-635k)" in design.stages[1].said[0]


def test_closing_a_post_hands_everything_up(redraw: Redraw) -> None:
    """Reports, dotted lines, seats on rubrics and in forums go to the superior, each once, and a forum of one is no more."""
    design = redraw("close: {post: dir-a, leave: true}", text=SMALL + TIED + SEATS)
    final = design.final
    assert {above(design)[name] for name in PMS[:3]} == {"vp"}
    assert final.ties.dotted == {"vp": {"dir-b": 1.0, "pm-4": 1.0}, "pm-6": {"vp": 0.5}}
    assert final.governance.raters == ["vp"]
    assert list(final.governance.forums) == ["f"]
    assert final.governance.forums["f"].members == ["vp", "dir-b"]


def test_closing_a_post_hands_it_to_whom_it_says(redraw: Redraw) -> None:
    """What a product manager owned goes to the one named, and who stays helps out."""
    design = redraw("close: {post: pm-1, to: dir-b}")
    assert design.final.teams["search-a"].owner == "dir-b"
    assert above(design)["pm-1"] == "dir-b"
    assert design.final.posts["pm-1"].role == "pm"


def test_a_report_takes_the_place_of_its_head(redraw: Redraw) -> None:
    """When the one who takes over is below, it moves up first."""
    design = redraw("close: {post: dir-a, to: pm-2, leave: true}")
    assert above(design) | {"pm-2": "vp"} == above(design)
    assert above(design)["pm-1"] == above(design)["pm-3"] == "pm-2"


def test_a_head_closes_only_when_somebody_takes_over(redraw: Redraw) -> None:
    """A root has nobody above, so it must be said who follows; then there still is one tree."""
    with pytest.raises(ScenarioError, match="vp reports to nobody who stays: say with `to` who takes over"):
        redraw("close: vp")
    design = redraw("close: {post: vp, to: dir-a, leave: true}")
    assert [name for name, over in above(design).items() if over is None] == ["dir-a"]
    assert above(design)["dir-b"] == "dir-a"


def test_a_branch_moves_or_a_post_alone(redraw: Redraw) -> None:
    """A director moves with the reports, or leaves them with the former superior."""
    assert above(redraw("move: {post: dir-a, under: dir-b}"))["pm-1"] == "dir-a"
    alone = above(redraw("move: {post: dir-a, under: dir-b, alone: true}"))
    assert (alone["dir-a"], alone["pm-1"]) == ("dir-b", "vp")


def test_nobody_moves_below_itself(redraw: Redraw) -> None:
    """A move that would make a ring is refused at its line."""
    with pytest.raises(ScenarioError) as caught:
        redraw("move: {post: vp, under: pm-1}")
    (problem,) = caught.value.problems
    assert "vp cannot report to pm-1, who is below vp" in problem.message
    assert "- move:" in problem.excerpt()


def test_moving_there_and_back_is_no_stage(redraw: Redraw) -> None:
    """What changes nothing is no stage of the design, and is doubted."""
    design = redraw("move: {post: pm-1, under: dir-b}", "move: {post: pm-1, under: dir-a}")
    assert len(design.stages) == 1
    assert [warning.code for warning in design.warnings] == ["W420"]


def test_pods_within_each_branch(redraw: Redraw) -> None:
    """Of three members under a director, at a span of two, one leads the others, and keeps pay and product."""
    design = redraw("form_pods: {span: 2}")
    assert [above(design)[name] for name in PMS] == ["dir-a", "pm-1", "pm-1", "dir-b", "pm-4", "pm-4"]
    assert design.final.posts["pm-1"].role == "gpm"
    assert design.final.posts["pm-1"].salary == 150
    assert design.final.teams == design.baseline.teams
    assert structure_of(design.final).people_cost == structure_of(design.baseline).people_cost


def test_pods_by_domain_across_branches(redraw: Redraw) -> None:
    """Three pods of two across all branches are the three domains."""
    design = redraw("remove_layer: {layer: directors, leave: true}", "form_pods: {span: 1, heads: promoted}")
    pairs = {frozenset((name, over)) for name, over in above(design).items() if over in PMS}
    assert pairs == {frozenset(pair) for pair in (("pm-1", "pm-2"), ("pm-3", "pm-4"), ("pm-5", "pm-6"))}


def test_pods_by_relatedness(redraw: Redraw) -> None:
    """With billing close to cloud and two pods, search stays by itself."""
    related = "related: {pairs: {billing: {cloud: 0.9, search: 0.1}}, between: 0.0}\n"
    design = redraw("form_pods: {span: 4, by: relatedness, across: true, heads: new, pay: role}", text=SMALL + related)
    heads = {name for name in design.final.posts if design.final.posts[name].role == "gpm"}
    members = {head: {name for name, over in above(design).items() if over == head} for head in heads}
    assert len(heads) == 2
    assert any({"pm-1", "pm-2"} <= pod for pod in members.values())


def test_nothing_to_group_is_refused(redraw: Redraw) -> None:
    """Superiors who lead no more than the span are left as they are; if all do, that is an error."""
    with pytest.raises(ScenarioError, match="no superior has at least 4 of these"):
        redraw("form_pods: 3")


def test_a_post_opens_with_what_it_is_to_have(redraw: Redraw) -> None:
    """It reports to the head unless it says to whom, owns its teams, and has its dotted lines; the cost is said."""
    design = redraw("open: {post: ppm, role: portfolio product managers, dotted: directors, owns: [search-a]}")
    assert design.final.posts["ppm"].role == "ppm"
    assert design.final.posts["ppm"].reports_to == "vp"
    assert design.final.ties.dotted == {"ppm": {"dir-a": 1.0, "dir-b": 1.0}}
    assert design.final.teams["search-a"].owner == "ppm"
    assert "(+270k)" in design.stages[1].said[0]


def test_a_promotion_says_what_it_costs(redraw: Redraw) -> None:
    """By default with the pay of the new role, in thousands a year; or with the pay there was."""
    said = redraw("promote: {post: pm-1, role: gpm}").stages[1].said[0]
    assert "pm-1 $150k -> $195k" in said
    assert "(+61k)" in said
    assert "as before" in redraw("promote: {post: pm-1, role: gpm, pay: same}").stages[1].said[0]


def test_operations_go_before_what_the_change_states(redraw: Redraw) -> None:
    """A change may do something and then state a value of what it has made."""
    design = redraw("open: {post: ppm, role: ppm}\n    posts: {ppm: {salary: 111}}")
    assert design.final.posts["ppm"].salary == 111


UNEVEN = SMALL.replace(
    "  pm-1:  {role: pm, reports_to: dir-a}",
    "  dir-c: {role: director, reports_to: vp}\n  pm-0:  {role: pm, reports_to: vp}\n  pm-1:  {role: gpm, reports_to: dir-a}",
)


def test_a_holder_who_led_nobody_goes_with_the_layer(redraw: Redraw) -> None:
    """A director without reports becomes what most reports of the other directors are, and keeps the product."""
    text = UNEVEN.replace("owner: pm-6", "owner: dir-c")
    design = redraw("remove_layer: directors", text=text)
    assert {design.final.posts[name].role for name in ("dir-a", "dir-b", "dir-c")} == {"pm"}
    assert design.final.teams["cloud-b"].owner == "dir-c"


def test_the_number_of_a_layer_means_those_who_lead(redraw: Redraw) -> None:
    """Who reports to the head and leads nobody is in the second layer, and stays as it is."""
    design = redraw("remove_layer: 2", text=UNEVEN)
    assert design.final.posts["dir-c"] == design.baseline.posts["dir-c"]
    assert design.final.posts["pm-0"] == design.baseline.posts["pm-0"]
    assert design.final.posts["dir-a"].role == "pm"


def test_a_post_without_reports_keeps_its_role_when_it_closes(redraw: Redraw) -> None:
    """A product manager among group product managers gives up the product, and is no group product manager for it."""
    text = SMALL.replace("pm-1:  {role: pm", "pm-1:  {role: gpm").replace("pm-3:  {role: pm", "pm-3:  {role: gpm")
    assert redraw("close: pm-2", text=text).final.posts["pm-2"].role == "pm"


def test_who_loses_the_only_product_to_a_new_post_helps_with_it(redraw: Redraw) -> None:
    """Nobody is left with nothing to do without a word."""
    design = redraw("open: {post: new, role: pm, under: dir-a, owns: [search-a, search-b]}")
    assert (design.final.posts["pm-1"].helps, design.final.posts["pm-2"].helps) == ("search-a", "search-b")
    assert "owns search-a and search-b, and pm-1 and pm-2 help with what they gave" in design.stages[1].said[0]


def test_who_moves_does_not_stay_behind(redraw: Redraw) -> None:
    """Of a director's reports who move with the director by name, none is said to stay."""
    said = redraw("move: {post: [dir-b, pm-4], under: dir-a, alone: true}").stages[1].said[0]
    assert said.startswith("dir-b and pm-4 move under dir-a; pm-5 and pm-6 stay behind")
