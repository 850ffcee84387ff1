"""The log agrees with the books of the run to the minute, and with the metrics."""

import dataclasses

import numpy as np
import pytest
from tests.unit.explain.conftest import FUTURE, SEED, Told, told

from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import ItemAccount, PersonAccount
from orgsim.explain.events import COLUMNS, KINDS, Event, write_log
from orgsim.explain.watch import watched
from orgsim.metrics.outcome import Outcome
from orgsim.results.tables import measure

OF_ITEMS = ("idea", "approval", "backlog", "working", "waiting_decision", "waiting_dependency")


def test_watching_changes_nothing(shipped: Told):
    """Every table of a future is the same, to the bit, with the observer and without."""
    alone = simulate(shipped.organization.blueprint, SEED, FUTURE)
    for field in dataclasses.fields(alone):
        assert getattr(alone, field.name).tobytes() == getattr(shipped.state, field.name).tobytes(), field.name


def test_the_time_of_items_is_that_of_the_ledger(shipped: Told):
    """The stretches of all items add up to the item accounts, account by account, to the minute."""
    booked = shipped.state.item_book.sum(axis=0)
    rows = shipped.tongue.log.of("stretch")
    found = {what: sum(row.amount for row in rows if row.what == what) for what in OF_ITEMS}
    assert found == {what: booked[ItemAccount[what.upper()]] for what in OF_ITEMS}


def test_the_time_of_requests_is_that_of_the_ledger(shipped: Told):
    """What requests took, and what the open ones have waited, adds up to their queue and service in the ledger, to the minute."""
    booked = shipped.state.item_book.sum(axis=0)
    expected = booked[ItemAccount.REQUEST_QUEUE] + booked[ItemAccount.REQUEST_SERVICE]
    assert sum(row.amount for row in shipped.tongue.log.of("answered", "unanswered")) == expected


def test_the_hours_of_desks_are_those_of_the_ledger(shipped: Told):
    """Weeks of desks add up to the desk book and to the minutes spent deciding; what lapsed, to the book of errands."""
    rows, lapsed = shipped.tongue.log.of("desk"), shipped.tongue.log.of("answered", how="lapsed")
    assert sum(row.of for row in rows) == shipped.state.desk_book.sum()
    assert sum(row.amount for row in rows) == shipped.state.person_book[:, :, PersonAccount.DECISIONS].sum()
    assert len(lapsed) == shipped.state.errand_book[:, :, 2].sum()


def test_duplicates_and_launches_are_those_of_the_metrics(shipped: Told):
    """As many duplicates as the metrics count, noticed after as many weeks; launches add up to the realised value."""
    log, outcome = shipped.tongue.log, Outcome(shipped.organization, shipped.state)
    metrics = {name: total for name, (total, _) in measure(shipped.organization, shipped.state).items()}
    born = [row for row in log.of("begun", "inherited") if row.what != "first"]
    assert len(born) == len(outcome.duplicates)
    assert len({row.capability for row in born}) == len(born)
    launched = [row for row in log.of("launched") if log.counts(row)]
    assert len(launched) == metrics["launches"]
    assert sum(row.amount for row in launched) / 1000 == pytest.approx(metrics["realised_value"])
    seen = [row.amount / 2400 for row in log.of("noticed") if log.counts(row) and row.what != "inherited"]
    if seen:
        assert np.median(seen) == pytest.approx(metrics["weeks_to_notice"])


def test_every_row_is_of_a_documented_kind(shipped: Told):
    """Rows stand in order of time, and every kind and column is documented."""
    events = shipped.tongue.log.events
    assert {row.event for row in events} <= set(KINDS)
    assert [row.minute for row in events] == sorted(row.minute for row in events)
    assert {*Event._fields, "week", "quarter"} == set(COLUMNS)


def test_the_same_opportunity_has_the_same_name_in_every_design():
    """Initiatives are named by the market: the same in both designs, from the same week on."""
    names = [
        {row.initiative: row.minute for row in told("demo", name).tongue.log.of("appeared")}
        for name in ("today", "portfolio-pm")
    ]
    assert names[0] == names[1]


def test_the_same_future_gives_the_same_bytes(tmp_path):
    """A log is the same, byte for byte, however often it is written."""
    found = told("demo", "today")
    for name in ("one", "two"):
        _, log = watched(found.organization, SEED, FUTURE)
        for ending in ("csv", "parquet"):
            write_log([("today", log)], FUTURE, tmp_path / f"{name}.{ending}")
    for ending in ("csv", "parquet"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
