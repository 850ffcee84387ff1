"""Who signs a case: the director of its branch or the head, by the size of effects elsewhere and the room at the head's desk."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import ROOMY_HEAD, company

CENTRAL = (
    "roles.director.rights.fund=none",
    "roles.director.rights.scope=none",
    "roles.cpo.rights.fund=decide",
    "roles.cpo.rights.scope=approve",
)
"""The head has the say on scope and signs every case instead of the directors: one signature, and two looks at an idea, either way."""
SAME_EYES = (
    "roles.cpo.skills.discovery=0.6",
    "parameters.beliefs.belief_spread=0",
    "parameters.beliefs.strategy_error=0",
    "mechanisms.beliefs=false",
    "demand.drift_probability=0",
    "demand.market_spread=0",
)
"""The head judges cases no better than a director, and everybody knows the strategy and the markets: only what each answers for and
hears of differs."""
DESKS = {"the desk has room": (), "the desk is full": ("parameters.decisions.minutes_to_decide=720",)}
"""Three hours a decision, as usual, or twelve; the head has 17 hours a week for the desk in both."""
SPILLS = (0, 1, 3)
USUAL, MOST = 1, 3
"""Size of effects in other domains, as a share of what an initiative promises at home (standard deviation)."""
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
METRICS = shown("realised_value", "value_elsewhere", "duplicate_effort", "decision_latency", "lapsed", "busiest_desk")
ROOM, FULL = DESKS


def run(lab: Lab) -> Findings:
    """Let directors or the head sign, with effects elsewhere of three sizes, at a desk that has room and at one that is full."""
    text = company(4, 2)
    arms = {
        (desk, spill): tuple(
            lab.futures(text, ROOMY_HEAD, *SAME_EYES, *hours, f"demand.spill_size={spill}", *rights)
            for rights in ((), CENTRAL)
        )
        for desk, hours in DESKS.items()
        for spill in SPILLS
    }

    def value(desk: str, spill: int) -> Values:
        directors, head = arms[desk, spill]
        return head.gain(directors)

    def effect(desk: str, spill: int, metric: str) -> Values:
        directors, head = arms[desk, spill]
        return head.less(directors, metric)

    claims = (
        Claim(
            "A head who signs instead of directors catches more effects elsewhere and more of what is built twice, and decides later.",
            (
                above("value elsewhere: head - directors", effect(ROOM, USUAL, "value_elsewhere"), "$M"),
                below("duplicated effort: head - directors", effect(ROOM, USUAL, "duplicate_effort"), "share"),
                above("decision latency: head - directors", effect(ROOM, USUAL, "decision_latency"), "weeks"),
            ),
            "the head answers for all domains, so everything that is seen elsewhere counts; one desk serves all cases",
            (
                above(
                    "value elsewhere: what is lost of it when effects elsewhere are nil",
                    effect(ROOM, USUAL, "value_elsewhere") - effect(ROOM, 0, "value_elsewhere"),
                    "$M",
                ),
            ),
        ),
        Claim(
            "Where the desk has room, central rights are worth more the larger effects elsewhere are, and nothing without.",
            (
                above(f"value: effects of {MOST} - of 0", value(ROOM, MOST) - value(ROOM, 0), "share"),
                above(f"value: effects of {MOST}", value(ROOM, MOST), "share"),
                nothing("value: no effects elsewhere", value(ROOM, 0), "share", SAME),
            ),
        ),
        Claim(
            "Where the head's desk is full, central rights cost value.",
            (
                below("value: head - directors, the desk is full", value(FULL, USUAL), "share"),
                below("value: a full desk - a desk with room", value(FULL, USUAL) - value(ROOM, USUAL), "share"),
            ),
            "cases wait, and what waits fades or lapses",
        ),
    )
    panels = metric_panels(
        METRICS,
        "size of effects in other domains",
        "head less directors",
        SPILLS,
        list(DESKS),
        lambda desk, metric, spill: effect(desk, spill, metric),
    )
    note = (
        "Eight product managers in four branches; one person signs each case: the director of the branch, or the head."
    )
    chart = lines_chart(
        "A2-central", "Central rights over cases, by effects elsewhere and room at the desk", note, panels
    )
    table = tuple(
        reading(f"{desk}, effects of {spill}: value, head - directors", value(desk, spill), unit="share")
        for desk in DESKS
        for spill in SPILLS
    )
    return Findings(claims, (chart,), (("What central rights are worth", table),))


PATTERN = Pattern(
    "A2-central",
    "Central rights over cases catch effects elsewhere, and wait",
    "Who answers for several domains counts what an initiative does in all of them, and has one desk for all cases; who answers for one "
    "counts the others less and is at hand (Alonso, Dessein & Matouschek 2008; Dessein, Garicano & Gertner 2010).",
    "Four branches of two teams; one signature under every case, of the director of the branch or of the head, who judges no better than a "
    "director, in markets that stand still; twelve quarters. Effects in other domains have no size, their usual one, or three times that; "
    "a decision takes the usual three hours or twelve. Without effects elsewhere the two should be worth the same. Expectations were "
    "written before the first run.",
    run,
)
