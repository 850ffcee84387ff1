"""Centralised decision rights: one desk for everything, and a queue before it."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, reading, shown
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import ROOMY_HEAD, company

RIGHTS = {
    "owners": ("roles.pm.rights.fund=decide",),
    "directors": (),
    "head": ("roles.director.rights.fund=none", "roles.cpo.rights.fund=decide"),
}
"""Who may fund an initiative."""
LABELS = {"owners": "owners decide", "directors": "directors decide", "head": "the head decides"}
QUICK = ("parameters.decisions.minutes_to_decide=0.5",)
SIZES = (1, 2, 3, 4)
"""Teams a branch; two branches, so that the head has two reports whatever the size, and as many hours at the desk."""
METRICS = shown("decision_latency", "busiest_desk", "launches", "realised_value")


def run(lab: Lab) -> Findings:
    """Give the right to fund to owners, directors or the head, in companies of several sizes."""
    arms = {(who, size): lab.futures(company(2, size), *settings) for who, settings in RIGHTS.items() for size in SIZES}
    large = SIZES[-1]
    quick = {who: lab.futures(company(2, large), *RIGHTS[who], *QUICK) for who in ("directors", "head")}
    roomy = lab.futures(company(2, large), *RIGHTS["head"], ROOMY_HEAD)
    latency = "decision_latency"

    def effect(size: int, metric: str, who: str = "head") -> Values:
        return arms[who, size].less(arms["directors", size], metric)

    wait = effect(large, latency)
    quicker = wait - quick["head"].less(quick["directors"], latency)
    loads = arms["head", large].less(arms["head", SIZES[0]], "busiest_desk")
    claims = (
        Claim(
            "When the head decides instead of directors, decisions wait longer.",
            (above(f"latency: head - directors, {2 * large} teams", wait, "weeks"),),
            "one desk serves all cases: its load, not its rank, makes them wait",
            (
                above("what quick decisions (half a minute) take off the wait", quicker, "weeks"),
                above(
                    "what twelve more hours a week at the head's desk take off",
                    arms["head", large].less(roomy, latency),
                    "weeks",
                ),
            ),
        ),
        Claim(
            "The wait grows with the company, as the load of the one desk does.",
            (
                above("wait added by the head: largest - smallest company", wait - effect(SIZES[0], latency), "weeks"),
                above("busiest desk, head decides: largest - smallest company", loads, "share"),
            ),
        ),
        Claim(
            "When owners decide alone, nobody waits.",
            (below("latency: owners - directors", effect(large, latency, "owners"), "weeks"),),
        ),
    )
    panels = metric_panels(
        METRICS,
        "teams",
        "less directors deciding",
        [2 * size for size in SIZES],
        [LABELS["owners"], LABELS["head"]],
        lambda label, metric, teams: effect(teams // 2, metric, "owners" if label == LABELS["owners"] else "head"),
    )
    note = (
        "Who may fund an initiative: its owner, the director, or the head. Companies of two branches of one to four "
        "teams, twelve quarters."
    )
    chart = lines_chart("P9-centralised", "One desk for everything: decisions wait", note, panels)
    table = tuple(
        reading(f"{title}: {LABELS[who]}, {2 * size} teams", arms[who, size].total(metric), unit=unit)
        for metric, title, unit, _ in METRICS[:2]
        for who in RIGHTS
        for size in SIZES
    )
    return Findings(claims, (chart,), (("Levels, not differences", table),))


PATTERN = Pattern(
    "P9-centralised",
    "Centralised decision rights make decisions wait",
    "A request waits at the desk of the post that holds the right; a desk is open for the hours the role gives it, and "
    "its wait follows its load.",
    "Companies of two branches of one to four teams. The right to fund initiatives is with owners, with directors "
    "(the default), or with the head. Off in the ablation: the time a decision takes; and the head gets a desk with "
    "17 hours instead of 5.",
    run,
)
