"""The section on single futures: which of them are typical and extreme for each headline number, and what happened in some of them."""

import shlex
from collections.abc import Iterator

from orgsim.explain.choosing import Choice
from orgsim.explain.digest import Decisive, Digest
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.plain_words import amount, change, counted, enumerated, number
from orgsim.report.blocks import Block, Command, Fold, Items, Link, Section, Table, Text, Words
from orgsim.report.following import Followed, pair
from orgsim.report.given import Given
from orgsim.scenario.problems import shown


def futures(given: Given) -> Section:
    """Return which futures to follow, and the stories of those of the leading metric."""
    rows = [_rows(given, design) for design in given.followable]
    if not any(rows):
        return Section("futures", "Futures to follow")
    blocks: list[Block] = [Text(_introduction(given))]
    for design, lines in zip(given.followable, rows, strict=True):
        blocks += [_story(given, one) for one in given.extras.followed if one.names[-1] == design]
        if lines:
            title = f"{design}: the typical and the extreme future behind each headline number"
            blocks.append(Fold(title, (_table(given, design, lines),)))
    blocks += [Text("Any other future is told by this command:"), _command(given)]
    return Section("futures", "Futures to follow", blocks, on_paper=False)


def _introduction(given: Given) -> str:
    """Say what a typical and an extreme future are, and which are told."""
    what = "difference" if given.shown.lineup.alternatives else "value"
    words = (
        f"Each number on this page stands for many simulated futures. The typical one is the future whose {what} is nearest to the median, "
        f"the extreme one the future whose {what} is furthest from it."
    )
    told = list(dict.fromkeys(one.names[-1] for one in given.extras.followed))
    if told:
        title = metric_named(given.lead).title
        words += f" Those of {title} have been simulated once more, week by week, for {enumerated(told)}; their stories follow."
    elif given.extras.untold:
        words += f" They are not told here: {given.extras.untold}."
    return words


def _command(given: Given, *more: str, number: str = "NUMBER", design: str = "DESIGN") -> Command:
    """Return the command that tells a future."""
    against = ["--against", given.baseline] if given.shown.lineup.alternatives else []
    return Command(
        shlex.join(
            [
                "orgsim",
                "explain",
                shown(given.shown.results.folder),
                *against,
                "--design",
                design,
                "--future",
                number,
                *more,
            ]
        )
    )


def _rows(given: Given, design: str) -> list[list[Words]]:
    """Return the rows that name the futures behind each headline number of a design."""
    found: list[list[Words]] = []
    for name in given.metrics:
        if choices := given.behind(design, name):
            cells = [cell for choice in choices for cell in _cells(given, design, choice)]
            found.append([(Link(metric_named(name).title, name=given.row_of(design, name)),), *cells])
    return found


def _cells(given: Given, design: str, choice: Choice) -> list[Words]:
    """Return a future's number, which leads to its story, and the values in it."""
    metric = _metric(choice)
    story = given.story_of(design, choice.replication)
    label = f"{choice.replication}" if choice.way == "typical" else f"{choice.replication} (the {_way(choice)})"
    values = _values(given, pair(given.baseline, design), choice.replication, metric)
    told = [amount(value, metric.unit) for value in values]
    told += [change(choice.value, metric.unit)] if len(values) > 1 else []
    return [(Link(label, story),) if story else label, *told]


def _values(given: Given, names: tuple[str, ...], future: int, metric: Metric) -> list[float]:
    """Return the values of a metric in one future of some designs."""
    frame = given.shown.results.replications
    values = frame[frame["replication"] == future].set_index("design")[metric.name]
    return [float(values[name]) for name in names]


def _metric(choice: Choice) -> Metric:
    assert choice.metric is not None  # noqa: S101 - every choice of a report is made by a metric
    return choice.metric


def _way(choice: Choice) -> str:
    """Return what kind of future it is, in a word."""
    return WAYS[choice.way, _metric(choice).direction == "neither"]


WAYS = {
    ("typical", False): "typical",
    ("typical", True): "typical",
    ("best", False): "best",
    ("best", True): "highest",
    ("worst", False): "worst",
    ("worst", True): "lowest",
}
"""What a future is called, by the way it was chosen and whether its metric says what is better."""


def _table(given: Given, design: str, rows: list[list[Words]]) -> Table:
    """Return the table of the futures behind the numbers of a design."""
    names = pair(given.baseline, design)
    columns = [*names, *(["difference"] if len(names) > 1 else [])]
    head = ["headline number", "typical future", *columns, "extreme future", *columns]
    return Table(head, rows, "", range(1, len(head)))


def _story(given: Given, told: Followed) -> Fold:
    """Return what happened in one future."""
    choice, design, found = told.choice, told.names[-1], told.digest
    metric = _metric(choice)
    values = _values(given, told.names, choice.replication, metric)
    size = change(choice.value, metric.unit) if len(values) > 1 else amount(choice.value, metric.unit)
    title = f"{design}, {_way(choice)} future ({choice.replication}): {metric.title} {size}"
    more = ["--initiative", found.decisive[0].name] if found.decisive else []
    blocks: list[Block] = [
        Text(_placed(told, values)),
        _counts(told.names, found),
        *_decisive(told.names, found),
        *_one_story(told.names, found),
        Text("Every event of this future, and the story of each initiative, team, post and duplicate:"),
        _command(given, *more, number=str(choice.replication), design=design),
    ]
    return Fold(title, blocks, given.story_of(design, choice.replication))


def _placed(told: Followed, values: list[float]) -> str:
    """Say where a future stands among the others."""
    choice, metric = told.choice, _metric(told.choice)
    stands = " and ".join(
        f"{amount(value, metric.unit)} under {name}" for value, name in zip(values, told.names, strict=True)
    )
    single = len(values) == 1
    say = amount if single else change
    which = "nearest to the median" if choice.way == "typical" else f"the {_way(choice)}"
    what = "value" if single else "difference"
    return (
        f"In future {choice.replication} {metric.title} is {stands}. Of the {what}s in {counted(choice.futures, 'future')}, "
        f"{'this one' if single else say(choice.value, metric.unit)} is {which}; the median is {say(choice.median, metric.unit)}."
    )


def _counts(names: tuple[str, ...], found: Digest) -> Table:
    """Return what can be counted in one future."""
    single = len(names) == 1
    rows = [
        [
            title,
            *(number(value) for value in values),
            *([] if single else [number(values[-1] - values[0], signed=True)]),
        ]
        for title, values in found.counts.items()
    ]
    head = ["in the quarters that count", *names, *([] if single else ["difference"])]
    return Table(head, rows, "", range(1, len(head)))


def _decisive(names: tuple[str, ...], found: Digest) -> Iterator[Block]:
    """Yield the initiatives that make most of the difference."""
    if not found.decisive:
        yield Text("No initiative is launched in the quarters that count.")
        return
    single = len(names) == 1
    head = ["initiative", "team", *names, *([] if single else ["difference"])]
    caption = (
        "The initiatives of most value"
        if single
        else "The initiatives that make most of the difference in realised value"
    )
    yield Table(head, [_decisive_row(one) for one in found.decisive], caption)
    if found.others:
        rest = counted(found.others, "other initiative* that {is|are} launched")
        worth = amount(found.others_worth, "$M") if single else change(found.others_worth, "$M")
        yield Text(f"Together, {rest} {'realise' if single else 'change the difference by'} {worth}.")


def _decisive_row(one: Decisive) -> list[str]:
    """Return the row of an initiative: how it ends in each design, and what that makes of the difference."""
    ends = [f"{end}: {amount(worth, '$M')}" if worth else end for end, worth in zip(one.ends, one.worth, strict=True)]
    return [one.name, one.team, *ends, *([change(one.difference, "$M")] if len(one.worth) > 1 else [])]


def _one_story(names: tuple[str, ...], found: Digest) -> Iterator[Block]:
    """Yield the story of the most decisive initiative in each design, and what differs most between the two."""
    if found.sentence:
        yield Text(f"{found.decisive[0].name}: {found.sentence}.")
    for name, sentences in zip(names, found.story, strict=False):
        yield Fold(f"What happens to {found.decisive[0].name} under {name}", (Items(sentences),))
