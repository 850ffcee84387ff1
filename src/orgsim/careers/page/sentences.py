"""The answer in sentences: each follows from the numbers of the results alone."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgsim.careers.outcomes import Prospect, Range
from orgsim.careers.side_by_side import Wait, chances
from orgsim.careers.slides import Careers
from orgsim.careers.slides.ways import percent
from orgsim.plain_words import enumerated, measured, number
from orgsim.report.build import question_of
from orgsim.results.statistics import Verdict
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

LUCK_ONLY = "The intervals cover the luck of the simulated futures, not whether the model or its assumptions are right."


@dataclass(frozen=True)
class Lead:
    """What the answer on one arm is about: a chance out of a hundred, and how far it is from the baseline's."""

    name: str
    chance: Range
    difference: Range | None
    verdict: Verdict | None


def question(careers: Careers) -> str:
    """Return the question that the page answers."""
    if not careers.single:
        return question_of(careers.names[1:], careers.names[0])
    name = careers.names[0]
    if careers.goal and careers.entry:
        return f"How do people hired as {careers.title(careers.entry)} become {careers.title(careers.goal)} on the ladder {name}?"
    return f"What becomes of people on the ladder {name}?"


def years(quarters: float) -> str:
    """Return a number of quarters as years."""
    return measured(round(quarters / QUARTERS_PER_YEAR, 2), "year")


def leads(careers: Careers) -> list[Lead]:
    """Return the leading chance of every arm: to come to the goal, else to be promoted soon; none where neither is known."""
    if careers.goal and careers.entry:
        found = chances(careers.names, careers.found, careers.entry, careers.goal)
        return [Lead(one.name, one.prospect.total.chance, one.total, one.verdict) for one in found]
    level = led_level(careers)
    return [
        Lead(wait.name, wait.within, wait.difference, wait.verdict) for wait in careers.waits if wait.level == level
    ]


def led_level(careers: Careers) -> str | None:
    """Return the level whose promotions lead: the one people are hired into, else the first that people are promoted from."""
    levels = list(dict.fromkeys(wait.level for wait in careers.waits))
    return careers.entry if careers.entry in levels else next(iter(levels), None)


def about(careers: Careers) -> str:
    """Say what the leading chance is a chance of, with a place for how many `people` of a hundred have it."""
    if careers.goal and careers.entry:
        start, end = careers.title(careers.entry), careers.title(careers.goal)
        return f"Of 100 people hired as {start}, {{people}} come to {end} within {years(careers.first.horizon)}"
    level = led_level(careers)
    if level is None:
        return ""
    quarters = next(wait.quarters for wait in careers.waits if wait.level == level)
    return f"Of 100 people who stay as {careers.title(level)}, {{people}} are promoted within {years(quarters)}"


def summary(careers: Careers) -> str:
    """Return the answer to all in a sentence or two."""
    found = leads(careers)
    if not found:
        return "Too few people are promoted to say anything about careers on this ladder."
    if careers.single:
        return " ".join(_single(careers, found[0]))
    base, *others = found
    told = [f"{percent(one.chance.mean)} under {one.name}" for one in found]
    verdicts = [f"{one.name}: {APART[one.verdict or 'inconclusive'].format(base=base.name)}" for one in others]
    return f"{about(careers).replace('{people}', enumerated(told))}. {'; '.join(verdicts)}."


APART: dict[Verdict, str] = {
    "higher": "more than under {base}, by more than is too little to matter",
    "lower": "fewer than under {base}, by more than is too little to matter",
    "no practical difference": "no practical difference from {base}",
    "inconclusive": "these futures do not tell whether that differs from {base}",
}
"""A verdict on a chance, in words."""


def _single(careers: Careers, lead: Lead) -> Iterator[str]:
    yield about(careers).replace("{people}", percent(lead.chance.mean)) + "."
    if careers.goal and careers.entry:
        (one,) = chances(careers.names, careers.found, careers.entry, careers.goal)
        if math.isfinite(one.prospect.staying.mean):
            yield f"Of 100 who are still there then, {percent(one.prospect.staying.mean)} have."
    first = _first_wait(careers)
    if first is not None and math.isfinite(first.median.mean):
        yield f"Half of those who stay as {careers.title(first.level)} are promoted within {years(first.median.mean)}."


def _first_wait(careers: Careers) -> Wait | None:
    level = led_level(careers)
    return next((wait for wait in careers.waits if wait.level == level), None)


def interval(found: Range) -> str:
    """Return the interval of a chance out of a hundred."""
    if math.isnan(found.low):
        return "no interval from so few futures"
    return f"{percent(found.low)} to {percent(found.high)}"


def points(found: Range) -> str:
    """Return a difference of chances in people of a hundred, with its interval."""
    ends = [number(100 * end, 1, signed=True) for end in (found.mean, found.low, found.high)]
    return f"{ends[0]} ({ends[1]} to {ends[2]})" if math.isfinite(found.low) else ends[0]


def median(wait: Wait) -> str:
    """Return when half are promoted, with its interval."""
    found = wait.median
    if not math.isfinite(found.mean):
        return "fewer than half"
    if math.isnan(found.low) or found.low == found.high:
        return years(found.mean)
    high = f"to {found.high / QUARTERS_PER_YEAR:g}" if math.isfinite(found.high) else "or more"
    return f"{found.mean / QUARTERS_PER_YEAR:g} years ({found.low / QUARTERS_PER_YEAR:g} {high})"


def routes(careers: Careers, found: Prospect) -> str:
    """Say by which ways people come to a level."""
    whole = found.total.chance.mean
    told = [
        f"{way.chance.mean / whole:.0%} through {careers.title(way.through)} (half within {way.years:g} years)"
        for way in found.ways[:3]
    ]
    return f"Of those who come there: {enumerated(told)}." if told else ""


def by_verdict(entries: Sequence[tuple[str, Verdict | None]]) -> str:
    """Say what is higher, what is lower, and how much there is no practical difference in."""
    told = []
    for verdict in ("higher", "lower"):
        titles = [title for title, judged in entries if judged == verdict]
        if titles:
            told.append(f"{verdict.capitalize()}: {enumerated(titles)}.")
    same = [title for title, judged in entries if judged == "no practical difference"]
    if same:
        told.append(f"No practical difference: {enumerated(same)}.")
    return " ".join(told)


def span(found: Range) -> str:
    """Return a difference of ratios with its interval."""
    middle, low, high = (number(end, 2, signed=True) for end in (found.mean, found.low, found.high))
    return f"{middle} ({low} to {high})"


def money(thousands: float) -> str:
    """Return an amount in $k as $M."""
    return f"${number(thousands / 1000)}M"
