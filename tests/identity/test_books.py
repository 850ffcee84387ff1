"""The ledger: three books that balance exactly in every run, and mutants that must not get away with a minute."""

import os
import subprocess
import sys

import numpy as np
import pytest
from tests.conftest import ROOT, SMALL, run, shipped_designs

from orgsim.engine.audit import audit
from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.organization.build import build
from orgsim.scenario.design import load_design


@pytest.mark.parametrize("path", shipped_designs(), ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("replication", range(3))
def test_books_balance_in_every_shipped_design(path, replication):
    """Person-, team- and item-minutes add up, and Little's law holds by the minute on every queue."""
    organization = build(load_design(path))
    assert audit(organization.blueprint, run(organization, replication)) == []


def test_a_lost_minute_is_found(make):
    """The audit names the post, the team or the queue in which a minute is missing or was posted twice."""
    organization = make()
    for table, change in (("person_book", -1), ("team_book", 1), ("item_book", -1)):
        state = run(organization)
        getattr(state, table)[(0,) * getattr(state, table).ndim] += change
        assert audit(organization.blueprint, state), table


def test_a_lapse_too_many_is_found(make):
    """Requests that lapse are counted at the desk where they lapse, one for each request whose answer says so."""
    organization = make(SMALL, "roles.pm.hours.desk=0.25")
    state = run(organization)
    lapsed = state.errand_book[:, :, 2].sum(axis=1)
    assert lapsed.sum() > 0
    assert audit(organization.blueprint, state) == []
    state.errand_book[0, 0, 2] += 1
    assert audit(organization.blueprint, state) == [
        f"lapsed requests: {lapsed.sum() + 1} by desk, {lapsed.sum()} by request"
    ]


MUTANT = """
import sys
import orgsim.engine.ledger as ledger
from orgsim.engine.mechanisms.decisions import attention, errands
from orgsim.engine.mechanisms.knowledge import news
from orgsim.engine.mechanisms.work import delivery
from orgsim.engine.simulation import simulate
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
calls = 0
honest = ledger.spend
def crooked(book, account, wanted, purse):
    global calls
    left = honest(book, account, wanted, purse)
    if left < purse:
        calls += 1
        if calls == 200:
            book[account] += CHANGE
    return left
for module in (attention, delivery, errands, news):
    module.spend = crooked
organization = build(load_design(sys.argv[1], ["horizon.warmup_quarters=1", "horizon.quarters=1"]))
simulate(organization.blueprint, 7, 0)
assert calls > 200
"""

LITTLE_MUTANT = MUTANT.replace("calls == 200", "False") + ""


def crooked_run(change: str) -> subprocess.CompletedProcess[str]:
    """Run a small organisation, interpreted, with a ledger that cheats once by `change` minutes."""
    return subprocess.run(
        [sys.executable, "-c", MUTANT.replace("CHANGE", change), str(ROOT / "scenarios/product-org/today.yaml")],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("change", ["-1", "1"])
def test_a_mutant_that_drops_or_doubles_a_minute_fails(change):
    """A ledger that cheats by one minute in two quarters is caught; an honest one passes (see the next test)."""
    caught = crooked_run(change)
    assert caught.returncode != 0
    assert "the books do not balance" in caught.stderr


def test_the_mutant_without_its_crime_passes():
    """The same run with a change of 0 minutes balances: the check above tests the minute, not the machinery."""
    honest = crooked_run("0")
    assert honest.returncode == 0, honest.stderr


SWITCHED_OFF = {
    "capabilities": [
        TeamAccount.FIRST_BUILD,
        TeamAccount.DUPLICATE_UNAWARE,
        TeamAccount.DUPLICATE_RATIONAL,
        TeamAccount.INTEGRATION,
        TeamAccount.MIGRATION,
    ],
    "products": [TeamAccount.TICKETS],
    "exploration": [],
    "dependencies": [],
    "exceptions": [TeamAccount.WAITING_DECISION],
    "consolidation": [TeamAccount.MIGRATION],
    "attrition": [PersonAccount.VACANT, PersonAccount.INTERVIEWS],
    "news": [],
    "coaching": [PersonAccount.COACHING],
    "engagement": [],
    "stopping": [],
    "approvals": [],
    "portfolio": [],
    "beliefs": [],
    "hiring": [PersonAccount.INTERVIEWS],
}


@pytest.mark.parametrize("mechanism", SWITCHED_OFF)
def test_each_mechanism_can_be_switched_off(make, mechanism):
    """What is off leaves its accounts at zero, everything else runs on and the books balance; what is on does something."""
    settings = ("parameters.decisions.exception_patience=0.1",) if mechanism == "products" else ()  # defects are left
    on, off = make(SMALL, *settings), make(SMALL, *settings, f"mechanisms.{mechanism}=false")
    state = run(off)
    assert audit(off.blueprint, state) == []
    for account in SWITCHED_OFF[mechanism]:
        book = state.person_book if isinstance(account, PersonAccount) else state.team_book
        reference = run(on).person_book if isinstance(account, PersonAccount) else run(on).team_book
        assert book[:, :, account].sum() == 0, account.name
        assert reference[:, :, account].sum() > 0, account.name
    if mechanism == "approvals":
        assert state.item_book[:, ItemAccount.APPROVAL].sum() == 0
    assert not np.array_equal(state.team_book, run(on).team_book)
    assert state.team_book[:, :, TeamAccount.NEW_VALUE].sum() > 0
