"""Null cases of what bets do elsewhere: where there is no effect, or nobody who sees it, nothing happens, bit for bit."""

from tests.conftest import SMALL, Make, run
from tests.identity.test_interdependence import SHORT, tables

from orgsim.engine.state import State


def outcomes(state: State) -> dict[str, bytes]:
    """Return every table of a run but the parameters, and of items all but what says where an effect would fall and its sign."""
    found = tables(state, "parameters", "items")
    items = state.items[: state.counters[0].items]
    return found | {name: items[name].tobytes() for name in items.dtype.names if name not in ("spill", "spill_domain")}


def test_effects_of_no_size_are_no_effects(make: Make):
    """If every opportunity has an effect elsewhere, of size 0, it is as if none had."""
    settings = (("demand.spill_probability=1", "demand.spill_size=0"), ("demand.spill_probability=0",))
    first, second = (outcomes(run(make(SMALL + SHORT, *setting))) for setting in settings)
    assert first == second


def test_joint_work_needs_a_partner(make: Make):
    """Where no domain is close to another, all may be joint work, and none is."""
    text = SMALL + SHORT + "related: {between: 0}\n"
    first, second = (outcomes(run(make(text, f"demand.joint_probability={share}"))) for share in (1, 0))
    assert first == second


def test_windows_that_never_close_are_no_windows(make: Make):
    """Where opportunities never fade, their half-lives do not count."""
    settings = ("demand.window_half_life=1", "demand.window_half_life=5200")
    first, second = (outcomes(run(make(SMALL + SHORT, "mechanisms.windows=false", setting))) for setting in settings)
    assert first == second


def test_without_a_past_nothing_was_built_twice(make: Make):
    """Where nothing is older than the run, it does not matter how much of it would have been built twice."""
    none = "parameters.capabilities.inherited_share=0"
    settings = (f"parameters.capabilities.inherited_twice={share}" for share in (0, 1))
    first, second = (outcomes(run(make(SMALL + SHORT, none, setting))) for setting in settings)
    assert first == second


def test_a_past_of_what_nobody_needs_costs_its_upkeep_only(make: Make):
    """Where nothing is needed, nobody notices and nothing has to be kept running, a past changes no item of work."""
    still = (
        "demand.need_probability=0",
        "parameters.capabilities.maintenance_share=0",
        "mechanisms.consolidation=false",
    )
    pasts = ("parameters.capabilities.inherited_share=0", "parameters.capabilities.inherited_share=1")
    first, second = (run(make(SMALL + SHORT, *still, past)) for past in pasts)
    assert second.counters[0].capabilities > first.counters[0].capabilities == 0
    count = int(first.counters[0].arrived)
    for field in ("stage", "submitted", "funded", "finished", "worked", "realised", "earned"):
        assert first.items[field][:count].tolist() == second.items[field][:count].tolist(), field
    assert first.team_book.tobytes() == second.team_book.tobytes()
    assert first.person_book.tobytes() == second.person_book.tobytes()
