"""What the market of a future offers, drawn once for all designs that face the same.

Drawing reads the market's own numbers and the luck of the future, and nothing of posts, teams or people. So designs that are compared
mostly face the same opportunities, and the second one finds drawn what the first one drew.
"""

import threading
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

import numpy as np

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.mechanisms.work.attractiveness import draw_attractiveness
from orgsim.engine.mechanisms.work.market import draw_arrivals, drift
from orgsim.engine.mechanisms.work.opportunities import draw_market
from orgsim.engine.random import Luck
from orgsim.engine.remembered import Remembered
from orgsim.engine.state import Floats, Indices, Records
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER, Happening
from orgsim.engine.work_records import ITEM

TRADED = 1.0
"""How far the two objectives of a shift trade their weights: wholly."""
OF_PARAMETERS = (
    "adjacent_share",
    "build_effort_median",
    "build_sigma",
    "dependency_probability",
    "drift_probability",
    "effort_median",
    "effort_sigma",
    "exploration",
    "far_share",
    "joint_probability",
    "market_common",
    "market_half_life",
    "market_spread",
    "markets",
    "need_probability",
    "objective_spread",
    "overlap",
    "reach_spread",
    "spill_probability",
    "spill_size",
    "value_effort_exponent",
    "value_sigma",
    "window_half_life",
    "window_spread",
    "windows",
)
"""The parameters that drawing reads; a test finds them in its code."""
OF_DOMAINS = ("key", "opportunities", "first_type", "types")
OF_EVENTS = ("kind", "week", "until", "subject", "other", "factor")
HAPPENINGS = (Happening.STRATEGY, Happening.SURGE)
"""What happens in a market, whatever happens to organisations."""
KEPT = 32e6
"""Bytes of markets that a process keeps."""
IN_TURN = 10
"""Futures of one design that are simulated before those of the next: with less room than for so many nothing would be found again."""


Key: TypeAlias = tuple[bytes, int, int]


class Market(NamedTuple):
    """What a future offers. Shapes: N opportunities, K objectives, Q quarters, D domains."""

    arrivals: Indices  # (W, D) how many each domain offers in each week
    items: Records  # (N,) opportunities in the order of weeks
    objectives: Floats  # (N, K) what each contributes to the objectives
    strategy: Floats  # (Q, K) true weights of the objectives
    attractiveness: Floats  # (Q, D) what each market pays, 1 on average

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return sum(int(table.nbytes) for table in self)

    def write_into(self, place: "Market") -> None:
        """Write it into tables of the same size, of which the arrivals stay as they are; bytes are copied faster than records."""
        place.items.view(np.uint8)[:] = self.items.view(np.uint8)
        for table, drawn in zip(place[2:], self[2:], strict=True):
            table[:] = drawn

    def copied(self) -> "Market":
        """Return a copy of it."""
        arrivals, items, *numbers = self
        return Market(arrivals, items.view(np.uint8).copy().view(items.dtype), *(table.copy() for table in numbers))


def arrivals_of(blueprint: Blueprint, fate: Luck) -> Indices:
    """Draw how many opportunities each domain offers in each week of a future, (W, D)."""
    arrivals = np.zeros((blueprint.weeks, len(blueprint.domains)), np.int64)
    draw_arrivals(arrivals, blueprint.domains, blueprint.events, fate)
    return arrivals


def place_for(blueprint: Blueprint, fate: Luck) -> Market:
    """Return tables of zeros in which the market of a future can be drawn, beside what arrives in it."""
    arrivals, quarters = arrivals_of(blueprint, fate), blueprint.weeks // WEEKS_PER_QUARTER
    opportunities = int(arrivals.sum())
    return Market(
        arrivals,
        np.zeros(opportunities, ITEM).view(np.recarray),
        np.zeros((opportunities, len(blueprint.weights))),
        np.zeros((quarters, len(blueprint.weights))),
        np.zeros((quarters, len(blueprint.domains))),
    )


def draw(blueprint: Blueprint, fate: Luck, place: Market) -> Market:
    """Draw the market of a future in tables of zeros, of what arrives in it; return them."""
    parameters = blueprint.parameters[0]
    place.attractiveness[:] = 1.0
    if parameters.markets:
        draw_attractiveness(place.attractiveness, blueprint.domains, blueprint.related, parameters, fate)
    drift(place.strategy, blueprint.weights, fate, parameters.drift_probability, TRADED, blueprint.events)
    draw_market(
        place.items,
        place.objectives,
        place.arrivals,
        blueprint.domains,
        np.cumsum(blueprint.related, axis=1),
        blueprint.domain_objectives,
        parameters,
        fate,
    )
    return place


def _hash(blueprint: Blueprint) -> bytes:
    """Return a hash of all that drawing reads of a design."""
    parameters, events = blueprint.parameters[0], blueprint.events
    digest = blake2b(repr((blueprint.weeks, *(parameters[name] for name in OF_PARAMETERS))).encode())
    for table, columns in ((blueprint.domains, OF_DOMAINS), (events[np.isin(events.kind, HAPPENINGS)], OF_EVENTS)):
        for column in columns:
            _add(digest.update, table[column])
    for numbers in (blueprint.related, blueprint.domain_objectives, blueprint.weights):
        _add(digest.update, numbers)
    return digest.digest()


_hash_of = Remembered(_hash)


def key_of(blueprint: Blueprint, fate: Luck) -> Key:
    """Return all that drawing reads: of a design as a hash, and the luck of a future."""
    return _hash_of(blueprint), int(fate.seed), int(fate.replication)


def _add(update: Callable[[bytes], None], numbers: Floats) -> None:
    """Add an array to what is hashed, with its shape, so that two arrays never read like two others."""
    update(repr((numbers.dtype.str, numbers.shape)).encode() + np.ascontiguousarray(numbers).tobytes())


class Markets:
    """The markets that were drawn last, as many as fit into so much memory; several threads may ask at once."""

    def __init__(self, room: float = KEPT) -> None:
        self.room = room
        self._taken = 0
        self._kept: dict[Key, Market] = {}
        self._lock = threading.Lock()

    def arrivals(self, blueprint: Blueprint, fate: Luck) -> Indices:
        """Return how many opportunities each domain offers in each week of a future, (W, D), found or drawn; nobody may write in it."""
        found = self._kept.get(key_of(blueprint, fate))
        return arrivals_of(blueprint, fate) if found is None else found.arrivals

    def lay_out(self, blueprint: Blueprint, fate: Luck, place: Market) -> None:
        """Write the market of a future, found or drawn, into tables of zeros; keep it if so many fit into the room as are in turn."""
        key = key_of(blueprint, fate)
        found = self._kept.get(key)
        if found is not None:
            found.write_into(place)
            return
        draw(blueprint, fate, place)
        if place.nbytes * IN_TURN <= self.room:
            self._keep(key, place.copied())

    def holds(self, blueprint: Blueprint, fate: Luck) -> bool:
        """Tell whether the market of a future is kept."""
        return key_of(blueprint, fate) in self._kept

    def _keep(self, key: Key, market: Market) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = market
                self._taken += market.nbytes
            while self._taken > self.room:
                self._taken -= self._kept.pop(next(iter(self._kept))).nbytes


MARKETS = Markets()
"""Those of this process."""
