"""Designs: baselines, changes, origins, warnings, differences."""

from tests.conftest import SMALL, Write

from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.diff import difference
from orgsim.scenario.structure import structure_of


def test_changes_take_effect_after_the_warm_up(write: Write):
    """A change of quarter 2 begins in week 6 x 13; stages keep everything that is not changed."""
    design = load_design(
        write("extends: small.yaml\nname: b\nchanges:\n  - {quarter: 2, posts: {pm-1: {reports_to: dir-b}}}\n")
    )
    assert [stage.week for stage in design.stages] == [0, 78]
    assert design.baseline.posts["pm-1"].reports_to == "dir-a"
    assert design.final.posts["pm-1"].reports_to == "dir-b"
    assert design.final.posts["pm-1"].role == "pm"
    assert design.name == "b"


def test_changes_of_the_same_week_are_one_stage(write: Write):
    """Two changes of one date are applied together; changes are sorted by date."""
    text = "extends: small.yaml\nchanges:\n  - {quarter: 1, posts: {pm-2: {role: gpm}}}\n  - {posts: {pm-1: {role: gpm}}}\n"
    text += "  - {quarter: 1, posts: {pm-3: {role: gpm}}}\n"
    design = load_design(write(text))
    assert [stage.week for stage in design.stages] == [0, 52, 65]
    assert [stage.scenario.posts["pm-3"].role for stage in design.stages] == ["pm", "pm", "gpm"]
    assert [stage.scenario.posts["pm-1"].role for stage in design.stages] == ["pm", "gpm", "gpm"]


def test_designs_that_extend_one_file_share_nothing_of_it(write: Write):
    """What is made of a file for one design does not show in the next one, and a file that has changed since is read anew."""
    shared = write("extends: small.yaml\nposts: {pm-1: {hours: {contact: 3}}}\n", "shared.yaml")
    first, second = (load_design(write(f"extends: shared.yaml\nname: {name}\n", f"{name}.yaml")) for name in "ab")
    first.stages[0].document.data["posts"]["pm-1"]["hours"]["contact"] = 4
    first.source["posts"]["pm-1"]["hours"]["contact"] = 5
    again = load_design(shared)
    assert {design.source["posts"]["pm-1"]["hours"]["contact"] for design in (second, again)} == {3}
    assert again.stages[0].document.data["posts"]["pm-1"]["hours"] == {"contact": 3}
    write("extends: small.yaml\nposts: {pm-1: {hours: {contact: 2}}}\n", "shared.yaml")
    assert load_design(shared).source["posts"]["pm-1"]["hours"] == {"contact": 2}


def test_null_removes(write: Write):
    """A null in a change closes a post; its reports must be moved in the same change."""
    text = "extends: small.yaml\nchanges:\n  - posts: {dir-b: null, pm-4: {reports_to: dir-a}, pm-5: {reports_to: dir-a}, pm-6: {reports_to: vp}}\n"
    design = load_design(write(text))
    assert "dir-b" not in design.final.posts
    assert "dir-b" in build(design).posts


def test_every_value_knows_where_it_came_from(write: Write):
    """Marks name the file and line of the baseline, of the alternative, and of the shipped role."""
    design = load_design(write("extends: small.yaml\nchanges:\n  - posts:\n      pm-1: {reports_to: dir-b}\n"))
    marks = design.stages[1].document.marks
    assert (marks["posts", "pm-1", "reports_to", "="].file.name, marks["posts", "pm-1", "reports_to", "="].line) == (
        "design.yaml",
        3,
    )
    assert marks["posts", "pm-2", "reports_to", "="].file.name == "small.yaml"
    assert marks["roles", "pm", "hours", "product", "="].file.name == "pm.yaml"


def test_a_role_can_be_changed_and_added(write: Write):
    """Shipped roles are a base to lay changes over; new roles are just data."""
    text = SMALL + "roles:\n  pm: {hours: {product: 20}}\n  poet: {title: Poet, rights: {fund: consult}}\n"
    roles = load_design(write(text)).baseline.roles
    assert (roles["pm"].hours.product, roles["pm"].hours.contact) == (20, 8)
    assert roles["poet"].rights == {"fund": "consult"}


def test_doubts_are_warnings(write: Write):
    """What runs but can hardly be meant is told, and does not stop anything."""
    text = SMALL.replace("pm-6:  {role: pm, reports_to: dir-b}", "pm-6:  {role: pm}") + "  ghost: {role: ppm}\n"
    text = text.replace("engineers: 7, owner: pm-5", "engineers: 7")
    codes = [warning.code for warning in load_design(write(text)).warnings]
    assert sorted(codes) == ["W401", "W404", "W410"]


def test_the_difference_in_the_words_of_a_reorganisation(write: Write):
    """New, closed, moved and re-roled posts are told apart; other changes by path."""
    text = (
        "extends: small.yaml\nname: b\nchanges:\n  - posts: {ppm: {role: ppm, reports_to: vp}, pm-2: {reports_to: pm-1}, "
        "pm-1: {role: gpm}, pm-6: null}\n    teams: {cloud-b: {owner: pm-5}, search-a: {wip: 5}}\n    ties: {dotted: {ppm: [pm-1, pm-2]}}\n"
    )
    design = load_design(write(text))
    found = difference(design.baseline, design.final)
    assert found.new == {"ppm": "ppm, reports to vp"}
    assert found.closed == {"pm-6": "pm, reported to dir-b"}
    assert found.moved == {"pm-2": ("dir-a", "pm-1")}
    assert found.re_roled == {"pm-1": ("pm", "gpm")}
    assert found.other == {
        "teams.cloud-b.owner": ("pm-6", "pm-5"),
        "teams.search-a.wip": (3, 5),
    }
    assert found.spans == {"vp": (2, 3), "dir-a": (3, 2), "dir-b": (3, 2), "pm-1": (0, 1)}
    assert found.layers == {"pm-2": (3, 4)}
    assert found.cost == {"pm-1": (150 * 1.35, 195 * 1.35)}
    assert found.edges == {
        "reporting": {
            "added": [("pm-2", "pm-1"), ("ppm", "vp")],
            "removed": [("pm-2", "dir-a"), ("pm-6", "dir-b")],
        },
        "dotted": {"added": [("pm-1", "ppm"), ("pm-2", "ppm")]},
    }
    assert difference(design.baseline, design.baseline).empty


def test_an_edge_is_the_same_from_both_ends(write: Write):
    """A tie that is stated from its other end is no difference; another weight is one."""
    ties = SMALL + "ties: {working: {pm-1: {pm-2: 1.0}, pm-3: {pm-4: 0.5}}}\n"
    one, other = load_design(write(ties)).final, load_design(write(ties.replace("{pm-1: {pm-2", "{pm-2: {pm-1"))).final
    assert difference(one, other).empty
    heavier = load_design(write(ties.replace("pm-4: 0.5", "pm-4: 0.7"))).final
    assert difference(one, heavier).other == {"ties.working, pm-3 - pm-4": (0.5, 0.7)}


def test_the_difference_between_events_is_told_field_by_field(write: Write):
    """What differs in a list of events is named by its place and its field; what is left as usual is not spelled out."""
    one = load_design(write(SMALL + "events:\n  - {kind: layoff, quarter: 2, share: 0.1}\n", "one.yaml"))
    other = load_design(
        write("extends: one.yaml\nevents:\n  - {kind: layoff, quarter: 3, share: 0.1}\n  - {kind: hiring_freeze}\n")
    )
    assert difference(one.baseline, other.baseline).other == {
        "events[0].quarter": (2, 3),
        "events[1].kind": (None, "hiring_freeze"),
    }


def test_the_static_numbers(write: Write):
    """Layers, spans, head-count and cost of the small organisation, by hand."""
    found = structure_of(load_design(write(SMALL)).baseline)
    assert (found.posts, found.layers, found.managers, found.widest_span, found.engineers) == (9, 3, 3, 3, 42)
    assert found.mean_span == (2 + 3 + 3) / 3
    assert found.people_cost == (300 + 2 * 235 + 6 * 150) * 1.35
    assert found.engineering_cost == 42 * 50 * 4


def test_short_and_long_forms_are_the_same(write: Write):
    """An objective by its weight and a tie by its name mean what their long forms mean."""
    short = SMALL + "ties: {dotted: {pm-1: [pm-5]}}\n"
    long = short.replace("growth: 5,", "growth: {weight: 5},").replace("[pm-5]", "{pm-5: 1.0}")
    assert load_design(write(short)).baseline == load_design(write(long)).baseline


def test_a_forty_person_organisation_fits_in_thirty_lines(write: Write):
    """The small scenario holds 51 people (9 posts and 42 engineers) in 24 lines."""
    assert len(SMALL.strip().splitlines()) <= 30
    found = structure_of(load_design(write(SMALL)).baseline)
    assert found.posts + found.engineers >= 40
