"""Regression to the mean: the worst team gets better, whatever is done about it."""

import numpy as np

from orgsim.studies.charts import Panel, lines_chart, means
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, reading
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import Text, changed, company, director

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
    untreated = base.launches
    helped_teams = [lab.futures(helped(text, name)).launches[:, team] for team, name in enumerate(names)]
    treated = np.stack(helped_teams, axis=1)
    rows = np.arange(len(untreated))
    before, after = untreated[:, :, BEFORE].sum(axis=2), untreated[:, :, AFTER].sum(axis=2)
    worst, best, turn = before.argmin(axis=1), before.argmax(axis=1), rows % len(names)
    trend = after.mean(axis=1) - before.mean(axis=1)
    rise, fall, any_rise = ((after - before)[rows, team] for team in (worst, best, turn))
    naive = treated[rows, worst, AFTER].sum(axis=1) - before[rows, worst]
    true = naive - rise
    unit = "launches a year"
    claims = (
        Claim(
            "The worst team of a year gets better in the next one without any treatment (placebo).",
            (above("worst team, untreated: rise over that of all teams", rise - trend, unit),),
            "a bad year is partly bad luck: teams differ by chance more than by what lasts",
            (above("what is left out when the team is picked by turns, not for its year", rise - any_rise, unit),),
        ),
        Claim(
            "The best one gets worse.",
            (below("best team, untreated: rise over that of all teams", fall - trend, unit),),
        ),
        Claim(
            "So looking at the treated team before and after overstates what the treatment does.",
            (above("before and after, less treated against untreated in the same future", naive - true, unit),),
        ),
    )
    table = (
        reading("worst team, helped: after - before", naive, unit=unit),
        reading("worst team, untreated: after - before", rise, unit=unit),
        reading("worst team, helped - untreated (the effect)", true, unit=unit),
    )
    lines = {"untreated": untreated, "a second product manager from quarter 5": treated}
    quarters = range(1, untreated.shape[2] + 1)
    apart = {label: values[rows, worst] - untreated.mean(axis=1) for label, values in lines.items()}
    panel = Panel(
        "launches of the worst team of the first year",
        "quarter",
        "difference to the average team, launches",
        [means(label, quarters, (reading(label, gap[:, q - 1]) for q in quarters)) for label, gap in apart.items()],
    )
    title = "The worst team gets better, whatever is done about it"
    note = "Four alike teams; in each future the one with the fewest launches in quarters 1 to 4."
    chart = lines_chart("P8-regression", title, note, [panel], columns=1)
    return Findings(claims, (chart,), (("A second product manager for the worst team", table),))


PATTERN = Pattern(
    "P8-regression",
    "Regression to the mean: an untreated bad team improves too",
    "What a team launches in a year is partly luck. A team that is picked for a bad year has, on average, bad luck "
    "behind it and usual luck ahead.",
    "Four teams that differ in nothing but luck and people. In each future the one with the fewest launches in the "
    "first year is looked at in the second: left alone, and with a second product manager.",
    run,
)
