"""Input that nobody writes by accident: odd types, odd names, odd sizes; each is a problem with its place, never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from tests.conftest import SMALL, Write
from tests.unit.scenario.test_broken_input import problems_of

from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.checks import check
from orgsim.scenario.design import load_design
from orgsim.scenario.ladder.in_design import checked_levels
from orgsim.scenario.problems import ScenarioError

MANY_DIGITS = "9" * 401

ODD = {
    "a superior that is a list": (
        SMALL.replace("reports_to: dir-a}\n  pm-2", "reports_to: [dir-a, x]}\n  pm-2"),
        "E203 posts.pm-1.reports_to",
    ),
    "a domain that is a list": (
        SMALL.replace("{domain: search, engineers: 7, owner: pm-1}", "{domain: [search], owner: pm-1}"),
        "E203 teams.search-a.domain",
    ),
    "an owner that is a mapping": (SMALL.replace("owner: pm-1", "owner: {a: 1}"), "E203 teams.search-a.owner"),
    "a tie to a list": (SMALL + "ties: {dotted: {vp: [[x]]}}\n", "E203 ties.dotted.vp"),
    "many digits": (SMALL + f"horizon: {{quarters: {MANY_DIGITS}}}\n", ":25:21: E211"),
    "hours of many digits": (SMALL + f"roles: {{pm: {{hours: {{desk: {MANY_DIGITS}}}}}}}\n", ":25:28: E211"),
    "a number that Python does not print": (SMALL + f"description: 0x{'f' * 9000}\n", "E211"),
    "half a character": (SMALL.replace("name: small", 'name: "\\uD800"'), ":2:7: E107"),
    "a zero in a name": (SMALL.replace("name: small", 'name: "a\\0b"'), ":2:7: E107"),
    "what merges itself": ("a: &a {<<: *a}\n", ":1:1: E103"),
    "a number alone": ("42\n", "E105"),
    "an id twice": (SMALL + '  1: {role: pm}\n  "1": {role: pm}\n', ":26:3: E102"),
    "an id that is nothing": (SMALL + "  ~: {role: pm}\n", "E106"),
    "an id that is true": (SMALL + "  true: {role: pm}\n", "E106"),
    "a tie with two weights": (
        SMALL + "ties:\n  dotted:\n    vp: {pm-1: 1.0}\n    pm-1: {vp: 0.1}\n",
        ":28:16: E314 ties.dotted.pm-1.vp",
    ),
    "a tie of no number": (SMALL + "ties: {working: {pm-1: {vp: .nan}}}\n", "E210 ties.working.pm-1.vp"),
    "a file without objectives": (SMALL.replace("objectives: {growth: 5", "x: {growth: 5"), ":1:1: E201"),
    "hours of which few are stated": (
        SMALL + "roles: {pm: {hours: {desk: 39}}}\n",
        "what is not said here is inherited",
    ),
    "an event after the end": (
        SMALL + "events:\n  - {kind: hiring_freeze, quarter: 12}\n",
        ":26:36: E327 events[0].quarter",
    ),
    "a departure from no post": (SMALL + "events: [{kind: departure, post: pm-x}]\n", "E301 events[0].post"),
    "a departure of nobody": (SMALL + "events: [{kind: departure}]\n", "E201 events[0]"),
    "a shift of one objective": (
        SMALL + "events: [{kind: strategy_shift, objectives: [growth]}]\n",
        "E209 events[0].obj",
    ),
    "a surge in no domain": (SMALL + "events: [{kind: demand_surge, domain: serch}]\n", "did you mean 'search'?"),
    "events that are no list": (SMALL + "events: {kind: departure}\n", "E203 events"),
    "events of lists": (SMALL + "events: [[departure]]\n", "E203 events[0]"),
    "a kind that is a list": (SMALL + "events: [{kind: [departure], post: {a: 1}}]\n", "E203 events[0].kind"),
    "governance that is a list": (SMALL + "governance: [forums]\n", "E203 governance"),
    "forums that are a list": (SMALL + "governance: {forums: [x]}\n", "E203 governance.forums"),
    "a forum of lists": (
        SMALL + "governance: {forums: {f: {members: [[vp], vp]}}}\n",
        "E203 governance.forums.f.members",
    ),
    "an unknown member": (
        SMALL + "governance: {forums: {f: {members: [vp, dir-x]}}}\n",
        "E301 governance.forums.f.members[1]",
    ),
    "an unknown chair": (
        SMALL + "governance: {forums: {f: {chair: cp, members: [vp, dir-a]}}}\n",
        "E301 governance.forums.f.chair",
    ),
    "raters that are a name": (SMALL + "governance: {raters: vp}\n", "E203 governance.raters"),
    "a rater twice": (SMALL + "governance: {raters: [vp, vp]}\n", "E315 governance.raters[1]"),
    "a ladder that is a number": (SMALL + "ladder: 42\n", "E203 ladder"),
    "a ladder that is not there": (SMALL + "ladder: nowhere\n", "E325"),
    "a ladder of an endless name": (SMALL + f"ladder: {'x' * 5000}\n", "E325"),
    "a ladder outside the folder": (SMALL + "ladder: ../x.yaml\n", "E325"),
    "a level that is a list": (
        SMALL.replace("vp:    {role: cpo}", "vp: {role: cpo, level: [a]}"),
        "E203 posts.vp.level",
    ),
    "a base of an endless name": (f"extends: {'x' * 5000}\n", "E324"),
    "a base with a zero": ('extends: "a\\0b.yaml"\n', "E107"),
}


@pytest.mark.parametrize(("text", "place"), ODD.values(), ids=ODD.keys())
def test_odd_input_is_a_problem_with_a_place(write: Write, text, place):
    """Whatever is in a file, what is said of it names the file, the line and what is wrong."""
    found = problems_of(write(text))
    assert any(place in line for line in found), found
    assert all("design.yaml:" in line for line in found), found


def test_a_tie_may_be_stated_twice_with_one_weight(write: Write):
    """Both ends may say the same."""
    load_design(write(SMALL + "ties: {dotted: {vp: {pm-1: 0.5}, pm-1: {vp: 0.5}}}\n"))


@pytest.mark.parametrize("date", ["quarter: 12", "quarter: 11, week: 13"])
def test_a_change_after_the_end_is_refused(write: Write, date):
    """A change that the run ends before is a slip, and told with its line."""
    text = "extends: small.yaml\nchanges:\n  - {" + date + ", posts: {pm-6: {fte: 0.5}}}\n"
    found = problems_of(write(text))
    assert len(found) == 1
    assert "design.yaml:3:" in found[0]
    assert "E327 changes: the run ends after 12 quarters" in found[0]


def test_a_departure_may_be_from_a_post_that_a_change_opens(write: Write):
    """An event is the same in every design; its post may come later."""
    event = "events: [{kind: departure, post: pm-7, quarter: 3}]\n"
    change = "changes: [{posts: {pm-7: {role: pm, reports_to: dir-a}}}]\n"
    load_design(write("extends: small.yaml\n" + event + change))


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("parameters.delivery.size_exponent=99", "--set parameters.delivery.size_exponent: E204"),
        ("posts.pm-1.rle=pm", "--set posts.pm-1.rle: E101"),
        (f"horizon.quarters={MANY_DIGITS}", "--set horizon.quarters: E211"),
        ("horizon.quarters=[", "--set horizon.quarters: E103"),
        (".".join("a" * 1000) + "=1", "expected KEY.PATH=VALUE"),
        ("ladder=nowhere", "E325"),
    ],
)
def test_what_is_wrong_with_a_setting_names_the_setting(write: Write, setting, said):
    """A value of the command line has no line in a file; its key is its place."""
    found = problems_of(write(SMALL), setting)
    assert any(said in line for line in found), found


def test_a_setting_can_name_a_ladder(write: Write):
    """A ladder laid over from the command line replaces that of the file."""
    design = load_design(write(SMALL + "ladder: {name: own}\n"), ["ladder=gitlab-2022"])
    assert design.baseline.ladder["name"] != "own"


def test_a_ladder_replaces_that_of_the_base(write: Write, tmp_path):
    """Two ladders are never mixed."""
    level = "{title: L, track: t, rung: 1}"
    (tmp_path / "one.yaml").write_text(f"tracks: {{t: {{title: T}}}}\nlevels: {{a: {level}}}\n", encoding="utf-8")
    (tmp_path / "two.yaml").write_text(f"tracks: {{t: {{title: T}}}}\nlevels: {{b: {level}}}\n", encoding="utf-8")
    write(SMALL + "ladder: one.yaml\n", "base.yaml")
    design = load_design(write("extends: base.yaml\nladder: two.yaml\n"))
    assert list(design.baseline.ladder["levels"]) == ["b"]
    assert design.baseline.ladder["name"] == "two"


def levels_of(path):
    """Return the problems of a design with its ladder, as lines of text."""
    with pytest.raises(ScenarioError) as caught:
        checked_levels(load_design(path))
    return [problem.text() for problem in caught.value.problems]


LADDER = "tracks: {t: {title: T}}\nlevels:\n  a: {title: A, track: t, rung: 1}\n"


@pytest.mark.parametrize(
    ("ladder", "place"),
    [
        (LADDER.replace("track: t", "track: u"), "ladder.yaml:3:24: E301 levels.a.track"),
        (LADDER.replace("rung: 1", "rung: [1]"), "ladder.yaml:3:27: E203 levels.a.rung"),
        (LADDER + "policy: {name: merit, settings: {nothing: 1}}\n", "ladder.yaml:4:1: E212 ladder.policy"),
        (LADDER + "policy: {name: merit, settings: {panel_noise: [1]}}\n", "E203 policy.settings.panel_noise"),
        (LADDER + "policy: {name: mrit}\n", "ladder.yaml:4:16: E301 policy.name"),
        ("levels: 3\n", "ladder.yaml:1:9: E203 levels"),
        ("- 1\n", "ladder.yaml:1:1: E105"),
        ("a: [\n", "ladder.yaml:2:1: E103"),
    ],
)
def test_a_broken_ladder_is_named_with_its_own_file(write: Write, tmp_path, ladder, place):
    """What is wrong in a ladder stands in the ladder's file, not in the scenario's."""
    (tmp_path / "ladder.yaml").write_text(ladder, encoding="utf-8")
    found = levels_of(write(SMALL + "ladder: ladder.yaml\n"))
    assert any(place in line for line in found), found


def test_an_unknown_level_is_named_with_its_place(write: Write, tmp_path):
    """A post's level must be on the ladder; without a ladder it means nothing."""
    (tmp_path / "ladder.yaml").write_text(LADDER, encoding="utf-8")
    text = SMALL.replace("vp:    {role: cpo}", "vp: {role: cpo, level: aa}")
    assert (
        "design.yaml:16:26: E301 posts.vp.level: there is no level 'aa' (did you mean 'a'?)"
        in (levels_of(write(text + "ladder: ladder.yaml\n"))[0])
    )
    assert [problem.code for problem in checked_levels(load_design(write(text)))] == ["W405"]


def test_checking_a_ladder_needs_no_engine(write: Write):
    """Checking is quick: nothing is compiled, and nothing that compiles is imported."""
    path = write(SMALL + "ladder: gitlab-2022\n")
    program = (
        "import sys; from orgsim.cli.commands import validate_; from pathlib import Path\n"
        f"validate_._problems(Path({str(path)!r}), ())\n"
        "sys.exit('numba' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_is_no_file_is_called_what_it_is(tmp_path):
    """A device, a pipe and links in a circle do not 'not exist'."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "is a device or a pipe, not a file" in problems_of(tmp_path / "pipe")[0]
    assert "is a device or a pipe, not a file" in problems_of("/dev/null")[0]
    assert "is a link that leads nowhere" in problems_of(tmp_path / "a")[0]
    assert "cannot be read" in problems_of(tmp_path / ("x" * 300))[0]


def test_a_long_chain_of_files_is_refused(write: Write, tmp_path):
    """Files that extend files that extend files end somewhere."""
    for number in range(30):
        (tmp_path / f"f{number}.yaml").write_text(f"extends: f{number + 1}.yaml\n", encoding="utf-8")
    assert "E326" in problems_of(tmp_path / "f0.yaml")[0]


def test_too_many_direct_reports_are_refused(write: Write):
    """Peers meet in pairs; 5,000 direct reports would be 12 million pairs."""
    posts = {"vp": {"role": "cpo"}, **{f"p{n}": {"role": "pm", "reports_to": "vp"} for n in range(5000)}}
    found = [problem for problem in check({"posts": posts}) if problem.code == "E207"]
    assert [problem.path for problem in found] == [("posts", "vp")]
    assert "'vp' has 5,000 direct reports: 12,497,500 pairs" in found[0].message


def test_pairs_within_three_levels_are_counted():
    """Two directors with three reports each: 1 + 3 + 3 siblings and 9 pairs of cousins."""
    from orgsim.scenario.checks import _near_pairs

    below = {"vp": ["a", "b"], "a": ["a1", "a2", "a3"], "b": ["b1", "b2", "b3"]}
    assert _near_pairs(below) == 7 + 9


def test_checks_take_steps_in_proportion_to_the_posts():
    """Twice the posts, most of them wrong, take twice the steps: a chain of managers, detached posts, unknown roles."""
    roles = {f"role{n}": {} for n in range(100)}
    steps = {}
    for size in (1000, 2000, 4000):
        posts = {f"p{n}": {"role": f"r{n}", "reports_to": f"p{n - 1}", "detached": n % 2 == 0} for n in range(size)}
        steps[size] = lines_run(lambda posts=posts: check({"posts": posts, "roles": roles}))
    assert steps[4000] - steps[2000] < 2.5 * (steps[2000] - steps[1000])  # 4 times, were they compared in pairs


def lines_run(function: Callable[[], object]) -> int:
    """Return how many lines of Python a call runs, whatever the machine does besides."""
    count = 0

    def step(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("seeds: [-1]", "batch.yaml:2:9: E204 seeds[0]: must be at least 0, got -1"),
        ("seeds: [1, 2, 1]", "batch.yaml:2:15: E315 seeds[2]: the seed 1 is listed twice"),
        ("seeds: [18446744073709551616]", "E204 seeds[0]: must be at most"),
        (
            "settings: {a: {demand.overlap: [1]}}",
            "batch.yaml:2:16: E203 settings.a.demand.overlap: expected a number, text",
        ),
        ("settings: {a: {demand.overlap: .nan}}", "E203 settings.a.demand.overlap"),
        ("settings: {a: 3}", "E203 settings.a: expected a mapping"),
    ],
)
def test_broken_batches_say_what_is_wrong(tmp_path, line, place):
    """Seeds have bounds and are different; a setting is one value."""
    path = tmp_path / "batch.yaml"
    (tmp_path / "a.yaml").write_text("name: a\n", encoding="utf-8")
    path.write_text(f"designs: [a.yaml]\n{line}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_batch(path)
    found = [problem.text() for problem in caught.value.problems]
    assert len(found) == 1
    assert place in found[0]


def test_the_largest_seed_is_a_seed(tmp_path):
    """Seeds go up to 2**64 - 1."""
    path = tmp_path / "batch.yaml"
    (tmp_path / "a.yaml").write_text("name: a\n", encoding="utf-8")
    path.write_text("designs: [a.yaml]\nseeds: [0, 18446744073709551615]\n", encoding="utf-8")
    assert load_batch(path).batch.seeds == [0, 2**64 - 1]
