"""What a lesson finds, and what its page says of it."""

import html
import json
import re
from pathlib import Path

import numpy as np
import pytest
from tests.unit.lessons.conftest import Answered, Tell

from orgsim import cli
from orgsim.lessons.page import page_of
from orgsim.lessons.words import facet
from orgsim.results.statistics import estimated

OUTSIDE = re.compile(
    r"""(?:src|href|action)\s*=\s*["'](?!#|data:)[^"']|url\((?!#|["']?data:)|@import|fetch\(|XMLHttpRequest|https?://(?!www\.w3\.org)"""
)


def test_the_numbers_are_those_of_the_runs(answered: Answered) -> None:
    """Difference, interval and both means are those of the futures, worked out by hand."""
    answer = answered()
    half, full = (answer.grid[cell]["wait"][:, 0] for cell in (("half",), ("nearly full",)))
    found = answer.numbers["longer"]
    expected = estimated(full - half)
    assert (found.estimate.mean, found.estimate.low) == (expected.mean, expected.low)
    assert (found.of, found.against) == (float(full.mean()), float(half.mean()))
    assert found.often() == (int(np.sum(full > half)), 30)
    assert answer.holds


def test_the_page_says_these_numbers(answered: Answered, tmp_path: Path) -> None:
    """Words have the numbers of the run in the places that the lesson names."""
    answer = answered()
    page, found = page_of(answer, tmp_path), answer.numbers["longer"]
    assert f"Today people wait {facet(found, 'against')}." in page
    assert f"It is {facet(found, 'of')} now: {facet(found, '')}, in {facet(found, 'often')} futures." in page
    assert f"Say {facet(found, 'range')}." in page
    assert f'data-mean="{found.estimate.mean}"' in page
    assert page.count('class="dot ') == 30
    assert "SECRET" in page
    assert page.index("why people wait") > page.index('id="debrief"')
    assert "MORAL" in page
    assert not re.search(r"\{[a-z_]+(\.[a-z]+)?\}", page.split("<body>")[1].split("<script>")[0])


MUTANTS = {
    "no change": (("to: 0.9", "to: 0.5"), "these futures cannot tell"),
    "the other way": (("sign: up", "sign: down"), "the opposite of what was expected"),
    "too small": (("size: 0.5", "size: 50"), "smaller than what was to count"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_an_effect_that_is_not_there_is_not_told(answered: Answered, tmp_path: Path, name: str) -> None:
    """Where a claim fails, the page says so first and leaves out why and what to take home."""
    change, said = MUTANTS[name]
    answer = answered(change)
    page = page_of(answer, tmp_path)
    assert not answer.holds
    assert "the effect is not there" in page
    assert said in page
    assert "SECRET" not in page
    assert "MORAL" not in page
    assert "It is " not in page
    assert "why people wait" not in page
    assert "Facilitator" not in page


def test_the_page_asks_nobody_for_anything(answered: Answered, tmp_path: Path) -> None:
    """It holds all it needs, allows nothing but its own script, and is small."""
    page = page_of(answered(), tmp_path)
    assert not OUTSIDE.search(page)
    assert "default-src 'none'" in html.unescape(page)
    assert "script-src 'sha256-" in html.unescape(page)
    assert len(page.encode()) < 300_000


def test_the_same_lesson_is_the_same_bytes(answered: Answered, tmp_path: Path) -> None:
    """Built twice, from new runs and from kept ones, it is the same page."""
    assert page_of(answered(), tmp_path) == page_of(answered(), tmp_path)


def test_more_of_the_same_is_kept(
    tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second build simulates nothing; the JSON says what came out, and the exit code whether it holds."""
    folder = tell()

    def main(words: list[str]) -> int:
        with pytest.raises(SystemExit) as ended:
            cli.main(words)
        return int(ended.value.code or 0)

    monkeypatch.chdir(tmp_path)
    assert main(["--json", "lesson", "build", str(folder)]) == 0
    first = json.loads(capsys.readouterr().out)["lessons"][0]
    assert first["holds"]
    assert (tmp_path / first["page"]).is_file()
    with monkeypatch.context() as without_futures:
        without_futures.setattr("orgsim.lessons.desks.DeskCase.future", None)
        assert main(["--json", "lesson", "build", str(folder)]) == 0
        assert json.loads(capsys.readouterr().out)["lessons"][0] == first
    assert main(["lesson", "build", str(tell(("sign: up", "sign: down")))]) == 1
    assert main(["lesson", "build"]) == 2
    assert main(["lesson", "build", "no-such-lesson"]) == 3


def test_lessons_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what it is about."""
    with pytest.raises(SystemExit):
        cli.main(["--json", "lesson", "list"])
    listed = json.loads(capsys.readouterr().out)["lessons"]
    assert {"worst-team", "more-in-work"} <= {one["name"] for one in listed}
