"""The report in a browser: it asks for nothing, complains of nothing, fits every screen, and can be used without a mouse."""

from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Visit, contrast, luminance, pages_of
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, results_by_hand

from orgsim.report.build import report

SCREENS = {"laptop": (1366, 900), "projector": (1920, 1080), "phone": (390, 844)}
NASTY = '<script>alert("1")</script> \N{GRINNING FACE} \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} '
MOST_PAGES = 4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return reports as files: of three designs, of hostile names, and of a company of 500 seats."""
    folder = tmp_path_factory.mktemp("pages")
    many = ORGANISATION + "".join(f"  p{place}: {{role: pm, reports_to: head}}\n" for place in range(500))
    companies = {
        "three": {"today": ORGANISATION, "portfolio": WITH_PORTFOLIO, "other": WITH_PORTFOLIO},
        "nasty": {"today": ORGANISATION, NASTY * 2: WITH_PORTFOLIO, "long " * 15: WITH_PORTFOLIO},
        "many": {"today": many, "same": many},
    }
    found = {}
    for name, texts in companies.items():
        (folder / name).mkdir()
        found[name] = folder / f"{name}.html"
        found[name].write_text(report(results_by_hand(folder / name, texts)), encoding="utf-8")
    return found


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["three", "nasty", "many"])
def test_it_asks_for_nothing_and_fits(browser: Any, pages: dict[str, Path], name: str, screen: str) -> None:
    """The only request is the page itself; nothing is on the console; no screen has to be scrolled sideways."""
    visit = Visit(browser, pages[name], *SCREENS[screen])
    assert visit.requests == [visit.url]
    assert visit.complaints == []
    assert visit.value("document.documentElement.scrollWidth <= window.innerWidth")


def test_names_run_nothing(browser: Any, pages: dict[str, Path]) -> None:
    """A name that is a script is text: no dialogue opens, and the one script of the page is its own."""
    visit = Visit(browser, pages["nasty"], 1366, 900)
    assert visit.value("document.scripts.length") == 1
    assert "alert(" in visit.value("document.querySelector('.card h2, article h2').innerText") or visit.value(
        "[...document.querySelectorAll('article h2')].some(title => title.innerText.includes('alert('))"
    )


def test_the_keyboard_is_enough(browser: Any, pages: dict[str, Path]) -> None:
    """The first tab stop leads past the head, every fold opens by Enter, and what has the focus shows it."""
    visit = Visit(browser, pages["three"], 1366, 900)
    visit.page.keyboard.press("Tab")
    assert visit.value("document.activeElement.getAttribute('href')") == "#answer"
    visit.page.locator("details summary").first.focus()
    visit.page.keyboard.press("Enter")
    assert visit.value("document.querySelector('details').open")
    assert visit.value("getComputedStyle(document.querySelector('details summary')).outlineStyle") != "none"


def test_a_small_figure_grows_on_demand(browser: Any, pages: dict[str, Path]) -> None:
    """Its button widens it to the page and back, by keyboard, and says which of the two it does; on a phone there is nothing to widen."""
    visit = Visit(browser, pages["three"], 1366, 900)
    wide = "document.querySelector('.blocks > figure:has(button)').getBoundingClientRect().width"
    small = visit.value(wide)
    visit.page.locator("figure button").first.focus()
    visit.page.keyboard.press("Enter")
    assert visit.value(wide) > 1.9 * small
    assert visit.value("document.activeElement.textContent") == "Smaller"
    visit.page.keyboard.press("Enter")
    assert visit.value(wide) == small
    phone = Visit(browser, pages["three"], 390, 844)
    assert phone.value("getComputedStyle(document.querySelector('figure button')).display") == "none"


def test_dark_is_dark_and_readable(browser: Any, pages: dict[str, Path]) -> None:
    """In the dark the paper is dark, and text stands out from it by 4.5 to 1 at least, also in notes."""
    visit = Visit(browser, pages["three"], 1366, 900, color_scheme="dark")
    paper = visit.value("getComputedStyle(document.body).backgroundColor")
    assert luminance(paper) < 0.05
    for place in ("body", ".subtitle", ".chip", "dt"):
        ink = visit.value(f"getComputedStyle(document.querySelector('{place}')).color")
        assert contrast(ink, paper) >= 4.5, place


def test_every_figure_has_words(browser: Any, pages: dict[str, Path]) -> None:
    """Those who cannot see a figure hear its title, and can read what it shows."""
    visit = Visit(browser, pages["three"], 1366, 900)
    assert visit.value("[...document.querySelectorAll('figure')].length") >= 8
    assert visit.value(
        "[...document.querySelectorAll('figure')].every(one => one.querySelector('svg').getAttribute('aria-label')"
        " && one.querySelector('figcaption').textContent.length > 40)"
    )


def test_it_prints_on_four_pages(browser: Any, pages: dict[str, Path]) -> None:
    """Three designs take four pages of paper at most."""
    visit = Visit(browser, pages["three"], 1366, 900)
    assert 1 <= pages_of(visit) <= MOST_PAGES


def test_a_link_into_a_fold_opens_it(browser: Any, pages: dict[str, Path]) -> None:
    """Whoever is sent to a detail sees it."""
    visit = Visit(browser, pages["three"], 1366, 900)
    visit.value("document.querySelector('details figure').id = 'here'")
    visit.value("location.hash = 'here'")
    visit.page.wait_for_function("document.querySelector('#here').closest('details').open")
