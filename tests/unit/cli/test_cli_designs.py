"""``orgsim designs`` from the command line."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.scenario.library.designs import library

EXAMPLE = Path(__file__).parents[3] / "scenarios" / "product-org" / "today.yaml"


@pytest.fixture
def product_org(folder: Path) -> Path:
    """Put the company of the template into the folder."""
    path = folder / "own.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def test_the_library_is_listed_with_charts_and_facts(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every design has its sentence, its chart and a row in the table, and nothing is wider than the terminal."""
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        text = orgsim("designs").out
        for name, design in library().items():
            assert f"\n{name}: {design.text.title}\n" in text
            assert any(line.startswith(f"{name} ") for line in text.partition("on paper")[2].splitlines())
        assert max(map(len, text.splitlines())) <= columns
        assert "└─ 9 product managers" in text


def test_designs_are_written_beside_what_they_extend(orgsim: Run, product_org: Path) -> None:
    """What is written is valid, extends the scenario, and is offered to be compared."""
    ended = orgsim("designs", "--apply", "own.yaml", "gpm-pods", "flat")
    assert ended.code == 0
    assert "wrote flat.yaml" in ended.out
    assert "next: orgsim compare own.yaml gpm-pods.yaml flat.yaml" in ended.err
    assert (product_org.parent / "flat.yaml").read_text().count("extends: own.yaml") == 1
    assert orgsim("validate", "gpm-pods.yaml", "flat.yaml").code == 0
    assert orgsim("designs", "--apply", "own.yaml", "gpm-pods", "flat").code == 0


def test_next_says_how_many_designs_it_leaves_out(orgsim: Run, product_org: Path) -> None:
    """Of more designs than a table has room for, the command that comes next names seven, and a line behind it says so."""
    there = len(list(product_org.parent.glob("*.yaml")))
    said = orgsim("designs", "--apply", product_org.name).err
    (line,) = [line for line in said.splitlines() if line.startswith("next: ")]
    written = len(list(product_org.parent.glob("*.yaml"))) - there
    assert line.count(".yaml") == 1 + 7
    assert f"that compares the first 7 of the {written} designs that were written" in said


def test_other_files_are_not_overwritten(orgsim: Run, product_org: Path) -> None:
    """A file that differs stays, and so do those that would have been written beside it, unless --force says otherwise."""
    (product_org.parent / "flat.yaml").write_text("mine")
    ended = orgsim("designs", "--apply", "own.yaml", "gpm-pods", "flat")
    assert (ended.code, ended.out) == (3, "")
    assert "flat.yaml exists already and differs" in ended.err
    assert not (product_org.parent / "gpm-pods.yaml").exists()
    assert orgsim("designs", "--apply", "own.yaml", "flat", "--force").code == 0


def test_a_folder_that_cannot_extend_the_scenario(orgsim: Run, product_org: Path) -> None:
    """A scenario extends what lies in its folder or below, so a folder beside is refused, and one above is fine."""
    (product_org.parent / "below").mkdir()
    ended = orgsim("designs", "--apply", "own.yaml", "flat", "-o", "below")
    assert ended.code == 3
    assert "a scenario extends files in its own folder or below" in ended.err
    (product_org.parent / "below" / "own.yaml").write_bytes(EXAMPLE.read_bytes())
    assert orgsim("designs", "--apply", "below/own.yaml", "flat", "-o", ".").code == 0
    assert "extends: below/own.yaml" in (product_org.parent / "flat.yaml").read_text().replace('"', "")


def test_what_does_not_fit_is_said(orgsim: Run, folder: Path) -> None:
    """A named design that does not fit ends with 1; when all are listed the others are shown, and it ends with 0."""
    ended = orgsim("designs", "--apply", "today.yaml", "gpm-pods")
    assert ended.code == 1
    assert "gpm-pods does not fit: no superior has at least 3 of these members" in ended.out
    every = orgsim("designs", "--on", "today.yaml", "--json")
    assert every.code == 0
    assert {one["design"] for one in every.document["refused"]} == {
        "gpm-pods",
        "product-lines",
        "functional",
        "director-domains",
        "matrix",
        "platform-streams",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("designs", "--on", "today.yaml", "--apply", "today.yaml"), "give one of the two"),
        (("designs", "-o", "."), "it goes with --apply"),
        (("designs", "--force"), "it goes with --apply"),
    ],
)
def test_options_that_contradict_each_other(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """Options that would do nothing are refused."""
    ended = orgsim(*words)
    assert ended.code == 2
    assert said in ended.err


def test_a_typo_is_answered_with_the_nearest_name(orgsim: Run) -> None:
    """So that nobody has to look the name up."""
    ended = orgsim("designs", "portfolio-mp")
    assert ended.code == 3
    assert "did you mean 'portfolio-pm'?" in ended.err


def test_designs_begin_after_the_changes_of_today(orgsim: Run, product_org: Path) -> None:
    """Where today's company changes itself, it is said when the designs begin."""
    with product_org.open("a", encoding="utf-8") as file:
        file.write("changes: [{quarter: 3, week: 4, posts: {pm-feed-b: {reports_to: pm-feed-a}}}]\n")
    text = orgsim("designs", "--on", "own.yaml", "flat").out
    assert "today changes itself first, so designs take effect after 4 quarters (start of quarter 5)" in " ".join(
        text.split()
    )
    assert "over the 8 quarters that are left" in text.replace("\n", " ")
