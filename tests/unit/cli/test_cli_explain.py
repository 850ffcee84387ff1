"""What `orgsim explain` prints: a list to choose from, stories side by side, a log, and refusals with a sentence."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

TWO = ("explain", "out", "--future", "1")


@pytest.fixture
def compared(orgsim: Run) -> Run:
    """Return the command line in a folder with a comparison of two designs in two futures."""
    ended = orgsim("compare", "today.yaml", "layered.yaml", "-r", "2", "-o", "out")
    assert ended.code == 0, ended.err
    return orgsim


def test_without_a_subject_it_lists_what_to_ask_about(compared: Run) -> None:
    """Each list names the option that asks about its lines, and what is on it can be asked about."""
    listed = compared(*TWO, "--json").document
    assert (listed["designs"], listed["future"], listed["chosen"]) == (["today", "layered"], 1, None)
    tables = listed["overview"]["today"]
    assert [table["option"] for table in tables] == ["--initiative", "--initiative", "--duplicate", "--person"]
    text = compared(*TWO).out
    for table in tables:
        for row in table["rows"]:
            name = next(iter(row.values()))
            assert name in text
            told = compared(*TWO, "--design", "today", table["option"], name)
            assert told.code == 0, told.err


def test_two_designs_stand_side_by_side(compared: Run) -> None:
    """The same initiative is told in both, then counted; the JSON has the sentences and the rows behind them; the bytes are the same again."""
    name = compared(*TWO, "--json").document["overview"]["today"][1]["rows"][0]["initiative"]
    told = compared(*TWO, "--initiative", name)
    assert f"{name} in today\n" in told.out
    assert f"{name} in layered\n" in told.out
    assert "side by side" in told.out
    assert "All of this is simulated" in told.out
    assert compared(*TWO, "--initiative", name).out == told.out
    stories = compared(*TWO, "--initiative", name, "--json").document["stories"]
    assert [story["design"] for story in stories] == ["today", "layered"]
    for story in stories:
        assert all(f"{one['when']}: {one['text']}." in told.out for one in story["sentences"])
        assert {row["initiative"] for row in story["log"]} >= {name}
    other = compared(*TWO, "--initiative", name, "--design", "today", "--against", "layered")
    assert other.out.index("in layered") < other.out.index("in today")


def test_typical_names_its_number_and_how_it_was_chosen(compared: Run) -> None:
    """The future is chosen by the difference between the designs, and the answer says so."""
    told = compared("explain", "out", "--future", "best", "--metric", "launches", "--team", "search-team")
    assert "the best of 2 futures; launches of layered minus that of today is" in told.out
    chosen = compared("explain", "out", "--future", "best", "--metric", "launches", "--json").document["chosen"]
    assert (chosen["way"], chosen["metric"], chosen["futures"]) == ("best", "launches", 2)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_log_has_every_event_of_both_designs(compared: Run, folder: Path, ending: str) -> None:
    """One row an event, with the design and the future before it."""
    import pandas as pd

    ended = compared(*TWO, "--log", f"logs/log.{ending}")
    assert ended.code == 0, ended.err
    path = folder / "logs" / f"log.{ending}"
    frame = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
    assert set(frame["design"]) == {"today", "layered"}
    assert set(frame["future"]) == {1}
    assert {"launched", "asked", "answered", "stretch", "desk"} <= set(frame["event"])


REFUSED = {
    "a duplicate of two designs": (
        ("--duplicate", "d1"),
        "each design has duplicates of its own; name one design with --design",
    ),
    "an unknown design": (("--design", "layerd"), "there is no design 'layerd' (did you mean 'layered'?)"),
    "twice the same": (("--design", "today", "--against", "today"), "they are the same"),
    "a team that is not there": (
        ("--team", "serch-team"),
        "there is no team 'serch-team' in this future (did you mean 'search-team'?)",
    ),
    "a post that is not there": (("--person", "haed"), "there is no post 'haed' in this future (did you mean 'head'?)"),
    "an unknown metric": (("--future", "best", "--metric", "lunches"), "lunches"),
    "a future beyond": (("--future", "7"), "they are numbered from 0 to 1"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_told_is_refused(compared: Run, words: tuple[str, ...], sentence: str) -> None:
    """With a sentence that names what there is instead, and exit code 2 where the words by themselves are wrong; nothing is printed."""
    ended = compared("explain", "out", *words)
    by_itself = "--against" in words or "--metric" in words
    assert (ended.code, ended.out) == (2 if by_itself else 3, "")
    assert sentence in ended.err
