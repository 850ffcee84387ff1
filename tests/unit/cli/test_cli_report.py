"""``orgsim report``: what it refuses, what it leaves behind when it fails, and what its page says about repeating."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.errors import USAGE


@pytest.fixture
def results(orgsim: Run) -> Run:
    """Four futures of two designs are saved in `out`."""
    assert (
        orgsim(
            "compare", "today.yaml", "layered.yaml", "--set", "demand.drift_probability=0.9", "-r", 4, "-o", "out"
        ).code
        == 0
    )
    return orgsim


@pytest.mark.parametrize("option", [("--runs", "500"), ("-j", "2")])
def test_what_is_about_more_runs_needs_questions(results: Run, option: tuple[str, str]) -> None:
    """A budget and threads are refused where nothing is simulated with them."""
    ended = results("report", "out", *option, "-o", "page.html")
    assert ended.code == USAGE
    assert (
        f"{option[0]} is about what a report simulates for --why, --flips and --headroom; none of them is given"
        in ended.err
    )
    assert not Path("page.html").exists()


def test_a_budget_needs_questions_in_compare_too(results: Run) -> None:
    """There, threads have other work to do."""
    ended = results("compare", "out", "--report", "page.html", "--runs", "500")
    assert ended.code == USAGE
    assert "none of them is given" in ended.err


def test_the_page_says_how_to_repeat_it_with_what_was_set(results: Run) -> None:
    """The command of the page names the file, what was laid over it, the seed and the futures."""
    assert results("report", "out", "-o", "page.html").code == 0
    words = "orgsim compare today.yaml layered.yaml --set demand.drift_probability=0.9 --seed 1 -r 4"
    assert words in Path("page.html").read_text(encoding="utf-8")


def test_the_command_of_the_page_asks_the_same_questions(results: Run) -> None:
    """Whatever decides what stands on the page stands in its command."""
    options = ("--baseline", "layered", "--metric", "lead_time", "--rope", "lead_time=-1:1", "--flips", "--runs", "100")
    assert results("report", "out", "-o", "page.html", *options).code == 0
    words = "-r 4 --report report.html " + " ".join(options)
    assert words in Path("page.html").read_text(encoding="utf-8")


def test_the_page_follows_futures(results: Run) -> None:
    """Without any further option, two futures are replayed and told."""
    assert results("report", "out", "-o", "page.html").code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.count('<details id="story-1-') in (1, 2)


def test_a_page_that_cannot_be_written_leaves_nothing(results: Run, tmp_path: Path) -> None:
    """A folder stands where the page should be: an error in a sentence, and no half-written file beside it."""
    (tmp_path / "page.html").mkdir()
    ended = results("report", "out", "-o", "page.html/")
    assert ended.code != 0
    assert "Traceback" not in ended.err
    assert not list(tmp_path.glob(".*.tmp"))
