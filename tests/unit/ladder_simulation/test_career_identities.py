"""What must not matter to simulated careers, bit for bit: workers, compilation, order of rows, display names; and what pairing buys."""

import os
import subprocess
import sys

import numpy as np
import pytest
from tests.career_worlds import ladder, plan
from tests.conftest import ROOT

from orgsim.careers.comparison import compare_careers
from orgsim.careers.outcomes import measured
from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers, simulate_one
from orgsim.errors import InputError
from orgsim.results import helpers
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.ladder.settings import settings_from

PRODUCT = load_ladder(ROOT / "ladders" / "product.yaml")

HASH = """
import hashlib
from tests.unit.ladder_simulation.test_career_identities import PRODUCT, plan_of
from orgsim.careers.simulation import simulate_one
digest = hashlib.sha256()
for policy in ("merit", "committee", "quota", "best-or-worst"):
    careers = simulate_one(plan_of(policy, quarters=6), 1, 0)
    digest.update(careers.staffed.tobytes() + careers.career_log.tobytes() + careers.people.tobytes())
print(digest.hexdigest())
"""


def plan_of(policy="committee", quarters=24, **settings):
    labels = {"groups": {"a": {"share": 0.5}, "b": {"share": 0.5}}} if policy == "quota" else {}
    return plan_careers(PRODUCT, policy_named(policy), settings_from(labels | settings), quarters)


def test_workers_do_not_matter(monkeypatch):
    """One thread, two, or a thread and a process: the same bytes in every table."""
    started = []
    real = helpers.helpers_for
    monkeypatch.setattr(helpers, "helpers_for", lambda *words: started.extend(real(*words)) or list(started))
    one, two = (simulate_careers(plan_of(), replications=30, workers=workers) for workers in (1, 2))
    assert not started
    monkeypatch.setattr(helpers, "COPY_PAYS", 0.0)
    monkeypatch.setattr(helpers, "START_PAYS", 0.0)
    third = simulate_careers(plan_of(), replications=30, workers=2)
    assert len(started) == 1
    for name in ("series", "flows", "at_risk", "promoted", "journeys", "arrivals", "cases", "gaps", "chains", "waits"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes() == getattr(third, name).tobytes()


def test_compiled_and_interpreted_careers_are_the_same():
    """The product ladder for six quarters under four policies: the same hash with and without the compiler."""
    hashes = set()
    for off in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", HASH],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"NUMBA_DISABLE_JIT": off},
        )
        hashes.add(run.stdout.strip())
    assert len(hashes) == 1


def test_identical_ladders_differ_by_exactly_nothing():
    """A comparison of a ladder with itself."""
    pair = [simulate_careers(plan_of(), replications=4, workers=2) for _ in range(2)]
    for line in compare_careers(["one", "two"], pair):
        if line.comparison:
            assert line.comparison.difference == 0.0 or np.isnan(line.comparison.difference)


def test_display_names_and_order_of_rows_do_not_matter():
    """Levels and moves written backwards, with other titles."""
    levels = {name: level.model_copy(update={"title": "x"}) for name, level in reversed(PRODUCT.levels.items())}
    other = PRODUCT.model_copy(update={"levels": levels, "moves": list(reversed(PRODUCT.moves))})
    first = simulate_one(plan_of(), 1, 0)
    second = simulate_one(plan_careers(other, policy_named("committee"), settings_from({}), 24), 1, 0)
    assert first.staffed.tobytes() == second.staffed.tobytes()


def test_pairing_more_than_halves_the_variance_of_a_difference():
    """Merit against seniority: exits per head, paired and not."""
    both = [
        measured(simulate_careers(plan_of(name), replications=60, workers=2))["exits"]
        for name in ("merit", "seniority")
    ]
    paired = np.var(both[0] - both[1], ddof=1)
    assert paired < (np.var(both[0], ddof=1) + np.var(both[1], ddof=1)) / 2


def test_one_more_hire_changes_nothing_for_those_who_do_not_compete():
    """A level apart from the others gets one more person: everybody else's careers stay the same."""
    base = {
        "low": {"headcount": "committee", "heads": 20, "hires_per_quarter": 2.0, "exits_per_year": 0.2},
        "top": {"seats": 5, "exits_per_year": 0.2},
    }
    moves = [{"from": "low", "to": "top"}]
    series = []
    for heads in (3, 4):
        apart = {"apart": {"headcount": "committee", "heads": heads, "exits_per_year": 0.2, "rung": 9}}
        series.append(simulate_one(plan(ladder(base | apart, moves=moves), 20), 1, 0).staffed)
    assert series[0][:, 1:].tobytes() == series[1][:, 1:].tobytes()


def test_only_runs_with_the_same_seed_are_paired():
    """A comparison across seeds is refused."""
    pair = [simulate_careers(plan_of(), replications=2, seed=seed) for seed in (1, 2)]
    with pytest.raises(InputError, match="same seed"):
        compare_careers(["one", "two"], pair)
