"""Roles side by side: scope, rights as verbs, the week, whom each can tell and ask, KPIs and next steps, from the scenario."""

from collections.abc import Callable, Sequence
from html import escape

from orgsim.app.chart import tints_of
from orgsim.app.inbox import WEEK
from orgsim.app.pages.frame import block
from orgsim.app.role_words import ACTIONS, VERBS, WEIGHED, Described, described, holders, week_of
from orgsim.app.sessions import Session
from orgsim.app.worth import worth
from orgsim.plain_words import counted, enumerated, number

INTRO = (
    "Authority says how it gets done, and binds those below. Influence says what matters and why, and has to convince. Each column follows "
    "from the scenario: point at a right to read who holds one. A role that nobody holds today stands as it would be in the design of the "
    "library that is named below it, so that numbers of such a column belong to that design. <a href='/lessons'>Lessons</a> show what "
    "comes of it."
)

REACH = "A right reaches as far as what a post owns and who is below it; where two could act on a case, the nearer one does."

MOST_STEPS = 5

POINT = "Point at a row: who else has a say in it?"


def build(session: Session) -> None:
    """Build the page for one browser."""
    found = described(session.company)
    tints = tints_of(session.company.today.final)
    block(f"<h1>Who decides what, and by what means?</h1><p>{INTRO}</p>", "intro")
    block(_table(session, found, tints), "card scroll")
    block(f"<h2>When is a role worth its cost?</h2>{worth(len(session.company.today.final.posts))}", "card worth-it")


def _table(session: Session, found: Sequence[Described], tints: dict[str, str]) -> str:
    """Return the roles as a table, a column each."""
    head = "".join(_head(one, tints) for one in found)
    rights = "".join(_right(session, action, found) for action in ACTIONS)
    return (
        f'<table class="roles"><thead><tr><td></td>{head}</tr></thead><tbody>'
        f"{_row('In short', found, _short)}{_row('Answers for', found, _scope)}"
        f"{_row('Its week', found, _week)}"
        f'<tr class="section"><th scope="rowgroup">Its say in &hellip;</th>'
        f'<td colspan="{len(found)}"><p id="who" role="status" aria-live="polite">{POINT}</p><p class="reach">{REACH}</p></td></tr>{rights}'
        f"{_row('Can tell', found, lambda one: _list(one.tells, 'nobody: it has no reports and owns no product'))}"
        f"{_row('Can ask', found, lambda one: _list(one.asks, 'nobody'))}"
        f"{_row('Is measured by', found, _kpis)}"
        f"{_row('Goes on to', found, lambda one: _list(_steps(one), 'no step is stated'))}"
        "</tbody></table>"
    )


def _head(one: Described, tints: dict[str, str]) -> str:
    """Return the head of a column: the role, its track, and where it stands."""
    track = {"ic": "individual contributor", "management": "people leader"}.get(one.view.track, one.view.track)
    posts = counted(one.view.scope.posts, "post")
    where = f"{posts} today" if one.today else f"{posts} in &ldquo;{escape(one.design.name)}&rdquo;, none today"
    color = tints.get(one.view.role, "#999")
    return f'<th scope="col" style="--c:{color}"><b>{escape(one.view.title)}</b><span>{track}</span><span>{where}</span></th>'


def _row(name: str, found: Sequence[Described], cell: Callable[[Described], str]) -> str:
    cells = "".join(f"<td>{cell(one)}</td>" for one in found)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _list(entries: Sequence[str], nothing: str) -> str:
    if not entries:
        return f'<span class="none">{nothing}</span>'
    return f"<ul>{''.join(f'<li>{escape(entry)}</li>' for entry in entries)}</ul>"


def _short(one: Described) -> str:
    """Say in a sentence what a role decides, by what means, and what of it somebody above approves or has a say in."""
    decides = [action for action in ACTIONS if one.view.rights.get(action) == "decide"]
    needs = [action for action in decides if action in one.approved and action not in WEIGHED]
    heard = [ACTIONS[action] for action in decides if action in one.approved and action in WEIGHED]
    alone = [ACTIONS[action] for action in decides if action not in needs]
    means = f", by {enumerated(one.view.mechanism)}" if one.view.mechanism else ""
    parts = [f"Decides {enumerated(alone)}{means}" if alone else f"Decides nothing alone{means}"]
    if heard:
        parts.append(f"a superior's view of {enumerated(heard)} counts as much as its own")
    if needs:
        parts.append(f"with approval from above it settles {enumerated([ACTIONS[action] for action in needs])}")
    return f"{escape('; '.join(parts))}."


def _steps(one: Described) -> list[str]:
    """Return where a career may go on to, other than another post of the same role."""
    return [move.to for move in one.view.moves if move.to != one.view.title][:MOST_STEPS]


def _scope(one: Described) -> str:
    """Return what the posts of a role hold."""
    scope = one.view.scope
    parts = []
    if scope.products:
        parts.append(f"{counted(scope.products, 'product')} in {counted(len(scope.domains), 'domain')}")
    if scope.engineers:
        parts.append(f"{counted(scope.engineers, 'engineer')}")
    if scope.span:
        parts.append(f"at most {counted(scope.span, 'direct report')} to one")
    return _list(parts, "no product and no team: it works across all of them")


def _week(one: Described) -> str:
    """Return the week as a bar, and all of its parts in words."""
    parts = week_of(one.view)
    bar = "".join(
        f'<i class="{key}" style="flex:{hours}" title="{words}: {number(hours)} h"></i>' for key, words, hours in parts
    )
    said = "".join(f'<li><i class="{key}"></i>{number(hours)} h {words}</li>' for key, words, hours in parts)
    whole = ", ".join(f"{number(hours)} hours {words}" for _, words, hours in parts)
    return f'<div class="week" role="img" aria-label="{whole}, of {WEEK:.0f}">{bar}</div><ul class="hours">{said}</ul>'


def _right(session: Session, action: str, found: Sequence[Described]) -> str:
    """Return the row of a decision: what each role may do about it."""
    who = escape(holders(session.company, action, found))
    cells = "".join(_cell(one.view.rights.get(action, "")) for one in found)
    return (
        f'<tr class="right" tabindex="0" data-right="{action}" data-who="{who}">'
        f'<th scope="row">{ACTIONS[action]}</th>{cells}</tr>'
    )


def _cell(right: str) -> str:
    if right not in VERBS:
        return '<td><span class="none" title="no say">&ndash;</span></td>'
    return f'<td><span class="verb {right}">{VERBS[right]}</span></td>'


def _kpis(one: Described) -> str:
    """Return the metrics that name a role, all but the first ones folded."""
    first = _list(one.kpis, "no metric names it")
    if not one.more_kpis:
        return first
    return f"{first}<details><summary>{counted(len(one.more_kpis), 'more metric*')}</summary>{_list(one.more_kpis, '')}</details>"
