"""How fast the engine is beside plain Mesa, on this machine, in one run: ``python -m tests.bench.reference``; some twenty seconds.

The same company of fifty posts, the same mechanisms (those that the reference covers), futures of the same length, some of each in turn,
so that whatever else the machine does touches both alike. Processor time of one core, medians; compiling, reading and building are left
out, drawing the market is included (and, for the engine, the audit of its books). The reference is ordinary Mesa
(``tests/reference/plain``), written to be read and profiled, so that nothing in it is slow for no reason; ``--profile`` prints where its
time goes.

Nothing is asserted but that both find about the same number of launches.
"""

import cProfile
import platform
import pstats
import statistics
import sys
import time

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.organization.build import Organization
from tests.reference.plain.engine_side import friends_of
from tests.reference.plain.luck import OwnLuck
from tests.reference.plain.market import Dice
from tests.reference.plain.model import ReferenceModel
from tests.reference.plain.outputs import outputs_of_engine, outputs_of_reference
from tests.reference.plain.worlds import branches, covered

BLOCKS = 7
ENGINE_BLOCK = 8
"""Futures of the engine for each one of the reference: a run of its own leaves the processor's caches as it likes them."""


def by_engine(organization: Organization, future: int) -> State:
    """Run one future of the engine."""
    return simulate(organization.blueprint, 1, future)


def by_reference(organization: Organization, future: int, friends: list[tuple[str, str]]) -> ReferenceModel:
    """Run one future of the reference, its market included."""
    scenario = organization.design.baseline
    return ReferenceModel(scenario, Dice(scenario, 2 * future).market(), OwnLuck(2 * future + 1), friends).run()


def print_profile(organization: Organization, friends: list[tuple[str, str]]) -> None:
    """Print where the reference's time goes."""
    profile = cProfile.Profile()
    profile.runcall(by_reference, organization, 0, friends)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)


def main() -> None:
    """Time both and print the ratio."""
    organization = covered(branches(7, 6, 1.2))
    friends = friends_of(organization)
    person_weeks = len(organization.posts) * organization.blueprint.weeks
    if "--profile" in sys.argv:
        print_profile(organization, friends)
    times: dict[str, list[float]] = {"engine": [], "reference": []}
    launches: dict[str, list[float]] = {"engine": [], "reference": []}
    by_engine(organization, 0)  # loads the compiled code
    for block in range(BLOCKS):
        for future in range(block * ENGINE_BLOCK, (block + 1) * ENGINE_BLOCK):
            started = time.thread_time()
            state = by_engine(organization, future)
            times["engine"].append(time.thread_time() - started)
            launches["engine"].append(outputs_of_engine(organization, state)["launches"])
        started = time.thread_time()
        model = by_reference(organization, block, friends)
        times["reference"].append(time.thread_time() - started)
        launches["reference"].append(outputs_of_reference(model)["launches"])
    found = {name: 1e6 * statistics.median(spent) / person_weeks for name, spent in times.items()}
    mean = {name: statistics.mean(counts) for name, counts in launches.items()}
    if abs(mean["reference"] / mean["engine"] - 1.0) > 0.2:
        raise SystemExit(f"the two do not simulate the same company: {mean} launches")
    sys.stdout.write(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; {len(organization.posts)} posts, "
        f"{organization.blueprint.weeks} weeks, medians of {len(times['reference'])} and {len(times['engine'])} futures\n\n"
        f"plain Mesa  {found['reference']:8.2f} microseconds a person-week (posts), {mean['reference']:.0f} launches\n"
        f"engine      {found['engine']:8.2f} microseconds a person-week (posts), {mean['engine']:.0f} launches\n"
        f"ratio       {found['reference'] / found['engine']:8.1f}\n"
    )


if __name__ == "__main__":
    main()
