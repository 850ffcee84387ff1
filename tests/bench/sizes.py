"""Whole comparisons of large companies."""

import tempfile
from pathlib import Path

from tests.bench.companies import files_of
from tests.bench.compare import print_costs, print_stages, row_of, staged, timed
from tests.bench.costs import command, cost_of
from tests.bench.page import Page

FUTURES = {500: 20, 5000: 1}
DESIGNS = 4
"""An even number, so that two workers have the same to do where each design is one part."""
REPEATS = {500: 2, 5000: 1}


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print comparisons of companies with about 500 and 5,000 posts."""
    rows, stages = [], {}
    cost_of(command("compile"))
    for posts in (500,) if quick else FUTURES:
        futures = 4 if quick else FUTURES[posts]
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            files = files_of(folder, posts, DESIGNS)
            rows.append(
                row_of(
                    f"{posts:,} posts, {DESIGNS} x {futures}",
                    timed(folder, files, futures, 1 if quick else REPEATS[posts]),
                )
            )
            for workers in (1, 2):
                stages[f"{posts:,}, {workers}"] = staged(folder, files, futures, workers)[1]
    what = f"orgsim compare, {DESIGNS} designs, with everything on, over a year"
    print_costs(page, what, "company, futures", rows)
    print_stages(page, f"{what}: posts, workers", stages)
