"""``orgsim calibrate``: a planted number of a simulated company is recovered, and what is refused."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

import orgsim as package

HEAD = "metric,value,error,discrepancy\n"
FIT = ("calibrate", "today.yaml", "seen.csv", "--key", "demand.effort_median=2:30")


def test_a_planted_number_is_recovered(orgsim: Run, folder: Path) -> None:
    """What one future of a company with an effort of 4 weeks shows is fitted: the interval holds 4, is far narrower than 2 to 30, and is written as a scenario."""
    truth = package.run(
        folder / "today.yaml", replications=1, seed=77, overrides=["demand.effort_median=4"], output=folder / "truth"
    )
    row = truth.replications.iloc[0]
    lines = [
        f"{name},{row[name]},{error},{error}"
        for name, error in (("launches", 0.5), ("lead_time", 0.5), ("throughput", 0.2))
    ]
    (folder / "seen.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    asked = (*FIT, "--points", "40", "--futures", "5", "-o", "fitted.yaml", "--report", "pages/fit.html")
    found = orgsim("--json", *asked).document
    page = (folder / "pages" / "fit.html").read_text(encoding="utf-8")
    assert "orgsim calibrate today.yaml seen.csv --key demand.effort_median=2:30 --points 40" in page
    (number,) = found["numbers"]
    low, high = number["interval"]
    assert low <= 4.0 <= high
    assert high / low < 5.0  # the range before is 15 times as high as it is low
    assert orgsim("validate", "fitted.yaml").code == 0
    assert f"effort_median: {number['median']:g}" in (folder / "fitted.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing column 'metric'"),
        ("metric,value,error\n", "missing column 'discrepancy'"),
        ("metric,value,error,discrepancy,note\n", "unknown column 'note'"),
        (HEAD, "there is no row with an observation"),
        (HEAD + "launchs,1,1,1\n", "seen.csv:2:1: E371 there is no metric 'launchs' (did you mean 'launches'?)"),
        (HEAD + "launches,x,1,1\n", "value of launches: expected a number, got 'x'"),
        (HEAD + "launches,1,-1,1\n", "error of launches: expected a number of 0 or more, got '-1'"),
        (HEAD + "launches,1,1\n", "discrepancy of launches: expected a number of 0 or more, got ''"),
        (HEAD + "launches,1,1,1\nlaunches,1,1,1\n", "seen.csv:3:1: E371 'launches' is observed twice"),
        (
            HEAD + "launches,100000,1,1\n",
            "points come near what was observed, and 5 are needed: launches stays at least",
        ),
    ],
)
def test_what_is_refused(orgsim: Run, folder: Path, text: str, said: str) -> None:
    """Each mistake is a sentence with its line, and what no number can explain is said."""
    (folder / "seen.csv").write_text(text, encoding="utf-8")
    ended = orgsim(*FIT, "--points", "20", "--futures", "2")
    assert ended.code == 3
    assert said in ended.err


def test_more_numbers_than_observations(orgsim: Run, folder: Path) -> None:
    """Two numbers cannot be told from one observation."""
    (folder / "seen.csv").write_text(HEAD + "launches,8,1,1\n", encoding="utf-8")
    assert "2 numbers cannot be told from 1 observations" in orgsim(*FIT, "--key", "demand.overlap").err
