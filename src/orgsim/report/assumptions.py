"""Sections on what was assumed, on what was guessed, and on what all of it does not show."""

from collections.abc import Mapping

from orgsim.plain_words import amount, counted, number
from orgsim.report.blocks import Block, Command, Fold, Items, Section, Table, Text
from orgsim.report.given import Given
from orgsim.report.guessed import guesses, over_guesses
from orgsim.results.manifest import repeating
from orgsim.scenario.model import Scenario
from orgsim.scenario.register import Entry, register
from orgsim.sensitivity.flips import Driver
from orgsim.sensitivity.settings import values_of


def assumptions(given: Given) -> Section:
    """Return what was assumed, the scenario's own numbers first."""
    values = values_of(given.final(given.baseline))
    entries = register()
    own = [entry for entry in entries if entry.path in values and values[entry.path] != entry.default]
    rows = {entry.path: _row(entry, values) for entry in entries if entry.path in values}
    low = sum(entry.confidence == "low" for entry in entries)
    blocks: list[Block] = [
        Table(
            ["the scenario says", ""],
            _stated(given.final(given.baseline)),
            "What the company and its market are taken to be",
        ),
        _decisive(given),
    ]
    if own:
        blocks.append(Table(HEAD, [rows[entry.path] for entry in own], "Numbers that this scenario sets itself", (1,)))
    blocks.append(
        Text(
            f"{counted(len(rows), 'number')} of the model stand in a register with their sources; {low} of them are assumed with low "
            "confidence."
        )
    )
    blocks.extend(guesses(given))
    blocks.append(Fold("All numbers of the model", (Table(HEAD, list(rows.values()), "", (1,)),)))
    return Section("assumptions", "What was assumed", blocks)


HEAD = ("assumption", "value", "unit", "range", "confidence", "meaning", "source")


def _stated(scenario: Scenario) -> list[list[str]]:
    """Return what a scenario says of the company and its market, which no register of the model can know."""
    weights = ", ".join(f"{one.name or name} {one.weight:g}" for name, one in scenario.objectives.items())
    offered = sum(domain.opportunities_per_week for domain in scenario.domains.values())
    time, demand = scenario.horizon, scenario.demand
    return [
        ["objectives and what the strategy weighs them with", weights],
        [
            "opportunities that the market offers",
            f"{number(offered)} a week in {counted(len(scenario.domains), 'domain')}",
        ],
        ["an initiative of standard value and median effort", f"brings ${number(demand.standard_value)}k"],
        [
            "the median initiative",
            f"takes {number(demand.effort_median)} engineer-weeks, without what has to be built for it",
        ],
        [
            "quarters that count",
            f"{time.quarters}, after {time.warmup_quarters} of warm-up in which every design is the same",
        ],
    ]


def _decisive(given: Given) -> Block:
    """Return the uncertain numbers that drive the answer most, where that has been looked at."""
    drivers = [driver for found in given.extras.flips.values() for driver in found.drivers]
    largest: dict[str, Driver] = {}
    for driver in sorted(drivers, key=lambda one: -one.swing):
        largest.setdefault(driver.doubt.path, driver)
    if not largest:
        return Text("Which of the uncertain numbers matter here was not examined; orgsim report --flips does it.")
    head = ["uncertain numbers with which the answer changes most", "taken to be", "confidence and source"]
    return Table(head, [_in_short(driver) for driver in [*largest.values()][:MOST_DECISIVE]])


def _in_short(driver: Driver) -> list[str]:
    """Return one number in words, with its source."""
    entry = driver.doubt.entry
    return [
        entry.meaning.removesuffix("."),
        amount(driver.doubt.value, entry.unit),
        f"{entry.confidence}: {entry.source}",
    ]


MOST_DECISIVE = 5


def _row(entry: Entry, values: Mapping[str, float]) -> list[str]:
    """Return one number with all that is known of it."""
    limits = f"{entry.low:g} to {entry.high:g}"
    return [entry.path, f"{values[entry.path]:g}", entry.unit, limits, entry.confidence, entry.meaning, entry.source]


LUCK_ONLY = (
    "Intervals cover the luck of the simulated futures. They do not cover whether the model is right, or whether the company, its market "
    "and its people are as the scenario says."
)


def limits(given: Given) -> Section:
    """Return what this does not show, and how to repeat it."""
    results = given.shown.results
    versions = ", ".join(f"{name} {text}" for name, text in results.manifest.get("versions", {}).items())
    said = [
        "The posts and people here are simulated; nothing is a statement about a real person.",
        LUCK_ONLY,
        "The same futures meet every design: the same demand and the same random events. So a difference is due to the design.",
        "What the model leaves out (politics beyond interests, talent that cannot be hired) is left out of every design.",
    ]
    made = [
        f"model {results.manifest.get('model', 'unknown')}; {versions}",
        *(f"{design['name']}: {design['key']}" for design in results.manifest["designs"]),
    ]
    blocks: list[Block] = [
        Items(said),
        Text("This command simulates the same futures once more, given the files of the designs:"),
        Command(_again(given)),
        Text("The same model and the same keys of the designs give the same numbers:"),
        Items(made),
    ]
    return Section("limits", "What this does not show, and how to repeat it", blocks, short="Limits")


def _again(given: Given) -> str:
    """Return the command that simulates everything on the page once more, and writes it where there is more than one design."""
    manifest = given.shown.results.manifest
    if not given.shown.lineup.alternatives:
        return repeating(manifest, "run")
    return repeating(manifest, "compare", *over_guesses(given), "--report", "report.html", *given.extras.options)
