"""All checks: every module of this package that has ``CHECKS`` adds to them, without registration."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import orgsim.studies.verification
from orgsim.errors import InputError
from orgsim.scenario.problems import listed, nearest
from orgsim.studies.checks import Check


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by name: first those of published models (V), then the others."""
    found: list[Check] = []
    for module in sorted(pkgutil.iter_modules(orgsim.studies.verification.__path__), key=lambda entry: entry.name):
        found.extend(getattr(importlib.import_module(f"orgsim.studies.verification.{module.name}"), "CHECKS", ()))
    return {check.name: check for check in sorted(found, key=lambda check: (check.name[0] != "V", check.name))}


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
