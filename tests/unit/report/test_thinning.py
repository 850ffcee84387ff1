"""A page of many designs leaves out what is least needed, in order, and says so; links still lead somewhere."""

import re

import pytest
from tests.unit.figures.by_hand import HandMade

from orgsim.report import build
from orgsim.report.blocks import Fold, Items, Picture, Section, Text
from orgsim.report.paper import Paper, html_of
from orgsim.report.thinning import html_within


def drawn(words: str) -> Picture:
    return Picture(words, words, f"<svg>{words}{'x' * 1000}</svg>")


def page() -> Paper:
    """Return a page with something for each step."""
    happens = Fold("What happens", (Items(["event " * 200]),))
    return Paper(
        "Question",
        "",
        "",
        (),
        (
            Section("twice", "Twice", (drawn("map one"), drawn("map two"))),
            Section("outcomes", "Outcomes", (drawn("open"), Fold("More", (drawn("folded"),)))),
            Section("futures", "Futures", (Fold("Story", (Text("in short"), happens), "story-1"),)),
            Section("why", "Why", (Fold("Mechanisms", (Items(["mechanism " * 100]),)),)),
        ),
    )


def test_a_small_page_stays_whole() -> None:
    assert html_within(page()) == html_of(page())


def test_the_least_needed_goes_first() -> None:
    """A byte too many costs the second map, and nothing else."""
    whole = html_of(page())
    text = html_within(page(), len(whole.encode()) - 1)
    assert "map two" not in text
    assert all(words in text for words in ("map one", "folded", "event", "mechanism", "the maps after the first"))


def test_everything_goes_that_may() -> None:
    """What stands open stays, the fold of a story keeps its anchor, and each section says what it left out."""
    text = html_within(page(), 0)
    assert not any(words in text for words in ("folded</", "event", "mechanism mechanism"))
    assert all(words in text for words in ("map one", "open", "in short", 'id="story-1"'))
    assert text.count("Left out, so that the page stays small enough for an e-mail") == 4


def test_links_of_a_thin_report_lead_somewhere(hand_made: HandMade, monkeypatch: pytest.MonkeyPatch) -> None:
    """No link of a report points at what was left out of it."""
    monkeypatch.setattr(build, "html_within", lambda paper: html_within(paper, 0))
    text = build.report(hand_made())
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r' id="([^"]+)"', text))
