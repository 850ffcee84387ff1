"""Options that several commands share."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from orgsim.errors import CommandLineError, InputError

if TYPE_CHECKING:
    from orgsim.metrics.metric import Metric


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


def well_formed(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what `--set` says, each a key and a value of YAML.

    Raises
    ------
    CommandLineError
        When one is not of that form, whatever it would be laid over.
    """
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not all(part.strip() for part in key.split(".")):
            raise CommandLineError(f"--set {text[:200]}: expected KEY.PATH=VALUE")
        _is_yaml(key, value)
    return texts


def _is_yaml(key: str, value: str) -> None:
    """Refuse a value that is no YAML."""
    from orgsim.scenario.document import parse
    from orgsim.scenario.problems import ScenarioError

    try:
        parse(value, Path("--set"))
    except ScenarioError as error:
        raise CommandLineError(f"--set {key[:200]}: {error.problems[0].message}") from None


SETTINGS = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="KEY.PATH=VALUE",
    callback=well_formed,
    help="Override a value of the baseline; repeatable.",
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


def is_given(option: str) -> bool:
    """Tell whether somebody has typed an option of the command that runs; its parameter is named, such as `replications`."""
    return click.get_current_context().get_parameter_source(option) == ParameterSource.COMMANDLINE


def refuse_given(options: Mapping[str, str], reason: str) -> None:
    """Refuse options that would do nothing, by parameter, each with what is typed for it.

    Raises
    ------
    CommandLineError
        Naming the first that was given, and the reason.
    """
    for parameter, typed in options.items():
        if is_given(parameter):
            raise CommandLineError(f"{typed} {reason}")


@contextmanager
def about_the_words() -> Iterator[None]:
    """Say that what is refused inside is wrong with the command line by itself.

    Raises
    ------
    CommandLineError
        In place of an InputError.
    """
    try:
        yield
    except InputError as error:
        raise CommandLineError(str(error)) from None


def metric_from(name: str) -> "Metric":
    """Return the metric that an option names.

    Raises
    ------
    CommandLineError
        When there is none of that name.
    """
    from orgsim.metrics.catalog import metric_named

    with about_the_words():
        return metric_named(name)


def metrics_from(names: Sequence[str]) -> "list[Metric]":
    """Return the metrics that a repeatable option names.

    Raises
    ------
    CommandLineError
        When there is none of a name, or one is named twice.
    """
    for place, name in enumerate(names):
        if name in names[:place]:
            raise CommandLineError(f"--metric {name} is there twice")
    return [metric_from(name) for name in names]


def suffix_of(figures: Path | None, figure_format: Any) -> Any:
    """Return the format of the figures.

    Raises
    ------
    CommandLineError
        When a format is named and no figures are asked for.
    """
    if figure_format and not figures:
        raise CommandLineError("--figure-format is about figures: --figures DIR draws them")
    return figure_format or "svg"


def ropes_from(texts: Sequence[str]) -> dict[str, Any]:
    """Return regions of practical equivalence from ``METRIC=LOW:HIGH`` or ``METRIC=HALFWIDTH`` texts.

    Raises
    ------
    CommandLineError
        When a text is not of that form, or names no metric.
    """
    from orgsim.metrics.metric import Rope

    found = {}
    for text in texts:
        name, _, region = text.partition("=")
        metric_from(name)
        low, _, high = region.partition(":")
        try:
            bounds = (float(low), float(high)) if high else (-abs(float(low)), abs(float(low)))
        except ValueError:
            raise CommandLineError(f"--rope {text}: expected METRIC=LOW:HIGH or METRIC=HALFWIDTH") from None
        if not all(map(math.isfinite, bounds)):
            raise CommandLineError(f"--rope {text}: expected two finite numbers")
        if bounds[0] > bounds[1]:
            raise CommandLineError(f"--rope {text}: the lower end is above the upper end")
        found[name] = Rope(low=bounds[0], high=bounds[1])
    return found
