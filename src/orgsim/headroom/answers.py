"""What there is to gain, and who gets it: paired over futures, in the statistics of a comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.headroom.oracle import Oracle
from orgsim.headroom.plan import Question, arm_of
from orgsim.metrics.catalog import VALUE, metric_named
from orgsim.metrics.outcome import Values
from orgsim.results.comparison import Results
from orgsim.results.statistics import Comparison, Ratio, Spread, compare, ratio_of_means, spread

TOO_LITTLE = "too little to share out"
NO_RUNS = "no futures were simulated"


@dataclass(frozen=True)
class Gain:
    """What an oracle, or a design, adds: in the metric's unit, and as a share of what the unchanged company realises."""

    paired: Comparison
    share: Ratio | None


@dataclass(frozen=True)
class Finding:
    """One oracle on one design; `gain` is None where the oracle does not apply, and `reason` says why."""

    oracle: Oracle
    design: str
    reason: str
    gain: Gain | None


@dataclass(frozen=True)
class Capture:
    """What one design captures of one oracle's headroom. Shares are None where they would mean nothing, and `reason` says why."""

    today: Finding
    left: Finding
    captured: Ratio | None
    """1 less the headroom that is left under the design over that of today."""
    taken: Ratio | None
    """The same difference as a share of what the unchanged company realises."""
    share: Ratio | None
    """What the design adds, whatever by, as a share of the headroom of today."""
    reason: str


@dataclass(frozen=True)
class Alternative:
    """One design beside the unchanged company."""

    design: str
    gain: Gain
    captures: tuple[Capture, ...]


@dataclass(frozen=True)
class Headroom:
    """The whole answer; `findings` are those of the unchanged company."""

    today: str
    value: Spread
    findings: tuple[Finding, ...]
    alternatives: tuple[Alternative, ...]


def headroom_of(asked: Question, results: Results) -> Headroom:
    """Return the answer to a question from its results."""
    values = results.by_design(VALUE)
    today, *others = asked.designs
    findings = tuple(_finding(asked, values, today, oracle) for oracle in asked.oracles)
    alternatives = tuple(_alternative(asked, values, findings, design) for design in others)
    return Headroom(today, spread(values[today]), findings, alternatives)


def _gain(treated: Values, baseline: Values, today: Values) -> Gain:
    metric = metric_named(VALUE)
    paired = compare(treated, baseline, metric.direction, metric.rope)
    return Gain(paired, ratio_of_means(treated - baseline, today))


def _finding(asked: Question, values: Mapping[str, Values], design: str, oracle: Oracle) -> Finding:
    reason = asked.reason(design, oracle)
    arm = arm_of(design, oracle)
    if not reason and (arm not in values or design not in values):
        reason = NO_RUNS
    gain = None if reason else _gain(values[arm], values[design], values[asked.designs[0]])
    return Finding(oracle, design, reason, gain)


def _alternative(
    asked: Question, values: Mapping[str, Values], findings: Sequence[Finding], design: str
) -> Alternative:
    today = values[asked.designs[0]]
    captures = tuple(_capture(asked, values, finding, design) for finding in findings)
    return Alternative(design, _gain(values[design], today, today), captures)


def _capture(asked: Question, values: Mapping[str, Values], today: Finding, design: str) -> Capture:
    """Compare the headroom that is left under a design with that of the unchanged company."""
    left = _finding(asked, values, design, today.oracle)
    reason = today.reason or left.reason
    if not reason and (today.gain is None or not today.gain.paired.low > 0.0):
        reason = TOO_LITTLE
    if reason:
        return Capture(today, left, None, None, None, reason)
    before = values[arm_of(today.design, today.oracle)] - values[today.design]
    after = values[arm_of(design, today.oracle)] - values[design]
    captured = ratio_of_means(before - after, before)
    taken = ratio_of_means(before - after, values[today.design])
    share = ratio_of_means(values[design] - values[today.design], before)
    return Capture(today, left, captured, taken, share, "" if captured else TOO_LITTLE)
