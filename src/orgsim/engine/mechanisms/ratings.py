"""Ratings: what a review makes of a person, with noise, and what is remembered of earlier ones."""

from orgsim.engine.compiled import rule


@rule
def rated(standing: float, noise: float, z: float) -> float:
    """Return one rating: true standing plus the rater's error, both in standard deviations of skill.

    Source: one manager's rating has a reliability of about .52 (Viswesvaran, Ones and Schmidt 1996), an error as large as the signal.

    Example
    -------
    >>> rated(1.0, 0.5, -2.0)
    0.0
    """
    return standing + noise * z


@rule
def remembered(before: float, now: float, memory: float) -> float:
    """Return the standing on file after a new rating; `memory` is what earlier ratings weigh.

    Example
    -------
    >>> remembered(1.0, 0.0, 0.25)
    0.25
    """
    return memory * before + (1.0 - memory) * now
