"""What central rights over cases are worth, by how much people care for the figures of their own domain."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, nothing, reading, shown
from orgsim.studies.patterns.a2_central import CENTRAL, SAME, SAME_EYES
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import ROOMY_HEAD, company

INTERESTS = (0, 0.5, 0.9)
NONE, USUAL, STRONG = INTERESTS
"""Weight of the figures of merit of one's own domain for those who answer for little else."""
REACH = {"effects elsewhere as usual": (), "no effects elsewhere": ("demand.spill_size=0",)}
WITH, WITHOUT = REACH
METRICS = shown("realised_value", "alignment", "value_elsewhere", "refused_share")


def run(lab: Lab) -> Findings:
    """Let directors or the head sign, with local interests of three sizes, with and without effects elsewhere."""
    text = company(4, 2)
    arms = {
        (reach, interest): tuple(
            lab.futures(
                text,
                ROOMY_HEAD,
                *SAME_EYES,
                *settings,
                f"parameters.judgement.local_interest={interest}",
                *rights,
            )
            for rights in ((), CENTRAL)
        )
        for reach, settings in REACH.items()
        for interest in INTERESTS
    }

    def value(reach: str, interest: float) -> Values:
        directors, head = arms[reach, interest]
        return head.gain(directors)

    def effect(reach: str, interest: float, metric: str) -> Values:
        directors, head = arms[reach, interest]
        return head.less(directors, metric)

    claims = (
        Claim(
            "Central rights over cases are worth more the more people care for their own domain.",
            (
                above(f"value: interest {STRONG} - interest {NONE}", value(WITH, STRONG) - value(WITH, NONE), "share"),
                above(f"value: head - directors, interest {STRONG}", value(WITH, STRONG), "share"),
                above(
                    f"alignment: interest {STRONG} - interest {NONE}",
                    effect(WITH, STRONG, "alignment") - effect(WITH, NONE, "alignment"),
                    "share",
                ),
            ),
            "the head answers for everything and so has no local interest",
        ),
        Claim(
            "Without local interest and without effects elsewhere it does not matter who signs.",
            (nothing("value: head - directors", value(WITHOUT, NONE), "share", SAME),),
        ),
    )
    panels = metric_panels(
        METRICS,
        "local interest, per cent",
        "head less directors",
        [round(100 * interest) for interest in INTERESTS],
        list(REACH),
        lambda reach, metric, per_cent: effect(reach, next(i for i in INTERESTS if round(100 * i) == per_cent), metric),
    )
    note = (
        "Eight product managers in four branches; one person signs each case: the director of the branch, or the head."
    )
    chart = lines_chart("A3-interest", "Central rights over cases, by local interest", note, panels)
    table = tuple(
        reading(f"{reach}, interest {interest}: value, head - directors", value(reach, interest), unit="share")
        for reach in REACH
        for interest in INTERESTS
    )
    return Findings(claims, (chart,), (("What central rights are worth", table),))


PATTERN = Pattern(
    "A3-interest",
    "Central rights are worth more the stronger local interests are",
    "A manager who cares for one division gives way to it; a central one decides with less knowledge and without that bias (Alonso, "
    "Dessein & Matouschek 2008).",
    "The companies of A2 with a desk that has room: one signature under every case, of the director of the branch or of the head. Local "
    "interest weighs nothing, one half (as usual), or 0.9, with effects in other domains and without. Expectations were written before the "
    "first run.",
    run,
)
