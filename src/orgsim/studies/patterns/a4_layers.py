"""Screens in series: extra layers with a span of one that sign what is funded, or only stand in between."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import Panel, lines_chart, means
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, above, below, nothing, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import Text, company, pms

BRANCHES, OWNERS = 4, 3
LAYER = {
    "title": "Layer",
    "track": "management",
    "hours": {"administration": 4, "contact": 8, "desk": 8, "portfolio": 0, "product": 0},
    "skills": {
        "discovery": 0.6,
        "execution": 0.6,
        "coaching": 0.6,
        "analytics": 0.55,
        "influence": 0.6,
        "strategy": 0.6,
    },
    "salary": 195.0,
    "weeks_to_fill": 9.0,
}
"""A manager with the skills and the desk of a director, the pay of a group product manager, and no right but that to sign."""
OWNERS_ALONE = ("roles.pm.rights.fund=decide",)
WORLDS: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "rich pool": ("demand.value_shift=0.4",),
    "short windows": ("demand.window_half_life=20",),
    "poor pool, endless windows": ("demand.value_shift=3", "mechanisms.windows=false"),
}
"""The share of ideas that promise more than a change costs: two thirds in the rich pool, 14 % by default, 6 % in the poor one."""
ONE_ERROR = ("parameters.judgement.common_error=1",)
"""All judges of a case err together, so that a further signature tells nothing new."""
QUICK = ("parameters.decisions.minutes_to_decide=0.5",)
SIGNATURES = (0, 1, 2, 3)
"""How many people sign a case: nobody, the director, one layer and the director, two layers and the director."""
USUAL, MOST = 1, 3
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
POSTS = (
    ("coaching_hours", "coaching", "hours a week"),
    ("coordination_share", "coordination", "share"),
    ("value_elsewhere", "value for other domains", "$M"),
    ("belief_alignment", "belief alignment", "share"),
    ("duplicate_effort", "duplicated effort", "share"),
    ("cost", "cost", "$M"),
)
"""What tells what a layer does by standing in between: name, words, unit."""
SIGNED = (
    ("deciding_hours", "time spent deciding", "hours a week"),
    ("refused_share", "cases refused", "share"),
    ("funding_precision", "funded without harm", "share"),
    ("launch_success", "launches that measured well", "share"),
    ("waiting_share", "waiting and idle", "share"),
    ("launches", "launches", "initiatives"),
    ("idea_to_approval", "idea to approval", "weeks"),
    ("in_work", "work in progress", "per team"),
    ("blocked_share", "blocked", "share"),
    ("lead_time", "lead time", "weeks"),
)
"""What tells what a signature does."""
LEVELS = ("launch_success", "refused_share", "waiting_share", "idea_to_approval")
QUIET = ("mechanisms.exceptions=false", "parameters.delivery.switching_loss=0")
APART = ("mechanisms.dependencies=false",)
ASKED = {
    ", no questions from work": QUIET,
    ", no dependencies on other teams": APART,
    ", neither": (*QUIET, *APART),
    ", short windows": WORLDS["short windows"],
    ", short windows, neither": (*WORLDS["short windows"], *QUIET, *APART),
}
"""What was asked after the first run: where the gain in the rich pool comes from, although hardly anything is refused there."""


def layered(layers: int, signing: int, *, shared: bool = False) -> Text:
    """Return a company with so many layers between product managers and directors, the lowest `signing` of which sign.

    Every product manager has a superior of his or her own in each layer or, when `shared`, every director has one deputy in each.
    """
    roles = {
        "signer": {**LAYER, "rights": {"fund": "approve"}},
        "bystander": LAYER,
        "director": {"rights": {"scope": "none"}},  # signatures alone are counted here
    }
    text = company(BRANCHES, OWNERS, roles=roles)
    for owner in pms(text):
        director = text["posts"][owner]["reports_to"]
        above_it = director
        for layer in reversed(range(layers)):
            name = f"layer-{layer}-{director if shared else owner}"
            role = "signer" if layer < signing else "bystander"
            text["posts"][name] = {"role": role, "reports_to": above_it}
            above_it = name
        text["posts"][owner]["reports_to"] = above_it
    return text


def signed(lab: Lab, signatures: int, *settings: str) -> Futures:
    """Return the futures of the company with two layers in which so many people sign a case; the posts are always the same."""
    if signatures == 0:
        return lab.futures(layered(2, 0), *OWNERS_ALONE, *settings)
    return lab.futures(layered(2, signatures - USUAL), *settings)


def value_of_launch(found: Futures) -> Values:
    """Return the value of the mean launch, $k."""
    return np.asarray(1000.0 * found.total("realised_value") / found.total("launches"))


def ledger(what: str, more: Futures, less: Futures, names: Iterable[Sequence[str]]) -> tuple[Reading, ...]:
    """Return what the ledger says about a difference between two companies."""
    return tuple(reading(f"{what}: {words}", more.less(less, name), unit=unit) for name, words, unit in names)


def run(lab: Lab) -> Findings:
    """Add layers, with the right to sign and without, in four worlds."""
    found = {(world, count): signed(lab, count, *given) for world, given in WORLDS.items() for count in SIGNATURES}
    today, silent, signing = (lab.futures(layered(*form)) for form in ((0, 0), (1, 0), (1, 1)))
    both, neither = found["default", MOST], found["default", USUAL]
    deputy, deputies = (lab.futures(layered(count, count, shared=True)) for count in (1, 2))
    one_error = {count: signed(lab, count, *ONE_ERROR) for count in SIGNATURES[1:]}
    quick = {count: signed(lab, count, *WORLDS["short windows"], *QUICK) for count in (USUAL, MOST)}
    steps = {
        "a first layer that signs": (signing, today),
        "a second layer that signs": (both, signing),
        "a first layer without the right": (silent, today),
        "a second layer without the right": (neither, silent),
    }

    def signature(count: int, world: str = "default") -> Values:
        return found[world, count].gain(found[world, count - 1])

    def two(world: str) -> Values:
        return found[world, MOST].gain(found[world, USUAL])

    cheap = "poor pool, endless windows"
    claims = (
        Claim(
            "A first layer that signs raises value; a second adds nothing, and neither does one that may not sign.",
            (
                above("value: a first layer that signs", signing.gain(today), "share"),
                *(
                    nothing(f"value: {name}", steps[name][0].gain(steps[name][1]), "share", SAME)
                    for name in list(steps)[1:]
                ),
            ),
            "a signature is one more look at the case, with errors that are in part its own; what it refuses makes room for the next case",
            (
                above(
                    "one signature more than the director's: what is lost when all judges err together",
                    signature(2) - one_error[2].gain(one_error[1]),
                    "share",
                ),
            ),
            (
                above("value: a deputy under each director who signs", deputy.gain(today), "share", tests=2),
                nothing("value: a second deputy who signs", deputies.gain(deputy), "share", SAME, tests=2),
            ),
        ),
        Claim(
            "No layer with a span of one is worth its pay.",
            tuple(
                below(f"value per dollar: {name}", pair[0].gain(pair[1], "portfolio_roi"), "share")
                for name, pair in steps.items()
            ),
            "a layer is as many posts as there are product managers, each of which costs more than an engineer",
        ),
        Claim(
            "Where most ideas are poor and waiting costs nothing, both further signatures raise value.",
            (
                above("value: second signature", signature(2, cheap), "share"),
                above("value: third signature", signature(3, cheap), "share"),
            ),
            "few good cases are refused because there are few, and the wait for signatures is free",
        ),
        Claim(
            "Where the pool is rich or windows are short, further signatures cost value.",
            tuple(
                below(f"value: two more signatures, {world}", two(world), "share")
                for world in ("rich pool", "short windows")
            ),
            "there is little to refuse, or what is approved has faded while it waited",
            (
                above(
                    "two more signatures, short windows: what quick decisions (half a minute) give back",
                    quick[MOST].gain(quick[USUAL]) - two("short windows"),
                    "share",
                ),
            ),
        ),
        Claim(
            "Two more signatures are worth more where most ideas are poor and waiting is cheap than elsewhere.",
            tuple(
                above(f"poor pool, endless windows - {world}", two(cheap) - two(world), "share")
                for world in WORLDS
                if world != cheap
            ),
        ),
    )
    valve = tuple(
        reading(
            f"rich pool{words}: value of two more signatures",
            signed(lab, MOST, *given).gain(signed(lab, USUAL, *given)),
            unit="share",
        )
        for words, more in ASKED.items()
        for given in [(*WORLDS["rich pool"], *more)]
    )
    chart = lines_chart(
        "A4-layers",
        "What signatures do to value, by how many sign a case",
        "Twelve product managers under two layers with a span of one, four directors and a head; the posts are the same at every point.",
        panels(found),
    )
    deputed = {
        "a deputy under each director who signs": (deputy, today),
        "a second deputy who signs": (deputies, deputy),
    }
    tables = (
        (
            "One post for a whole branch in each layer, so that it is the director who has a span of one",
            tuple(
                reading(f"{what}: {words}", pair[0].gain(pair[1], metric), unit="share")
                for what, pair in deputed.items()
                for metric, words in (("realised_value", "value"), ("portfolio_roi", "value per dollar"))
            ),
        ),
        (
            "What layers without the right change, default world",
            ledger("first layer", silent, today, POSTS) + ledger("second layer", neither, silent, POSTS),
        ),
        ("Value of each further signature at equal posts", further(found)),
        ("What two more signatures change at equal posts", explained(found)),
        ("Asked after the first run: two more signatures where hardly anything is refused", valve),
        ("Levels with the director's signature alone", usual(found)),
    )
    return Findings(claims, (chart,), tables)


Found = Mapping[tuple[str, int], Futures]
"""Futures by world and signatures."""


def further(found: Found) -> tuple[Reading, ...]:
    """Return what each signature is worth in every world."""
    return tuple(
        reading(f"{world}, {title} signature", found[world, count].gain(found[world, count - 1]), unit="share")
        for world in WORLDS
        for count, title in enumerate(("first", "second", "third"), 1)
    )


def explained(found: Found) -> tuple[Reading, ...]:
    """Return what the ledger says about two more signatures in every world."""
    rows: list[Reading] = []
    for world in WORLDS:
        most, one = found[world, MOST], found[world, USUAL]
        rows += ledger(world, most, one, SIGNED)
        rows.append(
            reading(f"{world}: value of the mean launch", value_of_launch(most) - value_of_launch(one), unit="$k")
        )
    return tuple(rows)


def usual(found: Found) -> tuple[Reading, ...]:
    """Return what every world is like with one signature."""
    return tuple(
        reading(f"{world}: {words}", found[world, USUAL].total(name), unit=unit)
        for world in WORLDS
        for name, words, unit in SIGNED
        if name in LEVELS
    )


def panels(found: Found) -> list[Panel]:
    """Return how value, launches, success and the wait change with the signatures under a case, in every world."""

    def panel(heading: str, metric: str, unit: str, *, share: bool = False) -> Panel:
        def less(world: str, count: int) -> Values:
            one, usual = found[world, count], found[world, USUAL]
            return 100.0 * one.gain(usual, metric) if share else one.less(usual, metric)

        lines = [
            means(world, SIGNATURES, [reading("", less(world, count)) for count in SIGNATURES]) for world in WORLDS
        ]
        return Panel(heading, "signatures under a case", f"less one signature, {unit}", lines)

    return [
        panel("value", "realised_value", "%", share=True),
        panel("launches", "launches", "%", share=True),
        panel("launches that measured well", "launch_success", "share"),
        panel("idea to approval, median", "idea_to_approval", "weeks"),
    ]


PATTERN = Pattern(
    "A4-layers",
    "More screens in series pay where most ideas are poor and waiting is cheap",
    "Every signature is one more chance to stop a bad case, to stop a good one, and to wait (Sah & Stiglitz 1986: hierarchies do better "
    "the worse the pool). A layer with a span of one has hardly anything else to do.",
    "Four domains with three product managers and their teams each, 84 engineers, under four directors who decide and a head; twelve "
    "quarters. Between every product manager and the director stand no, one or two managers with one report each, who must approve what "
    "is funded, or may not. Then, with both layers always there, nobody signs (owners decide alone), the director, one layer as well, or "
    "both, in four worlds. Off in the ablation: errors of judges' own, or the minutes that a decision takes. Searched: one deputy for a "
    "whole branch in each layer, so that it is the director who has one report.",
    run,
    {
        "": "*What the ledger says.* A signature stops cases: what is launched measures well more often, and teams launch less or wait "
        "more often for work. It costs little time, because a case that waits at a desk would otherwise wait for its team: lead times "
        "hardly change or fall. Layers cost more by standing in between than signatures bring: product managers with a superior of "
        "their own have no colleagues under the same one any more, so they meet less, see less of what initiatives do elsewhere and "
        "build more twice; and they are paid. Short windows were meant to make waiting dear, but above all they make ideas poor, "
        "since what a change costs and breaks does not fade: screens pay there most. In the rich pool hardly anything is refused, and "
        "signatures help as a valve: work starts spread over the quarter, so that fewer questions and pieces for other teams pile up. "
        "Without questions and dependencies this is gone, and what is left is the cost of a screen that Sah and Stiglitz expect. "
        "Where most ideas are poor and nothing fades, what is refused is not replaced, and teams wait for work instead.",
    },
)
