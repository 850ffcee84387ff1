"""The reveal as HTML: how the game went, how the same future went otherwise, and what could not be seen."""

from collections.abc import Mapping, Sequence
from html import escape
from math import isnan

from orgsim.app.game import Glance, Judged, Mattered
from orgsim.app.inbox import money
from orgsim.app.reveal import Elsewhere, Reveal
from orgsim.app.sessions import Score
from orgsim.metrics.catalog import VALUE, headline_metrics, metric_named
from orgsim.metrics.outcome import Values
from orgsim.plain_words import amount, counted

MOST_JUDGED = 60
"""Longer lists of what was decided are cut."""
WIDTH, HEIGHT, EDGE = 560, 190, 44
"""Size of the lines and room for their scale, pixels."""


def headline(found: Reveal) -> str:
    """Say in a sentence how the game went."""
    gain = found.played[VALUE] - found.usual[VALUE]
    if abs(gain) < 0.005:
        return "Your company realised what it would have realised anyway."
    more = "more" if gain > 0 else "less"
    return f"Your company realised {amount(abs(gain), '$M')} {more} than in the same future with the usual holder of your seat."


def hits(found: Reveal) -> str:
    """Say how often what was taken on was worth it, and what was turned down was not."""
    taken, rightly, left, well = found.hits()
    told = []
    if taken:
        told.append(f"Of {counted(taken, 'case')} that you took on, {rightly} would truly have been worth it if kept.")
    if left:
        told.append(f"Of {counted(left, 'case')} that you turned down, {well} would truly have done harm.")
    spoken, right, followed = found.words()
    if spoken:
        told.append(
            f"Of {counted(spoken, 'case')} of others on which you spoke, {followed} went as you said, and the truth was with you in "
            f"{right}."
        )
    told.append(
        "A launch that measures badly is rolled back after a tenth of its harm, so a bet may be right and still lose."
    )
    told.append("One future is luck as much as judgement: what a way of deciding is worth shows over many.")
    return " ".join(told)


def scores(found: Reveal) -> str:
    """Return what came out beside what would have come out as usual."""
    rows = []
    for name in headline_metrics():
        metric = metric_named(name)
        mine, usual = (amount(values[name], metric.unit) for values in (found.played, found.usual))
        lead = " class=first" if name == VALUE else ""
        rows.append(
            (name != VALUE, f"<tr{lead}><th scope=row>{escape(metric.title)}</th><td>{mine}</td><td>{usual}</td></tr>")
        )
    body = "".join(row for _, row in sorted(rows, key=lambda one: one[0]))
    head = "<tr><td></td><th scope=col>as you played</th><th scope=col>as usual</th></tr>"
    return f"<table class=facts><thead>{head}</thead><tbody>{body}</tbody></table>"


# how it unfolded


def unfolding(courses: Mapping[str, Values]) -> str:
    """Return the value realised up to each quarter as a line for each way in which the future went, $M."""
    top = max(1.0, *(float(course.max()) for course in courses.values()))
    last = max(len(course) for course in courses.values())
    said = "; ".join(f"{name}: {', '.join(f'{value:.0f}' for value in course)}" for name, course in courses.items())
    lines = "".join(_line(course, top, last, place) for place, course in enumerate(courses.values()))
    quarters = "".join(
        f'<text class="scale" x="{_x(place, last)}" y="{HEIGHT - 4}">{place + 1}</text>' for place in range(last)
    )
    names = "".join(f'<span><i class="way{place}"></i>{escape(name)}</span>' for place, name in enumerate(courses))
    return (
        f'<svg class="unfolding" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Value up to each quarter, $M. {escape(said)}">'
        f'<line class="level" x1="{EDGE}" x2="{WIDTH}" y1="{_y(0.0, top)}" y2="{_y(0.0, top)}"/>'
        f'<text class="scale end" x="{EDGE - 6}" y="{_y(top, top) + 5}">${top:.0f}M</text>'
        f'<text class="scale end" x="{EDGE - 6}" y="{_y(0.0, top)}">$0</text>{lines}{quarters}</svg><p class="how ways">{names}</p>'
    )


def _x(place: int, last: int) -> float:
    return round(EDGE + 10 + place / max(1, last - 1) * (WIDTH - EDGE - 24), 1)


def _y(value: float, top: float) -> float:
    return round(12 + (1.0 - max(0.0, value) / top) * (HEIGHT - 38), 1)


def _line(course: Values, top: float, last: int, place: int) -> str:
    points = " ".join(f"{_x(quarter, last)},{_y(float(value), top)}" for quarter, value in enumerate(course))
    return f'<polyline class="way{place}" points="{points}"/>'


# other seats


def everywhere(found: Sequence[Elsewhere], scores: Sequence[Score], waiting: int) -> str:
    """Return the same future from every seat: as usual, by hand as things seem there, by hand as they are, and as it was played."""
    rows = "".join(_elsewhere(one, scores) for one in found)
    rows += f"<tr><td colspan=5 class=none>{counted(waiting, 'seat')} to go &hellip;</td></tr>" if waiting else ""
    heads = ("as usual", "by hand, as it seems there", "by hand, knowing the truth", "as you played")
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    return (
        f"<table class='facts everywhere'><thead><tr><th scope=col>Seat</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "<p class=how>Realised value in this future. By hand means that a rule answers what waits at the seat for eight quarters: yes to "
        "what gains, no to what loses, as it seems from there or as it truly is; one that knows the truth also writes it on the map, where "
        "the seat has one, and speaks on cases of others of which the seat thinks the wrong thing. It takes a week to think and asks "
        "nobody, which costs something; the step from the one to the other is what knowing would have changed in this future.</p>"
    )


def _elsewhere(one: Elsewhere, scores: Sequence[Score]) -> str:
    """Return the row of a seat."""
    about = one.chair.about
    where = "" if about.today else f" <small>in {escape(about.design.name)}</small>"
    mine = [score.played for score in scores if score.seat == about.view.title]
    played = amount(mine[-1], "$M") if mine else "&ndash;"
    cells = "".join(f"<td>{amount(value, '$M')}</td>" for value in (one.usual, one.seeming, one.knowing))
    return f"<tr><th scope=row>{escape(about.view.title)}{where}</th>{cells}<td>{played}</td></tr>"


# what could not be seen


def hindsight(judged: Sequence[Judged]) -> str:
    """Return everything that was decided by hand: what was seen from the seat and by its owner, and what was true."""
    shown = [one for one in judged if one.choice != "as usual"][:MOST_JUDGED]
    if not shown:
        return "<p>You left everything to the usual judgement of your seat.</p>"
    return _table(shown, ("Quarter", "What waited", "You", "Seemed to you", "To its owner", "Was worth"))


def glance(found: Sequence[Glance], post: str) -> str:
    """Return what waited at another seat in the quarters of the game, as it seemed there, and what was true."""
    waited = [one for glance in found if glance.post == post for one in glance.waiting]
    if not waited:
        return "<p>Nothing waited there for a decision in these quarters.</p>"
    more = f"<p class=how>and {counted(len(waited) - MOST_JUDGED, 'other')}</p>" if len(waited) > MOST_JUDGED else ""
    heads = ("Quarter", "What waited", "What it was", "Seemed there", "To its owner", "Was worth")
    return _table([_as_kind(one) for one in waited[:MOST_JUDGED]], heads) + more


def mattered(objectives: Sequence[str], found: Sequence[Mattered]) -> str:
    """Return what the seat held to matter beside what truly did, quarter by quarter."""
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in objectives)
    rows = "".join(_quarter(one) for one in found if one.said)
    return (
        f"<table class='facts hindsight'><thead><tr><th scope=col>Quarter</th>{head}<th scope=col>As in truth</th></tr></thead>"
        f"<tbody>{rows}</tbody></table><p class=how>Each cell: what you held it to weigh, and behind the stroke what it truly weighed.</p>"
    )


def _quarter(one: Mattered) -> str:
    total = sum(one.said)
    pairs = [(share / total, truth) for share, truth in zip(one.said, one.truth, strict=True)]
    cells = "".join(f"<td>{said:.0%} / <b>{truth:.0%}</b></td>" for said, truth in pairs)
    shared = sum(min(pair) for pair in pairs)
    return f"<tr><td>{one.quarter}</td>{cells}<td>{shared:.0%}</td></tr>"


SORTS = {
    "idea": "an idea of its team",
    "case": "a case to fund",
    "own": "its own proposal",
    "consent": "asked to give up something",
    "appeal": "a disagreement",
    "voice": "asked about somebody else's case",
}
"""What waits at a seat, by kind, as somebody else would say it."""


def _as_kind(one: Judged) -> Judged:
    return Judged(one.quarter, one.entry, SORTS[one.entry.kind], one.owner, one.truth)


def _table(judged: Sequence[Judged], heads: Sequence[str]) -> str:
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    rows = "".join(_row(one) for one in judged)
    return f"<table class='facts hindsight'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(one: Judged) -> str:
    """Return a row; whether a choice was right shows where there was one and the truth is known."""
    chosen = one.choice in (one.entry.yes.lower(), one.entry.no.lower())
    right = (one.truth > 0.0) == (one.choice == one.entry.yes.lower())
    kind = mark = ""
    if chosen and not isnan(one.truth):
        kind, mark = (' class="right"', " &#10003;") if right else (' class="wrong"', " &#10007;")
    return (
        f"<tr><td>{one.quarter}</td><th scope=row>{escape(one.entry.title)}</th><td>{escape(_chosen(one))}</td>"
        f"<td>{_money(one.entry.worth)}</td><td>{_money(one.owner)}</td><td{kind}>{_money(one.truth)}{mark}</td></tr>"
    )


def _chosen(one: Judged) -> str:
    """Return what was chosen and, of a case that somebody else decides, what came of it."""
    return f"{one.choice}: {one.came}" if one.came else one.choice


def _money(value: float) -> str:
    return "&ndash;" if isnan(value) else money(value)
