"""Whatever is named, the books balance, fates are whole, and what nobody named keeps its luck."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.conftest import SMALL, run

from orgsim.metrics.named import fates, names_of
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

BASE: dict[str, Any] = YAML(typ="safe").load(SMALL) | {"horizon": {"warmup_quarters": 1, "quarters": 4}}
TEAMS, DOMAINS = st.sampled_from(list(BASE["teams"])), st.sampled_from(list(BASE["domains"]))
CLOSING = [{"quarter": 2, "teams": {"cloud-a": None, "cloud-b": None, "search-b": None}}]
"""A change after which nobody serves one domain any more."""


@st.composite
def initiatives(draw: st.DrawFn) -> dict[str, Any]:
    """Return an initiative of any kind."""
    date = draw(st.integers(0, 3))
    home, team = draw(DOMAINS), draw(TEAMS | st.none())
    state = draw(st.sampled_from(["idea", "funded", "in_work"]))
    others = draw(st.lists(DOMAINS.filter(lambda domain: domain != home), unique=True, max_size=2))
    said = {
        "domain": home,
        "effort": draw(st.floats(0.1, 200)),
        "value": draw(st.floats(0, 5000)),
        "state": state,
        "quarter": date,
        "week": draw(st.integers(0, 12)),
        "joint_with": others,
    }
    said |= {"team": team} if team else {}
    said |= {"done": draw(st.floats(0, 0.99))} if state == "in_work" else {}
    said |= {"due": {"quarter": date + 1}} if draw(st.booleans()) else {}
    return said | ({"half_life": draw(st.floats(1, 100))} if draw(st.booleans()) else {})


@st.composite
def platforms(draw: st.DrawFn) -> dict[str, Any]:
    """Return up to three platforms of which all do the same, each with a team and perhaps a user of its own."""
    teams = draw(st.lists(TEAMS, unique=True, min_size=1, max_size=6))
    found: dict[str, Any] = {}
    for place in range(min(3, len(teams))):
        said = {"team": teams[place], "run_cost": draw(st.floats(0, 3)), "age": draw(st.floats(0, 20))}
        said |= {"used_by": [teams[place + 3]]} if place + 3 < len(teams) else {}
        found[f"p{place}"] = said | ({"same_as": "p0", "quarter": draw(st.integers(0, 3))} if place else {})
    return found


@settings(max_examples=25)
@given(st.lists(initiatives(), max_size=6), platforms(), st.booleans())
def test_whatever_is_named_the_books_balance(
    work: list[dict[str, Any]], service: dict[str, Any], closing: bool
) -> None:
    """A run whose books do not balance fails; each fate is one of those that there are, and comes after the warm-up."""
    named = {f"i{place}": said for place, said in enumerate(work)}
    document = BASE | {"initiatives": named, "platforms": service, "changes": CLOSING if closing else []}
    organization = build(load_design(document))
    outcome = Outcome(organization, run(organization))
    found = fates(outcome)
    kinds, names = names_of(organization)
    assert sorted(names) == sorted([*named, *service])
    for row, kind in enumerate(kinds):
        launched, ended, funded = (found[column][row] for column in ("launched", "ended", "funded"))
        assert not (launched >= 0 and ended >= 0)
        assert not launched < funded
        assert not min(launched, ended, funded) < 0
        if kind == "platform":
            assert found["run_cost"][row] >= 0
            assert (found["run_cost"][row] == 0) or not ended >= 0
