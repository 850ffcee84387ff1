"""How every command ends: with the documented exit code, with one JSON document when asked, and never with a traceback."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run, fail_at
from tests.unit.figures.by_hand import results_by_hand

from orgsim.api import batch, run
from orgsim.app.company import Company
from orgsim.app.game import Game, chairs
from orgsim.app.saved_games import saved
from orgsim.cli import COMMANDS
from orgsim.cli.errors import INTERNAL, INTERRUPTED, INVALID, NO, PARTIAL
from orgsim.experiments.record import recorded, write_record
from orgsim.experiments.study import study_of
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.design import load_design

FEW = ("-r", "2", "-o", "out")

DONE = {
    "init": ("init", "fresh"),
    "import": ("import", "people.csv", "-o", "imported.yaml"),
    "validate": ("validate", "today.yaml", "layered.yaml", "batch.yaml"),
    "show": ("show", "layered.yaml"),
    "redesign": ("redesign", "layered.yaml", "--remove-layer", "directors", "-o", "redrawn.yaml"),
    "diff": ("diff", "today.yaml", "layered.yaml"),
    "designs": ("designs", "portfolio-pm", "rubric-and-forum", "--on", "today.yaml"),
    "roles": ("roles", "layered.yaml"),
    "network": ("network", "today.yaml", "layered.yaml"),
    "schedule": ("schedule", "today.yaml"),
    "run": ("run", "today.yaml", *FEW),
    "compare": ("compare", "today.yaml", "layered.yaml", *FEW),
    "explain": ("explain", "today.yaml", "--future", "0", "--team", "search-team"),
    "headroom": ("headroom", "today.yaml", "layered.yaml", "--only", "perfect-cases", *FEW),
    "atlas": ("atlas", "today.yaml", "--in", "calm", "--design", "portfolio-pm", *FEW),
    "why": ("why", "today.yaml", "layered.yaml", "--no-mechanisms", *FEW),
    "play": ("play", "mine.game.json", "today.yaml"),
    "report": ("report", "made/results", "-o", "page.html"),
    "story": ("story", "annual-planning", "--situations", "2", "-r", "1", "-o", "out"),
    "batch": ("batch", "batch.yaml", "-n"),
    "figures": ("figures", "made", "-o", "drawn"),
    "status": ("status", "made"),
    "verify": ("verify", "made", "--sample", "1"),
    "select": ("select", "today.yaml", "layered.yaml", "--matters", "5", "--metric", "launches", "-o", "out"),
    "optimise": ("optimise", "search.yaml"),
    "calibrate": ("calibrate", "today.yaml", "seen.csv", "--key", "demand.overlap", "--points", "20", "--futures", "2"),
    "sensitivity": (
        "sensitivity",
        "today.yaml",
        "layered.yaml",
        "--key",
        "demand.overlap",
        "--points",
        "2",
        "--futures",
        "2",
    ),
    "verify-model": ("verify-model", "E3-time-step"),
    "compile": ("compile",),
    "metrics": ("metrics",),
    "params": ("params",),
}
PEOPLE = "id,name,title,manager\n1,A,Head of Product,\n2,B,Product Manager Search,1\n3,C,Engineer Search,2\n"
SEARCH = "design: today.yaml\nchoices: {pm: {keep: [], close: [{close: pm-billing}]}}\nsearch: {futures: 2}\nfinal: {futures: 2}\n"
KEYS = {
    "init": {"written"},
    "import": {"rows", "findings", "questions", "written"},
    "validate": {"files", "errors", "problems"},
    "show": {"name", "stages"},
    "redesign": {"operations", "structure", "moved", "re_roled", "written"},
    "diff": {
        "before",
        "after",
        "new",
        "closed",
        "moved",
        "re_roled",
        "spans",
        "layers",
        "cost",
        "edges",
        "other",
        "structure",
    },
    "designs": {"company", "today", "designs", "refused"},
    "roles": {"roles"},
    "network": {"formulas", "networks"},
    "schedule": {"quarter", "week"},
    "run": {
        "design",
        "seed",
        "futures",
        "folder",
        "metrics",
        "pool_over_capacity",
        "desks",
        "saturated_desks",
        "ledger",
    },
    "compare": {"seed", "designs", "answers", "saturated_desks"},
    "explain": {"seed", "future", "designs", "chosen", "subject", "stories"},
    "headroom": {"seed", "futures", "since", "today", "functions", "designs"},
    "atlas": {"seed", "today", "environments", "regrets"},
    "why": {"seed", "total", "pieces", "mechanisms", "shifts"},
    "play": {"design", "post", "future", "quarters", "decided", "metrics"},
    "report": {"report"},
    "story": {"story", "figures", "emerged", "costs", "met"},
    "batch": {"folder", "cases", "runs", "saved"},
    "figures": {"figures"},
    "status": {"batch", "runs", "saved", "failed", "cases"},
    "verify": {"parts", "repeated", "futures", "different"},
    "select": {"metric", "selected", "left", "dropped", "runs", "sentence", "folder"},
    "optimise": {
        "metric",
        "combinations",
        "trials",
        "impossible",
        "finalists",
        "best",
        "runner_up",
        "best_over_runner_up",
        "chosen",
        "gain",
    },
    "calibrate": {"waves", "numbers", "observables", "missed"},
    "sensitivity": {"baseline", "design", "metric", "effects", "shares", "noise"},
    "verify-model": {"seed", "passed", "checks"},
    "compile": {"folder", "files", "megabytes"},
    "metrics": {"metrics"},
    "params": {"screening", "parameters"},
}


@pytest.fixture(autouse=True)
def people(folder: Path, request: pytest.FixtureRequest) -> None:
    """Put a table of people into the folder, and results where a test is about them."""
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "seen.csv").write_text("metric,value,error,discrepancy\ncost,3,1,3\n", encoding="utf-8")
    if "optimise" in request.node.name:
        (folder / "search.yaml").write_text(SEARCH, encoding="utf-8")
    if "play]" in request.node.name:
        save_game(folder)
    if "report" in request.node.name:
        (folder / "made").mkdir()
        results_by_hand(folder / "made", futures=3)
    if "figures]" in request.node.name:
        batch(folder / "batch.yaml", output=folder / "made")
    if "status" in request.node.name or "verify]" in request.node.name:
        write_record(recorded(study_of(load_batch(folder / "batch.yaml"), folder / "made")))
        run(folder / "today.yaml", replications=2, output=folder / "made" / "base-seed1")


def save_game(folder: Path) -> None:
    """Save a game of one quarter beside the scenario in which it was played."""
    game = Game(chairs(Company(load_design(folder / "today.yaml")))[0], 1, 0)
    game.begin()
    game.decide({entry.key: True for entry in game.inbox.entries}, game.inbox.hours)
    (folder / "mine.game.json").write_text(saved(game), encoding="utf-8")


def test_every_command_is_tried_here() -> None:
    """A new command must say here how it is called and what its JSON holds."""
    elsewhere = {  # the commands of the first two are tried with ladders and with lessons; the last serves until it is interrupted
        "ladder",
        "lesson",
        "app",
    }
    assert set(COMMANDS) - elsewhere <= set(DONE)
    assert set(DONE) == set(KEYS)


@pytest.mark.parametrize("name", DONE)
def test_what_works_ends_with_0_and_plain_text(orgsim: Run, name: str) -> None:
    """Away from a terminal each command answers with 0, in text without escape codes, on stdout."""
    ended = orgsim(*DONE[name])
    assert ended.code == 0, ended.err
    assert ended.out.strip()
    assert "\x1b" not in ended.out + ended.err


@pytest.mark.parametrize("name", DONE)
def test_json_is_one_document_with_the_documented_keys(orgsim: Run, name: str) -> None:
    """With --json, wherever it stands on the line, stdout is exactly one document of valid JSON and stderr is silent."""
    ended = orgsim(*DONE[name], "--json")
    assert ended.code == 0
    assert KEYS[name] <= set(ended.document)
    assert ended.err == ""


USAGE = {
    "no such command": ("runn", "today.yaml"),
    "no such option": ("run", "today.yaml", "--replikations", "3"),
    "nothing to read": ("run",),
    "no replications": ("run", "today.yaml", "-r", "0"),
    "a word for a number": ("run", "today.yaml", "--seed", "seven"),
    "no such template": ("init", "--template", "maximal"),
    "no such folder": ("-C", "nowhere", "metrics"),
    "a redesign of no operation": ("redesign", "today.yaml", "-o", "new.yaml"),
    "undoing and doing": ("redesign", "today.yaml", "--undo", "--close", "head"),
    "an unknown style": ("validate", "today.yaml", "--format", "xml"),
}


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE.keys())
def test_wrong_use_ends_with_2(orgsim: Run, words: tuple[str, ...]) -> None:
    """A command line that makes no sense ends with 2 and a usage line; as JSON with one document that says what is wrong."""
    ended = orgsim(*words)
    assert ended.code == 2
    assert "Usage: orgsim" in ended.err
    assert ended.out == ""
    assert orgsim(*words, "--json").document["error"]


BY_ITSELF = {
    "a comparison with nothing": ("compare", "today.yaml"),
    "a figure of a kind there is not": ("headroom", "today.yaml", "--figure", "bars.pdf"),
    "a story of two things": ("explain", "today.yaml", "--future", "0", "--team", "search-team", "--person", "head"),
    "a log of a kind there is not": ("explain", "today.yaml", "--future", "0", "--log", "log.txt"),
    "a metric that there is not": ("compare", "today.yaml", "layered.yaml", "--metric", "lunches"),
    "a region without a number": ("batch", "batch.yaml", "--rope", "cost=some"),
    "an option without the other": ("compare", "today.yaml", "layered.yaml", "--max-reps", "90"),
    "a share that there is not": ("batch", "batch.yaml", "--shard", "0/2"),
    "half a setting": ("run", "today.yaml", "--set", "demand.drift_probability"),
    "a setting without a key": ("validate", "today.yaml", "--set", "demand.=3"),
    "a setting that is no YAML": ("run", "today.yaml", "--set", "demand.overlap=["),
    "half a setting of a ladder": ("ladder", "simulate", "product", "--set", "transfer"),
}


@pytest.mark.parametrize("words", BY_ITSELF.values(), ids=BY_ITSELF.keys())
def test_words_that_are_wrong_by_themselves_end_with_2(orgsim: Run, words: tuple[str, ...]) -> None:
    """What contradicts itself, or is not of its form, whatever the files hold, ends with 2 and a sentence; as JSON with one document."""
    ended = orgsim(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip()
    assert orgsim(*words, "--json").document["error"]


SAID = {
    "of all commands": (("compar", "today.yaml"), "there is no command 'compar' (did you mean 'compare'?)"),
    "of those on ladders": (
        ("ladder", "simulat", "product"),
        "there is no command 'simulat' (did you mean 'simulate'?)",
    ),
    "of nothing near": (("today.yaml",), "there is no command 'today.yaml'\n"),
}


@pytest.mark.parametrize(("words", "sentence"), SAID.values(), ids=SAID.keys())
def test_a_misspelt_command_gets_the_nearest_name(orgsim: Run, words: tuple[str, ...], sentence: str) -> None:
    """A name that no command has is refused with the nearest one, if any is near."""
    assert sentence in orgsim(*words).err


UNUSABLE = {
    "a missing scenario": ("run", "nowhere.yaml"),
    "a broken scenario": ("run", "typo.yaml"),
    "a missing design": ("show", "nowhere.yaml"),
    "a broken design": ("show", "typo.yaml"),
    "one side of a difference": ("diff", "today.yaml", "typo.yaml"),
    "a broken scenario to schedule": ("schedule", "typo.yaml"),
    "a comparison with a broken design": ("compare", "today.yaml", "typo.yaml"),
    "a folder without results": ("compare", "."),
    "a headroom of another market": ("headroom", "today.yaml", "busier.yaml"),
    "a headroom of nothing": ("headroom", "today.yaml", "--only", "luck"),
    "an atlas of nowhere": ("atlas", "today.yaml", "--in", "utopia"),
    "a story of a folder without results": ("explain", "."),
    "a story of no future": ("explain", "today.yaml", "--future", "rosy"),
    "the typical future of a scenario": ("explain", "today.yaml"),
    "a story of nothing": ("explain", "today.yaml", "--future", "0", "--initiative", "search-99999"),
    "two designs of one scenario": ("explain", "today.yaml", "--future", "0", "--against", "layered"),
    "a redesign of nothing": ("redesign", "nowhere.yaml", "--close", "head", "-o", "new.yaml"),
    "a redesign over a file": ("redesign", "today.yaml", "--move", "pm-search,under=pm-billing", "-o", "layered.yaml"),
    "an operation on nobody": ("redesign", "today.yaml", "--close", "dir", "-o", "new.yaml"),
    "no YAML in an operation": ("redesign", "today.yaml", "--close", "{head", "-o", "new.yaml"),
    "a redesign without a place": ("redesign", "today.yaml", "--move", "pm-search,under=pm-billing"),
    "nothing to undo": ("redesign", "today.yaml", "--undo"),
    "a missing batch": ("batch", "nowhere.yaml"),
    "a scenario for a batch": ("batch", "today.yaml"),
    "an unknown setting": ("run", "today.yaml", "--set", "demand.drift=1"),
    "what is already there": ("init", "."),
}


@pytest.mark.parametrize("words", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_unusable_input_ends_with_3(orgsim: Run, words: tuple[str, ...]) -> None:
    """What cannot be read or is wrong ends with 3 and a sentence on stderr; as JSON with one document that holds it."""
    ended = orgsim(*words)
    assert ended.code == INVALID
    assert ended.err.strip()
    assert "Traceback" not in ended.err
    assert orgsim(*words, "--json").document["error"]


PLAINLY = {
    "a word for a number": (("run", "today.yaml", "--seed", "seven"), "expected a whole number, got 'seven'"),
    "a template that there is not": (("init", "--template", "reorgg"), "there is no 'reorgg' (did you mean 'reorg'?)"),
    "a style that there is not": (
        ("validate", "today.yaml", "--format", "jso"),
        "there is no 'jso' (did you mean 'json'?); there are text, json, github",
    ),
    "a condition on no design": (
        ("compare", "today.yaml", "layered.yaml", "--fail-if", "cost:layred:worse"),
        "there is no design 'layred' (did you mean 'layered'?)",
    ),
    "a condition on the baseline": (
        ("compare", "today.yaml", "layered.yaml", "--fail-if", "cost:today:worse"),
        "'today' is what the others are compared with; these are layered",
    ),
    "a condition on another metric": (
        ("compare", "today.yaml", "layered.yaml", "--metric", "launches", "--fail-if", "cost:layered:worse"),
        "cost is not compared here; add --metric cost, or --all",
    ),
    "a setting of another policy": (
        ("ladder", "simulate", "product", "--set", "policy.raters=3"),
        "the policy is 'merit', and it has no setting 'raters'; it is a setting of committee",
    ),
    "a misspelt setting of a policy": (
        ("ladder", "simulate", "product", "--policy", "committee", "--set", "policy.ratrs=3"),
        "it has no setting 'ratrs' (did you mean 'raters'?)",
    ),
}


@pytest.mark.parametrize(("words", "said"), PLAINLY.values(), ids=PLAINLY.keys())
def test_what_is_expected_is_said_in_plain_words(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """What is there instead, and the nearest name; nothing of the libraries that read the command line."""
    assert said in orgsim(*words).err


NEAR = {
    "to run": ("run", "todya.yaml"),
    "to compare": ("compare", "today.yaml", "todya.yaml"),
    "to show": ("show", "todya.yaml"),
    "a ladder": ("ladder", "lint", "todya.yaml"),
}


@pytest.mark.parametrize("words", NEAR.values(), ids=NEAR.keys())
def test_a_missing_file_gets_the_nearest_name(orgsim: Run, words: tuple[str, ...]) -> None:
    """A file beside it is likely to be the one that is meant."""
    ended = orgsim(*words)
    assert ended.code == INVALID
    assert "todya.yaml" in ended.err
    assert "(did you mean 'today.yaml'?)" in ended.err


def test_a_missing_file_is_no_finding(orgsim: Run) -> None:
    """Nothing can be said of it, so validate ends with 3, as all commands do; others are checked all the same."""
    ended = orgsim("validate", "todya.yaml", "typo.yaml")
    assert ended.code == INVALID
    assert "todya.yaml: E001 it does not exist (did you mean 'today.yaml'?)" in ended.out
    assert "typo.yaml:3:16: E101" in ended.out


def test_findings_end_with_1(orgsim: Run) -> None:
    """The answer of validate to a broken file is no: exit 1, each finding with file, line, column and the nearest name."""
    ended = orgsim("validate", "today.yaml", "typo.yaml")
    assert ended.code == NO
    assert "typo.yaml:3:16: E101 posts.head: unknown key 'rolle' (did you mean 'role'?)" in ended.out
    assert ended.out.endswith("1 error, 0 warnings in 2 files\n")


def test_findings_as_json_and_as_annotations(orgsim: Run) -> None:
    """The same finding for machines: in JSON with its place, and as an annotation of a pull request."""
    problem = orgsim("validate", "typo.yaml", "--format", "json").document["problems"][0]
    assert (problem["code"], problem["file"], problem["line"], problem["column"]) == ("E101", "typo.yaml", 3, 16)
    github = orgsim("validate", "typo.yaml", "--format", "github")
    assert github.out.startswith("::error file=typo.yaml,line=3,col=16::E101 ")
    assert github.code == NO


def test_a_folder_is_validated_file_by_file(orgsim: Run) -> None:
    """Given a folder, validate checks every scenario and batch in it."""
    ended = orgsim("--json", "validate", ".")
    assert {Path(name).name for name in ended.document["files"]} == {
        f"{name}.yaml" for name in ("today", "layered", "busier", "typo", "batch")
    }


def test_a_defect_is_a_sentence_and_a_trace_file(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw ends with 5, names a file with the trace, and prints the trace only with -v."""

    def defect(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("orgsim.cli.commands.show_.load_design", defect)
    ended = orgsim("show", "today.yaml")
    assert ended.code == INTERNAL
    assert "internal error: ZeroDivisionError: a defect" in ended.err
    assert "Traceback" not in ended.err
    trace = Path(ended.err.split("The trace is in ")[1].split(";")[0])
    assert "in defect" in trace.read_text(encoding="utf-8")
    trace.unlink()
    loud = orgsim("-v", "show", "today.yaml")
    assert "Traceback" in loud.err
    Path(loud.err.split("The trace is in ")[1].split(";")[0]).unlink()


def test_an_interrupt_ends_with_130(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C anywhere ends with 130 and one word."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orgsim.cli.commands.show_.load_design", interrupt)
    ended = orgsim("show", "today.yaml")
    assert (ended.code, ended.err) == (INTERRUPTED, "interrupted\n")


def test_an_interrupted_run_says_what_is_saved(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while simulating ends with 130, and the same command goes on with what is there."""
    import orgsim.results.runner as runner

    real, calls = runner.run_part, []

    def interrupted(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(runner, "run_part", interrupted)
        ended = orgsim("run", "today.yaml", "-r", "30", "-j", "1", "-o", "out")
    assert ended.code == INTERRUPTED
    assert "runs saved in out. Run the same command to continue." in ended.err
    again = orgsim("run", "today.yaml", "-r", "30", "-j", "1", "-o", "out")
    assert again.code == 0
    assert "of 30 runs had been saved in out" in again.err


def test_a_wrong_run_ends_with_4(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run of three that fails is named with its design and number; the others are answered for, and the exit code is 4."""
    fail_at(monkeypatch, {1})
    ended = orgsim("run", "today.yaml", "-r", "3", "-o", "out")
    assert ended.code == PARTIAL
    assert "1 of 3 runs failed; see out/failures-" in ended.err
    assert "first failure: today, replication 1: SimulationError: on purpose" in ended.err
    assert "over all counted quarters" in ended.out
    assert orgsim("--json", "run", "today.yaml", "-r", "3", "-o", "out").document["failed"] == 1


def test_nothing_but_failures_ends_with_4_and_a_sentence(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no run succeeds there is nothing to print but why."""
    fail_at(monkeypatch, set(range(3)))
    ended = orgsim("run", "today.yaml", "-r", "3", "-o", "out")
    assert ended.code == PARTIAL
    assert ended.out == ""
    assert "every run failed" in ended.err
