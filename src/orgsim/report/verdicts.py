"""The answer in sentences: which design, compared with what, how sure, what it costs, and what more futures would settle.

The same sentences end ``orgsim compare`` and begin the report. Each follows from numbers of the results alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.metrics.catalog import COST, VALUE, metric_named
from orgsim.metrics.metric import Metric, Rope
from orgsim.plain_words import amount, counted, enumerated, estimate, in_ten, measured, relative
from orgsim.results.comparison import Answer, Line, Results, answer
from orgsim.results.statistics import Comparison, Leaning, leaning

QUARTERS_PER_YEAR = 4
WORTH_ASKING = 20_000
"""More futures than this are not recommended."""


@dataclass(frozen=True)
class Finding:
    """What a comparison says of one alternative, in sentences, and the numbers behind them."""

    design: str
    verdict: str
    """The verdict on the leading metric."""
    leaning: Leaning
    """The same, and where it is inconclusive to which side it leans."""
    chip: str
    """The same in a few words."""
    answer: str
    """What happens to the leading metric, in natural frequencies."""
    size: str
    """The mean difference with its interval, as the answer says it."""
    price: str
    """What it costs."""
    beside: str
    """What else gets better or worse."""
    certainty: str
    """How sure that is, and what more futures would do."""
    better: int
    futures: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """The three sentences with which a comparison ends: the answer, its price, and how sure it is."""
        return self.answer, self.price, self.certainty


@dataclass(frozen=True)
class Asked:
    """What is asked of some results: the metric that leads, the baseline, and the regions that do not matter."""

    results: Results
    baseline: str
    lead: str = VALUE
    ropes: Mapping[str, Rope] | None = None

    def answers(self, names: Sequence[str]) -> list[Answer]:
        """Return the answers on some metrics."""
        return answer(self.results, names, baseline=self.baseline, ropes=self.ropes)

    def years(self) -> float:
        """Return how many years count."""
        horizon = self.results.manifest["designs"][0]["resolved"]["stages"][0]["horizon"]
        return float(horizon["quarters"]) / QUARTERS_PER_YEAR


def findings(asked: Asked, headline: Sequence[str]) -> list[Finding]:
    """Return what a comparison says of every alternative, the most promising first; `headline` are the metrics beside the leading one."""
    lead, cost, *rest = asked.answers(
        [asked.lead, COST, *(name for name in headline if name not in (asked.lead, COST))]
    )
    found = [
        _finding(asked, line, cost, [*rest, *([cost] if asked.lead != COST else [])])
        for line in lead.lines
        if line.comparison is not None
    ]
    worth = {line.design: _goodness(lead.metric, line) for line in lead.lines}
    return sorted(found, key=lambda one: (-worth[one.design], one.design))


def _goodness(metric: Metric, line: Line) -> float:
    """Return how good a design is on a metric, higher being better; what has no value comes last."""
    found = line.comparison.difference if line.comparison else 0.0
    signed = -found if metric.direction == "lower" else found
    return signed if math.isfinite(signed) else -math.inf


def _finding(asked: Asked, line: Line, cost: Answer, others: Sequence[Answer]) -> Finding:
    paired = line.comparison
    assert paired is not None  # noqa: S101 - an alternative has one
    metric = metric_named(asked.lead)
    return Finding(
        line.design,
        paired.verdict,
        leaning(paired, metric.direction),
        CHIPS[leaning(paired, metric.direction)],
        " ".join((*_frequency(asked, line.design, metric, paired), *_size(asked, metric, paired))),
        estimate(paired.difference, paired.low, paired.high, metric.unit),
        _price(asked, line.design, cost),
        " ".join(_beside(line.design, others)),
        " ".join(_certainty(metric, paired)),
        paired.better,
        paired.futures,
    )


CHIPS = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "no practical difference": "no practical difference",
    "probably better": "probably better, perhaps too little to matter",
    "probably worse": "probably worse, perhaps too little to matter",
    "open": "cannot tell yet",
}
"""A verdict in a few words."""


def _frequency(asked: Asked, design: str, metric: Metric, paired: Comparison) -> Iterator[str]:
    """Say in how many futures a design does better than the baseline."""
    if paired.futures < 2:
        yield f"No two futures have a value of {metric.title} under both {design} and {asked.baseline}, so nothing can be said."
        return
    way = {"higher": "higher", "lower": "lower", "neither": "higher"}[metric.direction]
    yield (
        f"In {paired.better:,} of {counted(paired.futures, 'simulated future')} {metric.title} is {way} under {design} than under "
        f"{asked.baseline}{in_ten(paired.better, paired.futures)}."
    )


def _size(asked: Asked, metric: Metric, paired: Comparison) -> Iterator[str]:
    """Say how large the difference is, and whether that matters."""
    if paired.futures < 2:
        return
    base = float(np.nanmean(asked.results.by_design(metric.name)[asked.baseline]))
    years = f" over {measured(asked.years(), 'year')}" if metric.unit in ("$M", "initiatives", "requests") else ""
    yield (
        f"The mean difference{years} is {estimate(paired.difference, paired.low, paired.high, metric.unit)}"
        f"{relative(paired.difference, base, metric.unit)}: "
        f"{_judged(metric, paired)}."
    )


def _judged(metric: Metric, paired: Comparison) -> str:
    """Say what a verdict means."""
    matters = amount(max(abs(paired.rope_low), abs(paired.rope_high)), metric.unit, difference=True)
    return {
        "better": f"better by more than {matters}, from which on it matters",
        "worse": f"worse by more than {matters}, from which on it matters",
        "higher": f"higher by more than {matters}, from which on it matters",
        "lower": f"lower by more than {matters}, from which on it matters",
        "no practical difference": f"no practical difference, since it stays below the {matters} that would matter",
        "probably better": f"probably better, but perhaps by less than the {matters} that would matter",
        "probably worse": f"probably worse, but perhaps by less than the {matters} that would matter",
        "open": f"these futures do not tell whether it is better or worse by the {matters} that would matter",
    }[leaning(paired, metric.direction)]


def _price(asked: Asked, design: str, cost: Answer) -> str:
    """Say what a design costs compared with the baseline."""
    lines = {line.design: line for line in cost.lines}
    paired = lines[design].comparison
    over = f"over {measured(asked.years(), 'year')}"
    if paired is None or paired.futures < 2:
        return f"What {design} costs {over} is not known."
    if paired.verdict == "no practical difference":
        found = f"{design} costs about as much as {asked.baseline}"
    else:
        more = "more" if paired.difference > 0 else "less"
        found = f"{design} costs {amount(abs(paired.difference), cost.metric.unit)} {more} than {asked.baseline}"
    costs = asked.results.by_design(COST)
    here, there = (amount(float(np.nanmean(costs[name])), cost.metric.unit) for name in (design, asked.baseline))
    return f"{found} {over} ({here} against {there}, on average)."


def _beside(design: str, others: Sequence[Answer]) -> Iterator[str]:
    """Say what else gets better and worse: by more than is too little to matter, or probably."""
    verdicts = {
        found.metric.title: leaning(line.comparison, found.metric.direction)
        for found in others
        for line in found.lines
        if line.design == design and line.comparison
    }
    for verdict in ("better", "worse", "probably better", "probably worse"):
        titles = [title for title, judged in verdicts.items() if judged == verdict]
        if titles:
            yield f"{verdict.capitalize()}: {enumerated(titles)}."
    same = sum(judged == "no practical difference" for judged in verdicts.values())
    if same:
        yield f"No practical difference in {counted(same, 'other headline metric')}."


def _certainty(metric: Metric, paired: Comparison) -> Iterator[str]:
    """Say what the interval covers, and how many futures would settle an open question."""
    yield "The interval covers the luck of the simulated futures, not whether the model or its assumptions are right."
    if paired.verdict != "inconclusive" or paired.futures < 2:
        return
    needed = futures_to_settle(paired)
    if needed is None or needed > WORTH_ASKING:
        yield (
            f"More futures would hardly settle it: the difference in {metric.title} is close to the edge of what matters."
        )
    else:
        yield f"About {needed:,} futures instead of {paired.futures:,} would probably settle it."


def futures_to_settle(paired: Comparison) -> int | None:
    """Return how many futures would bring the interval to one side of the nearest edge of the region, were the mean what it is now.

    None where the mean lies on the edge. Example: a mean 2 from the edge with a half-width of 4 needs four times the futures.
    """
    half = (paired.high - paired.low) / 2
    distances = [abs(paired.difference - paired.rope_low), abs(paired.difference - paired.rope_high)]
    nearest = min(distances)
    if not math.isfinite(half) or nearest <= 0.0:
        return None
    needed = paired.futures * (half / nearest) ** 2
    return None if not math.isfinite(needed) or needed > 1e9 else _rounded_up(needed)


def _rounded_up(value: float) -> int:
    """Return a whole number of two significant digits, rounded up."""
    step: int = 10 ** max(0, math.floor(math.log10(max(value, 1.0))) - 1)
    return int(math.ceil(value / step) * step)
