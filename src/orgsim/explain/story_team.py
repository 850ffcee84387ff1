"""The story of a team: what it launched, where its hours went, what it waited for and who waited for it."""

from collections.abc import Callable, Sequence

from orgsim.explain.events import Event
from orgsim.explain.story_initiative import begun, noticed, others, overtaken
from orgsim.explain.watch import WAITING
from orgsim.explain.words import WHOLE, Sentence, Tongue, enumerated, lasting, money

MOST = 3
ACCOUNTS = 6
WAITED_FOR = {
    "approval": "for approval",
    "backlog": "in the backlog",
    "waiting_decision": "for answers",
    "waiting_dependency": "for other teams",
}


def team_story(tongue: Tongue, name: str) -> list[Sentence]:
    """Return the sentences about a team: first sums over the quarters that count, then what happened in them, in order of time."""
    rows = [row for row in tongue.log.of(team=name) if tongue.log.counts(row)]
    if not rows:
        return [Sentence(WHOLE, f"{tongue.team(name)} is not there in the quarters that count")]
    parts: tuple[Callable[[Tongue, str, list[Event]], list[Sentence]], ...] = (_launches, _hours, _waits, _owing, _owed)
    sums = [sentence for part in parts for sentence in part(tongue, name, rows)]
    happened = [*_changes(tongue, name), *_duplicates(tongue, rows), *_longest(tongue, rows)]
    return [*sums, *sorted(happened, key=lambda sentence: sentence.minute)]


def _launches(tongue: Tongue, name: str, rows: list[Event]) -> list[Sentence]:
    """Tell what the team launched."""
    launched = [row for row in rows if row.event == "launched"]
    back = [row for row in rows if row.event == "taken_back"]
    number, worth = _number(launched, "initiative"), money(total(launched))
    text = f"{tongue.team(name)} launches {number}, which realise {worth} over their life (simulated)"
    text += f"; {len(back)} of them {'is' if len(back) == 1 else 'are'} taken back" if back else ""
    return [Sentence(WHOLE, text, (*launched, *back))]


def total(rows: Sequence[Event]) -> float:
    """Return the sum of some rows' amounts."""
    return sum(row.amount for row in rows)


def _number(rows: Sequence[Event], noun: str) -> str:
    return f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}"


def _hours(tongue: Tongue, name: str, rows: list[Event]) -> list[Sentence]:
    """Tell where the hours of its engineers went."""
    booked = [row for row in rows if row.event == "team_minutes"]
    return shares(booked, f"the hours of the engineers of {tongue.team(name)} go into")


PLAIN = {
    "new_value": "the features themselves",
    "first_build": "capabilities built for the first time",
    "duplicate_unaware": "duplicates built unaware",
    "duplicate_rational": "duplicates built knowingly",
    "support": "pieces for other teams",
    "waiting_decision": "waiting for answers",
    "waiting_dependency": "waiting for other teams",
    "vacant": "posts that stand open",
    "tickets": "defects that customers reported",
    "ramp_up": "getting to know the job",
    "decisions": "requests at the desk",
    "contact": "meeting others",
    "product": "the products",
    "portfolio": "the portfolio",
    "idle": "nothing in particular",
}


def shares(booked: list[Event], start: str) -> list[Sentence]:
    """Tell the largest accounts of a book."""
    if not booked:
        return []
    sums: dict[str, float] = {}
    for row in booked:
        sums[row.what] = sums.get(row.what, 0.0) + row.amount
    most = sorted(sums.items(), key=lambda entry: (-entry[1], entry[0]))[:ACCOUNTS]
    told = [f"{PLAIN.get(what, what.replace('_', ' '))} ({minutes / total(booked):.0%})" for what, minutes in most]
    return [Sentence(WHOLE, f"{start} {enumerated(told)}", tuple(booked))]


def _waits(tongue: Tongue, name: str, rows: list[Event]) -> list[Sentence]:
    """Tell how long its items waited, and for what."""
    waits = [row for row in rows if row.event == "stretch" and row.what in WAITING]
    if not waits:
        return []
    sums = {what: total([row for row in waits if row.what == what]) for what in WAITING}
    parts = [f"{lasting(minutes)} {WAITED_FOR[what]}" for what, minutes in sums.items() if minutes]
    text = f"what {tongue.team(name)} has in hand waits, one thing added to the other, {enumerated(parts)}"
    return [Sentence(WHOLE, text, tuple(waits))]


def _owing(tongue: Tongue, name: str, rows: list[Event]) -> list[Sentence]:
    """Tell what other teams asked of it."""
    owed = [row for row in rows if row.event == "owed" and row.what == "support" and row.other_team != name]
    return _pieces(tongue, owed, f"other teams ask {tongue.team(name)} for")


def _owed(tongue: Tongue, name: str, rows: list[Event]) -> list[Sentence]:  # noqa: ARG001 - the rows are those of other teams
    """Tell what it asked of other teams."""
    asked = tongue.log.of("owed", what="support", other_team=name)
    owed = [row for row in asked if row.team != name and tongue.log.counts(row)]
    return _pieces(tongue, owed, f"{tongue.team(name)} asks other teams for")


def _pieces(tongue: Tongue, owed: list[Event], start: str) -> list[Sentence]:
    """Tell how many pieces of work were asked for, and how long they took."""
    if not owed:
        return []
    asked = {(row.initiative, row.piece): row for row in owed}
    ends = [row for row in tongue.log.of("delivered") if (row.initiative, row.piece) in asked]
    text = f"{start} {_number(owed, 'piece')} of work"
    if ends:
        took = [row.minute - asked[row.initiative, row.piece].minute for row in ends]
        text += f"; {len(ends)} of them {'is' if len(ends) == 1 else 'are'} delivered, on average after {lasting(sum(took) / len(took))}"
    return [Sentence(WHOLE, text, (*owed, *ends))]


def _changes(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell how the team itself changed."""
    told = []
    for row in tongue.log.of("team", team=name):
        if not tongue.log.counts(row):
            continue
        text = {
            "opens": f"{tongue.team(name)} opens with {row.amount:.0f} engineers; {tongue.post(row.post)} owns it",
            "closes": f"{tongue.team(name)} closes",
            "owner": f"{tongue.team(name)} comes from {tongue.post(row.other_post)} to {tongue.post(row.post)}",
            "engineers": f"{tongue.team(name)} has {row.amount:.0f} engineers, after {row.of:.0f}",
        }[row.what]
        told.append(Sentence(row.minute, text, (row,)))
    return told


def _duplicates(tongue: Tongue, rows: list[Event]) -> list[Sentence]:
    """Tell of the duplicates that it began to build without knowing, and of those that were noticed."""
    made = [row for row in rows if row.event == "begun" and row.what == "unaware"]
    told = [
        Sentence(row.minute, begun(tongue, row).replace("which it needs", f"which {row.initiative} needs"), (row,))
        for row in made
    ]
    seen = [row for row in rows if row.event == "noticed"]
    return [*told, *(Sentence(row.minute, noticed(tongue, row), (row,)) for row in seen)]


def _longest(tongue: Tongue, rows: list[Event]) -> list[Sentence]:
    """Tell of the longest single waits."""
    waits = [row for row in rows if row.event == "stretch" and row.what in WAITING]
    told = []
    for row in sorted(waits, key=lambda row: -row.amount)[:MOST]:
        thing = f"piece {row.piece} of {row.initiative}" if row.piece else row.initiative
        why, evidence = _reason(tongue, row)
        text = f"one of the longest waits begins: {thing} waits {lasting(row.amount)} {WAITED_FOR[row.what]}{why}"
        told.append(Sentence(row.minute, text, (row, *evidence)))
    return told


def _reason(tongue: Tongue, wait: Event) -> tuple[str, list[Event]]:
    """Return whom an item waited for where the log names them, or what was begun before it, and the rows that say so."""
    until = wait.minute + wait.amount
    if wait.what == "waiting_dependency":
        ends = {row.piece: row.minute for row in tongue.log.of("delivered", "given_up", initiative=wait.initiative)}
        owed = tongue.log.of("owed", initiative=wait.initiative, what="support")
        open_then = [row for row in owed if row.minute < until and ends.get(row.piece, until) >= until - 1]
        teams = dict.fromkeys(tongue.team(row.team) for row in open_then)
        return (f", namely {enumerated(teams)}" if teams else ""), open_then
    if wait.what == "backlog":
        first = overtaken(tongue, wait, until)
        return others(first), first
    asked = [row for row in tongue.log.of("asked", initiative=wait.initiative) if wait.minute <= row.minute < until]
    desks = dict.fromkeys(tongue.post(row.other_post) for row in asked if row.other_post)
    return (f", at first at the desk of {enumerated(desks)}" if desks else ""), asked
