"""What a command loads before it answers, and how it speaks to a terminal."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli import COMMANDS

HEAVY = {"mesa", "numba", "llvmlite", "pandas", "numpy", "scipy", "matplotlib", "pyarrow", "networkx", "rich"}
LIGHT = {
    "help": ("--help",),
    "help of a command": ("compare", "--help"),
    "validate": ("validate", "today.yaml"),
    "validate a batch": ("validate", "batch.yaml"),
    "show": ("show", "today.yaml"),
    "diff": ("diff", "today.yaml", "layered.yaml"),
    "init": ("init", "fresh"),
    "roles": ("roles",),
}
LOADED = """
import sys
from orgsim.cli import main
try:
    main(sys.argv[1:])
finally:
    print("LOADED", *sorted(sys.modules))
"""


def loaded_by(*words: str) -> list[str]:
    """Return every module that is loaded when a command has answered."""
    done = subprocess.run([sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True)
    return done.stdout.split("LOADED ")[1].split()


@pytest.mark.parametrize("words", LIGHT.values(), ids=LIGHT.keys())
def test_light_commands_load_nothing_heavy(folder: Path, words: tuple[str, ...]) -> None:
    """Help, and whatever only reads scenarios, imports no scientific library."""
    packages = {name.partition(".")[0] for name in loaded_by(*words)}
    assert "click" in packages
    assert not packages & HEAVY


def test_light_commands_load_little(folder: Path) -> None:
    """Help loads 136 modules and validate 310, most of them Python's and pydantic's own; a command with the engine loads 680."""
    assert len(loaded_by("--help")) < 200
    assert len(loaded_by("validate", "today.yaml")) < 400


def test_the_group_lists_every_command(orgsim: Run) -> None:
    """The help of the whole names every command once, with the first words of what it does, and the exit codes."""
    text = orgsim("--help").out
    listed = text.split("Commands:")[1].split("Exit codes:")[0]
    for name in COMMANDS:
        assert f"\n  {name} " in listed
    for code in ("0", "1", "2", "3", "4", "5", "130"):
        assert f"\n    {code} " in text.split("Exit codes:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(orgsim: Run, name: str) -> None:
    """Each command explains itself in a sentence, without escape codes."""
    ended = orgsim(name, "--help")
    assert ended.code == 0
    assert ended.out.startswith(f"Usage: orgsim {name}")
    assert "\x1b" not in ended.out


def test_the_version_is_the_package_s(orgsim: Run) -> None:
    """``--version`` says what is installed."""
    from importlib.metadata import version

    assert orgsim("--version").out.strip() == f"orgsim, version {version('orgsim')}"


def on_a_terminal(*words: str, **environment: str) -> str:
    """Return what a command line prints on a terminal."""
    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-c", "from orgsim.cli import main; main()", *words],
        env={**clean, "TERM": "xterm", **environment},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not chunk:
            break
        printed += chunk
    os.close(ours)
    assert process.wait() == 0
    return printed.decode()


def test_colour_is_for_terminals_that_want_it(folder: Path) -> None:
    """Escape codes come on a terminal, and go with NO_COLOR or --no-color; the words stay the same."""
    plain = on_a_terminal("show", "layered.yaml", NO_COLOR="1")
    colourful = on_a_terminal("show", "layered.yaml")
    assert "\x1b[1m" in colourful
    assert "\x1b" not in plain
    assert on_a_terminal("--no-color", "show", "layered.yaml") == plain
    assert "from the start" in plain


def test_work_in_another_folder(orgsim: Run, folder: Path) -> None:
    """With -C all paths count from there, and so does what is printed."""
    (folder / "sub").mkdir()
    (folder / "today.yaml").rename(folder / "sub" / "today.yaml")
    assert orgsim("-C", "sub", "validate", "today.yaml").code == 0


def test_quiet_leaves_the_answer_alone(orgsim: Run) -> None:
    """-q takes remarks away and nothing of the answer."""
    words = ("run", "today.yaml", "-r", "2", "-o", "out")
    orgsim(*words)
    loud, quiet = orgsim(*words), orgsim("-q", *words)
    assert "2 of 2 runs had been saved in out" in loud.err
    assert quiet.err == ""
    assert quiet.out == loud.out


def test_numbers_that_are_not_known_are_null_in_json(orgsim: Run) -> None:
    """A metric without a value in any future (nobody is on a ladder) is null, since NaN is not JSON."""
    words = ("run", "today.yaml", "-r", "2", "-o", "out", "--set", "mechanisms.approvals=false")
    metrics = orgsim("--json", *words).document["metrics"]
    assert metrics["promotion_rate"]["median"] is None
    assert metrics["cost"]["median"] > 0


def test_the_register_of_parameters_in_every_style(orgsim: Run) -> None:
    """Text, a table in Markdown and JSON hold the same parameters."""
    entries = json.loads(orgsim("params", "--format", "json").out)["parameters"]
    assert {"path", "meaning", "unit", "default", "low", "high", "source", "confidence"} <= set(entries[0])
    table = orgsim("params", "--format", "md").out.splitlines()
    assert len(table) == len(entries) + 2
    text = orgsim("params").out
    for entry in entries:
        assert f"{entry['path']} = " in text


def test_metrics_are_listed_with_what_they_mean(orgsim: Run) -> None:
    """Every metric is listed with its formula, and headline metrics come first."""
    from orgsim.metrics.catalog import all_metrics

    listed = orgsim("--json", "metrics").document["metrics"]
    assert [entry["name"] for entry in listed] == list(all_metrics())
    headline = [entry["headline"] for entry in listed]
    assert headline == sorted(headline, reverse=True)
    text = orgsim("metrics").out
    for entry in listed:
        assert entry["formula"] in text


def test_the_schedule_is_what_runs(orgsim: Run) -> None:
    """The printed order holds every step once, and marks what a scenario switches off."""
    from orgsim.engine.steps import STEPS

    document = orgsim("--json", "schedule").document
    steps = [entry["step"] for entry in document["quarter"] + document["week"]]
    assert sorted(steps) == sorted(STEPS)
    off = orgsim("schedule", "today.yaml", "--set", "mechanisms.news=false").out
    assert "exchange_news  (news)  [off: mechanisms.news]" in off
    assert "[off:" not in orgsim("schedule", "today.yaml").out


def test_show_says_where_values_come_from(orgsim: Run) -> None:
    """A value of the file has its line; one that is set on the command line or by default says so."""
    text = orgsim("show", "today.yaml", "--origin", "--set", "demand.overlap=0.25").out
    assert "teams.search-team.engineers = 7    # today.yaml:7:45" in text
    assert "demand.overlap = 0.25    # --set demand.overlap" in text
    assert "demand.similarity = 0.5    # default" in text


def test_show_resolved_can_be_read_again(orgsim: Run, folder: Path) -> None:
    """What ``show --resolved`` prints is a scenario: it validates, and it resolves to itself."""
    text = orgsim("show", "today.yaml", "--resolved").out
    (folder / "full.yaml").write_text(text, encoding="utf-8")
    assert orgsim("validate", "full.yaml").code == 0
    assert orgsim("show", "full.yaml", "--resolved").out == text


def test_show_resolved_keeps_what_a_post_states(orgsim: Run, folder: Path) -> None:
    """Hours and skills of which a post states a part: the other hours are the role's, the other skills are drawn, before as after."""
    today = (folder / "today.yaml").read_text(encoding="utf-8")
    stated = "{role: pm, reports_to: head, hours: {desk: 1.0}, skills: {strategy: 0.9}}"
    (folder / "part.yaml").write_text(today.replace("{role: pm, reports_to: head}", stated, 1), encoding="utf-8")
    text = orgsim("show", "part.yaml", "--resolved").out
    (folder / "full.yaml").write_text(text, encoding="utf-8")
    assert orgsim("show", "full.yaml", "--json").document == orgsim("show", "part.yaml", "--json").document
    assert "execution" not in text.partition("pm-search:")[2].partition("pm-billing:")[0]
    assert "pm-search.skills.execution" not in orgsim("show", "part.yaml", "--origin").out


def test_diff_names_what_changes(orgsim: Run) -> None:
    """A new post, two moved ones, and what the structure becomes; a design and itself are the same."""
    text = orgsim("diff", "today.yaml", "layered.yaml").out
    assert re.search(r"^new +\S*dir: ", text, re.MULTILINE)
    assert "moved     pm-search: head -> dir" in text
    assert "moved     pm-billing: head -> dir" in text
    assert "span      head: 2 -> 1" in text
    assert "layer     pm-search: 2 -> 3" in text
    assert "edges     reporting 3 added and 2 removed" in text
    assert orgsim("diff", "today.yaml", "today.yaml").out == "today and today are the same\n"
