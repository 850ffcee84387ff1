"""``--until-ci``: more futures until the intervals of a paired difference are narrow enough."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import about_the_words, is_given, refuse_given
from orgsim.errors import CommandLineError, InputError
from orgsim.plain_words import amount, counted

if TYPE_CHECKING:
    from orgsim.cli.simulating import Order
    from orgsim.experiments.stopping import Precision
    from orgsim.experiments.study import Study
    from orgsim.results.comparison import Results
    from orgsim.results.plan import Plan


@dataclass(frozen=True)
class Until:
    """What the user asks for: ``METRIC=HALFWIDTH``, and the most futures."""

    text: str
    most: int

    def precision(self) -> "Precision":
        """Return what is wanted, in numbers.

        Raises
        ------
        CommandLineError
            When the text is not of its form.
        """
        from orgsim.experiments.stopping import precision_from

        with about_the_words():
            return precision_from(self.text, self.most)

    def begin(self, study: "Study", shard: str | None) -> None:
        """Have a study begin with few futures.

        Raises
        ------
        InputError
            When it has a number of futures already, or is shared out.
        """
        from orgsim.experiments.stopping import FEWEST

        if "replications" in study.file.batch.model_fields_set:
            raise InputError("--until-ci decides how many futures there are; take `replications` out of the batch file")
        if shard:
            raise CommandLineError(
                "--until-ci decides after each look at all futures of a case whether it needs more, and a share has only some of them; "
                "leave --shard out, or have several machines simulate for one command with --scheduler"
            )
        study.ask_for(min(FEWEST, self.precision().most))


def until(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--until-ci`` and ``--max-reps``; the command gets them as one `until_ci`, None where it is not asked for."""

    @wraps(command)
    def ordered(*args: Any, **given: Any) -> Any:
        text, most = given.pop("until_ci"), given.pop("max_reps")
        return command(*args, until_ci=_asked(text, most), **given)

    options = (
        click.option(
            "--until-ci",
            metavar="METRIC=HALFWIDTH",
            help="Simulate more futures until half the 95 % interval of every paired difference in METRIC is no wider than this.",
        ),
        click.option(
            "--max-reps",
            type=click.IntRange(20, 1_000_000),
            default=2000,
            show_default=True,
            help="Most futures that --until-ci may ask for.",
        ),
    )
    for option in reversed(options):
        ordered = option(ordered)
    return ordered


def _asked(text: str | None, most: int) -> Until | None:
    if text is None:
        refuse_given({"max_reps": "--max-reps"}, "bounds what --until-ci asks for; give both")
        return None
    if is_given("replications"):
        raise CommandLineError("--until-ci decides how many futures there are; leave -r out")
    found = Until(text, most)
    found.precision()  # before anything is simulated
    return found


def carried_out(
    console: Console, order: "Order", plan: "Plan", asked: Until | None, baseline: str | None
) -> "tuple[Plan, Results]":
    """Simulate a plan, with so many futures as are needed where that is asked for; return the plan as it was then, and its results."""
    from orgsim.experiments.stopping import ByDesign, until_precise

    if asked is None:
        return plan, order.carry_out(console, plan)
    wanted, made = asked.precision(), list["Results"]()

    def simulate(count: int) -> ByDesign:
        made.append(order.carry_out(console, replace(plan, replications=count)))
        return made[-1].by_design(wanted.metric.name)

    found = until_precise(wanted, baseline or plan.names[0], simulate)
    width = amount(found.half_width, wanted.metric.unit, difference=True)
    said = "narrow enough" if found.enough else f"not narrow enough; --max-reps {asked.most} is the limit"
    console.note(f"after {counted(found.futures, 'future')} the widest interval is ±{width}: {said}")
    console.answer(
        until={
            "metric": wanted.metric.name,
            "futures": found.futures,
            "half_width": found.half_width,
            "enough": found.enough,
        }
    )
    return replace(plan, replications=found.futures), made[-1]
