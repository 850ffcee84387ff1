"""Desks: requests wait for a person's attention, first come first served within urgency, in continuous desk time.

A desk with D minutes a week serves at D / 2400 of full speed, evenly over the week; what is unfinished is carried over. Several posts
may share a desk (a pool of c servers). Latency is therefore never a parameter: it comes from load, hours and the length of the path.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, URGENCIES, Errand


@rule
def urgency(errand: int) -> int:
    """Return the urgency class of a request: 0 if work stands still, 1 if work waits to start, 2 otherwise."""
    if errand in (Errand.EXCEPTION, Errand.CONFLICT):
        return 0
    if errand in (Errand.CASE, Errand.REQUISITION, Errand.GATE):
        return 1
    return 2


@rule
def goes_before(first: Records, second: Records) -> bool:
    """Tell whether one waiting request precedes another: by urgency, then by arrival, then by key."""
    if urgency(first.errand) != urgency(second.errand):
        return urgency(first.errand) < urgency(second.errand)
    if first.arrived != second.arrived:
        return first.arrived < second.arrived
    return first.key < second.key


@rule
def enqueue(desk: Records, requests: Records, index: int) -> None:
    """Put a request in its place in a desk's queue."""
    request = requests[index]
    if desk.head == NONE:
        for place in range(URGENCIES):
            desk.last[place] = 0
    before = somewhere_before(desk, requests, request)
    after = requests[before].next if before != NONE else desk.head
    while after != NONE and not goes_before(request, requests[after]):
        before = after
        after = requests[after].next
    request.next = after
    if before == NONE:
        desk.head = index
    else:
        requests[before].next = index
    if after == NONE or urgency(requests[after].errand) > urgency(request.errand):
        desk.last[urgency(request.errand)] = index + 1


@rule
def somewhere_before(desk: Records, requests: Records, request: Records) -> int:
    """Return a waiting request behind which a new one has its place; NONE when none is known.

    Most go behind the last of their urgency. Walking along the whole queue for it would cost the square of what waits at a large
    company's top.
    """
    for place in range(urgency(request.errand), -1, -1):
        last = desk.last[place] - 1
        if last != NONE and not goes_before(request, requests[last]):
            return last
    return NONE


@rule
def unlink(desk: Records, requests: Records, index: int) -> None:
    """Take a request out of a desk's queue."""
    if desk.head == index:
        desk.head = requests[index].next
    else:
        before = desk.head
        while requests[before].next != index:
            before = requests[before].next
        requests[before].next = requests[index].next
    requests[index].next = NONE
    if desk.last[urgency(requests[index].errand)] == index + 1:
        desk.last[urgency(requests[index].errand)] = 0


@rule
def next_arrival(desk: Records, requests: Records) -> int:
    """Return the minute of the earliest arrival among the waiting requests; -1 when there is none."""
    earliest = -1
    index = desk.head
    while index != NONE:
        if earliest < 0 or requests[index].arrived < earliest:
            earliest = requests[index].arrived
        index = requests[index].next
    return earliest


@rule
def first_arrived_by(desk: Records, requests: Records, now: int) -> int:
    """Return the first request in the queue that has arrived by minute `now`; NONE when there is none."""
    index = desk.head
    while index != NONE and requests[index].arrived > now:
        index = requests[index].next
    return index


@rule
def plan_together(desk: Records, requests: Records, share: float) -> int:
    """Let the cases that wait at a desk be decided on one planning day; return the minutes that all waiting requests take.

    The first case takes its time and each further one a `share` of it, since files, criteria and people are at hand; cases that come
    while others of an earlier day still wait join them.
    """
    begun = False
    waiting = 0
    index = desk.head
    while index != NONE:
        request = requests[index]
        if request.errand == Errand.CASE:
            if begun and not request.together:
                request.left = max(1, int(share * float(request.left) + 0.5))
            request.together = 1
            begun = True
        waiting += request.left
        index = request.next
    return waiting


@rule
def hours_kept(desk: Records, posts: Records) -> int:
    """Return the minutes a week that the people present at a desk set aside for requests."""
    hours = 0
    server = desk.first_server
    while server != NONE:
        if posts[server].person != NONE:
            hours += posts[server].desk
        server = posts[server].next_server
    return hours


@rule
def waiting_for(post: Records, desk: Records, requests: Records) -> int:
    """Return the desk minutes that wait for a person: what is in hand, and a part of the queue in proportion to desk hours."""
    if post.desk == 0:
        return 0
    in_hand = requests[post.serving].left if post.serving != NONE else 0
    return in_hand + desk.waiting * post.desk // desk.hours


@rule
def goes_on_first(post: Records, other: Records) -> bool:
    """Tell whether one server continues before another: first those with a request in hand, then the one who is free earlier."""
    if (post.serving != NONE) != (other.serving != NONE):
        return post.serving != NONE
    return post.free < other.free


@rule
def free_server(desk: Records, posts: Records, week_end: int) -> int:
    """Return the person at a desk who continues next, among those present with desk minutes left; NONE when there is none.

    Whoever has a request in hand goes on with it first, then whoever is free first takes another.
    """
    best = NONE
    server = desk.first_server
    while server != NONE:
        post = posts[server]
        if (
            post.person != NONE
            and post.desk_left > 0
            and post.free < week_end
            and (best == NONE or goes_on_first(post, posts[best]))
        ):
            best = server
        server = post.next_server
    return best


@rule
def serve(server: Records, request: Records, start: int, minutes: int, week_end: int) -> int:
    """Serve a request from minute `start` at a server with `minutes` of desk-time a week; return the desk minutes spent this week.

    Afterwards `request.left` is what remains; when it is 0, `server.free` is the minute the request was done.
    """
    if request.began < 0:
        request.began = start
    duration = (request.left * MINUTES_PER_WEEK + minutes - 1) // minutes
    if start + duration <= week_end:
        spent = request.left
        request.left = 0
        server.free = start + duration
        return spent
    spent = (week_end - start) * minutes // MINUTES_PER_WEEK
    request.left -= spent
    server.free = week_end
    return spent


@rule
def serve_next(desk: Records, posts: Records, requests: Records, week: int) -> int:
    """Serve a desk until its next request is done; return that request, or NONE when the desk's week is over.

    The finished request stays linked to nothing, with `at` the post that served it and `posts[at].free` the minute it was done.
    `posts[...].desk_speed` is each server's desk minutes this week, `desk_left` what is unspent of them.
    """
    week_start = week * MINUTES_PER_WEEK
    week_end = week_start + MINUTES_PER_WEEK
    while True:
        chosen = free_server(desk, posts, week_end)
        if chosen == NONE:
            return NONE
        server = posts[chosen]
        start = max(server.free, week_start)
        index = server.serving
        if index == NONE:
            index = first_arrived_by(desk, requests, start)
            if index == NONE:
                start = next_arrival(desk, requests)
                if start < 0 or start >= week_end:
                    return NONE
                index = first_arrived_by(desk, requests, start)
            unlink(desk, requests, index)
            requests[index].at = chosen
            server.serving = index
        spent = serve(server, requests[index], start, server.desk_speed, week_end)
        server.desk_left -= spent
        if requests[index].left == 0:
            server.serving = NONE
            return index


@rule
def service_minutes(mean: float, u: float) -> int:
    """Return the whole minutes, at least 1, of an exponential service with a given mean, from one uniform variate."""
    return max(1, int(-mean * math.log(u) + 0.5))
