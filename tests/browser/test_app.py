"""The live app in a browser: it asks nobody else for anything, complains of nothing, and can be used without a mouse."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

SCREENS = {"laptop": (1366, 768), "projector": (1920, 1080)}
PATIENCE = 60_000
"""Milliseconds to wait for what has to come; nothing here is about speed."""
START = "import sys; {before}; from orgsim.cli import main; sys.exit(main(['app', *sys.argv[1:]]))"
BREAK = """
import orgsim.app.futures as futures
real = futures.simulate
def simulate(blueprint, seed, replication):
    if replication == 3:
        raise ZeroDivisionError('a defect')
    return real(blueprint, seed, replication)
futures.simulate = simulate
"""

Serve = Callable[..., str]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return what starts an app and gives its link; each ends with the tests."""
    running: list[subprocess.Popen[str]] = []

    def start(before: str = "pass", scenario: str = "product-org") -> str:
        folder = tmp_path_factory.mktemp("served")
        script = START.format(before=f"exec({before!r})")
        words = [sys.executable, "-c", script, str(ROOT / "scenarios" / scenario / "today.yaml"), "--no-browser"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        environment["PYTHONUNBUFFERED"] = "1"
        app = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment)
        running.append(app)
        assert app.stdout is not None
        link = app.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=\S{32}", link), link
        assert not list(folder.iterdir())  # it writes nothing
        return link

    yield start
    for app in running:
        app.terminate()
        app.wait(timeout=20)
        assert app.stdout is not None
        app.stdout.close()


@pytest.fixture(scope="module")
def link(serve: Serve) -> str:
    """Return the link of an app that all tests share."""
    return serve()


class Guest:
    """A browser of its own that has opened the link."""

    def __init__(self, browser: Any, link: str, page: str = "/", size: tuple[int, int] = SCREENS["laptop"]) -> None:
        self.home = link.split("/?", maxsplit=1)[0]
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type != "log" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(link)
        if page != "/":
            self.page.goto(self.home + page)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.home, self.home.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(url)

    def words(self, place: str) -> str:
        """Return the words at a place, once it is there."""
        return str(self.page.locator(place).first.inner_text())

    def after(self, place: str, before: str) -> str:
        """Return the words at a place once they are others than before."""
        for _ in range(PATIENCE // 100):
            if (now := self.words(place)) != before:
                return now
            time.sleep(0.1)
        raise AssertionError(f"{place} still says {before!r}")


def answered(guest: Guest, futures: str = r"\d+") -> str:
    """Return the answer on the page once it tells of some futures."""
    guest.page.wait_for_function(f"/{futures} futures of/.test(document.querySelector('.progress').innerText)")
    guest.page.wait_for_selector(".answer:not(.waiting) .lead")
    return guest.words(".answer .lead")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("page", ["/", "/redraw", "/roles", "/play", "/lessons", "/ladder", "/report"])
def test_it_asks_nobody_else_and_fits(browser: Any, link: str, page: str, screen: str, tmp_path: Path) -> None:
    """Every request goes to this machine, nothing is on the console, and no screen has to be scrolled sideways."""
    guest = Guest(browser, link, page, SCREENS[screen])
    guest.page.wait_for_selector("h1")
    if page == "/":
        answered(guest)
    assert guest.foreign == []
    assert guest.complaints == []
    assert guest.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    guest.context.close()


def test_a_lever_moves_the_answer_and_back(browser: Any, link: str) -> None:
    """Another market gives another answer, by the keyboard; the lever moved back gives the first answer again."""
    guest = Guest(browser, link)
    answered(guest, "100")
    first = guest.words(".answer .lead")
    slider = guest.page.locator('[data-lever="demand.overlap"] input')
    slider.focus()
    value = guest.words('[data-lever="demand.overlap"] .moved, [data-lever="demand.overlap"] b + span')
    guest.page.keyboard.press("Home")
    assert guest.after('[data-lever="demand.overlap"] b + span', value) != value
    guest.after(".answer .lead", first)
    answered(guest, "100")
    assert guest.words(".answer .lead") != first
    guest.page.get_by_text("Reset").click()
    answered(guest, "100")
    guest.page.wait_for_function("first => document.querySelector('.answer .lead').innerText === first", arg=first)
    assert guest.complaints == []
    guest.context.close()


def test_quarters_are_walked_through_by_keyboard(browser: Any, link: str) -> None:
    """The chart is that of the quarter: at first beliefs have colours and shares, before the change nothing is marked, in another future others."""
    guest = Guest(browser, link)
    guest.page.wait_for_selector(".chart .badge")
    assert guest.page.locator(".chart .post.changed").count() > 0
    last, when = guest.words(".scroll:has(.chart)"), guest.words(".moment b")
    assert "12 of 12" in when
    guest.page.locator("input.quarter").focus()
    guest.page.keyboard.press("Home")
    first = guest.after(".moment b", when)
    assert "before" in first
    assert guest.page.locator(".chart .post.changed").count() == 0
    guest.page.keyboard.press("End")
    assert guest.after(".moment b", first) == when
    assert guest.words(".scroll:has(.chart)") == last
    guest.page.get_by_label("Number of the future").fill("3")
    assert guest.after(".scroll:has(.chart)", last) != last
    assert guest.complaints == []
    guest.context.close()


def test_designs_are_picked_by_keyboard_and_three_are_the_most(browser: Any, link: str) -> None:
    """Designs are buttons: Space puts one beside today and takes it away; for a fourth there is no room, and the page says so."""
    guest = Guest(browser, link)
    for name in ("flat", "portfolio-pm", "matrix"):
        guest.page.locator(f'[data-pick="{name}"]').focus()
        guest.page.keyboard.press("Space")
    guest.page.wait_for_function("document.querySelectorAll('.answer').length === 3")
    assert guest.page.locator('[aria-pressed="true"][data-pick]').count() == 3
    guest.page.wait_for_selector("text=Take one away first")
    guest.page.locator('[data-pick="flat"]').focus()
    guest.page.keyboard.press("Space")
    guest.page.wait_for_function("document.querySelectorAll('.answer').length === 2")
    assert "Flat" not in guest.words("h1")
    guest.context.close()


def test_two_browsers_do_not_see_each_other(browser: Any, link: str) -> None:
    """What one picks stays with it, also when it comes back; the other has what it had."""
    one, other = Guest(browser, link), Guest(browser, link)
    before = other.words("h1")
    one.page.locator('[data-pick="flat"]').click()
    one.page.wait_for_function("document.querySelector('h1').innerText.includes('Flat')")
    one.page.reload()
    one.page.wait_for_selector("h1")
    other.page.reload()
    other.page.wait_for_selector("h1")
    assert "Flat" in one.words("h1")
    assert other.words("h1") == before
    for guest in (one, other):
        guest.context.close()


def test_a_wrong_key_is_refused(browser: Any, link: str) -> None:
    """Without the key, and with another one, there is a sentence and no page."""
    page = browser.new_context().new_page()
    home = link.split("/?", maxsplit=1)[0]
    for address in (home, f"{home}/roles", f"{home}/?token=wrong", f"{home}/orgsim/app.css"):
        answer = page.goto(address)
        assert answer.status == 403
    assert "needs its key" in page.inner_text("h1")


def test_a_future_that_crashes_leaves_the_app_alive(browser: Any, serve: Serve) -> None:
    """A future that fails is a sentence on the page; the others go on, and so do the levers."""
    guest = Guest(browser, serve(BREAK))
    guest.page.wait_for_selector(".trouble")
    assert "Future 3 of" in guest.words(".trouble")
    assert "a defect" in guest.words(".trouble")
    answered(guest, "20")
    guest.page.locator('[data-lever="demand.overlap"] input').focus()
    guest.page.keyboard.press("End")
    guest.page.wait_for_selector('[data-lever="demand.overlap"] .moved')
    answered(guest)
    guest.context.close()


def test_a_right_says_who_holds_it(browser: Any, link: str) -> None:
    """Pointing at a decision, or reaching it with the keyboard, tells everybody who has a say in it."""
    guest = Guest(browser, link, "/roles")
    guest.page.wait_for_selector("table.roles")
    guest.page.hover('tr[data-right="staff"]')
    assert guest.words("#who").startswith("Who is hired and how teams are staffed: the director of product decides")
    guest.page.locator('tr[data-right="review"]').focus()
    assert "the portfolio product manager decides" in guest.words("#who")
    guest.context.close()


def middle(guest: Guest, post: str) -> tuple[float, float]:
    """Return where the box of a post stands on the screen."""
    box = guest.page.locator(f'[data-post="{post}"] .box').bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_box_is_dragged_and_undone(browser: Any, link: str, tmp_path: Path) -> None:
    """Dropped on another director, a product manager reports there, facts and effects follow; undone, it reports where it did."""
    guest = Guest(browser, link, "/redraw")
    guest.page.wait_for_selector(".chart.live .post")
    guest.page.mouse.move(*middle(guest, "pm-feed-a"))
    guest.page.mouse.down()
    guest.page.mouse.move(*middle(guest, "head"), steps=4)
    guest.page.mouse.move(*middle(guest, "dir-money"), steps=4)
    guest.page.mouse.up()
    guest.page.wait_for_selector('.post.changed[data-post="pm-feed-a"]')
    assert "pm-feed-a moves under dir-money" in guest.words(".steps")
    answered(guest)
    with guest.page.expect_download() as saving:
        guest.page.get_by_text("Save as YAML").click()
    saving.value.save_as(tmp_path / "redrawn.yaml")
    assert "- move: {post: pm-feed-a, under: dir-money}" in (tmp_path / "redrawn.yaml").read_text(encoding="utf-8")
    guest.page.get_by_text("Undo").click()
    guest.page.wait_for_selector("text=Nothing is changed yet")
    assert guest.page.locator(".post.changed").count() == 0
    assert guest.page.locator(".answer").count() == 0
    assert guest.complaints == []
    guest.context.close()


def test_redrawing_by_keyboard_alone(browser: Any, link: str) -> None:
    """Enter picks a box and leads to its menus; from there a role is changed, and what cannot be done is a sentence."""
    guest = Guest(browser, link, "/redraw")
    guest.page.locator('[data-post="dir-money"]').focus()
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector(".menus .q-field")
    guest.page.wait_for_function("document.querySelector('.menus').contains(document.activeElement)")
    guest.page.keyboard.press("Tab")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector(".q-menu")
    guest.page.keyboard.press("ArrowDown")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector(".steps li")
    assert "dir-money becomes" in guest.words(".steps")
    guest.context.close()


def test_what_cannot_be_done_is_said(browser: Any, link: str) -> None:
    """The head cannot report to somebody below: the page says so, and nothing has changed."""
    guest = Guest(browser, link, "/redraw")
    guest.page.wait_for_selector(".chart.live .post")
    guest.page.mouse.move(*middle(guest, "head"))
    guest.page.mouse.down()
    guest.page.mouse.move(*middle(guest, "dir-platform"), steps=4)
    guest.page.mouse.up()
    guest.page.wait_for_selector(".q-notification")
    assert guest.page.locator(".steps li").count() == 0
    guest.context.close()


@pytest.mark.parametrize("role", ["pm", "gpm", "director", "ppm"])
def test_a_game_is_played_in_each_seat(browser: Any, link: str, role: str) -> None:
    """Eight quarters by what the page shows lead to the reveal: what was seen, what was true, and the same future as usual."""
    guest = Guest(browser, link, "/play")
    guest.page.locator(f'[data-seat="{role}"] button').click()
    for quarter in range(1, 9):
        guest.page.wait_for_selector(f"text=Quarter {quarter} of 8")
        for entry in guest.page.locator(".entry").all():
            seems_good = "+$" in entry.inner_text()
            entry.locator(".q-btn").nth(0 if seems_good else 2).click()
        guest.page.get_by_text("End the quarter").click()
    guest.page.wait_for_selector(".reveal")
    guest.page.wait_for_function("document.querySelectorAll('.everywhere tbody tr:has(td + td)').length === 4")
    guest.page.locator(".tabs button").last.click()
    guest.page.wait_for_function("/Seemed there|Nothing waited there/.test(document.querySelector('.play').innerText)")
    assert "Your company realised" in guest.words(".reveal h1")
    assert "as usual" in guest.words(".play table")
    assert guest.complaints == []
    guest.page.reload()
    guest.page.wait_for_selector(".reveal")
    guest.page.get_by_text("Take another seat").click()
    guest.page.wait_for_selector(".seats")
    guest.context.close()


def test_a_game_is_saved_and_gone_on_with(browser: Any, link: str, tmp_path: Path) -> None:
    """A game that is left after a quarter goes on from its file, in another browser; a file that is none is refused with a sentence."""
    guest, other = Guest(browser, link, "/play"), Guest(browser, link, "/play")
    guest.page.locator('[data-seat="director"] button').click()
    guest.page.wait_for_selector(".entry")
    guest.page.locator(".entry .q-btn").first.click()
    guest.page.get_by_text("End the quarter").click()
    guest.page.wait_for_selector("text=Quarter 2 of 8")
    inbox = guest.words(".stage")
    with guest.page.expect_download() as saving:
        guest.page.get_by_text("Save the game as a file").click()
    saving.value.save_as(tmp_path / "mine.game.json")
    (tmp_path / "none.json").write_text("{}", encoding="utf-8")
    other.page.set_input_files("input[type=file]", tmp_path / "none.json")
    other.page.wait_for_selector("text=is no saved game")
    other.page.set_input_files("input[type=file]", tmp_path / "mine.game.json")
    other.page.wait_for_selector("text=Quarter 2 of 8")
    assert other.words(".stage") == inbox
    for one in (guest, other):
        assert one.complaints == []
        one.context.close()


def until_focused(guest: Guest, place: str, most: int = 80) -> None:
    """Press Tab until something within a place has the focus."""
    for _ in range(most):
        guest.page.keyboard.press("Tab")
        if guest.page.evaluate("place => !!document.activeElement.closest(place)", place):
            return
    raise AssertionError(f"Tab does not lead to {place}")


def test_a_quarter_is_played_by_keyboard_alone(browser: Any, link: str) -> None:
    """Tab and Enter take a seat, answer a case, and end the quarter; the answer is part of the game."""
    guest = Guest(browser, link, "/play")
    guest.page.wait_for_selector(".seats")
    until_focused(guest, '[data-seat="director"] button')
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector(".entry")
    until_focused(guest, ".entry .q-btn")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector('.entry .q-btn[aria-pressed="true"]:has-text("Fund")')
    until_focused(guest, ".act.strong")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector("text=Quarter 2 of 8")
    guest.context.close()


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("/ladder", "input[type=range]"),
        ("/report", ".act.strong"),
        ("/roles", "[data-right]"),
        ("/play", ".saved .q-btn"),
        ("/lessons", "[data-lesson] button"),
    ],
)
def test_tab_leads_to_what_a_page_offers(browser: Any, link: str, page: str, place: str) -> None:
    """What can be moved, pressed or pointed at is reached by Tab alone, and is seen to be."""
    guest = Guest(browser, link, page)
    guest.page.wait_for_selector(place)
    until_focused(guest, place)
    style = guest.page.evaluate(
        """place => {
        const style = getComputedStyle(document.activeElement.closest(place));
        return [style.outlineStyle, style.boxShadow];
    }""",
        place,
    )
    assert style != ["none", "none"]
    guest.context.close()


def test_a_week_has_forty_hours(browser: Any, link: str) -> None:
    """Who wants to spend more is told how much too much it is, and the quarter goes on."""
    guest = Guest(browser, link, "/play")
    guest.page.locator('[data-seat="director"] button').click()
    guest.page.wait_for_selector("text=Quarter 1 of 8")
    guest.page.get_by_label("meeting people").fill("30")
    guest.page.get_by_text("End the quarter").click()
    guest.page.wait_for_selector("text=hours more than the week has")
    assert "Quarter 1 of 8" in guest.words("h1")
    guest.context.close()


def bet_and_look(guest: Guest) -> None:
    """Place a bet in a lesson, and see it held against what came out."""
    if guest.page.locator("[data-open='bet']").count():
        guest.page.locator("[data-open='bet']").click()
    guest.page.locator('input[name="way"]').first.check()
    guest.page.fill("#bet-size", "1")
    guest.page.click("#place")
    guest.page.wait_for_selector("#verdict:not(:empty)")


def test_a_lesson_goes_from_the_bet_to_the_reveal(browser: Any, link: str) -> None:
    """Simulated on the page of lessons, a lesson opens in a tab of its own, also in another browser; a bet leads to what came out."""
    guest, other = Guest(browser, link, "/lessons"), Guest(browser, link, "/lessons")
    assert other.page.goto(f"{other.home}/lesson/desk-at-90").status == 404
    guest.page.set_default_timeout(5 * PATIENCE)
    guest.page.locator('[data-lesson="desk-at-90"] button').click()
    guest.page.wait_for_selector('[data-lesson="desk-at-90"] a')
    with guest.context.expect_page() as opening:
        guest.page.locator('[data-lesson="desk-at-90"] a').click()
    assert "desk at ninety" in opening.value.inner_text("h1").lower()
    assert other.page.goto(f"{other.home}/lesson/desk-at-90").status == 200
    bet_and_look(other)
    assert other.foreign == []
    for one in (guest, other):
        one.context.close()


def test_the_report_is_about_what_is_on_the_screen(browser: Any, link: str) -> None:
    """Made for the design that was picked, the report stands in the page, alone for this browser."""
    guest, other = Guest(browser, link), Guest(browser, link, "/report")
    guest.page.locator('[data-pick="gpm-pods"]').click()
    guest.page.locator('[data-pick="flat"]').click()
    guest.page.wait_for_function("document.querySelector('h1').innerText.includes('Flat')")
    guest.page.goto(f"{guest.home}/report")
    guest.page.set_default_timeout(5 * PATIENCE)
    guest.page.get_by_text("Make the report").click()
    guest.page.wait_for_selector("iframe.report")
    assert "Should today become Flat?" in guest.page.frame_locator("iframe.report").locator("h1").inner_text()
    other.page.reload()
    other.page.wait_for_selector("h1")
    assert other.page.locator("iframe.report").count() == 0
    assert guest.complaints == []
    for one in (guest, other):
        one.context.close()


def test_a_lever_moves_the_ladder(browser: Any, link: str) -> None:
    """With fewer people leaving fewer places come free: the table says other numbers, and the first ones again after a reset."""
    guest = Guest(browser, link, "/ladder")
    guest.page.wait_for_selector("table.ladder")
    first = guest.words("table.ladder")
    guest.page.locator('[data-lever="parameters.staffing.attrition_rate"] input').focus()
    guest.page.keyboard.press("Home")
    guest.after("table.ladder", first)
    guest.page.get_by_text("Reset").click()
    guest.page.wait_for_function("first => document.querySelector('table.ladder').innerText === first", arg=first)
    assert guest.complaints == []
    guest.context.close()
