"""What ``orgsim ladder simulate`` and ``orgsim ladder compare`` share: options, settings laid over, printed answers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.options import REPLICATIONS, SEED, SETTINGS, WORKERS
from orgsim.errors import InputError
from orgsim.plain_words import counted, measured
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.comparison import CareerLine
    from orgsim.careers.outcomes import Range
    from orgsim.careers.simulation import CareerResults
    from orgsim.scenario.ladder.model import Ladder

Command = TypeVar("Command", bound=Callable[..., Any])

QUARTERS = click.option(
    "--quarters", type=click.IntRange(2, 4000), default=80, show_default=True, help="How long each future is."
)
PEOPLE = click.option("--people", type=click.IntRange(1, 1_000_000), help="Scale the ladder to about so many people.")
HORIZON = click.option(
    "--horizon",
    type=click.IntRange(1, 4000),
    help="Quarters for which hires are followed; default: 40, at most half of --quarters.",
)


def career_options(command: Command) -> Command:
    """Add the options of every command that simulates careers."""
    for option in (SETTINGS, REPLICATIONS, QUARTERS, PEOPLE, SEED, WORKERS, HORIZON):
        command = option(command)
    return command


def nested(overrides: Sequence[str]) -> dict[str, Any]:
    """Return ``KEY.PATH=VALUE`` texts as nested mappings.

    Example
    -------
    >>> nested(["transfer=0.5", "policy.raters=3", "freeze=true"])
    {'transfer': 0.5, 'policy': {'raters': 3}, 'freeze': True}
    """
    found: dict[str, Any] = {}
    for text in overrides:
        path, sign, value = text.partition("=")
        if not sign or not path:
            raise InputError(f"--set {text}: expected KEY.PATH=VALUE")
        *above, last = path.split(".")
        place = found
        for key in above:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                raise InputError(f"--set {text}: '{key}' is already a value")
        place[last] = _value(value)
    return found


def _value(text: str) -> object:
    words: dict[str, object] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    if text.startswith("[") and text.endswith("]"):
        return [_value(part.strip()) for part in text[1:-1].split(",")]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _laid_over(ladder: "Ladder", changes: dict[str, Any]) -> "Ladder":
    """Return a ladder with values changed, checked like one from a file."""
    from orgsim.scenario.document import Document
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.patch import merge

    if not changes:
        return ladder
    data = ladder.model_dump(mode="json", by_alias=True, exclude_unset=True)
    try:
        return Ladder.model_validate(merge(Document(data), Document(changes)).data)
    except ValueError as error:
        raise InputError(f"--set: {error}") from None


def simulated(
    console: Console,
    ladder: str,
    policy: str | None,
    overrides: Sequence[str],
    *,
    replications: int,
    quarters: int,
    people: int | None,
    seed: int,
    workers: int | None,
    horizon: int | None,
    alone: bool = False,
) -> "CareerResults":
    """Simulate one ladder under one policy, `alone` or to be compared, or the careers in an organisation, with progress."""
    from orgsim.careers.plan import check_settings, plan_careers
    from orgsim.careers.simulation import compile_careers, simulate_careers
    from orgsim.scenario.document import read_document
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.reading import is_ladder, load_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.ladder.shipped import ladder_path

    path = ladder_path(ladder)
    if not is_ladder(read_document(path).data):
        return at_work(
            console,
            path,
            policy,
            overrides,
            people,
            replications=replications,
            seed=seed,
            workers=workers,
            horizon=horizon,
        )
    changes = nested(overrides)
    policy_changes = changes.pop("policy", {})
    ladder_changes = {key: changes.pop(key) for key in list(changes) if key in Ladder.model_fields}
    found = _laid_over(load_ladder(path), ladder_changes)
    name = policy or found.policy.name
    stated = found.policy.settings if name == found.policy.name else {}
    rule, settings = policy_named(name, {**stated, **policy_changes}), settings_from(changes)
    if alone:  # in a comparison another arm may read what this one does not
        check_settings(rule, settings)
    plan = plan_careers(found, rule, settings, quarters, people)
    compile_careers(plan, console.note)
    with console.tracker(replications, f"{found.name} under {name}") as report:
        return simulate_careers(
            plan, replications=replications, seed=seed, workers=workers, horizon=horizon, report=report
        )


def at_work(
    console: Console,
    path: Path,
    policy: str | None,
    overrides: Sequence[str],
    people: int | None,
    *,
    replications: int,
    seed: int,
    workers: int | None,
    horizon: int | None,
) -> "CareerResults":
    """Simulate an organisation and return the careers in it."""
    from orgsim.careers.plan import plan_at_work
    from orgsim.careers.simulation import simulate_careers
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.plan import make_plan
    from orgsim.scenario.ladder.settings import LadderSettings
    from orgsim.scenario.parameters import Careers, Staffing

    source = click.get_current_context().get_parameter_source("quarters")
    if people is not None or source is click.core.ParameterSource.COMMANDLINE:
        raise InputError(f"{shown(path)} is an organisation: its posts say how many people, its horizon how long")
    for text in overrides:
        name = text.partition("=")[0].partition(".")[0]
        if name in {*Careers.model_fields, *Staffing.model_fields, *LadderSettings.model_fields, "policy"}:
            raise InputError(
                f"--set {name}: {shown(path)} is an organisation, so write the path in the scenario, such as "
                "parameters.careers.transfer or ladder.policy.name; labels on people and seats are for a ladder by itself"
            )
    laid = [*overrides, *([f"ladder.policy.name={policy}"] if policy else [])]
    (organization,) = make_plan([path], overrides=laid).organizations
    plan = plan_at_work(organization)
    compile_engine(organization.blueprint, console.note)
    with console.tracker(replications, f"careers in {organization.design.name}") as report:
        return simulate_careers(
            plan,
            replications=replications,
            seed=seed,
            workers=workers,
            horizon=horizon,
            report=report,
            organization=organization,
        )


def results_as_data(results: "CareerResults", entry: str | None, goal: str | None) -> dict[str, object]:
    """Return what was found as plain data."""
    from dataclasses import asdict

    from orgsim.careers import impact, outcomes

    entries = [entry] if entry else outcomes.entry_levels(results)
    cost = outcomes.cost(results)
    return {
        "ladder": results.plan.ladder.name,
        "policy": results.plan.policy.__class__.__module__.rpartition(".")[2].replace("_", "-"),
        "seed": results.seed,
        "futures": results.replications,
        "quarters": results.plan.quarters,
        "settings": {
            **results.plan.settings.ladder.model_dump(mode="json"),
            **results.plan.settings.parameters.staffing.model_dump(mode="json"),
            **results.plan.settings.parameters.careers.model_dump(mode="json"),
        },
        "levels": {
            name: {
                "median_quarters_to_promotion": outcomes.survival(results, name).median,
                "people": asdict(ranges[-1]),
            }
            for name, ranges in outcomes.pyramid(results).items()
        },
        "flows": [
            {"from": origin, "to": to, "people_a_year": asdict(flow)}
            for (origin, to), flow in outcomes.yearly_flows(results).items()
        ],
        "vacant_share": {name: asdict(share) for name, share in outcomes.vacant_share(results).items()},
        "quarters_to_fill": {name: asdict(time) for name, time in outcomes.quarters_to_fill(results).items()},
        "chain_length": asdict(outcomes.chain_length(results)),
        "competence_gaps": [asdict(gap) for gap in outcomes.competence_gaps(results)],
        "cost": {"last_year": asdict(cost.last_year), "over_budget": cost.over_budget},
        "journeys": [asdict(outcomes.journey(results, name)) for name in entries],
        "prospect": asdict(outcomes.prospect(results, entries[0], goal)) if goal and entries else None,
        "impact": [asdict(found) for found in impact.impacts(results)],
        "cumulative_impact": [asdict(found) for found in impact.cumulative(results)],
        "decomposition": [asdict(part) for part in impact.decomposition(results)]
        if len(results.plan.groups) > 1
        else [],
        "about": impact.ABOUT,
    }


def _span(found: "Range", unit: str = "") -> str:
    return f"{number(found.mean, unit)} ({number(found.low, unit)} .. {number(found.high, unit)})"


def _millions(found: "Range") -> str:
    return f"{found.mean / 1e3:.1f}M ({found.low / 1e3:.2f}-{found.high / 1e3:.2f})"


def print_results(console: Console, results: "CareerResults", entry: str | None, goal: str | None) -> None:
    """Print a table of levels, where hires end up, and the ways to a level."""
    from orgsim.careers import outcomes
    from orgsim.careers.simulation import PURPOSE

    years = results.plan.quarters / 4
    console.say(
        click.style(
            f"{results.plan.ladder.name}, {counted(results.replications, 'future')} of {measured(years, 'year')}",
            bold=True,
        )
        + f"; seed {results.seed}; ranges: the middle 80 % of futures"
    )
    _print_levels(console, results)
    console.say()
    cost = outcomes.cost(results)
    chain = outcomes.chain_length(results)
    console.say(
        f"each exit or new seat triggers {_span(chain)} moves on average"
        if chain.mean == chain.mean
        else "no level has seats, so there are no chains of vacancies"
    )
    console.say(
        f"base pay in the final year: ${_millions(cost.last_year)}"
        + (f"; over budget in {number(cost.over_budget, 'share')} of futures" if cost.budget is not None else "")
    )
    entries = [entry] if entry else outcomes.entry_levels(results)[:1]
    for name in entries:
        _print_journey(console, results, name)
    if goal and entries:
        _print_prospect(console, results, entries[0], goal)
    console.say()
    console.say(PURPOSE)


def _print_levels(console: Console, results: "CareerResults") -> None:
    from orgsim.careers import outcomes

    heads, vacant = outcomes.pyramid(results), outcomes.vacant_share(results)
    total, count = (results.gaps[part].sum(axis=(0, 2)) for part in ("total", "count"))
    rows = []
    for name in reversed(outcomes.in_tracks(results, results.plan.levels)):
        place = results.plan.row(name)
        median = outcomes.survival(results, name).median
        gap = total[place] / count[place] if count[place] else float("nan")
        rows.append(
            [
                name,
                number(heads[name][0].mean),
                _span(heads[name][-1]),
                "-" if median == float("inf") else f"{median / 4:.1f}",
                number(vacant[name].mean, "share") if name in vacant else "-",
                difference(float(gap)),
            ]
        )
    header = [
        "level",
        "people at the start",
        "at the end (mean, middle 80 %)",
        "median years to promotion",
        "vacant",
        "required - actual skill",
    ]
    console.table(header, rows)


def _print_journey(console: Console, results: "CareerResults", entry: str) -> None:
    from orgsim.careers import outcomes

    found = outcomes.journey(results, entry)
    console.say()
    console.say(click.style(f"Of 100 hired as {entry} today, after {measured(found.quarters / 4, 'year')}", bold=True))
    ordered = sorted(found.of_hundred.items(), key=lambda item: -item[1].mean)
    console.table(
        ["", "people", "middle 80 %"],
        [[name, number(r.mean), f"{number(r.low)} .. {number(r.high)}"] for name, r in ordered],
    )


def _why_nobody(results: "CareerResults", entry: str, goal: str) -> str:
    """Say whether no chain of moves leads there, or nobody has come that far."""
    moves, reached = results.plan.ladder.moves, {entry}
    while more := {move.to for move in moves if move.origin in reached and move.to != move.origin} - reached:
        reached |= more
    if goal == entry or goal not in reached:
        return f"no chain of moves leads from {entry} to {goal}"
    return "nobody came that far within this time: follow hires for longer, with --horizon and --quarters or a scenario's horizon"


def _print_prospect(console: Console, results: "CareerResults", entry: str, goal: str) -> None:
    from orgsim.careers import outcomes

    found = outcomes.prospect(results, entry, goal)
    console.say()
    console.say(
        click.style(f"From {entry} to {goal} within {measured(results.horizon / 4, 'year')}", bold=True)
        + f"; {counted(found.hires, 'simulated hire')}; 95 % intervals"
    )
    if not found.ways:
        console.say(_why_nobody(results, entry, goal))
        return
    rows = [[f"through {way.through}", _span(way.chance, "share"), f"{way.years:.1f}"] for way in found.ways]
    rows.append(["any way", _span(found.total.chance, "share"), f"{found.total.years:.1f}"])
    rows.append(["any way, of those who are still there", _span(found.staying, "share"), ""])
    console.table(["", "chance", "median years"], rows)


def print_impact(console: Console, results: "CareerResults") -> None:
    """Print adverse impact by level, where there are groups; small cells are hidden."""
    from orgsim.careers.impact import ABOUT, FEWEST, cumulative, impacts

    found = impacts(results)
    if not found:
        return
    console.say()
    console.say(click.style("Impact ratio: rate of promotion over that of the group with the highest", bold=True))
    rows = []
    for one in found:
        shown = one.tested and one.eligible >= FEWEST
        cells = [
            f"{one.ratio:.2f} ({one.low:.2f} .. {one.high:.2f})",
            number(one.below_four_fifths, "share"),
            number(one.shortfall),
            f"{one.p_value:.2g}",
            number(one.flips, "share"),
        ]
        rows.append(
            [
                one.level,
                f"{one.group} / {one.reference}",
                *(cells if shown else ["hidden: too few", "-", "-", "-", "-"]),
            ]
        )
    header = [
        "from level",
        "groups",
        "ratio (95 % of futures)",
        "below 0.8",
        "people short",
        "exact p, median",
        "one person flips it",
    ]
    console.table(header, rows)
    for total in cumulative(results):
        console.say(
            f"over {counted(len(total.steps), 'rung')} the ratio of {total.group} to {total.reference} becomes {total.product:.2f}"
        )
    console.say(ABOUT)


def print_lines(console: Console, lines: Sequence["CareerLine"], seed: int) -> None:
    """Print a paired comparison."""
    from dataclasses import asdict

    console.answer(seed=seed, lines=[asdict(line) for line in lines])
    measures = list(dict.fromkeys(line.measure for line in lines))
    for measure in measures:
        here = [line for line in lines if line.measure == measure]
        console.say()
        console.say(
            click.style(f"{here[0].title}, {here[0].unit}", bold=True)
            + f"; {here[0].spread.futures} paired futures; seed {seed}"
        )
        console.table(
            ["", "median", "80 % of futures", "difference (95 % interval)", "higher in", "verdict"],
            [_row(line) for line in here],
        )
    console.say()
    console.say("Intervals cover simulation noise only, not whether the model is right.")


def _row(line: "CareerLine") -> list[str]:
    unit = "share" if line.unit == "share" else ""
    spread, paired = line.spread, line.comparison
    start = [line.name, number(spread.median, unit), f"{number(spread.low, unit)} .. {number(spread.high, unit)}"]
    if paired is None:
        return [*start, "-", "", "baseline"]
    interval = (
        f"{difference(paired.difference, unit)}  ({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    )
    return [*start, interval, f"{paired.better} / {paired.futures}", paired.verdict]
