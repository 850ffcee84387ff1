"""Laying out the organisation: posts and people, ties, desks, teams, local interests. All in canonical order."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from tests.reference.plain.desk import Desk
from tests.reference.plain.market import by_key, key_of, shares
from tests.reference.plain.people import Person, Post, Tie
from tests.reference.plain.team import Team
from tests.reference.plain.work import QUARTER

if TYPE_CHECKING:
    from orgsim.scenario.model import Scenario
    from tests.reference.plain.model import ReferenceModel

AUTHORITY, DOTTED, WORKING, INFORMAL, FORUM = range(5)
"""Layers of ties."""
DOTTED_WEIGHT = 0.6


def lay_out(model: "ReferenceModel", friends: Iterable[tuple[str, str]]) -> None:
    """Put everybody in place for week 0."""
    boxes = open_posts(model)
    place_teams(model, boxes)
    tie_up(model, boxes, friends)
    find_interests(model)
    for post in model.posts:
        given, role = model.stated.posts[post.name], model.stated.roles[model.stated.posts[post.name].role]
        if not given.vacant:
            post.person = Person(model, post, role.skills, given.skills)
    arrange_contact(model)


def open_posts(model: "ReferenceModel") -> dict[str, Post]:
    """Open posts, hang them up, and put desks in order: deepest first."""
    text = model.stated
    quarters = len(model.market.strategy)
    names = by_key("post", text.posts)
    boxes = {
        name: Post(name, key_of("post", name), text.posts[name], text.roles[text.posts[name].role], quarters)
        for name in names
    }
    shared: dict[str, Desk] = {}
    for name, post in boxes.items():
        above, desk = text.posts[name].reports_to, text.posts[name].desk
        if above is not None:
            post.manager = boxes[above]
            post.manager.reports += 1
        post.desk = shared.setdefault(desk, Desk(model)) if desk else Desk(model)
        post.desk.servers.append(post)
    for post in boxes.values():
        post.depth = len(post.chain()) - 1
    model.posts = list(boxes.values())
    model.desks = list(dict.fromkeys(post.desk for post in model.posts))
    model.desks.sort(key=lambda desk: -max(post.depth for post in desk.servers))
    return boxes


def place_teams(model: "ReferenceModel", boxes: dict[str, Post]) -> None:
    """Place teams in their domains and with their owners."""
    text = model.stated
    model.by_domain = {name: [] for name in text.domains}
    for name in by_key("team", text.teams):
        given = text.teams[name]
        team = Team(model, name, given.domain, given.engineers, given.wip)
        model.by_domain[given.domain].append(team)
        if given.owner is not None:
            team.owner = boxes[given.owner]
            team.owner.teams.append(team)
        for post in text.posts:
            if text.posts[post].helps == name:
                boxes[post].helps = team


def pairs(text: "Scenario") -> Iterator[tuple[str, str, int, float]]:
    """Yield who has reason to meet whom, in which layer, with what claim; a pair may come more than once."""
    claims = text.parameters.ties
    for name, post in text.posts.items():
        if post.reports_to:
            yield name, post.reports_to, AUTHORITY, 1.0
    for one, other in combinations(text.posts, 2):
        if text.posts[one].reports_to and text.posts[one].reports_to == text.posts[other].reports_to:
            yield one, other, WORKING, claims.working_weight
    for layer, given, claim in (
        (DOTTED, text.ties.dotted, DOTTED_WEIGHT),
        (WORKING, text.ties.working, claims.working_weight),
    ):
        for one, others in given.items():
            for other, share in others.items():
                yield one, other, layer, claim * share
    for forum in text.governance.forums.values():
        members = sorted(set(forum.members) - {forum.chair})
        met = [(forum.chair, member) for member in members] if forum.chair else list(combinations(members, 2))
        for one, other in met:
            yield str(one), other, FORUM, claims.working_weight


def tie_up(model: "ReferenceModel", boxes: dict[str, Post], friends: Iterable[tuple[str, str]]) -> None:
    """Tie posts both ways; of several reasons in one layer the strongest counts. Friendships are handed over."""
    text = model.stated
    claims: dict[tuple[str, str, int], float] = {}
    for one, other, layer, claim in pairs(text):
        for ends in ((one, other, layer), (other, one, layer)):
            claims[ends] = max(claims.get(ends, 0.0), claim)
    for one, other in friends:
        for ends in ((one, other, INFORMAL), (other, one, INFORMAL)):
            claims[ends] = 0.3
    order = {name: place for place, name in enumerate(boxes)}
    ties = {}
    for ends in sorted(claims, key=lambda ends: (order[ends[0]], order[ends[1]], ends[2])):
        if claims[ends] > 0.0:
            receiver, source, layer = boxes[ends[0]], boxes[ends[1]], ends[2]
            ties[ends] = Tie(receiver, source, layer, claims[ends], 0.6)
            receiver.ties.append(ties[ends])
    for (one, other, layer), tie in ties.items():
        tie.reverse = ties[other, one, layer]
    model.ties = list(ties.values())
    for forum in text.governance.forums.values():
        for name in {*forum.members, *([forum.chair] if forum.chair else [])}:
            boxes[name].forum_hours += forum.hours_per_quarter
    for post in model.posts:
        post.contact += round(post.forum_hours * 60.0 / QUARTER)


def arrange_contact(model: "ReferenceModel") -> None:
    """Share out contact time by claims; a tie gets the smaller of what its two ends would give it."""
    for post in model.posts:
        for tie in post.ties:
            post.claims += tie.claim()
    for tie in model.ties:
        tie.agreed = int(min(tie.share(), tie.reverse.share()))
        tie.receiver.agreed += tie.agreed


def find_interests(model: "ReferenceModel") -> None:
    """Work out what each post's own figures of merit weigh: those of the domains answered for, by head-count.

    They tilt judgement the less the more of the company a post answers for.
    """
    text = model.stated
    names = by_key("objective", text.objectives)
    everybody = sum(team.engineers for team in model.agents)
    for post in model.posts:
        post.interest = [0.0] * len(names)
    answered = dict.fromkeys(model.posts, 0.0)
    for team in model.agents:
        domain = text.domains[team.domain]
        merit = shares(domain.interest or domain.objectives, names)
        for post in team.owner.chain() if team.owner is not None else []:
            answered[post] += team.engineers
            post.interest = [sofar + team.engineers * each for sofar, each in zip(post.interest, merit, strict=True)]
    for post, heads in answered.items():
        if heads > 0.0:
            post.interest = [each / heads for each in post.interest]
            post.tilt = text.parameters.judgement.local_interest * (1.0 - heads / everybody)
