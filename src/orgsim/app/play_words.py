"""Pieces of the game as HTML: seats to take, what waits, and what could not be seen."""

from collections.abc import Sequence
from html import escape
from math import isnan

from orgsim.app.game import Chair, Judged, Reveal
from orgsim.app.inbox import Entry, money
from orgsim.app.role_words import ACTIONS, VERBS
from orgsim.app.sessions import Score
from orgsim.metrics.catalog import VALUE, headline_metrics, metric_named
from orgsim.plain_words import amount, counted

MOST_JUDGED = 60
"""Longer lists of what was decided are cut."""

MOST_RIGHTS = 5
DOES = {"consult": "is asked about", "inform": "hears about"}
"""Verbs that need a word more before what they are about."""

KINDS = {
    "idea": "an idea for your team",
    "case": "a case for your desk",
    "own": "what your review suggests",
    "consent": "you are asked to give up something",
    "appeal": "two who do not agree come to you",
}


def seat(chair: Chair) -> str:
    """Return what a seat is, in short: whose it is, and what it may do."""
    view = chair.about.view
    where = (
        ""
        if chair.about.today
        else f" in &ldquo;{escape(chair.about.design.name)}&rdquo;, from the quarter after it opens"
    )
    order = sorted(view.rights.items(), key=lambda one: list(VERBS).index(one[1]))
    rights = "".join(
        f"<li><b>{DOES.get(right, VERBS[right])}</b> {ACTIONS[action]}</li>" for action, right in order[:MOST_RIGHTS]
    )
    return f"<h3>{escape(view.title)}</h3><p>{escape(chair.post)}{where}</p><ul>{rights}</ul>"


def entry(one: Entry) -> str:
    """Return something to decide: its title, its facts, and what it seems to be worth."""
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in one.facts)
    seems = (
        ""
        if isnan(one.worth)
        else (
            f'<p class="seems {"plus" if one.worth > 0 else "minus"}"><b>{money(one.worth)}</b> as it seems to you</p>'
        )
    )
    return f'<p class="kind">{KINDS[one.kind]}</p><h3>{escape(one.title)}</h3><ul>{facts}</ul>{seems}'


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
    told.append(
        "A launch that measures badly is rolled back after a tenth of its harm, so a bet may be right and still lose."
    )
    told.append("One future is luck as much as judgement: what a way of deciding is worth shows over many.")
    return " ".join(told)


def hindsight(judged: Sequence[Judged]) -> str:
    """Return every case that was decided: what was seen from the seat and by its owner, and what was true."""
    shown = [one for one in judged if one.choice != "as usual"][:MOST_JUDGED]
    if not shown:
        return "<p>You left every case to the usual judgement of your seat.</p>"
    rows = "".join(_row(one) for one in shown)
    head = "".join(
        f"<th scope=col>{name}</th>"
        for name in ("Quarter", "Case", "You", "Seemed to you", "To its owner", "Was worth")
    )
    return f"<table class='facts hindsight'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(one: Judged) -> str:
    owner = "&ndash;" if isnan(one.owner) else money(one.owner)
    right = (one.truth > 0.0) == (one.choice == one.entry.yes.lower())
    return (
        f"<tr><td>{one.quarter}</td><th scope=row>{escape(one.entry.title)}</th><td>{escape(one.choice)}</td>"
        f'<td>{money(one.entry.worth)}</td><td>{owner}</td><td class="{"right" if right else "wrong"}">{money(one.truth)}</td></tr>'
    )


def others(found: Sequence[Score], replication: int) -> str:
    """Return the games of this browser in the same future, seat by seat."""
    same = [one for one in found if one.replication == replication]
    rows = "".join(
        f"<tr><th scope=row>{escape(one.seat)}</th><td>{amount(one.played, '$M')}</td><td>{amount(one.usual, '$M')}</td></tr>"
        for one in same
    )
    head = "<tr><td></td><th scope=col>as you played</th><th scope=col>as usual</th></tr>"
    return f"<table class=facts><thead>{head}</thead><tbody>{rows}</tbody></table>"
