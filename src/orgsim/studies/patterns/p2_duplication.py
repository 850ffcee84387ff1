"""Duplicated effort: rises with the number of teams and with their autonomy, falls with cross ties."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import Panel, Series, lines_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, Reading, reading
from orgsim.studies.runs import Futures, Lab, Text
from orgsim.studies.worlds import company, laid_over, pms

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
    large, eight = SIZES[-1], company(4)
    base, across, guild = lab.futures(eight), lab.futures(tied(eight)), lab.futures(forum(eight))
    deaf, deaf_across, deaf_guild = (lab.futures(text, *DEAF) for text in (eight, tied(eight), forum(eight)))
    rise = arms["as it is", large].total(METRIC) - arms["as it is", SIZES[0]].total(METRIC)
    apart = arms["no shared needs", large].total(METRIC) - arms["no shared needs", SIZES[0]].total(METRIC)
    claims = (
        Claim(
            "Duplicated effort rises with the number of teams.",
            (reading(f"share of effort: {2 * large} - {2 * SIZES[0]} teams", rise, "above", unit="share"),),
            "domains need the same types, and news of what exists does not reach everybody",
            (reading("what shared needs add to the rise", rise - apart, "above", unit="share"),),
        ),
        autonomy(arms),
        ties(
            "standing ties between owners of different domains",
            base,
            across,
            deaf,
            deaf_across,
            roomier(lab, eight, base),
        ),
        ties("a forum of all owners", base, guild, deaf, deaf_guild),
    )
    return Findings(
        claims,
        (chart(arms),),
        (("Effort on duplicates in eight teams, by what the team knew", parts(base, across, guild, deaf)),),
    )


def autonomy(arms: dict[tuple[str, int], Futures]) -> Claim:
    """Return the claim on autonomy: the right to fund, at every size; in search of it, teams that do not wait for others."""
    searched = [
        reading(
            f"owners decide alone, {2 * size} teams",
            added(arms, "owners decide alone", size),
            "above",
            unit="share",
            tests=7,
        )
        for size in SIZES
        if size != 4
    ]
    searched += [
        reading(
            f"nobody waits for others, {2 * size} teams",
            added(arms, "nobody waits for others", size),
            "above",
            unit="share",
            tests=7,
        )
        for size in SIZES
    ]
    return Claim(
        "Duplicated effort rises with autonomy: owners decide alone what is built.",
        (
            reading(
                "share of effort: owners - directors decide, 8 teams",
                added(arms, "owners decide alone", 4),
                "above",
                unit="share",
            ),
        ),
        "nobody above compares what teams ask for",
        (),
        tuple(searched),
    )


def added(arms: dict[tuple[str, int], Futures], kind: str, size: int) -> Values:
    """Return what a kind of company adds to the share of duplicated effort."""
    return arms[kind, size].total(METRIC) - arms["as it is", size].total(METRIC)


def ties(
    what: str, base: Futures, treated: Futures, deaf: Futures, deaf_treated: Futures, searched: tuple[Reading, ...] = ()
) -> Claim:
    """Return the claim that ties across lower duplicated effort, and its ablation: nobody tells anybody anything."""
    effect = treated.total("duplicate_unaware") - base.total("duplicate_unaware")
    silent = deaf_treated.total("duplicate_unaware") - deaf.total("duplicate_unaware")
    whole = treated.total(METRIC) - base.total(METRIC)
    return Claim(
        f"Cross ties lower it: {what}.",
        (
            reading("share of effort on duplicates nobody knew of", effect, "below", unit="share"),
            reading("share of effort on all duplicates", whole, "below", unit="share"),
        ),
        "news of what exists runs over ties",
        (reading("unaware duplicates: what news adds to the effect", effect - silent, "below", unit="share"),),
        searched,
    )


def roomier(lab: Lab, text: Text, base: Futures) -> tuple[Reading, ...]:
    """Return what ties across do under other settings, and together with the hours that they take."""
    found = []
    for name, settings in ROOM.items():
        with_ties = lab.futures(tied(text), *settings).total(METRIC)
        apart = lab.futures(text, *settings).total(METRIC)
        found.append(reading(f"{name}, in both: all duplicates", with_ties - apart, "below", unit="share", tests=4))
        if settings == (MORE_CONTACT,):
            found.append(
                reading(
                    "ties and the hours to use them, against neither",
                    with_ties - base.total(METRIC),
                    "below",
                    unit="share",
                    tests=4,
                )
            )
    return tuple(found)


def parts(base: Futures, across: Futures, guild: Futures, deaf: Futures) -> tuple[Reading, ...]:
    """Return the levels of the two kinds of duplicates."""
    arms = {"as it is": base, "ties across": across, "forum": guild, "no news": deaf}
    levels = []
    for arm, found in arms.items():
        unaware = found.total("duplicate_unaware")
        levels.append(reading(f"{arm}: unaware", unaware, unit="share"))
        levels.append(reading(f"{arm}: rational", found.total(METRIC) - unaware, unit="share"))
    return tuple(levels)


def chart(arms: dict[tuple[str, int], Futures]) -> Chart:
    """Draw the share of duplicated effort against the number of teams."""
    kinds = list(dict.fromkeys(kind for kind, _ in arms))
    panels = [
        Panel(
            title,
            "teams",
            "share of team time",
            [
                Series(
                    kind,
                    [2 * size for size in SIZES],
                    [reading(kind, arms[kind, size].total(metric)) for size in SIZES],
                )
                for kind in kinds
            ],
        )
        for metric, title in ((METRIC, "duplicated effort"), ("duplicate_unaware", "... of it unaware"))
    ]
    return lines_chart(
        "P2-duplication",
        "The more teams, the more is built twice",
        "Branches of two teams each, twelve quarters. Levels, not differences.",
        panels,
    )


PATTERN = Pattern(
    "P2-duplication",
    "Duplication rises with autonomous teams and falls with cross ties",
    "A team builds what it needs unless it has heard of somebody who has it and is willing to wait. News runs over "
    "ties; domains share a part "
    "of the types that they need.",
    "1 to 8 branches of two teams. Autonomy: owners hold the right to fund. Cross ties: standing cooperation of all "
    "owners across domains, or "
    "a forum of all owners. Off in the ablations: news, and the overlap of needs.",
    run,
    {
        "": (
            (
                "Why more ties need not mean fewer duplicates: hours of contact are fixed by the role, so a new tie "
                "takes them from old ones, and a "
                "tie gets the smaller of the two shares that its ends would give it."
            ),
        )
    },
)
