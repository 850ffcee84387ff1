"""Runs that fail: what was there before stays, and what is kept of them names no place on this computer."""

import pytest
from tests.unit.results.conftest import TODAY, Planner
from tests.unit.results.test_runner import contents

from orgsim.errors import ResultsError, SimulationError
from orgsim.results import runner
from orgsim.results.comparison import open_results
from orgsim.results.failures import MOST_EQUAL_FAILURES, failure_of, hopeless, without_places
from orgsim.results.files import read_json, write_json
from orgsim.results.runner import failures_path, run_plan


def test_a_failing_plan_leaves_earlier_results_alone(plan: Planner, tmp_path, monkeypatch):
    """When every run of another plan fails in the same folder, what was there can still be read, byte for byte."""
    folder = tmp_path / "out"
    run_plan(plan(replications=2), folder)
    before = contents(folder)

    def fail(blueprint, seed, replication):
        raise SimulationError("on purpose")

    monkeypatch.setattr(runner, "simulate", fail)
    other = plan(today=TODAY.replace("engineers: 7", "engineers: 3"), replications=2)
    assert len(run_plan(other, folder).failures) == 4
    after = contents(folder)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {f"failures-{other.key}.json"}
    assert len(open_results(folder).replications) == 4


def test_a_plan_that_fails_alone_writes_no_table(plan: Planner, tmp_path, monkeypatch):
    """Without a single success there is no manifest and no empty part."""

    def fail(blueprint, seed, replication):
        raise SimulationError("on purpose")

    monkeypatch.setattr(runner, "simulate", fail)
    run_plan(plan(replications=2), tmp_path / "out")
    assert list(contents(tmp_path / "out")) == [f"failures-{plan(replications=2).key}.json"]


def test_traces_name_no_place(plan: Planner, tmp_path, monkeypatch):
    """A trace says in which file of which package something failed, not where that is installed."""

    def fail(blueprint, seed, replication):
        raise SimulationError("on purpose")

    monkeypatch.setattr(runner, "simulate", fail)
    planned = plan(replications=2)
    run_plan(planned, tmp_path / "out")
    failures = read_json(failures_path(planned, tmp_path / "out"))["failures"]
    traces = [failure["trace"] for failure in failures]
    assert all('File "orgsim/results/runner.py"' in trace for trace in traces)
    assert not any('File "/' in trace for trace in traces)
    assert without_places('File "/nowhere/else/x.py", line 3') == 'File "x.py", line 3'


def test_numbers_do_not_make_failures_different():
    """Twenty failures that differ in their numbers are of one kind; so are not twenty of different kinds."""
    alike = [
        failure_of("today", n, 1, ValueError(f"replication {n}, week {n * 3}")) for n in range(MOST_EQUAL_FAILURES)
    ]
    assert hopeless(alike)
    assert not hopeless(alike[1:])
    assert not hopeless(failure_of("today", 0, 1, ValueError("x" * n)) for n in range(MOST_EQUAL_FAILURES))


@pytest.mark.parametrize(
    "manifest",
    [
        {},
        {"designs": 3},
        {"replications": 1, "designs": [1], "seed": 1},
        {"replications": 1, "designs": [], "seed": "x"},
    ],
)
def test_a_manifest_that_lacks_something_is_a_sentence(tmp_path, manifest):
    """A manifest of the right version without what it should say is refused."""
    write_json(tmp_path / "manifest-a.json", manifest)
    with pytest.raises(ResultsError, match="is not what orgsim wrote"):
        open_results(tmp_path)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("../../../x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("..", "design"),
        ("today (2)", "today (2)"),
        ("Größe", "Größe"),
        ("😀" * 80, "design"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(plan: Planner, name, folder):
    """What a design is called decides what its folder is called, not where it is."""
    found = plan(today=TODAY.replace("name: today", f"name: '{name}'"), replications=1)
    one = type(found)(found.organizations[:1], 1, 1)
    assert one.folder == folder
    assert "/" not in one.folder
    assert one.folder not in ("", ".", "..")
