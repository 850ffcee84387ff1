"""The warning of saturated desks, in ``run`` and ``compare``, on the terminal and as JSON."""

import re
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

CROWDED = """\
extends: today.yaml
name: crowded
changes:
  - posts:
      head: {hours: {desk: 0.25}}
"""
FIXED_WEEKS = ("--set", "parameters.attention.duty_floor=1")
"""No desk is open for longer than its hours, however much waits."""
PAIR = ("compare", "today.yaml", "crowded.yaml", "-r", "6", "-o", "out", *FIXED_WEEKS)


@pytest.fixture
def crowded(orgsim: Run, folder: Path) -> Run:
    """A design in which the head has a quarter of an hour a week for requests."""
    (folder / "crowded.yaml").write_text(CROWDED, encoding="utf-8")
    return orgsim


def test_compare_names_desk_and_design(crowded: Run) -> None:
    """The desk is named with its design, how busy it is and what lapses there; also when the results are read again."""
    ended = crowded(*PAIR)
    assert ended.code == 0
    assert re.search(r"Warning: \d+ saturated desks?, busy for more than 95% of the open time", ended.out)
    assert re.search(r"\nhead +crowded +\d+\.\d%|\nhead +crowded +\d+%", ended.out)
    assert crowded("compare", "out").out == ended.out
    document = crowded("--json", *PAIR).document
    named = {(desk["design"], desk["post"]): desk for desk in document["saturated_desks"]}
    assert named["crowded", "head"]["busy"] > 0.95 or named["crowded", "head"]["lapsed"] > 0.1
    assert ("today", "head") not in named
    assert "lapsed" in {answer["metric"] for answer in document["answers"]}


def test_run_names_the_desk(crowded: Run) -> None:
    """A run of one design needs no column for it, and says so quarter by quarter, too."""
    ended = crowded("run", "crowded.yaml", "-r", "6", "-o", "one", *FIXED_WEEKS)
    assert "\npost  busy  lapsed" in ended.out or re.search(r"\npost +busy +lapsed", ended.out)
    assert "Warning: " in crowded("run", "crowded.yaml", "-r", "6", "-o", "one", *FIXED_WEEKS, "--by", "quarter").out


def test_no_desk_no_warning(crowded: Run) -> None:
    """Where every desk keeps up there is no warning, and the list is empty."""
    calm = ("run", "today.yaml", "-r", "2", "-o", "calm", "--set", "parameters.decisions.minutes_to_decide=1")
    easy = (*calm, "--set", "parameters.exceptions.exception_probability=0")
    assert "Warning: " not in crowded(*easy).out
    assert crowded("--json", *easy).document["saturated_desks"] == []


def test_only_the_worst_are_named(crowded: Run, folder: Path) -> None:
    """Of many desks five are on the terminal, with how many more there are; JSON has all."""
    posts = "\n".join(f"  pm-{place}: {{role: pm, reports_to: head, hours: {{desk: 0}}}}" for place in range(8))
    teams = "\n".join(f"  team-{place}: {{domain: search, engineers: 7, owner: pm-{place}}}" for place in range(8))
    (folder / "closed.yaml").write_text(
        f"extends: today.yaml\nname: closed\nteams:\n{teams}\nposts:\n{posts}\n", encoding="utf-8"
    )
    ended = crowded("run", "closed.yaml", "-r", "2", "-o", "closed")
    warning = ended.out.split("Warning: ")[1]
    named = re.findall(r"^(pm-\S+|head) .*%.*$", warning, re.MULTILINE)
    assert len(named) == 5
    more = int(re.findall(r"^and (\d+) more; --json lists them all$", warning, re.MULTILINE)[0])
    every = crowded("--json", "run", "closed.yaml", "-r", "2", "-o", "closed").document["saturated_desks"]
    assert len(every) == 5 + more >= 8
    assert [desk["post"] for desk in every[:5]] == named
