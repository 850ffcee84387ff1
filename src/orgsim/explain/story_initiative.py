"""The story of one initiative: from its appearing to its launch or its end, with every wait and its reason."""

from collections.abc import Sequence
from dataclasses import replace

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.explain.events import Event
from orgsim.explain.story_requests import lasted, requests_in, told_request
from orgsim.explain.watch import WAITING
from orgsim.explain.words import Sentence, Tongue, after, enumerated, lasting, money

MOST_QUESTIONS = 3
SPENT = {
    "idea": "among the ideas of the team",
    "approval": "waiting for approval",
    "backlog": "in the backlog",
    "working": "in work",
    "waiting_decision": "waiting for answers",
    "waiting_dependency": "waiting for other teams",
}
ENDS = {
    "refused": "it is refused",
    "forgotten": "it is dropped, since nobody answered in time",
    "expired": "it has become too old and is dropped without ever having been asked for",
    "given_up": "it is given up",
    "not_worth_it": "it is given up at the review of the quarter: what is left of it no longer seems worth the effort",
    "too_long": "it is given up at the review of the quarter: it has waited too long in the backlog",
    "by_proposal": "it is given up, as was proposed",
    "no_team": "it is given up, since no team is left for it",
}


def initiative_story(tongue: Tongue, name: str) -> list[Sentence]:
    """Return the sentences about one initiative, in order of time, and at the end where its time went."""
    rows = tongue.log.of(initiative=name)
    own = [row for row in rows if not row.piece]
    told = [
        *_beginning(tongue, own),
        *_requests(tongue, rows),
        *_stages(tongue, own),
        *_capabilities(tongue, own),
        *_pieces(tongue, rows),
        *_owners(tongue, own),
        *_ending(tongue, own),
    ]
    return [*sorted(told, key=lambda sentence: sentence.minute), *_balance(own)]


def _beginning(tongue: Tongue, own: Sequence[Event]) -> list[Sentence]:
    """Tell how it appeared, and how long it was an idea."""
    told = []
    for row in own:
        if row.event == "appeared" and row.how == "unseen":
            told.append(Sentence(row.minute, f"a chance comes up that {tongue.team(row.team)} does not see", (row,)))
        elif row.event == "appeared":
            text = f"the idea reaches {tongue.team(row.team)}, for which {tongue.post(row.post)} answers"
            told.append(Sentence(row.minute, text, (row,)))
        elif row.event == "funded" and row.how == "stated":
            told.append(Sentence(row.minute, "by then it has long been funded, as the scenario states", (row,)))
        elif row.event == "submitted" and row.how == "alone":
            text = f"{tongue.post(row.post)} may fund it without asking anybody, and does"
            told.append(Sentence(row.minute, text, (row,)))
        elif row.event == "handed_over":
            text = f"{tongue.team(row.team)} takes it over from {tongue.team(row.other_team)}"
            told.append(Sentence(row.minute, text, (row,)))
    return told


def _stages(tongue: Tongue, own: Sequence[Event]) -> list[Sentence]:
    """Tell its waits for room, and when work began."""
    told = []
    for row in own:
        if row.event == "queued":
            wait = [one for one in own if one.event == "stretch" and one.what == "backlog" and one.minute >= row.minute]
            kept = f" and waits {lasting(wait[0].amount)} there" if wait else ""
            first = overtaken(tongue, row, row.minute + wait[0].amount) if wait else []
            text = f"it enters the backlog of {tongue.team(row.team)}{kept}; {places(row)}{others(first)}"
            told.append(Sentence(row.minute, text, (row, *wait[:1], *first)))
        elif row.event == "started":
            told.append(Sentence(row.minute, f"{tongue.team(row.team)} begins to work on it", (row,)))
    return told


def overtaken(tongue: Tongue, queued: Event, until: float) -> list[Event]:
    """Return the starts of other items that a team made in later weeks, while one stood in its backlog."""
    own = (queued.initiative, queued.piece)
    begun = tongue.log.of("started", team=queued.team)
    return [
        row for row in begun if row.week > queued.week and row.minute < until and (row.initiative, row.piece) != own
    ]


def others(begun: Sequence[Event]) -> str:
    """Return how many others were begun first."""
    return f"; {len(begun)} other{'s are' if len(begun) > 1 else ' is'} begun first" if begun else ""


def places(row: Event) -> str:
    """Return how full a backlog was that an item came to."""
    ahead = "nothing stands before it" if row.amount == 0 else f"{_things(row.amount)} before it"
    busy = "nothing is in work" if row.of == 0 else f"{_count(row.of)} in work"
    return f"{ahead} and {busy}"


def _things(number: float) -> str:
    return "1 item stands" if number == 1 else f"{number:.0f} items stand"


def _count(number: float) -> str:
    return "1 is" if number == 1 else f"{number:.0f} are"


def _capabilities(tongue: Tongue, own: Sequence[Event]) -> list[Sentence]:
    """Tell what was built for it, and which of it there was already."""
    told = []
    for row in own:
        if row.event == "begun":
            told.append(Sentence(row.minute, begun(tongue, row), (row,)))
        elif row.event == "in_service":
            told.append(Sentence(row.minute, f"{row.capability} goes into service", (row,)))
        elif row.event == "noticed":
            told.append(Sentence(row.minute, noticed(tongue, row), (row,)))
        elif row.event in ("merging", "retired", "outdated"):
            told.append(Sentence(row.minute, gone(tongue, row), (row,)))
    return told


def gone(tongue: Tongue, row: Event) -> str:
    """Return how a capability came to be given up."""
    if row.event == "merging":
        return f"{row.capability} is to give way to {row.other_capability} of {tongue.team(row.other_team)}"
    spent = f"{row.amount / MINUTES_PER_WEEK:.1f} engineer-weeks had gone into it"
    if row.how == "unfinished":
        return f"the building of {row.capability} is given up; {spent}"
    if row.event == "retired":
        return f"{row.capability} is out of service, and those who used it are on the other one; {spent}"
    return f"{row.capability} is out of date and goes out of service"


def begun(tongue: Tongue, row: Event) -> str:
    """Return how a capability came to be built."""
    start = f"{tongue.team(row.team)} begins to build the capability {row.capability}, which it needs"
    unaware = "nobody who plans for the team knows of it as something to use instead, so a duplicate is born"
    has = "is building the like of it" if row.how == "being built" else "has the like of it in service"
    there = f"though {tongue.team(row.other_team)} {has} ({row.other_capability})"
    if row.what == "first":
        return f"{start}; no other team has the like of it"
    if row.what == "unaware":
        return f"{start}, {there}: {unaware}"
    return f"{start}, {there}: they know of one, and expect to be sooner or better served with their own"


def noticed(tongue: Tongue, row: Event) -> str:
    """Return how a duplicate was noticed."""
    way = "reads what is known at" if row.how == "reading" else "hears from"
    began = f"{lasting(row.amount)} after it was begun" if row.amount else "in the very week in which it is begun"
    if row.what == "inherited":
        began = f"{lasting(row.amount)} into the run; it had been built before"
    return (
        f"{tongue.post(row.post)} {way} {tongue.post(row.other_post)} and sees that {row.capability} of "
        f"{tongue.team(row.team)} does what {row.other_capability} of {tongue.team(row.other_team)} does, "
        f"{began}"
    )


def _pieces(tongue: Tongue, rows: Sequence[Event]) -> list[Sentence]:
    """Tell what was asked of other teams, how long each let it lie, and when it came."""
    funded = [row.minute for row in rows if row.event == "funded"]
    return [
        _piece(tongue, owed, [row for row in rows if row.piece == owed.piece], funded)
        for owed in rows
        if owed.event == "owed" and owed.what != "rollback"
    ]


def _piece(tongue: Tongue, owed: Event, own: Sequence[Event], funded: Sequence[int]) -> Sentence:
    """Tell of one piece; those of joint work are asked for as soon as the initiative is funded."""
    queued = [row for row in own if row.event == "queued"][:1]
    begun = [row for row in own if row.event == "started"][:1]
    ends = [row for row in own if row.event in ("delivered", "given_up")][:1]
    first = overtaken(tongue, queued[0], begun[0].minute) if queued and begun else []
    asks = "it needs a piece of work from" if owed.what == "support" else "moving off a merged capability is work for"
    full = f" ({places(queued[0])}{others(first)})" if queued else ""
    text = f"{asks} {tongue.team(owed.team)}{full}"
    text += f"; that team begins {after(begun[0].minute - owed.minute)}" if begun else ""
    if ends:
        done = "delivers" if ends[0].event == "delivered" else "gives it up"
        text += f"{' and' if begun else '; that team'} {done} {lasting(ends[0].minute - owed.minute)} after being asked"
    else:
        text += "; it has not been delivered when the run ends"
    return Sentence(_not_before(owed, funded), text, (owed, *queued, *begun, *ends, *first))


def _not_before(row: Event, funded: Sequence[int]) -> int:
    """Return the minute of a row, or that of the funding where it follows from it within the week."""
    return max([row.minute, *(minute for minute in funded if minute // MINUTES_PER_WEEK == row.week)])


def _requests(tongue: Tongue, rows: Sequence[Event]) -> list[Sentence]:
    """Tell what was asked of whom; of many questions only those that took longest, and the rest in one sentence."""
    asked = requests_in([*rows, *about_capabilities(tongue, rows)])
    questions = sorted((one for one in asked if one[0].what == "question"), key=lasted, reverse=True)
    funded = [row.minute for row in rows if row.event == "funded"]
    told = [told_request(tongue, one) for one in asked if one[0].what != "question"]
    told = [
        replace(one, minute=_not_before(one.rows[0], funded)) if one.rows[0].what == "conflict" else one for one in told
    ]
    told += [told_request(tongue, one) for one in questions[:MOST_QUESTIONS]]
    rest = [row for one in questions[MOST_QUESTIONS:] for row in one]
    if rest:
        number = len(questions) - MOST_QUESTIONS
        waited = sum(lasted(one) for one in questions[MOST_QUESTIONS:])
        more = "1 more question comes up" if number == 1 else f"{number} more questions come up"
        text = f"{more}; the answers take {lasting(waited)} together"
        told.append(Sentence(max(row.minute for row in rest), text, tuple(rest)))
    return told


def about_capabilities(tongue: Tongue, rows: Sequence[Event]) -> list[Event]:
    """Return the rows of requests about the capabilities that were built for an initiative."""
    made = {row.capability for row in rows if row.capability}
    return [row for row in tongue.log.of("asked", "passed", "answered", "unanswered") if row.capability in made]


def _owners(tongue: Tongue, own: Sequence[Event]) -> list[Sentence]:
    """Tell who left the team's product while the initiative was under way."""
    owners = {row.post for row in own if row.event in ("appeared", "submitted", "funded") and row.post}
    first, last = own[0].minute, own[-1].minute
    told = []
    for row in tongue.log.of("left"):
        if row.post in owners and first < row.minute <= last:
            filled = [one for one in tongue.log.of("joined", post=row.post) if one.minute > row.minute][:1]
            until = f" and the post stays vacant for {lasting(filled[0].minute - row.minute)}" if filled else ""
            text = f"the (simulated) holder of {tongue.post(row.post)} leaves{until if row.how else ', and is replaced at once'}"
            told.append(Sentence(row.minute, text, (row, *filled)))
    return told


def _meanwhile(tongue: Tongue, own: Sequence[Event], end: Event) -> list[Event]:
    """Return what a team asked for while an idea of its own grew old."""
    return [row for row in tongue.log.of("submitted", team=end.team) if own[0].minute <= row.minute < end.minute]


def _ending(tongue: Tongue, own: Sequence[Event]) -> list[Sentence]:
    """Tell how it ended."""
    told = []
    for row in own:
        if row.event in ENDS and not (row.event == "expired" and row.how):
            meanwhile = _meanwhile(tongue, own, row) if row.event == "expired" else []
            asked = (
                f"; meanwhile {tongue.team(row.team)} has asked for {len(meanwhile)} other{'s' if len(meanwhile) > 1 else ''}"
                if meanwhile
                else ""
            )
            told.append(Sentence(row.minute, ENDS.get(row.how, ENDS[row.event]) + asked, (row, *meanwhile)))
        elif row.event == "launched":
            told.append(
                Sentence(
                    row.minute, f"it is launched and realises {money(row.amount)} over its life (simulated)", (row,)
                )
            )
        elif row.event == "taken_back":
            told.append(Sentence(row.minute, "what is measured of it looks harmful, so it is taken back", (row,)))
    return told


def _balance(own: Sequence[Event]) -> list[Sentence]:
    """Tell where its time went; nothing for one that nobody asked for."""
    rows = [row for row in own if row.event == "stretch"]
    sums = {what: sum(row.amount for row in rows if row.what == what) for what in SPENT}
    total = sum(sums.values())
    if not total or not any(row.event == "submitted" for row in own):
        return []
    parts = [f"{lasting(minutes)} {SPENT[what]}" for what, minutes in sums.items() if minutes]
    waited = sum(sums[what] for what in WAITING) / total
    text = (
        f"in all {lasting(total)}: {enumerated(parts)}; {waited:.0%} of it waiting for somebody after it was asked for"
    )
    return [Sentence(max(row.minute for row in own), text, tuple(rows))]
