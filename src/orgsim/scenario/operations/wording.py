"""How operations say what they did: whose span changed, how many layers there are, what posts cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.operations.chart import Chart

MOST = 5


def those(names: Iterable[str], most: int = MOST) -> str:
    """Return names as a sentence lists them, the first few of many.

    Example
    -------
    >>> those(["a"]), those(["a", "b", "c"]), those("abcdefg")
    ('a', 'a, b and c', 'a, b, c, d, e and 2 more')
    """
    names = list(names)
    shown = names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "nobody"


def led(heads: Sequence[str], groups: Sequence[Sequence[str]], most: int = 6) -> str:
    """Say who leads whom, group by group, the first few of many.

    Example
    -------
    >>> led(["a", "d"], [["a", "b", "c"], ["d", "e"]])
    'a leads b and c; d leads e'
    """
    told = [
        f"{head} leads {those([one for one in group if one != head])}"
        for head, group in zip(heads, groups, strict=True)
    ]
    return "; ".join(told[:most] + ([f"and {len(told) - most} more groups"] if len(told) > most else []))


def staying(chart: Chart, posts: list[str]) -> str:
    """Say who stays as what."""
    told = [
        f"{those(held)} {agreeing(len(held), '{stays|stay}')} as {chart.title(role, len(held))}"
        for role, held in _by_role(chart, posts).items()
    ]
    return those(told, len(told))


def as_what(chart: Chart, posts: list[str]) -> str:
    """Say how many posts have which role."""
    told = [f"{len(held)} as {chart.title(role, len(held))}" for role, held in _by_role(chart, posts).items()]
    return those(told, len(told))


def _by_role(chart: Chart, posts: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for post in posts:
        found.setdefault(str(chart.posts[post]["role"]), []).append(post)
    return found


@dataclass(frozen=True)
class Figures:
    """A chart in numbers, to be compared with what becomes of it."""

    spans: dict[str, int]
    layers: int
    posts: int
    cost: float
    """Of posts, $k a year."""
    engineers: int
    engineering_cost: float
    """$k a year."""


def figures_of(chart: Chart) -> Figures:
    """Return the numbers of a chart."""
    spans = {post: len(reports) for post, reports in chart.below().items()}
    return Figures(
        spans, chart.layers(), len(chart.posts), chart.cost(), chart.engineers(chart.teams), chart.engineering_cost()
    )


def what_changed(before: Figures, after: Figures) -> str:
    """Say how the numbers of a chart changed: spans, layers, head-count and cost."""
    parts = [*_spans(before.spans, after.spans)]
    if before.layers != after.layers:
        parts.append(f"layers {before.layers} -> {after.layers}")
    if before.engineers != after.engineers:
        costs = f"${before.engineering_cost:,.0f}k -> ${after.engineering_cost:,.0f}k a year"
        parts.append(f"engineers {before.engineers} -> {after.engineers} for {costs}")
    parts.append(_counted_posts(before, after))
    return f"{parts[0][:1].upper()}{'; '.join(parts)[1:]}."


def _counted_posts(before: Figures, after: Figures) -> str:
    posts = f"posts {before.posts} -> {after.posts}" if before.posts != after.posts else counted(after.posts, "post")
    if round(before.cost - after.cost, 6) == 0:
        return f"{posts} for ${after.cost:,.0f}k a year{' as before' if before.posts == after.posts else ''}"
    return f"{posts} for ${before.cost:,.0f}k -> ${after.cost:,.0f}k a year with the load on pay ({after.cost - before.cost:+,.0f}k)"


def _spans(before: dict[str, int], after: dict[str, int]) -> Sequence[str]:
    changed = [post for post in {**before, **after} if before.get(post, 0) != after.get(post, 0)]
    changed.sort(key=lambda post: -abs(after.get(post, 0) - before.get(post, 0)))
    if not changed:
        return []
    told = [f"{post} {before.get(post, 0)} -> {after.get(post, 0)}" for post in changed[:MOST]]
    more = f" and {len(changed) - MOST} more" if len(changed) > MOST else ""
    return [f"spans: {', '.join(told)}{more}"]
