"""The page: it loads nothing, shows every name as text, says each thing once, and is the same bytes for the same results."""

import html
import re
from html.parser import HTMLParser

import pytest
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, HandMade

from orgsim.report.build import question_of, report

NASTY = '<script>alert("1")</script> \N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE} ' + "long " * 30
ATTRIBUTES = ("src", "href", "xlink:href", "action", "data", "poster", "srcset", "formaction", "background")


class Links(HTMLParser):
    """Collects whatever a page refers to, its tags, and its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what one tag says."""
        self.tags.append(tag)
        for name, value in attrs:
            if name in ATTRIBUTES and value:
                self.targets.append(value)
            if name == "id" and value:
                self.ids.append(value)
            if name.startswith("on"):
                self.handlers.append(name)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    from tests.unit.figures.by_hand import results_by_hand

    return report(results_by_hand(tmp_path_factory.mktemp("page")))


def test_it_refers_to_nothing_outside_itself(page: str) -> None:
    """No source, link, import or address leads out of the file, and every inner link leads somewhere."""
    found = Links(page)
    assert found.targets
    assert all(target.startswith("#") for target in found.targets)
    assert {target[1:] for target in found.targets} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert not {"iframe", "object", "embed", "link", "img", "form", "base"} & set(found.tags)
    assert not found.handlers
    assert not re.search(r"@import|url\((?!#)|fetch\(|XMLHttpRequest|https?://(?!www\.w3\.org)", page)


def test_a_browser_lets_it_do_nothing_but_its_own_script(page: str) -> None:
    """The policy allows one script by its hash, and there is just one."""
    import base64
    import hashlib

    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_names_are_text(hand_made: HandMade) -> None:
    """A name that is a script, an emoji or text from right to left is shown and not run."""
    page = report(hand_made({"today": ORGANISATION, NASTY[:80]: WITH_PORTFOLIO}))
    found = Links(page)
    assert found.tags.count("script") == 1
    assert html.escape('<script>alert("1")</script>', quote=True).replace("&quot;", "&#34;") in page
    assert "\N{GRINNING FACE}" in page


def test_same_results_same_bytes(hand_made: HandMade) -> None:
    """Nothing in it depends on the time, the machine or the order of anything."""
    results = hand_made()
    assert report(results) == report(results)


def test_every_section_has_an_anchor_and_words(page: str) -> None:
    """The sections of the reader's order are there, each figure says in words what it shows, and the page is small."""
    names = [
        "answer",
        "designs",
        "outcomes",
        "transition",
        "hours",
        "twice",
        "people",
        "futures",
        "assumptions",
        "limits",
    ]
    assert re.findall(r'<section id="([a-z]+)"', page) == names
    pictures = page.count('<svg role="img"')
    assert pictures >= 8
    assert page.count('<figcaption class="unseen">') == pictures
    assert len(page.encode()) < 1_000_000


def test_the_question(hand_made: HandMade) -> None:
    """It is made of the designs, unless the reader asks another."""
    assert question_of(["a"], "today") == "Should today become a?"
    assert question_of(["a", "b", "c"], "today") == "Should today become a, b or c?"
    assert '<h1 dir="auto">Who &amp; why?</h1>' in report(hand_made(), question="Who & why?")


def test_a_single_design_has_a_page_too(hand_made: HandMade) -> None:
    """There is no answer to give, and everything else is there."""
    page = report(hand_made({"today": ORGANISATION}))
    assert "What does today achieve?" in page
    assert 'id="answer"' not in page
    assert 'id="outcomes"' in page
