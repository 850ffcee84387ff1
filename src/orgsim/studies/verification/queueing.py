"""Closed forms of queueing theory that desks are held against."""

import math

import numpy as np

from orgsim.laboratory.records import Numbers


def wait_probability(servers: int, load: float) -> float:
    """Return the chance to wait in an M/M/c queue (Erlang C).

    Example
    -------
    >>> round(wait_probability(2, 0.8), 4), round(wait_probability(3, 0.9), 4)
    (0.7111, 0.8171)
    """
    offered = servers * load
    last = offered**servers / math.factorial(servers) / (1.0 - load)
    return last / (sum(offered**k / math.factorial(k) for k in range(servers)) + last)


def expected_wait(servers: int, load: float, variability: float = 1.0) -> float:
    """Return the mean wait over the mean service: M/M/c, or M/G/1 with a squared coefficient of variation of services.

    Example
    -------
    >>> round(expected_wait(1, 0.9), 4), round(expected_wait(3, 0.8), 4), round(expected_wait(1, 0.8, 0.25), 4)
    (9.0, 1.0787, 2.5)
    """
    return wait_probability(servers, load) / (servers * (1.0 - load)) * (1.0 + variability) / 2.0


def lindley(moments: Numbers, wanted: Numbers) -> Numbers:
    """Return the exact waits at one server, by Lindley's recursion as a running minimum; both arguments are (customers,)."""
    steps = np.concatenate([[0.0], wanted[:-1] - np.diff(moments)])
    walk = np.cumsum(steps)
    return np.asarray(walk - np.minimum.accumulate(walk))


def rounding_bias(mean: float, load: float = 0.8) -> float:
    """Return how much longer the M/M/1 wait gets, in mean services, when services are rounded to minutes, at least 1.

    Pollaczek-Khinchine for the rounded services; arrivals come as often as before.
    """
    minutes = np.arange(1, int(60 * mean) + 60)
    edges = np.concatenate([[0.0], minutes + 0.5])  # the first takes all below a minute and a half
    chances = np.exp(-edges[:-1] / mean) - np.exp(-edges[1:] / mean)
    first, second = float(chances @ minutes), float(chances @ minutes**2)
    rate = load / mean
    return rate * second / (2.0 * (1.0 - rate * first)) / mean - load / (1.0 - load)
