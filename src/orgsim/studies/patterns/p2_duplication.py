"""Duplicated effort: rises with the number of teams and with their autonomy, falls with cross ties."""

from collections.abc import Sequence

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, above, below, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import Text, company, laid_over, pms

SIZES = (1, 2, 4, 8)
"""Branches of two teams."""
ALONE = ("roles.pm.rights.fund=decide",)
"""Autonomy: owners decide alone what is built."""
IMPATIENT = ("parameters.capabilities.reuse_patience=0",)
"""Another kind of autonomy: no team waits for another one's capability."""
DEAF = ("mechanisms.news=false",)
APART = ("demand.overlap=0", "demand.similarity=0")
"""No domain needs what another one has."""
MORE_CONTACT = "roles.pm.hours={administration: 4, contact: 12, desk: 4, portfolio: 0, product: 20}"
ROOM = {
    "twelve hours of contact instead of eight": (MORE_CONTACT,),
    "three times as much news an hour": ("parameters.capabilities.minutes_per_message=10",),
    "both": (MORE_CONTACT, "parameters.capabilities.minutes_per_message=10"),
}
"""Where ties across might do more: hours to use them, and more said in an hour."""
METRIC = "duplicate_effort"


def tied(text: Text) -> Text:
    """Return the company with standing cooperation between all who own teams in different domains."""
    domains = {str(team["owner"]): str(team["domain"]) for team in text["teams"].values()}
    ties = {
        post: [other for other in pms(text)[place + 1 :] if domains[other] != domains[post]]
        for place, post in enumerate(pms(text))
    }
    return laid_over(text, {"ties": {"working": {post: others for post, others in ties.items() if others}}})


def forum(text: Text) -> Text:
    """Return the company with a forum of all owners, eight hours a quarter."""
    return laid_over(text, {"governance": {"forums": {"guild": {"members": pms(text)}}}})


def run(lab: Lab) -> Findings:
    """Run companies of growing size, with and without autonomy, ties across and news."""
    kinds = {
        "as it is": (),
        "owners decide alone": ALONE,
        "nobody waits for others": IMPATIENT,
        "no shared needs": APART,
    }
    arms = {(kind, size): lab.futures(company(size), *settings) for kind, settings in kinds.items() for size in SIZES}
    eight, large = company(4), SIZES[-1]
    texts = (eight, tied(eight), forum(eight))
    base, across, guild = (lab.futures(text) for text in texts)
    deaf, deaf_across, deaf_guild = (lab.futures(text, *DEAF) for text in texts)
    rise, apart = (arms[kind, large].less(arms[kind, SIZES[0]], METRIC) for kind in ("as it is", "no shared needs"))
    claims = (
        Claim(
            "Duplicated effort rises with the number of teams.",
            (above(f"share of effort: {2 * large} - {2 * SIZES[0]} teams", rise, "share"),),
            "domains need the same types, and news of what exists does not reach everybody",
            (above("what shared needs add to the rise", rise - apart, "share"),),
        ),
        autonomy(arms),
        ties(
            "standing ties between owners of different domains", (base, across), (deaf, deaf_across), roomier(lab, base)
        ),
        ties("a forum of all owners", (base, guild), (deaf, deaf_guild)),
    )
    known = parts({"as it is": base, "ties across": across, "forum": guild, "no news": deaf})
    panels = metric_panels(
        ((METRIC, "duplicated effort", "levels"), ("duplicate_unaware", "... of it unaware", "levels")),
        "teams",
        "share of team time",
        [2 * size for size in SIZES],
        kinds,
        lambda kind, metric, teams: arms[kind, teams // 2].total(metric),
    )
    note = "Branches of two teams each, twelve quarters. Levels, not differences."
    chart = lines_chart("P2-duplication", "The more teams, the more is built twice", note, panels)
    return Findings(claims, (chart,), (("Effort on duplicates in eight teams, by what the team knew", known),))


def autonomy(arms: dict[tuple[str, int], Futures]) -> Claim:
    """Return the claim on autonomy: the right to fund, at every size; in search of it, teams that do not wait for others."""

    def added(kind: str, size: int) -> Values:
        return arms[kind, size].less(arms["as it is", size], METRIC)

    alone, impatient = "owners decide alone", "nobody waits for others"
    searched = [(alone, size) for size in SIZES if size != 4] + [(impatient, size) for size in SIZES]
    return Claim(
        "Duplicated effort rises with autonomy: owners decide alone what is built.",
        (above("share of effort: owners - directors decide, 8 teams", added(alone, 4), "share"),),
        "nobody above compares what teams ask for",
        searched=tuple(
            above(f"{kind}, {2 * size} teams", added(kind, size), "share", tests=len(searched))
            for kind, size in searched
        ),
    )


def ties(
    what: str, heard: tuple[Futures, Futures], deaf: tuple[Futures, Futures], searched: Sequence[Reading] = ()
) -> Claim:
    """Return the claim that ties across lower duplicated effort, and its ablation: no news. Both are pairs, without and with ties."""
    effect, silent = (pair[1].less(pair[0], "duplicate_unaware") for pair in (heard, deaf))
    return Claim(
        f"Cross ties lower it: {what}.",
        (
            below("share of effort on duplicates nobody knew of", effect, "share"),
            below("share of effort on all duplicates", heard[1].less(heard[0], METRIC), "share"),
        ),
        "news of what exists runs over ties",
        (below("unaware duplicates: what news adds to the effect", effect - silent, "share"),),
        tuple(searched),
    )


def roomier(lab: Lab, base: Futures) -> list[Reading]:
    """Return what ties across do under other settings, and together with the hours that they take."""
    found = []
    for name, settings in ROOM.items():
        with_ties, apart = (lab.futures(text, *settings) for text in (tied(company(4)), company(4)))
        found.append(below(f"{name}, in both: all duplicates", with_ties.less(apart, METRIC), "share", tests=4))
        if settings == (MORE_CONTACT,):
            both = with_ties.less(base, METRIC)
            found.append(below("ties and the hours to use them, against neither", both, "share", tests=4))
    return found


def parts(arms: dict[str, Futures]) -> tuple[Reading, ...]:
    """Return the levels of the two kinds of duplicates."""
    levels = []
    for arm, found in arms.items():
        unaware = found.total("duplicate_unaware")
        levels.append(reading(f"{arm}: unaware", unaware, unit="share"))
        levels.append(reading(f"{arm}: rational", found.total(METRIC) - unaware, unit="share"))
    return tuple(levels)


PATTERN = Pattern(
    "P2-duplication",
    "Duplication rises with autonomous teams and falls with cross ties",
    "A team builds what it needs unless it has heard of another team that has it and is willing to wait for that team. "
    "News travels over ties; domains share some of the types that they need.",
    "1 to 8 branches of two teams. Autonomy: owners hold the right to fund. Cross ties: standing cooperation of all "
    "owners across domains, or a forum of all owners. Off in the ablations: news, and the overlap of needs.",
    run,
    {
        "": (
            "More ties need not mean fewer duplicates: hours of contact are fixed by the role, so a new tie takes them "
            "from old ones, and a tie gets the smaller of the two shares that its ends would give it."
        )
    },
)
