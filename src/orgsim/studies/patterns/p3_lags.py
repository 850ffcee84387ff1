"""Who shows first: directors in delivery and people, a portfolio manager later, in alignment and return."""

from itertools import pairwise

import numpy as np

from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, Reading, reading
from orgsim.studies.runs import Array, Futures, Lab, Text
from orgsim.studies.worlds import changed, company, director, pm, with_portfolio_manager

METRICS = (
    ("launches", "launches", "initiatives", 1.0),
    ("decision_latency", "decision latency, median", "weeks", -1.0),
    ("coaching_hours", "coaching", "hours a week", 1.0),
    ("engagement", "engagement", "sd", 1.0),
    ("alignment", "strategic alignment", "cosine", 1.0),
    ("portfolio_roi", "return", "$ per $", 1.0),
)
"""Metric, heading, unit, and which way is to the good."""
FIRST, LATER = slice(0, 1), slice(1, 4)
"""Quarters: the first one, and the second to fourth."""
OFF = {"no coaching": ("mechanisms.coaching=false",), "beliefs stay": ("mechanisms.beliefs=false",)}


def with_directors(text: Text, count: int = 2) -> Text:
    """Put directors between the head and the product managers after the warm-up."""
    owners = [str(team["owner"]) for team in text["teams"].values()]
    each = -(-len(owners) // count)
    posts: Text = {director(place): {"role": "director", "reports_to": "head"} for place in range(count)}
    posts |= {owner: {"reports_to": director(place // each)} for place, owner in enumerate(owners)}
    return changed(text, posts=posts)


def run(lab: Lab) -> Findings:
    """Add directors, or a portfolio manager, to a company in which everybody reports to the head."""
    flat, layered = company(2, 2, directors=False), company(2, 2)
    base, led = lab.futures(flat), lab.futures(with_directors(flat))
    before, after = (
        lab.futures(layered),
        lab.futures(
            with_portfolio_manager(
                layered, ties=[director(0), director(1), *(pm(b, t) for b in range(2) for t in range(2))]
            )
        ),
    )
    director_effect = {metric: led.by_quarter(metric) - base.by_quarter(metric) for metric, *_ in METRICS}
    portfolio_effect = {metric: after.by_quarter(metric) - before.by_quarter(metric) for metric, *_ in METRICS}
    uncoached = lab.futures(with_directors(flat), *OFF["no coaching"]).by_quarter("engagement") - lab.futures(
        flat, *OFF["no coaching"]
    ).by_quarter("engagement")
    stubborn = lab.futures(with_portfolio_manager(layered), *OFF["beliefs stay"]).by_quarter("alignment") - lab.futures(
        layered, *OFF["beliefs stay"]
    ).by_quarter("alignment")
    claims = (
        Claim(
            "Directors show in delivery and people within two quarters.",
            tuple(early(director_effect, metric) for metric, *_ in METRICS[:4]),
            "a director has hours for cases, questions and coaching that the head does not have",
            (
                reading(
                    "engagement, first year: what coaching adds",
                    mean(director_effect["engagement"], slice(0, 4)) - mean(uncoached, slice(0, 4)),
                    "above",
                    unit="sd",
                ),
            ),
        ),
        Claim(
            "A portfolio manager shows in alignment and return within two years.",
            tuple(
                reading(
                    f"{metric.replace('_', ' ')}, quarters 5 to 8", mean(portfolio_effect[metric], slice(4, 8)), "above"
                )
                for metric in ("alignment", "portfolio_roi")
            ),
            "the strategy reaches owners by one more way, and capacity moves to where it fits",
            (
                reading(
                    "alignment, quarters 5 to 8: what moving beliefs add",
                    mean(portfolio_effect["alignment"], slice(4, 8)) - mean(stubborn, slice(4, 8)),
                    "above",
                    unit="cosine",
                ),
            ),
        ),
        Claim(
            "... and later than in the first quarter: by one to three quarters.",
            tuple(
                reading(
                    f"{metric.replace('_', ' ')}: quarters 2 to 4 less quarter 1",
                    mean(portfolio_effect[metric], LATER) - mean(portfolio_effect[metric], FIRST),
                    "above",
                )
                for metric in ("alignment", "portfolio_roi")
            ),
        ),
    )
    tables = (
        (
            "First quarter from which two quarters running differ from zero, to the good (0: none does)",
            onsets(director_effect, portfolio_effect),
        ),
    )
    return Findings(claims, (chart(base, director_effect, portfolio_effect),), tables)


def mean(effect: Array, quarters: slice) -> Array:
    """Return the mean of some quarters in each future; quarters without a value are left out."""
    part = effect[:, quarters]
    known = np.isfinite(part)
    return np.where(
        known.any(axis=1), np.where(known, part, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1), np.nan
    )


def early(effect: dict[str, Array], metric: str) -> Reading:
    """Return an effect in the first two quarters, to the good."""
    _, heading, unit, sign = next(entry for entry in METRICS if entry[0] == metric)
    return reading(
        f"{heading}, quarters 1 and 2", mean(effect[metric], slice(0, 2)), "above" if sign > 0 else "below", unit=unit
    )


def onset(effect: Array, sign: float) -> int:
    """Return the first quarter (from 1) from which two quarters running differ from zero to the good; 0: none."""
    good = [reading("", sign * effect[:, quarter]).low > 0.0 for quarter in range(effect.shape[1])]
    return next((quarter + 1 for quarter, pair in enumerate(pairwise(good)) if all(pair)), 0)


def onsets(directors: dict[str, Array], portfolio: dict[str, Array]) -> tuple[Reading, ...]:
    """Return since when each effect shows."""
    return tuple(
        Reading(f"{who}: {heading}", "quarter", quarter, quarter, quarter, len(effect[metric]), "report")
        for who, effect in (("directors", directors), ("portfolio manager", portfolio))
        for metric, heading, _, sign in METRICS
        for quarter in (float(onset(effect[metric], sign)),)
    )


def chart(base: Futures, directors: dict[str, Array], portfolio: dict[str, Array]) -> Chart:
    """Draw both effects quarter by quarter."""
    quarters = range(1, base.quarters.shape[1] + 1)
    panels = [
        Panel(
            heading,
            "quarter after the change",
            f"difference, {unit}",
            [
                Series(who, list(quarters), [reading(who, effect[metric][:, quarter - 1]) for quarter in quarters])
                for who, effect in (("two directors added", directors), ("portfolio manager added", portfolio))
            ],
        )
        for metric, heading, unit, _ in METRICS
    ]
    return lines_chart(
        "P3-lags",
        "Who shows first",
        "Four teams. Directors are added where everybody reports to the head; a portfolio manager where there are "
        "two directors.",
        panels,
    )


PATTERN = Pattern(
    "P3-lags",
    "A director shows in delivery and people first, a portfolio manager later, in alignment and return",
    "A director's hours go to cases, questions and coaching at once. A portfolio manager has to be trusted, move "
    "beliefs, and find what to "
    "propose, and a plan is made once a quarter.",
    "Four teams in two domains. Two directors are added where four product managers report to the head; a portfolio "
    "manager is added where there "
    "are two directors already. Off in the ablations: coaching, and the movement of beliefs.",
    run,
)
