"""The pages on careers in a browser: they ask for nothing, complain of nothing, fit screens and paper, and need no mouse."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.browser.conftest import Visit, contrast, luminance, pages_of
from tests.unit.ladder_simulation.by_hand import LOW, TOP, simulated, with_arrivals, with_waits

from orgsim.careers.page import ladder_report
from orgsim.careers.slides import Careers
from orgsim.cli import group

SCREENS = {"laptop": (1366, 900), "projector": (1920, 1080), "phone": (390, 844)}
NASTY = '<script>alert("1")</script> \N{GRINNING FACE} \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} ' + "long " * 30
COMMANDS = {
    "one": ["simulate", "product"],
    "two": ["compare", "product", "--variant", "soon: levels.pm.min_quarters=2"],
}
FEW = ["--to", "director", "-r", "10"]
MOST_PAGES = 4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return pages as files: of a shipped ladder, of two of them side by side, and of a ladder with hostile names."""
    folder = tmp_path_factory.mktemp("careers")
    found = {name: folder / f"{name}.html" for name in (*COMMANDS, "nasty")}
    for name, words in COMMANDS.items():
        ended = CliRunner().invoke(group, ["ladder", *words, *FEW, "--report", str(found[name])])
        assert ended.exit_code == 0, ended.output
    results = with_waits(with_arrivals(simulated(groups=True), [20] * 10, [2] * 10, [10] * 10), {4: 30, 8: 30})
    found["nasty"].write_text(
        ladder_report(Careers({NASTY: results, "other": results}, LOW, TOP), NASTY), encoding="utf-8"
    )
    return found


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["one", "two", "nasty"])
def test_they_ask_for_nothing_and_fit(browser: Any, pages: dict[str, Path], name: str, screen: str) -> None:
    """With the network off the only request is the page itself; nothing is on the console, and nothing is wider than the screen."""
    visit = Visit(browser, pages[name], *SCREENS[screen])
    assert visit.requests == [visit.url]
    assert visit.complaints == []
    assert visit.value("document.documentElement.scrollWidth <= window.innerWidth")


def test_names_run_nothing(browser: Any, pages: dict[str, Path]) -> None:
    """A ladder whose name is a script is called so, and the one script of the page is its own."""
    visit = Visit(browser, pages["nasty"], 1366, 900)
    assert visit.value("document.scripts.length") == 1
    assert "alert(" in visit.value("document.querySelector('h1').innerText")


def test_the_keyboard_is_enough(browser: Any, pages: dict[str, Path]) -> None:
    """The first tab stop leads past the head, and every fold opens by Enter and shows that it has the focus."""
    visit = Visit(browser, pages["one"], 1366, 900)
    visit.page.keyboard.press("Tab")
    assert visit.value("document.activeElement.getAttribute('href')") == "#answer"
    visit.page.locator("details summary").first.focus()
    visit.page.keyboard.press("Enter")
    assert visit.value("document.querySelector('details').open")
    assert visit.value("getComputedStyle(document.querySelector('details summary')).outlineStyle") != "none"


def test_dark_is_dark_and_readable(browser: Any, pages: dict[str, Path]) -> None:
    """In the dark the paper is dark, and text stands out from it by 4.5 to 1 at least."""
    visit = Visit(browser, pages["one"], 1366, 900, color_scheme="dark")
    paper = visit.value("getComputedStyle(document.body).backgroundColor")
    assert luminance(paper) < 0.05
    for place in ("body", ".subtitle", ".chip", "dt", "caption"):
        ink = visit.value(f"getComputedStyle(document.querySelector('{place}')).color")
        assert contrast(ink, paper) >= 4.5, place


def test_every_figure_has_words(browser: Any, pages: dict[str, Path]) -> None:
    """Those who cannot see a figure hear its title, and can read what it shows."""
    visit = Visit(browser, pages["two"], 1366, 900)
    assert visit.value("[...document.querySelectorAll('figure')].length") >= 8
    assert visit.value(
        "[...document.querySelectorAll('figure')].every(one => one.querySelector('svg').getAttribute('aria-label')"
        " && one.querySelector('figcaption').textContent.length > 40)"
    )


@pytest.mark.parametrize("name", ["one", "two"])
def test_they_print_on_four_pages(browser: Any, pages: dict[str, Path], name: str) -> None:
    """A ladder of fifteen levels, and two of them side by side, take four pages of paper at most."""
    assert 1 <= pages_of(Visit(browser, pages[name], 1366, 900)) <= MOST_PAGES
