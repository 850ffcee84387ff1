"""``orgsim batch``: the plan, failures that cost only themselves, and going on after being killed."""

import hashlib
import time
from pathlib import Path

import pytest
from tests.unit.cli.conftest import BATCH, Run, fail_at, in_a_process

CASES = ("base-seed1", "base-seed2", "restless-seed1", "restless-seed2")


def tables(folder: Path) -> dict[str, str]:
    """Return a hash of every file of results below a folder, by its path; what was never finished does not count."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".parquet", ".json")
    }


def test_a_dry_run_says_what_there_is_to_do(orgsim: Run, folder: Path) -> None:
    """2 designs x 4 cases x 3 futures are 24 runs; nothing is written. Afterwards none is left to do."""
    dry = orgsim("batch", "batch.yaml", "-n")
    assert dry.code == 0
    lines = dry.out.splitlines()
    assert lines[0] == "2 designs x 4 cases (settings x seeds) x 3 futures = 24 runs; 0 saved, 24 to do"
    assert lines[1:3] == ["  today: 12 to do, new", "  layered: 12 to do, new"]
    assert len(lines) == 4  # how long it will take, and how large it will be
    assert not (folder / "out").exists()
    assert orgsim("batch", "batch.yaml").code == 0
    assert "24 runs; 24 saved, 0 to do" in orgsim("batch", "batch.yaml", "-n").out
    assert "24 runs; 0 saved, 24 to do" in orgsim("batch", "batch.yaml", "-n", "--fresh").out


def test_every_case_is_a_comparison(orgsim: Run, folder: Path) -> None:
    """Each setting and seed is a folder that compare reads; settings and seeds make a difference, and reach every design."""
    from orgsim.results.comparison import open_results

    assert orgsim("batch", "batch.yaml", "-o", "results").code == 0
    assert {path.name for path in (folder / "results").iterdir()} == {*CASES, "batch.parquet", "batch.study.json"}
    found = {name: open_results(folder / "results" / name) for name in CASES}
    for results in found.values():
        assert results.designs == ("today", "layered")
        assert len(results.replications) == 6
    assert len({tuple(results.replications.alignment) for results in found.values()}) == 4
    assert orgsim("compare", "results/restless-seed2").code == 0


def test_one_case_is_what_compare_makes(orgsim: Run, folder: Path) -> None:
    """A case is the same, byte for byte, as the comparison with its settings and seed."""
    assert orgsim("batch", "batch.yaml", "-o", "results").code == 0
    words = ("compare", "today.yaml", "layered.yaml", "-r", "3", "--seed", "2", "--set", "demand.drift_probability=0.9")
    assert orgsim(*words, "-o", "single").code == 0
    assert tables(folder / "results" / "restless-seed2") == tables(folder / "single")


def test_a_broken_scenario_stops_everything_before_it_starts(orgsim: Run, folder: Path) -> None:
    """When one scenario of the list is broken nothing runs, and what was there stays as it was, byte for byte."""
    assert orgsim("batch", "batch.yaml").code == 0
    before = tables(folder / "out")
    (folder / "layered.yaml").write_text((folder / "typo.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    ended = orgsim("batch", "batch.yaml")
    assert ended.code == 3
    assert "unknown key 'rolle'" in ended.err
    assert tables(folder / "out") == before


def test_another_market_in_the_list_is_refused(orgsim: Run, folder: Path) -> None:
    """A batch compares under one market, as compare does."""
    (folder / "batch.yaml").write_text(BATCH.replace("layered", "busier"), encoding="utf-8")
    assert orgsim("batch", "batch.yaml").code == 3


def test_an_edit_costs_only_what_it_changes(orgsim: Run, folder: Path) -> None:
    """A comment re-runs nothing; a changed design re-runs that design only; another seed adds its runs."""
    assert orgsim("batch", "batch.yaml").code == 0
    today, layered = folder / "today.yaml", folder / "layered.yaml"
    today.write_text("# a remark\n" + today.read_text(encoding="utf-8"), encoding="utf-8")
    assert "24 saved, 0 to do" in orgsim("batch", "batch.yaml", "-n").out
    layered.write_text(layered.read_text(encoding="utf-8").replace("director,", "gpm,"), encoding="utf-8")
    assert "12 saved, 12 to do" in orgsim("batch", "batch.yaml", "-n").out
    (folder / "batch.yaml").write_text(BATCH.replace("seeds: [1, 2]", "seeds: [1, 2, 3]"), encoding="utf-8")
    assert "36 runs; 12 saved, 24 to do" in orgsim("batch", "batch.yaml", "-n").out


def test_a_failing_run_costs_itself_only(orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One failing future is recorded with its design, number, seed and trace; all others are there, earlier ones untouched; exit 4."""
    assert orgsim("batch", "batch.yaml", "-o", "whole").code == 0
    (folder / "once.yaml").write_text(BATCH.replace("seeds: [1, 2]", "seeds: [1]"), encoding="utf-8")
    assert orgsim("batch", "once.yaml", "-o", "results").code == 0
    before = tables(folder / "results")
    with monkeypatch.context() as patched:
        fail_at(patched, {1}, design="layered")
        ended = orgsim("--json", "batch", "batch.yaml", "-o", "results")
    assert ended.code == 4
    assert ended.document["failed"] == 2
    after = tables(folder / "results")
    assert {path: after[path] for path in before} == before
    from orgsim.results.comparison import open_results
    from orgsim.results.files import read_json

    for case in ("base-seed2", "restless-seed2"):
        (path,) = (folder / "results" / case).glob("failures-*.json")
        (failure,) = read_json(path)["failures"]
        assert (failure["design"], failure["replication"], failure["seed"]) == ("layered", 1, 2)
        assert failure["error"] == "SimulationError: on purpose"
        assert "Traceback" in failure["trace"]
        frame = open_results(folder / "results" / case).replications
        assert sorted(frame[frame.design == "layered"].replication) == [0, 2]
        assert sorted(frame[frame.design == "today"].replication) == [0, 1, 2]
    assert orgsim("batch", "batch.yaml", "-o", "results").code == 0
    found = {path: content for path, content in tables(folder / "results").items() if not path.startswith("once.")}
    assert found == tables(folder / "whole")


def test_what_failed_fails_again_until_it_is_mended(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command tries again what failed: partial results never pass for whole ones on the second look."""
    fail_at(monkeypatch, {1})
    words = ("run", "today.yaml", "-r", "3", "-o", "out")
    assert [orgsim(*words).code for _ in range(2)] == [4, 4]


def test_a_case_without_any_success_does_not_stop_the_others(
    orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When every run of the first case fails, the other cases are run all the same; exit 4."""
    import orgsim.results.runner as runner
    from orgsim.errors import SimulationError

    real = runner.simulate

    def simulate(blueprint, seed, replication, watch):
        if seed == 1:
            raise SimulationError("on purpose")
        return real(blueprint, seed, replication, watch)

    monkeypatch.setattr(runner, "simulate", simulate)
    ended = orgsim("batch", "batch.yaml", "-o", "results")
    assert ended.code == 4
    assert "base-seed1: every run failed; the first failure: SimulationError: on purpose" in ended.err
    assert orgsim("compare", "results/base-seed2").code == 0
    empty = orgsim("compare", "results/base-seed1")
    assert empty.code == 3
    assert "results/base-seed1 holds no results of orgsim" in empty.err


def test_a_killed_batch_goes_on_where_it_was(orgsim: Run, folder: Path) -> None:
    """Killed with -9 in the middle, the same command makes only the rest, and the results equal those of an uninterrupted one."""
    (folder / "batch.yaml").write_text(
        BATCH.replace("replications: 3", "replications: 40").replace("seeds: [1, 2]", "seeds: [1]"), encoding="utf-8"
    )
    process = in_a_process("batch", "batch.yaml", "-o", "killed", "-j", "1")
    first = folder / "killed" / "base-seed1" / "replications"
    while len(list(first.glob("*.parquet"))) < 2 and process.poll() is None:
        time.sleep(0.002)
    process.kill()
    process.communicate()
    saved = tables(folder / "killed")
    finished = [path for path in saved if "replications" in path]
    assert 2 <= len(finished) < 16
    again = orgsim("batch", "batch.yaml", "-o", "killed", "-j", "1")
    assert again.code == 0
    assert f"{10 * len(finished)} saved" in again.out
    assert orgsim("batch", "batch.yaml", "-o", "straight", "-j", "2").code == 0
    after = tables(folder / "killed")
    assert {path: after[path] for path in saved} == saved
    assert after == tables(folder / "straight")


@pytest.mark.parametrize("name", ["../secret.yaml", "{top}/secret.yaml", "link.yaml"])
def test_designs_outside_the_folder_are_refused(orgsim: Run, folder: Path, name: str) -> None:
    """A batch that was sent by somebody reads nothing outside its own folder, and shows no line of what lies there."""
    inner = folder / "inner"
    inner.mkdir()
    (folder / "secret.yaml").write_text("root:x:0:0\n", encoding="utf-8")
    (inner / "link.yaml").symlink_to(folder / "secret.yaml")
    (inner / "batch.yaml").write_text(f"designs: [{name.format(top=folder)}, missing.yaml]\n", encoding="utf-8")
    ended = orgsim("batch", "inner/batch.yaml")
    assert ended.code == 3
    assert "E323 designs[0]" in ended.err
    assert "is outside the folder of inner/batch.yaml" in ended.err
    assert "E324 designs[1]" in ended.err  # every problem at once
    assert "root:x" not in ended.out + ended.err


def test_a_batch_that_names_itself_is_refused(orgsim: Run, folder: Path) -> None:
    """A batch is no design."""
    (folder / "batch.yaml").write_text("designs: [batch.yaml]\n", encoding="utf-8")
    assert "E322 designs[0]: compares itself: batch.yaml -> batch.yaml" in orgsim("batch", "batch.yaml").err


def test_a_batch_of_one(orgsim: Run, folder: Path) -> None:
    """One is singular."""
    (folder / "batch.yaml").write_text("designs: [today.yaml]\nreplications: 1\n", encoding="utf-8")
    said = orgsim("batch", "batch.yaml", "-n").out
    assert said.splitlines()[0] == "1 design x 1 case (seeds) x 1 future = 1 run; 0 saved, 1 to do"


def test_only_an_environment_brings_entries(orgsim: Run, folder: Path) -> None:
    """An objective of an environment is there in its cases; a misspelt role of a setting is refused, and so is what else is misspelt."""
    head = "designs: [today.yaml, layered.yaml]\nreplications: 2\n"
    brings = "environments: {usual: {}, care: {objectives: {care: 2}}}\n"
    (folder / "brings.yaml").write_text(head + brings, encoding="utf-8")
    assert orgsim("batch", "brings.yaml", "-n").code == 0
    misspelt = (
        "environments: {few: {teams: {serch-team: {engineers: 3}}}}\nsettings: {dear: {roles.directr.salary: 300}}\n"
    )
    (folder / "misspelt.yaml").write_text(head + misspelt, encoding="utf-8")
    ended = orgsim("batch", "misspelt.yaml", "-n")
    assert ended.code == 3
    assert "there is no team 'serch-team' (did you mean 'search-team'?); a new one needs 'domain'" in ended.err
    assert "there is no role 'directr' (did you mean 'director'?)" in ended.err
