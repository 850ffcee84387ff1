"""Options that several commands share."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from orgsim.errors import InputError

Command = TypeVar("Command", bound=Callable[..., Any])

SETTINGS = click.option(
    "--set", "overrides", multiple=True, metavar="KEY.PATH=VALUE", help="Lay a value over the baseline first."
)
SEED = click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, help="Root of all luck.")
REPLICATIONS = click.option(
    "-r",
    "--replications",
    type=click.IntRange(1, 1_000_000),
    default=200,
    show_default=True,
    help="How many futures.",
)
WORKERS = click.option("-j", "--workers", type=click.IntRange(1, 1024), help="Threads; default: one a core.")
FRESH = click.option("--fresh", is_flag=True, help="Run everything again, whatever is saved.")
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for results; default: out/NAME."
)


def running(command: Command) -> Command:
    """Add the options of every command that simulates."""
    for option in (SETTINGS, SEED, REPLICATIONS, WORKERS, FRESH, OUTPUT):
        command = option(command)
    return command


def ropes_from(texts: Sequence[str]) -> dict[str, Any]:
    """Return regions of practical equivalence from ``METRIC=LOW:HIGH`` or ``METRIC=±HALF`` texts.

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
