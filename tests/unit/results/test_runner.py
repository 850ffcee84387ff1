"""Running a plan: the same bytes however it is run, and nothing made twice."""

import hashlib

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.unit.results.conftest import LAYERED, TODAY, Planner

import orgsim
from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.errors import ResultsError, SimulationError
from orgsim.results import runner
from orgsim.results.comparison import open_results
from orgsim.results.files import PERHAPS_EMPTY, TABLES, read_json
from orgsim.results.gathering import Gathering
from orgsim.results.parts import Part
from orgsim.results.plan import make_plan
from orgsim.results.runner import failures_path, results_of, run_plan


def contents(folder):
    """Return a hash of every file below a folder, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.*"))
        if path.is_file()
    }


def test_one_worker_and_two_write_the_same(plan: Planner, tmp_path):
    """Every file of a plan is the same, byte for byte, whoever made it."""
    for workers in (1, 2):
        progress = run_plan(plan(), tmp_path / str(workers), workers=workers)
        assert (progress.made, progress.reused, progress.failures) == (28, 0, [])
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(contents(tmp_path / "1")) == 4 * len(TABLES) + 1


def test_a_mapping_gives_the_bytes_of_its_file(tmp_path):
    """Every table of designs given as mappings is what their files give, byte for byte; the manifest names no file for them."""
    (tmp_path / "today.yaml").write_text(TODAY, encoding="utf-8")
    (tmp_path / "layered.yaml").write_text(LAYERED, encoding="utf-8")
    today, layered = (YAML(typ="safe").load(text) for text in (TODAY, LAYERED))
    for folder, scenarios in {
        "files": [tmp_path / "today.yaml", tmp_path / "layered.yaml"],
        "mappings": [today, {**layered, "extends": today}],
    }.items():
        run_plan(make_plan(scenarios, replications=3), tmp_path / folder, workers=1)
    files, mappings = contents(tmp_path / "files"), contents(tmp_path / "mappings")
    (name,) = (path for path in files if path.startswith("manifest"))
    assert files.pop(name) != mappings.pop(name)
    assert files == mappings
    manifest = read_json(tmp_path / "mappings" / name)
    assert [design["file"] for design in manifest["designs"]] == ["<mapping>", "<mapping>"]


def test_only_what_is_missing_is_made(plan: Planner, tmp_path, monkeypatch):
    """With two of four parts gone, exactly those are made again, and the whole is what it was."""
    run_plan(plan(), tmp_path / "out")
    before = contents(tmp_path / "out")
    gone = plan().parts()[1:3]
    for part in gone:
        (tmp_path / "out" / "replications" / f"{part.name}.parquet").unlink()
    asked = []
    real = runner.run_part
    monkeypatch.setattr(runner, "run_part", lambda *words: asked.append(words[1]) or real(*words))
    progress = run_plan(plan(), tmp_path / "out", workers=1)
    assert asked == gone
    assert (progress.made, progress.reused) == (14, 14)
    assert contents(tmp_path / "out") == before


def test_what_is_gathered_on_the_way_is_what_lies_there(plan: Planner, tmp_path, monkeypatch):
    """Each part is told once and read at once, those that were there are read in the end, and results are those of the folder."""
    run_plan(plan(replications=10), tmp_path)
    gathering = Gathering(plan(replications=30), tmp_path)
    run_plan(gathering.plan, tmp_path, workers=2, tell=gathering.add)
    assert set(gathering.rows) == set(gathering.plan.parts()[2:])
    found, there = gathering.results(), results_of(gathering.plan, tmp_path)
    assert found.replications.equals(there.replications)
    assert (found.parts, found.designs, found.seed) == (there.parts, there.designs, there.seed)


def test_what_cannot_be_gathered_is_told_in_the_end(plan: Planner, tmp_path):
    """A part that is damaged when it has just been written, or of which nothing was made, stops nothing under way."""
    gathering = Gathering(plan(), tmp_path)

    def damage(part: Part) -> None:
        (tmp_path / "replications" / f"{part.name}.parquet").write_bytes(b"else")
        gathering.add(part)

    run_plan(gathering.plan, tmp_path, tell=damage)
    assert not gathering.rows
    with pytest.raises(ResultsError, match="cannot be used"):
        gathering.results()


def test_more_futures_keep_those_there_are(plan: Planner, tmp_path):
    """From 10 futures to 20, the first 10 of each design are kept; --fresh makes all again."""
    run_plan(plan(replications=10), tmp_path / "out")
    grown = run_plan(plan(replications=20), tmp_path / "out")
    assert (grown.made, grown.reused) == (20, 20)
    assert len(open_results(tmp_path / "out").replications) == 40
    fresh = run_plan(plan(replications=20), tmp_path / "out", fresh=True)
    assert (fresh.made, fresh.reused) == (40, 0)


def test_progress_is_told_part_by_part(plan: Planner, tmp_path):
    """The report counts up to the whole, what was there included."""
    told = []
    run_plan(plan(), tmp_path / "out", workers=1, report=lambda done, failed: told.append((done, failed)))
    assert told == [(10, 0), (20, 0), (24, 0), (28, 0)]


def test_a_damaged_part_is_made_again(plan: Planner, tmp_path):
    """A part that cannot be read does not count as there."""
    run_plan(plan(), tmp_path / "out")
    before = contents(tmp_path / "out")
    path = tmp_path / "out" / "replications" / f"{plan().parts()[0].name}.parquet"
    path.write_bytes(path.read_bytes()[:100])
    progress = run_plan(plan(), tmp_path / "out")
    assert (progress.made, progress.damaged) == (10, [path])
    assert contents(tmp_path / "out") == before


def fail(monkeypatch, which):
    """Make the replications fail for which `which(replication)` holds."""
    real = runner.simulate

    def simulate(blueprint, seed, replication, watch):
        if which(replication):
            raise SimulationError("on purpose")
        return real(blueprint, seed, replication, watch)

    monkeypatch.setattr(runner, "simulate", simulate)


def test_a_part_without_any_success_fits_the_others(plan: Planner, tmp_path, monkeypatch):
    """When all ten runs of the first part fail its tables are empty, and can still be read together with the others."""
    tried = []
    with monkeypatch.context() as patched:
        fail(patched, lambda replication: tried.append(replication) or len(tried) <= 10)
        progress = run_plan(plan(), tmp_path / "out", workers=1)
    assert len(progress.failures) == 10
    results = open_results(tmp_path / "out")
    for table in set(TABLES) - set(PERHAPS_EMPTY):
        frame = results.table(table)
        assert set(frame[frame.design == "today"].replication) == {10, 11, 12, 13}
        assert set(frame[frame.design == "layered"].replication) == set(range(14))
    assert run_plan(plan(), tmp_path / "out").made == 10
    assert not list((tmp_path / "out").glob("failures*"))


def test_failures_are_recorded(plan: Planner, tmp_path, monkeypatch):
    """What failed is written beside the results with all it takes to make it again."""
    fail(monkeypatch, lambda replication: replication == 3)
    run_plan(plan(seed=5), tmp_path / "out", workers=1)
    failures = read_json(failures_path(plan(seed=5), tmp_path / "out"))["failures"]
    assert [(entry["design"], entry["replication"], entry["seed"]) for entry in failures] == [
        ("today", 3, 5),
        ("layered", 3, 5),
    ]


def test_hopeless_plans_are_given_up(plan: Planner, tmp_path, monkeypatch):
    """After twenty equal failures the rest is not tried."""
    tried = []
    fail(monkeypatch, lambda replication: tried.append(replication) or True)
    progress = run_plan(plan(replications=200), tmp_path / "out", workers=1)
    assert len(progress.failures) == 20
    assert len(tried) <= 40


def test_tables_agree_with_each_other(plan: Planner, tmp_path):
    """Quarters and parts add up to replications; team-minutes are 14 engineers x 26 weeks; desks spend what the ledger says."""
    run_plan(plan(), tmp_path / "out")
    results = open_results(tmp_path / "out")
    whole = results.replications.set_index(["design", "replication"]).sort_index()
    quarters, ledger, desks, parts = (results.table(name) for name in ("quarters", "ledger", "desks", "parts"))
    keys = ["design", "replication"]
    for metric in ("launches", "cost", "escalations"):
        summed = quarters.groupby(keys)[metric].sum()
        assert np.allclose(summed, whole[metric], rtol=1e-12)
    for kind in ("domain", "team", "objective"):
        summed = parts[parts["kind"] == kind].groupby(keys)["realised_value"].sum()
        assert np.allclose(summed, whole["realised_value"], rtol=1e-12)
    for kind, book in (("role", "person."), ("team", "team."), ("domain", "team.")):
        of_parts = parts[parts["kind"] == kind].groupby(keys)[[name for name in parts if name.startswith(book)]].sum()
        assert of_parts.equals(ledger.set_index(keys).sort_index()[of_parts.columns])
    dealt = parts[parts["kind"] == "role"].groupby(keys)[["desk.requests", "desk.lapsed"]].sum()
    assert (dealt.to_numpy() == desks.groupby(keys)[["requests", "lapsed"]].sum().to_numpy()).all()
    team = ledger.set_index(keys).filter(like="team.").sum(axis=1)
    assert (team == 14 * 26 * MINUTES_PER_WEEK).all()
    spent = desks.groupby(keys)["spent"].sum()
    assert (spent == ledger.set_index(keys)["person.decisions"].sort_index()).all()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_is_done(plan: Planner, tmp_path, monkeypatch, workers):
    """Stopped in the middle, the parts that are done are whole, and the next call makes the rest."""
    seen = []

    def stop(done, failed):
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_plan(plan(replications=60), tmp_path / "out", workers=workers, report=stop)
    progress = run_plan(plan(replications=60), tmp_path / "out", workers=workers)
    assert progress.reused >= 10
    assert progress.made > 0
    assert progress.made + progress.reused == 120
    run_plan(plan(replications=60), tmp_path / "straight", workers=2)
    assert contents(tmp_path / "out") == contents(tmp_path / "straight")


def test_more_futures_later_are_the_same_bytes(plan: Planner, tmp_path):
    """Futures 0 to 44 and then 45 to 84 are the files of 85 at once; the parts that were begun are made again, and no others."""
    run_plan(plan(replications=45), tmp_path / "out")
    progress = run_plan(plan(replications=85), tmp_path / "out", workers=2)
    assert (progress.made, progress.reused) == (90, 80)
    run_plan(plan(replications=85), tmp_path / "straight", workers=1)
    assert contents(tmp_path / "out") == contents(tmp_path / "straight")


def test_slow_companies_lose_no_more_than_ten_futures(plan: Planner, tmp_path, monkeypatch):
    """Where a future takes long, parts have ten of them; their rows are those of long parts, and either is continued."""
    run_plan(plan(replications=60), tmp_path / "long")
    monkeypatch.setattr(runner, "SLOW", 0.0)
    run_plan(plan(replications=55), tmp_path / "out")
    gathering = Gathering(plan(replications=60), tmp_path / "out")
    progress = run_plan(gathering.plan, tmp_path / "out", tell=gathering.add)
    assert (progress.made, progress.reused) == (20, 100)
    names = [path.stem.partition("-")[2] for path in (tmp_path / "out" / "desks").iterdir()]
    assert sorted(names)[-2:] == ["000050-000059"] * 2
    for results in (gathering.results(), results_of(gathering.plan, tmp_path / "out")):
        assert results.replications.equals(results_of(gathering.plan, tmp_path / "long").replications)
    monkeypatch.undo()
    assert run_plan(plan(replications=60), tmp_path / "out").made == 0


def test_a_damaged_part_of_more_futures_is_not_kept_beside_a_new_one(plan: Planner, tmp_path):
    """Fourteen futures where twenty lie with a damaged part: no future is there twice afterwards."""
    run_plan(plan(replications=20), tmp_path / "out")
    wide = plan(replications=20).parts()[2]
    path = tmp_path / "out" / "desks" / f"{wide.name}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    progress = run_plan(plan(), tmp_path / "out")
    assert (progress.made, progress.damaged) == (4, [path])
    assert len(results_of(plan(), tmp_path / "out").replications) == 28
    for table in TABLES:
        assert not (tmp_path / "out" / table / path.name).exists()


def test_python_is_told_of_damage_too(plan: Planner, tmp_path):
    """`orgsim.run` warns of what it had to make again, and takes a folder as text."""
    plan()  # writes the files
    made = orgsim.run(tmp_path / "designs" / "today.yaml", replications=2, output=str(tmp_path / "out"))
    path = tmp_path / "out" / "quarters" / f"{made.parts[0].name}.parquet"
    path.write_bytes(b"")
    with pytest.warns(UserWarning, match="was damaged; its futures were simulated again"):
        again = orgsim.run(tmp_path / "designs" / "today.yaml", replications=2, output=str(tmp_path / "out"))
    assert again.replications.equals(made.replications)
    assert orgsim.open_results(str(tmp_path / "out")).replications.equals(made.replications)
