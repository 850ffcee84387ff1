"""Figures as files: complete, the same every time, loading nothing, and readable by those who cannot see them."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from matplotlib import rc_context
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, HandMade, labels, labels_outside, outcome_figures

from orgsim.cli import group
from orgsim.errors import InputError
from orgsim.figures import draw_all
from orgsim.figures.all_figures import Shown, slides
from orgsim.figures.saving import save

SVG = "{http://www.w3.org/2000/svg}"
METRICS = ["lead_time", "cost"]
NAMES = ["lead-time", "cost"]
HOURS = ["time-team", "time-person", "time-item", "desks", "duplicates"]


def test_a_comparison_has_every_figure(drawn: list[Path]) -> None:
    """Two designs give figures of their differences and outcomes, of hours and desks, and a chart of each."""
    of_metrics = [f"{kind}-{metric}" for metric in NAMES for kind in ("outcome", "quarters")]
    names = ["at-a-glance", *(f"difference-{metric}" for metric in NAMES), "transition", *of_metrics, *HOURS]
    names += ["chart-today", "chart-r-d-matrix"]
    assert [path.name for path in drawn] == [f"{name}.svg" for name in names]
    assert all(path.is_file() for path in drawn)


def test_a_single_design_has_no_differences(hand_made: HandMade, tmp_path: Path) -> None:
    """There is nothing to compare a single design with, and everything else is drawn."""
    paths = draw_all(tmp_path / "out", hand_made({"today": ORGANISATION}), METRICS)
    of_metrics = [f"{kind}-{metric}" for metric in NAMES for kind in ("outcome", "quarters")]
    assert [path.stem for path in paths] == [*of_metrics, *HOURS, "chart-today"]


def test_designs_with_like_names_have_charts_of_their_own(hand_made: HandMade, tmp_path: Path) -> None:
    """Names that a file system cannot take are spelled out, and none overwrites another."""
    results = hand_made({"A/B": ORGANISATION, "a b": WITH_PORTFOLIO, "../up": ORGANISATION})
    paths = draw_all(tmp_path / "out", results, METRICS)
    assert [path.stem for path in paths[-3:]] == ["chart-a-b", "chart-a-b-2", "chart-up"]
    assert {path.parent for path in paths} == {tmp_path / "out"}


def test_same_results_same_bytes(hand_made: HandMade, tmp_path: Path) -> None:
    """The bytes depend on the results alone: not on the time, the run, or the reader's own settings."""
    results = hand_made()
    first = draw_all(tmp_path / "first", results, METRICS)
    with rc_context({"font.size": 20, "axes.grid": True, "svg.hashsalt": "other"}):
        second = draw_all(tmp_path / "second", results, METRICS)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_files_load_nothing(drawn: list[Path]) -> None:
    """Every reference stays inside the file and finds what it refers to; there is no script, style import or picture."""
    for path in drawn:
        text = path.read_text()
        targets = re.findall(r'href="([^"]*)"', text) + re.findall(r"url\(([^)]*)\)", text)
        assert targets, path
        assert all(target.startswith("#") for target in targets), path
        assert {target[1:] for target in targets} <= set(re.findall(r' id="([^"]+)"', text)), path
        assert not re.search(r"<script|<image|@import|<!DOCTYPE|<!ENTITY|<foreignObject", text), path


def test_files_say_what_they_show(drawn: list[Path]) -> None:
    """Each has the role of an image, a title, and a description with the designs in it."""
    for path in drawn:
        root = ET.fromstring(path.read_text())  # noqa: S314 - written a moment ago
        title, description = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")
        assert root.get("role") == "img"
        assert title
        assert root.get("aria-label") == title
        assert description
        assert "today" in description or 'R&D <"matrix">' in description


def test_no_label_leaves_the_page(hand_made: HandMade) -> None:
    """Every word of every figure is inside its page, however long the names are."""
    long = "the whole organisation as it stands today, with everything in it and more"
    results = hand_made(
        {long: ORGANISATION, "portfolio " * 7: WITH_PORTFOLIO, "third": WITH_PORTFOLIO, "4": ORGANISATION}
    )
    for name, figure in outcome_figures(results).items():
        assert not labels_outside(figure), name


def test_names_that_look_like_formulas_are_drawn_as_they_are(hand_made: HandMade) -> None:
    """Dollars in names are not read as mathematics, and letters no font has do not stop a figure."""
    results = hand_made({"today": ORGANISATION, "$x^2$ \U000f1234": WITH_PORTFOLIO})
    assert any("$x^2$" in words for words in labels(outcome_figures(results)["difference-lead-time"]))


def test_figures_are_written_as_pictures_too(hand_made: HandMade, tmp_path: Path) -> None:
    """PNG files are PNG, PDF files PDF and the same bytes each time, and any other ending is refused."""
    figure = outcome_figures(hand_made())["time-team"]
    assert save(figure, tmp_path / "a.png", "what it shows").read_bytes().startswith(b"\x89PNG")
    first, again = (save(figure, tmp_path / name, "what it shows").read_bytes() for name in ("a.pdf", "b.pdf"))
    assert first.startswith(b"%PDF")
    assert first == again
    with pytest.raises(InputError, match=r"a\.gif: a figure is written as \.svg, \.png or \.pdf"):
        save(figure, tmp_path / "a.gif", "what it shows")


def test_every_figure_is_a_slide(hand_made: HandMade) -> None:
    """Sixteen wide to nine high, charts too, so that each can be put on a slide as it is."""
    shown = Shown(hand_made(), "today")
    for slide in slides(shown, METRICS):
        width, height = slide.draw().get_size_inches()
        assert width / height == pytest.approx(16 / 9), slide.name


def test_compare_draws_and_prints_the_paths(hand_made: HandMade, tmp_path: Path) -> None:
    """``compare FOLDER --figures DIR`` draws the metrics it prints against the baseline it prints, and says where."""
    folder = hand_made().folder
    arguments = [
        "compare",
        str(folder),
        "--metric",
        "cost",
        "--baseline",
        "portfolio",
        "--figures",
        str(tmp_path / "new" / "out"),
    ]
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 0, result.output
    assert result.output.count("figure ") == 12
    text = (tmp_path / "new" / "out" / "difference-cost.svg").read_text()
    assert "Paired differences to portfolio, future by future. cost: today" in text


@pytest.mark.parametrize("arguments", [["compare", "--help"], ["validate", "scenarios/reorg/today.yaml"]])
def test_commands_that_draw_nothing_do_not_load_the_drawing_library(arguments: list[str]) -> None:
    """Help and validation stay fast: they never import matplotlib."""
    code = (
        "import sys\nfrom orgsim.cli import main\n"
        f"sys.argv = ['orgsim', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "assert 'matplotlib' not in sys.modules"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=root)
