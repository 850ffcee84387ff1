"""Sah and Stiglitz: which projects pass a hierarchy, a polyarchy and a committee, with fixed chances and with noisy eyes."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.laboratory.records import Numbers, Truths
from orgsim.studies.checks import Check, Reading, proportion, sampled
from orgsim.studies.verification.v2_figure import draw_screening

CASES = 100_000
SOURCE = "Sah & Stiglitz 1986, American Economic Review 76(4); closed forms p^n, 1-(1-p)^n and binomial sums"

Structure = Callable[[Numbers, object], Truths]


def chain(judged: Numbers, thresholds: object) -> Truths:
    """Everybody must grant a case."""
    return lab.approve_chain(judged, thresholds)[0]  # type: ignore[arg-type]


def any_of(judged: Numbers, thresholds: object) -> Truths:
    """One is enough."""
    return lab.approve_any(judged, thresholds)  # type: ignore[arg-type]


def majority(judged: Numbers, thresholds: object, needed: int = 2) -> Truths:
    """Two of three must grant it."""
    return lab.approve_some(judged, thresholds, needed)  # type: ignore[arg-type]


STRUCTURES: Mapping[str, Structure] = {"chain": chain, "any of": any_of, "2 of 3": majority}

FIXED = (
    # structure, people, chance to accept a good and a bad project
    ("chain", 1, 0.8, 0.4),
    ("chain", 2, 0.64, 0.16),
    ("any of", 2, 0.96, 0.64),
    ("chain", 3, 0.512, 0.064),
    ("any of", 3, 0.992, 0.784),
    ("2 of 3", 3, 0.896, 0.352),
)


def fixed(seed: int, structures: Mapping[str, Structure] = STRUCTURES) -> list[Reading]:
    """Screeners who accept a good project with chance .8 and a bad one with .4."""
    luck = np.random.default_rng([seed, 2])
    found = []
    for name, people, good, bad in FIXED:
        for kind, alone, target in (("good", 0.8, good), ("bad", 0.4, bad)):
            judged = luck.standard_normal((CASES, people))
            granted = structures[name](judged, norm.ppf(1.0 - alone))
            what = f"{name} {people}: {kind} projects accepted"
            found.append(proportion(what, target, granted, series=f"{name} {people}", x=alone))
    return found


NOISY = (
    # mean value of a project, structure, people, value of what is accepted per project
    (0.0, "chain", 1, 0.2821),
    (0.0, "chain", 2, 0.2821),
    (0.0, "any of", 2, 0.2821),
    (0.0, "chain", 3, 0.2573),
    (0.0, "any of", 3, 0.2573),
    (-0.5, "chain", 1, 0.0841),
    (-0.5, "chain", 2, 0.1190),
    (-0.5, "any of", 2, 0.0492),
    (-0.5, "chain", 3, 0.1112),
    (-0.5, "any of", 3, 0.0064),
)

ERRORS = (
    # with mean 0 and equal noise: structure of two, bad projects accepted, good ones refused (24ths)
    ("chain", 1 / 24, 5 / 24),
    ("any of", 5 / 24, 1 / 24),
)


def eyes(luck: np.random.Generator, values: Numbers, people: int, *, shared: bool) -> Numbers:
    """Return what each screener makes of each project: the engine's judgement of exp(value), off by exp(normal error)."""
    errors = luck.standard_normal((len(values), people))
    if shared:
        errors[:, 1:] = errors[:, :1]
    return np.column_stack([lab.judge(np.exp(values), errors[:, person], noise=1.0) for person in range(people)])


def noisy(seed: int, structures: Mapping[str, Structure] = STRUCTURES, *, shared: bool = False) -> list[Reading]:
    """Screeners who see a normal value with a normal error, and accept what seems above zero."""
    luck = np.random.default_rng([seed, 3])
    found = []
    for mean, name, people, target in NOISY:
        values = mean + luck.standard_normal(2 * CASES)
        granted = structures[name](eyes(luck, values, people, shared=shared), 1.0)
        what = f"mean {mean:g}, {name} {people}: value of what is accepted"
        found.append(sampled(what, target, values * granted, rounding=5e-5, series=f"{name} {mean:g}", x=people))
    for name, commission, omission in ERRORS:
        values = luck.standard_normal(CASES)
        granted = structures[name](eyes(luck, values, 2, shared=shared), 1.0)
        found.append(proportion(f"mean 0, {name} 2: bad and accepted", commission, (values < 0) & granted))
        found.append(proportion(f"mean 0, {name} 2: good and refused", omission, (values > 0) & ~granted))
    return found


SWAPPED: Mapping[str, Structure] = {"chain": any_of, "any of": chain, "2 of 3": majority}
UNANIMOUS: Mapping[str, Structure] = {**STRUCTURES, "2 of 3": partial(majority, needed=3)}

CHECKS = [
    Check(
        "V2a-screening",
        "Hierarchies, polyarchies and committees accept good and bad projects as often as Sah and Stiglitz work out.",
        SOURCE,
        fixed,
        {
            "'or' for 'and'": partial(fixed, structures=SWAPPED),
            "a committee that must agree": partial(fixed, structures=UNANIMOUS),
        },
        draw=draw_screening,
    ),
    Check(
        "V2b-screening-noisy",
        "With noisy eyes, what a structure accepts is worth what quadrature says, and hierarchy and polyarchy "
        "mirror each other.",
        "quadrature of the model of Sah & Stiglitz 1986 with normal values and errors; independent code",
        noisy,
        {
            "'or' for 'and'": partial(noisy, structures=SWAPPED),
            "screeners who share one error": partial(noisy, shared=True),
        },
        remarks=(
            (
                "The engine misjudges by a factor, the published model by a term. The two are one model on the "
                "logarithm: projects are handed to the engine as exp(value), and the bar of 0 becomes a bar of 1."
            ),
        ),
    ),
]
