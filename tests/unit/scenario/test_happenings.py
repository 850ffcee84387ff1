"""Acquisitions and layoffs: names, dates, heirs and head-counts; whatever is wrong is said with its place, and nothing crashes."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SMALL, Write

from orgsim.organization.build import build
from orgsim.scenario.acquisitions import with_prefix
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document
from orgsim.scenario.layoffs import fewer, heir, let_go
from orgsim.scenario.problems import ScenarioError

OTHER = """
name: other
objectives: {growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}
domains:
  pay:  {objectives: {growth: 3, trust: 1}, interest: {trust: 1}}
  lend: {opportunities_per_week: 2}
teams:
  pay:  {domain: pay, engineers: 5, owner: pm-pay}
  lend: {domain: lend, owner: pm-lend}
posts:
  boss:    {role: cpo}
  pm-pay:  {role: pm, reports_to: boss, desk: pool}
  pm-lend: {role: pm, reports_to: boss, desk: pool}
  helper:  {role: pm, reports_to: boss, helps: lend}
ties:
  dotted:  {helper: [pm-pay, pm-lend]}
  working: {pm-pay: {pm-lend: 2.5}}
"""

BUYS = "events:\n  - {kind: acquisition, quarter: 2, week: 3, organisation: other.yaml, reports_to: vp}\n"


@pytest.fixture
def beside(write: Write) -> Callable[..., Path]:
    """Return a function that writes a scenario with ``other.yaml`` (and ``small.yaml``) beside it."""

    def write_both(text: str, name: str = "design.yaml", other: str = OTHER) -> Path:
        write(other, "other.yaml")
        return write(text, name)

    return write_both


def problems_of(path: Path, *settings: str) -> list[str]:
    """Return the problems of a file as lines of text."""
    with pytest.raises(ScenarioError) as caught:
        load_design(path, settings)
    return [problem.text() for problem in caught.value.problems]


def engineers(design: Design) -> list[dict[str, int]]:
    """Return the head-count of every team in every stage."""
    return [{name: team.engineers for name, team in stage.scenario.teams.items()} for stage in design.stages]


# Acquisitions


def test_names_get_their_prefix_everywhere(beside: Callable[..., Path]) -> None:
    """Domains, teams, owners, superiors, helped teams, desks and ties of both kinds are theirs, under names of their own."""
    base = load_design(beside(SMALL + BUYS)).baseline
    assert set(base.domains) == {"search", "billing", "cloud", "other-pay", "other-lend"}
    assert base.domains["other-pay"].objectives == {"growth": 3, "trust": 1}
    assert base.domains["other-pay"].interest == {"trust": 1}
    assert (base.teams["other-pay"].domain, base.teams["other-pay"].owner) == ("other-pay", "other-pm-pay")
    assert base.posts["other-pm-pay"].reports_to == "other-boss"
    assert base.posts["other-pm-pay"].desk == base.posts["other-pm-lend"].desk == "other-pool"
    assert base.posts["other-helper"].helps == "other-lend"
    assert base.posts["other-boss"].role == "cpo"
    assert base.ties.dotted == {"other-helper": {"other-pm-pay": 1.0, "other-pm-lend": 1.0}}
    assert base.ties.working == {"other-pm-pay": {"other-pm-lend": 2.5}}


def test_ours_is_untouched(beside: Callable[..., Path]) -> None:
    """Every post, team, domain, tie, objective and role of ours is what it is without the acquisition."""
    ours = SMALL + "ties: {dotted: {pm-1: [pm-5]}}\n"
    alone = load_design(beside(ours, "alone.yaml")).baseline
    other = OTHER.replace("growth: 5", "growth: 1") + "horizon: {quarters: 2}\ndemand: {standard_value: 1}\n"
    both = load_design(beside(ours + BUYS, other=other)).final
    for section in ("posts", "teams", "domains"):
        mine = getattr(alone, section)
        assert {name: getattr(both, section)[name] for name in mine} == mine
    assert both.ties.dotted["pm-1"] == alone.ties.dotted["pm-1"]
    for section in ("objectives", "roles", "horizon", "demand", "parameters", "governance"):
        assert getattr(both, section) == getattr(alone, section)


def test_every_value_knows_which_file_it_came_from(beside: Callable[..., Path]) -> None:
    """Marks of what is theirs lead into their file, those of ours into ours, and who they report to is the event's."""
    stages = load_design(beside(SMALL + "ties: {dotted: {pm-1: [pm-5]}}\n" + BUYS)).stages
    marks = stages[-1].document.marks
    assert marks["teams", "other-pay", "engineers", "="].file.name == "other.yaml"
    assert marks["ties", "working", "other-pm-pay", "other-pm-lend", "="].line == OTHER.splitlines().index(
        "  working: {pm-pay: {pm-lend: 2.5}}"
    )
    assert marks["ties", "dotted"].file.name == "design.yaml"
    assert marks["posts", "vp", "role", "="].file.name == "design.yaml"
    assert marks["posts", "other-boss", "reports_to", "="].file.name == "design.yaml"


@pytest.mark.parametrize("design", ["", "changes:\n  - {quarter: 1, posts: {pm-1: {reports_to: dir-b}}}\n"])
def test_the_root_joins_in_the_right_week_in_every_design(beside: Callable[..., Path], design: str) -> None:
    """Week 3 of quarter 2 is week 4 x 13 + 2 x 13 + 3 of the run, in the baseline and in whatever extends it."""
    beside(SMALL + BUYS, "today.yaml")
    found = load_design(beside("extends: today.yaml\nname: b\n" + design))
    assert found.stages[-1].week == 81
    assert [stage.scenario.posts["other-boss"].reports_to for stage in found.stages[:-1]] == [None] * (
        len(found.stages) - 1
    )
    assert found.final.posts["other-boss"].reports_to == "vp"
    assert found.final.posts["other-pm-pay"].reports_to == "other-boss"
    assert not found.warnings
    build(found)


def test_two_roots_and_a_detached_post(beside: Callable[..., Path]) -> None:
    """Everybody of theirs who reports to nobody joins; who stands outside the tree on purpose stays there."""
    other = OTHER.replace("ties:", "  boss-2: {role: cpo}\n  watch: {role: ppm, detached: true}\nties:")
    posts = load_design(beside(SMALL + BUYS, other=other)).final.posts
    assert [posts[name].reports_to for name in ("other-boss", "other-boss-2", "other-watch")] == ["vp", "vp", None]


def test_a_change_of_the_same_week_sees_them_joined(beside: Callable[..., Path]) -> None:
    """A design may put the acquired somewhere else at once, and let their head go; nothing brings it back."""
    change = (
        "changes:\n  - {quarter: 2, week: 3, name: in, posts: {other-boss: null, other-pm-pay: {reports_to: dir-a}, "
    )
    change += "other-pm-lend: {reports_to: dir-b}, other-helper: {reports_to: dir-b}}}\n"
    found = load_design(beside(SMALL + BUYS + change))
    assert "other-boss" not in found.final.posts
    assert found.final.posts["other-pm-pay"].reports_to == "dir-a"
    assert found.stages[-1].name == "acquisition of other, in"


def test_whoever_they_were_to_report_to_is_gone(beside: Callable[..., Path]) -> None:
    """A design that has closed that post, or a layoff that has, leaves whoever was above it."""
    text = SMALL + BUYS.replace("reports_to: vp", "reports_to: dir-a")
    closed = (
        "changes:\n  - posts: {dir-a: null, pm-1: {reports_to: vp}, pm-2: {reports_to: vp}, pm-3: {reports_to: vp}}\n"
    )
    assert load_design(beside(text + closed)).final.posts["other-boss"].reports_to == "vp"
    laid_off = load_design(beside(text + "  - {kind: layoff, quarter: 1, posts: [dir-a]}\n"))
    assert laid_off.final.posts["other-boss"].reports_to == "vp"
    assert "dir-a" not in laid_off.final.posts


def test_a_post_may_come_with_a_change_before_they_report_to_it(beside: Callable[..., Path]) -> None:
    """The post they report to need not be there from the start, only by then, in the same week at the latest."""
    text = SMALL + BUYS.replace("reports_to: vp", "reports_to: office")
    for quarter, week in ((1, 0), (2, 3)):
        change = (
            f"changes:\n  - {{quarter: {quarter}, week: {week}, posts: {{office: {{role: gpm, reports_to: vp}}}}}}\n"
        )
        assert load_design(beside(text + change)).final.posts["other-boss"].reports_to == "office"
    late = "changes:\n  - {quarter: 3, posts: {office: {role: gpm, reports_to: vp}}}\n"
    (found,) = problems_of(beside(text + late))
    assert "design.yaml:" in found
    assert "E301 posts.other-boss.reports_to: there is no post 'office'" in found
    assert "(after 'acquisition of other')" in found


def test_prefixes_are_free(beside: Callable[..., Path]) -> None:
    """The same organisation may be bought twice under two names, and from a folder below."""
    text = SMALL + BUYS.replace("reports_to", "prefix: x_, reports_to") + BUYS.partition("\n")[2]
    base = load_design(beside(text)).baseline
    assert {"x_boss", "other-boss"} < set(base.posts)
    assert base.teams["x_pay"].owner == "x_pm-pay"


def test_what_is_said_of_theirs_here_counts(beside: Callable[..., Path]) -> None:
    """A value laid over on the command line holds for what is acquired too."""
    found = load_design(beside(SMALL + BUYS), ["teams.other-pay.engineers=9", "posts.other-boss.fte=0.5"])
    assert found.final.teams["other-pay"].engineers == 9
    assert (found.final.posts["other-boss"].fte, found.final.posts["other-boss"].reports_to) == (0.5, "vp")


def test_the_file_is_sought_beside_the_one_that_names_it(write: Write, tmp_path: Path) -> None:
    """A design in the folder above finds what its baseline finds."""
    below = tmp_path / "below"
    below.mkdir()
    (below / "other.yaml").write_text(OTHER, encoding="utf-8")
    (below / "today.yaml").write_text(SMALL + BUYS, encoding="utf-8")
    assert "other-boss" in load_design(write("extends: below/today.yaml\n")).final.posts


def test_nothing_removed_comes_back(beside: Callable[..., Path]) -> None:
    """Posts that their file takes out again, and ties of theirs that are none, are not brought."""
    beside(OTHER, "bigger.yaml")
    other = "extends: bigger.yaml\nposts: {helper: null}\nties: {dotted: null}\n"
    assert "other-helper" not in load_design(beside(SMALL + BUYS, other=other)).baseline.posts
    other = OTHER.replace("helper:  {role: pm, reports_to: boss, helps: lend}", "helper: null").partition("ties:")[0]
    assert "other-helper" not in load_design(beside(SMALL + BUYS, other=other)).baseline.posts


def test_what_stays_behind_is_told(beside: Callable[..., Path]) -> None:
    """Practices, roles, events and changes of theirs are not ours: a warning at the event, once."""
    other = OTHER + "governance: {raters: [helper]}\nroles: {pm: {salary: 1}}\nchanges:\n  - posts: {helper: null}\n"
    (warning,) = load_design(beside(SMALL + BUYS, other=other)).warnings
    assert warning.code == "W406"
    assert warning.message.endswith(
        "other.yaml only domains, teams, posts and ties come along, not changes, governance, roles"
    )
    assert warning.where().endswith("design.yaml:26:60")


BROKEN = {
    "no organisation": (BUYS.replace("organisation: other.yaml, ", ""), "E201 events[0]", "missing 'organisation'"),
    "nobody to report to": (BUYS.replace(", reports_to: vp", ""), "E201 events[0]", "missing 'reports_to'"),
    "reporting to nothing": (BUYS.replace("vp", '""'), "E208 events[0].reports_to", "an id is letters, digits, "),
    "an unknown file": (
        BUYS.replace("other.yaml", "othr.yaml"),
        "E324 events[0].organisation",
        "did you mean 'other.yaml'?",
    ),
    "a file elsewhere": (
        BUYS.replace("other.yaml", "../other.yaml"),
        "E323 events[0].organisation",
        "is outside the folder",
    ),
    "a folder": (BUYS.replace("other.yaml", "."), "E3", "events[0].organisation"),
    "a number for a file": (
        BUYS.replace("other.yaml", "5"),
        "E321 events[0].organisation",
        "expected the name of a file",
    ),
    "a list for a file": (BUYS.replace("other.yaml", "[a, b]"), "E321 events[0].organisation", "name of a file"),
    "an endless name": (BUYS.replace("other.yaml", "o" * 3000), "E324 events[0].organisation", "there is no file"),
    "an unknown superior": (BUYS.replace("vp", "vpp"), "E301 events[0].reports_to", "did you mean 'vp'?"),
    "a superior that is a list": (BUYS.replace("vp", "[vp]"), "E203 events[0].reports_to", "expected text"),
    "a bad prefix": (BUYS.replace("reports_to", 'prefix: "a b", reports_to'), "E208 events[0].prefix", '"a b"'),
    "an endless prefix": (
        BUYS.replace("reports_to", f"prefix: {'a' * 99}, reports_to"),
        "E208 events[0].prefix",
        "aaa",
    ),
    "a number for a prefix": (BUYS.replace("reports_to", "prefix: 5, reports_to"), "E203 events[0].prefix", "text"),
    "beyond the horizon": (BUYS.replace("quarter: 2", "quarter: 12"), "E327 events[0].quarter", "after 12 quarters"),
    "no time": (BUYS.replace("quarter: 2", "quarter: soon"), "E203 events[0].quarter", "whole number"),
    "itself": (BUYS.replace("other.yaml", "design.yaml"), "E322 events[0].organisation", "acquires itself"),
    "twice under one name": (
        BUYS + BUYS.partition("\n")[2],
        "E329 events[1].organisation",
        "there already is a domain 'other-pay'",
    ),
    "one of their own": (BUYS.replace("vp", "other-pm-pay"), "E310", "reporting cycle"),
    "a wrong kind": ("events: [{kind: [acquisition]}, 3, {kind: {}}]\n", "E203 events[0].kind", "acquisition"),
}


@pytest.mark.parametrize(("text", "place", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_acquisitions_say_what_is_wrong(
    beside: Callable[..., Path], text: str, place: str, message: str
) -> None:
    """Each mistake is named at its place in the file, and is the only one."""
    found = problems_of(beside(SMALL + text))
    assert any(place in line and message in line for line in found), found
    assert all("design.yaml:" in line for line in found), found
    if message not in (
        "acquisition",
        "missing 'reports_to'",
    ):  # a kind that is none and a name that is none are wrong in two ways
        assert len(found) == 1, found


BROKEN_OTHERS = {
    "no posts": (OTHER.partition("posts:")[0] + "posts: null\n", "E328 events[0].organisation", "nobody to acquire"),
    "posts that are a number": (OTHER.partition("posts:")[0] + "posts: 5\n", "E328 events[0].organisation", "other.yaml has no posts"),
    "a list": ("- 1\n", "other.yaml:1:1: E105", "a scenario is a mapping"),
    "nothing": ("", "other.yaml:1:1: E105", "a scenario is a mapping"),
    "no text": ("name: {x\n", "E103", "this is not YAML"),
    "a post that is a number": (OTHER.replace("{role: cpo}", "5"), "E203 posts.other-boss", "expected a mapping, got 5"),
    "a role of their own": (OTHER.replace("role: cpo", "role: boss"), "other.yaml:11:19: E301 posts.other-boss.role", "no role 'boss'"),
    "an objective of their own": (OTHER.replace("interest: {trust: 1}", "interest: {fame: 1}"), "other.yaml:5:", "no objective 'fame'"),
    "a name too long": (OTHER.replace("helper", "h" * 60), "E208", "other-hhh"),
    "an unknown superior": (OTHER.replace("reports_to: boss, helps", "reports_to: bos, helps"), "other.yaml:14:", "no post 'other-bos'"),
    "ties to nobody": (OTHER.replace("[pm-pay, pm-lend]", "[pm-x]"), "other.yaml:16:", "there is no post 'other-pm-x'"),
    "ties of no kind": (OTHER.replace("[pm-pay, pm-lend]", "7"), "E203 ties.dotted.other-helper", "expected a mapping"),
    "a cycle of files": ("extends: design.yaml\n", "other.yaml:1:10: E322", "design.yaml -> other.yaml -> design.yaml"),
}  # fmt: skip


@pytest.mark.parametrize(("other", "place", "message"), BROKEN_OTHERS.values(), ids=BROKEN_OTHERS.keys())
def test_broken_organisations_say_what_is_wrong(
    beside: Callable[..., Path], other: str, place: str, message: str
) -> None:
    """What is wrong with the organisation that is acquired is named in its own file, or at the event."""
    found = problems_of(beside(SMALL + BUYS, other=other))
    assert any(place in line and message in line for line in found), found


def test_a_cycle_is_found_in_every_design(beside: Callable[..., Path]) -> None:
    """An organisation that extends its acquirer is refused in what extends the acquirer, too."""
    beside(SMALL + BUYS, "today.yaml")
    found = problems_of(beside("extends: today.yaml\nname: b\n", other="extends: today.yaml\n"))
    assert "today.yaml -> other.yaml -> today.yaml" in found[0]


def test_a_name_that_is_there_already(beside: Callable[..., Path]) -> None:
    """A post of ours that is called as one of theirs would be is not replaced: the event needs another prefix."""
    found = problems_of(beside(SMALL + "  other-boss: {role: pm, reports_to: vp}\n" + BUYS))
    assert len(found) == 1
    assert "E329 events[0].organisation: there already is a post 'other-boss': give the event a `prefix`" in found[0]


def test_a_file_name_that_cannot_begin_a_name(write: Write) -> None:
    """A file with a blank in its name needs a prefix, and one sentence says so; with one it is as good as any."""
    write(OTHER, "the other.yaml")
    text = SMALL + BUYS.replace("other.yaml", "the other.yaml")
    found = problems_of(write(text))
    assert len(found) == 1
    assert "E329 events[0].organisation" in found[0]
    assert "give the event a `prefix`" in found[0]
    assert "o-boss" in load_design(write(text.replace("quarter: 2", "prefix: o-, quarter: 2"))).baseline.posts


# Layoffs

LAYS_OFF = "events:\n  - {kind: layoff, quarter: 2, "
COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 60), min_size=1, max_size=12)
SHARES = st.floats(0.0, 1.0)


@given(COUNTS, SHARES)
def test_a_share_of_all_together_goes(teams: dict[str, int], share: float) -> None:
    """The total is the nearest whole number, as far as everybody keeps one; nobody gains, and who has more keeps no fewer."""
    kept = fewer(teams, share)
    assert kept.keys() == teams.keys()
    assert sum(kept.values()) == max(len(teams), round(sum(teams.values()) * (1.0 - share)))
    assert all(1 <= kept[team] <= number for team, number in teams.items())
    ordered = sorted(teams, key=teams.__getitem__)
    assert all(kept[a] <= kept[b] + (teams[a] == teams[b]) for a, b in pairwise(ordered))


@given(COUNTS, SHARES)
def test_every_team_keeps_its_part(teams: dict[str, int], share: float) -> None:
    """Where no team is too small for its part every one keeps it to less than one engineer, up to rounding of the total."""
    part = round(sum(teams.values()) * (1.0 - share)) / sum(teams.values())
    kept = fewer(teams, share)
    if all(number * part >= 1.0 for number in teams.values()):
        assert all(abs(kept[team] - number * part) < 1.0 for team, number in teams.items())


@pytest.mark.parametrize(
    ("teams", "share", "kept"),
    [
        ({"a": 7, "b": 7, "c": 7}, 0.1, [7, 6, 6]),  # 18.9 of 21, 6.3 each: two go, and the first by name keeps
        ({"a": 10, "b": 5}, 0.2, [8, 4]),
        ({"a": 10, "b": 5}, 1.0, [1, 1]),
        ({"a": 10, "b": 5}, 0.0, [10, 5]),
        ({"a": 2, "b": 3, "c": 3, "d": 3}, 0.55, [1, 2, 1, 1]),  # 5 of 11: 0.9, which is 1, and 4/3 each
        ({}, 0.5, []),
    ],
)
def test_head_counts_by_hand(teams: dict[str, int], share: float, kept: list[int]) -> None:
    """Largest remainders, names in order where they are the same."""
    assert list(fewer(teams, share).values()) == kept


def test_a_share_goes_in_its_week(write: Write) -> None:
    """A third of 42 engineers is 28 of 42; a team that does not say its head-count has the usual 7 and loses as many."""
    text = SMALL.replace("search-a:  {domain: search, engineers: 7,", "search-a:  {domain: search,")
    found = load_design(write(text + LAYS_OFF + "week: 1, share: 0.3333}\n"))
    assert [(stage.week, stage.name) for stage in found.stages] == [(0, "baseline"), (79, "layoff")]
    assert [sum(stage.values()) for stage in engineers(found)] == [42, 28]
    assert max(engineers(found)[1].values()) == 5


def test_a_domain_alone_lays_off(write: Write) -> None:
    """A layoff of one domain takes its share there, and nobody anywhere else."""
    found = load_design(write(SMALL + LAYS_OFF + "share: 0.5, domain: cloud}\n"))
    assert engineers(found)[1] == {
        "search-a": 7, "search-b": 7, "billing-a": 7, "billing-b": 7, "cloud-a": 4, "cloud-b": 3,
    }  # fmt: skip


CLOSING = (
    SMALL
    + """
  lead: {role: gpm, reports_to: dir-b}
  pool-1: {role: ppm, reports_to: vp, desk: pool}
  pool-2: {role: ppm, reports_to: vp, desk: pool}
ties:
  dotted: {dir-b: [pm-1], pm-1: [dir-b, pm-2], pm-3: [dir-b]}
  working: {pm-2: {dir-b: 2.0, pm-4: 3.0}}
governance:
  raters: [dir-b, pool-1, pool-2]
  investment_review: [pool-1]
  forums:
    three: {members: [pm-1, pm-4, dir-b]}
    two: {members: [dir-b, pm-2]}
    chaired: {members: [pm-1, pm-2], chair: dir-b}
    theirs: {members: [pm-1, pm-2]}
"""
)


def test_closed_posts_leave_no_trace(write: Write) -> None:
    """Reports and products go one level up; ties, raters, reviews, forums and shared desks lose who is gone."""
    closes = LAYS_OFF + "posts: [dir-b, pm-4, lead, pool-1]}\n"
    found = load_design(write(CLOSING + closes))
    before, after = found.baseline, found.final
    assert set(before.posts) - set(after.posts) == {"dir-b", "pm-4", "lead", "pool-1"}
    assert [after.posts[name].reports_to for name in ("pm-5", "pm-6", "pm-1")] == ["vp", "vp", "dir-a"]
    assert after.teams["billing-b"].owner == "vp"  # pm-4 and dir-b above go together
    assert {name: team.engineers for name, team in after.teams.items()} == engineers(found)[0]
    assert after.ties.dotted == {"pm-1": {"pm-2": 1.0}, "pm-3": {}}
    assert after.ties.working == {"pm-2": {}}
    assert after.governance.raters == ["pool-2"]
    assert after.governance.investment_review == []
    assert after.governance.forums == {"theirs": before.governance.forums["theirs"]}
    assert after.posts["pool-2"].desk == "pool"
    build(found)


def test_a_forum_of_two_goes_on(write: Write) -> None:
    """A forum that keeps two members keeps its hours, too."""
    found = load_design(write(CLOSING + LAYS_OFF + "posts: [pm-4]}\n")).final
    assert found.governance.forums["three"].members == ["pm-1", "dir-b"]
    assert found.ties.working == {"pm-2": {"dir-b": 2.0}}


def test_the_head_goes(write: Write) -> None:
    """Without anybody above, reports are roots and a product is nobody's: doubtful, and allowed."""
    text = SMALL.replace("owner: pm-1}", "owner: vp}")
    found = load_design(write(text + LAYS_OFF + "posts: [vp]}\n"))
    assert [found.final.posts[name].reports_to for name in ("dir-a", "dir-b")] == [None, None]
    assert found.final.teams["search-a"].owner is None
    assert {warning.code for warning in found.warnings} >= {"W401", "W404"}


def test_a_layoff_works_on_the_organisation_as_it_is_then(write: Write) -> None:
    """What a change of before or of the same week has done is what is cut; what comes later is laid over what is left."""
    changes = "changes:\n  - {quarter: 1, teams: {search-a: {engineers: 17}}, posts: {pm-1: {reports_to: dir-b}}}\n"
    changes += "  - {quarter: 2, name: more, teams: {search-b: {engineers: 27}}}\n"
    changes += "  - {quarter: 3, teams: {cloud-b: {engineers: 9}}}\n"
    found = load_design(write(SMALL + LAYS_OFF + "share: 0.5, posts: [dir-b]}\n" + changes))
    assert [stage.name for stage in found.stages] == ["baseline", "change", "more, layoff", "change"]
    assert sum(engineers(found)[2].values()) == (17 + 27 + 4 * 7) // 2
    assert (engineers(found)[2]["search-a"], engineers(found)[3]["cloud-b"]) in ((8, 9), (9, 9))
    assert found.final.posts["pm-1"].reports_to == "vp"


def test_a_design_has_already_closed_the_post(write: Write) -> None:
    """What the layoff would close is gone: nothing is left to do, and nothing comes back."""
    changes = "changes:\n  - posts: {pm-1: null}\n    teams: {search-a: {owner: pm-2}}\n"
    found = load_design(write(SMALL + LAYS_OFF + "posts: [pm-1]}\n" + changes))
    assert "pm-1" not in found.final.posts
    assert found.final.teams["search-a"].owner == "pm-2"
    assert not found.warnings


def test_a_layoff_reaches_what_was_acquired(beside: Callable[..., Path]) -> None:
    """Their teams and posts are named as they are called among ours; what both say of one week happens in that order."""
    layoff = "  - {kind: layoff, quarter: 2, week: 3, share: 0.5, domain: other-pay, posts: [other-boss]}\n"
    found = load_design(beside(SMALL + BUYS + layoff))
    assert [stage.name for stage in found.stages] == ["baseline", "acquisition of other, layoff"]
    assert (found.final.teams["other-pay"].engineers, found.final.teams["other-lend"].engineers) == (2, 7)
    assert found.final.posts["other-pm-pay"].reports_to == "vp"


def test_nobody_is_let_go_before_being_acquired(beside: Callable[..., Path]) -> None:
    """A layoff of all takes nobody from a company that is acquired later, and its share once it is."""
    for quarter, left in ((1, [5, 7]), (2, [5, 7]), (3, [2, 3])):  # 2.5 and 3.5; equal halves go by name
        layoff = f"  - {{kind: layoff, quarter: {quarter}, share: 0.5}}\n"
        found = load_design(beside(SMALL + BUYS + layoff)).final.teams
        assert [found[name].engineers for name in ("other-pay", "other-lend")] == left, quarter
        assert max(team.engineers for name, team in found.items() if not name.startswith("other")) == 4


BROKEN_LAYOFFS = {
    "an unknown post": ("posts: [dir-a, dir-x]}\n", "E301 events[0].posts[1]", "did you mean 'dir-b'?"),
    "more than all": ("share: 2}\n", "E204 events[0].share", "at most 1, got 2"),
    "less than nothing": ("share: -0.5}\n", "E204 events[0].share", "at least 0"),
    "text for a share": ("share: half}\n", "E203 events[0].share", "expected a number"),
    "a yes for a share": ("share: true}\n", "E203 events[0].share", "expected a number"),
    "nothing to do": ("week: 1}\n", "E201 events[0]", "missing 'share' or 'posts'"),
    "posts that are a number": ("posts: 5}\n", "E203 events[0].posts", "expected a list"),
    "posts that are text": ("posts: pm-1}\n", "E203 events[0].posts", "expected a list"),
    "posts that are a mapping": ("posts: {pm-1: null}}\n", "E203 events[0].posts", "expected a list"),
    "a post that is a list": ("posts: [[pm-1], pm-2]}\n", "E203 events[0].posts[0]", "expected text"),
    "an unknown domain": ("share: 0.1, domain: serch}\n", "E301 events[0].domain", "did you mean 'search'?"),
    "a domain that is a list": ("share: 0.1, domain: [search]}\n", "E203 events[0].domain", "expected text"),
    "beyond the horizon": ("week: 1, share: 0.1}\nhorizon: {quarters: 2}\n", "E327 events[0].quarter", "after 2"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "message"), BROKEN_LAYOFFS.values(), ids=BROKEN_LAYOFFS.keys())
def test_broken_layoffs_say_what_is_wrong(write: Write, text: str, place: str, message: str) -> None:
    """Each mistake is named at its place in the file, and is the only one."""
    found = problems_of(write(SMALL + LAYS_OFF + text))
    assert len(found) == 1, found
    assert "design.yaml:" in found[0]
    assert place in found[0]
    assert message in found[0]


ODD = {
    "posts": {"a": {"reports_to": ["b"]}, "b": 3, "c": {"reports_to": "d"}, "d": {"reports_to": "c"}, "e": None},
    "teams": {"t": {"owner": ["a"], "engineers": "x"}, "u": None, "v": {"owner": "c", "engineers": -3}, "w": 5},
    "ties": {"dotted": {"a": [["c"], "c", None], "b": {"c": None}, "c": 5}, "working": 7, "odd": {"d": "c"}},
    "governance": {"raters": [["c"], "c"], "investment_review": "c", "forums": {"f": 3, "g": {"members": "c", "chair": []}}},
}  # fmt: skip


@pytest.mark.parametrize("posts", [["c", "d"], ["b", "e", 3, None], "c", 5, None, {"c": 1}])
@pytest.mark.parametrize("share", [0.5, "x", None, True, float("nan"), [1]])
def test_nothing_crashes_on_what_nobody_has_checked(posts: object, share: object) -> None:
    """Layoffs and acquisitions are worked out before anything is checked: whatever a file holds must come through."""
    let_go(Document(ODD), {"posts": posts, "share": share, "domain": ["a"]})
    let_go(Document({"posts": [1], "teams": "x", "ties": 5, "governance": []}), {"posts": posts, "share": share})
    with_prefix(Document(ODD), "x-")
    with_prefix(Document({"posts": [1], "teams": "x", "ties": [], "domains": None}), "x-")


def test_a_circle_of_closed_posts_has_no_heir() -> None:
    """A reporting line that turns in a circle is told elsewhere; here it only must end."""
    assert heir({"a": {"reports_to": "b"}, "b": {"reports_to": "a"}}, "a", {"a", "b"}) is None
    assert heir({"a": {"reports_to": "b"}, "b": {"reports_to": "c"}, "c": {}}, "a", {"a", "b"}) == "c"
    assert heir({"a": {}}, "a", {"a"}) is None


@pytest.mark.parametrize("events", ["5", "{a: 1}", "[null]", "[[]]", "acquisition", "[{kind: null}]", "[{}]"])
def test_events_of_no_kind_are_told(write: Write, events: str) -> None:
    """A section that is no list of events is an error with its place."""
    found = problems_of(write(SMALL + f"events: {events}\n"))
    assert all("design.yaml:25:" in line for line in found)
