"""What the right to move capacity is worth, by how far markets move and how long that lasts."""

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, nothing, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import company, with_portfolio_manager

SPREADS = (0.0, 0.4, 0.8)
STILL, _, RESTLESS = SPREADS
"""Spread of markets' attractiveness (standard deviation of the logarithm)."""
LIVES = (1.0, 6.0, 16.0)
SHORT, USUAL, LONG = LIVES
"""Quarters in which half of a market's advantage is gone."""
LINE = ("roles.director.rights.shift=none", "roles.cpo.rights.shift=none")
"""Nobody of the line may move capacity, or has a say in it."""
STAFF = ("roles.ppm.rights.shift=none",)
"""A portfolio manager with the same hours, who may not propose to move capacity either."""
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
METRICS = shown("realised_value", "reallocated", "portfolio_roi", "waiting_share")
WHO = {"directors and the head": LINE, "a portfolio manager as well": STAFF}
LED, STAFFED = WHO


def market(spread: float, life: float) -> tuple[str, ...]:
    """Return the settings of a market."""
    return f"demand.market_spread={spread:g}", f"demand.market_half_life={life:g}"


def run(lab: Lab) -> Findings:
    """Give and take the right to move capacity, in markets that stand still and that move, for a short time or for long."""
    led = company(4, 2, engineers=10)
    texts = {LED: led, STAFFED: with_portfolio_manager(led)}
    cells = [(spread, USUAL) for spread in SPREADS] + [(RESTLESS, SHORT), (RESTLESS, LONG)]
    arms = {
        (who, *cell): (lab.futures(texts[who], *market(*cell), *taken), lab.futures(texts[who], *market(*cell)))
        for who, taken in WHO.items()
        for cell in cells
        if who == LED or cell[1] == USUAL
    }

    def pair(who: str, spread: float, life: float = USUAL) -> tuple[Futures, Futures]:
        return arms[who, spread, life]

    def value(who: str, spread: float, life: float = USUAL) -> Values:
        without, given = pair(who, spread, life)
        return given.gain(without)

    claims = (
        Claim(
            "In markets that move, the right to move capacity raises value.",
            (
                above("value: directors and the head", value(LED, RESTLESS), "share"),
                above("value: what a portfolio manager's right adds", value(STAFFED, RESTLESS), "share"),
            ),
            "capacity follows what a market is worth as far as somebody has learned it",
        ),
        Claim(
            "It is worth more the further markets move and the longer that lasts.",
            (
                above(
                    f"value: spread {RESTLESS:g} - spread {STILL:g}",
                    value(LED, RESTLESS) - value(LED, STILL),
                    "share",
                ),
                above(
                    f"value: half-life {LONG:g} - half-life {SHORT:g} quarter",
                    value(LED, RESTLESS, LONG) - value(LED, RESTLESS, SHORT),
                    "share",
                ),
            ),
        ),
        Claim(
            "In markets that stand still nobody's right to move capacity is worth anything.",
            tuple(nothing(f"value: {who}", value(who, STILL), "share", SAME) for who in WHO),
        ),
    )

    def effect(who: str, metric: str, per_cent: int) -> Values:
        without, given = pair(who, next(spread for spread in SPREADS if round(100 * spread) == per_cent))
        return given.less(without, metric)

    panels = metric_panels(
        METRICS,
        f"spread of markets, per cent; half-life {USUAL:g} quarters",
        "with the right less without",
        [round(100 * spread) for spread in SPREADS],
        list(WHO),
        effect,
    )
    note = "Four branches of two teams of ten engineers. The same posts and hours with the right to move capacity and without it."
    chart = lines_chart("A6-reallocation", "What the right to move capacity is worth", note, panels)
    table = tuple(
        reading(
            f"{who}, spread {spread:g}, half-life {life:g}: value with the right - without",
            value(who, spread, life),
            unit="share",
        )
        for who, spread, life in arms
    )
    moved = tuple(
        reading(
            f"{who}, spread {spread:g}, half-life {life:g}: engineers moved",
            arms[who, spread, life][1].total("reallocated"),
        )
        for who, spread, life in arms
    )
    return Findings(claims, (chart,), (("What the right is worth", table), ("Levels with the right", moved)))


PATTERN = Pattern(
    "A6-reallocation",
    "Rights to re-allocate are worth what markets give them to do",
    "Internal capital markets create value by picking winners where prospects differ and last (Stein 1997); companies that re-allocate "
    "more are worth more after years (Hall, Lovallo & Musters 2012).",
    "Four branches of two teams of ten engineers, with and without a portfolio manager; twelve quarters. Directors and the head, or the "
    "portfolio manager beside them, have the right to shift capacity, or have it not, with the same hours. Spread of markets 0, 0.4 and "
    "0.8 at a half-life of six quarters, and 0.8 at one and sixteen. No look at a case depends on the right. Expectations were written "
    "before the first run.",
    run,
)
