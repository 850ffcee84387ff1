"""More work in progress: as many launches, later."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import company

LIMITS = (1, 2, 3, 5, 9)
USUAL, MANY = 3, 9
FREE = ("parameters.delivery.switching_loss=0", "parameters.exceptions.crowding_effect=0")
QUIET = ("mechanisms.exceptions=false", *FREE)
"""No questions at all."""
FLAT = 0.03
"""Share of the launches at the usual limit that counts as no difference, as in the metric's region of equivalence."""


METRICS = shown("launches", "cycle_time", "rework_share", "realised_value")


def run(lab: Lab) -> Findings:
    """Run the limits, with and without what having much in hand costs."""
    arms, free, quiet = (
        {limit: lab.futures(company(wip=limit), *settings) for limit in LIMITS} for settings in ((), FREE, QUIET)
    )
    without = {"switching and crowding": free, "questions, switching and crowding": quiet}

    def rise(found: dict[int, Futures], metric: str, limit: int = MANY) -> Values:
        return found[limit].less(found[USUAL], metric)

    def margin(found: dict[int, Futures]) -> float:
        return FLAT * float(found[USUAL].total("launches").mean())

    more, longer = rise(arms, "launches"), rise(arms, "cycle_time")
    elsewhere = [
        *((f"limit {limit} - limit {USUAL}", arms, limit) for limit in (2, 5)),
        *(
            (f"limit {limit} - limit {USUAL}, without {what}", found, limit)
            for limit in (MANY, 5)
            for what, found in without.items()
        ),
    ]
    claims = (
        Claim(
            "A higher limit of work in progress lengthens cycle time.",
            (above(f"cycle time: limit {MANY} - limit {USUAL}", longer, "weeks"),),
            "team time is shared among more items, and work throws up more questions the more is in hand",
            tuple(
                above(f"what {what} add to the rise", longer - rise(found, "cycle_time"), "weeks")
                for what, found in without.items()
            ),
        ),
        Claim(
            "It brings no more launches.",
            (below(f"launches: limit {MANY} - limit {USUAL}, less {FLAT:.0%}", more - margin(arms), "launches"),),
            "nothing is added by having more in hand; switching and questions take some away",
            tuple(
                above(f"what {what} take away", rise(found, "launches") - more, "launches")
                for what, found in without.items()
            ),
        ),
        Claim(
            "Launches stay flat: within 3 %.",
            (nothing(f"launches: limit {MANY} - limit {USUAL}", more, "launches", margin(arms)),),
            searched=tuple(
                nothing(what, rise(found, "launches", limit), "launches", margin(found), tests=len(elsewhere))
                for what, found, limit in elsewhere
            ),
        ),
    )
    lines = {"as it is": arms, "no switching loss, no crowding": free, "no questions either": quiet}
    panels = metric_panels(
        METRICS,
        "limit of work in progress, items a team",
        f"difference to a limit of {USUAL}",
        LIMITS,
        lines,
        lambda label, metric, limit: rise(lines[label], metric, limit),
    )
    note = "Eight teams of seven engineers under four directors, twelve quarters. Everything else is equal."
    chart = lines_chart("P7-wip", "More in hand: not more launches, but later ones", note, panels)
    table = tuple(
        reading(f"{metric.replace('_', ' ')}: limit {limit} - limit {USUAL}", rise(arms, metric, limit), unit=unit)
        for metric, _, unit, _ in METRICS
        for limit in LIMITS
        if limit != USUAL
    )
    return Findings(claims, (chart,), (("Every limit against the usual one", table),))


PATTERN = Pattern(
    "P7-wip",
    "High work in progress leaves launches flat and lengthens cycle time",
    "A team's time is shared among what it has in hand; each item beyond the first costs time for switching and "
    "throws up more questions. Work that waits for another team or for a decision is parked and does not count.",
    "Four branches of two teams; the limit of work in progress of every team is 1 to 9. Off in the ablations: "
    "`delivery.switching_loss` and `exceptions.crowding_effect`, then also `mechanisms.exceptions`.",
    run,
)
