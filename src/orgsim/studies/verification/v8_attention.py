"""The Virtual Design Team's ordinal findings, in whole simulations: centralisation makes questions wait, neglect makes rework."""

from functools import partial

from orgsim.laboratory.records import Numbers
from orgsim.studies.checks import Check, Reading, above, mean_of
from orgsim.studies.runs import measured
from orgsim.studies.worlds import organized, small

RUNS = 40
PLENTY = tuple(f"parameters.decisions.minutes_to_{what}=0.5" for what in ("answer", "decide", "prepare"))
HOURS = (4.0, 2.0, 1.0, 0.25)
FIXED_WEEKS = "parameters.attention.duty_floor=1"
"""A setting: desks are open for their hours, and take no time from other duties however much waits."""


def attention(seed: int, *, unlimited: bool = False, questions: bool = True) -> list[Reading]:
    """Questions that must climb wait longer; rework rises once owners have too few hours for questions, and not before."""
    world = (FIXED_WEEKS, *(PLENTY if unlimited else ()), *(() if questions else ("mechanisms.exceptions=false",)))

    def under(setting: str) -> dict[str, Numbers]:
        return measured(organized(small(), (*world, setting)), seed, RUNS)

    near, far = (under(f"parameters.exceptions.climb_probability={p}")["question_latency"] for p in (0, 0.7))
    desks = [under(f"roles.pm.hours.desk={hours}") for hours in HOURS]
    plenty, enough, few, hardly = (
        (desk["rework_share"] + desk["ticket_share"]) / desk["new_value_share"] for desk in desks
    )
    unanswered = desks[3]["lapsed"] - desks[0]["lapsed"]
    change, error = mean_of(enough - plenty)
    first, last = enough - plenty, hardly - few
    share = "rework and tickets for an hour of new value"
    points = "declared: three minutes in the hour"
    return [
        above("questions that climb wait longer by, weeks", 0.05, far - near),
        above(
            "owners with 15 minutes instead of 4 hours a week: questions never answered, share higher by",
            0.05,
            unanswered,
        ),
        Reading(f"owners with 2 instead of 4 hours: {share} changes by", 0.0, change, 0.05, points, error),
        above(f"owners with 15 minutes instead of an hour: {share} higher by", 0.0, last),
        above("past the threshold: the last cut of hours costs more than the first, by", 0.0, last - first),
    ]


CHECKS = [
    Check(
        "V8b-attention",
        "Centralised answers take longer; when owners have no time for questions, work goes on without answers and "
        "comes back as rework, or from customers.",
        "ordinal findings of Jin & Levitt 1996 and Levitt 2012 on centralisation and backlog",
        attention,
        {"work never throws up questions": partial(attention, questions=False)},
        {"unlimited attention": partial(attention, unlimited=True)},
        remarks=(
            "The Virtual Design Team also finds less rework under centralisation, because managers higher up insist on "
            "more of it being done at once. The engine does not say so: an answer brings the same rework, no matter who gives "
            "it. That finding is neither built in nor claimed. Weeks are fixed here (`duty_floor` 1), so that the hours for questions are "
            "those of the setting: otherwise owners take the time from their products."
        ),
    )
]
