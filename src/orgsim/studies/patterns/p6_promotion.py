"""Promoting the best performer: what it costs when skill in one job says little about the next."""

from functools import cache

import numpy as np

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import Array, simulate_careers
from orgsim.metrics.outcome import Values
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import ladder_of
from orgsim.scenario.ladder.settings import settings_from
from orgsim.studies.charts import Panel, lines_chart, means
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import Text

TRANSFERS = (0.0, 0.25, 0.5, 0.75, 1.0)
QUARTERS, COUNTED = 80, slice(40, None)
"""Twenty years, of which the second ten count."""
EXPECTED, SPREAD = 0.5, 0.15
"""What every level expects of skill, and the standard deviation of skill among unselected people."""


def ladder(dual: bool) -> Text:
    """Return a ladder of product managers, leads and directors; with a dual track a tenth of the eligible a round become experts."""
    exits = {"exits_per_year": 0.19, "min_quarters": 4}
    levels: Text = {
        "pm": {"title": "Product manager", "track": "ic", "rung": 1, "entry": True, "seats": 40, **exits},
        "lead": {"title": "Lead", "track": "management", "rung": 2, "seats": 8, **exits},
        "director": {"title": "Director", "track": "management", "rung": 3, "seats": 2, **exits},
    }
    moves = [{"from": "pm", "to": "lead"}, {"from": "lead", "to": "director"}]
    if dual:
        committee = {"headcount": "committee", "heads": 8, "promotion_share": 0.1}
        levels["expert"] = {"title": "Expert", "track": "ic", "rung": 2, **committee, **exits}
        moves.append({"from": "pm", "to": "expert"})
    tracks = {"ic": {"title": "Individual"}, "management": {"title": "Management", "manages": True}}
    named = {"name": "dual" if dual else "single", "reviews_per_year": 2}
    return {**named, "tracks": tracks, "levels": levels, "moves": moves}


def run(lab: Lab) -> Findings:
    """Promote the best rated, or by lot, at every setting of the dial, with one track and with two."""

    @cache
    def standing(policy: str, transfer: float, dual: bool, *levels: str) -> Values:
        found = ladder_of(ladder(dual))
        plan = plan_careers(found, policy_named(policy), settings_from({"transfer": transfer}), QUARTERS)
        results = simulate_careers(plan, replications=lab.replications, seed=lab.seed, workers=lab.workers)
        return mean_standing(results.series[:, COUNTED], [plan.row(level) for level in levels or plan.levels])

    def effect(transfer: float, dual: bool, *levels: str) -> Values:
        return standing("merit", transfer, dual, *levels) - standing("random", transfer, dual, *levels)

    hurt, unit = effect(0.0, False), "sd of skill"
    leads = {transfer: effect(transfer, False, "lead", "director") for transfer in (0.0, 1.0)}
    claims = (
        Claim(
            "Promoting the best rated leaves everybody together less skilled than a lot does, when nothing carries "
            "over.",
            (below("all: best - lot, transfer 0", hurt, unit),),
            "the best leave the work they are best at",
            (below("all: what is lost between transfer 1 and 0", hurt - effect(1.0, False), unit),),
        ),
        Claim(
            "Those who lead are the better for it only as far as skill carries over.",
            (
                above("leads and directors: best - lot, transfer 1", leads[1.0], unit),
                nothing("leads and directors: best - lot, transfer 0", leads[0.0], unit, 0.1),
            ),
        ),
        Claim(
            "A dual track relieves it: the loss at transfer 0 is smaller where the best may also become experts.",
            (above("all: loss with one track - loss with two", effect(0.0, True) - hurt, unit),),
            "the best need not leave their work to rise",
            searched=tuple(
                above(f"transfer {dial:g}: the same", effect(dial, True) - effect(dial, False), unit, tests=4)
                for dial in TRANSFERS[1:]
            ),
        ),
    )
    groups = {"everybody": (), "leads and directors": ("lead", "director"), "product managers": ("pm",)}
    panels = [
        Panel(
            heading,
            "transfer: correlation of standing in one job and the next",
            "best - lot, sd of skill",
            [
                means(label, TRANSFERS, (reading(label, effect(transfer, dual, *levels)) for transfer in TRANSFERS))
                for label, dual in (("one track", False), ("dual track", True))
            ],
        )
        for heading, levels in groups.items()
    ]
    note = "Forty product managers, eight leads, two directors; the second ten of twenty years."
    title = "Promoting the best rated against promoting by lot"
    return Findings(claims, (lines_chart("P6-promotion", title, note, panels),))


def mean_standing(series: Array, rows: list[int]) -> Values:
    """Return the mean skill of the people of some levels over what is expected, in standard deviations, (R,)."""
    heads = series["heads"][:, :, rows].sum(axis=(1, 2))
    skill = series["skill"][:, :, rows].sum(axis=(1, 2))
    return np.asarray((skill / heads - EXPECTED) / SPREAD, float)


PATTERN = Pattern(
    "P6-promotion",
    "Promoting the best performer hurts when skills transfer badly; a dual track relieves it",
    "A promotion takes people out of work in which they stand out into work in which their standing depends on the "
    "dial: at 1 it stays as it was, at 0 it is drawn anew.",
    "The career simulator on a ladder of fifty seats. Promotion of the best rated against promotion by lot. The "
    "ablation turns the dial to 1.",
    run,
    {
        "": (
            "In the career simulator the dial applies to every step, on the individual track too: the skill of a new "
            "expert is drawn anew just as that of a new lead. A dual track can therefore not keep the best in the work "
            "they are best at here. Inside an organisation a promotion without a new post changes the level and leaves "
            "skill as it is."
        )
    },
)
