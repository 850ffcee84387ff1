"""The section on the designs: static facts, charts, and every change in words."""

from collections.abc import Callable, Iterator, Sequence

from orgsim.figures import all_figures as figures
from orgsim.plain_words import counted, enumerated
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, picture
from orgsim.report.given import MOST_LISTED, Given
from orgsim.scenario.diff import Difference, difference
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import FACTS, structure_of


def designs(given: Given) -> Section:
    """Return the designs side by side."""
    charts = [picture(slide, small=True) for slide in figures.charts(given.shown)]
    changes = [block for design in given.shown.lineup.alternatives for block in _changes(given, design)]
    return Section("designs", "The designs", (_facts(given), *charts, *changes))


def _facts(given: Given) -> Table:
    """Return the static facts of every design."""
    found = {design: structure_of(given.final(design)) for design in given.designs}
    return Table(
        ["", *given.designs],
        [[name, *(say(found[design]) for design in given.designs)] for name, say in FACTS],
        "The designs after their last change, with every post filled",
        range(1, len(given.designs) + 1),
    )


def _changes(given: Given, design: str) -> Iterator[Block]:
    """Yield what a design changes, in words."""
    said = list(changes_in_words(difference(given.final(given.baseline), given.final(design)), given.final(design)))
    if not said:
        yield Text(f"{design} has the same chart as {given.baseline}.")
    elif len(said) > MOST_LISTED:
        yield Fold(f"{design}: {counted(len(said), 'change')} to {given.baseline}", (Items(said),))
    else:
        yield Text(f"{design} changes {given.baseline} like this:")
        yield Items(said)


def changes_in_words(found: Difference, after: Scenario) -> Iterator[str]:
    """Yield the changes between two designs in sentences without a full stop."""
    names = {name: post.name or name for name, post in after.posts.items()}

    def named(post: str) -> str:
        return names.get(post, post)

    yield from (f"New post {named(post)} ({what})" for post, what in found.new.items())
    yield from (f"Closed post {named(post)} ({what})" for post, what in found.closed.items())
    yield from (
        f"{named(post)} reports to {named(now)} (before: {named(was)})" for post, (was, now) in found.moved.items()
    )
    yield from (f"{named(post)} becomes {now} (before: {was})" for post, (was, now) in found.re_roled.items())
    for kind in ("dotted", "working"):
        for way, edges in found.edges.get(kind, {}).items():
            if edges:
                yield f"{counted(len(edges), f'{kind} line')} {way}{_lines(edges, named)}"
    pay = ((named(post), f"${now:,.0f}k a year (before: ${was:,.0f}k)") for post, (was, now) in found.cost.items())
    yield from (f"{post} costs {amounts}" for post, amounts in pay)
    yield from (
        f"{_setting(path, after)}: {_said(now)} (before: {_said(was)})" for path, (was, now) in found.other.items()
    )


def _lines(edges: Sequence[tuple[str, str]], named: Callable[[str], str]) -> str:
    """Return between whom lines are; where all of them are of one post, only whom it has them with."""
    hubs = set.intersection(*(set(edge) for edge in edges))
    if len(edges) > 1 and len(hubs) == 1:
        (hub,) = hubs
        others = [named(one if other == hub else other) for one, other in edges]
        return f", all of {named(hub)}, with {enumerated(others, len(others))}"
    pairs = (f"{named(one)} \N{EN DASH} {named(other)}" for one, other in edges)
    return f": {', '.join(pairs)}"


def _setting(path: str, after: Scenario) -> str:
    """Return what to call a place in a scenario: engineers by the name of their team, anything else in words, with where it stands."""
    section, _, rest = path.partition(".")
    team, _, field = rest.rpartition(".")
    if section == "teams" and field == "engineers" and team in after.teams:
        return f"Engineers of {after.teams[team].name or team}"
    *places, last = path.split(".")
    what = last.replace("_", " ")
    return f"{what[:1].upper()}{what[1:]}" + (f" ({', '.join(places)})" if places else "")


def _said(value: object) -> str:
    """Return a value as a reader would say it."""
    if isinstance(value, list | tuple):
        return enumerated([_said(one) for one in value], len(value)) or "nothing"
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
