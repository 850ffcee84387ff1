"""Capabilities: when a team builds what already exists, and when that is noticed."""

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine import records as layout
from orgsim.engine import work_records
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.knowledge import capabilities as engine
from orgsim.engine.mechanisms.knowledge.news import notice_probability, seems_the_same
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Floats, Indices, Records, zeros
from orgsim.engine.vocabulary import NONE
from orgsim.laboratory.records import Numbers, Whole, matrix, settings


def overlap(
    types: tuple[int, int], scopes: ArrayLike, *, similarity: float, generations: tuple[int, int] = (0, 0)
) -> float:
    """Return how far two capabilities do the same, 0..1.

    Parameters
    ----------
    types
        Whole numbers; 2m and 2m + 1 are a pair of look-alikes.
    scopes
        (2, K) what each was built for: contributions to the objectives.
    similarity
        How far look-alike types overlap, 0..1.
    generations
        Types are renewed from time to time; another generation is another thing.

    Example
    -------
    >>> overlap((4, 5), [[1, 0], [1, 0]], similarity=0.5), overlap((4, 6), [[1, 0], [1, 0]], similarity=0.5)
    (0.5, 0.0)
    """
    pair = zeros(work_records.CAPABILITY, 2)
    pair.type = types
    pair.generation = generations
    pair.built_for = (0, 1)
    return float(engine.overlap(pair[0], pair[1], matrix(scopes), similarity))


def reuse_looks_better(
    build_effort: float,
    seen_overlap: float,
    *,
    engineers: int,
    host_engineers: int,
    host_backlog: float,
    productive_share: float = 0.4,
    duplicate_threshold: float = 0.4,
    integration_share: float = 0.25,
    reuse_patience: float = 1.5,
) -> bool:
    """Tell whether a team that knows of an instance reuses it rather than build its own.

    Efforts (`build_effort`, `host_backlog`) are in minutes of one engineer; shares are 0..1; `seen_overlap` is how well the instance
    seems to fit; `reuse_patience` how many times as long as building reuse may take.

    Example
    -------
    >>> [reuse_looks_better(12000, 0.9, engineers=7, host_engineers=7, host_backlog=minutes) for minutes in (0, 60000)]
    [True, False]
    """
    parameters = settings(
        duplicate_threshold=duplicate_threshold, integration_share=integration_share, reuse_patience=reuse_patience
    )
    host = zeros(layout.TEAM, 1)[0]
    host.backlog_effort = host_backlog
    host.engineers = host_engineers
    extension = max(engine.EXTENSION_FLOOR, 1.0 - seen_overlap) * build_effort
    wait = engine.host_wait(host, extension, productive_share)
    own = engine.weeks_to_build(1.0, engineers, productive_share)
    return bool(engine.reuse_is_better(build_effort, seen_overlap, wait, own, parameters))


def notice_chance(hours: ArrayLike, alike: ArrayLike, effect: float, *, size: float = 1.0) -> Numbers:
    """Return the chance to notice in `hours` of attention to both that two things which overlap by `alike` (0..1) do the same.

    `size` is what building the smaller of the two takes over what the median thing takes.

    Example
    -------
    >>> notice_chance([0.0, 1.0], 1.0, 0.3).round(4).tolist()
    [0.0, 0.2592]
    """
    shape = np.broadcast_shapes(np.shape(hours), np.shape(alike))
    pairs = zip(np.broadcast_to(hours, shape).ravel(), np.broadcast_to(alike, shape).ravel(), strict=True)
    return np.array([notice_probability(float(time), float(like), size, effect) for time, like in pairs]).reshape(shape)


@rule
def wait_for_notice(
    out: Indices, alike: Floats, hours: float, effect: float, parameters: Records, luck: Luck, weeks: int
) -> None:
    """Let a person look at each pair every week until it is noticed."""
    for pair in range(len(alike)):
        out[pair] = NONE
        chance = notice_probability(hours, alike[pair], 1.0, effect)
        z = normal(luck, Purpose.NOTICE, pair, 0, 0)
        if not seems_the_same(alike[pair], z, parameters):
            continue
        for week in range(1, weeks + 1):
            if uniform(luck, Purpose.NOTICE, pair, week, 1) < chance:
                out[pair] = week
                break


def detection_weeks(
    alike: ArrayLike,
    hours: float,
    luck: Luck,
    *,
    effect: float = 0.3,
    threshold: float = 0.4,
    noise: float = 0.15,
    weeks: int = 1000,
) -> Whole:
    """Return in which week each pair of things is noticed by a person who gives both `hours` a week, (pairs,); -1 for never.

    A look shows the overlap (`alike`, 0..1) with a standard error of `noise`, the same error every week; below `threshold` the pair
    passes for two different things. `effect` is the rate of noticing per hour and overlap.
    """
    pairs = np.ascontiguousarray(np.asarray(alike, np.float64))
    out = np.zeros(len(pairs), np.int64)
    parameters = settings(overlap_noise=noise, duplicate_threshold=threshold)
    wait_for_notice(out, pairs, hours, effect, parameters, luck, weeks)
    return out
