"""A lesson in a browser with the network off: from the bet to the reveal by the keyboard, and in order where scripts are off."""

from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Visit, contrast, pages_of
from tests.unit.lessons.conftest import LESSON

from orgsim.lessons.answers import Answer
from orgsim.lessons.fitting import fitting_bench
from orgsim.lessons.loading import load_lesson
from orgsim.lessons.page import page_of
from orgsim.lessons.running import run_lesson

SCREENS = {"laptop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}
LATER = ("futures", "why", "sandbox", "debrief")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a lesson about a desk."""
    folder = tmp_path_factory.mktemp("lesson")
    (folder / "lesson.yaml").write_text(LESSON, encoding="utf-8")
    bench = fitting_bench(load_lesson(folder))
    file = folder / "lesson.html"
    file.write_text(page_of(Answer(bench, run_lesson(bench, folder, workers=1)), folder), encoding="utf-8")
    return file


def seen(visit: Visit, section: str) -> bool:
    """Tell whether a section is on the screen."""
    return bool(visit.page.locator(f"#{section}").is_visible())


def press(visit: Visit, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        visit.page.keyboard.press(key)


@pytest.mark.parametrize("screen", SCREENS)
def test_from_the_bet_to_the_end_by_keyboard(browser: Any, page: Path, screen: str) -> None:
    """Nothing is shown before the bet; with keys alone one comes to the end, and the own bet stands beside the interval."""
    visit = Visit(browser, page, *SCREENS[screen], reduced_motion="reduce")
    assert not any(seen(visit, section) for section in LATER)
    visit.page.locator("[name=way]").first.focus()
    press(visit, "Space", "Tab", "ArrowRight", "ArrowRight", "Tab")
    slid = float(visit.page.locator("#bet-size").input_value())
    assert slid > 0.0
    press(visit, "Control+A")
    visit.page.keyboard.type("3")
    assert visit.page.locator("#bet-slide").input_value() == "3"
    press(visit, "Enter")
    visit.page.wait_for_selector("#mine:not([hidden])", state="attached")
    assert seen(visit, "futures")
    assert not seen(visit, "why")
    assert "You bet on +3" in visit.page.inner_text("#verdict")
    assert visit.value("document.activeElement.closest('section').id") == "futures"
    for section in ("why", "sandbox", "debrief"):
        visit.page.locator(f"[data-open={section}]").focus()
        press(visit, "Enter")
        assert seen(visit, section)
    assert visit.value("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.complaints == []
    assert visit.requests == [visit.url]
    visit.context.close()


def test_a_bet_needs_a_direction(browser: Any, page: Path) -> None:
    """Without one the page asks for it and shows nothing."""
    visit = Visit(browser, page, 1366, 768)
    visit.page.locator("#place").click()
    assert "direction" in visit.page.inner_text("#bet-says")
    assert not seen(visit, "futures")
    visit.context.close()


def test_levers_show_what_was_simulated(browser: Any, page: Path) -> None:
    """Arrow keys move a lever from position to position, and exactly one setting is shown."""
    visit = Visit(browser, page, 1366, 768, reduced_motion="reduce")
    for section in LATER:
        visit.value(f"document.getElementById({section!r}).classList.add('open')")
    shown = ".cell:not([hidden]) .level"
    before = visit.page.inner_text(shown)
    visit.page.locator("#levers input:checked").focus()
    press(visit, "ArrowLeft")
    assert visit.page.locator(shown).count() == 1
    assert visit.page.inner_text(shown) != before
    visit.context.close()


def test_without_scripts_it_reads_in_order(browser: Any, page: Path) -> None:
    """Everything is there, in order, with the table of all settings instead of levers, and without what would do nothing."""
    visit = Visit(browser, page, 1366, 768, java_script_enabled=False)
    tops = [visit.page.locator(f"#{section}").bounding_box()["y"] for section in ("story", "bet", *LATER)]
    assert tops == sorted(tops)
    assert not visit.page.locator(".needs-js").first.is_visible()
    assert visit.page.locator(".all-cells table").count() == 1
    assert visit.complaints == []
    visit.context.close()


def test_it_prints_with_the_reveal_and_the_notes_on_sheets_of_their_own(browser: Any, page: Path) -> None:
    """All sections are printed, bet or no bet; what came out begins a new sheet, and so do the facilitator notes at the end."""
    visit = Visit(browser, page, 1366, 768)
    assert pages_of(visit) >= 3
    visit.page.emulate_media(media="print")
    assert all(seen(visit, section) for section in (*LATER, "notes"))
    assert visit.page.locator(".written").is_visible()
    assert not visit.page.locator("#mine").is_visible()
    for section in ("futures", "notes"):
        assert visit.value(f"getComputedStyle(document.getElementById({section!r})).breakBefore") == "page"
    assert visit.page.locator(".all-cells table").is_visible()
    assert not visit.page.locator(".go").first.is_visible()
    visit.context.close()


def test_tables_can_be_read_on_paper(browser: Any, page: Path) -> None:
    """Every table is printed in 8 points or more, as wide as an A4 sheet between its margins at most; a long one may go on, under its head."""
    visit = Visit(browser, page, 672, 980)  # 178 by 259 mm
    visit.page.emulate_media(media="print")
    points = "[...document.querySelectorAll('table, th, td, caption')].map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    sizes = visit.value(points)
    assert len(sizes) > 10
    assert min(sizes) >= 8.0 - 1e-6
    assert visit.value("[...document.querySelectorAll('table')].every(one => one.scrollWidth <= 672)")
    for part, how in (("", "breakInside"), (" thead", "display"), (" tr", "breakInside")):
        found = visit.value(f"getComputedStyle(document.querySelector('.all-cells table{part}')).{how}")
        assert found == {"": "auto", " thead": "table-header-group", " tr": "avoid"}[part]
    visit.context.close()


def test_notes_come_last_or_when_asked_for(browser: Any, page: Path) -> None:
    """Facilitator notes have the answers: nobody sees them before the end, but for those who ask for them in the steps."""
    visit = Visit(browser, page, 1366, 768)
    assert not seen(visit, "notes")
    visit.page.locator("nav a[href='#notes']").click()
    assert visit.page.locator("#notes h3").first.is_visible()
    assert not any(seen(visit, section) for section in LATER)
    visit.context.close()


def test_a_bet_on_nothing(browser: Any, page: Path) -> None:
    """Nothing is drawn of a bet before it is placed; a bet of zero is told that there is a change on average."""
    visit = Visit(browser, page, 1366, 768, reduced_motion="reduce")
    assert not visit.page.locator("#mine line").is_visible()
    visit.page.locator("[name=way]").first.check()
    visit.page.locator("#place").click()
    visit.page.wait_for_selector("#mine:not([hidden])", state="attached")
    assert visit.page.inner_text("#verdict") == "You bet that nothing changes. On average it does."
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(browser: Any, page: Path, scheme: str) -> None:
    """Text keeps a contrast of 4.5 to 1 in both schemes."""
    visit = Visit(browser, page, 1366, 768, color_scheme=scheme)
    paper = visit.value("getComputedStyle(document.body).backgroundColor")
    for place in ("h1", ".subtitle", ".question", "legend"):
        ink = visit.value(f"getComputedStyle(document.querySelector({place!r})).color")
        assert contrast(ink, paper) >= 4.5
    button, behind = (
        visit.value(f"getComputedStyle(document.querySelector('.go')).{part}") for part in ("color", "backgroundColor")
    )
    assert contrast(button, behind) >= 4.5
    visit.context.close()
