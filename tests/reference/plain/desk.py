"""A desk: requests wait for whoever sits there, and are served in continuous time; what is decided moves on within the week."""

import math
from bisect import insort
from typing import TYPE_CHECKING

from tests.reference.plain import voices
from tests.reference.plain.work import WEEK, Errand, Initiative, Piece, Request, Stage, Work

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.people import Person, Post


class Desk:
    """A queue, and the posts that serve it."""

    def __init__(self, model: "ReferenceModel") -> None:
        self.model = model
        self.servers: list[Post] = []
        self.queue: list[Request] = []

    def next_server(self, end: int) -> "Person | None":
        """Return who goes on next this week: whoever has something in hand, then whoever is free first."""
        able = [
            post.person
            for post in self.servers
            if post.person is not None and post.person.desk_left > 0 and post.person.free < end
        ]
        return min(able, key=lambda person: (person.serving is None, person.free), default=None)

    def plan_together(self) -> None:
        """Let further cases on the desk take less time than the first, once each."""
        cases = [request for request in self.queue if request.errand is Errand.CASE]
        for request in cases[1:]:
            if not request.together:
                request.left = max(1, int(self.model.dials.batch_share * request.left + 0.5))
        for request in cases:
            request.together = True

    def waiting_for(self, post: "Post") -> int:
        """Return the minutes of what a post has in hand and of its part of the queue, by the hours of all who are there."""
        assert post.person is not None
        if post.desk_minutes == 0:
            return 0
        hours = sum(server.desk_minutes for server in self.servers if server.person is not None)
        in_hand = post.person.serving.left if post.person.serving is not None else 0
        return in_hand + sum(request.left for request in self.queue) * post.desk_minutes // hours

    def lapse(self, now: int) -> None:
        """Give up what nobody attended to in time, counted from its arrival at this desk."""
        for request in list(self.queue):
            weeks = self.model.patience(request.errand)
            if now - request.arrived >= weeks * WEEK:
                self.queue.remove(request)
                request.lapsed = True
                answer(request, False, now)

    def serve(self, week: int) -> None:
        """Serve the week's requests, one after the other."""
        start, end = week * WEEK, (week + 1) * WEEK
        self.lapse(start)
        while True:
            server = self.next_server(end)
            if server is None:
                return
            now = max(server.free, start)
            if server.serving is None:
                if not self.queue:
                    return
                now = max(now, min(request.arrived for request in self.queue))
                if now >= end:
                    return
                request = next(request for request in self.queue if request.arrived <= now)
                self.queue.remove(request)
                request.at = server.post
                server.serving = request
            self.work(server, server.serving, now, end)

    def work(self, server: "Person", request: Request, now: int, end: int) -> None:
        """Work on a request until it is done or the week is over; a desk of D minutes a week is D / 2400 as fast as the clock."""
        speed = server.desk_speed
        done = now + -(-request.left * WEEK // speed)
        if done > end:
            spent = (end - now) * speed // WEEK
            request.left -= spent
            server.desk_left -= spent
            server.free = end
            return
        server.desk_left -= request.left
        server.free = done
        server.serving = None
        settle(self.model, request, done)


def send(model: "ReferenceModel", request: Request, post: "Post", now: int) -> None:
    """Put a request on the desk of whoever acts for a post."""
    acting = post.acting()
    request.at = acting.post if acting is not None else post
    request.arrived = now
    mean = model.mean_service(request)
    request.left = max(1, int(-mean * math.log(model.luck.service(request)) + 0.5))
    request.hops += 1
    request.together = False
    insort(request.at.desk.queue, request, key=Request.rank)


def ask(model: "ReferenceModel", errand: Errand, author: "Post", subject: Work, now: int) -> Request:
    """Open a request."""
    request = Request(model.luck.request_key(errand, subject), errand, author, subject, now)
    model.requests.append(request)
    return request


def settle(model: "ReferenceModel", request: Request, now: int) -> None:
    """Do with a request that a desk is done with what is to be done."""
    above = request.at.manager
    if request.errand is Errand.CASE:
        settle_case(model, request, now)
    elif request.errand is Errand.QUESTION:
        if request.climbs > 0 and above is not None:
            request.climbs -= 1
            send(model, request, above, now)
        else:
            answer(request, True, now)
    elif not request.forwarded:
        answer(request, settle_complaint(request), now)
    elif above is None or request.decider is None:
        answer(request, False, now)
    else:
        request.forwarded = above not in request.decider.chain()
        send(model, request, above, now)


def settle_case(model: "ReferenceModel", request: Request, now: int) -> None:
    """Refuse a case, pass it to the next with a say, or decide."""
    post = request.at
    judge = post.person
    assert judge is not None
    if voices.worth_in_company(judge, request.subject, request.author) < 0.0:
        answer(request, False, now)
        return
    above = post.manager.nearest_with("fund", "approve") if post.manager is not None else None
    if above is None or post.may("fund", "decide"):
        answer(request, True, now)
    else:
        send(model, request, above, now)


def settle_complaint(request: Request) -> bool:
    """Move a late piece to the front of its backlog when the judge thinks it worth as much as what stands there."""
    piece, judge = request.subject, request.at.person
    assert judge is not None
    assert isinstance(piece, Piece)
    if piece.stage is not Stage.READY:
        return False
    front = piece.team.backlog[0]
    if front is piece:
        return True
    if not voices.prefer(judge, piece, front):
        return False
    piece.team.backlog.remove(piece)
    piece.priority = front.priority + 1.0
    piece.placed = True
    piece.team.enlist(piece)
    voices.tell_of_order(judge, piece)
    return True


def answer(request: Request, yes: bool, now: int) -> None:
    """Close a request, and let what waited for it go on."""
    request.answered = now
    item = request.subject
    if request.errand is Errand.QUESTION:
        item.question = None
        item.rework += item.team.rework_after(item, yes)
    elif request.errand is Errand.CASE:
        assert isinstance(item, Initiative)
        item.team.submitted.remove(item)
        if yes:
            item.team.fund(item, now)
        else:
            item.stage = Stage.LAPSED if request.lapsed else Stage.REJECTED
            item.closed = now


def complain(model: "ReferenceModel", item: Initiative, piece: Piece, now: int) -> None:
    """Take a late piece to the lowest common superior of the two owners who may settle priorities, desk by desk."""
    own, other = item.team.acting(), piece.team.acting()
    if own is None or other is None:
        return
    top = own.post.common_superior(other.post)
    decider = top.nearest_with("prioritize", "decide") if top is not None else None
    if decider is None:
        return
    request = ask(model, Errand.COMPLAINT, own.post, piece, now)
    request.decider = decider
    first = own.post if own.post is decider or own.post.manager is None else own.post.manager
    request.forwarded = first is not decider
    send(model, request, first, now)
