"""Voices: who is asked before a decision, and who hears of it afterwards.

All of them are people whom the decider meets. To form an opinion or to take news in, they need minutes of their week beside the cases
still to be written up, and those who have none left say nothing and hear nothing.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.reference.plain.work import Initiative, Piece, Work

if TYPE_CHECKING:
    from tests.reference.plain.people import Person, Post, Tie

MINUTES_TO_HEAR = 10.0


def gives_time(person: "Person", minutes: float) -> bool:
    """Take minutes of somebody's week if it has room for them; tell whether it had."""
    if person.planning_due + minutes > person.post.planned():
        return False
    person.planning_due += int(minutes)
    return True


def in_contact(post: "Post", action: str, right: str) -> Iterator["Tie"]:
    """Yield the ties over which a post meets others with exactly a right; one for each of them, the one they meet by most."""
    for tie in post.ties:
        if tie.minutes > 0 and tie.source.has_just(action, right) and post.tie_to(tie.source) is tie:
            yield tie


def advisers(post: "Post", action: str, author: "Post | None" = None) -> Iterator[tuple[float, "Person"]]:
    """Yield those with time for it who are to be consulted on a decision, and how far they are trusted; its author has spoken already."""
    for tie in in_contact(post, action, "consult"):
        person = tie.source.person
        if person is not None and tie.source is not author and gives_time(person, person.model.dials.minutes_to_rate):
            yield tie.trust, person


def listeners(post: "Post", action: str) -> Iterator["Person"]:
    """Yield those with time for it who are to be informed of a decision."""
    for tie in in_contact(post, action, "inform"):
        if tie.source.person is not None and gives_time(tie.source.person, MINUTES_TO_HEAR):
            yield tie.source.person


def worth_in_company(judge: "Person", case: Work, author: "Post") -> float:
    """Return what a case is worth to its judge and those consulted on what is funded, as far as they are trusted."""
    total, weight = judge.score(case), 1.0
    for trust, person in advisers(judge.post, "fund", author):
        total += trust * person.score(case)
        weight += trust
    return total / weight


def prefer(judge: "Person", late: Work, front: Work) -> bool:
    """Tell whether a judge and those consulted on priorities think a late piece worth as much as what stands in front of it."""
    first, second = judge.score(late), judge.score(front)
    for trust, person in advisers(judge.post, "prioritize"):
        first += trust * person.score(late)
        second += trust * person.score(front)
    return first >= second


def place_among_ideas(planner: "Person", idea: Initiative) -> float:
    """Return the mean worth of an idea to its planner, to the superiors with a say on scope, and to those consulted on it."""
    minutes = planner.model.dials.minutes_to_rate
    total, weight = idea.priority, 1.0
    for superior in superiors_with_a_say(planner.post):
        if gives_time(superior, minutes):
            total += superior.score(idea)
            weight += 1.0
    for trust, person in advisers(planner.post, "scope"):
        total += trust * person.score(idea)
        weight += trust
    return total / weight


def superiors_with_a_say(post: "Post") -> list["Person"]:
    """Return the superiors of a post who may approve scope, from below."""
    above = post.chain()[1:]
    return [each.person for each in above if each.person is not None and each.may("scope", "approve")]


def tell_of_build(item: Initiative) -> None:
    """Let those who hear of what is funded know of a capability that is being built."""
    owner = item.team.acting()
    if owner is None or item.building is None:
        return
    above = owner.post.manager.nearest_with("fund", "approve") if owner.post.manager is not None else None
    decider = (above or owner.post).acting()
    if decider is not None:
        for person in listeners(decider.post, "fund"):
            person.remember(item.building)


def tell_of_order(judge: "Person", piece: Piece) -> None:
    """Let owners who hear of priorities know where a superior has put a piece: nothing about it is left to ask."""
    concerned = (piece.parent.team.acting(), piece.team.acting())
    for person in listeners(judge.post, "prioritize"):
        if person in concerned:
            piece.told = True
