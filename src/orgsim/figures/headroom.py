"""Headroom: bars of what there is to gain, function by function, and marks for what each design captures of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BODY, INK, PAPER, RULE, SHADE, SMALL, Lineup, Look, styled
from orgsim.figures.words import Ticks, fitted, plain, width_of, wrapped
from orgsim.headroom.answers import Capture, Finding, Headroom
from orgsim.plain_words import counted, interval, number
from orgsim.results.statistics import Ratio

NAMES, WORDS = 2.35, 2.9
"""Widths of the column of names, and of the words behind the axis, inches."""
ROOM, LEAST = 4.1, 4
"""Height of all rows on a slide, inches, and the fewest that are shown."""
ROW, LINE = 0.41, 0.17
"""Least height of a row, and height that each design takes in it, inches."""
BAR = 0.2
"""Height of a bar, inches."""
MARK: dict[str, Any] = {"markersize": 7.0, "markeredgecolor": "white"}


MARKS = (
    " Hollow mark: it may be that the design captures nothing. A design has no mark where what there is to gain is too little to "
    "share out."
)
"""What the footnote says of marks."""


@styled
def draw(found: Headroom) -> Figure:
    """Draw one row a function, the one with most to gain first."""
    every = _in_order(found.findings)
    lineup = Lineup.of((found.today, *(one.design for one in found.alternatives)), found.today)
    captures = {one.design: {part.today.oracle.name: part for part in one.captures} for one in found.alternatives}
    height = max(ROW, BAR + 0.2 + LINE * len(captures))
    rows = every[: max(LEAST, int(ROOM / height))]
    today = plain(found.today)
    page = Page(
        f"What there is to gain in {today}, and who gets it" if captures else f"What there is to gain in {today}",
        f"Bar: what {today} would realise more if one function were done by somebody who knows or can do all of it, in "
        f"{counted(found.value.futures, 'future')}. Bars do not add up."
        + (" Mark: what a design captures of it." if captures else "")
        + (f" The {len(rows)} largest of {counted(len(every), 'function')}." if len(rows) < len(every) else ""),
        (ACROSS, None),
        "Lines: 95% intervals, which cover simulation noise only, not whether the model is right."
        + (MARKS if captures else ""),
        key=_key(lineup),
    )
    axes = _axes(page, height * len(rows), rows, captures)
    for place, finding in enumerate(rows):
        above = place * height
        names = wrapped(finding.oracle.title, NAMES - 0.15, BODY, lines=2)
        page.centred(0.0, page.top + above, height, names)
        axes.axhline(above, color=SHADE, linewidth=0.8, zorder=0)
        mine = {design: parts[finding.oracle.name] for design, parts in captures.items()}
        _row(axes, above, finding, mine, lineup)
        page.centred(page.width - WORDS + 0.25, page.top + above, height, _words(finding, mine), size=SMALL)
    return page.figure


def describe(found: Headroom) -> str:
    """Say in words what the figure shows."""
    parts = [f"{one.oracle.title}: {_gained(one)}" for one in _in_order(found.findings)]
    for alternative in found.alternatives:
        shares = [f"{part.today.oracle.title} {_captured(part)}" for part in alternative.captures if part.captured]
        parts.append(f"{plain(alternative.design)} captures: {', '.join(shares) or 'nothing that can be told'}")
    return f"What there is to gain in {plain(found.today)}, in per cent of its realised value. {'; '.join(parts)}."


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, the largest first; what does not apply comes last."""
    return sorted(findings, key=lambda one: -one.gain.paired.difference if one.gain else float("inf"))


def _key(lineup: Lineup) -> list[Artist]:
    """Return the legend: the bar, and the mark of each design."""
    marks = [entry for entry in lineup.key(dashed=False, linewidth=2.0, **MARK) if entry.get_label() != lineup.baseline]
    return [
        Patch(facecolor=RULE, label="what there is to gain"),
        Line2D([], [], color=INK, linewidth=1.6, label="95% interval"),
        *marks,
    ]


def _axes(page: Page, tall: float, rows: Sequence[Finding], captures: Mapping[str, Mapping[str, Capture]]) -> Axes:
    """Make the axis: per cent of what the unchanged company realises, downwards in inches."""
    shares = [one.gain.share for one in rows if one.gain and one.gain.share]
    shares += [part.taken for parts in captures.values() for part in parts.values() if part.captured and part.taken]
    ends = [0.0, *(end for share in shares for end in (100 * share.low, 100 * share.high))]
    pad = 0.05 * (max(ends) - min(ends)) or 1.0
    limits = (min(ends) - pad, max(ends) + pad)
    axes = page.rows(
        NAMES, page.top, (page.width - NAMES - WORDS, max(tall, 0.1)), limits, MaxNLocator(nbins=8, steps=[1, 2, 5, 10])
    )
    axes.xaxis.set_major_formatter(Ticks(signed=True))
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    axes.set_xlabel("realised value, % of that of the unchanged company", size=BODY)
    return axes


def _row(axes: Axes, above: float, finding: Finding, captures: Mapping[str, Capture], lineup: Lineup) -> None:
    """Draw one function: its bar with the interval, and below it the mark of each design."""
    if not finding.gain or not finding.gain.share:
        return
    height = above + 0.1 + BAR / 2
    axes.barh(height, 100 * finding.gain.share.value, BAR, color=RULE, zorder=1)
    _interval(axes, height, finding.gain.share, INK)
    for place, (design, capture) in enumerate(captures.items()):
        if capture.captured and capture.taken:
            _mark(axes, height + BAR / 2 + LINE * (place + 0.6), capture.taken, lineup.look(design))


def _interval(axes: Axes, height: float, share: Ratio, color: str) -> None:
    axes.plot((100 * share.low, 100 * share.high), (height, height), color=color, linewidth=1.6, zorder=3)


def _mark(axes: Axes, height: float, share: Ratio, look: Look) -> None:
    """Draw what a design captures; the mark is hollow where that may be nothing."""
    _interval(axes, height, share, look.color)
    hollow = {"markerfacecolor": PAPER, "markeredgecolor": look.color} if share.low <= 0.0 <= share.high else {}
    axes.plot(100 * share.value, height, marker=look.marker, color=look.color, zorder=4, **(MARK | hollow))


def _words(finding: Finding, captures: Mapping[str, Capture]) -> list[str]:
    """Return what is written behind a row: the gain, and what each design captures."""
    room = WORDS - 0.3
    if not finding.gain:
        return wrapped(f"does not apply: {finding.reason}", room, SMALL, lines=2)
    words = [f"{_gained(finding)}"]
    for design, capture in captures.items():
        tail = f": {_captured(capture)}"
        words.append(fitted(design, room - width_of(tail, SMALL), SMALL) + tail)
    return words


def _gained(finding: Finding) -> str:
    if not finding.gain:
        return f"does not apply, {finding.reason}"
    share = finding.gain.share
    if not share:
        return "nothing to measure it by"
    return interval(100 * share.value, 100 * share.low, 100 * share.high).replace(" (", "% (")


def _captured(capture: Capture) -> str:
    if not capture.captured:
        return capture.reason
    share = capture.captured
    value, low, high = (number(100 * end, 0) for end in (share.value, share.low, share.high))
    return f"{value}% captured ({low} to {high})"
