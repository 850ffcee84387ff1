"""What was expected of the atlas before it was run, and whether it came out like that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from orgsim.atlas.answers import VALUE, Atlas, Effect, World
from orgsim.scenario.document import read_document
from orgsim.studies.claims import Reading, Side, reading
from orgsim.studies.evidence import published

HERE = Path(__file__).parent

Expected = Literal["above", "below", "same", "open"]
SIDES: Mapping[str, Side] = {"up": "above", "down": "below"}


@cache
def stated() -> Mapping[str, Any]:
    """Return the expectations as written."""
    data: Mapping[str, Any] = read_document(HERE / "expectations.yaml").data
    return data


@cache
def propositions() -> Sequence[Mapping[str, Any]]:
    """Return the propositions as written."""
    data: Sequence[Mapping[str, Any]] = read_document(HERE / "propositions.yaml").data
    return data


def expected_value(environment: str, size: str, design: str) -> tuple[Expected, str]:
    """Return what was expected of a design's value in an environment, and why."""
    about = stated()["environments"][environment]
    for rule in about["rules"]:
        if design in rule["designs"] and size in rule.get("sizes", (size,)):
            return rule["value"], rule["why"]
    return about["rest"], about["why"]


def word(expected: Expected, effect: Effect) -> str:
    """Return how an effect on value compares with what was expected of it.

    Above and below are told where the whole interval lies on that side of zero, and "same" where it lies in the region of equivalence.
    """
    paired = effect.paired
    if expected == "open":
        return "-"
    if expected == "same":
        if paired.verdict == "no practical difference":
            return "as expected"
        return "inconclusive" if paired.verdict == "inconclusive" else "a difference"
    right, wrong = paired.low > 0.0, paired.high < 0.0
    if expected == "below":
        right, wrong = wrong, right
    return "as expected" if right else "the opposite" if wrong else "inconclusive"


@dataclass(frozen=True)
class Held:
    """One cell of the atlas held against what was expected of it."""

    size: str
    environment: str
    effect: Effect
    expected: Expected
    why: str

    @property
    def word(self) -> str:
        """The outcome in a word or two."""
        return word(self.expected, self.effect)


def held(found: Mapping[str, Atlas]) -> list[Held]:
    """Return every cell's value, held against what was expected."""
    return [
        Held(
            size,
            world.environment.name,
            world.effects[name, VALUE],
            *expected_value(world.environment.name, size, name),
        )
        for size, atlas in found.items()
        for world in atlas.worlds
        for name in world.designs
    ]


def of_metrics(found: Mapping[str, Atlas]) -> Iterator[tuple[str, str, Reading]]:
    """Yield what was expected of other metrics: size, environment, and the reading."""
    for rule in stated()["metrics"]:
        for size, world in worlds_of(found):
            if world.environment.name in rule["environments"]:
                for design in rule["designs"]:
                    if effect := world.effects.get((design, rule["metric"])):
                        yield size, world.environment.name, _reading(effect, SIDES[rule["side"]])


def _reading(effect: Effect, side: Side) -> Reading:
    paired = effect.paired
    return Reading(
        f"{effect.design}: {effect.metric}", "", paired.difference, paired.low, paired.high, paired.futures, side
    )


def worlds_of(found: Mapping[str, Atlas]) -> Iterator[tuple[str, World]]:
    """Yield every environment of every company."""
    for size, atlas in found.items():
        for world in atlas.worlds:
            yield size, world


def contrast(stated: Mapping[str, str], atlas: Atlas) -> Reading | None:
    """Return a design's effect in one environment less its effect in another, in the same futures; nothing where one is missing."""
    worlds = {world.environment.name: world for world in atlas.worlds}
    metric = stated.get("metric", VALUE)
    effects = [
        worlds[name].effects.get((stated["design"], metric)) if name in worlds else None
        for name in (stated["in"], stated["less"])
    ]
    if effects[0] is None or effects[1] is None:
        return None
    what = f"{stated['design']}: {stated['in']} - {stated['less']}"
    return reading(what, effects[0].shares - effects[1].shares, SIDES[stated["side"]], unit="share")


def of_pattern(name: str) -> tuple[int, int]:
    """Return how many of a pattern's readings are as expected, and how many had an expectation."""
    words = [one.outcome for one in published() if one.part == name and one.claim and one.outcome != "-"]
    return words.count("as expected"), len(words)
