"""The Mesa face: people as agents, AgentSets, collected data and networkx graphs, all of the one engine."""

import math

import mesa
import networkx as nx
import pytest
from ruamel.yaml import YAML
from tests.conftest import SMALL, Write

from orgsim.api import run
from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics
from orgsim.model import OrgModel, Person
from orgsim.scenario.design import load_design

CHANGED = SMALL + (
    "horizon: {warmup_quarters: 1, quarters: 1}\n"
    "changes: [{posts: {pm-6: {role: gpm}, eve: {role: ppm, reports_to: vp}}, ties: {dotted: {eve: [pm-1]}}}]\n"
)


@pytest.fixture
def model(write: Write) -> OrgModel:
    """Return a small organisation after four weeks; it changes after thirteen."""
    found = OrgModel(write(CHANGED), seed=7, model_reporters={"week": "week"}, agent_reporters={"role": "role"})
    for _ in range(4):
        found.step()
    return found


def test_people_are_mesa_agents(model: OrgModel) -> None:
    """Every post is one agent of one type, open or not yet, in Mesa's own registers."""
    assert set(model.agents) == set(model.people) == set(model.agents_by_type[Person])
    assert all(isinstance(person, mesa.Agent) and person.model is model for person in model.agents)
    assert [person.name for person in model.people] == model.organization.posts
    assert model.steps == model.week == 4


def test_a_model_of_a_mapping(model: OrgModel) -> None:
    """A mapping of the structure of a scenario file is the same model as the file."""
    other = OrgModel(YAML(typ="safe").load(CHANGED), seed=7)
    for _ in range(4):
        other.step()
    assert (other.week_book == model.week_book).all()
    assert (other.state.beliefs == model.state.beliefs).all()


def test_agent_sets_by_role(model: OrgModel) -> None:
    """Selecting by role gives a Mesa AgentSet, which selects, gets and counts as any other."""
    directors = model.with_role("director")
    assert isinstance(directors, mesa.agent.AgentSet)
    assert sorted(directors.get("name")) == ["dir-a", "dir-b"]
    assert len(model.with_role("director", "pm")) == 8
    assert model.with_role("director").select(lambda person: "pm-1" in [below.name for below in person.reports]).get(
        "name"
    ) == ["dir-a"]


def test_the_role_as_the_person_has_it(model: OrgModel) -> None:
    """Rights, reports, manager, teams and the planned week are those of the design."""
    director, manager = model.person("dir-a"), model.person("pm-2")
    assert director.rights["fund"] == "decide"
    assert manager.rights == {"scope": "decide"}
    assert sorted(below.name for below in director.reports) == ["pm-1", "pm-2", "pm-3"]
    assert manager.manager is director
    assert manager.teams == ["search-b"]
    assert director.teams == []
    assert manager.role_view is not None
    assert manager.role_view.hours.product == 24.0


def test_roles_follow_the_design_in_time(model: OrgModel) -> None:
    """A post that opens later is nobody's until then, and a re-roled one changes its role in that week."""
    eve, promoted = model.person("eve"), model.person("pm-6")
    assert (eve.role, eve.role_view, eve.post, eve.employed, eve.rights) == (None, None, None, False, {})
    assert promoted.role == "pm"
    while model.week < 14:
        model.step()
    assert (eve.role, eve.employed, promoted.role) == ("ppm", True, "gpm")
    assert eve.rights["shift"] == "propose"


def test_a_week_has_forty_hours(model: OrgModel) -> None:
    """The hours of the last week sum to the contract for everybody with an open post, and those of the quarter to four of them."""
    hours = MINUTES_PER_WEEK / 60
    for person in model.people:
        expected = hours if person.post else 0.0
        assert sum(person.week_hours.values()) == pytest.approx(expected)
        assert sum(person.hours.values()) == pytest.approx(4 * expected)
    assert model.person("dir-a").week_hours["contact"] > 0.0


def test_the_first_week_of_a_quarter_stands_alone(model: OrgModel) -> None:
    """The books turn with the quarter; the last week's hours are still of one week."""
    while model.week < 14:
        model.step()
    person = model.person("dir-a")
    assert person.hours == person.week_hours
    assert model.quarter == 1


def test_waiting_requests_are_those_of_the_desk(write: Write) -> None:
    """While directors' desks are closed, cases wait there and nowhere else, every one of them."""
    model = OrgModel(load_design(write(SMALL, "busy.yaml"), ["roles.director.hours.desk=0"]), seed=7)
    for _ in range(14):  # nothing is planned in the first quarter, as no idea has come before it
        model.step()
    waiting = {person.name: person.waiting for person in model.people}
    queued = [errand for errands in waiting.values() for errand in errands]
    heads = [int(desk.head) for desk in model.state.desks]
    count = 0
    for head in heads:
        while head != -1:
            count, head = count + 1, int(model.state.requests[head].next)
    assert len(queued) == count > 0
    assert "case" in queued
    assert {name for name, errands in waiting.items() if "case" in errands} == {"dir-a", "dir-b"}


def test_data_is_collected_every_week(model: OrgModel) -> None:
    """Mesa's DataCollector holds one row a week, and one a person and week."""
    weeks = model.datacollector.get_model_vars_dataframe()
    assert weeks["week"].tolist() == [1, 2, 3, 4]
    people = model.datacollector.get_agent_vars_dataframe()
    assert len(people) == 4 * len(model.people)
    assert set(people["role"].dropna()) == {"cpo", "director", "pm"}


def test_graphs_are_the_ties_of_the_week(model: OrgModel) -> None:
    """Layers come as networkx graphs; a new dotted line is there from its week on, with little trust."""
    assert nx.is_arborescence(model.graph("authority"))
    assert model.graph("dotted").number_of_edges() == 0
    while model.week < 14:
        model.step()
    trust = model.graph("dotted")["eve"]["pm-1"]["trust"]
    assert 0.2 <= trust < 0.3 < model.graph("authority")["vp"]["dir-a"]["trust"]
    layers = {layer for *_, layer in model.graph().edges(data="layer")}
    assert {"authority", "dotted", "working"} <= layers


def test_influence_of_the_week_sums_to_one(model: OrgModel) -> None:
    """Everybody's influence under this week's ties adds up, and whoever sets the strategy has most."""
    shares = {person.name: person.influence for person in model.people}
    assert sum(shares.values()) == pytest.approx(1.0)
    assert max(shares, key=lambda name: shares[name]) == "vp"


def test_collecting_changes_nothing(write: Write) -> None:
    """Looking at people and graphs every week leaves the run as it is, bit for bit."""
    path = write(CHANGED)
    looked = OrgModel(path, seed=7, agent_reporters={"all": lambda person: (person.week_hours, person.waiting)})
    plain = OrgModel(path, seed=7)
    for _ in range(6):
        looked.step()
        looked.graph()
        plain.step()
    for table in ("posts", "items", "ties", "requests", "beliefs"):
        assert getattr(looked.state, table).tobytes() == getattr(plain.state, table).tobytes()


def test_the_horizon_ends(model: OrgModel) -> None:
    """After the last week the model no longer runs, and another step is refused."""
    while model.running:
        model.step()
    assert model.week == 26
    with pytest.raises(IndexError, match="horizon is over"):
        model.step()


def test_a_batch_of_futures(write: Write) -> None:
    """Mesa's batch run takes futures by their numbers, and reports of each the metrics that `orgsim run` reports."""
    path = write(CHANGED)
    wanted = ("alignment", "decision_latency")
    parameters = {"design": str(path), "seed": 7, "replication": range(3), "metrics": [wanted]}
    found = mesa.batch_run(OrgModel, parameters, display_progress=False)
    expected = run(path, replications=3, seed=7, output=path.parent / "out").replications.sort_values("replication")
    for name in wanted:
        assert [row[name] for row in found] == expected[name].tolist()
    assert len({row["alignment"] for row in found}) == 3


@pytest.mark.filterwarnings("ignore:The `iterations`")  # Mesa 3.5 calls them by another name
def test_a_repeated_future_is_refused(write: Write) -> None:
    """Iterations that Mesa gives nothing of their own would all be the same future; the refusal says what to write instead."""
    with pytest.raises(InputError, match=r'all the same; .*\{"design": path, "replication": range\(3\)\}'):
        mesa.batch_run(OrgModel, {"design": str(write(CHANGED))}, iterations=2, display_progress=False, max_steps=2)


def test_a_newer_mesa_names_futures_by_rng(write: Write) -> None:
    """An `rng` is a seed; none at all, as Mesa gives for bare iterations, names no future."""
    path = write(CHANGED)
    assert OrgModel(path, rng=7).root_seed == 7
    assert (OrgModel(path, rng=None, replication=2).root_seed, OrgModel(path).replication) == (1, 0)
    with pytest.raises(InputError, match="all the same"):
        OrgModel(path, rng=None)
    for given in (
        {"seed": None},
        {"seed": 1.5},
        {"seed": -1},
        {"replication": True},
        {"replication": -1},
    ):
        with pytest.raises(InputError, match="must be a whole number from 0 to"):
            OrgModel(path, **given)


def test_metrics_are_known_at_the_end(model: OrgModel) -> None:
    """Before the horizon is over no metric is known; then every one is there. A name that no metric has is refused with the nearest."""
    assert all(math.isnan(value) for value in model.metrics.values())
    while model.running:
        model.step()
    assert set(model.metrics) == set(all_metrics())
    assert 0.0 < model.metric("alignment") == model.metrics["alignment"] <= 1.0
    with pytest.raises(InputError, match="did you mean 'alignment'"):
        model.metric("alignmnt")


def test_a_name_that_the_model_does_not_know_is_refused(write: Write) -> None:
    with pytest.raises(TypeError, match="OrgModel takes no 'sead'"):
        OrgModel(write(CHANGED), sead=3)
