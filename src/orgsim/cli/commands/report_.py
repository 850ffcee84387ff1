"""``orgsim report``: the answer of a comparison as one HTML page for those who decide."""

from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.cli.options import BASELINE, FILE, ROPES, WORKERS, metric_from, ropes_from
from orgsim.cli.reporting import Asking, Writing, asking


@click.command()
@click.argument("place", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "-o", "--output", type=FILE, default=Path("report.html"), show_default=True, help="Write the page to this file."
)
@BASELINE
@click.option(
    "--metric", default="realised_value", show_default=True, metavar="NAME", help="Metric that the answer is about."
)
@ROPES
@asking
@WORKERS
@click.pass_obj
def command(
    console: Console,
    place: Path,
    *,
    output: Path,
    baseline: str | None,
    metric: str,
    ropes: tuple[str, ...],
    asked: Asking,
    workers: int | None,
) -> None:
    """Write the report of the results in DIR: one HTML file that opens from an e-mail without a network and prints on a few pages.

    DIR is what `orgsim compare` or `orgsim run` has written, or a manifest in it. With --why, --flips and --headroom, more is simulated
    for the questions behind the answer; it is saved in DIR, but for what --flips needs.
    """
    from orgsim.results.comparison import baseline_of, open_results

    if workers is not None:
        asked.require_questions("-j")
    lead, regions = metric_from(metric).name, ropes_from(ropes)
    results = open_results(place, tell=console.note)
    Writing(console, results, None, baseline_of(results, baseline), lead, regions, workers).write(output, asked)
