"""A decision desk alone: requests arrive at stated minutes, wait their turn and are served in the engine's continuous desk-time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine import records as layout
from orgsim.engine import work_records
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.desks import enqueue, serve_next, service_minutes
from orgsim.engine.state import Floats, Indices, Records, zeros
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Errand
from orgsim.laboratory.records import Whole


@rule
def serve_weeks(desk: Records, posts: Records, requests: Records, done: Indices, weeks: int) -> None:
    """Serve a desk week by week; each request joins the queue in its week."""
    place = 0
    for week in range(weeks):
        while place < len(requests) and requests[place].arrived < (week + 1) * MINUTES_PER_WEEK:
            enqueue(desk, requests, place)
            place += 1
        for post in posts:
            post.desk_left = post.desk_speed
        while True:
            index = serve_next(desk, posts, requests, week)
            if index == NONE:
                break
            done[index] = posts[requests[index].at].free


class Served(NamedTuple):
    """What became of requests, each (requests,) in minutes: when service began and when it was done; -1 for not by the end."""

    began: Whole
    done: Whole


def serve(
    arrivals: ArrayLike,
    services: ArrayLike,
    *,
    servers: int = 1,
    open_minutes: int = MINUTES_PER_WEEK,
    urgent: ArrayLike = False,
    weeks: int | None = None,
) -> Served:
    """Serve requests at a desk, first come first served, urgent ones before others.

    Parameters
    ----------
    arrivals
        (requests,) whole minutes since the start, in ascending order.
    services
        (requests,) whole minutes of desk-time that each takes, at least 1.
    servers
        People who share the desk.
    open_minutes
        Minutes a week that each of them gives to it, 1..2400, spread evenly over the week.
    urgent
        (requests,) or one truth value.
    weeks
        When to stop; default: long enough that everything is served.

    Example
    -------
    >>> serve([0, 10, 500], [60, 30, 20])
    Served(began=array([  0,  60, 500]), done=array([ 60,  90, 520]))
    """
    arrived, wanted = np.asarray(arrivals, np.int64), np.asarray(services, np.int64)
    if len(arrived) and (np.diff(arrived) < 0).any():
        raise ValueError("arrivals must be in ascending order")
    posts = zeros(layout.POST, servers)
    posts.person = 0
    posts.serving = NONE
    posts.next_server = [*range(1, servers), NONE]
    posts.desk_speed = open_minutes
    desk = zeros(layout.DESK, 1)[0]
    desk.head = NONE
    desk.servers = servers
    requests = zeros(work_records.REQUEST, len(arrived))
    requests.key = np.arange(len(arrived))
    requests.arrived, requests.service, requests.left, requests.began = arrived, wanted, wanted, -1
    requests.errand = np.where(np.asarray(urgent), Errand.EXCEPTION, Errand.CASE)
    done = np.full(len(arrived), -1, np.int64)
    serve_weeks(desk, posts, requests, done, weeks or _weeks_needed(arrived, wanted, open_minutes))
    return Served(np.array(requests.began), done)


def _weeks_needed(arrived: Whole, wanted: Whole, open_minutes: int) -> int:
    """Return a number of weeks by whose end one server would be done even if everything came last."""
    last = int(arrived[-1]) if len(arrived) else 0
    return last // MINUTES_PER_WEEK + 2 + (int(wanted.sum()) + len(wanted)) // open_minutes


@rule
def draw_services(out: Indices, mean: float, u: Floats) -> None:
    """Turn uniforms into service times."""
    for place in range(len(u)):
        out[place] = service_minutes(mean, u[place])


def service_times(mean: float, u: ArrayLike) -> Whole:
    """Return whole minutes of exponential services with a mean, one for each number strictly between 0 and 1 in `u`.

    Example
    -------
    >>> service_times(60.0, [0.5, 0.9999]).tolist()
    [42, 1]
    """
    draws = np.ascontiguousarray(np.asarray(u, np.float64))
    out = np.zeros(len(draws), np.int64)
    draw_services(out, mean, draws)
    return out
