"""Pieces of pages as HTML: answers with their dots, facts of designs side by side. Whatever comes from a scenario is escaped."""

from collections.abc import Callable, Sequence
from html import escape

from orgsim.app.answer import Told
from orgsim.app.dots import axis_of, dots
from orgsim.plain_words import amount
from orgsim.report.build import TONES
from orgsim.scenario.design import Design
from orgsim.scenario.structure import FACTS, structure_of

Colors = Callable[[str], str]


def answers(told: Told, colors: Colors) -> str:
    """Return a row for each alternative: its verdict, its dots, and what they say."""
    metric = told.answer.metric
    rows = {line.design: line.comparison for line in told.answer.lines if line.comparison is not None}
    axis = axis_of((comparison, told.differences[design]) for design, comparison in rows.items())
    found = []
    for one in told.findings:
        color = colors(one.design)
        picture = dots(metric, rows[one.design], told.differences[one.design], axis, color)
        found.append(
            f'<article class="answer {TONES.get(one.leaning, "open")}" data-design="{escape(one.design)}">'
            f'<header><i style="background:{color}"></i><h3>{escape(one.design)}</h3>'
            f'<span class="chip">{escape(one.chip)}</span></header>'
            f'<div class="picture">{picture}</div>'
            f'<div class="said"><p class="lead">{escape(one.answer)}</p>'
            f'<p class="beside">{escape(one.price)} {escape(one.beside)}</p>'
            f'<p class="sure">{escape(one.certainty)}</p></div></article>'
        )
    return "".join(found)


def key_of_dots(told: Told) -> str:
    """Say how the dots are to be read."""
    metric, base = told.answer.metric, told.answer.lines[0]
    many = told.futures > 100
    dot = "2% of the futures" if many else "one future"
    level = amount(base.spread.median, metric.unit)
    return (
        f'<p class="how"><span class="dot full"></span>better <span class="dot hollow"></span>worse, each dot {dot}: the design minus '
        f"{escape(base.design)}, which has {escape(level)} in its median future. <span class='swatch'></span>too small to matter. "
        f'<span class="rule"></span>mean with its 95% interval.</p>'
    )


def facts(designs: Sequence[Design], colors: Colors) -> str:
    """Return the static facts of designs side by side; what differs from the first is marked."""
    found = [structure_of(design.final) for design in designs]
    head = "".join(
        f'<th scope="col"><i style="background:{colors(one.name)}"></i>{escape(one.name)}</th>' for one in designs
    )
    rows = []
    for name, say in FACTS:
        told = [say(one) for one in found]
        cells = "".join(f'<td class="{"other" if cell != told[0] else ""}">{escape(cell)}</td>' for cell in told)
        rows.append(f'<tr><th scope="row">{name[0].upper()}{name[1:]}</th>{cells}</tr>')
    return f'<table class="facts"><thead><tr><th></th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
