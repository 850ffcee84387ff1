"""The outputs of a future, by the definitions of ``docs/model.md``, of the reference; and the same of the engine, as its metrics say."""

from collections.abc import Iterable

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, Errand
from orgsim.organization.build import Organization
from orgsim.results.tables import measure
from tests.reference.plain import work
from tests.reference.plain.model import ReferenceModel

MEASURED = (
    "launches",
    "realised_value",
    "lead_time",
    "decision_latency",
    "decision_latency_p85",
    "alignment",
    "belief_alignment",
    "predictability",
    "duplicate_effort",
    "rework_share",
    "new_value_share",
    "waiting_share",
)
OUTPUTS = (*MEASURED, "questions", "unanswered_share")

Outputs = dict[str, float]

Waits = list[tuple[float, bool]]
"""Weeks that each case waited, and whether an answer came then."""


def quantile(values: Iterable[float], level: float = 0.5) -> float:
    """Return a quantile, the median unless told; not a number when there is nothing."""
    found = list(values)
    return float(np.quantile(found, level)) if found else float("nan")


def weighted(waits: Waits) -> list[tuple[float, float]]:
    """Return the weeks of those answered, and the weight of each: those without an answer hand theirs on to all that wait longer.

    The last hands it on to nobody and keeps it.
    """
    waits = sorted(waits, key=lambda case: (case[0], not case[1]))
    weights = [1.0 / len(waits)] * len(waits)
    for place, (_, answered) in enumerate(waits[:-1]):
        if not answered:
            later = range(place + 1, len(waits))
            for other in later:
                weights[other] += weights[place] / len(later)
            weights[place] = 0.0
    return [(weeks, weight) for (weeks, _), weight in zip(waits, weights, strict=True)]


def mean_wait(waits: Waits) -> float:
    """Return the mean wait, of which a quarter counts at most; not a number when there is none."""
    return sum(weight * min(weeks, work.QUARTER) for weeks, weight in weighted(waits)) if waits else float("nan")


def wait_of_share(waits: Waits, level: float) -> float:
    """Return the weeks, a quarter at most, after which a share of all have an answer; not a number when there is none."""
    done = 0.0
    for weeks, weight in weighted(waits):
        done += weight
        if done >= level - 1e-9:
            return float(min(weeks, work.QUARTER))
    return float("nan")


def waits_for_decisions(model: ReferenceModel, start: float) -> Waits:
    """Return how long cases waited that were submitted from minute `start` on; what lapsed or is open waits until the end."""
    end = model.week * work.WEEK
    found = []
    for item in model.initiatives:
        if item.submitted is None or item.submitted < start:
            continue
        settled = item.closed if item.funded is None else item.funded
        if item.stage is work.Stage.LAPSED or settled is None:
            settled = end
        answered = item.funded is not None or item.stage is work.Stage.REJECTED
        found.append(((settled - item.submitted) / work.WEEK, answered))
    return found


def outputs_of_engine(organization: Organization, state: State) -> Outputs:
    """Return the outputs of one of the engine's futures."""
    metrics = measure(organization, state)
    first = organization.warmup_quarters * work.QUARTER * MINUTES_PER_WEEK
    requests = state.requests[: state.counters[0].requests]
    questions = requests[(requests.errand == Errand.EXCEPTION) & (requests.opened >= first)]
    return {name: float(metrics[name][0]) for name in MEASURED} | {
        "questions": float(len(questions)),
        "unanswered_share": float(metrics["lapsed"][0]),
    }


def outputs_of_reference(model: ReferenceModel) -> Outputs:
    """Return the outputs of one of the reference's futures."""
    first = model.stated.horizon.warmup_quarters
    start = first * work.QUARTER
    launches = [item for item in model.launched() if item.finished is not None and item.finished >= start]
    latencies = waits_for_decisions(model, start * work.WEEK)
    requests = [request for request in model.requests if request.opened >= start * work.WEEK]
    answered = [request for request in requests if request.answered is not None]
    return {
        "launches": float(len(launches)),
        "realised_value": sum(item.realised for item in launches) * model.dials.standard_value / 1000.0,
        "lead_time": quantile(item.finished + 1 - item.submitted / work.WEEK for item in launches),  # type: ignore[operator]
        "decision_latency": mean_wait(latencies),
        "decision_latency_p85": wait_of_share(latencies, 0.85),
        "alignment": sum(sum(team.aligned_minutes[first:]) for team in model.teams)
        / sum(sum(team.funded_minutes[first:]) for team in model.teams),
        "belief_alignment": sum(model.belief_alignment[first:]) / sum(model.attention[first:]),
        "predictability": sum(sum(team.kept[first:]) for team in model.teams)
        / sum(sum(team.promised[first:]) for team in model.teams),
        "duplicate_effort": share(model, first, "duplicate_unaware", "duplicate_rational"),
        "rework_share": share(model, first, "rework"),
        "new_value_share": share(model, first, "new_value"),
        "waiting_share": share(model, first, "waiting_decision", "waiting_dependency", "idle"),
        "questions": float(sum(request.errand is work.Errand.QUESTION for request in requests)),
        "unanswered_share": sum(request.lapsed for request in answered) / max(1, len(answered)),
    }


def share(model: ReferenceModel, first: int, *accounts: str) -> float:
    """Return the share of all team-minutes on some accounts, from a quarter on."""
    books = [book for team in model.teams for book in team.book[first:]]
    spent: int = sum(book[account] for book in books for account in accounts)
    return spent / sum(sum(book.values()) for book in books)
