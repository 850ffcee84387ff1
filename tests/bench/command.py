"""How long a user waits for a command, on this machine, in one run: ``python -m tests.bench.command``; some minutes.

compare     three designs of companies with about 15 (the template product-org), 500 and 5,000 posts, with one worker and two: seconds by the
            clock and of all processors, both as medians of repeats that take turns, and the ratio of the clocks. The clocks say
            something only when two cores are free, so the load of the machine is printed with them.
stages      where the processor time of one worker goes.
start       processor time of commands that simulate nothing, or one future.
empty cache processor time and clock of compiling everything (``orgsim compile``), then of the first command.

``--futures N`` runs the small company for N futures (default 200), and the larger ones for fewer; ``--only small`` leaves them out.
Nothing is asserted.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

from tests.bench.__main__ import print_table
from tests.bench.company import company

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
COMMAND = "import sys; from orgsim.cli import main; sys.exit(main(sys.argv[1:]))"
REPEATS = 3
FEWER = {500: 20, 5000: 200}
"""How many times fewer futures a company of that size is simulated for."""
DESIGNS = ("today", "second", "third")
STARTS = {
    "--help": ("--help",),
    "validate": ("validate", "TODAY"),
    "show": ("show", "TODAY"),
    "diff": ("diff", "TODAY", "SECOND"),
    "roles": ("roles",),
    "run -r 1": ("run", "TODAY", "-r", "1", "--fresh", "-o", "OUT"),
}

Cost = tuple[float, float]
"""Seconds by the clock, and of all processors."""


def cost_of(words: Sequence[str], **environment: str) -> Cost:
    """Run Python with these words and return what it took."""
    before, started = used(), time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started, used() - before


def used() -> float:
    """Return the processor time of all processes that were waited for so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of clock and processors."""
    return statistics.median(clock for clock, _ in costs), statistics.median(cpu for _, cpu in costs)


def designs(folder: Path, posts: int) -> list[str]:
    """Write three designs of a company, which differ in a team's engineers, and return their files."""
    if posts < min(FEWER):
        shutil.copy(SCENARIOS / "product-org" / "today.yaml", folder / "today.yaml")
    else:
        layers = sorted(FEWER).index(posts) + 1
        (folder / "today.yaml").write_text(yaml.safe_dump(company(layers)), encoding="utf-8")
    team = min(yaml.safe_load((folder / "today.yaml").read_text(encoding="utf-8"))["teams"])
    for engineers, name in enumerate(DESIGNS[1:], start=8):
        change = {"extends": "today.yaml", "name": name, "changes": [{"teams": {team: {"engineers": engineers}}}]}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(change), encoding="utf-8")
    return [str(folder / f"{name}.yaml") for name in DESIGNS]


def comparing(files: Sequence[str], futures: int, workers: int, out: Path) -> list[str]:
    """Return the words of a comparison that reads nothing back."""
    return ["compare", *files, "-r", str(futures), "-j", str(workers), "--fresh", "-o", str(out)]


def bench_compare(sizes: Sequence[int], futures: int) -> None:
    """Print clock and processor time of whole comparisons with one worker and two, and their stages."""
    rows, stages = [], {}
    for posts in sizes:
        number = max(1, futures // FEWER.get(posts, 1))
        repeats = REPEATS if posts < max(FEWER) else 1
        with tempfile.TemporaryDirectory() as place:
            files = designs(Path(place), posts)
            out = Path(place) / "out"
            took: dict[int, list[Cost]] = {1: [], 2: []}
            for _ in range(repeats):
                for workers, costs in took.items():
                    costs.append(cost_of(["-c", COMMAND, *comparing(files, number, workers, out)]))
            told = Path(place) / "stages.json"
            cost_of(["-m", "tests.bench.stages", str(told), *comparing(files, number, 1, out)])
            stages[posts] = json.loads(told.read_text(encoding="utf-8"))
        one, two = middle(took[1]), middle(took[2])
        ratio = statistics.median(a[0] / b[0] for a, b in zip(took[1], took[2], strict=True))
        rows.append(
            [
                f"{posts:,}",
                f"3 x {number}",
                *(f"{value:.1f}" for value in (one[0], one[1], two[0], two[1])),
                f"{ratio:.2f}",
            ]
        )
    load = f"compare: posts (load {os.getloadavg()[0]:.1f})"
    print_table([load, "futures", "s, 1 worker", "of processors", "s, 2 workers", "of processors", "ratio"], rows)
    names = list(next(iter(stages.values())))
    print_table(
        ["processor seconds of one worker", *(f"{posts:,} posts" for posts in stages)],
        [[name, *(f"{found[name]:.2f}" for found in stages.values())] for name in names],
    )


def bench_start() -> None:
    """Print the processor time of commands that simulate nothing, or one future."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        files = designs(Path(place), 15)
        known = {"TODAY": files[0], "SECOND": files[1], "OUT": str(Path(place) / "out")}
        for name, words in STARTS.items():
            costs = [
                cost_of(["-c", COMMAND, *(known.get(word, word) for word in words)]) for _ in range(2 * REPEATS + 1)
            ]
            rows.append([name, *(f"{value:.2f}" for value in middle(costs)[::-1])])
    print_table(["start", "s of processor", "s by the clock"], rows)


def bench_empty_cache() -> None:
    """Print what compiling everything takes, and the first command after it."""
    with tempfile.TemporaryDirectory() as place:
        files = designs(Path(place), 15)
        cache = {"ORGSIM_CACHE_DIR": str(Path(place) / "cache")}
        rows = []
        for name, words in (
            ("orgsim compile, empty cache", ["compile"]),
            ("compare 3 x 1 after it", comparing(files, 1, 1, Path(place) / "out")),
        ):
            clock, cpu = cost_of(["-c", COMMAND, *words], **cache)
            rows.append([name, f"{cpu:.1f}", f"{clock:.1f}"])
    print_table(["empty cache", "s of processor", "s by the clock"], rows)


def main() -> None:
    """Print all tables."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.command")
    asked.add_argument("--futures", type=int, default=200)
    asked.add_argument("--only", choices=["small"])
    given = asked.parse_args()
    cost_of(["-c", COMMAND, "compile"])
    bench_start()
    bench_compare([15] if given.only else [15, *FEWER], given.futures)
    bench_empty_cache()


if __name__ == "__main__":
    main()
