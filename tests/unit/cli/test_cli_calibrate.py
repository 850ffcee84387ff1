"""``orgsim calibrate``: a planted number of a simulated company is recovered, and what is refused."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

import orgsim as package
from orgsim.cli.errors import NO

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
    ended = orgsim("--json", *asked)
    assert ended.code == 0
    found = ended.document
    page = (folder / "pages" / "fit.html").read_text(encoding="utf-8")
    assert "orgsim calibrate today.yaml seen.csv --key demand.effort_median=2:30 --points 40" in page
    (number,) = found["numbers"]
    low, high = number["interval"]
    assert low <= 4.0 <= high
    assert high / low < 5.0  # the range before is 15 times as high as it is low
    assert orgsim("validate", "fitted.yaml").code == 0
    assert f"effort_median: {number['median']:g}" in (folder / "fitted.yaml").read_text(encoding="utf-8")


def test_what_the_fit_misses_is_said_everywhere(orgsim: Run, folder: Path) -> None:
    """A cost that is 2.6 errors below what the company costs at any effort is named in the text, the document and the file, and ends with 1; launches are reached."""
    truth = package.run(folder / "today.yaml", replications=20, output=folder / "truth").replications
    lines = [f"launches,{truth.launches.mean()},2,0", f"cost,{truth.cost.mean() - 2.6},1,0"]
    (folder / "seen.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    words = (*FIT, "--points", "30", "--futures", "4")
    ended = orgsim("--json", *words, "-o", "fitted.yaml")
    assert ended.code == NO
    found = ended.document
    assert found["missed"] == ["cost"]
    assert [(one["metric"], one["reached"]) for one in found["observables"]] == [("launches", True), ("cost", False)]
    assert "# not reached by the fitted model: cost (cost)" in (folder / "fitted.yaml").read_text(encoding="utf-8")
    assert orgsim("validate", "fitted.yaml").code == 0
    again = orgsim(*words, "--report", "fit.html")
    assert again.code == NO
    assert (folder / "fit.html").is_file()
    said = again.out
    assert "The fitted model does not reach 1 of 2 observables:\n  cost (cost): " in said
    assert "widen a range, vary other keys" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing column 'metric'"),
        ("metric,value,error\n", "missing column 'discrepancy'"),
        ("metric,value,error,discrepancy,note\n", "unknown column 'note'"),
        ("metric;value;error;discrepancy\nlaunches;1;1;1\n", "separated by semicolons; separate them by commas"),
        ("metric,value,value,error,discrepancy\n", "the column 'value' is there twice"),
        (
            HEAD + "lead_time,9,5,0.5,1\n",
            "seen.csv:2:1: E370 5 cells under 4 columns; a decimal number has a point, as in 9.5",
        ),
        (
            HEAD + 'lead_time,"9,5",0.5,1\n',
            "value of lead_time: expected a number, got '9,5' (a decimal number has a point)",
        ),
        (HEAD + "lead_time,-3,1,1\n", "E204 value of lead_time: lead time, median (weeks) is 0 or more, got -3"),
        (HEAD + "rework_share,30,1,1\n", "rework (share) is between 0 and 1, got 30"),
        (HEAD + "launches,8,0,0\n", "seen.csv:2:1: E204 error and discrepancy of launches are both 0"),
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


def test_semicolons_are_one_mistake(orgsim: Run, folder: Path) -> None:
    """A file with another separator is told once, not once for each column."""
    (folder / "seen.csv").write_text("metric;value;error;discrepancy\n", encoding="utf-8")
    assert orgsim(*FIT).err.count("E370") == 1


def test_a_file_that_is_not_there(orgsim: Run) -> None:
    """The file is named where a place would stand, not the scenario."""
    assert orgsim(*FIT).err.startswith("seen.csv: E001 it does not exist")


def test_more_numbers_than_observations(orgsim: Run, folder: Path) -> None:
    """Two numbers cannot be told from one observation."""
    (folder / "seen.csv").write_text(HEAD + "launches,8,1,1\n", encoding="utf-8")
    assert "demand.effort_median is named twice" in orgsim(*FIT, "--key", "demand.effort_median").err
    assert "2 numbers cannot be told from 1 observations" in orgsim(*FIT, "--key", "demand.overlap").err
