"""Every figure of a study, from its one table: slides of one message each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations

from orgsim.errors import InputError
from orgsim.experiments.record import Record
from orgsim.experiments.response import World, worlds_of
from orgsim.experiments.samples import LEVELS
from orgsim.figures import parts
from orgsim.figures.all_figures import Slide
from orgsim.figures.saving import file_name
from orgsim.figures.study import best, cases, effects, response
from orgsim.figures.style import Lineup
from orgsim.metrics.metric import Metric, Rope
from orgsim.scenario.problems import listed, nearest
from orgsim.sensitivity.indices import effects as effects_of
from orgsim.sensitivity.indices import noise_share, variance_shares
from orgsim.sensitivity.studies import METHODS, points_in

MOST_KEYS = 6
"""Settings that get a figure of their own where none is named."""
MOST_PAIRED = 3
"""Settings of which every pair gets a figure."""


@dataclass(frozen=True)
class Drawn:
    """What to draw of a study: metrics with their regions of equivalence, designs and settings; all where none is named."""

    record: Record
    metrics: Sequence[Metric]
    ropes: Mapping[str, Rope]
    designs: Sequence[str] = ()
    keys: Sequence[str] = ()
    untold: list[str] = field(default_factory=list)
    """Why something was not drawn, in sentences."""

    def slides(self) -> Iterator[Slide]:
        """Yield every slide; of each metric the cases first, then by one setting, by two, and what drives the differences.

        Raises
        ------
        InputError
            When a key is not varied.
        ResultsError
            When the study has no table, or no such design.
        """
        taken: set[str] = set()
        for metric in self.metrics:
            worlds = worlds_of(self.record, metric, self.designs)
            if all(len(world.points) == 1 for world in worlds):
                yield from self._side_by_side(worlds, taken)
            else:
                for world in worlds:
                    yield from self._of_world(world, taken)
            if self.record.sample.get("method") in METHODS:
                yield from self._of_effects(metric, taken)

    def _side_by_side(self, worlds: Sequence[World], taken: set[str]) -> Iterator[Slide]:
        """Yield one slide of all cases where nothing is varied, so that there is one in each environment and setting."""
        first = worlds[0]
        self._keys(first)
        if first.alternatives:
            rope = self.ropes.get(first.metric.name, first.metric.rope)
            answers = [cases.answer_in(world, rope) for world in worlds]
            lineup = Lineup.of(list(first.values), first.baseline)
            name = file_name(first.metric.name, taken, "cases")
            yield Slide(name, partial(parts.draw, answers, lineup), partial(parts.describe, answers, lineup))

    def _of_world(self, world: World, taken: set[str]) -> Iterator[Slide]:
        lineup = Lineup.of(list(world.values), world.baseline)
        rope = self.ropes.get(world.metric.name, world.metric.rope)
        if world.alternatives:
            name = file_name(f"{world.metric.name} {world.name}", taken, "cases")
            yield Slide(name, partial(cases.draw, world, rope, lineup), partial(cases.describe, world, rope))
            for key in self._keys(world)[: None if self.keys else MOST_KEYS]:
                yield from _along(world, key, rope, lineup, taken)
            yield from self._pairs(world, lineup, taken)

    def _keys(self, world: World) -> list[str]:
        """Return the settings to draw, in the order of the study."""
        varied = world.varied()
        for key in self.keys:
            if key not in varied:
                raise InputError(f"--by {key}: this study varies {listed(varied)}{nearest(key, varied)}")
        return [key for key in varied if not self.keys or key in self.keys]

    def _pairs(self, world: World, lineup: Lineup, taken: set[str]) -> Iterator[Slide]:
        """Yield which design is best over each pair of settings; nothing where neither direction of the metric is better."""
        keys = self._keys(world)
        walks = self.record.sample.get("method") == "morris"  # whose points leave most pairs of values out
        if world.metric.direction == "neither" or len(keys) > MOST_PAIRED or walks:
            return
        for across, up in combinations(keys, 2):
            name = file_name(f"{world.metric.name} {_short(across)} {_short(up)} {world.name}", taken, "best")
            yield Slide(name, partial(best.draw, world, across, up, lineup), partial(best.describe, world, across, up))

    def _of_effects(self, metric: Metric, taken: set[str]) -> Iterator[Slide]:
        """Yield what drives the difference of each design, in each environment and setting and with each seed."""
        for design in self.record.designs[1:]:
            if self.designs and design not in self.designs:
                continue
            try:
                groups = points_in(self.record, design, metric)
            except InputError as error:  # some points are not there, or were left out
                self.untold.append(f"no effects of {design}: {error}")
                continue
            for found in groups:
                where = f" ({found.case})" if len(groups) > 1 else ""
                against = f"the difference of {design} to {self.record.designs[0]}{where}"
                name = file_name(f"{metric.name} {design} {found.case}", taken, "effects")
                futures = found.values.shape[1]
                if found.sample.method == "morris":
                    rows = effects_of(found.keys, found.shares, found.values, found.sample.levels or LEVELS)
                    yield Slide(
                        name,
                        partial(effects.draw_effects, rows, metric, against, futures),
                        partial(effects.describe_effects, rows, metric, against),
                    )
                else:
                    shares, noise = variance_shares(found.keys, found.values), noise_share(found.values)
                    yield Slide(
                        name,
                        partial(effects.draw_shares, shares, metric, against, noise, futures),
                        partial(effects.describe_shares, shares, metric, against),
                    )


def _short(key: str) -> str:
    """Return the last part of a key, for the name of a file."""
    return key.rpartition(".")[2]


def _along(world: World, key: str, rope: Rope, lineup: Lineup, taken: set[str]) -> Iterator[Slide]:
    """Yield the gains along one setting, nine designs a slide."""
    curves = response.curves(world, key)
    for place in range(0, len(curves), response.MOST_PANELS):
        some = curves[place : place + response.MOST_PANELS]
        more = f" ({place // response.MOST_PANELS + 1})" if len(curves) > response.MOST_PANELS else ""
        name = file_name(f"{world.metric.name} {_short(key)} {world.name}{more}", taken, "response")
        draw = partial(response.draw, world, key, rope, lineup, some, more=more)
        yield Slide(name, draw, partial(response.describe, world, key, some))
