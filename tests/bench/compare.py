"""How long a user waits for a comparison, with compiled code and without, with one worker and two, and where the time goes."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.bench.companies import SMALL, files_of
from tests.bench.costs import Cost, command, cost_of, in_turns, middle, ratio
from tests.bench.page import Page, machine
from tests.bench.stages import ORDER

REPEATS = 3
REST = "what no clock has seen"
Stages = Mapping[str, float]


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print the comparison of three designs of product-org."""
    futures = 40 if quick else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = files_of(folder, SMALL)
        cost_of(command("compile"))
        warm = timed(folder, files, futures, 1 if quick else REPEATS)
        stages = {
            f"{workers} worker{'s' * (workers > 1)}": staged(folder, files, futures, workers)[1] for workers in (1, 2)
        }
        cold = {}
        for workers in (1,) if quick else (1, 2):
            cache = str(folder / f"cache-{workers}")
            cold[workers], found = staged(folder, files, futures, workers, ORGSIM_CACHE_DIR=cache)
            stages[f"empty cache, {workers}"] = found
    what = f"orgsim compare, 3 designs of product-org x {futures} futures"
    rows = [
        row_of("compiled", warm),
        *([row_of("empty cache", {n: [c] for n, c in cold.items()})] if len(cold) > 1 else []),
    ]
    _print_costs(page, what, rows)
    if quick:
        page.say(f"empty cache, one worker: {cold[1].clock:.1f} s by the clock, {cold[1].cpu:.1f} s of processor")
    print_stages(page, what, stages)


def comparing(files: Sequence[str], futures: int, workers: int, out: Path) -> list[str]:
    """Return the words of a comparison that reads nothing back."""
    return ["compare", *files, "-r", str(futures), "-j", str(workers), "--fresh", "-o", str(out)]


def timed(folder: Path, files: Sequence[str], futures: int, repeats: int) -> dict[int, list[Cost]]:
    """Return what a comparison takes with one worker and with two, in turns."""
    ways = {
        workers: partial(cost_of, command(*comparing(files, futures, workers, folder / "out"))) for workers in (1, 2)
    }
    return in_turns(ways, repeats)


def staged(folder: Path, files: Sequence[str], futures: int, workers: int, **environment: str) -> tuple[Cost, Stages]:
    """Return what a comparison with a clock in it takes, and the processor time of each stage."""
    told = folder / "stages.json"
    words = ["-m", "tests.bench.stages", str(told), *comparing(files, futures, workers, folder / "out")]
    cost = cost_of(words, **environment)
    found = json.loads(told.read_text(encoding="utf-8"))
    return cost, {**found, REST: max(0.0, cost.cpu - sum(found.values()))}


def row_of(name: str, costs: Mapping[int, list[Cost]]) -> list[str]:
    """Return the row of a table: how many times as fast two workers are, then seconds."""
    one, two = middle(costs[1]), middle(costs[2])
    times = f"{ratio(costs[1], costs[2]):.2f}"
    return [
        name,
        times,
        f"{two.cpu / one.cpu:.2f}",
        *(f"{value:.1f}" for value in (one.clock, two.clock, one.cpu, two.cpu)),
    ]


def _print_costs(page: Page, what: str, rows: Sequence[Sequence[str]]) -> None:
    print_costs(page, what, "", rows)


def print_costs(page: Page, what: str, first: str, rows: Sequence[Sequence[str]]) -> None:
    """Print clock and processor time of whole comparisons."""
    header = [
        first,
        "2 workers are faster by",
        "processor, 2 to 1",
        "s by the clock, 1 worker",
        "2 workers",
        "s of processor, 1 worker",
        "2 workers",
    ]
    page.table(what, header, rows, f"the aim of the first column is 1.85, on two idle cores ({machine()})")


def print_stages(page: Page, what: str, stages: Mapping[str, Stages]) -> None:
    """Print where the processor time goes: shares first, then seconds."""
    whole = {name: sum(found.values()) or 1.0 for name, found in stages.items()}
    rows = [
        [
            stage,
            *(
                f"{found.get(stage, 0.0) / whole[name]:.0%}  {found.get(stage, 0.0):7.2f} s"
                for name, found in stages.items()
            ),
        ]
        for stage in (*ORDER, REST)
        if any(found.get(stage, 0.0) > 0.0 for found in stages.values())
    ]
    rows.append(["all", *(f"{seconds:.2f} s" for seconds in whole.values())])
    says = "Share and seconds of processor time, all processes together, with the clock of the benchmark in it. Market: drawing it and making the state."
    page.table(f"where it goes: {what}", ["stage", *stages], rows, says)
    for name, found in stages.items():
        lost = [stage for stage in found if stage not in (*ORDER, REST)]
        if lost:
            page.say(f"{name}: no function of its stage was found for {', '.join(lost)}")
