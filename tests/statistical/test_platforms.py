"""Old platforms in different branches: who finds out, who may merge them, and when that pays."""

import numpy as np
import pytest
from tests.unit.engine.records import fresh_state, organization

from orgsim.engine import schedule
from orgsim.engine.mechanisms.knowledge.building import rely_on
from orgsim.engine.mechanisms.knowledge.consolidation import merge
from orgsim.engine.random import luck
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import NONE, CapabilityState, TeamAccount

FATE = luck(1, 0)
FUTURES = 40
LARGE = 3.0
"""Size from which an instance counts as large here, as a multiple of the median build."""

COMPANY = """
name: platforms
objectives: {growth: 1}
domains:
  web:  {opportunities_per_week: 1}
  mail: {opportunities_per_week: 1}
  pay:  {opportunities_per_week: 1}
related: {pairs: {web: {mail: 1}}}
teams:
  web:  {domain: web, owner: pm-web}
  mail: {domain: mail, owner: pm-mail}
  pay:  {domain: pay, owner: pm-pay}
roles:
  cpo: {hours: {portfolio: 0}}
  director: {hours: {portfolio: 0}}
  pm: {hours: {portfolio: 0}}
posts:
  head: {role: cpo}
  dir-web: {role: director, reports_to: head}
  dir-mail: {role: director, reports_to: head}
  pm-web: {role: pm, reports_to: dir-web}
  pm-mail: {role: pm, reports_to: dir-mail}
  pm-pay: {role: pm, reports_to: dir-mail}
  ppm: {role: ppm, reports_to: head}
ties: {dotted: {ppm: [pm-web, pm-mail]}}
demand:
  {types_per_domain: 2, similarity: 0, need_probability: 0, capability_life: 5200, build_sigma: 1.5}
parameters:
  capabilities: {inherited_share: 1, inherited_twice: 1}
  ties: {informal_probability: 0}
horizon: {warmup_quarters: 0, quarters: 12}
"""
IDLE = "roles.ppm.hours.portfolio=0"
POWERLESS = [f"roles.{role}.rights.consolidate=none" for role in ("cpo", "director", "ppm")]


def large_twins(folder, *settings):
    """Return how many large platforms stood twice, and how many of them were noticed and merged within three years."""
    company = organization(folder, COMPANY, *settings)
    twice, noticed, merged = 0, 0, 0
    for future in range(FUTURES):
        state = simulate(company.blueprint, 5, future)
        made = state.capabilities[: state.counters[0].capabilities]
        found = made[(made.duplicates != NONE) & (made.effort >= LARGE * state.parameters[0].build_effort_median)]
        twice += len(found)
        noticed += int((found.noticed >= 0).sum())
        merged += int((found.successor != NONE).sum() + (made[found.duplicates].successor != NONE).sum())
    return twice, noticed, merged


def test_platforms_stay_unless_somebody_reads_and_may_act(tmp_path):
    """Without hours to read nobody ever notices; with them some notice; where nobody may merge, they notice and nothing happens."""
    twice, noticed, merged = large_twins(tmp_path, IDLE)
    assert twice > 20
    assert (noticed, merged) == (0, 0)
    twice, noticed, merged = large_twins(tmp_path)
    assert noticed > 0.1 * twice
    assert 0 < merged <= noticed
    twice, noticed, merged = large_twins(tmp_path, *POWERLESS)
    assert noticed > 0.1 * twice
    assert merged == 0


def costs(folder, wanted):
    """Return the team-minutes of keeping and moving platforms in each of 20 quarters, with a merger of two that are two years old, or without."""
    state = fresh_state(
        folder,
        COMPANY,
        IDLE,
        "horizon.quarters=20",
        "demand.build_sigma=0",
        "demand.build_effort_median=60",
        "demand.overlap=0",
    )
    schedule.run(state, FATE, 0, 1)
    state.capabilities.born[:2] = -104
    if wanted:
        assert merge(state, FATE, 1, 0, 1)
    schedule.run(state, FATE, 1, 20 * 13)
    book = state.team_book[:, :, [TeamAccount.UPKEEP, TeamAccount.MIGRATION]].sum(axis=(0, 2))
    return book, state.capabilities[1].state


def test_a_merger_pays_back_over_quarters(tmp_path):
    """It costs more than it saves in the first quarters and saves in every later one; the sum turns after one to three years."""
    (apart, _), (merged, state) = costs(tmp_path, False), costs(tmp_path, True)
    saved = apart - merged
    assert state == CapabilityState.RETIRED
    assert saved[0] < 0
    assert (saved[4:] > 0).all()
    turns = int(np.argmax(np.cumsum(saved) > 0))
    assert 4 <= turns <= 12


def test_hold_outs_keep_both_running(tmp_path):
    """A team whose owner meets nobody stays on the old platform, which is kept running for it though its own team has moved."""
    alone = COMPANY.replace(
        "pm-pay: {role: pm, reports_to: dir-mail}", "pm-pay: {role: pm, reports_to: dir-mail, hours: {contact: 0}}"
    )
    state = fresh_state(tmp_path, alone, IDLE, "demand.overlap=0")
    schedule.run(state, FATE, 0, 1)
    pay = int(np.argmax(state.teams.owner == state.teams.owner.max()))
    kind = state.capabilities[1].type
    rely_on(state, pay, 1)
    assert merge(state, FATE, 1, 0, 1)
    schedule.run(state, FATE, 1, 12 * 13)
    assert (state.capabilities[1].state, state.capabilities[1].moved) == (CapabilityState.LIVE, 1)
    assert state.uses[pay, kind] == 1
    assert state.pulse.duplicate_upkeep[-1] > 0.0


@pytest.mark.parametrize("share", [0.0, 0.9])
def test_the_books_balance_with_a_past(tmp_path, share):
    """Simulating audits every book; what is older than the run is neither waiting nor launched."""
    state = simulate(
        organization(
            tmp_path, COMPANY, f"parameters.capabilities.inherited_share={share}", "demand.need_probability=1"
        ).blueprint,
        5,
        0,
    )
    assert (state.items.finished >= 0).sum() > 0
