"""A future quarter by quarter as pictures and words: boxes in the colours of beliefs, a line for each design, and a table."""

from collections.abc import Mapping, Sequence
from html import escape
from math import isfinite

import numpy as np

from orgsim.app.chart import Paint
from orgsim.app.course import Moment, changes_of_design, shifts
from orgsim.engine.state import Floats
from orgsim.plain_words import counted, enumerated, number

FAR, MIDDLE, NEAR = (244, 177, 110), (246, 242, 232), (120, 184, 228)
"""Colours of beliefs: farther from the truth than equal weights are, as near as those, and the truth itself."""
FARTHEST = 0.3
"""So much below equal weights, in share of the weights, a belief has the full colour."""
WIDTH, HEIGHT, LEFT, RIGHT = 1000, 132, 28, 56
"""Size of the lines and room beside them, pixels; the slider below them is as long by the style sheet."""
TOP, FOOT, LOW = 24, 26, 0.4
"""Room above and below the lines, pixels, and the share at their foot."""


def paints(moment: Moment) -> dict[str, Paint]:
    """Return what the boxes of a chart show at a moment: how near each holder's beliefs are to what truly matters."""
    found = {post: Paint("#fff", "vacant", "nobody holds it", vacant=True) for post in moment.vacant}
    for post, held in moment.held.items():
        near = moment.near(post)
        said = f"beliefs {_percent(near)} as in truth: {weights(moment.objectives, held.beliefs)}"
        found[post] = Paint(color(near, moment.alike), _percent(near), said)
    return found


def color(near: float, alike: float) -> str:
    """Return the colour of a belief, given how near equal weights would be."""
    if near >= alike:
        end, share = NEAR, (near - alike) / max(1.0 - alike, 0.01)
    else:
        end, share = FAR, min(1.0, (alike - near) / FARTHEST)
    mixed = [round(here + share * (there - here)) for here, there in zip(MIDDLE, end, strict=True)]
    return f"rgb({','.join(map(str, mixed))})"


def weights(objectives: Sequence[str], shares: Floats) -> str:
    """Return weights in words, the heaviest first."""
    order = np.argsort(-shares, kind="stable")
    return ", ".join(f"{objectives[place]} {_percent(float(shares[place]))}" for place in order)


def said(moment: Moment, moments: Sequence[Moment]) -> str:
    """Say what there is to see at a moment."""
    when = (
        f"Quarter {moment.quarter} of {moments[-1].quarter}"
        if moment.quarter
        else "The quarter before the first that counts"
    )
    news = []
    if moment.quarter in shifts(moments):
        news.append("What matters has shifted since the last quarter.")
    if moment.quarter in changes_of_design(moments):
        news.append("The organisation has changed.")
    vacant = (
        f" {_capital(counted(len(moment.vacant), 'post'))} vacant: {escape(enumerated(moment.vacant))}."
        if moment.vacant
        else ""
    )
    return (
        f"<p><b>{when}.</b> Truly matters: {escape(weights(moment.objectives, moment.truth))}; nobody in the company sees that. "
        f"The holders' beliefs share {_percent(moment.mean)} of it on average, equal weights for all would share "
        f"{_percent(moment.alike)}. {' '.join(news)}{vacant}</p>"
    )


def scale(moment: Moment) -> str:
    """Return the legend of the colours of beliefs."""
    ends = ",".join(color(near, 0.5) for near in (0.2, 0.5, 1.0))
    return (
        f'<p class="how scale-of-beliefs"><span>holds on to something else</span><i style="background:linear-gradient(90deg,{ends})"></i>'
        f"<span>believes what truly matters</span><span>(the middle: who weighs everything alike, {_percent(moment.alike)})</span></p>"
    )


def table(moment: Moment) -> str:
    """Return what every holder believes, and how much waits, as a table."""
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in moment.objectives)
    truth = "".join(f"<td>{_percent(float(share))}</td>" for share in moment.truth)
    rows = "".join(_row(moment, post) for post in moment.stage.scenario.posts)
    return (
        f"<table class=facts><thead><tr><td></td>{head}<th scope=col>As in truth</th><th scope=col>Hours of requests waiting</th></tr>"
        f"</thead><tbody><tr class=first><th scope=row>What truly matters</th>{truth}<td></td><td></td></tr>{rows}</tbody></table>"
    )


def _row(moment: Moment, post: str) -> str:
    """Return the row of a post."""
    name = escape(moment.stage.scenario.posts[post].name or post)
    if (held := moment.held.get(post)) is None:
        return f"<tr><th scope=row>{name}</th><td colspan={len(moment.objectives) + 2}>vacant</td></tr>"
    cells = "".join(f"<td>{_percent(float(share))}</td>" for share in held.beliefs)
    return f"<tr><th scope=row>{name}</th>{cells}<td>{_percent(moment.near(post))}</td><td>{number(held.waiting)}</td></tr>"


# lines

SHIFT, CHANGE = "what matters shifts", "the company changes"


def lines(courses: Mapping[str, Sequence[Moment]], colors: Mapping[str, str], quarter: int) -> str:
    """Return how near beliefs are on average, quarter by quarter, with a line for each design and one at a quarter."""
    first = next(iter(courses.values()))
    last = first[-1].quarter
    label = "; ".join(f"{name}: {', '.join(_percent(one.mean) for one in course)}" for name, course in courses.items())
    changed = sorted({one for course in courses.values() for one in changes_of_design(course)})
    marks = [*((one, SHIFT) for one in shifts(first)), *((one, CHANGE) for one in changed)]
    return "".join(
        (
            f'<svg class="course" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Beliefs as in truth, by quarter. {escape(label)}">',
            f'<text class="caption" x="{LEFT}" y="12">Beliefs as in truth, average of the posts that are held</text>',
            *(_level(share) for share in (0.5, 0.75, 1.0)),
            *(_mark(one, last, words) for one, words in marks),
            f'<line class="now" x1="{_x(quarter, last)}" x2="{_x(quarter, last)}" y1="{TOP - 6}" y2="{HEIGHT - 16}"/>',
            *(_line(course, colors[name], last) for name, course in courses.items()),
            *(
                f'<text class="scale" x="{_x(one.quarter, last)}" y="{HEIGHT - 3}">{one.quarter or "before"}</text>'
                for one in first
            ),
            "</svg>",
        )
    )


def key_of_marks() -> str:
    """Say what the marks under the lines mean."""
    return f'<p class="how"><b class="shift">&#9650;</b> {SHIFT} <b class="change">&#9650;</b> {CHANGE}</p>'


def _x(quarter: int, last: int) -> float:
    return round(LEFT + quarter / max(1, last) * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(TOP + (1.0 - max(share, LOW)) / (1.0 - LOW) * (HEIGHT - TOP - FOOT), 1)


def _level(share: float) -> str:
    """Return a line across, with its share."""
    return (
        f'<line class="level" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(share)}" y2="{_y(share)}"/>'
        f'<text class="scale" x="{WIDTH - RIGHT / 2}" y="{_y(share) + 4}">{_percent(share)}</text>'
    )


def _mark(quarter: int, last: int, words: str) -> str:
    """Return a mark at the foot, where a quarter begins in which something changed."""
    kind, aside = ("shift", -6) if words == SHIFT else ("change", 6)
    x, y = _x(quarter, last) - (_x(1, last) - _x(0, last)) / 2 + aside, HEIGHT - 17
    return f'<path class="{kind}" d="M{x - 5:.1f} {y} h10 l-5 -9 z"><title>{words}</title></path>'


def _line(course: Sequence[Moment], tint: str, last: int) -> str:
    """Return the line of a design, with a point for each quarter."""
    points = [(_x(one.quarter, last), _y(one.mean)) for one in course if isfinite(one.mean)]
    way = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline style="stroke:{tint}" points="{way}"/>' + "".join(
        f'<circle cx="{x}" cy="{y}" r="3" style="fill:{tint}"/>' for x, y in points
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if isfinite(share) else "\N{EN DASH}"


def _capital(words: str) -> str:
    return f"{words} is" if words.startswith("1 ") else f"{words} are"
