"""The tables of the page: one ladder, or several with a column that names the arm and one for the difference."""

from collections.abc import Sequence

from orgsim.careers.comparison import CareerLine
from orgsim.careers.outcomes import Range, in_tracks, prospect, quarters_to_fill, vacant_share, yearly_flows
from orgsim.careers.page.sentences import interval, median, money, points, span, years
from orgsim.careers.side_by_side import WITHIN, Chance, RatioLine, Wait, chances
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides import Careers, ways
from orgsim.careers.slides.fairness import ratio
from orgsim.careers.slides.ways import percent
from orgsim.plain_words import amount, counted, enumerated, number
from orgsim.plain_words import interval as interval_of
from orgsim.report.blocks import Table


def only_compared(careers: Careers, *cells: str) -> list[str]:
    """Return cells that a table has only where there is something to compare with."""
    return [] if careers.single else list(cells)


def of_100(found: Range) -> str:
    """Return a chance as people of a hundred, with its interval."""
    return f"{percent(found.mean)} ({interval(found)})" if found.mean == found.mean else "nobody is"


def plain_number(value: float) -> str:
    """Return a number as it is, and nothing for none."""
    return f"{value:g}" if value == value else ""


def measures(lines: Sequence[CareerLine], caption: str) -> Table:
    """Return measures, the arms under each other."""
    head = ["measure", "", "median", "middle 80% of futures", "difference (95%)", "verdict"]
    return Table(head, [_measure(line) for line in lines], caption, (2, 3, 4))


def _measure(line: CareerLine) -> list[str]:
    unit = "" if line.unit in ("skill", "people", "seats") else line.unit
    spread, paired = line.spread, line.comparison
    middle = f"{amount(spread.low, unit)} to {amount(spread.high, unit)}"
    start = [line.title, line.name, amount(spread.median, unit), middle]
    if paired is None:
        return [*start, "", "baseline"]
    scale, what = (100.0, " points") if unit == "share" else (1.0, "")
    apart = interval_of(*(scale * end for end in (paired.difference, paired.low, paired.high)))
    return [*start, apart + what, paired.verdict]


def promotions(careers: Careers, found: Sequence[Wait]) -> Table:
    """Return when half are promoted out of each level, and how many soon."""
    soon = f"promoted within {years(WITHIN)}, of 100"
    compared = only_compared(careers, "difference", "verdict")
    head = ["out of", *only_compared(careers, ""), "half are promoted within", soon, *compared]
    caption = (
        "Product-limit estimates of those who stay: people who left, moved sideways or still wait count for as long as they were seen. "
        "95% intervals."
    )
    return Table(head, [_promotion(careers, one) for one in found], caption, range(1, len(head)))


def _promotion(careers: Careers, one: Wait) -> list[str]:
    apart = points(one.difference) if one.difference else ""
    compared = only_compared(careers, apart, one.verdict or "baseline")
    soon = of_100(one.within) + ("" if one.quarters == WITHIN else f" within {years(one.quarters)}")
    return [careers.title(one.level), *only_compared(careers, one.name), median(one), soon, *compared]


def ways_to(careers: Careers, entry: str, goal: str) -> Table:
    """Return the ways to the goal with their chances, and the totals."""
    rows = [row for one in chances(careers.names, careers.found, entry, goal) for row in _ways(careers, one)]
    order = list(dict.fromkeys(row[0] for row in rows))
    rows.sort(key=lambda row: order.index(row[0]))
    compared = only_compared(careers, "difference")
    head = ["way", *only_compared(careers, ""), "of 100 hired (95%)", *compared, "median years"]
    hires = enumerated([f"{prospect(each, entry, goal).hires:,}" for each in careers.found])
    within = f"within {years(careers.first.horizon)}; {hires} simulated hires"
    return Table(
        head, rows, f"From {careers.title(entry)} to {careers.title(goal)} {within}", range(len(head) - 1, 0, -1)
    )


def _ways(careers: Careers, one: Chance) -> list[list[str]]:
    told, name = one.prospect, only_compared(careers, one.name)
    total, staying = (only_compared(careers, points(found) if found else "") for found in (one.total, one.staying))
    ways_there = [
        [
            f"through {careers.title(way.through)}",
            *name,
            of_100(way.chance),
            *only_compared(careers, ""),
            plain_number(way.years),
        ]
        for way in told.ways
    ]
    return [
        ["any way", *name, of_100(told.total.chance), *total, plain_number(told.total.years)],
        ["any way, of those still there", *name, of_100(told.staying), *staying, ""],
        *ways_there,
    ]


def every_level(careers: Careers, entry: str) -> Table:
    """Return the chances to come to every level, in all and of those who stay."""
    rows = [
        [
            careers.title(level),
            *only_compared(careers, name),
            of_100(one.total.chance),
            of_100(one.staying),
            plain_number(one.total.years),
        ]
        for level in ways.reached(careers)
        for name, one in ways.prospects(careers, level).items()
    ]
    head = [
        "level",
        *only_compared(careers, ""),
        "of 100 hired (95%)",
        "of 100 still there (95%)",
        "median years",
    ]
    caption = f"From {careers.title(entry)} within {years(careers.first.horizon)}"
    return Table(head, rows, caption, range(1, len(head)))


def moves(careers: Careers, results: CareerResults) -> Table:
    """Return people a year by move, the commonest first."""
    found = sorted(yearly_flows(results).items(), key=lambda entry: -entry[1].mean)
    rows = [
        [careers.title(origin), careers.title(to), number(flow.mean), f"{number(flow.low)} to {number(flow.high)}"]
        for (origin, to), flow in found
    ]
    return Table(["from", "to", "people a year", "middle 80% of futures"], rows, "", (2, 3))


def vacancies(careers: Careers, results: CareerResults) -> Table | None:
    """Return how many seats stand empty and for how long; None where no level has seats."""
    empty, fill = vacant_share(results), quarters_to_fill(results)
    rows = [
        [careers.title(level), f"{percent(empty[level].mean)}%", plain_number(round(fill[level].mean, 2))]
        for level in reversed(in_tracks(results, empty))
        if empty[level].mean == empty[level].mean
    ]
    head = ["level", "of its seats empty", "quarters a filled seat had been empty"]
    return Table(head, rows, "", (1, 2)) if rows else None


def impact_ratios(careers: Careers, found: Sequence[RatioLine]) -> Table:
    """Return impact ratios; cells with too few people are hidden, and told once where they are so in every arm."""
    seen = {(line.level, line.group) for line in found if line.shown}
    rows = [
        _ratio(careers, line)
        for line in found
        if (line.level, line.group) in seen or line.difference is None  # the baseline's stands for all that are hidden
    ]
    compared = only_compared(careers, "difference", "verdict")
    head = ["from level", *only_compared(careers, ""), "groups", "impact ratio (95%)", "below four fifths", *compared]
    caption = "Rates of promotion of one group over those of another; intervals are of the mean future"
    return Table(head, rows, caption, range(2, len(head)))


def _ratio(careers: Careers, line: RatioLine) -> list[str]:
    where = line.level if line.level == "all levels" else careers.title(line.level)
    start = [where, *only_compared(careers, line.name), f"{line.group} / {line.reference}"]
    if not line.shown:
        return [*start, "hidden: too few people", "", *only_compared(careers, "", "")]
    apart = span(line.difference) if line.difference else ""
    compared = only_compared(careers, apart, line.verdict or "baseline")
    return [*start, ratio(line), f"{percent(line.below_four_fifths)}% of futures", *compared]


def levels(results: CareerResults) -> Table:
    """Return what a ladder says of its levels."""
    ladder = results.plan.ladder
    rows = []
    for name in reversed(in_tracks(results, ladder.levels)):
        level = ladder.levels[name]
        numbers = (level.starting_heads, level.min_quarters)
        up = [ladder.levels[move.to].title for move in ladder.moves_from(name) if move.kind == "promotion"]
        rows.append(
            [
                level.title,
                ladder.tracks[level.track].title,
                str(level.rung),
                counted(level.seats or 0, "seat") if level.vacancy_bound else "a committee",
                *(str(value) for value in numbers),
                money(level.pay.mid) if level.pay else "not stated",
                ", ".join(up) or "nowhere",
            ]
        )
    head = ["level", "track", "rung", "let in by", "people", "least quarters", "pay a year", "promoted to"]
    return Table(head, rows, "", (2, 4, 5, 6))
