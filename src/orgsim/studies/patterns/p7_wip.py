"""More work in progress: as many launches, later."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, Side, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import company

LIMITS = (1, 2, 3, 5, 9)
USUAL, MANY = 3, 9
FREE = ("parameters.delivery.switching_loss=0", "parameters.exceptions.crowding_effect=0")
QUIET = ("mechanisms.exceptions=false", *FREE)
"""No questions at all."""
FLAT = 0.03
"""Share of the launches at the usual limit that counts as no difference, as in the metric's region of equivalence."""


METRICS = (
    ("launches", "launches", "initiatives"),
    ("cycle_time", "cycle time, median", "weeks"),
    ("rework_share", "rework", "share"),
    ("realised_value", "realised value", "$M"),
)


def difference(
    arms: dict[int, Futures], limit: int, metric: str, expected: Side = "report", *, unit: str = ""
) -> Reading:
    """Return a limit against the usual one."""
    values = arms[limit].total(metric) - arms[USUAL].total(metric)
    return reading(f"{metric.replace('_', ' ')}: limit {limit} - limit {USUAL}", values, expected, unit=unit)


def run(lab: Lab) -> Findings:
    """Run the limits, with and without what having much in hand costs."""
    arms = {limit: lab.futures(company(wip=limit)) for limit in LIMITS}
    free = {limit: lab.futures(company(wip=limit), *FREE) for limit in LIMITS}
    quiet = {limit: lab.futures(company(wip=limit), *QUIET) for limit in LIMITS}
    usual = arms[USUAL].total("launches")
    margin = FLAT * float(usual.mean())
    more = arms[MANY].total("launches") - usual
    longer = arms[MANY].total("cycle_time") - arms[USUAL].total("cycle_time")
    shares = {"switching and crowding": (free, longer - rise(free, "cycle_time"), rise(free, "launches") - more)}
    shares["questions, switching and crowding"] = (
        quiet,
        longer - rise(quiet, "cycle_time"),
        rise(quiet, "launches") - more,
    )
    claims = (
        Claim(
            "A higher limit of work in progress lengthens cycle time.",
            (reading(f"cycle time: limit {MANY} - limit {USUAL}", longer, "above", unit="weeks"),),
            "team time is shared among more items, and work throws up more questions the more is in hand",
            tuple(
                reading(f"what {what} add to the rise", added, "above", unit="weeks")
                for what, (_, added, _) in shares.items()
            ),
        ),
        Claim(
            "It brings no more launches.",
            (
                reading(
                    f"launches: limit {MANY} - limit {USUAL}, less {FLAT:.0%}", more - margin, "below", unit="launches"
                ),
            ),
            "nothing is added by having more in hand; switching and questions take some away",
            tuple(
                reading(f"what {what} take away", lost, "above", unit="launches")
                for what, (_, _, lost) in shares.items()
            ),
        ),
        Claim(
            "Launches stay flat: within 3 %.",
            (reading(f"launches: limit {MANY} - limit {USUAL}", more, "nothing", unit="launches", margin=margin),),
            searched=(
                *(
                    reading(
                        f"limit {limit} - limit {USUAL}",
                        arms[limit].total("launches") - usual,
                        "nothing",
                        unit="launches",
                        margin=margin,
                        tests=6,
                    )
                    for limit in (2, 5)
                ),
                *(
                    reading(
                        f"limit {MANY} - limit {USUAL}, without {what}",
                        rise(found, "launches"),
                        "nothing",
                        unit="launches",
                        margin=FLAT * float(found[USUAL].total("launches").mean()),
                        tests=6,
                    )
                    for what, (found, _, _) in shares.items()
                ),
                *(
                    reading(
                        f"limit 5 - limit {USUAL}, without {what}",
                        found[5].total("launches") - found[USUAL].total("launches"),
                        "nothing",
                        unit="launches",
                        margin=FLAT * float(found[USUAL].total("launches").mean()),
                        tests=6,
                    )
                    for what, (found, _, _) in shares.items()
                ),
            ),
        ),
    )
    panels = [
        Panel(
            title,
            "limit of work in progress, items a team",
            f"difference to a limit of {USUAL}, {unit}",
            [
                series(arms, metric, "as it is"),
                series(free, metric, "no switching loss, no crowding"),
                series(quiet, metric, "no questions either"),
            ],
        )
        for metric, title, unit in METRICS
    ]
    chart = lines_chart(
        "P7-wip",
        "More in hand: not more launches, but later ones",
        "Eight teams of seven engineers under four directors, twelve quarters. Everything else is equal.",
        panels,
    )
    tables = tuple(
        difference(arms, limit, metric, unit=unit) for metric, _, unit in METRICS for limit in LIMITS if limit != USUAL
    )
    return Findings(claims, (chart,), (("Every limit against the usual one", tables),))


def rise(arms: dict[int, Futures], metric: str) -> Values:
    """Return a metric at the high limit less that at the usual one."""
    return arms[MANY].total(metric) - arms[USUAL].total(metric)


def series(arms: dict[int, Futures], metric: str, label: str) -> Series:
    """Return all limits against the usual one."""
    return Series(label, LIMITS, [difference(arms, limit, metric) for limit in LIMITS])


PATTERN = Pattern(
    "P7-wip",
    "High work in progress leaves launches flat and lengthens cycle time",
    "A team's time is shared among what it has in hand; each item beyond the first costs time for switching and "
    "throws up more questions. "
    "What waits for somebody else is parked and does not count.",
    "Four branches of two teams; the limit of work in progress of every team is 1 to 9. Off in the ablations: "
    "`delivery.switching_loss` and "
    "`exceptions.crowding_effect`, then also `mechanisms.exceptions`.",
    run,
)
