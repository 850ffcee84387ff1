"""Centralised decision rights: one desk for everything, and a queue before it."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Claim, Findings, Pattern, Side, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import company

RIGHTS = {
    "owners": ("roles.pm.rights.fund=decide",),
    "directors": (),
    "head": ("roles.director.rights.fund=none", "roles.cpo.rights.fund=decide"),
}
"""Who may fund an initiative."""
LABELS = {"owners": "owners decide", "directors": "directors decide", "head": "the head decides"}
QUICK = ("parameters.decisions.minutes_to_decide=0.5",)
ROOMY = ("roles.cpo.hours={administration: 10, contact: 10, desk: 17, portfolio: 3, product: 0}",)
SIZES = (1, 2, 3, 4)
"""Teams a branch; two branches, so that the head has two reports whatever the size, and as many hours at the desk."""
METRICS = (
    ("decision_latency", "decision latency, median", "weeks"),
    ("busiest_desk", "busiest desk", "share"),
    ("launches", "launches", "initiatives"),
    ("realised_value", "realised value", "$M"),
)


def run(lab: Lab) -> Findings:
    """Give the right to fund to owners, directors or the head, in companies of several sizes."""
    arms = {(who, size): lab.futures(company(2, size), *settings) for who, settings in RIGHTS.items() for size in SIZES}
    large = SIZES[-1]
    quick = {who: lab.futures(company(2, large), *RIGHTS[who], *QUICK) for who in ("directors", "head")}
    roomy = lab.futures(company(2, large), *RIGHTS["head"], *ROOMY)

    def effect(size: int, metric: str) -> Values:
        return arms["head", size].total(metric) - arms["directors", size].total(metric)

    wait = effect(large, "decision_latency")
    quick_wait = quick["head"].total("decision_latency") - quick["directors"].total("decision_latency")
    claims = (
        Claim(
            "When the head decides instead of directors, decisions wait longer.",
            (reading(f"median latency: head - directors, {2 * large} teams", wait, "above", unit="weeks"),),
            "one desk serves all cases: its load, not its rank, makes them wait",
            (
                reading(
                    "what quick decisions (half a minute) take off the wait", wait - quick_wait, "above", unit="weeks"
                ),
                reading(
                    "what twelve more hours a week at the head's desk take off",
                    arms["head", large].total("decision_latency") - roomy.total("decision_latency"),
                    "above",
                    unit="weeks",
                ),
            ),
        ),
        Claim(
            "The wait grows with the company, as the load of the one desk does.",
            (
                reading(
                    "wait added by the head: largest - smallest company",
                    wait - effect(SIZES[0], "decision_latency"),
                    "above",
                    unit="weeks",
                ),
                reading(
                    "busiest desk, head decides: largest - smallest company",
                    arms["head", large].total("busiest_desk") - arms["head", SIZES[0]].total("busiest_desk"),
                    "above",
                    unit="share",
                ),
            ),
        ),
        Claim(
            "When owners decide alone, nobody waits.",
            (
                reading(
                    "median latency: owners - directors",
                    arms["owners", large].total("decision_latency")
                    - arms["directors", large].total("decision_latency"),
                    "below",
                    unit="weeks",
                ),
            ),
        ),
    )
    panels = [
        Panel(
            title,
            "teams",
            f"less directors deciding, {unit}",
            [series(arms, who, metric) for who in ("owners", "head")],
        )
        for metric, title, unit in METRICS
    ]
    chart = lines_chart(
        "P9-centralised",
        "One desk for everything: decisions wait",
        "Who may fund an initiative: its owner, the director, or the head. Companies of two branches of one to four "
        "teams, twelve quarters.",
        panels,
    )
    table = tuple(
        reading(f"{title}: {LABELS[who]}, {2 * size} teams", arms[who, size].total(metric), unit=unit)
        for metric, title, unit in METRICS[:2]
        for who in RIGHTS
        for size in SIZES
    )
    return Findings(claims, (chart,), (("Levels, not differences", table),))


def series(arms: dict[tuple[str, int], Futures], who: str, metric: str, expected: Side = "report") -> Series:
    """Return one allocation of the right against directors deciding, by size."""
    found = [
        reading(f"{who}, {size}", arms[who, size].total(metric) - arms["directors", size].total(metric), expected)
        for size in SIZES
    ]
    return Series(LABELS[who], [2 * size for size in SIZES], found)


PATTERN = Pattern(
    "P9-centralised",
    "Centralised decision rights make decisions wait",
    "A request waits at the desk of whoever holds the right; a desk is open for the hours the role gives it, and "
    "its wait follows its load.",
    "Companies of two branches of one to four teams. The right to fund initiatives is with owners, with directors "
    "(the default), or with the head. "
    "Off in the ablation: the time a decision takes; and the head gets a desk with 17 hours instead of 5.",
    run,
)
