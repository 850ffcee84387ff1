"""All patterns: every module of this package that has a ``PATTERN``, in the order of the modules' names, without registration."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import orgsim.studies.patterns
from orgsim.studies.claims import Pattern


@cache
def all_patterns() -> Mapping[str, Pattern]:
    """Return every pattern by name."""
    found: dict[str, Pattern] = {}
    for module in sorted(pkgutil.iter_modules(orgsim.studies.patterns.__path__), key=lambda entry: entry.name):
        if module.name.startswith("p"):
            pattern = getattr(importlib.import_module(f"orgsim.studies.patterns.{module.name}"), "PATTERN", None)
            if isinstance(pattern, Pattern):
                found[pattern.name] = pattern
    return found
