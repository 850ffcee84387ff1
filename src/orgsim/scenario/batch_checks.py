"""What must hold inside a batch file: what its keys have to do with each other."""

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from posixpath import normpath
from typing import Any

from orgsim.errors import InputError
from orgsim.scenario.batch import MOST_POINTS, Batch, Factor, leaves
from orgsim.scenario.library.designs import design_named
from orgsim.scenario.names import mapping
from orgsim.scenario.problems import NodePath, Problem, listed, nearest

DRAWN = ("latin", "sobol", "saltelli", "morris")
"""Methods that draw points, instead of taking the values as they are listed."""
OPERATION = 5
"""Parts of the key of an operation's field: redesigns, the design, the place of the operation, its verb and the field."""


def wrong(batch: Batch, unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with a batch, all its keys being of the right kind; what rests on sections that are `unread` is left aside."""
    yield from _repeated(batch.seeds)
    yield from _files(batch.designs)
    yield from _libraries(batch.library)
    yield from _names(batch)
    yield from _same_cases(batch)
    yield from _twice(batch)
    if not {"vary", "sample"} & set(unread):
        yield from _sampling(batch)
        for key, factor in batch.vary.items():
            yield from (Problem("E351", message, ("vary", key)) for message in _range(factor, batch.sample.method))
    if "redesigns" not in unread:
        yield from _operations(batch)


def _operations(batch: Batch) -> Iterator[Problem]:
    """Yield every key of an operation's field that leads nowhere."""
    spots: list[tuple[str, NodePath]] = [(key, ("vary", key)) for key in batch.vary]
    spots += [(key, ("settings", name, key)) for name, values in batch.settings.items() for key in values]
    yield from (Problem("E352", message, spot) for key, spot in spots for message in _operation(key, batch))


def _repeated(seeds: Sequence[int]) -> Iterator[Problem]:
    """Yield every seed that is there already: its case would be run twice."""
    for place, seed in enumerate(seeds):
        if seed in seeds[:place]:
            yield Problem("E315", f"the seed {seed} is listed twice", ("seeds", place))


def _files(names: Sequence[str]) -> Iterator[Problem]:
    """Yield every scenario file that is there already: it would be compared with itself."""
    paths = [normpath(name) for name in names]
    for place, path in enumerate(paths):
        if path in paths[:place]:
            yield Problem("E350", f"the scenario file {names[place]} is listed twice", ("designs", place))


def _libraries(names: Sequence[str]) -> Iterator[Problem]:
    for place, name in enumerate(names):
        try:
            design_named(name)
        except InputError as error:
            yield Problem("E324", str(error), ("library", place))


def _names(batch: Batch) -> Iterator[Problem]:
    """Yield designs of the library and redesigns that would have the name of another one."""
    spots: list[tuple[str, NodePath]] = [(name, ("library", place)) for place, name in enumerate(batch.library)]
    spots += [(name, ("redesigns", name)) for name in batch.redesigns]
    seen = {Path(name).stem for name in batch.designs}
    for name, spot in spots:
        if name in seen:
            yield Problem("E350", f"another design of this batch is called '{name}'; give each a name of its own", spot)
        seen.add(name)


def _same_cases(batch: Batch) -> Iterator[Problem]:
    """Yield settings whose case would have the name of another one, since both environments and settings may have dashes in their names."""
    settings = batch.settings if "settings" in batch.model_fields_set else {}
    for shorter, longer in permutations(batch.environments, 2):
        if not longer.startswith(f"{shorter}-"):
            continue
        for setting in settings:
            other = f"{longer.removeprefix(f'{shorter}-')}-{setting}"
            if other in settings:
                message = (
                    f"'{setting}' in the environment '{longer}' and '{other}' in the environment '{shorter}' would both be the case "
                    f"'{longer}-{setting}', and one would replace the other; rename one of the four"
                )
                yield Problem("E350", message, ("settings", setting))


def _twice(batch: Batch) -> Iterator[Problem]:
    """Yield keys that an environment, a setting and what is varied would set one over the other."""
    set_before = {
        key: f"the environment '{name}'" for name, patch in batch.environments.items() for key, _ in leaves(patch)
    }
    for name, values in batch.settings.items():
        yield from _clashes(values, set_before, lambda key, name=name: ("settings", name, key))
    set_before |= {key: f"the setting '{name}'" for name, values in batch.settings.items() for key in values}
    yield from _clashes(batch.vary, set_before, lambda key: ("vary", key))


def _clashes(keys: Any, set_before: dict[str, str], spot: Any) -> Iterator[Problem]:
    for key in keys:
        for other, who in set_before.items():
            if f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}."):
                yield Problem(
                    "E353", f"{who} sets {other} as well, and only one of the two could have its way", spot(key)
                )
                break


def _sampling(batch: Batch) -> Iterator[Problem]:
    """Yield what is wrong with how points are drawn."""
    sample, method = batch.sample, batch.sample.method
    stated = sample.model_fields_set
    if not batch.vary:
        if stated:
            yield Problem("E354", "there is nothing to sample: no key under `vary`", ("sample",))
        return
    if method in DRAWN and sample.points is None:
        yield Problem("E354", f"'{method}' draws points: say how many, as in points: 64", ("sample",))
    for field, fits in (("points", DRAWN), ("seed", DRAWN), ("levels", ("morris",))):
        if field in stated and method not in fits:
            yield Problem("E354", f"`{field}` is for {listed(fits)}, not for '{method}'", ("sample", field))
    yield from _sizes(batch)


def _sizes(batch: Batch) -> Iterator[Problem]:
    """Yield a number of points that a method cannot have, or nobody can want."""
    method, points = batch.sample.method, batch.sample.points or 1
    if method in ("sobol", "saltelli") and points & (points - 1):
        near = 1 << (points.bit_length() - 1), 1 << points.bit_length()
        message = (
            f"a Sobol' sequence is balanced over a power of two points, such as {near[0]} or {near[1]}, not {points}"
        )
        yield Problem("E354", message, ("sample", "points"))
    if method == "morris" and (batch.sample.levels or 4) % 2:
        yield Problem(
            "E354", f"Morris walks on an even number of levels, not on {batch.sample.levels}", ("sample", "levels")
        )
    counts = [count for factor in batch.vary.values() if (count := size_of(factor))]
    if method == "list" and len(set(counts)) > 1:
        said = ", ".join(f"{key} {size_of(factor)}" for key, factor in batch.vary.items())
        yield Problem("E354", f"'list' takes values side by side, so all lists are as long: {said}", ("sample",))
    whole = {"saltelli": len(batch.vary) + 2, "morris": len(batch.vary) + 1}.get(method, 1) * points
    if method == "grid":
        for count in counts:
            whole *= count
    if whole > MOST_POINTS:
        yield Problem("E354", f"{whole:,} points; a batch has at most {MOST_POINTS:,}", ("vary",))


def size_of(factor: Factor) -> int:
    """Return how many values a factor has in a grid; 0 for a range that does not say."""
    if factor.values is not None:
        return len(factor.values)
    if factor.points:
        return factor.points
    if factor.step and factor.start is not None and factor.to is not None and factor.step > 0:
        return int((factor.to - factor.start) / factor.step + 1e-9) + 1
    return 0


def _range(factor: Factor, method: str) -> Iterator[str]:
    """Yield what is wrong with one list or range."""
    if factor.values is not None:
        beside = sorted(factor.model_fields_set - {"values"})
        if beside:
            yield f"a list of values has no {listed('from' if one == 'start' else one for one in beside)}"
        if len({str(value) for value in factor.values}) < len(factor.values) and method != "list":
            yield "a value is listed twice"
        return
    if factor.start is None or factor.to is None:
        yield "a range has `from` and `to`, as in {from: 0.1, to: 0.9}; or list the values"
        return
    if not factor.start < factor.to:
        yield f"the range ends at {factor.to}, which is not above {factor.start}"
    elif factor.scale == "log" and factor.start <= 0:
        yield f"a range on the scale 'log' is above 0, and this one begins at {factor.start}"
    elif factor.scale == "odds" and not 0 < factor.start < factor.to < 1:
        yield "a range on the scale 'odds' lies between 0 and 1, without either"
    yield from _spacing(factor, method)


def _spacing(factor: Factor, method: str) -> Iterator[str]:
    """Yield what is wrong with how finely a range is cut."""
    if factor.step is not None and factor.points is not None:
        yield "`step` and `points` both say how many values there are; leave one out"
    if method in DRAWN and (factor.step is not None or factor.points is not None):
        yield f"'{method}' draws from the whole range, so `step` and `points` of a key do nothing; leave them out"
    if method not in DRAWN and not size_of(factor):
        if factor.step is not None:
            yield f"a step is above 0, got {factor.step}"
        else:
            more = "give the range `step` or `points`, or sample it, as in sample: {method: latin, points: 50}"
            yield f"'{method}' takes single values: {more}"
    if factor.step is not None and factor.scale != "linear":
        yield "a step is even on the scale 'linear' only; give `points` instead"


def _operation(key: str, batch: Batch) -> Iterator[str]:
    """Yield why the key of an operation's field leads nowhere."""
    parts = key.split(".")
    if parts[0] != "redesigns":
        return
    if len(parts) != OPERATION:
        yield "the field of an operation is redesigns.NAME.PLACE.VERB.FIELD, as in redesigns.pods.0.form_pods.span"
        return
    _, name, place, verb, _ = parts
    if name not in batch.redesigns:
        yield f"there is no redesign '{name}'{nearest(name, batch.redesigns)}; there are {listed(batch.redesigns)}"
        return
    steps = batch.redesigns[name]
    if not place.isdigit() or int(place) >= len(steps):
        yield f"the operations of '{name}' are numbered from 0 to {len(steps) - 1}, and '{place}' is none of them"
    elif verb not in steps[int(place)]:
        there = list(mapping(steps[int(place)]))
        yield f"operation {place} of '{name}' is no '{verb}'{nearest(verb, there)}; it is {listed(there)}"
