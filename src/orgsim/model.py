"""The Mesa face of the engine: step a week, look at any person, collect any data.

``OrgModel.step()`` runs the same week as ``orgsim run``, on the same state; Mesa's own random numbers are never used.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

import mesa
import numpy as np

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import Floats, Minutes, Records, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Action, Errand, PersonAccount, Right
from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import Design, Source, load_design
from orgsim.scenario.model import Post, Role, Scenario
from orgsim.scenario.problems import listed
from orgsim.views.contact import Graph, all_layers, layer_graph
from orgsim.views.influence import influence

Reporter: TypeAlias = str | Callable[[Any], Any]
"""What Mesa's DataCollector takes: the name of an attribute, or a function of the model or person."""


NOT_GIVEN: Any = object()
REPEATED = "iterations of one future are all the same"
RECIPE = 'give each future its own number, as in mesa.batch_run(OrgModel, {"design": path, "replication": range(3)})'
LARGEST_SEED = 2**64 - 1
LARGEST_REPLICATION = 2**32 - 1


def _whole(name: str, value: object, most: int) -> int:
    """Return a whole number that names a future, or refuse what names none."""
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and 0 <= value <= most:
        return int(value)
    raise InputError(f"{name} is {value!r}, but must be a whole number from 0 to {most}; {RECIPE}")


def _refuse_repetition() -> None:
    """Refuse to be a second iteration of a batch run of a Mesa that gives each iteration the same arguments."""
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        return
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "mesa.batchrunner" and frame.f_locals.get("iteration"):
            raise InputError(f"{REPEATED}; {RECIPE}")
        frame = frame.f_back


def named_hours(minutes: Minutes) -> dict[str, float]:
    """Return one row of a book of people as hours by account."""
    return {account.name.lower(): float(minutes[account]) / 60.0 for account in PersonAccount}


class Person(mesa.Agent):  # type: ignore[misc]
    """The holder of a post: a view of the engine's state, without state of its own."""

    def __init__(self, model: "OrgModel", row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def name(self) -> str:
        """The post's id."""
        return str(self.model.organization.posts[self.row])

    @property
    def post(self) -> Post | None:
        """The post as the design describes it now; None while it is closed."""
        found: Post | None = self.model.stage.posts.get(self.name)
        return found

    @property
    def role(self) -> str | None:
        """The post's role now."""
        return self.post.role if self.post else None

    @property
    def role_view(self) -> Role | None:
        """What the post's role may do and how its week is planned."""
        return self.model.stage.roles[self.role] if self.role else None

    @property
    def rights(self) -> dict[str, str]:
        """The post's own decision rights now, by action; actions without a right are left out."""
        rights = self._record.rights
        return {action.name.lower(): Right(rights[action]).name.lower() for action in Action if rights[action]}

    @property
    def employed(self) -> bool:
        """Whether the post is filled."""
        return bool(self._record.person != NONE)

    @property
    def manager(self) -> "Person | None":
        """The holder of the post above; None at the top."""
        above = int(self._record.manager)
        return None if above == NONE else self.model.people[above]

    @property
    def reports(self) -> list["Person"]:
        """The holders of the posts that report to this one."""
        return [other for other in self.model.people if other.post and other.manager is self]

    @property
    def teams(self) -> list[str]:
        """The teams whose product the post owns."""
        teams = self.model.state.teams
        names = self.model.organization.teams
        return [name for name, team in zip(names, teams, strict=True) if team.active and team.owner == self.row]

    @property
    def belief(self) -> Floats | None:
        """The weights that this person believes the objectives have, (K,); None while the post is vacant."""
        person = int(self._record.person)
        return None if person == NONE else np.array(self.model.state.beliefs[person])

    @property
    def influence(self) -> float:
        """Share of the beliefs behind funding decisions that come from this post, if the ties of this week lasted."""
        return float(influence(self.model.state)[self.row])

    @property
    def hours(self) -> dict[str, float]:
        """Hours of this quarter so far, by account."""
        return named_hours(self.model.state.person_book[self.row, self.model.quarter])

    @property
    def week_hours(self) -> dict[str, float]:
        """Hours of the last week, by account."""
        return named_hours(self.model.week_book[self.row])

    @property
    def waiting(self) -> list[str]:
        """What each request that waits at the post's desk asks for, in the order of the queue."""
        state = self.model.state
        found, request = [], int(state.desks[self._record.queue].head)
        while request != NONE:
            if state.requests[request].at == self.row:
                found.append(Errand(state.requests[request].errand).name.lower())
            request = int(state.requests[request].next)
        return found

    @property
    def _record(self) -> Records:
        """The engine's row of the post."""
        return self.model.state.posts[self.row]


class OrgModel(mesa.Model):  # type: ignore[misc]
    """An organisation that can be stepped week by week, from a scenario file, a mapping of its structure, or a loaded design.

    Posts open with the first step. `model_reporters` and `agent_reporters` go to Mesa's DataCollector, which collects after every
    week (``datacollector``), and so do the metrics named in `metrics`.

    `seed` and `replication` (0 when not given) name one future; the same two are the same future. Mesa's batch runs may give the seed as
    `rng`, where None leaves it to `seed`.

    Raises
    ------
    InputError
        When the scenario is wrong, there is no such metric, `seed` or `replication` names no future, or a batch run of Mesa asks for
        several iterations of one future, which would be the same every time.
    """

    def __init__(
        self,
        design: Design | Source,
        *,
        replication: Any = NOT_GIVEN,
        rng: Any = NOT_GIVEN,
        metrics: str | Sequence[str] = (),
        model_reporters: Mapping[str, Reporter] | None = None,
        agent_reporters: Mapping[str, Reporter] | None = None,
        **named: Any,
    ) -> None:
        # not a parameter by name: Mesa 3.5 would put what it calls `rng` in its place
        seed = named.pop("seed", 1)
        if named:
            raise TypeError(f"OrgModel takes no {listed(sorted(named))}")
        if rng is None and replication is NOT_GIVEN:  # Mesa 3.5 gives every bare iteration this
            raise InputError(f"{REPEATED}; {RECIPE}")
        seed = _whole("seed", seed if rng in (NOT_GIVEN, None) else rng, LARGEST_SEED)
        replication = _whole("replication", 0 if replication is NOT_GIVEN else replication, LARGEST_REPLICATION)
        _refuse_repetition()
        super().__init__(seed=0)
        self.organization: Organization = build(design if isinstance(design, Design) else load_design(design))
        self.fate = luck(seed, replication)
        self.root_seed, self.replication = seed, replication
        self.state: State = new_state(self.organization.blueprint, self.fate)
        self.week = 0
        self.week_book = np.zeros_like(self.state.person_book[:, 0])
        self.people = [Person(self, row) for row in range(len(self.organization.posts))]
        wanted = [metrics] if isinstance(metrics, str) else metrics
        measured = {metric_named(name).name: partial(OrgModel.metric, name=name) for name in wanted}
        self.datacollector = mesa.DataCollector({**measured, **(model_reporters or {})}, dict(agent_reporters or {}))

    @property
    def stage(self) -> Scenario:
        """The design as it is in this week."""
        begun = [stage for stage in self.organization.design.stages if stage.week <= self.week]
        return begun[-1].scenario

    @property
    def quarter(self) -> int:
        """The quarter of the last week that was run, warm-up included; 0 before the first."""
        return max(0, self.week - 1) // WEEKS_PER_QUARTER

    def metric(self, name: str) -> float:
        """Return a metric over all quarters that count, as ``orgsim run`` reports it for this future; NaN before the run is over.

        Raises
        ------
        InputError
            When there is no such metric.
        """
        metric = metric_named(name)
        return float(metric.measure(self._outcome).total()) if self._is_over else float("nan")

    @property
    def metrics(self) -> dict[str, float]:
        """Every metric by name, see `metric`."""
        return {name: self.metric(name) for name in all_metrics()}

    @cached_property
    def _outcome(self) -> Outcome:
        return Outcome(self.organization, self.state)

    @property
    def _is_over(self) -> bool:
        return self.week == self.organization.blueprint.weeks

    def person(self, name: str) -> Person:
        """Return the holder of a post, by the post's id."""
        return self.people[self.organization.posts.index(name)]

    def with_role(self, *roles: str) -> mesa.agent.AgentSet:
        """Return the people whose post has one of the given roles now, as a Mesa AgentSet."""
        return self.agents.select(lambda person: person.role in roles)

    def graph(self, layer: str | None = None) -> Graph:
        """Return one layer of this week as a networkx graph, such as ``authority`` or ``dotted``; None: all, as parallel edges."""
        if layer is None:
            return all_layers(self.organization, self.state)
        return layer_graph(self.organization, self.state, layer)

    def step(self) -> None:
        """Run one week.

        Raises
        ------
        IndexError
            When the scenario's horizon is over.
        """
        if self.week >= self.organization.blueprint.weeks:
            raise IndexError("the scenario's horizon is over")
        book = self.state.person_book[:, self.week // WEEKS_PER_QUARTER]
        before = book.copy()
        schedule.run(self.state, self.fate, self.week, self.week + 1)
        self.week_book = book - before
        self.week += 1
        if self._is_over:
            check(self.organization.blueprint, self.state, self.root_seed, self.replication)
            self.running = False
        self.datacollector.collect(self)
