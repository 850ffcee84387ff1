"""What the pages show is what happens."""

import doctest
import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

from orgsim.cli import main

PAGES = ("mesa.md", "network.md", "python.md")


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_a_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the page prints what the page says, from the top of the repository."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / page), module_relative=False)
    assert tried > 5
    assert failed == 0


def test_python_blocks_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pastes the blocks of the page into one session, beside the template that it names, gets answers; here of three futures."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["init", "reorg", "--template", "reorg"])
    batch = Path("reorg/batch.yaml")
    batch.write_text(_thinned(batch.read_text(encoding="utf-8")), encoding="utf-8")
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    session: dict[str, object] = {}
    for block in blocks:
        exec(_thinned(block), session)  # noqa: S102
    assert Path("cases.png").stat().st_size > 0


def _thinned(text: str) -> str:
    """Return an example with three futures in place of fifty."""
    return text.replace("replications=50", "replications=3").replace("replications: 50", "replications: 3")
