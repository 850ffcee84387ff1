"""Ratings: a review rates each person with noise, and earlier ratings keep some weight."""

from orgsim.engine.compiled import rule


@rule
def rated(standing: float, noise: float, z: float) -> float:
    """Return one rating: the true standing plus the rater's error, both in standard deviations of skill.

    Source: one manager's rating has a reliability of about .52 (Viswesvaran, Ones and Schmidt 1996), an error as large as the signal.

    Example
    -------
    >>> rated(1.0, 0.5, -2.0)
    0.0
    """
    return standing + noise * z


@rule
def remembered(before: float, now: float, memory: float) -> float:
    """Return the rating on file after a new rating; `memory` is the weight of earlier ratings.

    Example
    -------
    >>> remembered(1.0, 0.0, 0.25)
    0.25
    """
    return memory * before + (1.0 - memory) * now
