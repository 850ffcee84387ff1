"""``orgsim select`` and ``--until-ci``: what is simulated, what is said, and what is refused."""

from pathlib import Path

import pandas as pd
import pytest
from tests.unit.cli.conftest import BATCH, Run

BOTH = ("--metric", "launches", "--metric", "cost")
TWO = ("select", "today.yaml", "layered.yaml", "-o", "out")


def test_a_selection_states_its_guarantee_and_is_resumed(orgsim: Run) -> None:
    """What is selected is said with its probability; the same command simulates nothing again and says the same."""
    words = (*TWO, "--metric", "decision_latency", "--matters", "0.2")
    first = orgsim(*words)
    assert first.code == 0
    assert "with a probability of at least 95%" in first.out
    again = orgsim(*words)
    assert again.out == first.out
    assert "40 of 40 runs had been saved" in again.err


def test_a_front_of_two_metrics(orgsim: Run) -> None:
    """With two metrics each design has its share of resamples on the front, and at least one is on it."""
    found = orgsim("--json", *TWO, "--metric", "launches", "--metric", "cost", "-r", "5").document["front"]
    assert {one["design"] for one in found} == {"today", "layered"}
    assert max(one["on_front"] for one in found) > 0.5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("select", "today.yaml", "--matters", "1"), "name two designs or more"),
        (TWO, "say with --matters D which difference in realised_value matters"),
        ((*TWO, "--matters", "-1"), "say with --matters D"),
        ((*TWO, "--metric", "launches", "--metric", "cost", "--matters", "1"), "--matters is for one --metric"),
        ((*TWO, "--matters", "inf"), "say with --matters D"),
        ((*TWO, "--matters", "1", "-r", "30"), "-r is for several --metric"),
        ((*TWO, *BOTH, "--max-reps", "90"), "--max-reps is for one --metric"),
        ((*TWO, *BOTH, "--confidence", "0.9"), "--confidence is for one --metric"),
        ((*TWO, "--metric", "cost", "--metric", "cost"), "--metric cost is there twice"),
        ((*TWO, "--metric", "lunches", "--matters", "1"), "(did you mean 'launches'?)"),
        (("batch", "batch.yaml", "--shard", "1/2", "--metric", "cost"), "--metric says which verdicts are printed"),
        (("batch", "batch.yaml", "--shard", "1/2", "--rope", "cost=1"), "--rope says which verdicts are printed"),
        (("batch", "batch.yaml", "--metric", "lunches"), "(did you mean 'launches'?)"),
        (("batch", "batch.yaml", "--until-ci", "launches=-1"), "expected METRIC=HALFWIDTH"),
        (("compare", "today.yaml", "layered.yaml", "--until-ci", "launches"), "expected METRIC=HALFWIDTH"),
        (("compare", "today.yaml", "layered.yaml", "--until-ci", "launches=1", "-r", "9"), "leave -r out"),
        (("compare", "today.yaml", "layered.yaml", "--max-reps", "90"), "bounds what --until-ci asks for"),
        (("batch", "batch.yaml", "--until-ci", "launches=1"), "take `replications` out of the batch file"),
    ],
)
def test_what_is_refused(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """Each mistake is a sentence, before anything is simulated: of the command line it ends with 2, of what files hold with 3."""
    ended = orgsim(*words)
    assert ended.code == (3 if "`replications`" in said else 2)
    assert said in ended.err


def test_compare_stops_when_intervals_are_narrow(orgsim: Run) -> None:
    """The half width that is asked for is reached, or the limit is said; results are those of -r with as many futures."""
    words = ("compare", "today.yaml", "layered.yaml", "--metric", "launches")
    found = orgsim("--json", *words, "--until-ci", "launches=0.9", "--max-reps", "60", "-o", "out").document
    reached = found["until"]
    assert reached["enough"] == (reached["half_width"] <= 0.9)
    assert reached["enough"] or reached["futures"] == 60
    straight = orgsim("--json", *words, "-r", str(reached["futures"]), "-o", "other").document
    assert found["answers"] == straight["answers"]


def test_a_batch_gives_each_case_what_it_needs(orgsim: Run, folder: Path) -> None:
    """Cases end with as many futures as they need; the table has them all, and repeating the command changes nothing."""
    text = BATCH.replace("replications: 3\n", "").replace("seeds: [1, 2]", "seeds: [1]")
    (folder / "batch.yaml").write_text(text, encoding="utf-8")
    words = ("batch", "batch.yaml", "-o", "out", "--until-ci", "launches=1", "--max-reps", "40")
    first = orgsim(*words)
    assert first.code == 0
    assert "x 20 futures to begin with = 80 runs, at most 160 with 40 futures each; 0 saved, 80 to do" in first.out
    frame = pd.read_parquet(folder / "out" / "batch.parquet")
    counts = frame.groupby(["case", "design"]).size()
    assert counts.min() >= 20
    assert counts.max() <= 40
    wide = frame.pivot_table(index=["case", "replication"], columns="design", values="launches")
    spread = (wide["layered"] - wide["today"]).groupby("case").std()
    for case, sd in spread.items():
        count = counts[case, "today"]
        assert 2.1 * sd / count**0.5 <= 1.05 or count == 40
    before = (folder / "out" / "batch.parquet").read_bytes()
    assert orgsim(*words).code == 0
    assert (folder / "out" / "batch.parquet").read_bytes() == before
    assert "(100%)" in orgsim("status", "out").out
