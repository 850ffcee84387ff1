"""Regression to the mean: the worst team gets better, whatever is done about it."""

import numpy as np

from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, reading
from orgsim.studies.runs import Array, Futures, Lab, Text
from orgsim.studies.worlds import changed, company, director

BEFORE, AFTER = slice(0, 4), slice(4, 8)
"""Quarters: the year in which the worst team is picked, and the year after."""


def helped(text: Text, team: str) -> Text:
    """Give one team a second product manager after the first year."""
    branch = int(team[1])
    text = changed(text, posts={"helper": {"role": "pm", "reports_to": director(branch), "helps": team}})
    text["changes"][0]["quarter"] = BEFORE.stop
    return text


def run(lab: Lab) -> Findings:
    """Help every team in turn; look at those futures' worst teams."""
    text = company(2, 2, quarters=8)
    base = lab.futures(text)
    names = base.organization.teams
    treated = [lab.futures(helped(text, name)) for name in names]
    rows = np.arange(len(base.launches))
    before, after = base.launches[:, :, BEFORE].sum(axis=2), base.launches[:, :, AFTER].sum(axis=2)
    worst, best = before.argmin(axis=1), before.argmax(axis=1)
    helped_after = np.stack([arm.launches[:, team, AFTER].sum(axis=1) for team, arm in enumerate(treated)], axis=1)
    trend = after.mean(axis=1) - before.mean(axis=1)
    rise = after[rows, worst] - before[rows, worst]
    naive = helped_after[rows, worst] - before[rows, worst]
    true = helped_after[rows, worst] - after[rows, worst]
    claims = (
        Claim(
            "The worst team of a year gets better in the next one without any treatment (placebo).",
            (
                reading(
                    "worst team, untreated: rise over that of all teams", rise - trend, "above", unit="launches a year"
                ),
            ),
            "a bad year is partly bad luck: teams differ by chance more than by what lasts",
            (
                reading(
                    "what is left out when the team is picked by turns, not for its year",
                    rise - (after[rows, rows % len(names)] - before[rows, rows % len(names)]),
                    "above",
                    unit="launches a year",
                ),
            ),
        ),
        Claim(
            "The best one gets worse.",
            (
                reading(
                    "best team, untreated: rise over that of all teams",
                    after[rows, best] - before[rows, best] - trend,
                    "below",
                    unit="launches a year",
                ),
            ),
        ),
        Claim(
            "So looking at the treated team before and after overstates what the treatment does.",
            (
                reading(
                    "before and after, less treated against untreated in the same future",
                    naive - true,
                    "above",
                    unit="launches a year",
                ),
            ),
        ),
    )
    table = (
        reading("worst team, helped: after - before", naive, unit="launches a year"),
        reading("worst team, untreated: after - before", rise, unit="launches a year"),
        reading("worst team, helped - untreated (the effect)", true, unit="launches a year"),
    )
    return Findings(claims, (chart(base, treated, worst),), (("A second product manager for the worst team", table),))


def chart(base: Futures, treated: list[Futures], worst: Array) -> Chart:
    """Draw the worst team's quarters, treated and untreated, against the average team's."""
    rows = np.arange(len(worst))
    average = base.launches.mean(axis=1)
    untreated = base.launches[rows, worst] - average
    with_help = np.stack([arm.launches[:, team] for team, arm in enumerate(treated)], axis=1)[rows, worst] - average
    quarters = list(range(1, average.shape[1] + 1))
    series = [
        Series(label, quarters, [reading(label, values[:, q - 1]) for q in quarters])
        for label, values in (("untreated", untreated), ("a second product manager from quarter 5", with_help))
    ]
    panel = Panel(
        "launches of the worst team of the first year", "quarter", "difference to the average team, launches", series
    )
    return lines_chart(
        "P8-regression",
        "The worst team gets better, whatever is done about it",
        "Four alike teams; in each future the one with the fewest launches in quarters 1 to 4.",
        [panel],
        columns=1,
    )


PATTERN = Pattern(
    "P8-regression",
    "Regression to the mean: an untreated bad team improves too",
    "What a team launches in a year is partly luck. Whoever is picked for a bad year has, on average, bad luck "
    "behind and usual luck ahead.",
    "Four teams that differ in nothing but luck and people. In each future the one with the fewest launches in the "
    "first year is looked at in "
    "the second: left alone, and with a second product manager.",
    run,
)
