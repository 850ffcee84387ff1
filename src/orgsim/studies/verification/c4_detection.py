"""Detection: how long two things that do the same stay unnoticed by a person who sees both."""

import math
from functools import partial

import numpy as np
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.studies.checks import Check, Reading, exact, proportion, sampled

PAIRS, EFFECT, THRESHOLD, NOISE = 20_000, 0.3, 0.4, 0.15
CASES = ((1.0, 0.5), (0.5, 0.5), (0.5, 1.0), (0.3, 0.5))
"""Overlap of the pair, and hours of attention a week."""


def detection(seed: int, *, effect: float = EFFECT, noise: float = NOISE) -> list[Reading]:
    """Who never sees it, and how long the others take: a geometric wait with chance 1 - exp(-effect x hours x overlap) a week."""
    found = []
    for place, (alike, hours) in enumerate(CASES):
        luck = lab.luck(seed, 40 + place)
        weeks = lab.detection_weeks(
            np.full(PAIRS, alike), hours, luck, effect=effect, threshold=THRESHOLD, noise=noise, weeks=5_000
        )
        name = f"overlap {alike:g}, {hours:g} hours a week"
        blind = float(norm.cdf((THRESHOLD - alike) / NOISE))
        found.append(proportion(f"{name}: share that passes for two things", blind, weeks < 0))
        chance = -math.expm1(-EFFECT * hours * alike)
        found.append(sampled(f"{name}: weeks until noticed", 1.0 / chance, weeks[weeks > 0]))
    similar = lab.overlap((4, 5), np.eye(2)[[0, 0]], similarity=0.5)
    found.append(exact("look-alike types with equal scopes overlap by their similarity", 0.5, similar))
    found.append(exact("no attention, no notice", 0.0, float(lab.notice_chance(0.0, 1.0, EFFECT))))
    return found


CHECKS = [
    Check(
        "C4-detection",
        "Look-alikes stay unnoticed for a geometric time whose rate is attention times overlap; some never look "
        "alike to some people.",
        "geometric distribution with chance 1 - exp(-effect x hours x overlap); normal error of a look",
        detection,
        {"half the effect": partial(detection, effect=EFFECT / 2), "eyes without error": partial(detection, noise=0.0)},
        {"unlimited attention": partial(detection, effect=1e6)},
    )
]
