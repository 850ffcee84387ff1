"""Who shows first: directors in delivery and people, a portfolio manager later, in alignment and return."""

from itertools import pairwise

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, Side, above, reading, shown
from orgsim.studies.runs import Array, Lab
from orgsim.studies.worlds import Text, changed, company, director, pm, pms, with_portfolio_manager

METRICS = shown("launches", "decision_latency", "coaching_hours", "engagement", "alignment", "portfolio_roi")
FIRST, LATER = slice(0, 1), slice(1, 4)
"""Quarters: the first one, and the second to fourth."""
UNCOACHED, STUBBORN = "mechanisms.coaching=false", "mechanisms.beliefs=false"

Effect = dict[str, Array]
"""By metric, the difference that a change makes in each quarter, (R, Q)."""


def with_directors(text: Text, count: int = 2) -> Text:
    """Put directors between the head and the product managers after the warm-up."""
    owners = pms(text)
    each = -(-len(owners) // count)
    posts: Text = {director(place): {"role": "director", "reports_to": "head"} for place in range(count)}
    posts |= {owner: {"reports_to": director(place // each)} for place, owner in enumerate(owners)}
    return changed(text, posts=posts)


def run(lab: Lab) -> Findings:
    """Add directors, or a portfolio manager, to a company in which everybody reports to the head."""
    flat, layered = company(2, 2, directors=False), company(2, 2)
    ties = [director(0), director(1), *(pm(b, t) for b in range(2) for t in range(2))]

    def effect(before: Text, after: Text, *settings: str, metrics: tuple[str, ...] = ()) -> Effect:
        base, treated = lab.futures(before, *settings), lab.futures(after, *settings)
        return {name: treated.less_by_quarter(base, name) for name in metrics or [metric for metric, *_ in METRICS]}

    directors, portfolio = (
        effect(flat, with_directors(flat)),
        effect(layered, with_portfolio_manager(layered, ties=ties)),
    )
    uncoached = effect(flat, with_directors(flat), UNCOACHED, metrics=("engagement",))
    stubborn = effect(layered, with_portfolio_manager(layered), STUBBORN, metrics=("alignment",))
    coached = mean(directors["engagement"], slice(0, 4)) - mean(uncoached["engagement"], slice(0, 4))
    moved = mean(portfolio["alignment"], slice(4, 8)) - mean(stubborn["alignment"], slice(4, 8))
    named = {metric: metric.replace("_", " ") for metric in ("alignment", "portfolio_roi")}
    claims = (
        Claim(
            "Directors show in delivery and people within two quarters.",
            tuple(early(directors, *entry) for entry in METRICS[:4]),
            "a director has hours for cases, questions and coaching that the head does not have",
            (above("engagement, first year: what coaching adds", coached, "sd"),),
        ),
        Claim(
            "A portfolio manager shows in alignment and return within two years.",
            tuple(
                above(f"{name}, quarters 5 to 8", mean(portfolio[metric], slice(4, 8)))
                for metric, name in named.items()
            ),
            "the strategy reaches owners by one more way, and capacity moves to where it fits",
            (above("alignment, quarters 5 to 8: what moving beliefs add", moved, "cosine"),),
        ),
        Claim(
            "... and later than in the first quarter: by one to three quarters.",
            tuple(
                above(
                    f"{name}: quarters 2 to 4 less quarter 1",
                    mean(portfolio[metric], LATER) - mean(portfolio[metric], FIRST),
                )
                for metric, name in named.items()
            ),
        ),
    )
    since = "First quarter of two in a row that both differ from zero in the better direction (0: there is none)"
    lines = {"two directors added": directors, "portfolio manager added": portfolio}
    panels = metric_panels(
        METRICS,
        "quarter after the change",
        "difference",
        range(1, directors["launches"].shape[1] + 1),
        lines,
        lambda label, metric, quarter: np.asarray(lines[label][metric][:, quarter - 1], float),
    )
    note = "Four teams. Directors are added where everybody reports to the head; a portfolio manager where there are two directors."
    return Findings(
        claims, (lines_chart("P3-lags", "Who shows first", note, panels),), ((since, onsets(directors, portfolio)),)
    )


def mean(effect: Array, quarters: slice) -> Values:
    """Return the mean of some quarters in each future; quarters without a value are left out."""
    part = effect[:, quarters]
    known = np.isfinite(part)
    sums = np.where(known, part, 0.0).sum(axis=1)
    return np.where(known.any(axis=1), sums / np.maximum(known.sum(axis=1), 1), np.nan)


def early(effect: Effect, metric: str, heading: str, unit: str, side: Side) -> Reading:
    """Return an effect in the first two quarters, expected to be for the better."""
    return reading(f"{heading}, quarters 1 and 2", mean(effect[metric], slice(0, 2)), side, unit=unit)


def onset(effect: Array, side: Side) -> int:
    """Return the first quarter (from 1) of two in a row that both differ from zero for the better; 0: there is none."""
    good = [reading("", effect[:, quarter], side).holds for quarter in range(effect.shape[1])]
    return next((quarter + 1 for quarter, pair in enumerate(pairwise(good)) if all(pair)), 0)


def onsets(directors: Effect, portfolio: Effect) -> tuple[Reading, ...]:
    """Return since when each effect shows."""
    return tuple(
        Reading(f"{who}: {heading}", "quarter", quarter, quarter, quarter, len(effect[metric]), "report")
        for who, effect in (("directors", directors), ("portfolio manager", portfolio))
        for metric, heading, _, side in METRICS
        for quarter in (float(onset(effect[metric], side)),)
    )


PATTERN = Pattern(
    "P3-lags",
    "A director shows in delivery and people first, a portfolio manager later, in alignment and return",
    "A director's hours go to cases, questions and coaching at once. A portfolio manager has to be trusted, move "
    "beliefs, and find what to propose, and a plan is made once a quarter.",
    "Four teams in two domains. Two directors are added where four product managers report to the head; a portfolio "
    "manager is added where there are two directors already. Off in the ablations: coaching, and the movement of "
    "beliefs.",
    run,
)
