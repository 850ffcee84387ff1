"""Span of control at equal engineers: fewer directors, and in the end a head who decides for everybody."""

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import led_by

DIRECTORS = {6: 6, 9: 4, 12: 3, 18: 2, 36: 0}
"""How many directors lead the 36 product managers, by span; at 36 there is none, and the head decides."""
SPANS = tuple(DIRECTORS)
USUAL, WIDE, WIDER, HEAD = 6, 12, 18, 36
FIXED = tuple(f"parameters.attention.{name}=1" for name in ("duty_floor", "batch_share", "administration_exponent"))
"""Weeks in a fixed order: nothing gives way to what waits, and every case and report takes its time."""
QUARTER = 0.25
"""What a span of twelve may cost at most of the value at six, and may let lapse of all requests."""
METRICS = shown("realised_value", "coaching_hours", "decision_latency", "lapsed", "busiest_desk", "portfolio_roi")


def run(lab: Lab) -> Findings:
    """Run every span, with triage and with weeks in a fixed order."""
    arms, fixed = (
        {span: lab.futures(led_by(count), *settings) for span, count in DIRECTORS.items()} for settings in ((), FIXED)
    )
    lines = {"as it is": arms, "weeks in a fixed order": fixed}

    def value(span: int, other: int, found: dict[int, Futures] = arms) -> Values:
        return np.asarray(
            found[span].less(found[other], "realised_value") / found[USUAL].total("realised_value").mean()
        )

    def less(span: int, other: int, metric: str) -> Values:
        return arms[span].less(arms[other], metric)

    claims = (
        Claim(
            "Twelve reports instead of six cost coaching and waits, but less than a quarter of the value.",
            (
                nothing(f"value: span {WIDE} - span {USUAL}", value(WIDE, USUAL), "share", QUARTER),
                below(f"coaching: span {WIDE} - span {USUAL}", less(WIDE, USUAL, "coaching_hours"), "hours a week"),
                above(f"decision latency: span {WIDE} - span {USUAL}", less(WIDE, USUAL, "decision_latency"), "weeks"),
                below(f"lapsed at span {WIDE}, less {QUARTER:.0%}", arms[WIDE].total("lapsed") - QUARTER, "share"),
            ),
            "what waits at a desk takes time from contact, coaching and the portfolio, and cases that wait are decided together",
            (
                above(
                    f"value: span {WIDE} - span {USUAL}, with triage less with weeks in a fixed order",
                    value(WIDE, USUAL) - value(WIDE, USUAL, fixed),
                    "share",
                ),
            ),
        ),
        Claim(
            "Eighteen reports cost more, and one head who decides for 36 product managers costs more still.",
            (
                below(f"value: span {WIDER} - span {WIDE}", value(WIDER, WIDE), "share"),
                below(f"value: the head for 36 - span {WIDER}", value(HEAD, WIDER), "share"),
                above(f"lapsed: span {WIDER} - span {WIDE}", less(WIDER, WIDE, "lapsed"), "share"),
                above(f"lapsed: the head for 36 - span {WIDER}", less(HEAD, WIDER, "lapsed"), "share"),
            ),
            "a week has forty hours; when nothing more can give way, cases and questions lapse",
        ),
    )
    names = ("realised_value", "portfolio_roi", "cost", "launches", "waiting_share")
    rest = ("coaching_hours", "decision_latency", "lapsed", "busiest_desk")
    levels = tuple(
        reading(f"span {span}: {metric.replace('_', ' ')}", arms[span].total(metric))
        for metric in (*names, *rest)
        for span in SPANS
    )
    shares = tuple(
        reading(f"{name}, span {span} - span {USUAL}: value", value(span, USUAL, found), unit="share")
        for name, found in lines.items()
        for span in SPANS[1:]
    )
    panels = metric_panels(
        METRICS,
        "span: product managers a director; 36: the head decides",
        f"difference to span {USUAL}",
        SPANS,
        lines,
        lambda name, metric, span: lines[name][span].less(lines[name][USUAL], metric),
    )
    note = "Thirty-six product managers with a team of seven each, under 6, 4, 3 or 2 directors, or under a head who decides."
    chart = lines_chart("A5-span", "What wide spans cost at equal engineers", note, panels)
    return Findings(claims, (chart,), (("Value beside a span of six", shares), ("Levels", levels)))


PATTERN = Pattern(
    "A5-span",
    "Wide spans cost coaching and waits first, and value when attention runs out",
    "A manager's week is triaged: what presses at the desk drives out contact, coaching and portfolio work, down to a floor (Ocasio 1997; "
    "Radner 1993; Garicano 2000). Managers of real organisations have ten to twelve direct reports on average (Gallup 2025).",
    "Six domains with six product managers and their teams each, 252 engineers in every arm; 6, 4, 3 or 2 directors who decide (spans 6 to "
    "18), or none and a head who decides for all 36; eight quarters. Off in the ablation: triage, so that weeks are divided in a fixed "
    "order. The rules of triage were tried on these spans while they were built: twelve reports were to be no cliff.",
    run,
)
