"""Small records to work rules on by hand."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import SMALL

from orgsim.engine import records as layout
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.state import Records, State, zeros
from orgsim.engine.vocabulary import NONE
from orgsim.organization.build import Organization, build, parameter_record
from orgsim.scenario.design import load_design


def organization(folder: Path, text: str = SMALL, *settings: str) -> Organization:
    """Return a small organisation."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return build(load_design(path, settings))


def parameters(folder: Path, **changed: float) -> Records:
    """Return the default parameters as the engine sees them (work in minutes), some of them changed."""
    record = default_parameters().copy()[0]
    for name, value in changed.items():
        assert name in record.dtype.names
        record[name] = value
    return record


@cache
def default_parameters() -> Records:
    """Return the default parameters as the engine sees them, for copies."""
    with TemporaryDirectory() as folder:
        base = organization(Path(folder)).design.baseline
    return parameter_record(base.demand, base.parameters, base.mechanisms)


def fresh_state(folder: Path, text: str = SMALL, *settings: str) -> State:
    """Return a state before week 0."""
    return copied(drawn(text, settings))


@cache
def drawn(text: str, settings: tuple[str, ...]) -> State:
    """Return a state before week 0, drawn once for all tests; they work on copies."""
    with TemporaryDirectory() as folder:
        return new_state(organization(Path(folder), text, *settings).blueprint, luck(1, 0))


def copied(state: State) -> State:
    """Return a state of which nothing is shared, not even the plans."""
    return replace(state, **{field.name: getattr(state, field.name).copy() for field in fields(state)})


def posts_under(managers: Sequence[int]) -> Records:
    """Return occupied posts in a tree, given the row of each one's manager; depth and reports are measured."""
    from orgsim.engine.mechanisms.decisions.authority import measure_tree

    posts = zeros(layout.POST, len(managers))
    posts.active = 1
    posts.manager = managers
    posts.person = range(len(managers))
    for field in ("first_team", "helps", "serving", "next_server"):
        posts[field] = NONE
    measure_tree(posts)
    return posts


def filled(dtype: Any, count: int, **columns: object) -> Records:
    """Return records with some columns given, the rest zero."""
    records = zeros(dtype, count)
    for name, values in columns.items():
        records[name] = values
    return records
