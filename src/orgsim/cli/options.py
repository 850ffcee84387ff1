"""Options that several commands share."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from orgsim.errors import InputError


def replications(default: int) -> Callable[..., Any]:
    """Return the option for the number of futures."""
    return click.option(
        "-r",
        "--replications",
        type=click.IntRange(1, 1_000_000),
        default=default,
        show_default=True,
        help="Number of futures to simulate.",
    )


PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

SCENARIO = click.argument("path", metavar="SCENARIO", type=PATH)
ANY_SCENARIO = click.argument("path", metavar="[SCENARIO]", required=False, type=PATH)
SETTINGS = click.option(
    "--set", "overrides", multiple=True, metavar="KEY.PATH=VALUE", help="Override a value of the baseline; repeatable."
)
SEED = click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, help="Seed of all random numbers."
)
REPLICATIONS = replications(200)
WORKERS = click.option(
    "-j", "--workers", type=click.IntRange(1, 1024), help="Number of workers; default: one for each core."
)
FRESH = click.option("--fresh", is_flag=True, help="Run everything again and ignore saved results.")
OUTPUT = click.option("-o", "--output", type=FOLDER, help="Write results into this folder; default: out/NAME.")
PARTS = ("domain", "team", "branch", "role", "objective")
BY = click.option(
    "--by",
    type=click.Choice(["total", "quarter", *PARTS]),
    default="total",
    show_default=True,
    help="Report all quarters together, quarter by quarter, or for every part of a kind; a branch is a post and everybody below it.",
)
FIGURES = click.option("--figures", type=FOLDER, metavar="DIR", help="Draw the figures into this folder.")
FIGURE_FORMAT = click.option(
    "--figure-format",
    type=click.Choice(["svg", "png", "pdf"]),
    help="Format of the figures, which are slides of 16:9; default: svg.",
)
STYLE = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Format of the output; github: annotations for GitHub Actions.",
)


BASELINE = click.option("--baseline", metavar="NAME", help="Design to compare the others with; default: the first.")
ROPES = click.option(
    "--rope",
    "ropes",
    multiple=True,
    metavar="METRIC=LOW:HIGH",
    help="Region of practical equivalence: differences of METRIC that are too small to matter; repeatable.",
)


def suffix_of(figures: Path | None, figure_format: Any) -> Any:
    """Return the format of the figures.

    Raises
    ------
    InputError
        When a format is named and no figures are asked for.
    """
    if figure_format and not figures:
        raise InputError("--figure-format is about figures: --figures DIR draws them")
    return figure_format or "svg"


def ropes_from(texts: Sequence[str]) -> dict[str, Any]:
    """Return regions of practical equivalence from ``METRIC=LOW:HIGH`` or ``METRIC=HALFWIDTH`` texts.

    Raises
    ------
    InputError
        When a text is not of that form, or names no metric.
    """
    from orgsim.metrics.catalog import metric_named
    from orgsim.metrics.metric import Rope

    found = {}
    for text in texts:
        name, _, region = text.partition("=")
        metric_named(name)
        low, _, high = region.partition(":")
        try:
            bounds = (float(low), float(high)) if high else (-abs(float(low)), abs(float(low)))
        except ValueError:
            raise InputError(f"--rope {text}: expected METRIC=LOW:HIGH or METRIC=HALFWIDTH") from None
        if not all(map(math.isfinite, bounds)):
            raise InputError(f"--rope {text}: expected two finite numbers")
        if bounds[0] > bounds[1]:
            raise InputError(f"--rope {text}: the lower end is above the upper end")
        found[name] = Rope(low=bounds[0], high=bounds[1])
    return found
