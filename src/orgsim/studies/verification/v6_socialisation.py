"""March's pattern in the engine's own mechanism of beliefs: how fast people adopt what the organisation holds, and turnover."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from orgsim import laboratory as lab
from orgsim.laboratory.records import Numbers, Whole
from orgsim.studies.charts import Panel, Series, held, lines_chart
from orgsim.studies.checks import Check, Reading, above, below, exact, of_series, sampled
from orgsim.studies.claims import Chart

MEMBERS, RUNS, WEEKS = 50, 100, 80
WEIGHTS = np.array([8.0, 5.0, 3.0, 2.0, 1.0, 0.5, 0.25, 0.25]) / 20.0
"""True weights of eight objectives."""
SPREAD = 0.8
"""How far newcomers misread them: the default of the engine."""
MINUTES, SCALE = 2400, 720.0
"""A week, and the trusted minutes that move a belief 63 % of the way: the default of the engine."""
RATES = ((0.1, 0.1), (0.5, 0.1), (0.9, 0.1), (0.1, 0.5), (0.5, 0.5), (0.9, 0.5), (0.1, 0.9), (0.5, 0.9), (0.9, 0.9))


def hub(p1: float, p2: float, connected: bool = True) -> tuple[Whole, Numbers]:
    """Return contact and trust of an organisation around a hub (row 0, the code), as 2400 minutes with the trust that moves beliefs by p.

    Members move by p1 a week toward the hub, the hub by p2 toward the mean of members.
    """
    contact = np.zeros((MEMBERS + 1, MEMBERS + 1), np.int64)
    trust = np.zeros(contact.shape)
    if connected:
        contact[1:, 0] = MINUTES
        trust[1:, 0] = -SCALE * math.log1p(-p1) / MINUTES
        contact[0, 1:] = MINUTES // MEMBERS
        trust[0, 1:] = -SCALE * math.log1p(-p2) / MINUTES
    return contact, trust


def fresh(run: int, count: int, weights: Numbers, seed: int, first_key: int = 0) -> Numbers:
    """Return what newcomers think."""
    return lab.first_beliefs(weights, SPREAD, lab.luck(seed, run), np.arange(first_key, first_key + count))


def move(beliefs: Numbers, p1: float, p2: float, connected: bool) -> Numbers:
    """Return the beliefs of everybody, the hub first, a week later; each block of columns is an organisation of its own."""
    contact, trust = hub(p1, p2, connected)
    return lab.move_beliefs(beliefs, beliefs, contact, trust=trust, contact_scale=SCALE)


def blocks(beliefs: Numbers) -> Numbers:
    """Return what a person (columns of all organisations) believes, (runs, K)."""
    return beliefs.reshape(-1, len(WEIGHTS))


def knowledge(beliefs: Numbers, weights: Numbers) -> Numbers:
    """Return how well beliefs (runs, K) match the weights of each run, (runs, K) or (K,)."""
    truths = np.broadcast_to(weights, beliefs.shape)
    return np.array([lab.belief_alignment(row, truth)[0] for row, truth in zip(beliefs, truths, strict=True)])


def slow_or_fast(seed: int, *, connected: bool = True, hub_listens: bool = True, runs: int = RUNS) -> list[Reading]:
    """What a hub without a clue knows in the end, by how fast members and hub move; where the conserved p2 M + p1 c puts it."""
    members = np.hstack([fresh(run, MEMBERS, WEIGHTS, seed) for run in range(runs)])
    found, known = [], {}
    for p1, p2 in RATES:
        beliefs = np.vstack([np.full(members.shape[1], 1.0 / len(WEIGHTS)), members])
        for _ in range(WEEKS):
            beliefs = move(beliefs, p1, p2 if hub_listens else 1e-12, connected)
        known[p1, p2] = knowledge(blocks(beliefs[0]), WEIGHTS)
        settled = blocks((p2 * members.mean(axis=0) + p1 / len(WEIGHTS)) / (p1 + p2))
        target, reason = float(knowledge(settled, WEIGHTS).mean()), "closed form; what 80 weeks leave of the start"
        what = f"hub moves by {p2:g}, members by {p1:g}: knowledge of the hub"
        found.append(exact(what, target, known[p1, p2].mean(), 1e-6, reason, series=f"hub {p2:g}", x=p1))
    for p2 in (0.1, 0.5, 0.9):
        for slow, fast in ((0.1, 0.5), (0.5, 0.9)):
            what = f"hub moves by {p2:g}: knows more with members at {slow:g} than at {fast:g}, by"
            found.append(above(what, 0.0, known[slow, p2] - known[fast, p2]))
    return found


PERIODS, SHIFTS, TURNOVER = 100, 0.3, 0.1
"""Periods, chance in each that the strategy shifts, and share of members who are replaced."""
LOOKS = (1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


def drifting(seed: int, turnover: float, *, connected: bool, informed: bool, runs: int) -> tuple[Numbers, Numbers]:
    """Return what the hubs of organisations that start aligned know in each period of a drifting world, and would if frozen."""
    truth = np.array(
        [lab.strategy_course(WEIGHTS, PERIODS + 1, lab.luck(seed, run), probability=SHIFTS) for run in range(runs)]
    )
    members = np.hstack([fresh(run, MEMBERS, WEIGHTS, seed) for run in range(runs)])
    beliefs = np.vstack([members.mean(axis=0), members])
    frozen = blocks(beliefs[0].copy())
    chance = np.random.default_rng([seed, 6])
    known, stale = [], []
    for period in range(1, PERIODS + 1):
        beliefs = move(beliefs, 0.5, 0.5, connected)
        for run in range(runs):
            leaving = np.flatnonzero(chance.random(MEMBERS) < turnover) + 1
            day = truth[run, period if informed else 0]
            columns = slice(run * len(WEIGHTS), (run + 1) * len(WEIGHTS))
            beliefs[leaving, columns] = fresh(run, len(leaving), day, seed, first_key=MEMBERS * (period + 1))
        if period in LOOKS:
            known.append(knowledge(blocks(beliefs[0]), truth[:, period]))
            stale.append(knowledge(frozen, truth[:, period]))
    return np.array(known), np.array(stale)


def rescue(seed: int, *, connected: bool = True, informed: bool = True, runs: int = RUNS) -> list[Reading]:
    """What the hub knows while the strategy drifts, without and with turnover."""
    still, frozen = drifting(seed, 0.0, connected=connected, informed=informed, runs=runs)
    moving, _ = drifting(seed, TURNOVER, connected=connected, informed=informed, runs=runs)
    found = []
    for place, period in enumerate(LOOKS):
        what = f"nobody is replaced: knowledge in period {period} is that of day one"
        day_one = float(frozen[place].mean())
        found.append(exact(what, day_one, still[place].mean(), series="nobody is replaced", x=period))
        if period >= 20:
            gap = moving[place] - still[place]
            what = f"a tenth is replaced: knowledge in period {period} higher by"
            found.append(above(what, 0.0, gap, series="rescue", x=period))
    return [
        *found,
        below("nobody is replaced: knowledge from period 10 to 100 changes by", 0.0, still[-1] - still[1]),
        sampled("a tenth is replaced: knowledge from period 20 to 100 changes by", 0.0, moving[-1] - moving[2]),
    ]


def everything(seed: int, **how: bool) -> list[Reading]:
    """The pattern, in the engine's own mechanism."""
    first, second = (
        {key: value for key, value in how.items() if key != other} for other in ("informed", "hub_listens")
    )
    return [*slow_or_fast(seed, **first), *rescue(seed, **second)]


def draw_socialisation(readings: Sequence[Reading]) -> Chart:
    """Draw what the hub knows by rates of learning, and by how much turnover raises it above what it is without."""
    hubs = [held(f"hub moves by {speed}", of_series(readings, f"hub {speed}")) for speed in ("0.1", "0.5", "0.9")]
    still, gained = of_series(readings, "nobody is replaced"), of_series(readings, "rescue")
    base = {reading.x: reading.obtained for reading in still}
    arms = [reading.tolerance for reading in gained]
    levels = [base[reading.x] + reading.obtained for reading in gained]
    rescued = Series("a tenth is replaced a period", [reading.x for reading in gained], levels, arms, arms)
    panels = (
        Panel("slow socialisation wins", "members move by, a week", "knowledge of the hub", hubs),
        Panel("turnover rescues", "period", "knowledge of the hub", [held("nobody is replaced", still), rescued]),
    )
    note = (
        "What the hub of an organisation knows (1 minus total variation distance to the true weights). Left: a hub that "
        "starts without a clue, after 80 weeks, by how fast members adopt what it holds. Right: an organisation that starts "
        "aligned, while the strategy drifts."
    )
    return lines_chart("V6b-socialisation", "The same pattern in the engine's beliefs", note, panels)


CHECKS = [
    Check(
        "V6b-socialisation",
        "In the engine's beliefs too, slow socialisation leaves the organisation knowing more, and turnover "
        "rescues it when strategy drifts.",
        "the pattern of March 1991; for the level of the hub the closed form (p2 M + p1 c) / (p1 + p2)",
        everything,
        {
            "a hub that does not listen": partial(everything, hub_listens=False),
            "newcomers who know the old strategy": partial(everything, informed=False),
        },
        {"no network": partial(everything, connected=False)},
        remarks=(
            "The pattern is the same, the reason is not quite. In March's model the code learns from those who know "
            "more than it does, and newcomers bring random variety; the engine has no such selection (nobody in it "
            "knows who is right), and newcomers bring the weights of the day, misread. Slow socialisation wins because "
            "the hub, which starts without a clue, drowns less of what members brought along.\n\n"
            "As in March's model, equal speeds of members and hub leave the hub equally wise at .1, .5 and .9 here: "
            "only their ratio matters."
        ),
        draw=draw_socialisation,
    )
]
