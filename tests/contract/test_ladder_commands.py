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


def test_fit_writes_a_ladder_that_can_be_simulated(tmp_path: Path, capsys: Capture) -> None:
    """What is written is valid, says how much each number rests on, can be simulated, and is never overwritten."""
    target = tmp_path / "fitted.yaml"
    assert orgsim("ladder", "fit", str(KUBERNETES), "-o", str(target)) == 0
    text = target.read_text(encoding="utf-8")
    assert (
        "promotion_share: 0.255 # 79 promoted in 67.0 person-years of those who could be; 95 %: 0.208 to 0.307" in text
    )
    assert "it was 5.74, and a ladder takes at most 5" in text
    assert orgsim("validate", str(target)) == 0
    capsys.readouterr()
    assert orgsim("ladder", "simulate", str(target), "-r", "5", "--quarters", "12") == 0
    assert "release-lead-shadow" in capsys.readouterr().out
    assert orgsim("ladder", "fit", str(KUBERNETES), "-o", str(target)) == 3
    assert "exists already" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == text


def test_fit_extends_the_ladder_whose_history_it_is(tmp_path: Path, capsys: Capture) -> None:
    """With a ladder only what the history tells is written, over a shipped ladder or a file beside it, and nothing over one elsewhere."""
    rows = "".join(
        f"p{place},{level},20{10 + place}-01-01,{end}\n"
        for place in range(9)
        for level, end in (("pm", f"20{11 + place}-07-01"), ("director", ""))[: 1 + place % 2]
    )
    (tmp_path / "careers.csv").write_text(f"person,level,from,to\n{rows}", encoding="utf-8")
    call = ("ladder", "fit", str(tmp_path / "careers.csv"), "--ladder")
    assert orgsim(*call, "product", "-o", str(tmp_path / "ours.yaml")) == 0
    assert (tmp_path / "ours.yaml").read_text(encoding="utf-8").count("extends: product") == 1
    assert orgsim("validate", str(tmp_path / "ours.yaml")) == 0
    assert orgsim(*call, str(tmp_path / "ours.yaml"), "-o", str(tmp_path / "again.yaml")) == 0
    assert orgsim("ladder", "lint", str(tmp_path / "again.yaml"), "--exit-zero") == 0
    assert orgsim(*call, str(tmp_path / "ours.yaml"), "-o", str(tmp_path / "away" / "x.yaml")) == 3
    assert "has to lie in the same folder or above it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "what"),
    [(("--bins", "1,2"), "start with 0"), (("--cut", "soon"), "expected a date"), (("--bins", "x"), "numbers")],
)
def test_fit_with_wrong_options(option: tuple[str, str], what: str, capsys: Capture) -> None:
    """Wrong options are a sentence."""
    assert orgsim("ladder", "fit", str(KUBERNETES), *option) == 2
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
