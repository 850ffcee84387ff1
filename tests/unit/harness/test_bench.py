"""The benchmark itself: every group can be run, every stage has its functions, and its arithmetic is right. No test looks at seconds."""

import importlib
import math
from pathlib import Path

import pytest
import yaml
from tests.bench import companies, compare, costs, page, stages
from tests.bench.__main__ import GROUPS
from tests.bench.costs import Cost
from tests.bench.mesa import extrapolated, write_designs
from tests.bench.plain_batch import compared

from orgsim.scenario.design import load_design


def test_every_group_is_there():
    """Each group is a module with `run`, and the page says what it is about."""
    assert all(callable(importlib.import_module(f"tests.bench.{name}").run) for name in GROUPS)


def test_every_stage_has_its_functions():
    """A function that is renamed takes its place in the table with it."""
    assert stages.missing() == []


def test_ways_take_turns_and_give_medians():
    """Three turns of two ways, worked by hand: medians of each, and the median of the ratios of turns."""
    seconds = {"slow": iter([2.0, 9.0, 4.0]), "fast": iter([1.0, 3.0, 4.0])}
    order = []

    def way(name):
        def taken():
            order.append(name)
            clock = next(seconds[name])
            return Cost(clock, 10 * clock, math.nan)

        return taken

    found = costs.in_turns({name: way(name) for name in seconds}, 3)
    assert order == ["slow", "fast"] * 3
    assert costs.middle(found["slow"])[:2] == (4.0, 40.0)
    assert costs.ratio(found["slow"], found["fast"]) == 2.0


def test_mesa_is_extrapolated_along_a_line():
    """From 10 s for 2 futures a design and 30 s for 6 follow 1,000 s for 200, the start included once."""
    found = extrapolated(Cost(10.0, 8.0, 1.0), Cost(30.0, 28.0, 2.0), 200)
    assert found == Cost(1000.0, 998.0, 2.0)


def test_a_command_says_how_much_memory_it_had():
    """A command that works is measured, with its memory where the system tells; one that does not work ends the benchmark with what it said."""
    found = costs.cost_of(costs.command("--version"))
    assert found.clock > 0.0
    assert found.memory > 5.0 or not Path("/proc/self/status").exists()
    with pytest.raises(SystemExit, match=r"orgsim compare nowhere.* ended with 3: .*nowhere"):
        costs.cost_of(costs.command("compare", "nowhere.yaml", "nowhere.yaml"))


def test_companies_are_designs_in_one_market(tmp_path: Path):
    """The designs of a benchmark load, have the names of their files and differ in engineers."""
    files = companies.files_of(tmp_path, 500, 4)
    designs = [load_design(file) for file in files]
    assert len({design.name for design in designs}) == 4
    assert len(designs[0].baseline.posts) == 511


def test_stages_add_up(tmp_path: Path):
    """A comparison with a clock in it ends well, and simulating, measuring and writing took time."""
    files = companies.files_of(tmp_path, companies.SMALL)
    cost, found = compare.staged(tmp_path, files, 1, 1)
    assert {"start", "reading", "market", "simulation", "measuring", "writing"} <= {
        name for name in found if found[name] > 0.0
    }
    assert sum(found.values()) == pytest.approx(cost.cpu, rel=0.1)


def test_plain_mesa_compares_designs(tmp_path: Path):
    """`mesa.batch_run` runs the reference over designs and futures, and its answer is paired: today differs from itself by nothing."""
    for path in write_designs(tmp_path):
        text = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(
            yaml.safe_dump({**text, "horizon": {"warmup_quarters": 0, "quarters": 2}}, sort_keys=False),
            encoding="utf-8",
        )
    found = list(compared([str(path) for path in sorted(tmp_path.glob("*.yaml"))], 1, 1).values())
    assert found[0] == 0.0
    assert len(found) == 3
    assert all(math.isfinite(value) for value in found)


def test_the_page_is_written_as_text(tmp_path: Path):
    """What is printed can be kept: titles, rows and remarks."""
    made = page.Page()
    made.table("speed", ["what", "times"], [["engine", "33.2"]], "of plain Mesa")
    made.write(tmp_path / "out" / "bench.txt")
    text = (tmp_path / "out" / "bench.txt").read_text(encoding="utf-8")
    assert all(word in text for word in ("speed", "engine", "33.2", "of plain Mesa"))
    assert "\x1b" not in text
