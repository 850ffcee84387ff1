"""``--over-guesses``: a comparison is repeated under plausible readings of what an import guessed, and what survives is printed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, Stop
from orgsim.cli.numbers import difference
from orgsim.cli.simulating import Order
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.scenario.problems import listed, shown

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer, Results
    from orgsim.results.over_guesses import OtherReading, Survival
    from orgsim.results.plan import Plan
    from orgsim.results.readings import Reading

OVER_GUESSES = click.option(
    "--over-guesses",
    type=click.IntRange(2, 1000),
    metavar="N",
    help="Repeat the comparison under N plausible readings of what an import guessed (owners of teams, related domains), and say "
    "whether the verdicts survive.",
)

Find = Callable[["Results"], Sequence["Answer"]]
READING = """
A reading says who owns the teams whose owner is a guess, and how closely domains belong together. The first one is the file's own.
A verdict depends on the guesses when two readings contradict each other; a reading that is inconclusive contradicts nothing."""


def require_scenarios(over_guesses: int | None, by: str, *, reading_results: bool) -> None:
    """Refuse what cannot be repeated over guesses, before anything is simulated."""
    if over_guesses is None:
        return
    if reading_results:
        raise CommandLineError(
            "--over-guesses repeats a comparison of scenario files; a folder of results has no other readings"
        )
    if by != "total":
        raise CommandLineError(
            f"--over-guesses repeats the verdicts over all quarters together; it cannot be combined with --by {by}"
        )


def mention_guesses(console: Console, plan: "Plan") -> None:
    """Say that designs rest on guesses, and what tells whether that matters."""
    guesses = plan.organizations[0].design.baseline.guesses
    if guesses is None or not (guesses.owners or guesses.related):
        return
    parts = [counted(len(guesses.owners), "owner* of {a team|teams}")] if guesses.owners else []
    parts += ["which domains belong together"] if guesses.related else []
    console.note(f"guessed: {' and '.join(parts)}; --over-guesses 12 says whether a verdict depends on it")


def repeat_over_guesses(
    console: Console, order: Order, plan: "Plan", number: int, own: Sequence["Answer"], find: Find
) -> list["Answer"]:
    """Repeat a comparison under other readings, print which verdicts survive, and return the answers under all of them."""
    from orgsim.results.kept_readings import keep_readings
    from orgsim.results.over_guesses import other_readings, settled_by_hand, survivals
    from orgsim.results.readings import readings

    others = other_readings(plan, number, order.overrides)
    if not others:
        console.say(
            f"\n--over-guesses: there are no guesses in '{plan.names[0]}' that could be read otherwise, so this is the whole answer"
        )
        console.answer(over_guesses=None)
        return list(own)
    if settled := settled_by_hand(plan):
        console.note(
            f"the owner of {listed(settled)} is none of those that `guesses` names: delete the guess if you know the owner"
        )
    folder = _simulate(console, order, plan, others)
    keep_readings(plan, others, folder)
    answers = _answers(others, folder, find)
    found = survivals(own, answers, readings(plan.organizations[0].design.baseline, 1)[0])
    _print(console, found, others, number, plan, part=own[0].part if own else None)
    console.answer(over_guesses=_as_data(found, others, plan))
    return [*own, *(answer for _, same in answers for answer in same)]


def _simulate(console: Console, order: Order, plan: "Plan", others: Sequence["OtherReading"]) -> Path:
    """Simulate what the other readings still lack, under one progress report; return their folder."""
    from orgsim.results.files import make_folder
    from orgsim.results.over_guesses import folder_of
    from orgsim.results.runner import run_plan

    folder = folder_of(order.folder(plan))
    make_folder(folder)
    each = others[0].plan.replications * len(plan.names)
    failed = 0
    try:
        with console.tracker(each * len(others), f"simulating {len(others)} other readings") as tracker:
            for place, one in enumerate(others):
                report = lambda done, lost, before=each * place: tracker(before + done, failed + lost)  # noqa: B023, E731
                failed += len(
                    run_plan(one.plan, folder, workers=order.workers, fresh=order.fresh, report=report).failures
                )
    except KeyboardInterrupt:
        console.note(f"interrupted; what is done is saved in {shown(folder)}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None
    if failed:
        console.answer(failed=int(console.document.get("failed", 0)) + failed)
        console.note(f"{counted(failed, 'run')} of other readings failed; see {shown(folder)}")
    return folder


def _answers(others: Sequence["OtherReading"], folder: Path, find: Find) -> list[tuple["Reading", Sequence["Answer"]]]:
    from orgsim.results.runner import results_of

    return [(one.reading, find(results_of(one.plan, folder))) for one in others]


def _print(
    console: Console,
    found: Sequence["Survival"],
    others: Sequence["OtherReading"],
    number: int,
    plan: "Plan",
    *,
    part: str | None,
) -> None:
    """Print, design by design, in how many readings each verdict came out, the range of differences, and what that means."""
    from orgsim.results.over_guesses import in_short

    futures = others[0].plan.replications
    console.say()
    over = f"{part}: over" if part else "Over"
    console.heading(
        f"{over} {len(others) + 1} plausible readings of what was guessed ({plan.replications} futures under the file's own, "
        f"{futures} under each other)"
    )
    if len(others) + 1 < number:
        console.note(f"the guesses allow only {len(others) + 1} different readings, not {number}")
    designs = list(dict.fromkeys(one.design for one in found))
    for design in designs:
        console.say()
        rows = [_row(one) for one in found if one.design == design]
        console.table(
            [f"{design}, difference to {_baseline(plan, designs)}", "own", "range of means", "verdicts"], rows
        )
    console.say()
    for design in designs:
        console.say(in_short(found, design))
        for one in found:
            if one.design == design and not one.survives:
                console.say(f"  {one.title} {_sentence(one)}")
    console.say(READING)


def _baseline(plan: "Plan", designs: Sequence[str]) -> str:
    return next(name for name in plan.names if name not in designs)


def _row(one: "Survival") -> list[str]:
    unit = one.unit
    spread = f"{difference(one.low, unit)} .. {difference(one.high, unit)}"
    return [one.title, difference(one.comparisons[0].difference, unit), spread, one.counts()]


def _sentence(one: "Survival") -> str:
    return one.sentence(partial(difference, unit=one.unit))


def _as_data(found: Sequence["Survival"], others: Sequence["OtherReading"], plan: "Plan") -> dict[str, object]:
    return {
        "readings": len(others) + 1,
        "futures": [plan.replications, *(one.plan.replications for one in others)],
        "owners": [dict(one.reading.owners) for one in others],
        "verdicts": [_survival_as_data(one) for one in found],
    }


def _survival_as_data(one: "Survival") -> dict[str, object]:
    return {
        "metric": one.metric,
        "design": one.design,
        "verdict": one.own,
        "survives": one.survives,
        "in": dict(one.verdicts),
        "low": one.low,
        "high": one.high,
        "differences": [entry.difference for entry in one.comparisons],
        "depends_on": one.culprit.team if one.culprit else None,
        "sentence": _sentence(one),
    }
