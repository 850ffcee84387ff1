"""Answers by part: the paired difference of every domain, team, branch, role or objective, or of one of them.

Parts are compared by their ids. One that only some designs have is named as such, and nothing is compared with it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.metric import Rope
from orgsim.metrics.parts import Kind
from orgsim.results.comparison import Answer, Results, answered, baseline_of
from orgsim.results.desks import over_futures
from orgsim.results.kinds import kind_named, metrics_of
from orgsim.results.tables import minutes_of_parts
from orgsim.scenario.problems import listed, nearest

if TYPE_CHECKING:
    import pandas as pd


def time_by(results: Results, kind: str, book: str) -> "pd.DataFrame":
    """Return the share of each account in the time of posts (``person``) or engineers (``team``), a row a part, over all futures."""
    frame = results.by(kind)
    names = {str(name): str(name).partition(".")[2] for name in frame if str(name).startswith(f"{book}.")}
    minutes = frame.groupby("part", sort=False)[list(names)].sum().rename(columns=names)
    return minutes.div(minutes.sum(axis=1), axis=0)


def desks_by(results: Results, kind: str) -> "pd.DataFrame":
    """Return what became of requests at the desks of each part, as `over_futures` does for posts, with the share of all answers."""
    frame = results.by(kind)
    names = {name: name.removeprefix("desk.") for name in minutes_of_parts() if name.startswith("desk.")}
    given = frame[["design", "part", "person.decisions", *names]]
    found = over_futures(given.rename(columns={"part": "post", "person.decisions": "spent", **names}))
    answered = results.table("desks").groupby(["design", "replication"])["requests"].sum().groupby("design").mean()
    return found.rename(columns={"post": "part"}).assign(answered=found["requests"] / found["design"].map(answered))


def answer_by_part(
    results: Results,
    kind: str,
    metrics: Sequence[str] = (),
    *,
    baseline: str | None = None,
    ropes: Mapping[str, Rope] | None = None,
) -> list[Answer]:
    """Return the answer on each metric for every part of a kind, over all counted quarters.

    The intervals of one metric hold for all parts and designs together (Bonferroni): so many comparisons would else find something by
    chance. Default: the headline metrics that such parts have.

    Raises
    ------
    InputError
        When there is no such kind, or a metric is not measured for it.
    """
    wanted, base = kind_named(kind), baseline_of(results, baseline)
    chosen, frame = metrics_of(wanted, metrics), results.by(wanted)
    wide = _wide(frame, chosen)
    designs, sizes = _designs(results, frame), sizes_of(frame)
    made = sum(len(there) - 1 for there in designs.values() if base in there)
    return [
        replace(
            _answer_on(results, wide, base, name, (ropes or {}).get(name), wanted, part, there, made),
            sizes=sizes.get(part, {}),
        )
        for name in chosen
        for part, there in designs.items()
    ]


def sizes_of(frame: "pd.DataFrame") -> dict[str, dict[str, float]]:
    """Return the minutes of engineers, ``{part: {design: minutes}}``, on average over futures; nothing for parts without teams."""
    names = [name for name in frame if str(name).startswith("team.")]
    minutes = frame[["part", "design"]].assign(size=frame[names].sum(axis=1))
    found: dict[str, dict[str, float]] = {}
    for part, rows in minutes[minutes["size"] > 0].groupby("part", sort=False):
        found[str(part)] = {str(design): float(size) for design, size in rows.groupby("design")["size"].mean().items()}
    return found


def _wide(frame: "pd.DataFrame", metrics: Sequence[str]) -> "pd.DataFrame":
    """Return one row a future, and a column for each metric, part and design."""
    return frame.set_index(["replication", "part", "design"])[list(metrics)].unstack(["part", "design"])  # type: ignore[return-value]


def _designs(results: Results, frame: "pd.DataFrame") -> dict[str, list[str]]:
    """Return the designs that have each part."""
    pairs = set(zip(frame["part"], frame["design"], strict=True))
    return {part: [one for one in results.designs if (part, one) in pairs] for part in dict.fromkeys(frame["part"])}


def answer_for(
    results: Results,
    kind: str,
    part: str,
    metrics: Sequence[str] = (),
    *,
    baseline: str | None = None,
    ropes: Mapping[str, Rope] | None = None,
) -> list[Answer]:
    """Return the answer on each metric for one part alone; its intervals hold one by one, as those of the whole company do.

    Raises
    ------
    InputError
        When there is no such kind or part, or a metric is not measured for it.
    """
    wanted, base = kind_named(kind), baseline_of(results, baseline)
    chosen, frame = metrics_of(wanted, metrics), results.by(wanted)
    part = part_named(wanted, part, frame["part"])
    frame = frame[frame["part"] == part]
    wide, there = _wide(frame, chosen), _designs(results, frame)[part]
    found = [_answer_on(results, wide, base, name, (ropes or {}).get(name), wanted, part, there) for name in chosen]
    return [replace(one, sizes=sizes_of(frame).get(part, {})) for one in found]


MOST = 60
"""Of more parts than this, half of them are shown from either end; the files and the JSON document have all."""


def shown(answers: Sequence[Answer], most: int = MOST) -> tuple[list[Answer], int]:
    """Return the answers to show in their order, and how many are left out between the two ends."""
    ordered = in_order(answers)
    if len(ordered) <= most:
        return ordered, 0
    last = most // 2
    return [*ordered[: most - last], *ordered[len(ordered) - last :]], len(ordered) - most


def in_order(answers: Sequence[Answer]) -> list[Answer]:
    """Return answers on the same metric: first the parts that gain most in the first design that is compared, last what is not compared."""

    def loss(answer: Answer) -> tuple[bool, float]:
        found = [line.comparison.difference for line in answer.lines if line.comparison and line.comparison.futures]
        sign = 1.0 if answer.metric.direction == "lower" else -1.0
        return (False, sign * found[0]) if found else (True, 0.0)

    return sorted(answers, key=loss)


def part_named(kind: Kind, part: str, parts: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return the id of a part, given the id or what it is called, whatever the case; `names` are what ids are called.

    Raises
    ------
    InputError
        When no design has it, or several are called so, naming those that there are.
    """
    known = sorted(set(parts))
    if part in known:
        return part
    called = [one for one in known if _plain(part) in (_plain(one), _plain((names or {}).get(one, "")))]
    word = "post" if kind == "branch" else kind
    if len(called) > 1:
        raise InputError(f"several have the name '{part}': {listed(called)}; name one of these")
    if not called:
        raise InputError(f"there is no {word} '{part}'{nearest(part, known)}; there are {listed(known, 40)}")
    return called[0]


def _plain(name: str) -> str:
    """Return the words of a name in small letters, as ids have them.

    Example
    -------
    >>> _plain("Calendar & Pricing")
    'calendar-pricing'
    """
    return "-".join(re.findall(r"[^\W_]+", name.lower()))


def _answer_on(
    results: Results,
    wide: "pd.DataFrame",
    base: str,
    name: str,
    rope: Rope | None,
    kind: Kind,
    part: str,
    designs: Sequence[str],
    comparisons: int = 1,
) -> Answer:
    """Return the answer on one metric and part, given the designs that have it."""
    values = {design: wide[name, part, design].to_numpy(float) for design in designs}
    found = answered(values, base, all_metrics()[name], rope, max(comparisons, 1))
    if base not in designs:
        found = replace(found, lines=tuple(replace(line, comparison=None) for line in found.lines))
    absent = tuple(design for design in results.designs if design not in designs)
    return replace(found, kind=kind, part=part, absent=absent)
