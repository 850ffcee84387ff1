"""Results made by hand: no simulation, so that a figure of them is ready in a moment and every number is known."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from matplotlib.figure import Figure
from matplotlib.text import Text

from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.figures.all_figures import Shown, slides
from orgsim.metrics.catalog import all_metrics, metrics_by_part
from orgsim.metrics.named import COLUMNS
from orgsim.results.comparison import Results, open_results
from orgsim.results.files import write_json, write_part
from orgsim.results.parts import parts_of
from orgsim.results.tables import minutes_of_parts
from orgsim.scenario.design import load_design
from orgsim.scenario.model import Scenario

HandMade = Callable[..., Results]

ORGANISATION = """
name: NAME
objectives: {growth: 1}
domains: {shop: {opportunities_per_week: 2}}
horizon: {warmup_quarters: 1, quarters: 4}
teams:
  web: {domain: shop, engineers: 6, owner: ada}
  app: {domain: shop, engineers: 7, owner: bob}
posts:
  head: {role: cpo}
  ada:  {role: pm, reports_to: head}
  bob:  {role: pm, reports_to: head}
"""

WITH_PORTFOLIO = (
    ORGANISATION
    + """
changes:
  - posts:
      eve: {role: ppm, reports_to: head}
      kim: {role: director, reports_to: head, vacant: true}
      bob: {reports_to: kim}
    ties: {dotted: {eve: [ada, bob]}}
"""
)


def scenario_of(text: str, folder: Path, name: str = "design") -> Scenario:
    """Return the organisation that a text ends with."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return load_design(path).final


def without_values(results: Results, design: str, metric: str) -> Results:
    """Return results in which a design has no value of a metric in any future."""
    rows, nothing = results.rows, pa.scalar(np.nan)
    left = pc.if_else(pc.equal(rows["design"], design), nothing, rows[metric])
    return replace(results, rows=rows.set_column(rows.column_names.index(metric), metric, left))


def results_by_hand(
    folder: Path,
    designs: Mapping[str, str] | None = None,
    futures: int = 20,
    shifts: Sequence[float] = (0.0, 0.3, -0.4, 2.0),
) -> Results:
    """Write results of designs (``{name: text of the scenario}``) and open them; each design's metrics are shifted."""
    texts = designs or {"today": ORGANISATION, "portfolio": WITH_PORTFOLIO}
    described = []
    for place, (name, text) in enumerate(texts.items()):
        path = folder / f"{place}.yaml"
        path.write_text(text.replace("NAME", json.dumps(name, ensure_ascii=False)), encoding="utf-8")
        resolved = load_design(path).resolved()
        key = f"key{place}"
        described.append({"name": name, "key": key, "resolved": resolved})
        posts, teams = (list(resolved["stages"][-1][section]) for section in ("posts", "teams"))
        for part in parts_of({name: key}, futures):
            write_part(
                folder / "results", part, 1, _tables(posts, teams, part.replications, shifts[place % len(shifts)])
            )
    write_json(folder / "results" / "manifest-by-hand.json", {"seed": 1, "replications": futures, "designs": described})
    return open_results(folder / "results")


def _tables(
    posts: Sequence[str], teams: Sequence[str], numbers: Sequence[int], shift: float, quarters: int = 4
) -> dict[str, dict[str, object]]:
    """Return all tables, in which every metric is around 2, its baseline plus a shift that differs between futures."""
    runs, futures = np.array(numbers, np.int32), len(numbers)
    luck, own = np.sin(runs * 1.7), np.cos(runs * 2.3)
    values = 2.0 + 0.4 * luck + shift * (1.0 + own)
    wave = np.repeat(values, quarters) + 0.1 * np.tile(np.arange(quarters), futures)
    accounts = {
        f"{book}.{account.name.lower()}": (1000 + 100 * account + runs).astype(np.int64)
        for book, names in (("person", PersonAccount), ("team", TeamAccount), ("item", ItemAccount))
        for account in names
    }
    rows = futures * len(posts)
    spent = np.tile(np.linspace(200, 2300, len(posts)), futures) * (1 + 0.1 * shift)
    desks = {
        "open": np.full(rows, 2400),
        "spent": np.minimum(spent, 2400).astype(np.int64),
        "requests": np.full(rows, 10),
    }
    return {
        "duplicates": _duplicates(teams, numbers),
        "replications": {"replication": runs, **dict.fromkeys(all_metrics(), values)},
        "quarters": {
            "replication": np.repeat(runs, quarters),
            "quarter": np.tile(np.arange(1, quarters + 1, dtype=np.int32), futures),
            **dict.fromkeys(all_metrics(), wave),
        },
        "ledger": {"replication": runs, **accounts},
        "named": {
            "replication": runs[:0],
            **dict.fromkeys(("kind", "name"), np.zeros(0, np.str_)),
            **dict.fromkeys(COLUMNS, np.zeros(0)),
        },
        "desks": {
            "replication": np.repeat(runs, len(posts)),
            "post": list(posts) * futures,
            **desks,
            "waited": np.full(rows, 24000),
            "lapsed": np.zeros(rows, np.int64),
        },
        "parts": {
            "replication": np.repeat(runs, len(posts)),
            "kind": ["branch"] * rows,
            "part": list(posts) * futures,
            **dict.fromkeys(minutes_of_parts(), np.zeros(rows, np.int64)),
            **dict.fromkeys(
                metrics_by_part(), np.repeat(values, len(posts)) * np.tile(1 + np.arange(len(posts)), futures)
            ),
        },
    }


def _duplicates(teams: Sequence[str], numbers: Sequence[int]) -> dict[str, object]:
    """Return a table in which every team builds what the next one has: one engineer-week a year in even futures, three in odd ones."""
    rows = [
        (number, team, other, 2400 * (1 + 2 * (number % 2))) for number in numbers for team, other in pairwise(teams)
    ]
    minutes = np.array([row[3] for row in rows], np.int64)
    return {
        "replication": np.array([row[0] for row in rows], np.int32),
        "team": np.array([row[1] for row in rows], np.str_),
        "other": np.array([row[2] for row in rows], np.str_),
        "minutes": minutes,
        "unaware": minutes // 2,
        "across": minutes,
        "duplicates": np.ones(len(rows), np.int64),
    }


def outcome_figures(results: Results, metrics: Sequence[str] = ("lead_time", "predictability")) -> dict[str, Figure]:
    """Return every figure of outcomes by its name, before they are files."""
    shown = Shown(results, results.designs[0])
    return {slide.name: slide.draw() for slide in slides(shown, metrics) if not slide.name.startswith("chart")}


def texts(figure: Figure) -> list[Text]:
    """Return everything written in a figure: on the page, in legends and in axes."""
    return [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text() and text.get_visible()]


def labels(figure: Figure) -> list[str]:
    """Return the words of a figure."""
    return [text.get_text() for text in texts(figure)]


def labels_outside(figure: Figure) -> list[str]:
    """Return the words that are not wholly on the page; numbers beyond the end of an axis are not drawn."""
    figure.set_dpi(160)  # at fewer dots an inch matplotlib widens letters to whole dots
    figure.draw_without_rendering()
    width, height = figure.bbox.size
    unseen = {
        id(tick.label1) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_major_ticks()
    }
    seen = [text for text in texts(figure) if id(text) not in unseen]
    boxes = [(text.get_text(), text.get_window_extent()) for text in seen]
    return [words for words, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
