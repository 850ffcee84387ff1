"""Every ladder that comes with orgsim can be read, checked, shown and compared, and says where its numbers are from."""

import json
import re

import pytest
from tests.conftest import ROOT

from orgsim.cli import main
from orgsim.scenario.ladder.reading import ladder_from_text, load_ladder
from orgsim.scenario.ladder.shipped import shipped_ladders

LADDERS = shipped_ladders()
EXPECTED = {
    "gitlab-2022": {"W602", "W606"},
    "ic-terminal": {"W606"},
    "management-only": {"W603", "W606"},
    "open-personas": {"W603", "W606"},
    "product": {"W602", "W603", "W606"},
    "startup": {"W606"},
}
"""What lint finds in each: waits are long where seats are few, and some doors are one-way on purpose."""

Capture = pytest.CaptureFixture[str]


def orgsim(*words: str) -> int:
    """Run a command and return its exit code."""
    with pytest.raises(SystemExit) as caught:
        main([*words])
    return int(caught.value.code or 0)


def test_there_are_the_ladders_that_are_promised() -> None:
    """Six ladders, found by their files."""
    assert set(LADDERS) == set(EXPECTED)


@pytest.mark.parametrize("name", LADDERS)
def test_validate_finds_nothing(name: str, capsys: Capture) -> None:
    """Shipped ladders have no errors."""
    assert orgsim("validate", str(LADDERS[name])) == 0
    assert "0 errors" in capsys.readouterr().out


@pytest.mark.parametrize("name", LADDERS)
def test_lint_finds_what_is_known(name: str, capsys: Capture) -> None:
    """The findings of each shipped ladder are known, each with a place."""
    assert orgsim("ladder", "lint", name, "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == EXPECTED[name]
    assert all(problem["line"] and problem["column"] for problem in problems)
    assert orgsim("ladder", "lint", name, "--exit-zero", "--format", "github") == 0
    assert capsys.readouterr().out.startswith("::warning file=")


@pytest.mark.parametrize("name", LADDERS)
def test_show_tells_every_level(name: str, capsys: Capture) -> None:
    """Every level, every track and the assumptions are printed, and the same as data."""
    assert orgsim("ladder", "show", name, "--expectations") == 0
    text = capsys.readouterr().out
    ladder = load_ladder(LADDERS[name])
    assert all(level in text for level in ladder.levels)
    assert all(track.title in text for track in ladder.tracks.values())
    assert "every seat is taken: holds" in text
    assert orgsim("--json", "ladder", "show", name) == 0
    assert set(json.loads(capsys.readouterr().out)["flow"]["levels"]) == set(ladder.levels)


@pytest.mark.parametrize("name", LADDERS)
def test_closed_form_assumptions_hold(name: str, capsys: Capture) -> None:
    """Heads, hires and shares of shipped ladders are chosen so that sizes stay about the same."""
    orgsim("--json", "ladder", "show", name)
    verdicts = json.loads(capsys.readouterr().out)["flow"]["assumptions"]
    broken = [text for text, verdict in verdicts.items() if verdict.startswith("broken")]
    assert [text for text in broken if not text.startswith("minimum times")] == []  # on a level of one person they bind


@pytest.mark.parametrize("name", LADDERS)
def test_every_source_is_used_and_described(name: str) -> None:
    """A ladder names a source for all its numbers, and lists none that nothing refers to."""
    ladder = load_ladder(LADDERS[name])
    used = {ladder.source, *(move.source for move in ladder.moves)}
    used |= {source for level in ladder.levels.values() for source in (level.source, *level.sources.values())}
    assert ladder.source is not None
    assert set(ladder.sources) == used - {None}


def test_the_product_ladder_has_the_moves_of_the_articles() -> None:
    """A second transcription of the next steps that the three articles name, by article."""
    ladder = load_ladder(LADDERS["product"])
    found = {(move.source, move.origin, move.to) for move in ladder.moves if move.source != "usual"}
    assert found == {
        ("S0", "principal-pm", "director"),
        ("S0", "director", "senior-director"),
        ("S0", "director", "vp"),
        ("S0", "director", "cpo"),
        ("S0", "portfolio-pm", "head-of-strategy"),
        ("S0", "portfolio-pm", "gm"),
        ("S0", "portfolio-pm", "vp-strategy"),
        ("S1", "pm", "portfolio-pm"),
        ("S2", "senior-pm", "group-pm"),
        ("S2", "senior-pm", "portfolio-pm"),
        ("S2", "principal-pm", "portfolio-pm"),
        ("S2", "group-pm", "director"),
        ("S2", "group-pm", "principal-pm"),
        ("S2", "group-pm", "group-pm"),
        ("S2", "group-pm", "portfolio-pm"),
        ("S2", "portfolio-pm", "director"),
        ("S2", "portfolio-pm", "director-portfolio"),
        ("S2", "portfolio-pm", "chief-of-staff"),
        ("S2", "portfolio-pm", "head-of-product"),
        ("S2", "portfolio-pm", "vp"),
    }


def test_the_published_ladders_contradict_each_other() -> None:
    """Principal and group manager share a rung in one and not in the other."""
    gitlab, personas = load_ladder(LADDERS["gitlab-2022"]), load_ladder(LADDERS["open-personas"])
    assert gitlab.levels["principal-pm"].rung == gitlab.levels["group-pm"].rung
    assert personas.levels["principal-pm"].rung < personas.levels["group-pm"].rung
    assert gitlab.levels["senior-pm"].min_quarters != personas.levels["senior-pm"].min_quarters


def test_diff_tells_the_contradiction(capsys: Capture) -> None:
    """The two published ladders differ by rungs, moves and times; a ladder does not differ from itself."""
    assert orgsim("ladder", "diff", "gitlab-2022", "open-personas") == 0
    assert "group-pm.rung: 3 -> 4" in capsys.readouterr().out
    assert orgsim("ladder", "diff", "product", "product") == 0
    assert "are the same" in capsys.readouterr().out


def test_the_example_in_the_docs_is_a_ladder() -> None:
    """The ladder in ``docs/ladders.md`` can be read, and the page tells every code that lint has."""
    page = (ROOT / "docs" / "ladders.md").read_text(encoding="utf-8")
    ladder = ladder_from_text(page.split("```yaml\n")[1].split("```")[0])
    assert list(ladder.levels) == ["pm", "senior", "group"]
    code = (ROOT / "src" / "orgsim" / "careers" / "lint.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(W6\d\d)"', code)) == set(re.findall(r"\| (W6\d\d) \|", page))
    assert all(f"`{name}`" in page for name in LADDERS)
