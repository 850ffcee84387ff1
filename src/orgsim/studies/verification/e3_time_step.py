"""Half-week steps: which rules are rates that do not care about the step, and which are weekly on purpose."""

from collections.abc import Callable
from functools import partial

import numpy as np

from orgsim import laboratory as lab
from orgsim.engine.mechanisms.knowledge.beliefs import openness
from orgsim.engine.mechanisms.knowledge.news import notice_probability
from orgsim.engine.mechanisms.knowledge.ties import grown_trust
from orgsim.laboratory.records import Numbers
from orgsim.studies.checks import Check, Reading, exact

YEAR = 52
BAND = "declared before the run: 5 %"


def rates(seed: int, opens: Callable[[float, float], float]) -> list[Reading]:
    """Rules that compose exactly: two halves make a whole."""
    contact, scale = 300.0, 720.0
    moved = 1.0 - (1.0 - opens(contact / 2, scale)) ** 2
    unseen = (1.0 - notice_probability(0.5, 0.5, 1.0, 0.3)) ** 2
    seen = (1.0 - unseen) / notice_probability(1.0, 0.5, 1.0, 0.3)
    stays = (1.0 - lab.hazard(0.19)) ** YEAR
    return [
        exact("beliefs: two half weeks of contact, over one week", 1.0, moved / opens(contact, scale), 1e-12),
        exact("detection: chance in two half weeks, over one week", 1.0, seen, 1e-12),
        exact("exits: a year of weeks leaves of 100", 81.0, 100.0 * stays, 1e-9),
    ]


def trust_after(step: float, hours: float) -> float:
    """Return trust after a quarter of a year of contact, from the first trust of the register, in steps of a part of a week."""
    trust = 0.2
    for _ in range(round(13 / step)):
        trust = grown_trust(trust, hours * step, 0.03)
    return trust


def beliefs_after(step: float, seed: int) -> Numbers:
    """Return the beliefs of twelve people after a quarter of a year of the same contact, in steps of a part of a week."""
    luck = np.random.default_rng([seed, 52])
    minutes = luck.integers(0, 60, (12, 12)) * 2
    first = luck.dirichlet(np.ones(4), 12)
    beliefs = first
    for _ in range(round(13 / step)):
        contact = (minutes * step).astype(np.int64)
        beliefs = lab.move_beliefs(beliefs, first, contact, trust=0.6, susceptibility=0.9, contact_scale=720.0)
    return beliefs


def halves(seed: int) -> list[Reading]:
    """Rules that compose nearly: half-week steps against weekly ones after a quarter of a year."""
    apart = 0.5 * np.abs(beliefs_after(1.0, seed) - beliefs_after(0.5, seed)).sum(axis=1).max()
    once, often = (trust_after(0.5, hours) / trust_after(1.0, hours) for hours in (1.0, 6.0))
    what = "beliefs of twelve: largest distance, half-week to weekly steps, after 13 weeks"
    return [
        exact(what, 0.0, apart, 0.05, BAND),
        exact("trust at an hour a week: half-week over weekly steps, after 13 weeks", 1.0, once, 0.05, BAND),
        exact("trust at six hours a week: the same", 1.0, often, 0.05, BAND),
    ]


def steps(seed: int, opens: Callable[[float, float], float] = openness) -> list[Reading]:
    """All readings on the step of time."""
    return [*rates(seed, opens), *halves(seed)]


def straight(contact: float, scale: float) -> float:
    """Mutant: a belief moves in proportion to contact."""
    return contact / scale


CHECKS = [
    Check(
        "E3-time-step",
        "What runs on rates does not care whether time moves by weeks or by halves of them.",
        "composition of rates; step halving",
        steps,
        {"beliefs move in proportion to contact": partial(steps, opens=straight)},
        remarks=(
            "There is no half-week run of the whole engine, and why: the week is not a grain of time in it but a unit "
            "of the organisation. Contracts, coordination and contact are hours a week; an item throws up at most one "
            "question a week; news is told once a week; desks already run minute by minute inside it. Halving it would "
            "make a company that meets, asks and plans twice as often, which is another company and not the same one "
            "seen more closely. The rules that are rates are tested above one by one."
        ),
    )
]
