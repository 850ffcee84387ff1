"""Pieces of the game as HTML: seats to take, and what waits."""

from html import escape
from math import isnan

from orgsim.app.game import Chair
from orgsim.app.inbox import Entry, Inbox, money
from orgsim.app.role_words import ACTIONS, VERBS
from orgsim.plain_words import counted
from orgsim.scenario.model import Scenario

MOST_RIGHTS = 5
DOES = {"consult": "is asked about", "inform": "hears about"}
"""Verbs that need a word more before what they are about."""

KINDS = {
    "idea": "an idea for your team",
    "case": "a case for your desk",
    "own": "what your review suggests",
    "consent": "you are asked to give up something",
    "voice": "you are asked about a case that somebody else decides",
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
    moves = "".join(f"<li>{move}</li>" for move in plays(chair))
    return (
        f"<h3>{escape(view.title)}</h3><p>{escape(chair.post)}{where}</p><ul>{rights}</ul>"
        f"<h4>In the game you</h4><ul>{moves}</ul>"
    )


def plays(chair: Chair) -> list[str]:
    """Return what can be done from a seat, by what its post owns and may do."""
    scenario, rights = chair.about.design.final, chair.about.view.rights
    owned = sum(team.owner == chair.post for team in scenario.teams.values())
    found = {
        f"choose among the ideas of your {'team' if owned == 1 else counted(owned, 'team')}": owned > 0,
        "fund or refuse the cases that reach your desk": rights.get("fund") in ("approve", "decide"),
        "speak for or against cases that others decide and ask you about": rights.get("fund") == "consult",
        "pursue or drop what your reviews suggest": {rights.get(one) for one in ("shift", "consolidate")} & PURSUES,
        "write the map of what matters, which everybody reads": rights.get("review") == "decide" and _heeded(scenario),
        "divide the hours of your week": True,
    }
    return [move for move, possible in found.items() if possible]


def _heeded(scenario: Scenario) -> bool:
    """Tell whether a map of objectives changes what anybody believes."""
    return scenario.mechanisms.beliefs and scenario.parameters.beliefs.map_effect > 0.0


PURSUES = {"propose", "approve", "decide"}
"""Rights with which a post acts on what its reviews suggest."""


MOST_HEARD = 10


def what_matters(inbox: Inbox) -> str:
    """Return what the holder of a seat and those who were met hold the objectives to weigh."""
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in inbox.objectives)
    rows = _weights("You", inbox.believes, "first")
    rows += "".join(_weights(one.post + (SETS if one.sets else ""), one.weights) for one in inbox.heard[:MOST_HEARD])
    more = len(inbox.heard) - MOST_HEARD
    left = f"<p class=how>and {counted(more, 'other')} whom you met</p>" if more > 0 else ""
    says = WRITES if inbox.writes else HEARS
    return (
        f"<h2>What people say matters</h2><p class=how>{says}</p><table class=facts><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{left}"
    )


SETS = ", who sets the strategy"
HEARS = (
    "What you believe the company aims for, and what those believe whom you met last week. It may be out of date: whoever sets the "
    "strategy watches the market, and all others hear of it from each other."
)
WRITES = (
    "Once a quarter you write the map of objectives, and everybody in the company reads it: this is how your seat says what matters and "
    "why. Below stands what you believe; put down what you have come to believe from what you heard. You may be wrong, and then many are."
)


def _weights(who: str, weights: tuple[float, ...], kind: str = "") -> str:
    cells = "".join(f"<td>{share:.0%}</td>" for share in weights)
    return f'<tr class="{kind}"><th scope=row>{escape(who)}</th>{cells}</tr>'


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
