"""A figure for a page: it repeats no style, and two of them on one page share neither ids nor classes."""

import re

from tests.unit.figures.by_hand import HandMade

from orgsim.figures import all_figures as figures
from orgsim.figures.saving import svg


def test_figures_of_one_page_keep_apart(hand_made: HandMade) -> None:
    """Every class and every reference of a figure is its own, and what is left of styles stands there once or twice."""
    shown = figures.Shown(hand_made(), "today")
    pages = [
        svg(figures.difference(shown, name).draw(), "", name=name, letters="none", tight=True)
        for name in ("cost", "lapsed")
    ]
    named = [set(re.findall(r'class="([^"]+)"', page)) | set(re.findall(r' id="([^"]+)"', page)) for page in pages]
    assert all(named)
    assert not named[0] & named[1]
    for page in pages:
        assert set(re.findall(r'class="([^"]+)"', page)) <= set(re.findall(r"\.(s[\w-]+)\{", page))
        assert {
            target for target in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page) for target in target if target
        } <= set(re.findall(r' id="([^"]+)"', page))
        styles = re.findall(r' style="([^"]+)"', page)
        assert all(styles.count(style) < 3 for style in styles)
