"""Luck: stateless random draws, a pure function of what they are for.

Each draw is Philox4x32-10 (Salmon et al. 2011) of a counter (who, when, purpose, which) under a key (seed, replication). Nothing is
consumed, so a change in one place never shifts the luck of another: person 17's quit draw in week 40 is the same number in every
design. All transforms are inverse distribution functions: one uniform in, one variate out, monotone.
"""

import math
from enum import IntEnum
from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from orgsim.engine.compiled import inlined, rule

Word: TypeAlias = np.uint64
"""A 32-bit number held as uint64: products of two fit, and numba keeps it unsigned."""
Words: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]


class Purpose(IntEnum):
    """What a draw is for. Numbers are part of the results: append, never renumber."""

    STRATEGY_SHIFT = 1
    STRATEGY_TARGET = 2
    ARRIVALS = 3
    OBJECTIVES = 4
    VALUE = 5
    EFFORT = 6
    NEEDS = 7
    BUILD = 8
    DEPENDENCY = 9
    CASE_NOISE = 10
    SERVICE = 11
    EXCEPTION = 12
    ESCALATION = 13
    REUSE_NOISE = 14
    NEWS = 15
    NEWS_SLOT = 16
    NOTICE = 17
    PORTFOLIO_NOISE = 18
    ACCEPTANCE = 19
    QUIT = 20
    TIME_TO_FILL = 21
    SKILL = 22
    BELIEF = 23
    MEASUREMENT = 24
    GENERATION = 25
    INFORMAL = 26
    AUDIT = 27
    TEAM_CHOICE = 28
    SUSCEPTIBILITY = 29
    REACH = 30
    SEARCH_AFAR = 31
    ADOPTION = 32
    INVESTMENT_REVIEW = 33
    WINDOW = 34
    SPILL = 35
    JOINT = 36
    MARKET = 37
    MARKET_SIGN = 38
    ENGINEERS = 39
    # careers
    CAREER_EXIT = 40
    CAREER_SKILL = 41
    NEXT_ROLE = 42
    WOBBLE = 43
    RATING = 44
    EVIDENCE = 45
    ADVOCACY = 46
    PANEL = 47
    LOT = 48
    MOOD = 49
    GROUP = 50
    AGE = 51
    OUTSIDE = 52
    SEARCH = 53
    RECRUITS = 54
    ROUNDING = 55
    OPPORTUNITY = 56
    TIME_SERVED = 57
    WORST_FIRST = 58
    PACKET = 59
    WISH = 60
    MARKET_REVIEW = 68
    PAST = 80
    PERCEPTION = 85
    GATE = 90


class Luck(NamedTuple):
    """The key of every draw of one replication: two 32-bit words held as uint64."""

    seed: np.uint64
    replication: np.uint64


def luck(seed: int, replication: int) -> Luck:
    """Return the key of one replication; `seed` may have up to 64 bits: the upper ones turn the word of the replication.

    The key depends on the seed and the replication only, never on the design: that is what pairs the designs.
    """
    upper = seed >> 32
    turn = int.from_bytes(blake2b(upper.to_bytes(4, "big"), digest_size=4).digest(), "big") if upper else 0
    return Luck(np.uint64(seed & 0xFFFFFFFF), np.uint64((replication ^ turn) & 0xFFFFFFFF))


_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_WORD = np.uint64(32)
_HALF = np.uint64(11)


@inlined
def philox_here(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return four random 32-bit words (as uint64) of a counter and a key, all uint64 below 2**32.

    Source: Salmon, Moraes, Dror, Shaw 2011, Philox4x32 with ten rounds; the published test vectors are in the tests.
    """
    for _ in range(10):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            (product_1 >> _WORD) ^ c1 ^ k0,
            product_1 & _LOW,
            (product_0 >> _WORD) ^ c3 ^ k1,
            product_0 & _LOW,
        )
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


@rule
def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return the same as ``philox_here``, by a call."""
    return philox_here(c0, c1, c2, c3, k0, k1)


@inlined
def words(luck: Luck, purpose: int, who: int, when: int, which: int) -> tuple[Word, Word, Word, Word]:
    """Return the four words of one draw; `who` and `which` are keys, `when` a week, quarter or count (all below 2**32)."""
    return philox(np.uint64(who), np.uint64(when), np.uint64(purpose), np.uint64(which), luck.seed, luck.replication)


@inlined
def unit(word: Word) -> float:
    """Return a 32-bit word as a number strictly between 0 and 1."""
    return (float(word) + 0.5) * (1.0 / 4294967296.0)


@inlined
def uniform(luck: Luck, purpose: int, who: int, when: int, which: int) -> float:
    """Return a number strictly between 0 and 1 with 53 random bits."""
    high, low, _, _ = words(luck, purpose, who, when, which)
    return unit_of_two(high, low)


@inlined
def unit_of_two(high: Word, low: Word) -> float:
    """Return two 32-bit words as a number strictly between 0 and 1."""
    return (float(high) * 2097152.0 + float(low >> _HALF) + 0.5) * (1.0 / 9007199254740992.0)


def uniforms(luck: Luck, purpose: int, who: Words, which: Words) -> Numbers:
    """Return one such number for each pair of keys; `who` and `which` are (n,), `when` is 0."""
    drawn = np.empty(len(who))
    draw_several(drawn, luck, purpose, who, 0, which, len(who))
    return drawn


@rule
def draw_several(drawn: Numbers, luck: Luck, purpose: int, who: Words, when: int, which: Words, count: int) -> None:
    """Fill the first `count` places of an array with such numbers, one for each pair of keys; whole lots are drawn side by side."""
    seed, replication, first, second = luck.seed, luck.replication, np.uint64(when), np.uint64(purpose)
    for place in range(count):
        high, low, _, _ = philox_here(who[place], first, second, which[place], seed, replication)
        drawn[place] = unit_of_two(high, low)


@rule
def draw_row(drawn: Numbers, luck: Luck, purpose: int, who: Words, when: int, which: int, count: int) -> None:
    """Fill the first `count` places of an array with such numbers, one for each key; whole lots are drawn side by side."""
    seed, replication = luck.seed, luck.replication
    first, second, third = np.uint64(when), np.uint64(purpose), np.uint64(which)
    for place in range(count):
        high, low, _, _ = philox_here(who[place], first, second, third, seed, replication)
        drawn[place] = unit_of_two(high, low)


@rule
def whole_lots(count: int) -> int:
    """Return how many numbers the compiler draws best where `count` are wanted: so many lots of eight.

    Example
    -------
    >>> whole_lots(0), whole_lots(1), whole_lots(8), whole_lots(9)
    (0, 8, 8, 16)
    """
    return (count + 7) & ~7


@inlined
def mix(first: int, second: int, third: int) -> Word:
    """Return one 32-bit key (as uint64) made of two or three: the key of a thing born in the run is made of its cause."""
    zero = np.uint64(0)
    return philox(np.uint64(first), np.uint64(second), np.uint64(third), zero, zero, zero)[0]


@rule
def mix_row(mixed: Words, first: Words, second: Words, third: Words, count: int) -> None:
    """Fill the first `count` places of an array with such keys; whole lots are made side by side."""
    zero = np.uint64(0)
    for place in range(count):
        mixed[place] = philox_here(first[place], second[place], third[place], zero, zero, zero)[0]


@inlined
def normal(luck: Luck, purpose: int, who: int, when: int, which: int) -> float:
    """Return a standard normal variate."""
    return normal_quantile(uniform(luck, purpose, who, when, which))


@inlined
def exponential(luck: Luck, purpose: int, who: int, when: int, which: int) -> float:
    """Return an exponential variate with mean 1."""
    return -math.log(uniform(luck, purpose, who, when, which))


@rule
def poisson_quantile(mean: float, u: float) -> int:
    """Return the Poisson count whose distribution function first reaches `u`; `mean` below about 700.

    Example
    -------
    >>> poisson_quantile(2.0, 0.5), poisson_quantile(0.0, 0.99)
    (2, 0)
    """
    count = 0
    probability = math.exp(-mean)
    reached = probability
    while reached < u and count < 2000:
        count += 1
        probability *= mean / count
        reached += probability
    return count


# Wichura 1988, highest power first: numerator and denominator for the centre, the near tail and the far tail.
_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457)
    + (13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867)
    + (5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)
_NEAR_TAIL = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258)
    + (3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459)
    + (0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)
_FAR_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093)
    + (0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4)
    + (0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)


@rule
def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], r: float) -> float:
    numerator = 0.0
    for coefficient in polynomials[0]:
        numerator = numerator * r + coefficient
    denominator = 0.0
    for coefficient in polynomials[1]:
        denominator = denominator * r + coefficient
    return numerator / denominator


@rule
def normal_below(z: float) -> float:
    """Return the share of a standard normal distribution below `z`."""
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


@rule
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of `u` in (0, 1), to about 1e-15 relative.

    Source: Wichura 1988, Algorithm AS 241 (PPND16), Applied Statistics 37(3).
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(_CENTRE, 0.180625 - q * q)
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    value = _ratio(_NEAR_TAIL, r - 1.6) if r <= 5.0 else _ratio(_FAR_TAIL, r - 5.0)
    return -value if q < 0.0 else value
