"""Broken input of every kind: a sentence with its place, never a traceback."""

import pytest
from tests.conftest import SMALL, Write

from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError


def problems_of(path, *settings):
    """Return the problems of a file as lines of text."""
    with pytest.raises(ScenarioError) as caught:
        load_design(path, settings)
    return [problem.text() for problem in caught.value.problems]


BROKEN = {
    "a tab": ("name: x\n\tteams: {}\n", ":2:1: E103", "a tab; YAML is indented with spaces"),
    "an unclosed brace": (
        "name: {x\nteams: 3\n",
        ":2:6: E103",
        "the brace '{' that opens in line 1 is not closed, or a comma",
    ),
    "an unclosed bracket": ("name: x\nteams: [a, b\n", "E103", "the bracket '[' that opens in line 2 is not closed"),
    "an unclosed quotation": ('name: "x\n', "E103", "the quotation mark that opens in line 1 is not closed"),
    "a missing value": ("name: {x:", "E103", "the file ends where a value is expected"),
    "text with a colon": ("name: a: b\n", ":1:8: E103", "check the indentation, or put quotes around text"),
    "a reference to nothing": (
        "name: *x\n",
        "E103",
        "nothing is called '&x'; put quotes around text that begins with '*'",
    ),
    "a sign that no text begins with": ("name: @x\n", ":1:7: E103", "text cannot begin with '@'; put quotes around it"),
    "a key without its colon": ("name: x\nteams\nposts: 3\n", "E103", "a ':' is missing after this key"),
    "a brace too many": ("name: {x: 1}}\n", "E103", "this does not fit what stands above"),
    "two documents": ("name: x\n---\nname: y\n", "E103", "a file holds one document, and '---' begins another"),
    "a repeated key": ("name: a\nname: b\n", ":2:1: E102", "twice"),
    "not a mapping": ("- 1\n- 2\n", ":1:1: E105", "a scenario is a mapping"),
    "an empty file": ("", "E105", "a scenario is a mapping"),
    "a missing section": ("name: x\n", "E201", "missing 'posts'"),
    "an unknown key": (SMALL + "objectivs: {a: 1}\n", ":25:1: E101", "did you mean 'objectives'?"),
    "an unknown nested key": (
        SMALL.replace("engineers: 7, owner: pm-1", "enginers: 7, owner: pm-1"),
        "E101 teams.search-a",
        "did you mean 'engineers'?",
    ),
    "text for a number": (
        SMALL.replace("engineers: 7, owner: pm-1", 'engineers: "seven", owner: pm-1'),
        "E203 teams.search-a.engineers",
        'expected a whole number, got "seven"',
    ),
    "a fraction for a whole number": (
        SMALL.replace("engineers: 7, owner: pm-1", "engineers: 7.5, owner: pm-1"),
        "E203 teams.search-a.engineers",
        "expected a whole number, got 7.5",
    ),
    "a number for a mapping": (
        SMALL.replace("vp:    {role: cpo}", "vp: 3"),
        "E203 posts.vp",
        "expected a mapping, got 3",
    ),
    "too small": (
        SMALL.replace("engineers: 7, owner: pm-1", "engineers: 0, owner: pm-1"),
        "E204",
        "must be at least 1, got 0",
    ),
    "a billion people": (
        SMALL.replace("engineers: 7, owner: pm-1", "engineers: 1000000000, owner: pm-1"),
        "E204 teams.search-a.engineers",
        "must be at most 2000, got 1000000000",
    ),
    "a billion opportunities": (
        SMALL.replace("opportunities_per_week: 3.6", "opportunities_per_week: 1000000000"),
        "E204",
        "must be at most 500",
    ),
    "nobody stays": (
        SMALL + "parameters: {staffing: {attrition_rate: 1}}\n",
        "E204 parameters.staffing.attrition_rate",
        "must be at most 0.99, got 1",
    ),
    "infinity": (SMALL.replace("opportunities_per_week: 3.6", "opportunities_per_week: .inf"), "domains", "inf"),
    "a cycle": (
        SMALL.replace("vp:    {role: cpo}", "vp: {role: cpo, reports_to: dir-a}"),
        "E310",
        "dir-a -> vp -> dir-a",
    ),
    "a self-manager": (
        SMALL.replace("pm-1:  {role: pm, reports_to: dir-a}", "pm-1: {role: pm, reports_to: pm-1}"),
        "E310",
        "pm-1 -> pm-1",
    ),
    "an unknown manager": (
        SMALL.replace("reports_to: dir-a}\n  pm-2", "reports_to: dir-x}\n  pm-2"),
        "E301 posts.pm-1.reports_to",
        "did you mean 'dir-b'?",
    ),
    "an unknown role": (
        SMALL.replace("pm-1:  {role: pm,", "pm-1:  {role: pmm,"),
        "E301 posts.pm-1.role",
        "did you mean 'pm'?",
    ),
    "an unknown owner": (
        SMALL.replace("owner: pm-1}", "owner: pm-9}"),
        "E301 teams.search-a.owner",
        "there is no post 'pm-9'",
    ),
    "an unknown domain": (
        SMALL.replace("domain: search, engineers: 7, owner: pm-1", "domain: serch, owner: pm-1"),
        "E301",
        "did you mean 'search'?",
    ),
    "an unknown objective": (
        SMALL.replace("{growth: 3, retention: 2,", "{grwth: 3, retention: 2,"),
        "E301",
        "did you mean 'growth'?",
    ),
    "a tie to nobody": (
        SMALL + "ties: {dotted: {pm-1: [pm-77]}}\n",
        "E301 ties.dotted.pm-1",
        "there is no post 'pm-77'",
    ),
    "a tie to oneself": (SMALL + "ties: {dotted: {pm-1: [pm-1]}}\n", "E312", "tied to itself"),
    "41 hours": (SMALL + "roles: {pm: {hours: {product: 40}}}\n", "E205", "claims 56 hours of a week of 40"),
    "weights of nothing": (
        SMALL.replace("{growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}", "{growth: 0}"),
        "E206 objectives",
        "above 0",
    ),
    "a bad id": (SMALL.replace("  vp:    {role: cpo}", '  "v p": {role: cpo}'), "E208", "an id is letters, digits"),
    "a wrong right": (SMALL + "roles: {pm: {rights: {fund: decides}}}\n", "E203", "did you mean 'decide'?"),
    "a detached post with a manager": (
        SMALL.replace("pm-6:  {role: pm,", "pm-6:  {detached: true, role: pm,"),
        "E313",
        "no superior",
    ),
    "no objectives": (
        SMALL.replace("{growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}", "{}"),
        "E209",
        "at least one entry",
    ),
}


@pytest.mark.parametrize(("text", "place", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_scenarios_say_what_is_wrong(write: Write, text, place, message):
    """Each kind of mistake is named with its place, what was found and what is allowed."""
    found = problems_of(write(text))
    assert any(place in line and message in line for line in found), found


def test_the_caret_stands_under_the_mistake(write: Write):
    """The excerpt repeats the line and marks the wrong value."""
    path = write(SMALL.replace("engineers: 7, owner: pm-1", 'engineers: "seven", owner: pm-1'))
    with pytest.raises(ScenarioError) as caught:
        load_design(path)
    line, carets = caught.value.problems[0].excerpt().splitlines()
    start = carets.index("^")
    assert line[start:].startswith('"seven"')
    assert carets.count("^") == len("seven")


def test_all_problems_are_told_at_once(write: Write):
    """A wrong type, an unknown key and a cycle in one file are three problems in one go, in the order of the file."""
    text = SMALL.replace("engineers: 7, owner: pm-1", 'engineers: "x", owner: pm-1')
    text = text.replace("vp:    {role: cpo}", "vp: {role: cpo, reports_to: dir-a}") + "colour: red\n"
    found = problems_of(write(text))
    assert [line.split()[1] for line in found] == ["E203", "E310", "E101"]


def test_an_alias_bomb_is_refused(write: Write):
    """Nested aliases that would expand to billions of values are refused quickly."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 11)]
    found = problems_of(write("\n".join(lines) + "\n"))
    assert "expands to more than 500,000 values" in found[0]


def test_deep_nesting_is_refused(write: Write):
    """A thousand brackets are refused with a sentence."""
    found = problems_of(write("name: " + "[" * 1000 + "]" * 1000 + "\n"))
    assert "E10" in found[0]


def test_bytes_that_are_not_text_are_refused(tmp_path):
    """A file that is not UTF-8 is refused with its line."""
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"name: x\n\xff\xfe\n")
    assert ":2:1: E003" in problems_of(path)[0]


def test_missing_files_and_folders(tmp_path):
    """A file that is not there, and a folder in its place, are named."""
    assert "does not exist" in problems_of(tmp_path / "nothing.yaml")[0]
    assert "is a folder" in problems_of(tmp_path)[0]


EXTENDS = {
    "itself": ("extends: design.yaml\n", "E322", "extends itself"),
    "outside the folder": ("extends: ../small.yaml\n", "E323", "outside the folder"),
    "an absolute path": ("extends: /etc/passwd\n", "E323", "outside the folder"),
    "nothing": ("extends: smal.yaml\n", "E324", "did you mean 'small.yaml'?"),
    "a number": ("extends: 3\n", "E321", "name of a file"),
    "a change of an unknown kind": (
        "extends: small.yaml\nchanges:\n  - demand: {overlap: 1}\n",
        "E101",
        "unknown key 'demand'",
    ),
    "a change that removes nothing": (
        "extends: small.yaml\nchanges:\n  - posts: {pm-99: null}\n",
        "E320",
        "no 'pm-99' here",
    ),
    "a change in the wrong quarter": ("extends: small.yaml\nchanges:\n  - quarter: -1\n", "E204", "at least 0"),
    "changes that are no list": ("extends: small.yaml\nchanges: {posts: {}}\n", "E203", "list of changes"),
    "a change that leaves an orphan": (
        "extends: small.yaml\nchanges:\n  - posts: {dir-a: null}\n",
        "E301",
        "'dir-a' closes, and is still named by posts.pm-1.reports_to",
    ),
}


@pytest.mark.parametrize(("text", "code", "message"), EXTENDS.values(), ids=EXTENDS.keys())
def test_broken_alternatives_say_what_is_wrong(write: Write, text, code, message):
    """Mistakes in ``extends`` and ``changes`` are named with the line of the alternative's file."""
    found = problems_of(write(text))
    assert any(code in line and message in line for line in found), found
    assert all("design.yaml:" in line or "(after 'change')" in line for line in found if code in line)


def test_extending_in_a_circle(write: Write, tmp_path):
    """Two files that extend each other are refused."""
    (tmp_path / "other.yaml").write_text("extends: design.yaml\n", encoding="utf-8")
    assert "design.yaml -> other.yaml -> design.yaml" in problems_of(write("extends: other.yaml\n"))[0]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("teams.search-a.engineers", "expected KEY.PATH=VALUE"),
        ("teams.search-a.enginers=3", "did you mean 'engineers'?"),
        ("parameters.delivery.size_exponent=99", "must be at most 1.5, got 99"),
        ("parameters.delivery.size_exponent=[", "not YAML"),
    ],
)
def test_broken_settings_say_what_is_wrong(write: Write, setting, message):
    """Values laid over from the command line are checked like those in files."""
    assert any(message in line for line in problems_of(write(SMALL), setting))


def test_a_setting_reaches_the_scenario(write: Write):
    """A value laid over is what the scenario then says."""
    design = load_design(write(SMALL), ["teams.search-a.engineers=3", "name=other"])
    assert design.baseline.teams["search-a"].engineers == 3
    assert design.name == "other"
