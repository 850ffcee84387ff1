"""``orgsim lesson build``: lessons as pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, NO, Stop
from orgsim.cli.options import FOLDER, FRESH, WORKERS
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.results.whole import write_whole
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.lessons.answers import Answer
    from orgsim.lessons.bench import Bench

KEPT = Path("out")


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Build all lessons that come with orgsim.")
@click.option(
    "-o", "--output", type=FOLDER, default=Path(), help="Write the pages into this folder; default: the current one."
)
@click.option(
    "-r",
    "--replications",
    "futures",
    type=click.IntRange(10, 10_000),
    help="Futures of each setting; default: as the lesson says.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), help="Seed of all random numbers; default: as the lesson says."
)
@WORKERS
@FRESH
@click.pass_obj
def command(console: Console, /, names: tuple[str, ...], *, every: bool, output: Path, **given: Any) -> None:
    """Simulate lessons and write one HTML file for each, which opens and prints without a network.

    NAME is a lesson of `orgsim lesson list`, or a folder with a lesson.yaml. What was simulated is kept in out/lesson-NAME, so that a
    second build is quick. Where the effect that a lesson expects does not come out, its page says so instead of telling the story, and
    the exit code is 1.
    """
    from orgsim.lessons.loading import shipped_lessons, told_in_order

    if every and names:
        raise CommandLineError("--all builds every lesson that comes with orgsim: leave out the names, or --all")
    if not every and not names:
        raise CommandLineError("name a lesson, or say --all; `orgsim lesson list` lists them")
    order = [told.name for told in told_in_order(list(shipped_lessons().values()))] if every else names
    built = [_built(console, name, output, **given) for name in dict.fromkeys(order)]
    console.answer(lessons=[data for data, _ in built])
    raise Stop(0 if all(holds for _, holds in built) else NO)


def _built(
    console: Console,
    name: str,
    output: Path,
    *,
    futures: int | None,
    seed: int | None,
    workers: int | None,
    fresh: bool,
) -> tuple[dict[str, object], bool]:
    """Build one lesson; return what came out as plain data, and whether it holds."""
    from orgsim.lessons.answers import Answer
    from orgsim.lessons.fitting import fitting_bench
    from orgsim.lessons.loading import lesson_called, load_lesson
    from orgsim.lessons.page import page_of

    bench = fitting_bench(load_lesson(lesson_called(name)), seed, futures)
    kept = KEPT / f"lesson-{bench.told.name}"
    answer = Answer(bench, _simulated(console, bench, kept, workers=workers, fresh=fresh))
    target = output / f"lesson-{bench.told.name}.html"
    output.mkdir(parents=True, exist_ok=True)
    write_whole(target, page_of(answer, kept).encode())
    _say(console, answer, target)
    return lesson_as_data(answer, target), answer.holds


def _simulated(console: Console, bench: "Bench", kept: Path, *, workers: int | None, fresh: bool) -> Any:
    from orgsim.lessons.companies import CompanyCase
    from orgsim.lessons.running import parts_of, run_lesson

    first = next(iter(bench.cases.values()))
    if isinstance(first, CompanyCase):
        from orgsim.engine.warmup import compile_engine

        compile_engine(first.organization.blueprint, console.note)
    runs = f"{counted(len(bench.cases), 'setting')} x {counted(bench.futures, 'future')}"
    console.note(f"{bench.told.name}: {runs}; kept in {shown(kept)}")
    try:
        with console.tracker(len(parts_of(bench)), bench.told.name) as tracker:
            return run_lesson(bench, kept, workers=workers, fresh=fresh, report=tracker)
    except KeyboardInterrupt:
        console.note(f"what is done is kept in {shown(kept)}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None


def _say(console: Console, answer: "Answer", target: Path) -> None:
    """Print what came out, and where the page is."""
    from orgsim.lessons.answers import VERDICTS
    from orgsim.lessons.words import with_interval

    told = answer.bench.told
    console.heading(told.lesson.title)
    rows = [[one.claim.says, with_interval(one.found), VERDICTS[one.verdict]] for one in answer.claims]
    console.table(["expected", "found (95%)", "verdict"], rows)
    if not answer.holds:
        console.say("The effect is not there in this run, and the page says so instead of telling the story.")
    console.say(f"wrote {shown(target)}\n")


def lesson_as_data(answer: "Answer", target: Path) -> dict[str, object]:
    """Return what came out of a lesson as plain data."""
    bench = answer.bench
    return {
        "lesson": bench.told.name,
        "page": shown(target),
        "futures": bench.futures,
        "seed": bench.seed,
        "holds": answer.holds,
        "claims": [
            {
                "claim": one.name,
                "says": one.claim.says,
                "unit": "share" if one.found.is_share else one.found.unit,
                "size": one.claim.size,
                "mean": one.found.estimate.mean,
                "low": one.found.estimate.low,
                "high": one.found.estimate.high,
                "of": one.found.of,
                "against": one.found.against,
                "verdict": one.verdict,
            }
            for one in answer.claims
        ],
    }
