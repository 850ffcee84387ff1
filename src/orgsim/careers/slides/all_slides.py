"""Every slide of simulated careers, in the order of the report."""

from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType

from orgsim.careers.slides import cohort, cost, fairness, gaps, moves, pyramid, survival, ways
from orgsim.careers.slides.shown import Careers
from orgsim.figures.all_figures import Slide
from orgsim.figures.saving import file_name


def of_all(name: str, module: ModuleType, careers: Careers) -> Slide:
    """Return a slide about all arms."""
    return Slide(name, partial(module.draw, careers), partial(module.describe, careers))


def of_each(name: str, module: ModuleType, careers: Careers) -> Iterator[Slide]:
    """Yield a slide for every arm."""
    taken: set[str] = set()
    for arm in careers.names:
        called = name if careers.single else file_name(arm, taken, name)
        yield Slide(called, partial(module.draw, careers, arm), partial(module.describe, careers, arm))


def of_ways(careers: Careers) -> Iterator[Slide]:
    """Yield the ways to the goal, and the chances to come to every level."""
    if careers.entry is None:
        return
    if careers.goal and any(one.ways for one in ways.prospects(careers, careers.goal).values()):
        yield of_all("ways", ways, careers)
    if ways.reached(careers):
        yield Slide("chances", partial(ways.draw_all, careers), partial(ways.describe_all, careers))


def slides(careers: Careers) -> Iterator[Slide]:
    """Yield every slide that these results have something for."""
    one: Callable[[str, ModuleType], Slide] = lambda name, module: of_all(name, module, careers)  # noqa: E731
    yield one("time-to-promotion", survival)
    yield from of_each("moves", moves, careers)
    yield one("pyramid", pyramid)
    if careers.entry is not None:
        yield from of_each("cohort", cohort, careers)
    yield from of_ways(careers)
    if fairness.lines_of(careers):
        yield one("fairness", fairness)
    yield one("competence-gap", gaps)
    if cost.known(careers):
        yield one("cost", cost)
