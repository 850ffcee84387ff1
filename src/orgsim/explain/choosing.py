"""Which future to tell: the one with a number, or the one in which a metric is typical, best or worst."""

from dataclasses import dataclass

from orgsim.errors import InputError
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.results.comparison import Results

WAYS = ("typical", "best", "worst")
ASKED_FOR = f"a future is a number, such as 0, or one of {', '.join(WAYS)}"


@dataclass(frozen=True)
class Choice:
    """A future, and how it was chosen: by its number, or by a metric of a design, or the difference between two designs."""

    replication: int
    way: str = ""
    metric: Metric | None = None
    value: float = float("nan")
    median: float = float("nan")
    futures: int = 0


def number_of(wanted: str) -> int | None:
    """Return a future's number; None for a way to choose one.

    Raises
    ------
    InputError
        When it is neither.
    """
    if wanted in WAYS:
        return None
    if wanted.isdecimal():
        return int(wanted)
    raise InputError(f"--future {wanted}: {ASKED_FOR}")


def chosen(results: Results, wanted: str, metric: str, designs: tuple[str, ...]) -> Choice:
    """Return a future by its number, or the one in which a design, or the second of two minus the first, is typical, best or worst.

    Raises
    ------
    InputError
        When there is no such metric, or no such future.
    """
    number = number_of(wanted)
    if number is not None:
        there = sorted(int(one) for one in results.replications["replication"].unique())
        if number not in there:
            raise InputError(
                f"there is no future {number} in {results.folder}; they are numbered from {there[0]} to {there[-1]}"
            )
        return Choice(number)
    return _by_metric(results, wanted, metric_named(metric), designs)


def _by_metric(results: Results, way: str, metric: Metric, designs: tuple[str, ...]) -> Choice:
    """Return the future in which a metric is nearest to its median, best or worst; the first of several alike."""
    wide = results.replications.pivot(index="replication", columns="design", values=metric.name)
    values = (wide[designs[-1]] - wide[designs[0]] if len(designs) > 1 else wide[designs[0]]).dropna().sort_index()
    if values.empty:
        raise InputError(
            f"{metric.name} has no value in any future of {' and '.join(designs)}; choose another --metric"
        )
    median = float(values.median())
    sign = -1.0 if metric.direction == "lower" else 1.0
    rank = {"typical": -(values - median).abs(), "best": sign * values, "worst": -sign * values}[way]
    number = int(str(rank.idxmax()))
    return Choice(number, way, metric, float(values.loc[number]), median, len(values))
