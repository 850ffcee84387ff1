"""How the same thing gets built twice: who hears of nothing builds unawares, who hears of it may build knowingly."""

from functools import partial

from orgsim.studies.checks import Check, Reading, above, exact
from orgsim.studies.runs import measured
from orgsim.studies.worlds import organized, small

RUNS = 60
SILENT = ("mechanisms.news=false",)
SETTLED = (
    "parameters.staffing.attrition_rate=0",
    "parameters.capabilities.inherited_share=0",
    "roles.cpo.rights.fund=none",
)
"""Nobody leaves, nothing is old, and nobody is informed: there are other ways to know what two teams build than news."""
ROLES = {"cpo": (18, 5), "director": (10, 8), "pm": (4, 4)}
UNMET = tuple(
    f"roles.{role}.hours={{administration: {administration}, contact: 0, desk: {desk}, portfolio: 0, product: 0}}"
    for role, (administration, desk) in ROLES.items()
)
"""Hours under which people never meet."""


def duplicates(seed: int, *, talking: bool = True, meeting: bool = True, needs: bool = True) -> list[Reading]:
    """Effort on duplicates with and without news, by whether the team knew of the other one."""
    world = (*SETTLED, *(() if meeting else UNMET), *(() if needs else ("demand.need_probability=0",)))
    quiet = SILENT if not talking else ()
    deaf, told = (measured(organized(small(), (*world, *news)), seed, RUNS) for news in (SILENT, quiet))
    unaware = deaf["duplicate_unaware"] - told["duplicate_unaware"]
    knowing = [found["duplicate_effort"] - found["duplicate_unaware"] for found in (deaf, told)]
    return [
        above("without news: share of effort on duplicates nobody knew of", 0.0, deaf["duplicate_unaware"]),
        exact("without news: most effort on duplicates built knowingly", 0.0, knowing[0].max(), 0.0, "an identity"),
        above("news: effort on duplicates nobody knew of lower by", 0.0, unaware),
        above("news: effort on duplicates built knowingly higher by", 0.0, knowing[1] - knowing[0]),
    ]


CHECKS = [
    Check(
        "P1-duplicates",
        "Duplicates come of not knowing: news over ties makes them rarer, and turns part of them into knowing ones.",
        "direction only: an awareness model of reuse, as in transactive memory (Wegner 1987) and Singh 2005 on ties and knowledge",
        duplicates,
        {
            "news switched off": partial(duplicates, talking=False),
            "nothing is needed": partial(duplicates, needs=False),
        },
        {"no network": partial(duplicates, meeting=False)},
        remarks=(
            "Awareness has a ceiling that no amount of contact lifts: with thirty times as many messages, at full "
            "trust, effort on duplicates nobody knew of falls only a little, because people talk about the last 16 "
            "things they heard of and keep one instance of a type in mind. A null model with full awareness can "
            "therefore not be made by settings."
        ),
    )
]
