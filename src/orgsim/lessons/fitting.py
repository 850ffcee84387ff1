"""Whether a lesson fits what it simulates: its metrics, parts, posts, levels and quarters are there, and markets are the same."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from orgsim.lessons.bench import Bench, bench_of
from orgsim.lessons.cells import Cell, cell_at
from orgsim.lessons.checking import numbers_of
from orgsim.lessons.companies import CompanyCase
from orgsim.lessons.experiments import CareersExperiment, CompanyExperiment
from orgsim.lessons.ladders import LadderCase
from orgsim.lessons.loading import Told
from orgsim.lessons.model import Course, Queue
from orgsim.metrics.parts import parts_of
from orgsim.results.plan import market_of
from orgsim.scenario.mistakes import require
from orgsim.scenario.problems import NodePath, nearest
from orgsim.stories.loading import wrong_measured

Found = Iterator[tuple[NodePath, str]]
"""Where a lesson does not fit, and what is wrong."""


def fitting_bench(told: Told, seed: int | None = None, futures: int | None = None) -> Bench:
    """Make everything that a lesson simulates ready to run, and check that the lesson fits it.

    Raises
    ------
    ScenarioError
        With what is wrong, in the lesson or in a file that it names.
    """
    bench = bench_of(told, seed, futures)
    require(list(_wrong(bench)), told.document)
    return bench


def _wrong(bench: Bench) -> Found:
    experiment = bench.told.lesson.experiment
    if isinstance(experiment, CareersExperiment):
        yield from _wrong_levels(bench, experiment)
        yield from _wrong_ends(bench, experiment.quarters)
    elif isinstance(experiment, CompanyExperiment):
        yield from _Companies(bench).wrong(experiment)


def _wrong_levels(bench: Bench, experiment: CareersExperiment) -> Found:
    """Yield levels that the ladder has not."""
    case = next(iter(bench.cases.values()))
    assert isinstance(case, LadderCase)  # noqa: S101 - that is its kind
    for name, one in experiment.outcomes.items():
        for level in one.levels:
            if level not in case.plan.levels:
                spot = "experiment", "outcomes", name, "levels", level
                yield spot, f"the ladder has no level '{level}'{nearest(level, case.plan.levels)}"


def _wrong_ends(bench: Bench, quarters: int) -> Found:
    """Yield figures that would be drawn beyond the end of the run."""
    for place, look in enumerate(bench.told.lesson.why.looks):
        if isinstance(look, Course) and (look.until or 1) > quarters:
            yield ("why", "looks", place, "until"), f"the run has {quarters} quarters that count"


class _Companies:
    """The companies of a lesson, and what does not fit them."""

    def __init__(self, bench: Bench) -> None:
        self.lesson = bench.told.lesson
        self.bench = bench

    def case(self, cell: Cell) -> CompanyCase:
        found = self.bench.cases[cell]
        assert isinstance(found, CompanyCase)  # noqa: S101 - that is its kind
        return found

    @cached_property
    def markets(self) -> Mapping[Cell, object]:
        """The market of each cell."""
        return {cell: market_of(self.case(cell).organization) for cell in self.bench.cases}

    def wrong(self, experiment: CompanyExperiment) -> Found:
        """Yield everything that does not fit."""
        usual = self.case(cell_at(self.lesson, {}))
        quarters = usual.organization.quarters
        yield from self._wrong_outcomes(experiment, usual, quarters)
        yield from self._wrong_picking(experiment, quarters)
        yield from self._wrong_posts()
        yield from _wrong_ends(self.bench, quarters)
        yield from self._other_markets()

    def _wrong_outcomes(self, experiment: CompanyExperiment, usual: CompanyCase, quarters: int) -> Found:
        parts = parts_of(usual.organization)
        known = list(zip(parts.kinds, parts.names, strict=True))
        for name, one in experiment.outcomes.items():
            if one.metric:
                for key, message in wrong_measured(one.as_measured(), quarters, [], known):
                    yield ("experiment", "outcomes", name, *key), message

    def _wrong_picking(self, experiment: CompanyExperiment, quarters: int) -> Found:
        if not any(one.picked for one in experiment.outcomes.values()):
            return
        for cell in self.bench.cases:
            picking = self.case(cell).picking
            if not picking.quarters <= picking.last <= quarters - picking.quarters:
                both = f"{picking.quarters} have to lie before the pick and as many after it"
                yield ("experiment", "picked"), f"at {', '.join(cell)}: of {quarters} quarters, {both}"
                return

    def _wrong_posts(self) -> Found:
        for place, look in enumerate(self.lesson.why.looks):
            for at in look.at if isinstance(look, Queue) else ():
                posts = self.case(cell_at(self.lesson, at)).organization.posts
                if look.kind == "queue" and look.post not in posts:
                    yield (
                        ("why", "looks", place, "post"),
                        f"there is no post '{look.post}'{nearest(str(look.post), posts)}",
                    )
                    break

    def _other_markets(self) -> Found:
        """Yield comparisons of companies under different markets, whose futures are no pairs."""
        different = "the two companies face different markets, so that their futures are no pairs"
        for section, name, one in numbers_of(self.lesson):
            if one.against and self._differ(cell_at(self.lesson, one.of.at), cell_at(self.lesson, one.against.at)):
                yield (section, name, "against"), different
        if any(
            self._differ(cell, cell_at(self.lesson, self.lesson.sandbox.against, cell)) for cell in self.bench.cases
        ):
            yield ("sandbox", "against"), different

    def _differ(self, one: Cell, other: Cell) -> bool:
        return one != other and self.markets[one] != self.markets[other]
