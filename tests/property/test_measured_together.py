"""What is found in a future does not depend on the others that are measured with it."""

import numpy as np
import pytest
from tests.conftest import ROOT

from orgsim.engine.room import Room
from orgsim.engine.state import State
from orgsim.metrics.catalog import all_metrics, metrics_by_part
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import parts_of
from orgsim.metrics.runs import Kept, Shelves
from orgsim.metrics.twice import Twice, branches_of, twice_in
from orgsim.metrics.watching import simulate
from orgsim.organization.build import Organization, build
from orgsim.results import measuring
from orgsim.results.measuring import Measuring
from orgsim.results.parts import Part
from orgsim.results.tables import rows_of
from orgsim.scenario.design import load_design

FUTURES = 4


class Untouched(Room):
    """A room that leaves its states to the tests."""

    def give_back(self, state: State) -> None:
        """Do nothing."""


Run = tuple[Organization, list[State], list[Twice]]


@pytest.fixture(scope="module", params=["reorganised", "named", "aimed"])
def ended(request) -> Run:
    """Return futures of a company that is reorganised, of one that names its work, and of one with targets and a budget."""
    files = {
        "reorganised": load_design(ROOT / "scenarios/reorg/gpm-groups.yaml"),
        "named": load_design(ROOT / "scenarios/stories/three-platforms-to-one/today.yaml"),
        "aimed": load_design(
            {
                "name": "aimed",
                "objectives": {
                    "growth": {"weight": 3, "target": 0.5},
                    "trust": {"weight": 1, "target": 2, "per": "run"},
                },
                "domains": {"a": {"opportunities_per_week": 2}},
                "teams": {"t": {"domain": "a", "engineers": 6, "owner": "p"}, "u": {"domain": "a", "owner": "q"}},
                "posts": {"h": {"role": "cpo"}, "p": {"role": "pm", "reports_to": "h"}, "q": {"role": "pm"}},
                "budget": {"company": 5000},
                "horizon": {"warmup_quarters": 1, "quarters": 6},
            }
        ),
    }
    organization = build(files[request.param])
    twices = [twice_in(organization, branches_of(organization)) for _ in range(FUTURES)]
    return organization, [simulate(organization.blueprint, 3, run, twices[run]) for run in range(FUTURES)], twices


def test_together_as_alone(ended: Run):
    """Every column of every table is, bit for bit, that of the futures measured one by one, from what is kept as from the last state."""
    organization, states, twices = ended
    parts = parts_of(organization)
    worked = [twice.until_the_end(state) for twice, state in zip(twices, states, strict=True)]
    shelves = Shelves()
    together = rows_of(organization, [shelves.keep(state) for state in states], parts, worked)
    alone = [rows_of(organization, [state], parts, [pairs]) for state, pairs in zip(states, worked, strict=True)]
    for table, columns in together.items():
        for name, values in columns.items():
            expected = np.concatenate([np.asarray(rows[table][name]) for rows in alone])
            assert np.asarray(values).tobytes() == expected.astype(np.asarray(values).dtype).tobytes(), (table, name)


def test_the_whole_with_its_parts_as_by_itself(ended: Run):
    """What is counted for the company and its parts in one pass is what is counted for the company alone, and for the parts alone."""
    organization, states, _ = ended
    together = Outcome(organization, states, parts_of(organization))
    pairs = [(together.whole(), Outcome(organization, states))]
    pairs.append((together, Outcome(organization, states).by_part(parts_of(organization))))
    for given, alone in pairs:
        for metric in (metrics_by_part() if given.parts else all_metrics()).values():
            found = [(one.total(), one.by_quarter()) for one in map(metric.measure, (given, alone))]
            assert np.array_equal(found[0][0], found[1][0], equal_nan=True), metric.name
            assert np.array_equal(found[0][1], found[1][1], equal_nan=True), metric.name


def test_in_little_memory_as_in_much(ended: Run, monkeypatch):
    """Futures that take too much memory to be measured at once are measured in turns, with the same tables."""
    organization, states, twices = ended
    found = []
    for most in (measuring.AT_ONCE, 0.0):
        monkeypatch.setattr(measuring, "AT_ONCE", most)
        one = Measuring(organization, Part("design", "key", 0, FUTURES - 1), 3, Untouched())
        for run, (state, twice) in enumerate(zip(states, twices, strict=True)):
            one.add(run, state, twice)
        found.append(one.tables())
    for table, columns in found[0].items():
        for name, values in columns.items():
            assert np.asarray(values).tobytes() == np.asarray(found[1][table][name]).tobytes(), (table, name)


def test_a_future_that_cannot_be_measured_costs_no_other(ended: Run, monkeypatch):
    """One that fails is named with its error; the others are in the tables."""
    organization, states, twices = ended

    def failing(company: Organization, futures: list[Kept], *others: object) -> object:
        if any(future.state is states[1] for future in futures):
            raise ZeroDivisionError("spoilt")
        return rows_of(company, futures, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(measuring, "rows_of", failing)
    one = Measuring(organization, Part("design", "key", 0, FUTURES - 1), 3, Untouched())
    for run, (state, twice) in enumerate(zip(states, twices, strict=True)):
        one.add(run, state, twice)
    assert one.tables()["replications"]["replication"].tolist() == [0, 2, 3]
    failed = [(failure["replication"], failure["error"]) for failure in one.failures]
    assert failed == [(1, "ZeroDivisionError: spoilt")]
