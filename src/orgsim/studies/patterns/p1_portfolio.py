"""What a portfolio product manager adds, by branches, overlap of needs and drift of the strategy."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels, rows_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, Reading, Shown, nothing, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import (
    ROOMY_HEAD,
    Text,
    changed,
    company,
    laid_over,
    pms,
    portfolio_manager,
    usual_ties,
    with_portfolio_manager,
)

TEAMS = 8
TYPES = 24
"""Capability types of the whole market: the usual number of each of four domains."""
BRANCHES, OVERLAPS, DRIFTS = (1, 2, 4, 8), (0.2, 0.9), (0.05, 0.4)
OUTCOMES = shown("alignment", "duplicate_effort", "realised_value", "portfolio_roi")
ON_THE_WAY = shown("belief_alignment", "reallocated", "weeks_to_notice", "lapsed", "launches")
FAVOURABLE = ("demand.overlap=0.9", "demand.drift_probability=0.4")
"""Where a portfolio manager should be worth most: much overlap, much drift."""
PORTFOLIO = {"administration": 3, "contact": 14, "desk": 5, "portfolio": 15, "product": 0, "research": 3}


def ppm_hours(**hours: float) -> Text:
    """Return what a change says that gives the portfolio manager other hours."""
    return {"roles": {"ppm": {"hours": PORTFOLIO | hours}}}


ABLATIONS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "no portfolio hours": (ppm_hours(portfolio=0), ()),
    "no contact": (ppm_hours(contact=0), ()),
    "nothing may be moved": ({}, ("mechanisms.portfolio=false",)),
    "nothing may be merged": ({}, ("mechanisms.consolidation=false",)),
    "no news": ({}, ("mechanisms.news=false",)),
}
"""Parts of what a portfolio manager works by: what the change says otherwise, and settings of both arms."""

CONSENT, NOTICE, CHEAP = (
    "parameters.portfolio.consent_base=6",
    "parameters.capabilities.notice_effect=0.9",
    "parameters.capabilities.migration_share=0.1",
)
EVIDENCE = "parameters.judgement.case_noise=0.3"
QUICK = ("parameters.delivery.newcomer_weeks=4",)

SEARCH: dict[str, tuple[Text, tuple[str, ...]]] = {
    "portfolio hours 26 instead of 15": (ppm_hours(contact=8, desk=3, portfolio=26, research=0), ()),
    "contact hours 24 instead of 14": (ppm_hours(contact=24, portfolio=8, research=0), ()),
    "only audits": ({}, ("parameters.portfolio.audit_share=1",)),
    "only shifts of capacity": ({}, ("parameters.portfolio.audit_share=0",)),
    "everybody consents": ({}, (CONSENT,)),
    "engineers who move learn twice as fast": ({}, QUICK),
    "evidence nearly without noise": ({}, (EVIDENCE, "parameters.capabilities.overlap_noise=0.02")),
    "look-alikes seen three times as fast": ({}, (NOTICE,)),
    "merging costs a quarter": ({}, (CHEAP,)),
    "every change costs half as much": ({}, ("demand.value_shift=0.9",)),
    "waiting costs nothing": ({}, ("mechanisms.windows=false",)),
    "strong local interest": ({}, ("parameters.judgement.local_interest=0.9",)),
    "the head has 17 desk hours": ({}, (ROOMY_HEAD,)),
    "reports to a director": ({"posts": {"ppm": {"reports_to": "director-0"}}}, ()),
    "much in favour at once": (ppm_hours(), (CONSENT, EVIDENCE, NOTICE, CHEAP, ROOMY_HEAD)),
    "skilled at judging (0.95)": ({"roles": {"ppm": {"skills": {"discovery": 0.95}}}}, ()),
}


def run(lab: Lab) -> Findings:
    """Run the factors, the boundary cases, the ablations, the search and the alternatives."""
    grid = {
        cell: pair(lab, company(cell[0], TEAMS // cell[0]), {}, *demand(*cell))
        for cell in product(BRANCHES, OVERLAPS, DRIFTS)
    }
    text = company(4, 2)
    searched, ablated = (
        {name: pair(lab, text, what, *FAVOURABLE, *settings) for name, (what, settings) in variants.items()}
        for variants in (SEARCH, ABLATIONS)
    )
    full = grid[4, OVERLAPS[-1], DRIFTS[-1]]
    claims = (
        worth(full, searched, ablated),
        factor("branches", grid, lambda cell: (cell[0] == BRANCHES[-1]) * 1.0 - (cell[0] == BRANCHES[0]) * 1.0),
        factor("overlap of needs", grid, lambda cell: 1.0 if cell[1] == OVERLAPS[-1] else -1.0),
        factor("drift of the strategy", grid, lambda cell: 1.0 if cell[2] == DRIFTS[-1] else -1.0),
        nothing_to_do(lab),
    )
    alternatives = {
        name: (lab.futures(text, *FAVOURABLE), lab.futures(changed(text, **what), *FAVOURABLE))
        for name, what in others(text).items()
    }
    facets = effects(pair(lab, company(1, 1), {}))
    role = tuple(r for name, arms in alternatives.items() for r in effects(arms, name))
    tables = (
        ("On the way: four branches, much overlap and drift, with less without", effects(full, metrics=ON_THE_WAY)),
        ("One product with several facets: one team, four objectives", facets),
        ("Is it the role or the practice? Four branches, much overlap and drift", role),
    )
    charts = (
        factor_chart(grid),
        search_chart("P1-search", "Where a portfolio manager would be worth more", searched),
        search_chart("P1-alternatives", "The role, its rights, or the practices without it", alternatives),
    )
    return Findings(claims, charts, tables)


Arms = tuple[Futures, Futures]
"""The unchanged organisation and the treated one."""


def demand(branches: int, overlap: float, drift: float) -> tuple[str, ...]:
    """Return the settings of a market; it has as many capability types however it is divided."""
    types = f"demand.types_per_domain={TYPES // branches}"
    return types, f"demand.overlap={overlap}", f"demand.drift_probability={drift}"


def pair(lab: Lab, text: Text, what: Text, *settings: str) -> Arms:
    """Run an organisation unchanged, and with a portfolio manager and what else the change says."""
    return lab.futures(text, *settings), lab.futures(with_portfolio_manager(text, **what), *settings)


def effect(arms: Arms, metric: str) -> Values:
    """Return treated less unchanged, (R,)."""
    return arms[1].less(arms[0], metric)


def effects(arms: Arms, name: str = "", metrics: Sequence[Shown] = OUTCOMES) -> tuple[Reading, ...]:
    """Return the effect on every outcome, without expectation."""
    prefix = f"{name}: " if name else ""
    return tuple(reading(prefix + heading, effect(arms, metric), unit=unit) for metric, heading, unit, *_ in metrics)


def worth(full: Arms, searched: dict[str, Arms], ablated: dict[str, Arms]) -> Claim:
    """Return the claim that a portfolio manager is worth something where there is most to do."""
    tests = len(searched) * len(OUTCOMES)
    return Claim(
        "With four branches, much overlap and much drift, a portfolio manager raises alignment, value and return "
        "and lowers duplicated effort.",
        tuple(reading(heading, effect(full, metric), side, unit=unit) for metric, heading, unit, side in OUTCOMES),
        "hours to read what is built and compare where capacity is worth most, ties across, the right to propose",
        tuple(
            reading(
                f"{heading}: what is lost with {name}", effect(full, metric) - effect(arms, metric), side, unit=unit
            )
            for name, arms in ablated.items()
            for metric, heading, unit, side in OUTCOMES[:3]
        ),
        tuple(
            reading(f"{name}: {heading}", effect(arms, metric), side, unit=unit, tests=tests)
            for name, arms in searched.items()
            for metric, heading, unit, side in OUTCOMES
        ),
    )


Cell = tuple[int, float, float]


def factor(name: str, grid: dict[Cell, Arms], sign: Callable[[Cell], float]) -> Claim:
    """Return the claim that the effect grows with a factor: mean over the others at its high end less that at its low end."""
    signs = {cell: sign(cell) for cell in grid}
    half = sum(value > 0 for value in signs.values())

    def contrast(metric: str) -> Values:
        signed = [signs[cell] * effect(arms, metric) for cell, arms in grid.items()]
        return np.asarray(np.sum(signed, axis=0) / half, float)

    readings = tuple(
        reading(f"{heading}: most - least {name}", contrast(metric), side, unit=unit)
        for metric, heading, unit, side in OUTCOMES
    )
    return Claim(f"A portfolio manager's effect grows with {name}.", readings)


def nothing_to_do(lab: Lab) -> Claim:
    """Return the claim that there is nothing to add for one team with one objective that needs nobody."""
    alone = ("demand.dependency_probability=0", "demand.need_probability=0")
    arms = pair(lab, company(1, 1, objectives=1), {}, *alone)
    margins = (0.005, 0.002, 0.03 * float(np.median(arms[0].total("realised_value"))))
    readings = tuple(
        nothing(heading, effect(arms, metric), unit, margin)
        for (metric, heading, unit, _), margin in zip(OUTCOMES[:3], margins, strict=True)
    )
    return Claim("It goes to zero with one team, one objective and no interdependence.", readings)


def others(text: Text) -> dict[str, Text]:
    """Return other ways to the same end, by name: what the change says."""
    directors = [name for name, post in text["posts"].items() if post["role"] == "director"]
    circle = ["head", *directors, *pms(text)[::2]]
    ppm, forum = portfolio_manager(text), {"members": circle, "hours_per_quarter": 12}
    review = ["head", *directors]
    practice: Text = {"forums": {"planning": forum}, "raters": directors, "investment_review": review}
    led: Text = {
        "forums": {"planning": {**forum, "members": [*circle, "ppm"], "chair": "ppm"}},
        "raters": ["ppm", *directors],
        "investment_review": ["ppm"],
    }
    deciding = {"posts": {"ppm": {"rights": {"shift": "decide", "consolidate": "decide"}}}}
    helper = {"role": "pm", "reports_to": directors[0], "salary": 200, "helps": next(iter(text["teams"]))}
    tied = portfolio_manager(text, ties=usual_ties(text))
    return {
        "portfolio manager": ppm,
        "... with the right to decide": laid_over(ppm, deciding),
        "... who scores every case": laid_over(ppm, {"governance": {"raters": led["raters"]}}),
        "... who reviews work in hand": laid_over(ppm, {"governance": {"investment_review": ["ppm"]}}),
        "... who leads forum, rubric, review": laid_over(ppm, {"governance": led}),
        "forum, rubric, review, no role": {"governance": practice},
        "placebo: one more product manager": {"posts": {"helper": helper}},
        "the same ties, no hours to use them": laid_over(tied, ppm_hours(contact=0, desk=0, portfolio=0)),
    }


def factor_chart(grid: dict[Cell, Arms]) -> Chart:
    """Draw the effect against the branches, by overlap and drift."""
    markets = {f"overlap {overlap}, drift {drift}": (overlap, drift) for overlap, drift in product(OVERLAPS, DRIFTS)}
    panels = metric_panels(
        OUTCOMES,
        "branches of eight teams",
        "with - without",
        BRANCHES,
        markets,
        lambda label, metric, branches: effect(grid[(branches, *markets[label])], metric),
        [str(branches) for branches in BRANCHES],
    )
    note = "Eight teams in one to eight domains with a director each. A portfolio manager is added after the warm-up; twelve quarters."
    return lines_chart("P1-factors", "What a portfolio product manager adds", note, panels)


def search_chart(name: str, title: str, found: dict[str, Arms]) -> Chart:
    """Draw the effects under other settings as rows."""
    note = (
        "Four branches of two teams, overlap 0.9, drift 0.4: with less without. In orange: 0 is outside the interval, "
        "which is not widened for the search here."
    )
    groups = [
        (heading, unit, [reading(label, effect(arms, metric)) for label, arms in found.items()])
        for metric, heading, unit, _ in OUTCOMES
    ]
    return rows_chart(name, title, note, groups)


WHY_NOT = (
    "What stands in the way. *Contact is a fixed sum:* the dotted lines of a portfolio manager take hours from those "
    "who have them, and a tie gets the smaller of two shares, so that what its busier end cannot give is lost to "
    "both. *The head has one more report*, which takes an hour and a half of the head's week; see the row of the "
    "same ties without hours, and of reporting to a director. *Beliefs hardly gain by one more messenger.* What "
    "raises value and alignment in these companies is the practice - several raters on one scale, a forum, a review "
    "of work in hand - and most where people who are there already take part in it."
)

PATTERN = Pattern(
    "P1-portfolio",
    "A portfolio manager's marginal value rises with branches, overlap and drift, and is nothing where there is "
    "nothing to coordinate",
    "A portfolio manager has hours to read what teams build and to compare where capacity is worth most, dotted lines "
    "that carry the strategy and news across, and the right to propose shifts and mergers, which those concerned may "
    "refuse.",
    "Eight teams in 1, 2, 4 or 8 branches that share 24 capability types, overlap of needs 0.2 or 0.9, drift of the strategy 0.05 or 0.4 a "
    "quarter, each with and without a portfolio manager under the head, with dotted lines to directors and owners. "
    "Then: one team without anything to coordinate; one product with several facets; a search over settings; and the "
    "same ends by rights, practices and without the role.",
    run,
    dict.fromkeys(("emerged in part", "only under these settings", "did not emerge"), WHY_NOT),
)
