"""Forming groups of about the same size: of what belongs together, or on purpose across it."""

from collections.abc import Callable, Collection, Mapping, Sequence

Closeness = Callable[[str, str], float]


def together(names: Sequence[str], groups: int, close: Closeness, largest: int = 0) -> list[list[str]]:
    """Return names in so many groups of at most the `largest` size (default: that of an even division), those that are close in one.

    The closest two groups that fit into one are merged until there are few enough; what then is left over is divided among the others.

    Example
    -------
    >>> together(["a1", "b1", "a2", "b2"], 2, lambda one, other: float(one[0] == other[0]))
    [['a1', 'a2'], ['b1', 'b2']]
    """
    largest = max(largest, -(-len(names) // groups))
    near = {(one, other): close(one, other) for one in names for other in names if one != other}
    found = _Merging(names, near, largest)
    while len(found.groups) > groups and found.merge():
        pass
    left = list(found.groups.values())
    while len(left) > groups:
        _dissolve(left, largest, near)
    place = {name: number for number, name in enumerate(names)}
    return sorted((sorted(group, key=place.__getitem__) for group in left), key=lambda group: place[group[0]])


Rank = tuple[float, int, int]
"""How good a merger is: the mean closeness, then smaller groups, then earlier ones."""


class _Merging:
    """Groups that are merged two by two; each knows its best partner, so that few pairs are looked at again."""

    def __init__(self, names: Sequence[str], near: Mapping[tuple[str, str], float], largest: int) -> None:
        self.groups = {place: [name] for place, name in enumerate(names)}
        self.largest = largest
        self.sums = {
            (a, b): near[one, other] for a, one in enumerate(names) for b, other in enumerate(names) if one != other
        }
        self.best = {place: self._best_of(place) for place in self.groups}

    def _best_of(self, one: int) -> tuple[Rank, int] | None:
        """Return the group that goes best with another one; None when none fits."""
        size = len(self.groups[one])
        ranked = [
            ((self.sums[one, other] / (size * len(group)), -size - len(group), -min(one, other)), other)
            for other, group in self.groups.items()
            if other != one and size + len(group) <= self.largest
        ]
        return max(ranked, key=lambda entry: (entry[0], -entry[1]), default=None)

    def merge(self) -> bool:
        """Merge the two groups that go best together; tell whether there were any."""
        able = {place: best for place, best in self.best.items() if best is not None}
        if not able:
            return False
        one = max(able, key=lambda place: (able[place][0], -place))
        other = able[one][1]
        self.groups[one] += self.groups.pop(other)
        del self.best[other]
        for third in self.groups:
            if third != one:
                self.sums[one, third] = self.sums[third, one] = self.sums[one, third] + self.sums[other, third]
        for place, best in self.best.items():
            if place == one or (best is not None and best[1] in (one, other)):
                self.best[place] = self._best_of(place)
        self._heed(one)
        return True

    def _heed(self, one: int) -> None:
        """Let the others know of a group that has grown, as far as it now goes better with them than their best partner."""
        size = len(self.groups[one])
        for place, best in self.best.items():
            if place != one and best is not None and size + len(self.groups[place]) <= self.largest:
                mean = self.sums[one, place] / (size * len(self.groups[place]))
                rank = (mean, -size - len(self.groups[place]), -min(one, place))
                if rank > best[0]:
                    self.best[place] = (rank, one)


def _mean(one: Sequence[str], other: Sequence[str], near: Mapping[tuple[str, str], float]) -> float:
    return sum(near[a, b] for a in one for b in other) / (len(one) * len(other))


def _dissolve(found: list[list[str]], largest: int, near: Mapping[tuple[str, str], float]) -> None:
    """Divide the smallest group among those with room, each member where it is closest."""
    smallest = min(range(len(found)), key=lambda place: (len(found[place]), -place))
    for name in found.pop(smallest):
        room = [group for group in found if len(group) < largest]
        max(room, key=lambda group: _mean([name], group, near)).append(name)


def filled(groups: Sequence[Sequence[str]], smallest: int, largest: int, close: Closeness) -> list[list[str]]:
    """Return groups of which none is smaller than asked for, as far as that can be: a small one joins the closest with room.

    Where that would leave a single group, or none has room, the closest members of groups that can spare them come to the small one.

    Example
    -------
    >>> filled([["a1", "a2"], ["b1", "b2", "b3"], ["b4"]], 2, 4, lambda one, other: float(one[0] == other[0]))
    [['a1', 'a2'], ['b1', 'b2', 'b3', 'b4']]
    """
    found, left = [list(group) for group in groups], set[str]()
    while small := min(
        (group for group in found if len(group) < smallest and group[0] not in left), key=len, default=None
    ):
        near = {(one, other): close(one, other) for one in small for group in found for other in group}
        others = [group for group in found if group is not small]
        room = [group for group in others if len(group) + len(small) <= largest]
        if room and len(found) > 2:
            _closest(small, room, near).extend(small)
            found.remove(small)
        elif rich := [group for group in others if len(group) > smallest]:
            _take(small, rich, near)
        else:
            left.add(small[0])
    return found


def _closest(group: Sequence[str], others: Sequence[list[str]], near: Mapping[tuple[str, str], float]) -> list[str]:
    return max(others, key=lambda other: _mean(group, other, near))


def _take(small: list[str], rich: Sequence[list[str]], near: Mapping[tuple[str, str], float]) -> None:
    """Let the closest member of the groups that can spare one come to a small group."""
    group, name = max(
        ((group, name) for group in rich for name in group), key=lambda entry: _mean(small, [entry[1]], near)
    )
    group.remove(name)
    small.append(name)


def across(blocks: Sequence[Sequence[str]], groups: int) -> list[list[str]]:
    """Return the members of blocks dealt out in turn, so that every group has some of every block.

    Example
    -------
    >>> across([["a1", "a2"], ["b1", "b2"]], 2)
    [['a1', 'b1'], ['a2', 'b2']]
    """
    found: list[list[str]] = [[] for _ in range(groups)]
    for place, name in enumerate(name for block in blocks for name in block):
        found[place % groups].append(name)
    return found


def matched(
    groups: Sequence[Sequence[str]], leads: Mapping[str, Sequence[str]], last: Collection[str] = ()
) -> list[str | None]:
    """Return for every group which of the present leads leads it: the one who has most of its members today, if any is left.

    Those who come `last`, such as vacant posts, are taken where no other is left.

    Example
    -------
    >>> matched([["p", "q"], ["r"]], {"x": ["r"], "y": ["p", "q"]})
    ['y', 'x']
    """
    shared = [
        (len(set(group) & set(has)), place, lead) for place, group in enumerate(groups) for lead, has in leads.items()
    ]
    order = {lead: number for number, lead in enumerate(leads)}
    found: list[str | None] = [None] * len(groups)
    for _, place, lead in sorted(shared, key=lambda entry: (entry[2] in last, -entry[0], entry[1], order[entry[2]])):
        if found[place] is None and lead not in found:
            found[place] = lead
    return found
