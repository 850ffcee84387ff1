"""Figures have the same bytes every time; commands print the answer, as text and as one JSON document."""

import json

import pytest
from tests.unit.ladder_simulation.by_hand import LOW, TOP, simulated

from orgsim.careers.slides import Careers, slides
from orgsim.cli import main
from orgsim.cli.careers import Arm
from orgsim.cli.variants import arms_of, variant_of
from orgsim.errors import InputError


def orgsim(*words):
    """Run a command and return its exit code."""
    with pytest.raises(SystemExit) as caught:
        main([*words])
    return int(caught.value.code or 0)


def test_figures_depend_on_the_results_alone(tmp_path):
    """Drawn twice: the same bytes, no date, no script, no link."""
    careers = Careers({"test": simulated()}, LOW, TOP)
    first, second = ([slide.save(tmp_path / name, "svg") for slide in slides(careers)] for name in ("one", "two"))
    assert [path.stem for path in first] == [
        "time-to-promotion",
        "moves",
        "pyramid",
        "cohort",
        "ways",
        "chances",
        "competence-gap",
    ]
    for one, two in zip(first, second, strict=True):
        text = one.read_text(encoding="utf-8")
        assert text == two.read_text(encoding="utf-8")
        assert "<script" not in text


def test_simulate_prints_levels_journeys_and_its_purpose(capsys, tmp_path):
    """The table, of 100 hired, the ways, and that it is not for ranking people."""
    words = ["ladder", "simulate", "product", "-r", "4", "--quarters", "12", "--to", "director", "-j", "1"]
    assert orgsim(*words, "--figures", str(tmp_path)) == 0
    text = capsys.readouterr().out
    for phrase in (
        "Of 100 hired as pm today",
        "From pm to director",
        "required - actual skill",
        "must not be used to rank",
    ):
        assert phrase in text


def test_simulate_as_json_with_groups_and_settings(capsys):
    """One document; settings laid over by name, the ladder's own values too."""
    words = ["ladder", "simulate", "product", "-r", "3", "--quarters", "12", "--json", "--policy", "committee"]
    more = ["policy.raters=3", "transfer=0.5", "levels.pm.heads=30", "groups.a.share=0.5", "groups.b.share=0.5"]
    assert orgsim(*words, *(part for text in more for part in ("--set", text))) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["policy"] == "committee"
    assert document["settings"]["transfer"] == 0.5
    assert document["levels"]["pm"]["people"]["mean"] > 20
    assert document["impact"]


def test_compare_policies_and_ladders(capsys):
    """Two policies on one ladder, two ladders under their own."""
    size = ["-r", "4", "--quarters", "12", "-j", "1"]
    assert orgsim("ladder", "compare", "product", "--policy", "merit", "--policy", "seniority", *size) == 0
    assert "seniority" in capsys.readouterr().out
    assert orgsim("ladder", "compare", "product", "startup", *size) == 0
    assert "startup" in capsys.readouterr().out


def test_variants_are_compared_side_by_side(capsys, tmp_path):
    """Variants with settings, a policy and a ladder of their own: time to promotion, ratios and ways beside each other, and a page."""
    words = [
        "ladder",
        "compare",
        "product",
        "--to",
        "group-pm",
        "--entry",
        "pm",
        "-r",
        "4",
        "--quarters",
        "40",
        "-j",
        "1",
    ]
    words += ["--variant", "soon: levels.pm.min_quarters=1", "--variant", "panel: policy=committee, policy.raters=3"]
    words += ["--set", "groups.a.share=0.5", "--set", "groups.b.share=0.5"]
    assert (
        orgsim(*words, "--report", str(tmp_path / "page.html"), "--figures", str(tmp_path), "--figure-format", "png")
        == 0
    )
    text = capsys.readouterr().out
    for phrase in ("Time to promotion", "Impact ratio", "From pm to group-pm within 5 years", "soon", "panel"):
        assert phrase in text
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "--variant &#39;&#34;&#39;" not in page
    assert "levels.pm.min_quarters=1" in page
    assert (tmp_path / "time-to-promotion.png").is_file()


def test_a_report_is_made_again_by_what_it_says(capsys, tmp_path, monkeypatch):
    """The command in the page gives the same page, byte for byte."""
    import html
    import re
    import shlex

    monkeypatch.chdir(tmp_path)
    words = ["ladder", "simulate", "startup", "-r", "3", "--quarters", "16", "--set", "transfer=0.4"]
    assert orgsim(*words, "--report", "first.html") == 0
    first = (tmp_path / "first.html").read_text(encoding="utf-8")
    said = re.findall(r"<li dir=\"auto\">(orgsim ladder .*?)</li>", first)[0]
    assert orgsim(*shlex.split(html.unescape(said))[1:], "--report", "second.html") == 0
    capsys.readouterr()
    assert (tmp_path / "second.html").read_text(encoding="utf-8") == first


def test_what_is_compared():
    """Ladders, policies, and variants of the first of them, each with what is set for all."""
    arms = arms_of(["product"], [], ["a: transfer=0.5", "b: ladder=startup skill_range=[0.1,1] policy=merit"], ("x=1",))
    assert [arm.name for arm in arms] == ["product", "a", "b"]
    assert arms[1] == Arm("a", "product", None, ("x=1",), ("transfer=0.5",))
    assert arms[2] == Arm("b", "startup", "merit", ("x=1",), ("skill_range=[0.1,1]",))
    assert [arm.policy for arm in arms_of(["product"], ["merit", "random"], ["c: transfer=1"], ())] == [
        "merit",
        "random",
        "merit",
    ]


@pytest.mark.parametrize("text", ["fast", "fast:", ": transfer=1", "fast: transfer", "fast transfer=1"])
def test_a_variant_without_a_name_or_values_is_refused(text):
    """The sentence shows one."""
    with pytest.raises(InputError, match="expected a name and what differs"):
        variant_of(text, Arm("product", "product"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["compare", "product", "--variant", "x: levels.pm.min_quartrs=2"], "did you mean 'min_quarters'"),
        (["compare", "product", "--variant", "x: policy=merrit"], "did you mean 'merit'"),
        (
            ["compare", "product", "--policy", "seniority", "--variant", "x: rating_noise=2"],
            "nothing under this policy reads it",
        ),
        (["compare", "product", "--policy", "seniority", "--policy", "random", "--set", "rating_noise=2"], "reads it"),
        (["compare", "product", "--variant", "product: transfer=1"], "the same name"),
        (["compare", "product", "startup", "--to", "director"], "startup: there is no level"),
        (["compare", "product", "startup", "--entry", "pn"], "product: there is no level"),
        (
            ["compare", "product", *(word for name in "abcd" for word in ("--variant", f"{name}: transfer=1"))],
            "at most 4",
        ),
        (["simulate", "product", "--figure-format", "png"], "--figures"),
        (["simulate", "product", "--policy", "merrit"], "merit"),
        (["simulate", "product", "--set", "transfr=1"], "transfer"),
        (["simulate", "product", "--set", "transfer"], "KEY.PATH=VALUE"),
        (["simulate", "product", "--set", "levels.pm.heads=-3"], "heads"),
        (["simulate", "product", "--quarters", "8", "--horizon", "8"], "horizon"),
        (["compare", "product"], "several"),
    ],
)
def test_mistakes_are_sentences(words, found, capsys):
    """Exit code 2 where options contradict each other, 3 for what is read and looked up, and the nearest name."""
    by_itself = found in ("the same name", "at most 4", "--figures", "several", "KEY.PATH=VALUE")
    assert orgsim("ladder", *words, "-r", "2") == (2 if by_itself else 3)
    assert found in capsys.readouterr().err
