"""How numbers are written, how progress is told, and what is said while the engine compiles."""

import warnings
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.console import Console, Tracker
from orgsim.cli.numbers import difference, number
from orgsim.cli.options import ropes_from


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0412, "share", "4.12%"),
        (0.5, "share", "50.0%"),
        (1.0, "share", "100.0%"),
        (0.0, "share", "0.0%"),
        (1234.5, "weeks", "1234"),
        (12.345, "weeks", "12.3"),
        (0.012345, "weeks", "0.0123"),
        (0.0, "weeks", "0"),
        (float("nan"), "weeks", "-"),
    ],
)
def test_numbers_have_three_digits(value: float, unit: str, text: str) -> None:
    """Three significant digits, four decimals at most; shares in percent; what is not known is a dash."""
    assert number(value, unit) == text


def test_differences_have_a_sign() -> None:
    """A difference always has its sign, in percentage points for shares; none at all is 0."""
    assert [difference(value) for value in (0.31, -12.0, 0.0)] == ["+0.310", "-12.0", "0"]
    assert difference(-0.0123, "share") == "-1.23pp"
    assert difference(float("nan")) == "-"


def test_ropes_are_read_in_both_forms() -> None:
    """A half width is meant both ways, in whatever sign; two ends are two ends; neither is relative."""
    found = ropes_from(["cost=0.5", "lead_time=-1:2", "alignment=-0.1"])
    assert {name: (rope.low, rope.high, rope.relative) for name, rope in found.items()} == {
        "cost": (-0.5, 0.5, False),
        "lead_time": (-1.0, 2.0, False),
        "alignment": (-0.1, 0.1, False),
    }


def test_progress_is_a_plain_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from a terminal: nothing for ten seconds, then how many, how many failed, and how long at that rate."""
    now = [100.0]
    monkeypatch.setattr("orgsim.cli.console.time.monotonic", lambda: now[0])
    lines: list[str] = []
    tracker = Tracker(800, "simulating", "plain", lines.append)
    with tracker:
        tracker(1, 0)
        now[0] = 109.9
        tracker(99, 0)
        assert lines == []
        now[0] = 110.0
        tracker(100, 2)
        now[0] = 119.0
        tracker(200, 2)
    assert lines == [" ... 100/800  12%  2 failed  eta 1m10s"]


@pytest.mark.parametrize(
    ("console", "style"),
    [
        (Console(), "plain"),
        (Console(quiet=True), "none"),
        (Console(as_json=True), "none"),
        (Console(progress="bar"), "bar"),
        (Console(progress="none"), "none"),
    ],
)
def test_the_style_of_progress(console: Console, style: str) -> None:
    """Away from a terminal progress is plain, unless something else is asked for; quiet and JSON have none."""
    assert console.tracker(10, "simulating").style == style


def test_a_bar_can_be_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    """The bar is told on stderr, and leaves stdout alone."""
    with Console(progress="bar").tracker(10, "simulating") as tracker:
        tracker(5, 1)
    assert capsys.readouterr().out == ""


def test_whatever_is_compiled_is_told_unless_quiet(orgsim: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Remarks about compiled code go where the command's remarks go, from before the first scenario is read: nowhere with -q or --json."""
    from orgsim.engine import kept

    for words, told in (((), "compiling\n"), (("-q",), ""), (("--json",), "")):
        assert orgsim(*words, "validate", "today.yaml").code == 0
        kept.tell("compiling")
        assert capsys.readouterr().err == told


def test_the_first_compilation_is_told_step_by_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With an empty cache every step of the schedule is named before it is compiled; with a full one nothing is said."""
    from tests.conftest import SMALL

    from orgsim.engine import warmup
    from orgsim.engine.steps import STEPS
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design

    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    blueprint = build(load_design(tmp_path / "small.yaml")).blueprint
    said: list[str] = []
    compiled: list[str] = []

    class Compiler:
        def __init__(self, name: str, function: object) -> None:
            self.name = name
            self.py_func = getattr(function, "py_func", function)

        def compile(self, _signature: object) -> None:
            compiled.append(self.name)

        def entered(self, kinds: object) -> None:
            self.compile(kinds)

    class Pretended:
        def __init__(self, step: object) -> None:
            self.mechanism = step.mechanism
            self.function = Compiler(step.name, step.function)

    class Schedule:
        quarter = warmup.schedule.quarter
        run = Compiler("run", warmup.schedule.run)

    monkeypatch.setattr(warmup, "COMPILED", True)
    monkeypatch.setattr(warmup, "schedule", Schedule)
    monkeypatch.setattr(warmup, "STEPS", {name: Pretended(step) for name, step in STEPS.items()})
    monkeypatch.setattr(warmup, "is_compiled", lambda _blueprint: True)
    warmup.compile_engine(blueprint, said.append)
    assert said == []
    assert compiled == ["run"]
    compiled.clear()
    monkeypatch.setattr(warmup, "is_compiled", lambda _blueprint: False)
    warmup.compile_engine(blueprint, said.append)
    assert said[0] == "compiling the engine: once, for about a minute; later starts load it"
    assert said[-1] == f"  {len(STEPS) + 2}/{len(STEPS) + 2} schedule"
    assert sorted(compiled) == sorted([*STEPS, "run"])
    for place, name in enumerate(compiled[:-1], start=2):
        assert said[place] == f"  {place}/{len(STEPS) + 2} {STEPS[name].mechanism}: {name}"


def test_remarks_are_silenced_before_or_after_the_command(orgsim: Run) -> None:
    """`-q` works anywhere on the line, also behind a command of a group, with the same answer."""
    words = ("run", "today.yaml", "-r", "2", "-o", "out")
    assert orgsim(*words).code == 0
    loud = orgsim(*words)
    assert "2 of 2 runs had been saved" in loud.err
    before, after = orgsim("-q", *words), orgsim(*words, "--quiet")
    assert (before.err, after.err) == ("", "")
    assert before.out == after.out == loud.out
    assert orgsim("ladder", "show", "product", "-q", "--no-color", "--progress", "none").code == 0


def test_the_folder_may_be_said_after_the_command(orgsim: Run, folder: Path) -> None:
    """`-C` acts before any path is read, wherever it stands."""
    (folder / "inner").mkdir()
    (folder / "inner" / "only.yaml").write_text((folder / "today.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert orgsim("validate", "only.yaml", "-C", "inner").code == 0


def test_a_wrong_option_of_the_whole_line_is_refused(orgsim: Run) -> None:
    """What it may be is said, as before the command."""
    assert "auto, bar, plain, none" in orgsim("metrics", "--progress", "loud").err


def test_a_word_after_two_hyphens_is_no_option(orgsim: Run) -> None:
    """A file may be called anything."""
    assert "--no-color" in orgsim("show", "--", "--no-color").err


@pytest.mark.parametrize("text", ["name: &a x\ndescription: &a y\n", "%YAML 1.1\n---\nname: 1.e+1\n"])
def test_the_yaml_reader_prints_nothing_of_its_own(orgsim: Run, folder: Path, text: str) -> None:
    """What a file means is told in orgsim's own sentences only."""
    (folder / "odd.yaml").write_text(text, encoding="utf-8")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ended = orgsim("validate", "odd.yaml")
    assert caught == []
    assert ended.code == 1
    assert "Warning" not in ended.err
