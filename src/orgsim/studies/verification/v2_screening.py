"""Sah and Stiglitz: which projects pass a hierarchy, a polyarchy and a committee, with fixed chances and with noisy eyes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.laboratory.records import Numbers, Truths
from orgsim.studies.charts import Panel, held, lines_chart
from orgsim.studies.checks import Check, Reading, of_series, proportion, sampled
from orgsim.studies.claims import Chart

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

CURVES: Mapping[str, Callable[[float], float]] = {
    "chain 1": lambda p: p,
    "chain 2": lambda p: p**2,
    "any of 2": lambda p: 1 - (1 - p) ** 2,
    "chain 3": lambda p: p**3,
    "any of 3": lambda p: 1 - (1 - p) ** 3,
    "2 of 3 3": lambda p: 3 * p**2 - 2 * p**3,
}
"""By structure and people, the chance to be accepted when each screener accepts with chance p."""


def fixed(seed: int, structures: Mapping[str, Structure] = STRUCTURES) -> list[Reading]:
    """Screeners who accept a good project with chance .8 and a bad one with .4."""
    luck = np.random.default_rng([seed, 2])
    found = []
    for series, curve in CURVES.items():
        structure, people = series.rsplit(" ", 1)
        for kind, alone in (("good", 0.8), ("bad", 0.4)):
            judged = luck.standard_normal((CASES, int(people)))
            granted = structures[structure](judged, norm.ppf(1.0 - alone))
            what = f"{series}: {kind} projects accepted"
            found.append(proportion(what, curve(alone), granted, series=series, x=alone))
    return found


def draw_screening(readings: Sequence[Reading]) -> Chart:
    """Draw the chance to be accepted by structure."""
    places = np.linspace(0.0, 1.0, 101).tolist()
    titles = {"chain 1": "alone", "2 of 3 3": "2 of 3"}
    series = [
        held(titles.get(name, name), of_series(readings, name), [(p, curve(p)) for p in places])
        for name, curve in CURVES.items()
    ]
    note = (
        "Chance of a project to be accepted, by the chance that one screener alone accepts it: .8 if it is good, .4 if it "
        "is bad. Lines are the closed forms of Sah and Stiglitz; tolerances are smaller than the dots."
    )
    title = "Chains refuse good projects, alternatives let bad ones through"
    panel = Panel("", "accepted by one screener", "accepted by the structure", series)
    return lines_chart("V2a-screening", title, note, [panel], columns=1)


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
            "The engine misjudges by a factor, the published model by a term. The two are one model on the logarithm: "
            "projects are handed to the engine as exp(value), and the bar of 0 becomes a bar of 1."
        ),
    ),
]
