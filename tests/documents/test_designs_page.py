"""The page on the library of designs says what the files and the command say."""

from tests.documents.designs_page import BEGIN, END, PAGE, page

from orgsim.scenario.library.designs import library


def test_the_page_is_up_to_date() -> None:
    """After a change of a design: ``python -m tests.documents.designs_page``."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_design_stands_there() -> None:
    """Each has its part, with its operations."""
    text = PAGE.read_text(encoding="utf-8")
    part = text[text.index(BEGIN) : text.index(END)]
    assert [line.split("`")[1] for line in part.splitlines() if line.startswith("### ")] == list(library())
