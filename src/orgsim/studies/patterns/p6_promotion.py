"""Promoting the best performer: what it costs when skill in one job says little about the next."""

from functools import cache

import numpy as np

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import Array, simulate_careers
from orgsim.metrics.outcome import Values
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import ladder_of
from orgsim.scenario.ladder.settings import settings_from
from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, Side, reading
from orgsim.studies.runs import Lab, Text

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
        levels["expert"] = {
            "title": "Expert",
            "track": "ic",
            "rung": 2,
            "headcount": "committee",
            "heads": 8,
            "promotion_share": 0.1,
            **exits,
        }
        moves.append({"from": "pm", "to": "expert"})
    tracks = {"ic": {"title": "Individual"}, "management": {"title": "Management", "manages": True}}
    return {
        "name": "dual" if dual else "single",
        "tracks": tracks,
        "levels": levels,
        "moves": moves,
        "reviews_per_year": 2,
    }


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

    hurt = effect(0.0, False)
    claims = (
        Claim(
            "Promoting the best rated leaves everybody together less skilled than a lot does, when nothing carries "
            "over.",
            (reading("all: best - lot, transfer 0", hurt, "below", unit="sd of skill"),),
            "the best leave the work they are best at",
            (
                reading(
                    "all: what is lost between transfer 1 and 0", hurt - effect(1.0, False), "below", unit="sd of skill"
                ),
            ),
        ),
        Claim(
            "Those who lead are the better for it only as far as skill carries over.",
            (
                reading(
                    "leads and directors: best - lot, transfer 1",
                    effect(1.0, False, "lead", "director"),
                    "above",
                    unit="sd of skill",
                ),
                reading(
                    "leads and directors: best - lot, transfer 0",
                    effect(0.0, False, "lead", "director"),
                    "nothing",
                    unit="sd of skill",
                    margin=0.1,
                ),
            ),
        ),
        Claim(
            "A dual track relieves it: the loss at transfer 0 is smaller where the best may also become experts.",
            (
                reading(
                    "all: loss with one track - loss with two", effect(0.0, True) - hurt, "above", unit="sd of skill"
                ),
            ),
            "the best need not leave their work to rise",
            (),
            tuple(
                reading(
                    f"transfer {transfer:g}: the same",
                    effect(transfer, True) - effect(transfer, False),
                    "above",
                    unit="sd of skill",
                    tests=4,
                )
                for transfer in TRANSFERS[1:]
            ),
        ),
    )

    def series(label: str, dual: bool, *levels: str, expected: Side = "report") -> Series:
        found: list[Reading] = [reading(label, effect(transfer, dual, *levels), expected) for transfer in TRANSFERS]
        return Series(label, TRANSFERS, found)

    panels = [
        Panel(
            heading,
            "transfer: correlation of standing in one job and the next",
            "best - lot, sd of skill",
            [series(label, dual, *levels) for label, dual in (("one track", False), ("dual track", True))],
        )
        for heading, levels in (
            ("everybody", ()),
            ("leads and directors", ("lead", "director")),
            ("product managers", ("pm",)),
        )
    ]
    chart = lines_chart(
        "P6-promotion",
        "Promoting the best rated against promoting by lot",
        "Forty product managers, eight leads, two directors; the second ten of twenty years.",
        panels,
    )
    return Findings(claims, (chart,))


def mean_standing(series: Array, rows: list[int]) -> Values:
    """Return the mean skill of the people of some levels over what is expected, in standard deviations, (R,)."""
    heads = series["heads"][:, :, rows].sum(axis=(1, 2))
    skill = series["skill"][:, :, rows].sum(axis=(1, 2))
    return np.asarray((skill / heads - EXPECTED) / SPREAD, float)


PATTERN = Pattern(
    "P6-promotion",
    "Promoting the best performer hurts when skills transfer badly; a dual track relieves it",
    "A promotion takes people out of work in which they stand out into work in which they stand where the dial "
    "says: 1 where they stood, 0 anywhere.",
    "The career simulator on a ladder of fifty seats. Promotion of the best rated against promotion by lot. The "
    "ablation turns the dial to 1.",
    run,
    {
        "": (
            (
                "In the career simulator the dial applies to every step, on the individual track too: who becomes an "
                "expert is drawn anew like who "
                "becomes a lead. A dual track can therefore not keep the best in the work they are best at here. Inside "
                "an organisation a promotion "
                "without a new post changes the level and leaves skill as it is."
            ),
        )
    },
)
