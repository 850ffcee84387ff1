"""All metrics: every module of this package that has ``METRICS`` adds to them, without registration."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import orgsim.metrics
from orgsim.errors import InputError
from orgsim.metrics.metric import Metric
from orgsim.metrics.retired import RETIRED
from orgsim.scenario.problems import listed, nearest

VALUE, COST = "realised_value", "cost"
"""The metrics that say what an organisation is for and what it costs, both in $M."""


@cache
def all_metrics() -> Mapping[str, Metric]:
    """Return every metric by name, headline metrics first, then by family."""
    found: list[Metric] = []
    for module in sorted(pkgutil.iter_modules(orgsim.metrics.__path__), key=lambda entry: entry.name):
        found.extend(getattr(importlib.import_module(f"orgsim.metrics.{module.name}"), "METRICS", ()))
    return {metric.name: metric for metric in sorted(found, key=lambda metric: not metric.headline)}


def metric_named(name: str) -> Metric:
    """Return a metric by name.

    Raises
    ------
    InputError
        When there is none of that name, or no longer.
    """
    metrics = all_metrics()
    if name in RETIRED:
        raise InputError(f"there is no metric '{name}' any more: {RETIRED[name]}")
    if name not in metrics:
        raise InputError(f"there is no metric '{name}'{nearest(name, metrics)}; there are {listed(metrics, 40)}")
    return metrics[name]


def metrics_by_part() -> Mapping[str, Metric]:
    """Return every metric that parts of a company have, by name."""
    return {name: metric for name, metric in all_metrics().items() if metric.parts}


def headline_metrics() -> list[str]:
    """Return the names of the metrics that are shown when nobody asks for others."""
    return [name for name, metric in all_metrics().items() if metric.headline]
