"""A reorganisation's J-curve: how deep, for how long, and what of."""

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import Panel, Series, lines_chart, rows_chart
from orgsim.studies.claims import Chart, Claim, Findings, Pattern, Reading, Side, reading
from orgsim.studies.runs import Array, Futures, Lab, Text
from orgsim.studies.worlds import changed, company, director, pm

BRANCHES, TEAMS = 4, 2
SHARES = {25: 2, 50: 4, 100: 8}
"""Per cent of the product managers concerned, and how many that is."""
KINDS = ("superiors", "owners", "both")
NEGLIGIBLE = 0.5
"""Per cent, or points: what a reorganisation that is none may differ by."""
DIP, AFTER = slice(0, 2), slice(4, 8)
"""Quarters: the first two, and the second year."""
ABLATIONS = {
    "unclear who decides": ("parameters.exceptions.settling_weeks=0",),
    "rework at hand-over": ("parameters.delivery.handover_rework=0",),
    "little trust at first": ("parameters.ties.first_trust=0.6",),
    "learning a new domain": ("parameters.attention.ramp_half_weeks=0",),
}
FRIENDS = {
    "none": ("parameters.ties.informal_probability=0",),
    "all peers": ("parameters.ties.informal_probability=1",),
}
METRICS = (
    ("launches", "launches", "%"),
    ("realised_value", "realised value", "%"),
    ("predictability", "predictability", "points"),
    ("question_latency", "question answered after", "%"),
)


def reorganised(text: Text, count: int, kind: str) -> Text:
    """Let some product managers take the next one's place: superior, team, or both."""
    posts: Text = {}
    teams: Text = {}
    seats = [(branch, team) for team in range(TEAMS) for branch in range(BRANCHES)][:count]
    for team in range(TEAMS):
        row = [seat for seat in seats if seat[1] == team]
        for here, there in zip(row, row[1:] + row[:1], strict=True):
            if kind in ("superiors", "both"):
                posts[pm(*here)] = {"reports_to": director(there[0])}
            if kind in ("owners", "both"):
                teams[f"t{there[0]}-{there[1]}"] = {"owner": pm(*here)}
    return changed(text, **({"posts": posts} if posts else {}), **({"teams": teams} if teams else {}))


def placebo(text: Text) -> Text:
    """Announce a reorganisation in which everybody keeps superior and team."""
    return changed(text, posts={pm(b, t): {"reports_to": director(b)} for b in range(BRANCHES) for t in range(TEAMS)})


def run(lab: Lab) -> Findings:
    """Reorganise a company to different degrees, and without each of the mechanics."""
    text = company(BRANCHES, TEAMS)
    base = lab.futures(text)
    arms = {
        (kind, share): lab.futures(reorganised(text, count, kind))
        for kind in KINDS
        for share, count in SHARES.items()
        if kind == "both" or share == 100
    }
    whole = reorganised(text, SHARES[100], "both")
    off = {
        name: (lab.futures(text, *settings), lab.futures(whole, *settings))
        for name, settings in (ABLATIONS | FRIENDS).items()
    }
    every = tuple(setting for settings in ABLATIONS.values() for setting in settings)
    off["all four"] = (lab.futures(text, *every), lab.futures(whole, *every))
    nothing = lab.futures(placebo(text))
    full = arms["both", 100]
    dip = window(full, base, "launches", DIP)
    claims = (
        j_curve("launches", full, base),
        j_curve("realised_value", full, base),
        j_curve("predictability", full, base),
        Claim(
            "The dip is deeper the more product managers change places.",
            (
                reading(
                    "launches: 100 % - 25 %", dip - window(arms["both", 25], base, "launches", DIP), "below", unit="%"
                ),
                reading(
                    "launches: 100 % - 50 %", dip - window(arms["both", 50], base, "launches", DIP), "below", unit="%"
                ),
            ),
            "each of the mechanics below",
            tuple(
                reading(
                    f"launches: what is left out without {name}",
                    dip - window(treated, untreated, "launches", DIP),
                    "below",
                    unit="%",
                )
                for name, (untreated, treated) in off.items()
                if name not in FRIENDS
            ),
        ),
        Claim(
            "Friendships that survive make it shallower.",
            (reading("launches: dip with all peers friends - with none", friends(off, "launches"), "above", unit="%"),),
            searched=(
                reading("predictability: the same", friends(off, "predictability"), "above", unit="points", tests=2),
                reading("realised value: the same", friends(off, "realised_value"), "above", unit="%", tests=2),
            ),
        ),
        Claim(
            "A reorganisation in which nobody changes places does nothing (placebo).",
            tuple(
                reading(
                    f"{heading}: all quarters",
                    window(nothing, base, metric, slice(0, 12)),
                    "nothing",
                    unit=unit,
                    margin=NEGLIGIBLE,
                )
                for metric, heading, unit in METRICS[:3]
            ),
            searched=(
                reading(
                    "share of futures in which anything differs at all",
                    np.any(nothing.totals != base.totals, axis=1)
                    & np.any(np.nan_to_num(nothing.totals - base.totals), axis=1),
                    "nothing",
                    unit="share",
                ),
            ),
        ),
    )
    tables = (
        (
            "Launches in the first two quarters against those of the unchanged company",
            tuple(
                reading(f"{kind}, {share} %", window(found, base, "launches", DIP), unit="%")
                for (kind, share), found in arms.items()
            ),
        ),
    )
    return Findings(claims, charts(base, arms, off), tables)


def curve(treated: Futures, base: Futures, metric: str) -> Array:
    """Return the difference by quarter, (R, Q): per cent of what the unchanged company has on average, or points of a share."""
    unit = next(unit for name, _, unit in METRICS if name == metric)
    here, there = treated.by_quarter(metric), base.by_quarter(metric)
    return 100.0 * (here - there) / (1.0 if unit == "points" else float(there[there == there].mean()))


def window(treated: Futures, base: Futures, metric: str, quarters: slice) -> Values:
    """Return the mean difference over some quarters in each future."""
    return np.asarray(curve(treated, base, metric)[:, quarters].mean(axis=1), float)


def j_curve(metric: str, treated: Futures, base: Futures) -> Claim:
    """Return the claim of a dip and a recovery."""
    _, heading, unit = next(entry for entry in METRICS if entry[0] == metric)
    early, late = (window(treated, base, metric, part) for part in (DIP, AFTER))
    return Claim(
        f"When all change places: a fall of {heading} in the first two quarters, and a recovery in the second year.",
        (
            reading(f"{heading}: quarters 1 and 2", early, "below", unit=unit),
            reading(f"{heading}: quarters 5 to 8 less quarters 1 and 2", late - early, "above", unit=unit),
        ),
    )


def friends(off: dict[str, tuple[Futures, Futures]], metric: str) -> Values:
    """Return how much shallower the dip is with friendships among all peers than with none."""
    many, none = off["all peers"], off["none"]
    return window(many[1], many[0], metric, DIP) - window(none[1], none[0], metric, DIP)


def dips(
    base: Futures, arms: dict[tuple[str, int], Futures], off: dict[str, tuple[Futures, Futures]], metric: str
) -> list[Reading]:
    """Return the dip by what changes, and without each of the mechanics."""
    names = {"superiors": "only superiors change", "owners": "only owners change", "both": "both"}
    found = [reading(names[kind], window(arms[kind, 100], base, metric, DIP)) for kind in KINDS]
    for name, (untreated, treated) in off.items():
        label = f"both; friendships: {name}" if name in FRIENDS else f"both, without {name}"
        found.append(reading(label, window(treated, untreated, metric, DIP)))
    return found


def charts(
    base: Futures, arms: dict[tuple[str, int], Futures], off: dict[str, tuple[Futures, Futures]]
) -> tuple[Chart, ...]:
    """Draw the curves by degree, and without each of the mechanics."""
    quarters = range(1, base.quarters.shape[1] + 1)

    def series(label: str, treated: Futures, untreated: Futures, metric: str, expected: Side = "report") -> Series:
        found: list[Reading] = [
            reading(label, curve(treated, untreated, metric)[:, quarter - 1], expected) for quarter in quarters
        ]
        return Series(label, list(quarters), found)

    by_share = [
        Panel(
            heading,
            "quarter after the change",
            f"difference, {unit}",
            [series(f"{share} % change places", arms["both", share], base, metric) for share in SHARES],
        )
        for metric, heading, unit in METRICS
    ]
    note = "Eight product managers under four directors; those concerned take the next one's place, superior and team."
    return (
        lines_chart("P5-reorganisation", "The J-curve of a reorganisation, by how many change places", note, by_share),
        rows_chart(
            "P5-mechanics",
            "What the dip is made of",
            "All change places: the first two quarters after the change against the unchanged company under the same settings.",
            [(heading, unit, dips(base, arms, off, metric)) for metric, heading, unit in METRICS[:3]],
        ),
    )


PATTERN = Pattern(
    "P5-reorganisation",
    "A reorganisation's J-curve",
    "New ties begin with little trust, whoever gets a product in another domain ramps up as a newcomer does, work "
    "that changes hands brings rework, "
    "and for some weeks questions go further up than they need to. Friendships survive.",
    "Eight product managers under four directors. After the warm-up 25, 50 or 100 % of them take the next one's "
    "place: superior, team, or both. "
    "The design that comes of it is as good as the old one, so what is lost is the cost of changing. Off in the "
    "ablations: each of the "
    "mechanics, and all four.",
    run,
)
