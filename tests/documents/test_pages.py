"""What the pages show is what happens."""

import doctest

import pytest
from tests.conftest import ROOT

PAGES = ("mesa.md", "network.md", "python.md")


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_a_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the page prints what the page says, from the top of the repository."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / page), module_relative=False)
    assert tried > 5
    assert failed == 0
