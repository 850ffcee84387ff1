"""Everything the calibration table compares with published figures, measured in the same futures of the shipped `product-org`."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

import numpy as np

from orgsim.engine.mechanisms.people.exits import chance_to_leave
from orgsim.engine.mechanisms.people.ratings import rated
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, PersonAccount, TeamAccount
from orgsim.laboratory.judging import judge
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization
from orgsim.results.tables import measure
from orgsim.studies.calibration.contact import contact
from orgsim.studies.calibration.work import work
from orgsim.studies.claims import Reading, reading
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import Text, changed, organized, pms, product_org, shipped

Found = Mapping[str, float]
"""Everything that is measured of one future, by name."""

YEAR = 52.0
METRICS = (
    "attrition",
    "promotion_rate",
    "rework_share",
    "duplicate_effort",
    "launch_success",
    "okr_attainment",
    "predictability",
    "forecast_accuracy",
    "lapsed",
    "satisfaction",
    "standing_duplicates",
)
"""Metrics that are rows of the table as they are."""


def calibrated(lab: Lab) -> dict[str, Reading]:
    """Return every number of the table over all futures."""
    organization, moved = organized(product_org()), organized(rotated(product_org()))
    rows = [found(organization, moved, lab.seed, number) for number in range(lab.replications)]
    names = dict.fromkeys(name for row in rows for name in row)
    values = {name: np.array([row[name] for row in rows], float) for name in names}
    return {name: reading(name, values) for name, values in {**values, **contact(lab)}.items()}


def rotated(text: Text) -> Text:
    """Return an organisation with a change after the warm-up: every owner of a team takes the next one's team and superior."""
    owners, posts = pms(text), text["posts"]
    moves = zip(owners, [*owners[1:], owners[0]], strict=True)
    moved = {here: {"reports_to": posts[there]["reports_to"]} for here, there in moves}
    owned = zip(text["teams"], [owners[-1], *owners[:-1]], strict=True)
    return changed(text, posts=moved, teams={name: {"owner": owner} for name, owner in owned})


def found(organization: Organization, moved: Organization, seed: int, number: int) -> Found:
    """Return everything that is measured of one future."""
    state = simulate(organization.blueprint, seed, number)
    metrics = measure(organization, state)
    after = measure(moved, simulate(moved.blueprint, seed, number))
    quarterly = metrics["launches"][1]
    return {
        **{name: float(metrics[name][0]) for name in METRICS},
        "time_in_level": 3.0 * float(metrics["time_in_level"][0]),
        "team_quarter": float(metrics["cost"][0]) / len(organization.teams) / organization.quarters,
        "dip": 100.0 * float((after["launches"][1][:2] - quarterly[:2]).mean() / quarterly.mean()),
        **work(Outcome(organization, state)),
        **people(organization, state, float(metrics["vacancy_weeks"][0])),
        **chart(organization),
        **judged(organization, state, seed, number),
    }


def people(organization: Organization, state: State, vacant: float) -> Found:
    """Return what concerns people: vacancies, hours, hires, engagement."""
    counted = slice(organization.warmup_quarters, None)
    pulse = {name: float(state.pulse[name][counted].sum()) for name in ("hires", "appointments", "exits")}
    scenario = organization.design.baseline
    roles = np.array([scenario.posts[name].role for name in organization.posts])
    book = state.person_book[:, counted].sum(axis=1)
    own = book[roles == "pm"]
    talk = own[
        :, [PersonAccount.CONTACT, PersonAccount.DECISIONS, PersonAccount.INTERVIEWS, PersonAccount.ADMINISTRATION]
    ].sum()
    team = state.team_book[:, counted].sum(axis=(0, 1))
    lost = book[:, [PersonAccount.VACANT, PersonAccount.RAMP_UP]].sum() / 2400.0 / YEAR
    leaders = [
        state.people[post.person]
        for post, role in zip(state.posts, roles, strict=True)
        if role != "pm" and post.person != NONE
    ]
    came = [person.via != NONE for person in leaders if person.started > 0]
    return {
        "weeks_vacant": vacant / max(1.0, pulse["hires"] + pulse["appointments"]),
        "coordination_pm": talk / (own.sum() - own[:, PersonAccount.VACANT].sum()),
        "coordination_engineers": team[TeamAccount.COORDINATION] / team.sum(),
        "filled_inside_managers": float(np.mean(came)) if came else np.nan,
        "replacement_direct": hiring_share(organization) if pulse["hires"] else np.nan,
        "replacement_indirect": float(lost) / pulse["exits"] if pulse["exits"] else np.nan,
        "engagement_effect": engaged(organization, state),
    }


def hiring_share(organization: Organization) -> float:
    """Return what hiring for a post costs, as a share of a year's base pay; the sum of the quarter holds engineers, too."""
    scenario = organization.design.baseline
    pay = np.mean([scenario.roles[post.role].salary for post in scenario.posts.values()])
    cost = np.mean(organization.blueprint.post_plan[0].cost) * YEAR
    return float(scenario.parameters.staffing.hiring_cost_share * cost / pay)


def engaged(organization: Organization, state: State) -> float:
    """Return how much less often the most engaged quarter of people leaves than the least engaged, %, by the engine's rule."""
    parameters = organization.design.baseline.parameters
    moods = np.sort([state.people[post.person].engagement for post in state.posts if post.person != NONE])
    size = max(1, len(moods) // 4)
    rate = parameters.staffing.attrition_rate / 4.0
    effect = parameters.careers.engagement_effect
    low, high = (
        np.mean([chance_to_leave(rate, float(mood), 0.0, effect, 0.0) for mood in part])
        for part in (moods[:size], moods[-size:])
    )
    return 100.0 * float(high / low - 1.0)


def chart(organization: Organization) -> Found:
    """Return what the chart says."""
    scenario = organization.design.baseline
    managers = [post.reports_to for post in scenario.posts.values() if post.reports_to]
    directors = [name for name, post in scenario.posts.items() if post.role == "director"]
    owners = [name for name, post in scenario.posts.items() if post.role == "pm"]
    engineers = sum(team.engineers for team in scenario.teams.values())
    return {
        "span": float(np.mean([managers.count(name) for name in directors])),
        "shipped_span": float(np.mean(spans())),
        "widest_span": float(max(spans())),
        "ic_per_manager": len(owners) / len(set(managers)),
        "engineers_per_pm": engineers / len(owners),
    }


@cache
def spans() -> tuple[int, ...]:
    """Return the direct reports of every manager of every shipped company."""
    lines = [Counter(post.get("reports_to") for post in text["posts"].values()) for text in shipped().values()]
    return tuple(count for reports in lines for name, count in reports.items() if name)


def judged(organization: Organization, state: State, seed: int, number: int) -> Found:
    """Return how reliable ratings and business cases are, by the engine's rules and fresh luck."""
    parameters = organization.design.baseline.parameters
    luck = np.random.default_rng((seed, number))
    standing, first, second = luck.standard_normal((3, 500))
    noise = parameters.careers.rating_noise
    raters = [[rated(here, noise, z) for here, z in zip(standing, errors, strict=True)] for errors in (first, second)]
    promise = state.items.promise[: int(state.counters[0].arrived)]
    seen = judge(promise, luck.standard_normal(len(promise)), noise=parameters.judgement.case_noise)
    return {
        "rating_reliability": float(np.corrcoef(raters[0], raters[1])[0, 1]),
        "case_reliability": float(np.corrcoef(seen, promise)[0, 1]),
    }
