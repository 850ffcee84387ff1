"""Figures of a whole study: gains case by case, over one setting, which design is best over two, and what drives a difference."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figures_of(folder: Path | str, metric: str = "realised_value", designs: Sequence[str] = ()) -> "dict[str, Figure]":
    """Return the figures that ``orgsim figures`` draws of a batch on one metric, by name; of some designs, or all.

    Raises
    ------
    InputError
        When there is no such metric.
    ResultsError
        When the folder holds no batch with its table, or the batch has no such design.
    """
    from orgsim.experiments.record import read_record
    from orgsim.figures.study.slides import Drawn
    from orgsim.metrics.catalog import metric_named

    drawn = Drawn(read_record(Path(folder)), [metric_named(metric)], {}, designs)
    return {slide.name: slide.draw() for slide in drawn.slides()}
