"""The published page is the one the checks write, but for numbers that depend on luck."""

import re

from tests.conftest import ROOT
from tests.studies.verification.conftest import SEED

from orgsim.studies.pages import validation_page
from orgsim.studies.suite import draw_figures

PAGE = ROOT / "docs" / "validation.md"
OBTAINED = re.compile(r"^(\| [^|]*\| [^|]*\|)[^|]*\|[^|]*\|[^|]*\|", re.MULTILINE)
"""In a row of readings: what was obtained, its tolerance and what it catches."""


def fixed(text: str) -> str:
    """Return a page without what depends on luck."""
    return OBTAINED.sub(r"\1", text)


def test_the_page_is_up_to_date(outcomes, tmp_path):
    """Claims, sources, targets, reasons, wrong variants, remarks and verdicts are as published."""
    figures = draw_figures(list(outcomes.values()), tmp_path / "img" / "validation")
    written = validation_page(list(outcomes.values()), SEED, figures, tmp_path)
    assert fixed(PAGE.read_text(encoding="utf-8")) == fixed(written)


def test_figures_of_the_page_are_there():
    """Every figure the page shows stands beside it, and those of V1, V2, V4 and V6 are among them."""
    shown = re.findall(r"\]\((img/validation/[^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert all((PAGE.parent / name).is_file() for name in shown)
    assert {"V1", "V2a", "V4", "V6a", "V6b"} <= {name.split("/")[-1].split("-")[0] for name in shown}


def test_the_page_hides_nothing_that_is_not_met():
    """No deciding target is missed; a published figure that is not reached is shown as not met, with the reason."""
    text = PAGE.read_text(encoding="utf-8")
    assert "NOT MET" not in text
    row = next(line for line in text.splitlines() if line.startswith("| skills carry over: best - worst, published |"))
    assert row.endswith("| not met (out of reach) |")
    assert "Not met: skills carry over: best - worst, published - the paper does not state" in text
