"""Span of control at a fixed budget: more managers are fewer engineers."""

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.scenario.model import Role
from orgsim.scenario.parameters import Money
from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, Reading, reading
from orgsim.studies.runs import Futures, Lab, Text
from orgsim.studies.worlds import company, director, pms

OWNERS = 12
SPANS = (2, 3, 4, 6, 12)
WITHOUT = {
    "no approvals": ("mechanisms.approvals=false",),
    "no questions, approvals, coaching": (
        "mechanisms.exceptions=false",
        "mechanisms.approvals=false",
        "mechanisms.coaching=false",
    ),
    "a head with 17 desk hours": (
        "roles.cpo.hours={administration: 10, contact: 10, desk: 17, portfolio: 3, product: 0}",
    ),
}
"""What managers are for, switched off; and a head who has time for six managers."""


def spanned(span: int, salary: float) -> Text:
    """Return a company of twelve owners whose managers have so many reports each, paid for with engineers."""
    managers, money = OWNERS // span, Money()
    pay = salary * money.load / 4.0
    fewer = round((managers - 1) * pay / money.engineer_cost)
    text = company(4, 3, directors=False, quarters=8)
    text["posts"]["head"].pop("rights")
    text["posts"] |= {director(place): {"role": "director", "reports_to": "head"} for place in range(managers)}
    for place, owner in enumerate(pms(text)):
        text["posts"][owner]["reports_to"] = director(place // span)
    for place, team in enumerate(text["teams"].values()):
        team["engineers"] -= fewer // OWNERS + (place < fewer % OWNERS)
    return text


def run(lab: Lab) -> Findings:
    """Run every span, as it is and without what managers are for."""
    from orgsim.scenario.shipped_files import shipped_roles

    role = Role.model_validate(shipped_roles().data["roles"]["director"])
    arms = {span: lab.futures(spanned(span, role.salary)) for span in SPANS}
    without = {
        name: {span: lab.futures(spanned(span, role.salary), *settings) for span in SPANS}
        for name, settings in WITHOUT.items()
    }
    best = peak(arms)
    claims = (
        Claim(
            f"Value per dollar is highest in between: at a span of {best}, chosen on every other future and tested "
            f"on the rest.",
            (against(arms, best, SPANS[0]), against(arms, best, SPANS[-1])),
            "narrow spans cost engineers; wide ones leave no hours for cases, questions and coaching",
            tuple(
                reading(
                    f"{best} over {SPANS[-1]}: what is lost with {name}",
                    tested(arms, best, SPANS[-1]) - tested(found, best, SPANS[-1]),
                    "above",
                    unit="$ per $",
                )
                for name, found in list(without.items())[:2]
            ),
            tuple(found for name, other in without.items() for found in hump(name, other)),
        ),
        Claim(
            "Wide spans: less coaching, longer waits.",
            (
                reading(
                    f"coaching: span {SPANS[-1]} - span {SPANS[0]}",
                    gap(arms, "coaching_hours"),
                    "below",
                    unit="hours a week",
                ),
                reading(
                    f"decision latency: span {SPANS[-1]} - span {SPANS[0]}",
                    gap(arms, "decision_latency"),
                    "above",
                    unit="weeks",
                ),
            ),
        ),
    )
    table = tuple(
        reading(f"span {span}: {metric.replace('_', ' ')}", arms[span].total(metric))
        for metric in ("portfolio_roi", "launches", "cost", "decision_latency", "lapsed")
        for span in SPANS
    )
    return Findings(claims, (chart(arms, without),), (("Levels", table),))


def hump(name: str, arms: dict[int, Futures]) -> tuple[Reading, ...]:
    """Return, for the search, whether the best span in between beats the better of the two ends."""
    best = peak(arms)
    ends = np.minimum(tested(arms, best, SPANS[0]), tested(arms, best, SPANS[-1]))
    return (
        reading(
            f"{name}: best in between ({best}) over the better end", ends, "above", unit="$ per $", tests=len(WITHOUT)
        ),
    )


def peak(arms: dict[int, Futures]) -> int:
    """Return the span in between with the highest value per dollar in every other future."""
    return max(SPANS[1:-1], key=lambda span: float(arms[span].total("portfolio_roi")[::2].mean()))


def tested(arms: dict[int, Futures], span: int, other: int) -> Values:
    """Return one span less another in the futures that were not used to choose."""
    return (arms[span].total("portfolio_roi") - arms[other].total("portfolio_roi"))[1::2]


def against(arms: dict[int, Futures], span: int, other: int) -> Reading:
    """Return value per dollar of one span over another."""
    return reading(f"value per dollar: span {span} - span {other}", tested(arms, span, other), "above", unit="$ per $")


def gap(arms: dict[int, Futures], metric: str) -> Values:
    """Return the widest span less the narrowest."""
    return arms[SPANS[-1]].total(metric) - arms[SPANS[0]].total(metric)


def chart(arms: dict[int, Futures], without: dict[str, dict[int, Futures]]) -> Chart:
    """Draw everything against the span."""
    metrics = (
        ("portfolio_roi", "value per dollar", "$ per $"),
        ("launches", "launches", "initiatives"),
        ("decision_latency", "decision latency, median", "weeks"),
        ("coaching_hours", "coaching", "hours a week"),
    )
    panels = [
        Panel(
            heading,
            "span: product managers a manager",
            f"difference to span {SPANS[-1]}, {unit}",
            [
                Series(
                    label,
                    SPANS,
                    [reading(label, found[span].total(metric) - found[SPANS[-1]].total(metric)) for span in SPANS],
                )
                for label, found in {"as it is": arms, **without}.items()
            ],
        )
        for metric, heading, unit in metrics
    ]
    return lines_chart(
        "P4-span",
        "Value per dollar over the span of control",
        "Twelve product managers and their teams under one budget: every further manager is paid for with one or "
        "two engineers.",
        panels,
    )


PATTERN = Pattern(
    "P4-span",
    "At a fixed budget, value per dollar over the span of control is an inverted U",
    "A manager costs what one and a half engineers cost, and brings hours for deciding, answering and coaching; "
    "every report takes an hour and a "
    "half of administration first.",
    "Twelve product managers with a team each in four domains; 6, 4, 3, 2 or 1 managers (spans 2 to 12) between "
    "them and the head, paid for "
    "from the engineers' budget; eight quarters. Off in the ablations: approvals, then also questions and coaching. "
    "And a head who has time for "
    "six managers, because narrow spans also give the head more reports.",
    run,
)
