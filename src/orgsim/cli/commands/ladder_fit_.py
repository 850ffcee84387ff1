"""``orgsim ladder fit``: what dated careers say about rates of promotion and exit, and whether the past told the future."""

from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FILE
from orgsim.errors import CommandLineError, InputError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.backtest import Backtest
    from orgsim.careers.hazards import Cell, Rate
    from orgsim.careers.scoring import Score
    from orgsim.careers.spells import History

HEAD = """# Fitted by orgsim ladder fit. The comment behind a number says what it rests on, with its 95 % interval.
# A number without one is assumed, or is that of the ladder that this one extends. Exits are those that were seen, so they hold what
# waiting for a promotion adds to them; `--set stall_effect=0` keeps a simulation from adding it again.
"""


@click.command()
@click.argument("spells", type=click.Path(path_type=Path))
@click.option("--order", metavar="LOW,...,HIGH", help="Levels from the bottom up, where the file does not say.")
@click.option("--ladder", help="Take the order of levels from this ladder; with -o, extend it.")
@click.option(
    "--gap", type=click.FloatRange(0, 10), default=0.25, show_default=True, help="Years away that are no exit."
)
@click.option("--bins", default="0,0.5,1,2", show_default=True, metavar="YEARS,...", help="Lower ends of tenure bins.")
@click.option("--cut", metavar="DATE", help="End of the earlier half; default: the middle.")
@click.option("-o", "--output", type=FILE, help="Write a ladder with the fitted rates into this file.")
@click.pass_obj
def command(
    console: Console,
    spells: Path,
    *,
    order: str | None,
    ladder: str | None,
    gap: float,
    bins: str,
    cut: str | None,
    output: Path | None,
) -> None:
    """Estimate promotion and exit rates by level and tenure from SPELLS, then fit on the earlier half and test on the later.

    SPELLS is a CSV with person, level, from, to (empty: still there). Rates are about levels, never about a person; levels with
    fewer than five people are not shown.

    -o writes a ladder that can be simulated, each fitted number with its evidence in a comment.
    """
    from orgsim.careers.backtest import backtest
    from orgsim.careers.hazards import by_level, by_tenure
    from orgsim.careers.spells import read_history

    _check_output(output)
    history = read_history(spells, _order(order, ladder), gap)
    lower, middle = _bins(bins), _moment(cut)
    _print_history(console, history)
    _print_cells(console, by_level(history), "levels")
    console.say()
    _print_cells(console, by_tenure(history, lower), "tenure")
    console.say()
    try:
        tested = backtest(history, middle, lower)
    except InputError as error:
        console.answer(backtest=None)
        console.note(f"no back-test: {error}")
    else:
        _print_backtest(console, tested)
    if output:
        _write(console, history, spells, ladder, output)


def _check_output(output: Path | None) -> None:
    if output is not None and output.exists():
        raise InputError(f"{shown(output)} exists already; choose another name (nothing was written)")


def _write(console: Console, history: "History", spells: Path, base: str | None, output: Path) -> None:
    """Write a ladder with the fitted numbers, if it can be read again."""
    from orgsim.careers.fitted_ladder import fitted, laid_over
    from orgsim.results.whole import write_whole
    from orgsim.scenario.ladder.reading import load_ladder
    from orgsim.scenario.ladder.shipped import ladder_path

    if base is None:
        found = fitted(history, output.stem, spells.name)
    else:
        found = laid_over(history, load_ladder(ladder_path(base)), _named_from(base, output), output.stem, spells.name)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, found.text(HEAD).encode())
    console.answer(
        written=shown(output),
        fitted={
            key: {
                "value": one.value,
                "low": one.low,
                "high": None if one.high == inf else one.high,
                "evidence": one.evidence,
            }
            for key, one in found.estimates.items()
        },
    )
    console.say(f"\nwrote {shown(output)} with {counted(len(found.estimates), 'fitted number')}")
    console.note(f"next: orgsim ladder simulate {shown(output)} --set stall_effect=0")


def _named_from(base: str, output: Path) -> str:
    """Return a ladder's name as a file beside the output gives it.

    Raises
    ------
    InputError
        When the file could not name it.
    """
    path = Path(base)
    if not path.exists():
        return base
    folder = output.resolve().parent
    if not path.resolve().is_relative_to(folder):
        raise InputError(f"{shown(output)} extends {shown(path)}, so it has to lie in the same folder or above it")
    return path.resolve().relative_to(folder).as_posix()


def _order(order: str | None, ladder: str | None) -> list[str]:
    if order:
        return [name.strip() for name in order.split(",") if name.strip()]
    if ladder:
        from orgsim.scenario.ladder.reading import load_ladder
        from orgsim.scenario.ladder.shipped import ladder_path

        levels = load_ladder(ladder_path(ladder)).levels
        return sorted(levels, key=lambda name: levels[name].rung)
    return []


def _bins(text: str) -> tuple[float, ...]:
    try:
        lower = tuple(float(part) for part in text.split(","))
    except ValueError:
        raise CommandLineError(f"--bins {text}: expected numbers of years, like 0,0.5,1,2") from None
    if lower[0] != 0 or list(lower) != sorted(set(lower)):
        raise CommandLineError(f"--bins {text}: expected rising numbers that start with 0")
    return lower


def _moment(text: str | None) -> float | None:
    from orgsim.careers.spells import years

    try:
        return years(text) if text else None
    except ValueError:
        raise CommandLineError(f"--cut {text}: expected a date like 2024-03-31") from None


def _print_history(console: Console, history: "History") -> None:
    from orgsim.careers.spells import as_date

    running = sum(spell.ending is None for spell in history.spells)
    unknown = sum(not spell.start_known for spell in history.spells)
    said = {"people": history.people, "spells": len(history.spells), "running": running, "start_unknown": unknown}
    console.answer(history={**said, "first": as_date(history.first), "last": as_date(history.last)})
    console.say(
        f"{counted(history.people, '{person|people}')}, {counted(len(history.spells), 'spell')} "
        f"from {as_date(history.first)} to {as_date(history.last)}; "
        f"{running} still running, {unknown} of unknown start"
    )
    console.say()


def _print_cells(console: Console, cells: "list[Cell]", what: str) -> None:
    header = ["level", *(["years in level"] if what == "tenure" else []), "people", "person-years"]
    header += ["promotions", "rate a year [95 %]", "exits", "rate a year [95 %]", "other moves"]
    shown = [cell for cell in cells if cell.people]
    console.answer(**{what: [_as_data(cell) for cell in shown]})
    console.table(header, [_row(cell) for cell in shown])


def _row(cell: "Cell") -> list[str]:
    from orgsim.careers.hazards import LEAST_PEOPLE

    start = [cell.level, *([_span(cell.tenure)] if cell.tenure else [])]
    if not cell.shown:
        return [*start, f"<{LEAST_PEOPLE}", "-", "-", "-", "-", "-", "-"]
    rates = [text for rate in (cell.promotion, cell.exit) for text in (str(rate.events), _with_interval(rate))]
    return [*start, str(cell.people), f"{cell.exit.exposure:.1f}", *rates, str(cell.other.events)]


def _span(tenure: tuple[float, float]) -> str:
    if tenure == (0, inf):
        return "any"
    return f"{tenure[0]:g} and more" if tenure[1] == inf else f"{tenure[0]:g} to {tenure[1]:g}"


def _with_interval(rate: "Rate") -> str:
    low, high = rate.interval()
    return f"{rate.value:.2f} [{low:.2f}, {high:.2f}]"


def _as_data(cell: "Cell") -> dict[str, object]:
    tenure = {"tenure": [cell.tenure[0], None if cell.tenure[1] == inf else cell.tenure[1]]} if cell.tenure else {}
    if not cell.shown:
        return {"level": cell.level, **tenure, "people": None}
    rates = {
        name: {"events": rate.events, "rate": rate.value, "low": rate.interval()[0], "high": rate.interval()[1]}
        for name, rate in (("promotion", cell.promotion), ("exit", cell.exit), ("other", cell.other))
    }
    return {"level": cell.level, **tenure, "people": cell.people, "person_years": cell.exit.exposure, **rates}


def _print_backtest(console: Console, found: "Backtest") -> None:
    from orgsim.careers.spells import as_date

    scores = [asdict(score) for score in found.scores]
    table = [asdict(entry) for entry in found.calibration]
    console.answer(backtest={"cut": as_date(found.cut), "scores": scores, "calibration": table})
    console.say(
        click.style(f"Fitted before {as_date(found.cut)}, tested after it (gains over one rate for all)", bold=True)
    )
    header = ["event", "rates by", "predictions", "expected", "came", "Brier", "gain [95 %]", "log", "gain [95 %]"]
    console.table(header, [_score_row(score) for score in found.scores])
    console.say()
    rows = [
        [b.event, b.model, str(b.predictions), f"{b.expected:.3f}", f"{b.came:.3f} [{b.low:.3f}, {b.high:.3f}]"]
        for b in found.calibration
    ]
    console.table(["event", "rates by", "predictions", "expected share", "share that came [95 %]"], rows)
    console.say()
    for score in found.scores:
        console.say(score.verdict)


def _score_row(score: "Score") -> list[str]:
    def gain(ends: tuple[float, float, float]) -> str:
        return "-" if score.model == "constant" else f"{ends[0]:+.4f} [{ends[1]:+.4f}, {ends[2]:+.4f}]"

    counts = [str(score.predictions), f"{score.expected:.1f}", str(score.events)]
    losses = [f"{score.brier:.4f}", gain(score.brier_gain), f"{score.log:.4f}", gain(score.log_gain)]
    return [score.event, score.model, *counts, *losses]
