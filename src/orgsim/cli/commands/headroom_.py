"""``orgsim headroom``: what an omniscient or omnipotent version of each function would add, and what designs capture of it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.answers import with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.options import FILE, PATH
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.errors import CommandLineError, InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.headroom.answers import Alternative, Capture, Finding, Gain, Headroom
    from orgsim.headroom.plan import Question
    from orgsim.results.plan import Plan
    from orgsim.results.statistics import Ratio

MOST_DESIGNS = 8
STYLES = {"better": "green", "worse": "yellow"}

READING = """
Each line is a company in which one function is done by somebody who knows or can do all of it, minus the same company
without, in the same futures. Shares are of what the unchanged company realises. They do not add up: what one function
gains, another may need.
Some hold others: {nested}.
Intervals (95%) cover simulation noise only, not whether the model is right; those of shares are Fieller's."""

SHARING = """
captured: 1 less the headroom that is left under the design over that of {today}. Gain over headroom: what the design adds,
whatever by, as a share of what perfection of that one function would add."""


@click.command()
@click.argument("path", metavar="SCENARIO", type=PATH)
@click.argument("designs", nargs=-1, metavar="[DESIGN]...", type=PATH)
@partial(simulating, futures=100)
@click.option("--only", "names", multiple=True, metavar="NAME", help="Function to try; repeatable; default: all.")
@click.option(
    "--since",
    type=click.Choice(["change", "start"]),
    default="change",
    show_default=True,
    help="When perfection begins: when designs change (the end of the warm-up), or in the first week of all.",
)
@click.option("--figure", type=FILE, metavar="FILE", help="Draw what there is to gain, and who gets it (.svg or .png).")
@click.pass_obj
def command(
    console: Console,
    path: Path,
    designs: tuple[Path, ...],
    *,
    order: Order,
    names: tuple[str, ...],
    since: Any,
    figure: Path | None,
) -> None:
    """Print what an omniscient or omnipotent version of each function would add to a company, with paired intervals.

    For every DESIGN, a scenario that changes the same company, print how much of each function's headroom the design
    captures, and how much is left.
    """
    from orgsim.headroom.answers import headroom_of
    from orgsim.headroom.catalog import ORACLES, oracle_named
    from orgsim.headroom.plan import Question

    if figure and figure.suffix not in (".svg", ".png"):
        raise CommandLineError(f"--figure {figure.name}: a figure is written as .svg or .png")
    chosen = [oracle_named(name) for name in dict.fromkeys(names)] or list(ORACLES)
    asked = Question(_plan(order, [path, *designs]), tuple(chosen), since)
    order = replace(order, output=order.output or Path("out") / asked.folder)
    results = order.carry_out(console, asked.everything())
    found = headroom_of(asked, results)
    console.answer(seed=order.seed, futures=found.value.futures, since=since, **_as_data(found))
    _print_findings(console, asked, found)
    for alternative in found.alternatives:
        _print_captures(console, alternative)
    console.say(READING.format(nested=_nested(asked)))
    if found.alternatives:
        console.say(SHARING.format(today=found.today))
    console.say(f"\nresults in {shown(results.folder)}; the same command reads them again. Assumptions: orgsim params")
    if figure:
        from orgsim.figures import headroom
        from orgsim.figures.saving import save

        console.figures([save(headroom.draw(found), figure, headroom.describe(found))])
    end_partial(console)


def _plan(order: Order, paths: Sequence[Path]) -> "Plan":
    """Return the plan of the designs alone."""
    from orgsim.results.plan import check_same_market

    if len(paths) > MOST_DESIGNS:
        raise InputError(f"a headroom takes a scenario and up to {MOST_DESIGNS - 1} designs; got {len(paths) - 1}")
    plan = order.plan(paths)
    check_same_market(plan)
    return plan


def _print_findings(console: Console, asked: "Question", found: "Headroom") -> None:
    """Print what there is to gain in the unchanged company."""
    from orgsim.metrics.catalog import VALUE, metric_named

    metric = metric_named(VALUE)
    unit = with_unit(metric.title, metric.unit)
    console.heading(f"{found.today}: what there is to gain")
    console.say(
        f"{unit}: median {number(found.value.median)} over {found.value.futures} futures; seed {asked.plan.seed}; "
        f"same within {metric.rope.text(metric.unit)}\n"
    )
    rows = [_finding_row(finding) for finding in found.findings]
    console.table(["function", "perfected", "adds", "(95% interval)", metric.unit, "verdict"], rows)


def _finding_row(finding: "Finding") -> list[str]:
    start = [finding.oracle.name, finding.oracle.title]
    if finding.gain is None:
        return [*start, "", "", "", f"does not apply: {finding.reason}"]
    paired = finding.gain.paired
    verdict = click.style(paired.verdict, fg=STYLES.get(paired.verdict))
    return [*start, *_share(finding.gain.share), difference(paired.difference), verdict]


def _share(share: "Ratio | None") -> list[str]:
    """Return a share and its interval as text, with signs."""
    return [_percent(share.value), f"({_percent(share.low)} .. {_percent(share.high)})"] if share else ["-", ""]


def _percent(value: float) -> str:
    return f"{100 * value:+.1f}%"


def _print_captures(console: Console, alternative: "Alternative") -> None:
    """Print what one design captures of the headroom."""
    gain = alternative.gain
    console.say()
    console.heading(f"{alternative.design}: what it captures")
    console.say(f"it adds {_told(gain)} itself: {gain.paired.verdict}\n")
    rows = [_capture_row(capture) for capture in alternative.captures]
    console.table(["function", "left", "(95% interval)", "captured", "(95% interval)", "gain over headroom", ""], rows)


def _told(gain: "Gain") -> str:
    return " ".join(filter(None, _share(gain.share)))


def _capture_row(capture: "Capture") -> list[str]:
    left = _share(capture.left.gain.share) if capture.left.gain else ["", ""]
    start = [capture.today.oracle.name, *left]
    if capture.reason:
        applies = capture.today.gain is not None and capture.left.gain is not None
        return [*start, "-", "", "-", capture.reason if applies else f"does not apply: {capture.reason}"]
    return [*start, *_share(capture.captured), " ".join(_share(capture.share)), ""]


def _nested(asked: "Question") -> str:
    """Return which of the oracles shown hold others."""
    held = {one.name: [part.name for part in asked.oracles if part.within == one.name] for one in asked.oracles}
    return "; ".join(f"{one} holds {' and '.join(parts)}" for one, parts in held.items() if parts) or "none of these"


def _as_data(found: "Headroom") -> dict[str, object]:
    """Return the answer as plain data."""
    return {
        "today": {"design": found.today, **asdict(found.value)},
        "functions": [_finding_data(finding) for finding in found.findings],
        "designs": [
            {
                "design": alternative.design,
                **_gain_data(alternative.gain),
                "functions": [_capture_data(capture) for capture in alternative.captures],
            }
            for alternative in found.alternatives
        ],
    }


def _gain_data(gain: "Gain | None") -> dict[str, object]:
    return {"paired": asdict(gain.paired) if gain else None, "share": _ratio_data(gain.share if gain else None)}


def _ratio_data(ratio: "Ratio | None") -> dict[str, float] | None:
    return asdict(ratio) if ratio else None


def _finding_data(finding: "Finding") -> dict[str, object]:
    oracle = finding.oracle
    told = {"name": oracle.name, "title": oracle.title, "sentence": oracle.sentence, "within": oracle.within or None}
    return {**told, "does_not_apply": finding.reason or None, **_gain_data(finding.gain)}


def _capture_data(capture: "Capture") -> dict[str, object]:
    return {
        "name": capture.today.oracle.name,
        "left": _gain_data(capture.left.gain),
        "captured": _ratio_data(capture.captured),
        "captured_of_value": _ratio_data(capture.taken),
        "gain_over_headroom": _ratio_data(capture.share),
        "refused": capture.reason or None,
    }
