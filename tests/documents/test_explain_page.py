"""The page about stories describes every column and every kind of event of the log."""

from tests.documents.explain_page import PAGE, page


def test_the_tables_are_those_of_the_code() -> None:
    """After a change of the log: ``python -m tests.documents.explain_page``."""
    assert PAGE.read_text(encoding="utf-8") == page()
