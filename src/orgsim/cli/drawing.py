"""What ``run`` and ``compare`` share: drawing figures and saying where they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.metrics.metric import Rope
    from orgsim.results.comparison import Results


def draw_figures(
    console: Console,
    folder: Path,
    results: "Results",
    metrics: Sequence[str] | None = None,
    *,
    baseline: str | None = None,
    ropes: "Mapping[str, Rope] | None" = None,
) -> None:
    """Draw all figures of some results into a folder and print their paths."""
    from orgsim.figures import draw_all

    paths = draw_all(folder, results, metrics, baseline=baseline, ropes=ropes)
    console.answer(figures=[shown(path) for path in paths])
    for path in paths:
        console.say(f"figure {shown(path)}")
