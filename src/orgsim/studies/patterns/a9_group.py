"""What a group product manager adds, by dependencies inside the group and the questions that work throws up."""

from collections.abc import Mapping

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import rows_chart
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import Text, director, laid_over, led_by, pm

DIRECTORS, GROUPS, SIZE = 2, 4, 3
"""Four groups of three product managers, each of another domain; two groups a director."""
NO_SIGNATURE = ("roles.gpm.rights.fund=none", "roles.gpm.rights.scope=none")
"""Directors sign in both arms, and nobody else: a group product manager is no further look at a case."""
WORLDS: Mapping[str, tuple[str, ...]] = {
    "as usual": (),
    "no dependencies": ("demand.dependency_probability=0", "demand.joint_probability=0"),
    "many dependencies": ("demand.dependency_probability=0.6", "demand.joint_probability=0.3"),
    "few questions": ("parameters.exceptions.exception_probability=0.05",),
    "many questions": ("parameters.exceptions.exception_probability=0.5",),
    "neither": (
        "demand.dependency_probability=0",
        "demand.joint_probability=0",
        "demand.spill_probability=0",
        "demand.market_spread=0",
        "mechanisms.exceptions=false",
    ),
}
USUAL, APART, CLOSE, CLEAR, UNCLEAR, NEITHER = WORLDS
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
METRICS = (
    ("realised_value", "value", "$M"),
    ("question_latency", "questions", "weeks"),
    ("blocked_share", "blocked", "share"),
    ("coaching_hours", "coaching", "hours a week"),
)


def company_of_groups(leading: bool) -> Text:
    """Return a company whose group product managers lead their groups, or stand beside them.

    In both they help the first team of their group and report to its director, so that posts, hours and pay are the same.
    """
    text = led_by(DIRECTORS, GROUPS * SIZE, 1)
    domains = list(text["domains"])
    clusters = {f"group-{group}": domains[group * SIZE : (group + 1) * SIZE] for group in range(GROUPS)}
    posts: Text = {}
    for group in range(GROUPS):
        above_it = director(group * DIRECTORS // GROUPS)
        posts[f"gpm-{group}"] = {"role": "gpm", "reports_to": above_it, "helps": f"t{group * SIZE}-0"}
        for place in range(group * SIZE, (group + 1) * SIZE):
            posts[pm(place, 0)] = {"reports_to": f"gpm-{group}" if leading else above_it}
    return laid_over(text, {"posts": posts, "related": {"clusters": clusters, "within": 1.0, "between": 0.02}})


def run(lab: Lab) -> Findings:
    """Let group product managers lead groups or help beside them, in six worlds."""
    beside, leading = company_of_groups(False), company_of_groups(True)
    arms: dict[str, tuple[Futures, Futures]] = {
        name: (lab.futures(beside, *NO_SIGNATURE, *settings), lab.futures(leading, *NO_SIGNATURE, *settings))
        for name, settings in WORLDS.items()
    }

    def value(name: str) -> Values:
        helping, leads = arms[name]
        return leads.gain(helping)

    def effect(name: str, metric: str) -> Values:
        helping, leads = arms[name]
        return leads.less(helping, metric)

    claims = (
        Claim(
            "A group product manager is worth more the more the products of the group depend on each other.",
            (
                above(f"value: {CLOSE} - {APART}", value(CLOSE) - value(APART), "share"),
                below(f"blocked: {CLOSE}", effect(CLOSE, "blocked_share"), "share"),
            ),
            "one superior of all concerned orders their work, and those who report to the same person meet",
        ),
        Claim(
            "A group product manager is worth more the more questions work throws up.",
            (
                above(f"value: {UNCLEAR} - {CLEAR}", value(UNCLEAR) - value(CLEAR), "share"),
                below(f"question latency: {UNCLEAR}", effect(UNCLEAR, "question_latency"), "weeks"),
            ),
            "a nearer superior with fewer reports answers sooner",
        ),
        Claim(
            "Where nothing depends on anything and work throws up no questions, it does not matter whether they lead or help.",
            (nothing("value: leading - helping", value(NEITHER), "share", SAME),),
        ),
    )
    groups = [
        (heading, unit, [reading(name, effect(name, metric)) for name in WORLDS]) for metric, heading, unit in METRICS
    ]
    note = "Twelve product managers of twelve domains in four groups; group product managers lead them, or help beside them."
    chart = rows_chart("A9-group", "What a group product manager adds by leading, less by helping", note, groups)
    table = tuple(reading(f"{name}: value, leading - helping", value(name), unit="share") for name in WORLDS)
    return Findings(claims, (chart,), (("What leading a group is worth", table),))


PATTERN = Pattern(
    "A9-group",
    "Group product managers are worth what their group throws up to settle",
    "Knowledge hierarchies put a problem solver near those who meet problems, the nearer the more of them there are (Garicano 2000); a "
    "common superior orders what depends on each other.",
    "Twelve domains that belong together in four groups of three, a product manager and a team of seven each, two directors and a head; "
    "eight quarters. Four group product managers help a team each; they lead the three product managers of a group, or these report to the "
    "director as they do. Only directors sign cases. Dependencies and joint work are frequent, as usual, or absent, and so are questions. "
    "Expectations were written before the first run.",
    run,
)
