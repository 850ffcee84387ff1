"""Span of control at a fixed budget: more managers are fewer engineers."""

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.scenario.model import Role
from orgsim.scenario.parameters import Money
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, above, below, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import ROOMY_HEAD, Text, led_by

OWNERS = 12
SPANS = (2, 3, 4, 6, 12)
WITHOUT = {
    "no approvals": ("mechanisms.approvals=false",),
    "no questions, approvals, coaching": tuple(
        f"mechanisms.{name}=false" for name in ("exceptions", "approvals", "coaching")
    ),
    "a head with 17 desk hours": (ROOMY_HEAD,),
}
"""What managers are for, switched off; and a head who has time for six managers."""
METRICS = shown("portfolio_roi", "launches", "decision_latency", "coaching_hours")

Arms = dict[int, Futures]
"""The same company by span."""


def spanned(span: int, salary: float) -> Text:
    """Return a company of twelve owners whose managers have so many reports each, paid for with engineers."""
    managers, money = OWNERS // span, Money()
    pay = salary * money.load / 4.0
    fewer = round((managers - 1) * pay / money.engineer_cost)
    text = led_by(managers, 4, 3)
    for place, team in enumerate(text["teams"].values()):
        team["engineers"] -= fewer // OWNERS + (place < fewer % OWNERS)
    return text


def run(lab: Lab) -> Findings:
    """Run every span, as it is and without what managers are for."""
    salary = Role.model_validate(shipped_roles().data["roles"]["director"]).salary
    arms, *others = (
        {span: lab.futures(spanned(span, salary), *settings) for span in SPANS} for settings in ((), *WITHOUT.values())
    )
    without = dict(zip(WITHOUT, others, strict=True))
    best, narrow, wide = peak(arms), SPANS[0], SPANS[-1]
    claims = (
        Claim(
            f"Value per dollar is highest in between: at a span of {best}, chosen on every other future and tested "
            f"on the rest.",
            tuple(
                above(f"value per dollar: span {best} - span {end}", tested(arms, best, end), "$ per $")
                for end in (narrow, wide)
            ),
            "narrow spans cost engineers; wide ones leave no hours for cases, questions and coaching",
            tuple(
                above(
                    f"{best} over {wide}: what is lost with {name}",
                    tested(arms, best, wide) - tested(found, best, wide),
                    "$ per $",
                )
                for name, found in list(without.items())[:2]
            ),
            tuple(hump(name, other) for name, other in without.items()),
        ),
        Claim(
            "Wide spans: less coaching, longer waits.",
            (
                below(
                    f"coaching: span {wide} - span {narrow}",
                    arms[wide].less(arms[narrow], "coaching_hours"),
                    "hours a week",
                ),
                above(
                    f"decision latency: span {wide} - span {narrow}",
                    arms[wide].less(arms[narrow], "decision_latency"),
                    "weeks",
                ),
            ),
        ),
    )
    levels = tuple(
        reading(f"span {span}: {metric.replace('_', ' ')}", arms[span].total(metric))
        for metric in ("portfolio_roi", "launches", "cost", "decision_latency", "lapsed")
        for span in SPANS
    )
    lines = {"as it is": arms, **without}
    panels = metric_panels(
        METRICS,
        "span: product managers a manager",
        f"difference to span {wide}",
        SPANS,
        lines,
        lambda name, metric, span: lines[name][span].less(lines[name][wide], metric),
    )
    note = (
        "Twelve product managers and their teams under one budget: every further manager is paid for with one or two "
        "engineers."
    )
    chart = lines_chart("P4-span", "Value per dollar over the span of control", note, panels)
    return Findings(claims, (chart,), (("Levels", levels),))


def hump(name: str, arms: Arms) -> Reading:
    """Return, for the search, whether the best span in between beats the better of the two ends."""
    best = peak(arms)
    ends = np.minimum(tested(arms, best, SPANS[0]), tested(arms, best, SPANS[-1]))
    return above(f"{name}: best in between ({best}) over the better end", ends, "$ per $", tests=len(WITHOUT))


def peak(arms: Arms) -> int:
    """Return the span in between with the highest value per dollar in every other future."""
    return max(SPANS[1:-1], key=lambda span: float(arms[span].total("portfolio_roi")[::2].mean()))


def tested(arms: Arms, span: int, other: int) -> Values:
    """Return value per dollar of one span less that of another in the futures that were not used to choose."""
    return arms[span].less(arms[other], "portfolio_roi")[1::2]


PATTERN = Pattern(
    "P4-span",
    "At a fixed budget, value per dollar over the span of control is an inverted U",
    "A manager costs what one and a half engineers cost, and brings hours for deciding, answering and coaching; "
    "every report takes administration first.",
    "Twelve product managers with a team each in four domains; 6, 4, 3, 2 or 1 managers (spans 2 to 12) between "
    "them and the head, paid for from the engineers' budget; eight quarters. Off in the ablations: approvals, then "
    "also questions and coaching. One more variant gives the head time for six managers, because narrow spans also "
    "give the head more reports.",
    run,
)
