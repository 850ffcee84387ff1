"""``orgsim ladder import`` and ``orgsim ladder fit`` from the command line."""

import json
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.contract.test_ladders import Capture, orgsim

DATA = ROOT / "tests" / "data"
KUBERNETES = DATA / "role-histories" / "kubernetes-release-team" / "cycles.csv"
RUST = DATA / "role-histories" / "rust-teams.csv"


def test_import_writes_a_ladder_that_validates(tmp_path: Path, capsys: Capture) -> None:
    """What is written can be read again, and is never overwritten."""
    target = tmp_path / "ladder.yaml"
    assert orgsim("ladder", "import", str(DATA / "ladders" / "gitlab-levels.csv"), "-o", str(target)) == 0
    assert orgsim("validate", str(target)) == 0
    assert orgsim("ladder", "lint", str(target)) == 1
    assert "W604" in capsys.readouterr().out
    assert orgsim("ladder", "import", str(DATA / "ladders" / "gitlab-levels.csv"), "-o", str(target)) == 3
    assert "exists already" in capsys.readouterr().err


def test_lint_of_a_broken_file_is_a_finding(tmp_path: Path, capsys: Capture) -> None:
    """A ladder that cannot be read ends with 1 and its problems, one that is not there too."""
    (tmp_path / "x.yaml").write_text("levels: {pm: {title: PM}}\n", encoding="utf-8")
    assert orgsim("ladder", "lint", str(tmp_path / "x.yaml")) == 1
    assert "E201" in capsys.readouterr().out
    assert orgsim("ladder", "lint", "no-such-ladder") == 3
    assert orgsim("ladder", "lint") == 2


@pytest.mark.parametrize(
    ("path", "level", "promotions", "expected", "came"),
    [(KUBERNETES, "shadow", 84, 56.4, 56), (RUST, "member", 56, 51.6, 15)],
    ids=["kubernetes", "rust"],
)
def test_fit_on_real_histories(
    path: Path, level: str, promotions: int, expected: float, came: int, capsys: Capture
) -> None:
    """The figures of ``docs/role-histories.md``: promotions, and how many were expected of the later half by one rate."""
    assert orgsim("--json", "ladder", "fit", str(path)) == 0
    found = json.loads(capsys.readouterr().out)
    own = next(cell for cell in found["levels"] if cell["level"] == level)
    assert own["promotion"]["events"] == promotions
    constant = found["backtest"]["scores"][0]
    assert round(constant["expected"], 1) == expected
    assert constant["events"] == came
    told = (ROOT / "docs" / "role-histories.md").read_text(encoding="utf-8")
    for entry in found["backtest"]["scores"]:
        line = f"| {entry['event']} | {entry['model']} | {entry['predictions']} | {entry['expected']:.1f} | {entry['events']} "
        assert f"{line}| {entry['brier']:.4f} | {entry['log']:.4f} |" in told


def test_fit_says_what_it_found_in_words(capsys: Capture) -> None:
    """The verdicts are printed: the Rust record did not tell how many."""
    assert orgsim("ladder", "fit", str(RUST)) == 0
    assert "the past did not tell how many" in capsys.readouterr().out


def test_nothing_is_printed_about_few_people(capsys: Capture) -> None:
    """No cell of any table is about fewer than five people."""
    orgsim("--json", "ladder", "fit", str(KUBERNETES))
    found = json.loads(capsys.readouterr().out)
    cells = [*found["levels"], *found["tenure"]]
    assert all(cell["people"] is None or cell["people"] >= 5 for cell in cells)


@pytest.mark.parametrize(
    ("option", "what"),
    [(("--bins", "1,2"), "start with 0"), (("--cut", "soon"), "expected a date"), (("--bins", "x"), "numbers")],
)
def test_fit_with_wrong_options(option: tuple[str, str], what: str, capsys: Capture) -> None:
    """Wrong options are a sentence."""
    assert orgsim("ladder", "fit", str(KUBERNETES), *option) == 3
    assert what in capsys.readouterr().err


def test_fit_without_a_testable_half_still_tells_the_rates(tmp_path: Path, capsys: Capture) -> None:
    """Too little for a back-test is a remark, not a failure."""
    rows = "".join(f"p{place},1,2021-01-01,2022-01-01\n" for place in range(6))
    (tmp_path / "x.csv").write_text(f"person,level,from,to\n{rows}", encoding="utf-8")
    assert orgsim("ladder", "fit", str(tmp_path / "x.csv")) == 0
    said = capsys.readouterr()
    assert "1.00 [0.37, 2.18]" in said.out
    assert "no back-test" in said.err


def test_lint_takes_folders(capsys: Capture) -> None:
    """A folder is every ladder in it."""
    assert orgsim("ladder", "lint", str(ROOT / "ladders"), "--exit-zero") == 0
    assert "in 6 files" in capsys.readouterr().out
