"""Extreme conditions: where something is taken away altogether, what it causes must be gone altogether."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from orgsim.engine.audit import audit
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import ItemAccount, Kind, Stage, TeamAccount
from orgsim.organization.build import Organization
from orgsim.studies.checks import Check, Reading, exact
from orgsim.studies.runs import measured, states
from orgsim.studies.worlds import organized, small

RUNS = 4
Probe = Callable[[Organization, int], float]


def worst(metric: str) -> Probe:
    """Return a probe of the largest value of a metric over some futures; what has no value counts as 0."""
    return lambda organization, seed: float(np.nanmax([0.0, *measured(organization, seed, RUNS)[metric]]))


def least(metric: str) -> Probe:
    """Return a probe of the smallest value of a metric over some futures."""
    return lambda organization, seed: float(measured(organization, seed, RUNS)[metric].min())


def total(count: Callable[[State], float]) -> Probe:
    """Return a probe of a sum over some futures."""
    return lambda organization, seed: float(sum(count(state) for state in states(organization, seed, RUNS)))


def minutes(account: TeamAccount) -> Callable[[State], float]:
    """Return a count of the minutes that teams booked on an account."""
    return lambda state: float(state.team_book[..., account].sum())


def refused(state: State) -> float:
    """Count the cases that were refused."""
    return float((state.items[: state.counters[0].items].stage == Stage.REJECTED).sum())


NO_NOISE = (
    "parameters.judgement.case_noise=0",
    "parameters.judgement.local_interest=0",
    "parameters.beliefs.belief_spread=0",
    "demand.spill_probability=0",
    "mechanisms.windows=false",
    "mechanisms.markets=false",
    "demand.diminishing_returns=0",
    "parameters.beliefs.strategy_error=0",
    "parameters.beliefs.detail_lost=0",
)
NO_DRIFT = (
    "demand.drift_probability=0",
    "parameters.beliefs.belief_spread=0",
    "parameters.beliefs.strategy_error=0",
    "parameters.beliefs.detail_lost=0",
)
NOBODY_LEAVES = ("parameters.staffing.attrition_rate=0",)
NO_WORK = (
    *NOBODY_LEAVES,
    *(f"parameters.decisions.minutes_to_{what}=0.5" for what in ("decide", "answer", "prepare")),
)
OPEN = tuple(
    f"roles.{role}.hours={{administration: 0, contact: 8, desk: 32, portfolio: 0, product: 0}}"
    for role in ("cpo", "director")
)
"""Those who decide do hardly anything else."""


@dataclass(frozen=True)
class Extreme:
    """One thing taken away, and what must be gone with it."""

    what: str
    settings: Sequence[str]
    probe: Probe
    target: float = 0.0
    tolerance: float = 0.0
    reason: str = "an identity"


NOTHING_NEEDED = ("demand.need_probability=0",)
NO_QUESTIONS = ("parameters.exceptions.exception_probability=0",)
REJECTED, LATENCY, LAPSED = total(refused), worst("decision_latency"), worst("lapsed")
EXTREMES = (
    Extreme("no noise, no interests: cases refused", (*NO_NOISE, *NO_DRIFT), REJECTED, reason="everybody judges alike"),
    Extreme(
        "no drift, no misreading: least belief alignment",
        NO_DRIFT,
        least("belief_alignment"),
        1.0,
        1e-9,
        "rounding only",
    ),
    Extreme(
        "desks without work: decision latency, weeks", (*NO_WORK, *OPEN), LATENCY, 0.0, 0.02, "declared: 48 minutes"
    ),
    Extreme("desks without work: share of requests lapsed", NO_WORK, LAPSED),
    Extreme("nobody leaves: vacancy weeks", NOBODY_LEAVES, worst("vacancy_weeks")),
    Extreme("nothing is needed: builds", NOTHING_NEEDED, total(minutes(TeamAccount.FIRST_BUILD))),
    Extreme("no questions: rework", NO_QUESTIONS, total(minutes(TeamAccount.REWORK))),
)


def extremes(seed: int, *, obey: bool = True) -> list[Reading]:
    """Take one thing away after the other; a variant that does not `obey` leaves everything in place."""
    found = []
    for extreme in EXTREMES:
        value = extreme.probe(organized(small(), extreme.settings if obey else ()), seed)
        found.append(Reading(extreme.what, extreme.target, value, extreme.tolerance, extreme.reason))
    return [*found, *one_team(seed, obey=obey), *no_teams(seed, obey=obey)]


def one_team(seed: int, *, obey: bool) -> list[Reading]:
    """A company of one team has nobody to wait for and nobody to duplicate."""
    domain = {"only": {"opportunities_per_week": 1.8}}
    team = {"team": {"domain": "only", "engineers": 7, "owner": "pm"}}
    posts = {"head": {"role": "cpo"}, "pm": {"role": "pm", "reports_to": "head"}}
    text = small(domains=domain, teams=team, posts=posts)
    ended = states(organized(text if obey else small()), seed, RUNS)
    built = [state.capabilities[: state.counters[0].capabilities] for state in ended]
    duplicates = sum(int((capabilities.duplicates >= 0).sum()) for capabilities in built)
    waited = sum(int(state.item_book[:, ItemAccount.WAITING_DEPENDENCY].sum()) for state in ended)
    return [
        exact("one team: duplicates", 0.0, duplicates, 0.0, "an identity"),
        exact("one team: minutes that work waits for another team", 0.0, waited, 0.0, "an identity"),
    ]


def no_teams(seed: int, *, obey: bool) -> list[Reading]:
    """Without teams the market offers in vain: nothing is funded, nothing launched, and the books balance all the same."""
    organization = organized(small())
    plan = organization.blueprint.team_plan.copy()
    if obey:
        plan.active = 0
    bare = organization.blueprint._replace(team_plan=plan)
    state = simulate(bare, seed, 0)
    items = state.items[: state.counters[0].items]
    items = items[items.kind == Kind.INITIATIVE]  # without those that stand for what was built before the run
    expired = float((items.stage == Stage.EXPIRED).mean())
    return [
        exact("no teams: share of opportunities that expire", 1.0, expired, 0.0, "an identity"),
        exact("no teams: books that do not balance", 0.0, len(audit(bare, state)), 0.0, "an identity"),
    ]


CHECKS = [
    Check(
        "E1-extremes",
        "Take away noise, drift, work at desks, exits, needs, questions or all teams but one, and what each causes "
        "is gone.",
        "extreme-condition tests: Sargent 2013, Journal of Simulation 7",
        extremes,
        {"what is taken away stays": partial(extremes, obey=False)},
        remarks=(
            "A scenario must have at least one team; the case without any is made by closing all teams of a built "
            "organisation."
        ),
    )
]
