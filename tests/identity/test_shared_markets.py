"""A market that designs share is, bit for bit, the one that each of them would draw; and room that is used again is as good as new."""

import ast
import dataclasses

import numpy as np
import pytest
from tests.conftest import ROOT, SMALL, shipped_designs

from orgsim.engine import beginnings, markets, simulation
from orgsim.engine.beginnings import SHARED
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.markets import OF_DOMAINS, OF_EVENTS, OF_PARAMETERS, Market, Markets, draw, key_of, place_for
from orgsim.engine.mechanisms.work.attractiveness import draw_attractiveness
from orgsim.engine.mechanisms.work.market import draw_arrivals, drift
from orgsim.engine.mechanisms.work.opportunities import draw_market
from orgsim.engine.random import luck
from orgsim.engine.room import Room, reusing
from orgsim.engine.simulation import new_state, simulate
from orgsim.engine.state import State
from orgsim.engine.steps import plain, reachable, tree_of
from orgsim.engine.vocabulary import Happening
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

FATE = luck(3, 4)
EVENTS = """
events:
  - {kind: strategy_shift, quarter: 1, week: 2, objectives: [growth, trust], factor: 0.5}
  - {kind: demand_surge, quarter: 1, week: 6, quarters: 2, domain: search, factor: 2.5}
  - {kind: departure, quarter: 1, week: 3, post: dir-a}
"""


def digest(state: State) -> dict[str, bytes]:
    """Return every table of a state as bytes."""
    return {field.name: getattr(state, field.name).tobytes() for field in dataclasses.fields(state)}


def in_bytes(blueprint: Blueprint) -> list[bytes]:
    """Return a market that is drawn now as bytes."""
    return [table.tobytes() for table in draw(blueprint, FATE, place_for(blueprint, FATE))]


@pytest.fixture
def blueprint(make) -> Blueprint:
    """Return a company in whose market something happens."""
    return make(SMALL + EVENTS).blueprint


@pytest.mark.parametrize("folder", ["reorg", "planning", "flatter"])
def test_a_shared_market_is_the_one_drawn_anew(folder, monkeypatch):
    """Designs of a folder share one market, and each begins as it would alone."""
    blueprints = [build(load_design(path)).blueprint for path in shipped_designs() if path.parent.name == folder]
    shared, alone = Markets(), Markets(room=0.0)
    drawn: list[Blueprint] = []
    monkeypatch.setattr(markets, "draw", lambda blueprint, *others: drawn.append(blueprint) or draw(blueprint, *others))
    for blueprint in blueprints:
        states = []
        for store in (shared, alone):
            monkeypatch.setattr(simulation, "MARKETS", store)
            states.append(digest(new_state(blueprint, FATE)))
        assert states[0] == states[1]
    assert len(drawn) == 1 + len(blueprints)


def test_the_key_holds_what_drawing_reads():
    """The fields of parameters, domains and events that the key holds are those that the rules behind it name."""
    read: dict[str, set[str]] = {"parameters": {"markets", "drift_probability"}, "domain": set(), "event": set()}
    for rule in (draw_arrivals, draw_market, drift, draw_attractiveness):
        for raw in reachable(plain(rule)):
            for node in ast.walk(tree_of(raw)):
                if isinstance(node, ast.Attribute):
                    table = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                    name = table.id if isinstance(table, ast.Name) else ""
                    read.get(name if name == "parameters" else name.removesuffix("s"), set()).add(node.attr)
    assert read == {"parameters": set(OF_PARAMETERS), "domain": set(OF_DOMAINS), "event": set(OF_EVENTS)}


def test_whatever_the_market_depends_on_changes_the_key(blueprint):
    """Each parameter, domain, event, weight and tie between domains; and the future, the seed and the horizon."""
    key, own = key_of(blueprint, FATE), blueprint._asdict()
    keys = {key_of(blueprint, luck(3, 5)), key_of(blueprint, luck(4, 4)), key_of(blueprint._replace(weeks=26), FATE)}
    for table, columns in (("parameters", OF_PARAMETERS), ("domains", OF_DOMAINS), ("events", OF_EVENTS[1:])):
        for column in columns:
            changed = own[table].copy()
            changed[column] = changed[column] + 1
            keys.add(key_of(blueprint._replace(**{table: changed}), FATE))
    for table in ("related", "domain_objectives", "weights"):
        keys.add(key_of(blueprint._replace(**{table: own[table] + 0.01}), FATE))
    assert key not in keys
    assert len(keys) == 3 + len(OF_PARAMETERS) + len(OF_DOMAINS) + len(OF_EVENTS) - 1 + 3


def test_nothing_else_changes_the_market(blueprint):
    """Any other parameter, and events that befall people, leave the key and the market as they are."""
    key, market = key_of(blueprint, FATE), in_bytes(blueprint)
    for name in set(blueprint.parameters.dtype.names) - set(OF_PARAMETERS):
        parameters = blueprint.parameters.copy()
        parameters[name] = parameters[name] + 1
        other = blueprint._replace(parameters=parameters)
        assert key_of(other, FATE) == key
        assert in_bytes(other) == market
    calm = blueprint._replace(events=blueprint.events[blueprint.events.kind != Happening.DEPARTURE])
    assert len(calm.events) < len(blueprint.events)
    assert (key_of(calm, FATE), in_bytes(calm)) == (key, market)


def offer(store: Markets, blueprint: Blueprint, future: int) -> Market:
    """Return the market of a future, as it is laid out."""
    place = place_for(blueprint, luck(3, future))
    store.lay_out(blueprint, luck(3, future), place)
    return place


def test_markets_keep_to_their_room(blueprint):
    """Those that fit are kept, the latest ones; one that would not fit beside others is drawn where it is wanted, and not kept."""
    size = place_for(blueprint, FATE).nbytes
    store, tight = Markets(room=12.0 * size), Markets(room=8.0 * size)
    offer(store, blueprint, 4)
    assert store.holds(blueprint, FATE)
    for future in range(20, 40):
        offer(store, blueprint, future)
    assert not store.holds(blueprint, FATE)
    place = offer(tight, blueprint, 4)
    assert [table.tobytes() for table in place] == in_bytes(blueprint)
    assert not tight.holds(blueprint, FATE)


def test_what_arrives_is_found_with_its_market(blueprint, monkeypatch):
    """It is drawn once for a market that is kept, and is the same when it is drawn anew."""
    store = Markets()
    before = store.arrivals(blueprint, FATE)
    offer(store, blueprint, 4)
    monkeypatch.setattr(markets, "arrivals_of", None)
    assert store.arrivals(blueprint, FATE).tolist() == before.tolist()
    assert before.sum() > 0


def test_what_is_written_into_a_market_stays_there(blueprint):
    """A future changes its own opportunities, not those of the next design in the same future."""
    store = Markets()
    for _ in range(2):
        place = offer(store, blueprint, 4)
        assert [table.tobytes() for table in place] == in_bytes(blueprint)
        place.items.stage += 1
        place.strategy[:] = 0.0


def test_keeping_a_market_does_not_look_at_all_others(blueprint, monkeypatch):
    """A long batch keeps thousands of small ones: each is measured when it comes and when it goes, and no more."""
    looked: list[int] = []
    size = place_for(blueprint, FATE).nbytes
    monkeypatch.setattr(markets.Market, "nbytes", property(lambda _: looked.append(size) or size))
    store = Markets(room=20.0 * size)
    for future in range(60):
        offer(store, blueprint, future)
    assert len(looked) == 2 * 60 + 40
    assert [store.holds(blueprint, luck(3, future)) for future in (39, 40, 59)] == [False, True, True]


def test_tables_of_a_future_are_its_own(blueprint):
    """What one future does to its tables is not there when the next one begins, neither in small tables nor in large ones."""
    first = new_state(blueprint, FATE)
    expected = digest(first)
    for field in dataclasses.fields(first):
        table = getattr(first, field.name)
        if field.name not in SHARED:
            table.view(np.ndarray).view(np.uint8)[...] = 7
    assert digest(new_state(blueprint, FATE)) == expected


@pytest.mark.parametrize("small", [0, 1 << 30])
def test_how_tables_are_made_changes_nothing(blueprint, small, monkeypatch):
    """One by one, or in a single piece of memory."""
    expected = digest(new_state(blueprint, FATE))
    monkeypatch.setattr(beginnings, "SMALL", small)
    assert digest(new_state(blueprint._replace(weeks=blueprint.weeks), FATE)) == expected


def test_room_that_is_used_again_is_as_good_as_new(make):
    """Companies that take turns in the same room, shorter and longer ones, do what they do in memory of their own."""
    ladder = build(load_design(ROOT / "scenarios/product-org/today.yaml", ["horizon.quarters=2"])).blueprint
    small, busy = make().blueprint, make(SMALL + EVENTS, "demand.need_probability=1", name="busy.yaml").blueprint
    expected = {id(one): digest(simulate(one, 7, 1)) for one in (small, busy, ladder)}
    with reusing() as room:
        for one in (busy, small, ladder, small, busy, ladder):
            state = simulate(one, 7, 1)
            assert digest(state) == expected[id(one)]
            room.give_back(state)
    assert digest(simulate(small, 7, 1)) == expected[id(small)]


def test_room_has_no_more_tables_than_were_in_use_at_once(blueprint):
    """A longer table takes the place of a shorter one, and the best fitting one is taken."""
    room = Room()
    states = [new_state(blueprint, luck(3, future)) for future in range(3)]
    for state in states:
        room.give_back(state)
    lengths = sorted(len(state.items) for state in states)
    assert len(room.take("items", lengths[1])) == lengths[1]
    assert len(room.take("items", lengths[2] + 1)) == lengths[2] + 1
    assert len(room.take("items", 1).base) == lengths[2]
    assert not np.asarray(room.take("requests", 5).view(np.uint8)).any()
