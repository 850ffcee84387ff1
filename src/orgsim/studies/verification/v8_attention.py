"""The Virtual Design Team's ordinal findings, in whole simulations: centralisation makes questions wait, neglect makes rework."""

from functools import partial

from orgsim.studies.checks import Check, Reading, above, mean_of
from orgsim.studies.verification.world import company, measured

RUNS = 40
PLENTY = tuple(f"parameters.decisions.minutes_to_{what}=0.5" for what in ("answer", "decide", "forward", "prepare"))
HOURS = (4.0, 2.0, 1.0, 0.5)


def attention(seed: int, *, unlimited: bool = False, questions: bool = True) -> list[Reading]:
    """Questions that must climb wait longer; rework rises once owners have too few hours for questions, and not before."""
    world = (*(PLENTY if unlimited else ()), *(() if questions else ("mechanisms.exceptions=false",)))
    near = measured(company(*world, "parameters.exceptions.climb_probability=0"), seed, RUNS)["question_latency"]
    far = measured(company(*world, "parameters.exceptions.climb_probability=0.7"), seed, RUNS)["question_latency"]
    desks = [measured(company(*world, f"roles.pm.hours.desk={hours}"), seed, RUNS) for hours in HOURS]
    plenty, enough, few, hardly = (desk["rework_share"] + desk["ticket_share"] for desk in desks)
    change, error = mean_of(enough - plenty)
    return [
        above("questions that climb wait longer by, weeks", 0.05, far - near),
        above(
            "owners with 30 minutes instead of 4 hours a week: questions never answered, share higher by",
            0.05,
            desks[3]["lapsed"] - desks[0]["lapsed"],
        ),
        Reading(
            "owners with 2 instead of 4 hours: share of rework and tickets changes by",
            0.0,
            change,
            0.02,
            "declared: 2 points of 100",
            error,
        ),
        above("owners with 30 minutes instead of an hour: share of rework and tickets higher by", 0.0, hardly - few),
        above(
            "past the threshold: the last halving of hours costs more than the first, by",
            0.0,
            (hardly - few) - (enough - plenty),
        ),
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
            (
                "The Virtual Design Team also finds less rework under centralisation, because managers higher up "
                "insist on more of it being done at once. The engine does not say so: an answer brings the same "
                "rework whoever gives it. That finding is neither built in nor claimed."
            ),
        ),
    )
]
