"""Kinds of parts of a company: which there are, and which metrics and minutes each of them has."""

from collections.abc import Iterable, Sequence

from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics, metric_named, metrics_by_part
from orgsim.metrics.metric import Metric
from orgsim.metrics.parts import KINDS, Kind
from orgsim.results.tables import minutes_of_parts
from orgsim.scenario.problems import listed, nearest

FEW = 4
"""With fewer headline metrics than this, a kind of part is reported with all metrics that it has."""


def kind_named(name: str) -> Kind:
    """Return a kind of part.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    for kind in KINDS:
        if name == kind:
            return kind
    raise InputError(f"a company has no parts of the kind '{name}'{nearest(name, KINDS)}; there are {listed(KINDS)}")


def metrics_of(kind: Kind, names: Sequence[str] = (), *, everything: bool = False) -> list[str]:
    """Return the metrics to report for a kind of part: those asked for, or the headline metrics that it has.

    It is all that it has where `everything` is asked for, or where so few are headlines that they would say little.

    Raises
    ------
    InputError
        When a metric is asked for that parts of this kind do not have, naming those that they have.
    """
    there = {name: metric for name, metric in metrics_by_part().items() if kind in metric.parts}
    for name in names:
        if metric_named(name).name not in there:
            raise InputError(_no_value(all_metrics()[name], kind, there))
    headlines = [name for name, metric in there.items() if metric.headline]
    few = len(headlines) < FEW
    return list(names) or (list(there) if everything or few else headlines)


def _no_value(metric: Metric, kind: Kind, there: Iterable[str]) -> str:
    """Return why a metric cannot be reported by a kind of part."""
    others = f"; it has them by {listed(metric.parts)}" if metric.parts else ""
    return f"'{metric.name}' has no values by {kind}{others}; metrics that have them by {kind}: {listed(there, 40)}"


def columns_of(kind: Kind) -> list[str]:
    """Return what is known of parts of a kind: the columns of its metrics, and those of minutes by account and desk."""
    return [*metrics_of(kind, everything=True), *_minutes_of(kind)]


def _minutes_of(kind: Kind) -> list[str]:
    """Return the columns of minutes that a kind of part has."""
    books = {
        "domain": ("team.",),
        "team": ("team.",),
        "role": ("person.", "desk."),
        "branch": ("person.", "team.", "desk."),
    }
    return [name for name in minutes_of_parts() if name.startswith(books.get(kind, ("none",)))]
