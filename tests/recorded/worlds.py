"""Small organisations in which every mechanism acts, and companies of people on a ladder."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_one
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.shipped_files import shipped_ladders

SEED = 3

COMPANY = """
name: everything
ladder: product
objectives: {growth: 5, retention: 3, trust: 1}
roles: {pm: {hours: {product: 20, research: 4}}}
domains:
  search: {opportunities_per_week: 2.4, objectives: {growth: 3, trust: 1}, interest: {trust: 1, growth: 2}}
  cloud:  {opportunities_per_week: 1.8, objectives: {retention: 1, growth: 1}}
  shop:   {opportunities_per_week: 0.6}
teams:
  search-a: {domain: search, engineers: 7, wip: 3, owner: pm-1}
  search-b: {domain: search, engineers: 6, wip: 2, owner: pm-2}
  cloud-a:  {domain: cloud, engineers: 5, wip: 4, owner: pm-3}
  shop:     {domain: shop, engineers: 3, wip: 2}
posts:
  vp:    {role: cpo}
  dir-a: {role: director, reports_to: vp}
  dir-b: {role: director, reports_to: vp, rights: {explore: approve}}
  pm-1:  {role: pm, reports_to: dir-a, desk: pool}
  pm-2:  {role: pm, reports_to: dir-a, desk: pool, fte: 0.5}
  pm-3:  {role: pm, reports_to: dir-b}
  pm-4:  {role: pm, reports_to: dir-b, helps: search-a}
  ppm:   {role: ppm, reports_to: vp}
ties:
  dotted:  {ppm: {dir-a: 1.0, pm-3: 0.5}}
  working: {pm-4: {pm-1: 2.0}}
governance:
  forums:
    chaired: {members: [pm-1, pm-2], chair: vp, hours_per_quarter: 26}
    open: {members: [dir-a, pm-3, ppm], hours_per_quarter: 13}
  raters: [dir-a, ppm]
  investment_review: [vp, ppm]
  exploration: {share: 0.2, teams: [search-a, cloud-a]}
horizon: {warmup_quarters: 1, quarters: 8}
"""
CHANGES = """
events:
  - {kind: strategy_shift, quarter: 1, week: 2, objectives: [growth, trust], factor: 0.5}
  - {kind: demand_surge, quarter: 1, week: 6, quarters: 2, domain: search, factor: 2.5}
  - {kind: hiring_freeze, quarter: 3, week: 1, quarters: 1}
  - {kind: departure, quarter: 2, week: 3, post: dir-a}
  - {kind: layoff, quarter: 5, week: 1, share: 0.3, domain: search, posts: [pm-4]}
changes:
  - quarter: 2
    week: 2
    teams: {cloud-b: {domain: cloud, engineers: 3, wip: 2, owner: pm-5}, cloud-a: {engineers: 4}}
    posts:
      pm-5: {role: pm, reports_to: dir-b, skills: {discovery: 0.8}, vacant: true}
      pm-2: {reports_to: dir-b}
    governance: {roadmaps: features, raters: [dir-a]}
  - quarter: 4
    week: 1
    teams: {shop: {domain: cloud, owner: pm-5, engineers: 6}, search-b: null}
    posts: {pm-1: {reports_to: dir-b}, pm-4: {helps: cloud-a}}
"""
OTHER = """
objectives: {growth: 1, retention: 1, trust: 1}
domains: {pay: {opportunities_per_week: 1.2}}
teams: {pay: {domain: pay, owner: pm-pay}}
posts: {boss: {role: cpo}, pm-pay: {role: pm, reports_to: boss}}
"""
MERGED = """
events:
  - {kind: acquisition, quarter: 2, week: 3, organisation: other.yaml, reports_to: vp, prefix: o-}
"""
FRUGAL = (
    "parameters.portfolio.audit_share=1",
    "parameters.portfolio.sunk_cost_bias=0",
    "parameters.delivery.newcomer_weeks=1",
    "demand.market_spread=0.8",
    "parameters.portfolio.consent_base=3",
    "parameters.portfolio.minutes_per_review=15",
    "parameters.products.running_share=1",
    "parameters.capabilities.duplicate_threshold=0.1",
    "parameters.capabilities.reuse_patience=0.1",
    "demand.need_probability=1",
    "demand.types_per_domain=1",
    "demand.far_share=0.3",
    "demand.value_shift=0.5",
    "demand.window_half_life=26",
)
BUSY = (
    "demand.need_probability=1",
    "demand.types_per_domain=2",
    "demand.effort_median=3",
    "demand.build_effort_median=1.5",
    "demand.capability_life=26",
    "demand.dependency_probability=0.6",
    "parameters.capabilities.duplicate_threshold=0.2",
    "parameters.capabilities.reuse_patience=20",
    "parameters.portfolio.sunk_cost_bias=0",
    "parameters.delivery.newcomer_weeks=1",
    "demand.value_shift=0.7",
    "parameters.portfolio.consent_base=1",
    "parameters.portfolio.minutes_per_review=20",
    "parameters.decisions.request_patience=3",
    "parameters.products.product_life=20",
    "parameters.products.service_life=40",
    "parameters.staffing.attrition_rate=0.6",
    "parameters.exceptions.exception_probability=0.8",
    "parameters.launches.measurement_noise=2",
)


def company(text: str, *settings: str, future: int = 0) -> State:
    """Return the last state of an organisation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.yaml"
        path.write_text(text, encoding="utf-8")
        path.with_name("other.yaml").write_text(OTHER, encoding="utf-8")
        organization = build(load_design(path, settings))
    return simulate(organization.blueprint, SEED, future, record=True)


def careers(ladder: str, policy: str, quarters: int, values: dict[str, object], **settings: object) -> State:
    """Return the last state of people on a ladder without work."""
    plan = plan_careers(
        load_ladder(shipped_ladders()[ladder]), policy_named(policy, values), settings_from(settings), quarters
    )
    return simulate_one(plan, SEED, 0)


UNLIKE = {"first": {"share": 0.6}, "second": {"share": 0.4, "rating_noise": 1.5, "opportunity": 0.7}}
HEARD = {"first": {"share": 0.6}, "second": {"share": 0.4, "advocacy": 0.5}}

WORLDS: dict[str, Callable[[], State]] = {
    "everything": lambda: company(COMPANY),
    "busy-and-reorganised": lambda: company(COMPANY + CHANGES, *BUSY),
    "frugal-and-merged": lambda: company(COMPANY + MERGED, *FRUGAL),
    "startup-by-merit": lambda: careers("startup", "merit", 16, {}, inside_patience=2, growth=0.2),
    "product-by-quota": lambda: careers("product", "quota", 10, {}, groups=UNLIKE, freeze=True, budget=9_000.0),
    "product-by-committee": lambda: careers(
        "product", "committee", 10, {}, groups=HEARD, growth=-0.1, retirement_age=45.0
    ),
    "vacancies-first": lambda: careers("ic-terminal", "vacancy-driven", 10, {}, dismiss_below=0.3, wobble=0.02),
}


def finished(name: str) -> State:
    """Return the last state of a world."""
    return WORLDS[name]()
