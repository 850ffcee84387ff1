"""Figures of simulated careers: time to promotion, the pyramid over time, who falls short; moves are in ``sankey``."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.careers.axes import BLUE, INK, LOOKS, MUTED, RULE, SHADE, headed, save, styled
from orgsim.careers.outcomes import CompetenceGap, competence_gaps, in_tracks, over_futures, survival
from orgsim.careers.sankey import flow_figure
from orgsim.careers.simulation import CareerResults
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

COLUMNS = 4
FEWEST_PROMOTED = 20
"""Levels with fewer promotions than this, all futures together, get no curve."""
FEWEST_PERSON_QUARTERS = 100


def draw_careers(results: CareerResults, folder: Path, ending: str = "svg") -> list[Path]:
    """Draw every figure of one simulated ladder; return the files."""
    figures = {
        "time-to-promotion": survival_figure({results.plan.ladder.name: results}),
        "pyramid": pyramid_figure(results),
        "moves": flow_figure(results),
        "competence-gap": gap_figure(results),
    }
    return [save(figure, folder / f"{name}.{ending}") for name, figure in figures.items()]


def _years(axes: Axes, quarters: int) -> None:
    step = 2 if quarters <= 48 else 5
    axes.set_xticks(
        range(0, quarters + 1, step * QUARTERS_PER_YEAR), [str(year) for year in range(0, quarters // 4 + 1, step)]
    )


def _promoting(results: CareerResults) -> list[str]:
    promoted = results.cases["promoted"].sum(axis=(0, 2))
    names = results.plan.levels
    return in_tracks(results, [names[row] for row in np.flatnonzero(promoted >= FEWEST_PROMOTED)])


@styled
def survival_figure(compared: Mapping[str, CareerResults]) -> Figure:
    """Draw the share not yet promoted by years in level, a panel a level, a line for each of up to four simulated ladders."""
    first = next(iter(compared.values()))
    levels = [name for name in _promoting(first) if all(name in each.plan.levels for each in compared.values())]
    rows = max(1, math.ceil(len(levels) / COLUMNS))
    figure = Figure(figsize=(10.5, 1.4 + 2.2 * rows), layout="constrained")
    grid = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
    for axes, level in zip(grid.flat, levels, strict=False):
        for look, results in zip(LOOKS, compared.values(), strict=False):
            _curve(axes, results, level, look, band=len(compared) == 1)
        axes.set_title(first.plan.ladder.levels[level].title)
        axes.set_ylim(0, 1.02)
        axes.set_yticks([0, 0.5, 1], ["0", "half", "all"])
        axes.axhline(0.5, color=RULE, linewidth=0.6, zorder=0)
        _years(axes, first.plan.quarters)
    for axes in list(grid.flat)[len(levels) :]:
        axes.set_axis_off()
    figure.supxlabel("years in level", fontsize=10, color=MUTED)
    if len(compared) > 1:
        handles = grid.flat[0].get_lines()[: len(compared)]
        figure.legend(
            handles, list(compared), loc="outside lower right", ncols=len(compared), frameon=False, fontsize=9
        )
    headed(
        figure,
        "Time to promotion",
        "Share of people not yet promoted; those still waiting, or gone, count for as long as they were seen."
        + (" Band: 80 % of futures." if len(compared) == 1 else ""),
    )
    return figure


def _curve(axes: Axes, results: CareerResults, level: str, look: tuple[object, ...], *, band: bool) -> None:
    curve = survival(results, level)
    quarters = np.arange(len(curve.share))
    color, dash, _ = look
    axes.step(quarters, curve.share, where="post", color=color, linestyle=dash, linewidth=1.6)
    if band:
        axes.fill_between(quarters, curve.low, curve.high, step="post", color=SHADE, linewidth=0, zorder=0)
    if band and math.isfinite(curve.median):
        years = f"half by {curve.median / QUARTERS_PER_YEAR:.1f} years"
        axes.plot([curve.median], [0.5], "o", color=INK, markersize=4)
        axes.annotate(years, (curve.median, 0.5), (4, 4), textcoords="offset points", fontsize=8.5)
    elif band:
        last = curve.share[np.isfinite(curve.share)][-1]
        axes.annotate(f"{last:.0%} are not, at the end", (0, 0.03), fontsize=8.5, color=MUTED)


@styled
def pyramid_figure(results: CareerResults) -> Figure:
    """Draw people by level at four moments, the top rung above, with the middle 80 % of futures."""
    names, quarters = results.plan.levels, results.plan.quarters
    moments = sorted({0, quarters // 3, 2 * quarters // 3, quarters - 1})
    figure = Figure(figsize=(10.5, 1.5 + 0.34 * len(names)), layout="constrained")
    panels = figure.subplots(1, len(moments), sharey=True, sharex=True, squeeze=False)[0]
    heads = results.series["heads"]
    widest = float(heads.mean(axis=0).max())
    for axes, quarter in zip(panels, moments, strict=True):
        for place, row in enumerate(range(len(names))):
            spread = over_futures(heads[:, quarter, row])
            axes.barh(
                -place, spread.mean, left=-spread.mean / 2, height=0.72, color="#9ecae1", edgecolor=BLUE, linewidth=0.8
            )
            for end in (-1, 1):
                axes.plot([end * spread.low / 2, end * spread.high / 2], [-place, -place], color=INK, linewidth=1.1)
            text = f"{spread.mean:.0f}" if spread.mean >= 10 else f"{spread.mean:.1f}"
            axes.annotate(
                text, (spread.high / 2, -place), (4, 0), textcoords="offset points", va="center", fontsize=8.5
            )
        years = quarter / QUARTERS_PER_YEAR
        axes.set_title("first quarter" if quarter == 0 else f"after {years:.0f} years")
        axes.set_xlim(-0.68 * widest, 0.86 * widest)
        axes.set_xticks([])
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
    titles = [results.plan.ladder.levels[name].title for name in names]
    panels[0].set_yticks([-place for place in range(len(names))], titles)
    headed(
        figure,
        "The pyramid over time",
        "People by level: mean of all futures, with the middle 80 % as a line at both ends.",
    )
    return figure


@styled
def gap_figure(results: CareerResults) -> Figure:
    """Draw required minus actual skill of those who hold each level, by the way they came."""
    gaps = [gap for gap in competence_gaps(results) if gap.person_quarters >= FEWEST_PERSON_QUARTERS]
    ladder = results.plan.ladder
    lines = [gap for name in reversed(in_tracks(results, results.plan.levels)) for gap in _by_route(gaps, name)]
    figure = Figure(figsize=(10.5, 1.7 + 0.25 * len(lines)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color=INK, linewidth=0.8)
    previous = ""
    for place, gap in enumerate(lines):
        outside = gap.route == "outside"
        axes.plot([gap.gap.low, gap.gap.high], [-place, -place], color=MUTED, linewidth=1.2)
        face = "white" if outside else BLUE
        axes.plot([gap.gap.mean], [-place], "D" if outside else "o", color=BLUE, markerfacecolor=face, markersize=6)
        if gap.level != previous and place:
            axes.axhline(0.5 - place, color=SHADE, linewidth=0.8, zorder=0)
        previous = gap.level
    axes.set_yticks([-place for place in range(len(lines))], _row_names(lines, ladder.levels))
    axes.set_ylim(-len(lines) + 0.4, 0.6)
    axes.set_xlabel("required minus actual skill      (left: more than asked for; right: falls short)")
    axes.tick_params(axis="y", length=0)
    headed(
        figure,
        "Peter gap: do those who hold a level have what it asks for?",
        "Mean over people and quarters, with the middle 80 % of futures. Filled circle: promoted; hollow diamond: hired into it.",
    )
    return figure


def _by_route(gaps: Sequence[CompetenceGap], level: str) -> list[CompetenceGap]:
    return sorted((gap for gap in gaps if gap.level == level), key=lambda gap: (gap.route != "outside", gap.route))


def _row_names(lines: Sequence[CompetenceGap], levels: Mapping[str, object]) -> list[str]:
    found, previous = [], ""
    for gap in lines:
        title = getattr(levels[gap.level], "title", gap.level) if gap.level != previous else ""
        way = "hired" if gap.route == "outside" else f"from {gap.route}"
        found.append(f"{title}   {way}" if title else way)
        previous = gap.level
    return found
