"""``orgsim sensitivity``: on two files, on the points of a batch, thresholds, and what is refused."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

BATCH = """\
designs: [today.yaml, layered.yaml]
vary:
  demand.overlap: {from: 0.1, to: 0.9}
  demand.drift_probability: {from: 0.1, to: 0.9}
sample: {method: METHOD, points: 2}
replications: 4
"""
OF_TWO = (
    ("--method", "morris"),
    ("--points", "8"),
    ("--futures", "9"),
    ("--seed", "2"),
    ("-j", "1"),
    ("--threshold", "demand.overlap"),
)
BESIDE = (("--method", "morris"), ("--key", "demand.overlap"), ("--points", "8"))
TWO = ("sensitivity", "today.yaml", "layered.yaml")


def test_a_study_is_analysed_from_its_folder(orgsim: Run, folder: Path) -> None:
    """The points of Morris and of Saltelli in a batch give a strength or a share for each key; missing points are said."""
    for method, what in (("morris", "effects"), ("saltelli", "shares")):
        (folder / f"{method}.yaml").write_text(BATCH.replace("METHOD", method), encoding="utf-8")
        assert orgsim("batch", f"{method}.yaml", "-o", method).code == 0
        (found,) = orgsim("--json", "sensitivity", method, "--metric", "launches").document["cases"]
        assert {one["key"] for one in found[what]} == {"demand.overlap", "demand.drift_probability"}
    first = next((folder / "morris").glob("p0003*"))
    for path in (first / "replications").iterdir():
        path.unlink()
    assert "1 of 6 points are not saved yet" in orgsim("sensitivity", "morris").err


def test_a_document_has_every_table_that_is_printed(orgsim: Run, folder: Path) -> None:
    """Two settings with two seeds are four tables, each with its case, setting, seed and its own numbers, in the document as in the text."""
    more = "settings: {base: {}, spilling: {demand.spill_probability: 0.8}}\nseeds: [1, 2]\n"
    (folder / "study.yaml").write_text(BATCH.replace("METHOD", "morris") + more, encoding="utf-8")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    cases = orgsim("--json", "sensitivity", "out", "--metric", "decision_latency").document["cases"]
    assert [(one["case"], one["setting"], one["seed"]) for one in cases] == [
        (f"{setting}-seed{seed}", setting, seed) for setting in ("base", "spilling") for seed in (1, 2)
    ]
    assert all(one["futures"] == 4 for one in cases)
    said = orgsim("sensitivity", "out", "--metric", "decision_latency").out
    assert all(f"{one['case']}: layered against today" in said for one in cases)
    assert len({tuple(effect["strength"] for effect in one["effects"]) for one in cases}) == 4


def test_a_study_and_two_files_agree(orgsim: Run, folder: Path) -> None:
    """Morris over the same ranges and futures finds the same effects in memory as from the folder of a batch, on the same scale."""
    text = BATCH.replace("METHOD", "morris").replace("to: 0.9}", "to: 0.9, scale: odds}")
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    saved = orgsim("--json", "sensitivity", "out", "--metric", "launches").document["cases"][0]["effects"]
    keys = ("--key", "demand.overlap=0.1:0.9", "--key", "demand.drift_probability=0.1:0.9")
    words = (*TWO, *keys, "--points", "2", "--futures", "4", "--method", "morris", "--metric", "launches")
    made = orgsim("--json", *words).document["effects"]
    assert [one["key"] for one in made] == [one["key"] for one in saved]
    assert [one["strength"] for one in made] == pytest.approx([one["strength"] for one in saved])
    assert [one["floor"] for one in made] == pytest.approx([one["floor"] for one in saved])


def test_a_threshold_that_is_not_told_is_not_said(orgsim: Run) -> None:
    """In 4 futures of a small company nothing turns: each value is printed with its interval and whether it is told from zero, and the sentence says so."""
    words = (*TWO, "--threshold", "demand.overlap=0.1:0.9", "--metric", "realised_value", "--futures", "4")
    found = orgsim("--json", *words).document
    assert found["crossings"] == []
    assert len(found["tried"]) == 9
    assert all(one["sign"] == (one["low"] > 0.0) - (one["high"] < 0.0) for one in found["tried"])
    said = orgsim(*words).out
    assert found["sentence"] in said
    assert ("is the difference told from zero in 4 futures" in said) == all(one["sign"] == 0 for one in found["tried"])
    assert said.count("not told from zero") >= sum(one["sign"] == 0 for one in found["tried"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*TWO, "--key", "demand.overlp"), "there is no number 'demand.overlp' (did you mean 'demand.overlap'?)"),
        ((*TWO, "--key", "demand.overlap=0.9:0.1"), "the range ends at 0.1, which is not above 0.9"),
        ((*TWO, "--key", "demand.overlap=0.1:7"), "demand.overlap lies between 0 and 1"),
        ((*TWO, "--key", "demand.overlap=x"), "expected KEY=LOW:HIGH, two numbers"),
        ((*TWO, "--method", "ensemble", "--key", "demand.overlap"), "leave --key out"),
        ((*TWO, "--design", "layered"), "--design with that only"),
        (("sensitivity", "today.yaml", "busier.yaml"), "has other domains than"),
        (("sensitivity", "out", "--key", "demand.overlap"), "--key is for two scenario files"),
        (("sensitivity", "out", "--fresh"), "--fresh is for two scenario files"),
        (("sensitivity", "out", "-o", "there"), "-o is for two scenario files"),
        *((("sensitivity", "out", *option), f"{option[0]} is for two scenario files") for option in OF_TWO),
        *(
            ((*TWO, "--threshold", "demand.overlap", *one), f"{one[0]} has nothing to say beside --threshold")
            for one in BESIDE
        ),
        ((*TWO, "--key", "demand.overlap", "--key", "demand.overlap=0.1:0.3"), "demand.overlap is named twice"),
        (
            (*TWO, "--method", "sobol", "--points", "3"),
            "--points 3: a Sobol' sequence is balanced over a power of two points, such as 2 or 4",
        ),
        ((*TWO, "--points", "12"), "such as 8 or 16"),
        ((*TWO, "--metric", "lunches"), "there is no metric 'lunches' (did you mean 'launches'?)"),
        (("sensitivity", "out"), "holds no batch"),
    ],
)
def test_what_is_refused(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """Each mistake is a sentence: of the command line it ends with 2, of what files hold with 3."""
    ended = orgsim(*words)
    assert ended.code == (3 if words == ("sensitivity", "out") or "busier.yaml" in words else 2)
    assert said in ended.err


def test_points_of_another_method_and_another_design_are_refused(orgsim: Run, folder: Path) -> None:
    """A Latin hypercube has no indices; a design that the study does not compare is told with the nearest one."""
    (folder / "study.yaml").write_text(BATCH.replace("METHOD", "latin"), encoding="utf-8")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    assert "are of the method 'latin'" in orgsim("sensitivity", "out").err
    assert "(did you mean 'layered'?)" in orgsim("sensitivity", "out", "--design", "layred").err
