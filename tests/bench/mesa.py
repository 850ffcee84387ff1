"""Beside plain Mesa, on the mechanisms that the reference covers, for a company of fifty posts.

The reference is ordinary Mesa (``tests/reference/plain``), written to be read and profiled, so that nothing in it is slow for no reason;
``python -m tests.bench.mesa`` prints where its time goes. Drawing the market is part of both; the engine audits its books, too.
"""

import cProfile
import pstats
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.organization.build import Organization
from tests.bench.costs import Cost, command, cost_of, in_turns, middle
from tests.bench.page import Page, machine
from tests.reference.plain.engine_side import friends_of
from tests.reference.plain.luck import OwnLuck
from tests.reference.plain.market import Dice
from tests.reference.plain.model import ReferenceModel
from tests.reference.plain.outputs import OUTPUTS, outputs_of_engine, outputs_of_reference
from tests.reference.plain.worlds import COVERED, branches, covered

BLOCKS = 7
ENGINE_BLOCK = 8
"""Futures of the engine for each one of the reference: a run of its own leaves the processor's caches as it likes them."""
FUTURES = 200
"""Futures of a whole comparison."""
FEW, MORE = 2, 6
"""Futures a design that plain Mesa is run for: what a future costs it is the difference, and what it costs before that is the rest."""
Friends = list[tuple[str, str]]


def company() -> dict[str, Any]:
    """Return a company of fifty posts."""
    return branches(7, 6, 1.2)


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print the engine beside the reference, then whole comparisons."""
    bench_engine(page, 2 if quick else BLOCKS)
    bench_comparison(page, quick=quick)


def by_engine(organization: Organization, future: int) -> State:
    """Run one future of the engine."""
    return simulate(organization.blueprint, 1, future)


def by_reference(organization: Organization, future: int, friends: Friends) -> ReferenceModel:
    """Run one future of the reference, its market included."""
    scenario = organization.design.baseline
    return ReferenceModel(scenario, Dice(scenario, 2 * future).market(), OwnLuck(2 * future + 1), friends).run()


def bench_engine(page: Page, blocks: int) -> None:
    """Time both, some futures of each in turn, and print the ratio."""
    organization = covered(company())
    friends = friends_of(organization)
    times: dict[str, list[float]] = {"plain Mesa": [], "engine": []}
    launches: dict[str, list[float]] = {"plain Mesa": [], "engine": []}
    by_engine(organization, 0)  # loads the compiled code
    for block in range(blocks):
        for future in range(block * ENGINE_BLOCK, (block + 1) * ENGINE_BLOCK):
            started = time.thread_time()
            state = by_engine(organization, future)
            times["engine"].append(time.thread_time() - started)
            launches["engine"].append(outputs_of_engine(organization, state)["launches"])
        started = time.thread_time()
        model = by_reference(organization, block, friends)
        times["plain Mesa"].append(time.thread_time() - started)
        launches["plain Mesa"].append(outputs_of_reference(model)["launches"])
    _print_engine(page, organization, times, launches)


def _print_engine(
    page: Page, organization: Organization, times: dict[str, list[float]], launches: dict[str, list[float]]
) -> None:
    person_weeks = len(organization.posts) * organization.blueprint.weeks
    found = {name: 1e6 * statistics.median(spent) / person_weeks for name, spent in times.items()}
    mean = {name: statistics.mean(counts) for name, counts in launches.items()}
    rows = [
        [name, f"{found['plain Mesa'] / cost:.1f}", f"{cost:.2f}", str(len(times[name])), f"{mean[name]:.0f}"]
        for name, cost in found.items()
    ]
    title = f"the simulation alone: {len(organization.posts)} posts, {organization.blueprint.weeks} weeks, one core"
    says = "the aim is 100 times; launches show that both simulate the same company"
    page.table(title, ["", "times as fast", "microseconds a person-week", "futures", "launches"], rows, says)
    if abs(mean["plain Mesa"] / mean["engine"] - 1.0) > 0.2:
        page.say("The two do not simulate the same company; the ratio says nothing.")


def bench_comparison(page: Page, *, quick: bool) -> None:
    """Print a whole comparison of three designs by mesa.batch_run and by orgsim compare, start and end included."""
    futures, repeats = (20, 1) if quick else (FUTURES, 2)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "designs"
        folder.mkdir()
        files = [str(path) for path in write_designs(folder)]
        settings = [word for text in COVERED for word in ("--set", text)]
        words = ["compare", *files, *settings, "--fresh", "-o", Path(place) / "out", "-r"]
        plain = ["-m", "tests.bench.plain_batch", str(folder)]
        cost_of(command(*words, 1))  # compiles what is not
        ways = {("orgsim compare", n): partial(cost_of, command(*words, futures, "-j", n)) for n in (1, 2)}
        for count in (FEW, MORE):
            ways |= {(count, n): partial(cost_of, [*plain, str(count), str(n)]) for n in (1, 2)}
        found = {name: middle(costs) for name, costs in in_turns(ways, repeats).items()}
    for n in (1, 2):
        found["mesa.batch_run", n] = extrapolated(found.pop((FEW, n)), found.pop((MORE, n)), futures)
    _print_comparison(page, found, futures)


def write_designs(folder: Path) -> list[Path]:
    """Write three designs, which differ in the engineers of a team."""
    paths = []
    for engineers, name in enumerate(("a-today", "b-second", "c-third"), start=7):
        text = company()
        text["teams"][min(text["teams"])]["engineers"] = engineers
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(yaml.safe_dump({**text, "name": name}, sort_keys=False), encoding="utf-8")
    return paths


def extrapolated(few: Cost, more: Cost, futures: int) -> Cost:
    """Return what more futures would take, each as much as those between a few and some more."""
    steps = (futures - FEW) / (MORE - FEW)
    return Cost(*(low + steps * (high - low) for low, high in zip(few, more, strict=True)))._replace(memory=more.memory)


def _print_comparison(page: Page, found: dict[tuple[str | int, int], Cost], futures: int) -> None:
    base = found["mesa.batch_run", 1]
    rows = [
        [
            f"{name}, {n} {'process' if name == 'mesa.batch_run' else 'worker'}{('es' if name == 'mesa.batch_run' else 's') * (n > 1)}",
            f"{base.clock / cost.clock:.1f}",
            f"{found['mesa.batch_run', n].clock / cost.clock:.1f}",
            f"{base.cpu / cost.cpu:.1f}",
            f"{cost.clock:,.1f}",
            f"{cost.cpu:,.1f}",
        ]
        for (name, n), cost in sorted(found.items(), key=lambda item: (str(item[0][0]), item[0][1]))
    ]
    header = [
        "",
        "times as fast as Mesa with 1",
        "as Mesa with as many",
        "by processor",
        "s by the clock",
        "s of processor",
    ]
    says = (
        f"From an empty prompt to the answer. Mesa was run for {FEW} and {MORE} futures a design, and its time for {futures} follows from the difference. It "
        f"collects {len(OUTPUTS)} numbers a future; orgsim measures and writes all its tables. The aim is 150 with two workers ({machine()})."
    )
    page.table(f"a whole comparison: 3 designs x {futures} futures, 50 posts, the same mechanisms", header, rows, says)


def print_profile() -> None:
    """Print where the reference's time goes."""
    organization = covered(company())
    profile = cProfile.Profile()
    profile.runcall(by_reference, organization, 0, friends_of(organization))
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    print_profile()
