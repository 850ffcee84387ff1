"""The winner's curse: the best of several noisy cases disappoints, by how much is known."""

from functools import partial

import numpy as np
from scipy import integrate
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.studies.checks import Check, Reading, exact, sampled

TRIALS = 5_000
NOISE = 0.8
POOLS = (2, 3, 5, 10)


def expected_largest(size: int) -> float:
    """Return the mean of the largest of `size` standard normal variates."""
    found = integrate.quad(lambda x: x * size * norm.pdf(x) * norm.cdf(x) ** (size - 1), -10.0, 10.0)
    return float(found[0])


def chosen_score(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return the score of the one case that is asked for."""
    return float(scores[lab.choose(scores, room=1.0)[0]])


def curse(seed: int, *, by_lot: bool = False, noise: float = NOISE) -> list[Reading]:
    """Pick the best of equal cases, each misjudged by an independent factor; read by what factor the chosen one is overrated."""
    luck = np.random.default_rng([seed, 9])
    found = []
    for size in POOLS:
        over = np.empty(TRIALS)
        for trial in range(TRIALS):
            scores = lab.judge(np.ones(size), luck.standard_normal(size), noise=noise)
            over[trial] = np.log(scores[0] if by_lot else chosen_score(scores))
        found.append(sampled(f"best of {size}: logarithm of the overestimate", NOISE * expected_largest(size), over))
    best = lab.choose([1.0, 4.0, 2.0, 3.0], room=2.0)
    found.append(exact("room for two: the two best are asked for (1 = yes)", 1.0, best.tolist() == [1, 3]))
    return found


CHECKS = [
    Check(
        "C1-winners-curse",
        "Picking the best of noisy cases leads to disappointment, and by as much as order statistics say.",
        "Smith & Winkler 2006, Management Science 52(3); the mean of the largest of n normal variates",
        curse,
        {"half the noise": partial(curse, noise=NOISE / 2)},
        {"picked by lot": partial(curse, by_lot=True)},
    )
]
