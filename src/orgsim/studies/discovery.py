"""All checks and all patterns, found by what the modules of their packages define, without registration."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from orgsim.errors import InputError
from orgsim.scenario.problems import listed, nearest
from orgsim.studies.checks import Check
from orgsim.studies.claims import Pattern


def defined(package: str, attribute: str) -> Iterator[Any]:
    """Yield what the modules of a package of studies define under a name, in the order of the modules' names."""
    home = importlib.import_module(f"orgsim.studies.{package}")
    for name in sorted(entry.name for entry in pkgutil.iter_modules(home.__path__)):
        module = importlib.import_module(f"{home.__name__}.{name}")
        if hasattr(module, attribute):
            yield getattr(module, attribute)


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by name: first those of published models (V), then the others."""
    found = [check for checks in defined("verification", "CHECKS") for check in checks]
    return {check.name: check for check in sorted(found, key=lambda check: (check.name[0] != "V", check.name))}


@cache
def all_patterns() -> Mapping[str, Pattern]:
    """Return every pattern by name."""
    return {pattern.name: pattern for pattern in defined("patterns", "PATTERN")}


def check_named(name: str) -> Check:
    """Return a check by name.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    checks = all_checks()
    if name not in checks:
        raise InputError(f"there is no check '{name}'{nearest(name, checks)}; there are {listed(checks, 60)}")
    return checks[name]
