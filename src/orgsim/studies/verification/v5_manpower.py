"""Bartholomew: how many people a ladder holds, how long they stay, how often they move up. On paper, and simulated."""

import math
from functools import partial

import numpy as np

from orgsim.careers import manpower
from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import CareerResults, simulate_careers
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import settings_from
from orgsim.studies.checks import Check, Reading, exact, sampled
from orgsim.studies.worlds import line_ladder

MOVES = (
    (0.55, 0.30, 0.00, 0.00, 0.00),
    (0.00, 0.62, 0.22, 0.00, 0.00),
    (0.00, 0.00, 0.74, 0.10, 0.00),
    (0.00, 0.00, 0.00, 0.82, 0.06),
    (0.00, 0.00, 0.00, 0.00, 0.90),
)
RECRUITS = (5.0, 3.0, 1.5, 0.5, 0.0)
FIRST_ROW = (2.2222, 1.7544, 1.4845, 0.8247, 0.4948)
LIVES = (6.781, 6.838, 7.265, 8.889, 10.0)
STEADY = (11.11, 16.67, 19.87, 13.82, 8.29)
SEATS, WASTAGE, RATES = (40, 24, 12, 5, 2), 0.15, (0.1612, 0.1188, 0.0875, 0.0600)
FUTURES = 200


def on_paper(seed: int, moves: object = MOVES, wastage: float = WASTAGE) -> list[Reading]:
    """Work out the closed forms of a ladder."""
    rounded = partial(exact, reason="the target has so many digits")
    found = [
        rounded(f"periods in level {level + 1} of who enters at 1", target, obtained, 6e-5)
        for level, (target, obtained) in enumerate(zip(FIRST_ROW, manpower.fundamental(moves)[0], strict=True))  # type: ignore[arg-type]
    ]
    lives = manpower.expected_life(moves)  # type: ignore[arg-type]
    found += [rounded(f"remaining life, entry at {i + 1}", LIVES[i], lives[i], 6e-4) for i in range(5)]
    heads = manpower.steady_heads(moves, RECRUITS)  # type: ignore[arg-type]
    found += [rounded(f"heads of level {i + 1}, on paper", STEADY[i], heads[i], 6e-3) for i in range(5)]
    found.append(rounded("leavers", 10.0, manpower.leavers(moves, heads).sum(), 1e-9))  # type: ignore[arg-type]
    rates = manpower.fixed_size_promotion_rates(SEATS, wastage)
    return found + [rounded(f"promotion rate out of {i + 1}, fixed size", RATES[i], rates[i], 6e-5) for i in range(4)]


def per_year(per_quarter: float) -> float:
    """Return the yearly rate of exits that gives a chance to leave in each quarter."""
    return -4.0 * math.log1p(-per_quarter)


EFFECTS = (
    "learning_by_doing",
    "learning_by_coaching",
    "mood_noise",
    "engagement_effect",
    "promotion_lift",
    "passed_over_drop",
    "stall_drop",
)
STILL: dict[str, float] = {
    **dict.fromkeys(EFFECTS, 0.0),
    "stall_effect": 0.0,
    "weeks_to_fill": 0.0,
    "inside_patience": 1_000_000,
}
"""Settings under which nothing but exits and promotions happens."""


def simulated(made: Ladder, quarters: int, seed: int, futures: int, **settings: float) -> CareerResults:
    """Simulate careers by lot: nobody stalls, nobody is better."""
    plan = plan_careers(made, policy_named("random", {}), settings_from({**STILL, **settings}), quarters)
    return simulate_careers(plan, seed=seed, replications=futures, horizon=min(60, quarters), workers=2)


def open_ladder() -> Ladder:
    """Return the ladder whose expected moves are `MOVES`: a committee promotes a share of those who stayed."""
    levels: dict[str, dict[str, object]] = {}
    for row in range(5):
        stay, up = MOVES[row][row], MOVES[row][row + 1] if row < 4 else 0.0
        level: dict[str, object] = {
            "headcount": "committee",
            "heads": round(STEADY[row]),
            "hires_per_quarter": RECRUITS[row],
            "exits_per_year": per_year(1.0 - stay - up),
        }
        if row:
            level["promotion_share"] = MOVES[row - 1][row] / (MOVES[row - 1][row] + MOVES[row - 1][row - 1])
        levels[f"l{row}"] = level
    return Ladder.model_validate(line_ladder(levels))


def fixed_ladder(outside: float) -> Ladder:
    """Return a ladder of fixed size whose vacancies are filled from below, but for a share."""
    entry, above = {"entry": True, "external_share": 1.0}, {"external_share": outside}
    leaving = {"exits_per_year": per_year(WASTAGE)}
    levels = {f"l{row}": {"seats": seats, **leaving, **(above if row else entry)} for row, seats in enumerate(SEATS)}
    return Ladder.model_validate(line_ladder(levels))


def in_the_engine(seed: int, futures: int = FUTURES, outside: float = 0.0, **settings: float) -> list[Reading]:
    """Simulate the two ladders and compare them with paper."""
    moved = simulated(open_ladder(), 160, seed, futures, **settings)
    heads = moved.series["heads"][:, 60:, ::-1].mean(axis=1)
    found = [sampled(f"heads of level {i + 1}, simulated", STEADY[i], heads[:, i], 5e-3) for i in range(5)]
    left = moved.series["left"][:, 60:].sum(axis=2).mean(axis=1)
    found.append(sampled("leavers a quarter, simulated", 10.0, left))
    cases = simulated(fixed_ladder(outside), 80, seed, futures, **settings).cases
    rates = (cases["promoted"].sum(axis=2) / np.maximum(1.0, cases["present"].sum(axis=2)))[:, ::-1]
    return found + [sampled(f"promotion rate out of {i + 1}, simulated", RATES[i], rates[:, i], 5e-5) for i in range(4)]


def everything(seed: int) -> list[Reading]:
    """All readings on flows of people."""
    return [*on_paper(seed), *in_the_engine(seed)]


STAYING = tuple(
    tuple(share / math.fsum(row) if row != (0.0, 0.0, 0.0, 0.0, 0.9) else share for share in row) for row in MOVES
)
"""Mutant: wastage ignored below the top."""

CHECKS = [
    Check(
        "V5-manpower",
        "A ladder holds as many people, for as long, and promotes as often as the closed forms of manpower "
        "planning say.",
        "Bartholomew, Forbes & McClean 1991, chapters 4 and 5; numbers by independent code",
        everything,
        {
            "wastage ignored on paper": partial(on_paper, moves=STAYING),
            "nobody leaves": partial(in_the_engine, futures=4, attrition_rate=0.0),
            "a third hired from outside": partial(in_the_engine, futures=20, outside=0.33),
        },
    )
]
