"""Decision desks: small queues by hand, and the closed forms of queueing theory."""

import numpy as np
import pytest

from orgsim.engine import records as layout
from orgsim.engine import work_records
from orgsim.engine.mechanisms.decisions.desks import enqueue, plan_together, serve_next
from orgsim.engine.state import zeros
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Errand


def desk_of(servers: int, minutes: int):
    """Return a desk with full-time or part-time servers, and an empty queue."""
    posts = zeros(layout.POST, servers)
    posts.person = 0
    posts.serving = NONE
    posts.next_server = [*range(1, servers), NONE]
    desk = zeros(layout.DESK, 1)
    desk.head = NONE
    desk.servers = servers
    posts.desk_speed = minutes
    return desk[0], posts


def fill(requests, arrivals, services, errands=Errand.CASE):
    """Write requests into a table."""
    requests.key = np.arange(len(requests))
    requests.arrived = arrivals
    requests.began = -1
    requests.service = services
    requests.left = services
    requests.errand = errands


def serve_weeks(desk, posts, requests, weeks):
    """Serve week by week, each request joining the queue in its week; return the order and minute of completion."""
    done = []
    place = 0
    for week in range(weeks):
        while place < len(requests) and requests[place].arrived < (week + 1) * MINUTES_PER_WEEK:
            enqueue(desk, requests, place)
            place += 1
        posts.desk_left = posts.desk_speed
        while (index := serve_next(desk, posts, requests, week)) != NONE:
            done.append((index, int(posts[requests[index].at].free)))
        for post in posts:
            assert post.desk_left >= 0
    return done


def test_one_server_in_order():
    """Three requests at a full-time desk: 0-60, 60-90, and one that comes later starts when it comes."""
    desk, posts = desk_of(1, MINUTES_PER_WEEK)
    requests = zeros(work_records.REQUEST, 3)
    fill(requests, [0, 10, 500], [60, 30, 20])
    assert serve_weeks(desk, posts, requests, 1) == [(0, 60), (1, 90), (2, 520)]


def test_a_part_time_desk_takes_longer():
    """At 600 of 2400 minutes a week, a 60-minute request takes 240 minutes of the week."""
    desk, posts = desk_of(1, 600)
    requests = zeros(work_records.REQUEST, 1)
    fill(requests, [0], [60])
    assert serve_weeks(desk, posts, requests, 1) == [(0, 240)]
    assert posts[0].desk_left == 540


def test_unfinished_work_is_carried_over():
    """A 1000-minute request at 600 minutes a week is done in the second week, 1600 minutes into it."""
    desk, posts = desk_of(1, 600)
    requests = zeros(work_records.REQUEST, 1)
    fill(requests, [0], [1000])
    assert serve_weeks(desk, posts, requests, 2) == [(0, MINUTES_PER_WEEK + 1600)]
    assert requests[0].began == 0


def test_urgent_requests_go_first():
    """A question that stops work overtakes a case that came before it, but not one in service."""
    desk, posts = desk_of(1, MINUTES_PER_WEEK)
    requests = zeros(work_records.REQUEST, 3)
    fill(requests, [0, 1, 2], [60, 60, 60], [Errand.CASE, Errand.CASE, Errand.EXCEPTION])
    assert [index for index, _ in serve_weeks(desk, posts, requests, 1)] == [0, 2, 1]


def test_two_servers_share_a_queue():
    """With two servers, the third request starts when the first server is free."""
    desk, posts = desk_of(2, MINUTES_PER_WEEK)
    requests = zeros(work_records.REQUEST, 3)
    fill(requests, [0, 0, 0], [100, 40, 10])
    assert sorted(serve_weeks(desk, posts, requests, 1)) == [(0, 100), (1, 40), (2, 50)]


def test_nobody_there_nobody_served():
    """A vacant desk serves nothing and loses nothing."""
    desk, posts = desk_of(1, MINUTES_PER_WEEK)
    posts.person = NONE
    requests = zeros(work_records.REQUEST, 1)
    fill(requests, [0], [60])
    assert serve_weeks(desk, posts, requests, 2) == []
    assert desk.head == 0


def planned(services, errands=Errand.CASE, share=0.5, together=0):
    """Return the minutes of each request after a planning day, and those of all."""
    desk, _ = desk_of(1, MINUTES_PER_WEEK)
    requests = zeros(work_records.REQUEST, len(services))
    fill(requests, range(len(services)), services, errands)
    requests.together = together
    for index in range(len(services)):
        enqueue(desk, requests, index)
    return plan_together(desk, requests, share), requests.left.tolist(), requests.together.tolist()


def test_cases_that_wait_together_take_less():
    """Of 100, 60 and 41 minutes the first takes all its time and the others half, at least a minute: 100 + 30 + 21."""
    assert planned([100, 60, 41]) == (151, [100, 30, 21], [1, 1, 1])
    assert planned([5, 1]) == (6, [5, 1], [1, 1])


def test_only_cases_are_decided_together():
    """A question between cases takes its time, and counts among what waits."""
    assert planned([60, 50, 40], [Errand.CASE, Errand.EXCEPTION, Errand.CASE]) == (130, [60, 50, 20], [1, 0, 1])


def test_a_case_is_put_together_once():
    """What was put together last week is not cut again, and what has come since joins it; the first may have come since, too."""
    assert planned([100, 30, 60], together=[1, 1, 0]) == (160, [100, 30, 30], [1, 1, 1])


def test_at_a_share_of_one_every_case_takes_its_time():
    """Nothing is saved: the services are as they were, to the minute."""
    assert planned([100, 1, 2400, 7], share=1.0) == (2508, [100, 1, 2400, 7], [1, 1, 1, 1])


def test_an_empty_desk_has_nothing_waiting():
    """No request, no minute."""
    assert planned([]) == (0, [], [])


def mean_wait(servers, load, generator, customers=60_000, mean_service=240.0, sigma=None):
    """Return mean wait over mean service of a desk with Poisson arrivals, and its standard error by 60 batch means."""
    gaps = generator.exponential(mean_service / (load * servers), customers)
    arrivals = np.floor(np.cumsum(gaps)).astype(int)
    services = generator.exponential(mean_service, customers) if sigma is None else np.full(customers, mean_service)
    services = np.maximum(1, np.rint(services)).astype(int)
    desk, posts = desk_of(servers, MINUTES_PER_WEEK)
    requests = zeros(work_records.REQUEST, customers)
    fill(requests, arrivals, services)
    weeks = int(arrivals[-1] // MINUTES_PER_WEEK) + 1
    done = serve_weeks(desk, posts, requests, weeks)
    served = np.array(sorted(index for index, _ in done))
    waits = (requests.began - requests.arrived)[served[2000:]] / mean_service
    batches = np.array([batch.mean() for batch in np.array_split(waits, 60)])
    return waits.mean(), batches.std(ddof=1) / np.sqrt(60)


@pytest.mark.parametrize(
    ("servers", "load", "expected"),
    [(1, 0.5, 1.0), (1, 0.8, 4.0), (2, 0.8, 1.7778), (3, 0.8, 1.0787)],
)
def test_waits_meet_the_closed_form(servers, load, expected):
    """M/M/c waits (Erlang C) are met within 4 standard errors, and the error is small enough to mean something."""
    wait, error = mean_wait(servers, load, np.random.default_rng(servers * 10 + 1))
    assert error < 0.12 * expected
    assert abs(wait - expected) < 4 * error


def test_constant_service_halves_the_wait():
    """M/D/1 at load 0.9 waits 4.5 services, half of M/M/1 (Pollaczek-Khinchine)."""
    wait, error = mean_wait(1, 0.9, np.random.default_rng(5), customers=120_000, sigma=0.0)
    assert abs(wait - 4.5) < 4 * error
    assert error < 0.5
