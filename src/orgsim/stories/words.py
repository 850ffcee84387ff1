"""What came of a story, in words."""

from orgsim import plain_words
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import enumerated
from orgsim.stories.model import Figure, Measured, Range
from orgsim.stories.verdicts import Emerged, FigureAnswer, StoryAnswer


def amount(value: float, figure: Figure, *, signed: bool = False) -> str:
    """Return a value of a figure in the article's unit.

    Example
    -------
    >>> share = Figure(title="t", says="s", metric="revenue", value=0.3, unit="share", relative_to="control")
    >>> money = Figure(title="t", says="s", metric="reallocated", value=1.8, unit="$M")
    >>> amount(0.304, share, signed=True), amount(1.84, money), amount(12.4, money), amount(float("nan"), money)
    ('+30.4%', '1.84', '12.4', '-')
    """
    if value != value:
        return "-"
    sign = "+" if signed else ""
    if figure.unit == "share":
        return f"{100.0 * value:{sign}.3g}%"
    return f"{value:{sign}.3g}"


def stated(figure: Figure) -> str:
    """Return what the article states, with its unit and, where it is compared with something, its sign.

    Example
    -------
    >>> share = Figure(title="t", says="s", metric="revenue", value=0.3, unit="share", relative_to="control")
    >>> stated(share), stated(Figure(title="t", says="s", metric="reallocated", value=1.8, unit="$M"))
    ('+30%', '$1.8M')
    """
    sign = "+" if figure.relative_to and figure.value > 0.0 else ""
    return sign + plain_words.amount(figure.value, figure.unit)


def unit_of(measured: Measured) -> str:
    """Return the unit of a number that is read from a run."""
    if measured.metric:
        return metric_named(measured.metric).unit
    return "$M" if measured.in_money else ""


def found_of(one: Emerged) -> str:
    """Return the difference that was found, with its interval and its unit."""
    return plain_words.estimate(one.mean, one.low, one.high, unit_of(one.expected))


def reading_of(figure: Figure) -> str:
    """Say how a figure is read: in which quarters, and compared with what."""
    first, last = figure.quarters or (1, 0)
    window = f"quarters {first} to {last}" if first < last else f"quarter {first}" if first == last else "all quarters"
    part = "".join(f" of the {kind} {enumerated(names)}" for kind, names in figure.for_.items())
    of_named = (
        f"{figure.column} of {enumerated(figure.named)}" if figure.named else f"{figure.new_ground} on new ground"
    )
    what = f"{figure.metric}{part}" if figure.metric else of_named
    against = {"start": " over the start", "control": " over the control in the same future", None: ""}[
        figure.relative_to
    ]
    return f"{what}, {window}{against}"


def start_of(one: Range) -> tuple[str, str, str]:
    """Return what a range is about, its ends and its reason."""
    more = f" and {len(one.set_) - 1} more" if len(one.set_) > 1 else ""
    return f"{one.set_[0]}{more}", f"{one.range[0]:g} .. {one.range[1]:g}", one.why


def form_of(one: FigureAnswer, treated: str) -> str:
    """Say whether a figure meets the form, and which part of it fails."""
    figure, found = one.figure, one.acceptance
    if found.met:
        return "meets the form"
    arm = one.of(treated)
    reasons = []
    if not found.inside:
        side = "above" if figure.value > arm.high else "below"
        reasons.append(f"the figure lies {side} the central 90% of {treated} ({_ends(one, treated)})")
    if not found.control_below_half:
        reasons.append("the median of the control is above half of the figure")
    if not found.twice_the_placebo:
        reasons.append(
            f"{treated} reaches it in {arm.share:.0%} of futures, which is not twice as often as the placebo"
        )
    return f"does not meet the form: {'; '.join(reasons)}"


def _ends(one: FigureAnswer, arm: str) -> str:
    found = one.of(arm)
    return f"{amount(found.low, one.figure)} .. {amount(found.high, one.figure)}"


def verdict_of(found: StoryAnswer) -> str:
    """Say in a few words what the story comes to."""
    met = sum(one.acceptance.met for one in found.figures)
    if met == len(found.figures):
        return "meets the form"
    return f"{met} of {len(found.figures)} figures meet the form" if met else "does not meet the form"
