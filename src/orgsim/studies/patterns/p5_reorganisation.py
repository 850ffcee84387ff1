"""A reorganisation's J-curve: how deep, for how long, and what of."""

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels, rows_chart
from orgsim.studies.claims import Claim, Findings, Pattern, Reading, above, below, nothing, reading
from orgsim.studies.runs import Array, Futures, Lab
from orgsim.studies.worlds import Text, changed, company, director, pm

BRANCHES, TEAMS = 4, 2
SHARES = {25: 2, 50: 4, 100: 8}
"""Per cent of the product managers concerned, and how many that is."""
KINDS = ("superiors", "owners", "both")
NEGLIGIBLE = 0.5
"""Per cent, or points: what a reorganisation that is none may differ by."""
DIP, AFTER = slice(0, 2), slice(4, 8)
"""Quarters: the first two, and the second year."""
ABLATIONS = {
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


Arms = tuple[Futures, Futures]
"""The unchanged company and the reorganised one."""


def run(lab: Lab) -> Findings:
    """Reorganise a company to different degrees, and without each of the mechanics."""
    text = company(BRANCHES, TEAMS)
    base, whole = lab.futures(text), reorganised(text, SHARES[100], "both")
    arms = {
        (kind, share): (base, lab.futures(reorganised(text, count, kind)))
        for kind in KINDS
        for share, count in SHARES.items()
        if kind == "both" or share == 100
    }
    every = tuple(setting for settings in ABLATIONS.values() for setting in settings)
    off = {
        name: (lab.futures(text, *settings), lab.futures(whole, *settings))
        for name, settings in (ABLATIONS | FRIENDS | {"all three": every}).items()
    }
    unmoved = (base, lab.futures(placebo(text)))
    dip = window(arms["both", 100], "launches", DIP)
    claims = (
        *(j_curve(arms["both", 100], *entry) for entry in METRICS[:3]),
        Claim(
            "The dip is deeper the more product managers change places.",
            tuple(
                below(f"launches: 100 % - {share} %", dip - window(arms["both", share], "launches", DIP), "%")
                for share in (25, 50)
            ),
            "each of the mechanics below",
            tuple(
                below(f"launches: what is left out without {name}", dip - window(found, "launches", DIP), "%")
                for name, found in off.items()
                if name not in FRIENDS
            ),
        ),
        Claim(
            "Friendships that survive make it shallower.",
            (above("launches: dip with all peers friends - with none", friends(off, "launches"), "%"),),
            searched=(
                above("predictability: the same", friends(off, "predictability"), "points", tests=2),
                above("realised value: the same", friends(off, "realised_value"), "%", tests=2),
            ),
        ),
        Claim(
            "A reorganisation in which nobody changes places does nothing (placebo).",
            tuple(
                nothing(f"{heading}: all quarters", window(unmoved, metric, slice(0, 12)), unit, NEGLIGIBLE)
                for metric, heading, unit in METRICS[:3]
            ),
            searched=(
                nothing(
                    "share of futures in which any of these, or the wait for answers, differs at all",
                    anything(unmoved),
                    "share",
                ),
            ),
        ),
    )
    first = tuple(
        reading(f"{kind}, {share} %", window(found, "launches", DIP), unit="%") for (kind, share), found in arms.items()
    )
    degrees = {f"{share} % change places": share for share in SHARES}
    panels = metric_panels(
        METRICS,
        "quarter after the change",
        "difference",
        range(1, base.by_quarter("launches").shape[1] + 1),
        degrees,
        lambda label, metric, quarter: np.asarray(curve(arms["both", degrees[label]], metric)[:, quarter - 1], float),
    )
    note = "Eight product managers under four directors; those concerned take the next one's place, superior and team."
    made_of = "All change places: the first two quarters after the change against the unchanged company under the same settings."
    charts = (
        lines_chart("P5-reorganisation", "The J-curve of a reorganisation, by how many change places", note, panels),
        rows_chart(
            "P5-mechanics", "What the dip is made of", made_of, [(h, u, dips(arms, off, m)) for m, h, u in METRICS[:3]]
        ),
    )
    return Findings(
        claims, charts, (("Launches in the first two quarters against those of the unchanged company", first),)
    )


def curve(arms: Arms, metric: str) -> Array:
    """Return the difference by quarter, (R, Q): per cent of what the unchanged company has on average, or points of a share."""
    unit = next(unit for name, _, unit in METRICS if name == metric)
    here, there = arms[1].by_quarter(metric), arms[0].by_quarter(metric)
    return 100.0 * (here - there) / (1.0 if unit == "points" else float(there[there == there].mean()))


def window(arms: Arms, metric: str, quarters: slice) -> Values:
    """Return the mean difference over some quarters in each future."""
    return np.asarray(curve(arms, metric)[:, quarters].mean(axis=1), float)


def anything(arms: Arms) -> Values:
    """Return, for each future, whether any metric of this pattern differs."""
    gaps = [np.nan_to_num(arms[1].less(arms[0], metric)) for metric, *_ in METRICS]
    return np.asarray(np.any(gaps, axis=0), float)


def j_curve(arms: Arms, metric: str, heading: str, unit: str) -> Claim:
    """Return the claim of a dip and a recovery."""
    early, late = (window(arms, metric, part) for part in (DIP, AFTER))
    return Claim(
        f"When all change places: a fall of {heading} in the first two quarters, and a recovery in the second year.",
        (
            below(f"{heading}: quarters 1 and 2", early, unit),
            above(f"{heading}: quarters 5 to 8 less quarters 1 and 2", late - early, unit),
        ),
    )


def friends(off: dict[str, Arms], metric: str) -> Values:
    """Return how much shallower the dip is with friendships among all peers than with none."""
    return window(off["all peers"], metric, DIP) - window(off["none"], metric, DIP)


def dips(arms: dict[tuple[str, int], Arms], off: dict[str, Arms], metric: str) -> list[Reading]:
    """Return the dip by what changes, and without each of the mechanics."""
    labels = {"superiors": "only superiors change", "owners": "only owners change", "both": "both"}
    rows = {labels[kind]: arms[kind, 100] for kind in KINDS}
    for name, found in off.items():
        rows[f"both; friendships: {name}" if name in FRIENDS else f"both, without {name}"] = found
    return [reading(label, window(found, metric, DIP)) for label, found in rows.items()]


PATTERN = Pattern(
    "P5-reorganisation",
    "A reorganisation's J-curve",
    "New ties begin with little trust, product managers who get a product in another domain ramp up as newcomers do, "
    "work that changes hands brings rework, and for some weeks questions go further up than they need to. Friendships "
    "survive.",
    "Eight product managers under four directors. After the warm-up 25, 50 or 100 % of them take the next one's "
    "place: superior, team, or both. The design that results is as good as the old one, so what is lost is the cost "
    "of changing. Off in the ablations: each of the mechanics but the last, and these three together.",
    run,
)
