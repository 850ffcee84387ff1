"""The cards of the answer: of one ladder what hires may expect, of several what each alternative changes."""

import math
from collections.abc import Iterator

from orgsim.careers.comparison import CareerLine, compare_careers
from orgsim.careers.impact import FOUR_FIFTHS
from orgsim.careers.outcomes import MEASURES, cost, prospect
from orgsim.careers.page.sentences import (
    LUCK_ONLY,
    by_verdict,
    interval,
    leads,
    median,
    money,
    points,
    routes,
    span,
    years,
)
from orgsim.careers.page.sentences import about as about_lead
from orgsim.careers.page.sentences import led_level as leading_level
from orgsim.careers.side_by_side import RatioLine, Wait, chances
from orgsim.careers.slides import Careers, fairness
from orgsim.careers.slides import cost as pay
from orgsim.careers.slides.ways import percent
from orgsim.plain_words import counted, enumerated
from orgsim.plain_words import interval as interval_of
from orgsim.report.paper import DOTS, Card
from orgsim.results.statistics import Verdict

SLOW = 0.15
"""Levels out of which a smaller share is promoted soon are named."""


def cards(careers: Careers) -> Iterator[Card]:
    """Yield the cards of a page."""
    if not careers.single:
        for name in careers.names[1:]:
            yield alternative(careers, name)
        return
    found = careers.waits
    if found:
        yield time_to_promotion(careers, found)
    if careers.goal and careers.entry:
        yield way_up(careers, careers.entry, careers.goal)
    lines = [line for line in fairness.lines_of(careers) if line.level == "all levels" and line.shown]
    yield from (equal_chances(line) for line in lines)
    if pay.known(careers):
        yield price(careers)


def time_to_promotion(careers: Careers, found: list[Wait]) -> Card:
    """Return how soon people of the leading level are promoted, and where waits are longest."""
    lead = next(wait for wait in found if wait.level == leading_level(careers))
    soon, title = years(lead.quarters), careers.title(lead.level)
    slow = [careers.title(wait.level) for wait in found if wait.within.mean < SLOW]
    quick = max(found, key=lambda wait: wait.within.mean)
    stuck = f"Fewer than {SLOW:.0%} within {soon}: out of {enumerated(slow)}." if slow else ""
    half = math.isfinite(lead.median.mean)
    return Card(
        title="Time to promotion",
        chip=f"half by {years(lead.median.mean)}" if half else "fewer than half are promoted",
        tone="open",
        full=round(DOTS * lead.within.mean),
        frequency=f"promoted within {soon}: {percent(lead.within.mean)} of 100 who stay as {title}",
        answer=f"Time until half of those who stay as {title} are promoted: {median(lead)}. Within {soon}, "
        f"{percent(lead.within.mean)} of 100 are ({interval(lead.within)}). Those who left or moved sideways count for as long as they "
        "were seen.",
        details=(
            (
                "Where it is soonest",
                f"Out of {careers.title(quick.level)}: {median(quick)}." if quick is not lead else "",
            ),
            ("Where people wait", stuck),
            ("How sure", LUCK_ONLY),
        ),
    )


def way_up(careers: Careers, entry: str, goal: str) -> Card:
    """Return what hires may expect of the goal."""
    found = prospect(careers.first, entry, goal)
    horizon = years(careers.first.horizon)
    reached = bool(found.ways)
    return Card(
        title=f"From {careers.title(entry)} to {careers.title(goal)}",
        chip=f"{percent(found.total.chance.mean)} of 100 hired" if reached else "nobody came that far",
        tone="open",
        full=round(DOTS * found.total.chance.mean),
        frequency=f"come there within {horizon}: {percent(found.total.chance.mean)} of 100 hired",
        answer=f"{percent(found.total.chance.mean)} of 100 ({interval(found.total.chance)}) come there within {horizon}"
        + (f", half of them within {found.total.years:g} years." if reached else "."),
        details=(
            ("If they stay", _staying(found.staying.mean, interval(found.staying), horizon)),
            ("How they come there", routes(careers, found)),
            ("How sure", f"{counted(found.hires, 'simulated hire')}. {LUCK_ONLY}"),
        ),
    )


def _staying(mean: float, limits: str, horizon: str) -> str:
    if not math.isfinite(mean):
        return f"Nobody is still there after {horizon}."
    return f"Of 100 who are still there after {horizon}, {percent(mean)} ({limits}) have held the level."


def equal_chances(line: RatioLine) -> Card:
    """Return how the chances of two groups compare over all levels."""
    ratio = line.ratio
    below = ratio.high < FOUR_FIFTHS
    tone = "bad" if below else "good" if ratio.low >= FOUR_FIFTHS else "open"
    words = {"bad": "below four fifths", "good": "above four fifths", "open": "around four fifths"}
    return Card(
        title=f"Fairness: {line.group} and {line.reference}",
        chip=f"impact ratio {ratio.mean:.2f}, {words[tone]}",
        tone=tone,
        full=round(DOTS * line.below_four_fifths) if math.isfinite(line.below_four_fifths) else 0,
        frequency=f"ratio below four fifths: {percent(line.below_four_fifths)} of 100 futures",
        answer=f"Over all levels, people labelled {line.group} are promoted at {ratio.mean:.2f} times the rate of those labelled "
        f"{line.reference} ({ratio.low:.2f} to {ratio.high:.2f}).",
        details=(
            ("Why", "The labels differ only in how the policy treats them, as was set: never in ability."),
            ("How sure", f"Single futures vary more than their mean. {LUCK_ONLY}"),
        ),
    )


def price(careers: Careers) -> Card:
    """Return what the ladder pays, and how often that is too much."""
    found = cost(careers.first)
    last, over = found.last_year, found.over_budget
    known = math.isfinite(over)
    budget = (
        "No budget is set."
        if not known
        else (f"The budget is {money(float(found.budget[-1]))} in the last year." if found.budget is not None else "")
    )
    return Card(
        title="Price",
        chip=f"{money(last.mean)} in the last year",
        tone="bad" if known and over > 0.5 else "open",
        full=round(DOTS * over) if known else 0,
        frequency=f"over budget in the last year: {percent(over)} of 100 futures" if known else "",
        answer=f"Base pay of everybody in the last year is {money(last.mean)} ({money(last.low)} to {money(last.high)} in the middle 80% "
        f"of futures). {budget}",
        details=(
            (
                "What it counts",
                "The middle of each level's pay band for everybody who holds it; no raises within a level.",
            ),
        ),
    )


def alternative(careers: Careers, name: str) -> Card:
    """Return what one alternative changes."""
    lines = {line.measure: line for line in compare_careers(careers.names, careers.found) if line.name == name}
    lead = next((one for one in leads(careers) if one.name == name), None)
    base = careers.names[0]
    certain = [f"{counted(careers.first.replications, 'paired future')}.", LUCK_ONLY]
    if lead is None or lead.difference is None:
        said, chip, full, frequency = "Too few people are promoted to compare.", "cannot tell", 0, ""
    else:
        other = next(one for one in leads(careers) if one.name == base)
        full = round(DOTS * lead.chance.mean)
        frequency = f"{percent(lead.chance.mean)} of 100, under {base} {percent(other.chance.mean)}"
        chip = CHIPS[lead.verdict or "inconclusive"]
        said = (
            f"{about_lead(careers).replace('{people}', percent(lead.chance.mean))} under {name}, against {percent(other.chance.mean)} "
            f"under {base}: {points(lead.difference)}."
        )
    return Card(
        title=name,
        chip=chip,
        tone="open",
        full=full,
        frequency=frequency,
        answer=said,
        details=(
            ("If they stay", _still(careers, name)),
            ("Time to promotion", _sooner(careers, name)),
            ("Fairness", _fairer(careers, name)),
            ("Price", _price(lines.get("cost"), base)),
            (
                "Beside it",
                by_verdict(
                    [(line.title, _verdict(line)) for key, line in lines.items() if key in MEASURES and key != "cost"]
                ),
            ),
            ("How sure", " ".join(certain)),
        ),
    )


CHIPS = {
    "higher": "more come that far",
    "lower": "fewer come that far",
    "no practical difference": "no practical difference",
    "inconclusive": "cannot tell yet",
}
"""A verdict in a few words."""


def _verdict(line: CareerLine) -> Verdict | None:
    return line.comparison.verdict if line.comparison else None


def _still(careers: Careers, name: str) -> str:
    """Say what those who stay may expect of the goal."""
    if not careers.goal or not careers.entry:
        return ""
    found = chances(careers.names, careers.found, careers.entry, careers.goal)
    base, own = found[0].prospect, next(one for one in found if one.name == name)
    if own.staying is None or not math.isfinite(own.prospect.staying.mean):
        return ""
    return (
        f"Of 100 still there, {percent(own.prospect.staying.mean)} have held the level, against {percent(base.staying.mean)}: "
        f"{points(own.staying)}."
    )


def _sooner(careers: Careers, name: str) -> str:
    """Say out of which levels people are promoted sooner, and later."""
    own = [wait for wait in careers.waits if wait.name == name]
    soon = [careers.title(wait.level) for wait in own if wait.verdict == "higher"]
    late = [careers.title(wait.level) for wait in own if wait.verdict == "lower"]
    told = [f"Sooner out of {enumerated(soon)}." if soon else "", f"Later out of {enumerated(late)}." if late else ""]
    return (
        " ".join(filter(None, told))
        or "Out of no level do these futures show promotions that are sooner or later by more than 2 of 100."
    )


def _fairer(careers: Careers, name: str) -> str:
    """Say how the impact ratios over all levels compare."""
    found = [line for line in fairness.lines_of(careers) if line.level == "all levels" and line.shown]
    told = []
    for line in found:
        if line.name == name and line.difference is not None:
            base = next(other for other in found if other.group == line.group and other.difference is None)
            apart = span(line.difference)
            told.append(
                f"People labelled {line.group} are promoted at {line.ratio.mean:.2f} times the rate of those labelled {line.reference}, "
                f"against {base.ratio.mean:.2f}: {apart}."
            )
    return " ".join(told)


def _price(line: CareerLine | None, base: str) -> str:
    """Say what an alternative costs compared with the baseline."""
    if line is None or line.comparison is None or line.comparison.futures < 2:
        return ""
    paired = line.comparison
    if paired.verdict == "no practical difference":
        return f"Base pay at the end is that of {base}, for practical purposes ({money(line.spread.median)} a year)."
    apart = interval_of(*(end / 1000 for end in (paired.difference, paired.low, paired.high)))
    return f"Base pay at the end, in $M a year, differs from that of {base} by {apart}; its median is {money(line.spread.median)}."
