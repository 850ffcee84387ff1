"""``orgsim explain``: the story of one simulated future, from a log of what happened in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.options import FILE, PATH, metric_from
from orgsim.errors import CommandLineError, InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.explain.choosing import Choice
    from orgsim.explain.overview import Table
    from orgsim.explain.telling import Story
    from orgsim.explain.words import Tongue
    from orgsim.results.comparison import Results

KINDS = ("initiative", "team", "person", "duplicate")

READING = """
All of this is simulated. Posts and teams are those of the design; who holds a post and what happens there is drawn by
chance and says nothing about anybody. Q1 week 1 is the first week after the warm-up. The same command with --log FILE
writes every event of this future, from which each number here can be taken."""

ASKING = """
To ask about one of these: the same command with --future {future} and --initiative NAME, --team ID, --person POST, or
--design DESIGN --duplicate NAME."""


@click.command()
@click.argument("place", metavar="DIR", type=PATH)
@click.option(
    "--future",
    "wanted",
    default="typical",
    show_default=True,
    metavar="NUMBER|typical|best|worst",
    help="Future to tell.",
)
@click.option(
    "--metric", default="realised_value", show_default=True, help="Metric by which a future is typical, best or worst."
)
@click.option(
    "--design", metavar="NAME", help="Design to tell of; default: the first two side by side, or the only one."
)
@click.option("--against", metavar="NAME", help="Second design, to be told side by side.")
@click.option("--initiative", metavar="NAME", help="Tell the story of an initiative, such as cloud-17.")
@click.option("--team", metavar="ID", help="Tell the story of a team.")
@click.option("--person", metavar="POST", help="Tell the story of a post and those who hold it.")
@click.option("--duplicate", metavar="NAME", help="Tell the story of a duplicate, such as d3.")
@click.option(
    "--log",
    "log",
    type=FILE,
    metavar="FILE",
    help="Write every event of the future into this table (.parquet or .csv).",
)
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, help="Seed, where DIR is a scenario file.")
@click.pass_obj
def command(console: Console, /, place: Path, **given: Any) -> None:
    """Tell the story of one future: who waited for whom, how long and why, which duplicate was born how, and who noticed.

    DIR is a folder of results, one of its manifests, or a scenario file. Without --initiative, --team, --person or
    --duplicate, print what there is to ask about.
    """
    from orgsim.explain.events import check_log, write_log

    log = given.pop("log")
    check_log(log)
    kind, name = _subject({kind: given.pop(kind) for kind in KINDS})
    tongues, choice, seed = _replayed(console, place, Wish(**given, kind=kind))
    names = [tongue.organization.design.name for tongue in tongues]
    console.answer(seed=seed, future=choice.replication, designs=names, chosen=_choice_data(choice))
    title = _title(choice, names, seed)
    if name:
        _tell(console, title, tongues, kind, name)
    else:
        _list(console, title, tongues)
        console.say(ASKING.format(future=choice.replication))
    if log:
        write_log([(tongue.organization.design.name, tongue.log) for tongue in tongues], choice.replication, log)
        console.answer(log_file=shown(log))
        console.say(f"\nlog {shown(log)}")
    console.say(READING)


@dataclass(frozen=True)
class Wish:
    """Which future of which designs the user wants to be told."""

    wanted: str
    metric: str
    design: str | None
    against: str | None
    seed: int
    kind: str


def _subject(subjects: dict[str, str | None]) -> tuple[str, str]:
    """Return what is asked about, as kind and name; two empty words for nothing."""
    asked = [(kind, str(subjects[kind])) for kind in KINDS if subjects[kind] is not None]
    if len(asked) > 1:
        raise CommandLineError(
            f"--{asked[0][0]} and --{asked[1][0]}: a story is about one thing; ask about one at a time"
        )
    return asked[0] if asked else ("", "")


def _replayed(console: Console, place: Path, wish: Wish) -> tuple[list["Tongue"], "Choice", int]:
    """Replay the future that is wanted in the designs that are; return what each is told with, the choice and the seed."""
    if place.suffix in (".yaml", ".yml"):
        return _from_scenario(console, place, wish)
    from orgsim.explain.choosing import chosen
    from orgsim.explain.future import check_same, organization_of
    from orgsim.results.comparison import open_results

    results = open_results(place, tell=lambda _: None)  # another version of the model is refused below
    names = _designs(results, wish)
    organizations = [organization_of(results, one) for one in names]
    choice = chosen(results, wish.wanted, metric_from(wish.metric).name, names)
    tongues = []
    for organization in organizations:
        tongue, state = _watched(console, organization, results.seed, choice.replication)
        check_same(organization, state, results, choice.replication)
        tongues.append(tongue)
    return tongues, choice, results.seed


def _from_scenario(console: Console, path: Path, wish: Wish) -> tuple[list["Tongue"], "Choice", int]:
    """Simulate a future of a scenario file, which has a number; there are no results to choose it by."""
    from orgsim.explain.choosing import Choice, number_of
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design

    if wish.design or wish.against:
        raise InputError(
            f"{shown(path)} is one design; --design and --against choose among those of a folder of results"
        )
    future = number_of(wish.wanted)
    if future is None:
        raise InputError(
            f"--future {wish.wanted}: a scenario file has no results to choose by; give a number, such as --future 0"
        )
    tongue, _ = _watched(console, build(load_design(path)), wish.seed, future)
    return [tongue], Choice(future), wish.seed


def _watched(console: Console, organization: Any, seed: int, future: int) -> tuple["Tongue", Any]:
    """Replay one future of one design; return what it is told with, and its last state."""
    from orgsim.engine.warmup import compile_engine
    from orgsim.explain.watch import watched
    from orgsim.explain.words import Tongue

    compile_engine(organization.blueprint, console.note)
    state, log = watched(organization, seed, future)
    return Tongue(organization, log), state


def _designs(results: "Results", wish: Wish) -> tuple[str, ...]:
    """Return the designs to tell of: the one that is named, after that which it is held against; or the first two."""
    design, against = wish.design, wish.against
    if wish.kind == "duplicate" and (against or (design is None and len(results.designs) > 1)):
        raise InputError(
            "--duplicate: each design has duplicates of its own; name one design with --design, or ask about the initiative"
        )
    if design is None:
        base = against or results.designs[0]
        return (base, *[one for one in results.designs if one != base][:1])
    if against == design:
        raise CommandLineError(f"--design {design} --against {against}: they are the same")
    return (against, design) if against else (design,)


def _title(choice: "Choice", names: Sequence[str], seed: int) -> str:
    """Return which future is told, and how it was chosen."""
    which = f"future {choice.replication} of seed {seed}, {' and '.join(names)}"
    if choice.metric is None:
        return which
    unit, values = choice.metric.unit, (choice.value, choice.median)
    what = f"{choice.metric.title} of {names[-1]}" + (f" minus that of {names[0]}" if len(names) > 1 else "")
    value, median = (difference(one, unit) if len(names) > 1 else number(one, unit) for one in values)
    told = {"typical": "nearest to the median", "best": "the best", "worst": "the worst"}[choice.way]
    unit = "" if unit == "share" else f"in {unit}; "
    return f"{which}: {told} of {choice.futures} futures; {what} is {value} ({unit}median {median})"


def _choice_data(choice: "Choice") -> dict[str, object] | None:
    """Return how a future was chosen, as plain data; None when its number was given."""
    if choice.metric is None:
        return None
    found = {"way": choice.way, "metric": choice.metric.name, "futures": choice.futures}
    return {**found, "value": choice.value, "median": choice.median}


def _list(console: Console, title: str, tongues: Sequence["Tongue"]) -> None:
    """Print what there is to ask about in each design."""
    from orgsim.explain.overview import overview

    found = {tongue.organization.design.name: overview(tongue.log) for tongue in tongues}
    console.answer(overview={design: [_table_data(table) for table in tables] for design, tables in found.items()})
    console.heading(title)
    for design, tables in found.items():
        for table in tables:
            console.say()
            console.heading(f"{design}: {table.title} ({table.option})")
            console.table(table.header, table.rows)


def _table_data(table: "Table") -> dict[str, object]:
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    return {"option": table.option, "title": table.title, "rows": rows}


def _tell(console: Console, title: str, tongues: Sequence["Tongue"], kind: str, name: str) -> None:
    """Print the story of one thing in each design, and the designs side by side."""
    from orgsim.explain.telling import told

    stories = told(tongues, kind, name)
    console.answer(
        subject={kind: name}, stories=[_story_data(one, tongue) for one, tongue in zip(stories, tongues, strict=True)]
    )
    console.heading(title)
    for story, tongue in zip(stories, tongues, strict=True):
        console.say()
        console.heading(f"{name} in {story.design}")
        if not story.sentences:
            console.say(f"{story.design} does not have it")
        for sentence in story.sentences:
            console.say(f"{tongue.when(sentence.minute)}: {sentence.text}.")
    if len(stories) > 1 and all(story.facts for story in stories):
        _side_by_side(console, stories)


def _side_by_side(console: Console, stories: Sequence["Story"]) -> None:
    """Print the facts of two stories beside each other."""
    from orgsim.explain.telling import in_a_sentence

    first, second = stories[0], stories[1]
    console.say()
    console.heading("side by side")
    if sentence := in_a_sentence(first, second):
        console.say(f"{sentence}.")
        console.answer(difference=sentence)
    rows = [
        [fact, _amount(value), _amount(second.facts[fact]), difference(second.facts[fact] - value)]
        for fact, value in first.facts.items()
        if not (value == second.facts[fact] == 0 or math.isnan(value))
    ]
    if first.outcome:
        rows = [["in the end", first.outcome, second.outcome, ""], *rows]
    console.table([first.name, first.design, second.design, "difference"], rows)


def _amount(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else number(value)


def _story_data(story: "Story", tongue: "Tongue") -> dict[str, object]:
    """Return a story as plain data, with the rows of the log behind it."""
    sentences = [{"when": tongue.when(one.minute), "minute": one.minute, "text": one.text} for one in story.sentences]
    rows = [row._asdict() for row in story.rows]
    return {"design": story.design, "outcome": story.outcome, "facts": story.facts, "sentences": sentences, "log": rows}
