"""Experiments at scale: futures a second of the demo, what a batch adds to its parts, memory of long batches, bytes of a future."""

import io
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from orgsim.cli import main as orgsim
from orgsim.engine.simulation import simulate
from orgsim.experiments.study import Study, study_of
from orgsim.results.files import TABLES, size_of
from orgsim.results.parts import Part
from orgsim.results.plan import Plan, make_plan
from orgsim.results.runner import run_and_write, run_part
from orgsim.scenario.batch_reading import load_batch
from tests.bench.companies import SMALL, files_of
from tests.bench.compare import comparing, row_of
from tests.bench.costs import ROOT, command, cost_of, in_turns
from tests.bench.page import Page, machine

DEMO = ("gpm-pods", "portfolio-pm", "flat")
BATCH = "designs: [today.yaml, second.yaml, third.yaml]\nseeds: [1, 2]\nreplications: {futures}\n"
TINY = """\
name: tiny
objectives: {growth: 1}
domains: {search: {opportunities_per_week: 1.0}}
teams: {team: {domain: search, engineers: 5, owner: pm}}
posts: {pm: {role: pm}}
horizon: {warmup_quarters: 0, quarters: 1}
"""
"""As small as a company can be, so that many futures take little time."""
CASE = 100
"""Futures of one case of a long batch."""
ROOM = 4e9
"""Bytes that a place for long batches has to have."""


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print all four."""
    bench_demo(page, quick=quick)
    bench_batch(page, quick=quick)
    bench_memory(page, (1_000,) if quick else (1_000, 10_000, 100_000) if slow else (1_000, 10_000))
    bench_bytes(page)


def bench_demo(page: Page, *, quick: bool) -> None:
    """Print futures a second of the comparison that `make demo` makes."""
    futures = 20 if quick else 100
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = demo(folder / "demo")
        cost_of(command(*comparing(files, 1, 1, folder / "out")))  # compiles what is not
        ways = {n: partial(cost_of, command(*comparing(files, futures, n, folder / "out"))) for n in (1, 2)}
        costs = in_turns(ways, 1 if quick else 3)
    _, times, _, one, two, cpu, _ = row_of("", costs)
    runs = futures * len(files)
    rows = [
        ["1 worker", "1.00", f"{runs / float(one):.1f}", f"{runs / float(cpu):.1f}"],
        ["2 workers", times, f"{runs / float(two):.1f}", ""],
    ]
    header = [
        f"demo, {len(files)} designs x {futures} futures",
        "times",
        "futures a second, by the clock",
        "by processor",
    ]
    page.table("the demo comparison from start to end", header, rows, machine())


def demo(folder: Path) -> list[str]:
    """Make the designs of `make demo` in a new folder."""
    quietly("init", folder, "--template", "demo")
    today = folder / "today.yaml"
    quietly("import", folder / "people.csv", "-o", today, "--force")
    quietly("designs", "--apply", today, *DEMO, "--force")
    return [str(today), *(str(folder / f"{name}.yaml") for name in DEMO)]


def quietly(*words: object) -> None:
    """Run a command in this process, without a word.

    Raises
    ------
    RuntimeError
        When it does not end well, with what it said.
    """
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            orgsim([str(word) for word in words])
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"{words[0]} ended with {end.code}: {said.getvalue()[-500:]}") from None


def bench_batch(page: Page, *, quick: bool) -> None:
    """Print what measuring, writing and the batch around them add to simulating the same futures, all by one worker."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files_of(folder, SMALL)
        path = folder / "study.yaml"
        path.write_text(BATCH.format(futures=20 if quick else 50), encoding="utf-8")
        study = study_of(load_batch(path), folder / "parts")
        layers: dict[str, Callable[[], object]] = {
            "the engine alone": lambda: each_part(study, simulated),
            "and measuring": lambda: each_part(
                study, lambda plan, part, _: run_part(plan.organization(part.design), part, plan.seed)
            ),
            "and writing parts": lambda: each_part(study, written),
            "the whole batch": lambda: quietly("batch", path, "-j", 1, "--fresh", "-o", folder / "batch"),
        }
        quietly("batch", path, "-j", 1, "-o", folder / "batch")  # loads what they need
        seconds = _processor(layers, 1 if quick else 2)
    _print_layers(page, seconds, study.runs)


def each_part(study: Study, do: Callable[[Plan, Part, Path], object]) -> None:
    """Do something with every part of a study."""
    for entry, part in study.parts():
        do(study.plan(entry), part, study.place(entry))


def simulated(plan: Plan, part: Part, _: Path) -> None:
    """Simulate a part, and measure nothing."""
    for replication in part.replications:
        simulate(plan.organization(part.design).blueprint, plan.seed, replication)


def written(plan: Plan, part: Part, folder: Path) -> None:
    """Simulate, measure and write a part."""
    run_and_write(plan.organization(part.design), folder, part, plan.seed)


def _processor(layers: dict[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Return the processor time of some functions, in turns."""
    found: dict[str, list[float]] = {name: [] for name in layers}
    for _ in range(repeats):
        for name, do in layers.items():
            started = time.process_time()
            do()
            found[name].append(time.process_time() - started)
    return found


def _print_layers(page: Page, seconds: dict[str, list[float]], runs: int) -> None:
    engine, names = seconds["the engine alone"], list(seconds)
    rows = []
    for place, name in enumerate(names):
        before = seconds[names[max(0, place - 1)]]
        times = statistics.median(a / b for a, b in zip(seconds[name], engine, strict=True))
        added = statistics.median(a / b - 1.0 for a, b in zip(seconds[name], before, strict=True))
        rows.append(
            [
                name,
                f"{times:.2f}",
                f"{added:+.1%}" if place else "",
                f"{1000 * statistics.median(seconds[name]) / runs:.2f}",
            ]
        )
    header = [f"product-org, 3 designs, {runs} futures", "times the engine", "added to the line above", "ms a future"]
    says = "The last line holds the batch file, keys, the plan, the record, the table of the study and its verdicts; the aim is below 5 % added."
    page.table("what a batch adds to simulating, processor time of one worker", header, rows, says)


def bench_memory(page: Page, sizes: Sequence[int]) -> None:
    """Print the most memory that a batch has, and its bytes, for many futures of the smallest company."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=quick_place()) as place:
            folder = Path(place)
            (folder / "tiny.yaml").write_text(TINY, encoding="utf-8")
            seeds = json.dumps(list(range(size // CASE)))
            (folder / "long.yaml").write_text(
                f"designs: [tiny.yaml]\nseeds: {seeds}\nreplications: {CASE}\n", encoding="utf-8"
            )
            cost = cost_of(command("batch", folder / "long.yaml", "-j", 1, "-o", folder / "out"))
            bytes_of = sum(path.stat().st_size for path in (folder / "out").rglob("*") if path.is_file())
        rows.append(
            [
                f"{size:,}",
                f"{cost.memory:.0f}",
                f"{bytes_of / size:,.0f}",
                f"{1000 * cost.cpu / size:.2f}",
                f"{cost.cpu:.0f}",
            ]
        )
    flat = f"{float(rows[-1][1]) / float(rows[0][1]):.2f} times as much memory for {sizes[-1] // sizes[0]} times as many futures; the aim is flat."
    header = ["futures", "MB at most", "bytes a future on disk, all files", "ms a future", "s of processor"]
    page.table(f"long batches of the smallest company, {CASE} futures a case, one worker", header, rows, flat)


def quick_place() -> str | None:
    """Return a folder in memory, where there is one with room, since a disk takes longer to sync many small files than this takes otherwise."""
    room = Path("/dev/shm")  # noqa: S108 - not a name, a place
    return str(room) if room.is_dir() and shutil.disk_usage(room).free > ROOM else None


def bench_bytes(page: Page) -> None:
    """Print the bytes of a future on disk by table."""
    plan = make_plan([ROOT / "scenarios" / "product-org" / "today.yaml"], replications=10)
    organization = plan.organizations[0]
    part = Part(organization.design.name, plan.keys[organization.design.name], 0, 9)
    tables, _ = run_part(organization, part, plan.seed)
    sizes = {name: size_of(part, plan.seed, {name: tables[name]}) / 10 for name in TABLES}
    whole = sum(sizes.values())
    rows = [
        [name, f"{size / whole:.0%}", f"{size:,.0f}"] for name, size in sorted(sizes.items(), key=lambda item: -item[1])
    ]
    page.table(
        "bytes of a future on disk: product-org",
        ["table", "share", "bytes a future"],
        [*rows, ["all", "", f"{whole:,.0f}"]],
    )
