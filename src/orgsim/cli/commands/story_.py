"""``orgsim story``: what an article tells of a role, as an experiment with a control, a placebo and the other role."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, Stop
from orgsim.cli.numbers import difference
from orgsim.cli.options import FRESH, OUTPUT, SEED, WORKERS
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.stories.running import Trial
    from orgsim.stories.verdicts import Emerged, FigureAnswer, Reached, StoryAnswer

MOST_ACCOUNTS = 6

READING = """
The form was set before any story was run: the article's figure lies within the central 90% of the treated arm's futures, the median of the
control reaches at most half of it, and the treated arm reaches it at least twice as often as the placebo. The start of the company is
spread evenly over the ranges of the story; nothing is fitted. Intervals (95%) are over situations and cover neither the rules of the
model nor the article, which tells of one company that went well."""


@click.command()
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="Run all stories that come with orgsim, and print one table.")
@click.option(
    "--situations",
    type=click.IntRange(2, 100_000),
    default=50,
    show_default=True,
    help="Number of starts within the ranges of the story.",
)
@click.option(
    "-r",
    "--replications",
    "futures",
    type=click.IntRange(1, 10_000),
    default=4,
    show_default=True,
    help="Number of futures of each start.",
)
@click.option(
    "--without-mechanism",
    "deleted",
    is_flag=True,
    help="Delete the mechanism that the story names: its effect must vanish.",
)
@SEED
@WORKERS
@FRESH
@OUTPUT
@click.pass_obj
def command(console: Console, /, name: str | None, *, every: bool, output: Path | None, **given: Any) -> None:
    """Run the story NAME: each arm from the same starts in the same futures, and the article's figures beside what came out.

    NAME is a story that comes with orgsim, or a folder with a story.yaml. Without NAME, the stories are listed.
    """
    from orgsim.stories.loading import shipped_stories

    if name and every:
        raise CommandLineError("--all runs every story that comes with orgsim: leave out the name, or --all")
    if name:
        found = _carried_out(console, name, output, **given)
        _print_story(console, found)
        console.answer(**story_as_data(found))
    elif every:
        _print_all(
            console,
            [_carried_out(console, one, output / one if output else None, **given) for one in shipped_stories()],
        )
    else:
        _list(console)


def _list(console: Console) -> None:
    """Print which stories there are."""
    from orgsim.stories.loading import load_story, shipped_stories

    stories = {name: load_story(folder).story for name, folder in shipped_stories().items()}
    console.answer(
        stories=[{"name": name, "title": one.title, "source": one.source.model_dump()} for name, one in stories.items()]
    )
    rows = [[name, one.title, f"{one.source.article}, example {one.source.example}"] for name, one in stories.items()]
    console.table(["story", "title", "told in"], rows)


def _carried_out(
    console: Console,
    name: str,
    output: Path | None,
    *,
    situations: int,
    futures: int,
    deleted: bool,
    seed: int,
    workers: int | None,
    fresh: bool,
) -> "StoryAnswer":
    """Run a story, or read what is kept of it."""
    from orgsim.stories.loading import load_story, story_called
    from orgsim.stories.running import Trial
    from orgsim.stories.verdicts import answer

    told = load_story(story_called(name))
    trial = Trial(told, situations, futures, seed, deleted)
    for text in dict.fromkeys(problem.text() for design in told.designs.values() for problem in design.warnings):
        console.note(text)
    folder = output or Path("out") / f"story-{told.name}"
    return answer(trial, _simulated(console, trial, folder, workers=workers, fresh=fresh))


def _simulated(console: Console, trial: "Trial", folder: Path, *, workers: int | None, fresh: bool) -> Any:
    from orgsim.engine.warmup import compile_engine
    from orgsim.stories.running import run_trial

    first = trial.arms(trial.situations()[0])
    compile_engine(next(iter(first.values())).blueprint, console.note)
    parts = [
        counted(number, noun)
        for number, noun in (
            (trial.count, "situation"),
            (trial.futures, "future"),
            (len(first) + len(trial.perfect), "arm"),
        )
    ]
    console.note(f"{trial.told.name}: {counted(trial.runs, 'run')} ({' x '.join(parts)}); kept in {shown(folder)}")
    try:
        with console.tracker(trial.count, trial.told.name) as tracker:
            return run_trial(trial, folder, workers=workers, fresh=fresh, report=tracker)
    except KeyboardInterrupt:
        console.note(f"what is done is kept in {shown(folder)}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None


def _print_story(console: Console, found: "StoryAnswer") -> None:
    from orgsim.stories.words import start_of, verdict_of

    trial, story = found.trial, found.trial.told.story
    console.heading(f"{story.title} ({story.source.article}, example {story.source.example}): {verdict_of(found)}")
    console.say(story.claim)
    if trial.deleted:
        console.say(f"Without its mechanism: {story.mechanism.says}")
    console.say()
    console.table(["arm", "kind", "what happens"], [[name, arm.kind, arm.says] for name, arm in story.arms.items()])
    console.say()
    console.table(["start", "range", "why"], [list(start_of(one)) for one in story.situation])
    for one in found.figures:
        _print_figure(console, one, story.treated)
    for figure, reason in story.unmeasured.items():
        console.say(f"\n{figure}: not measured. {reason}")
    _print_emerged(console, found.emerged)
    _print_costs(console, found)
    console.say(READING)


def _print_figure(console: Console, one: "FigureAnswer", treated: str) -> None:
    from orgsim.stories.words import form_of, reading_of, stated

    figure = one.figure
    console.say()
    console.heading(f"{figure.title}: the article says {stated(figure)}; {form_of(one, treated)}")
    console.say(f"{figure.says} Read as {reading_of(figure)}.")
    rows = [_figure_row(one, arm) for arm in (*one.arms, *one.perfect)]
    console.table(["arm", "median", "90% of futures", "reach it", "(95%)", "in quarter"], rows)


def _figure_row(one: "FigureAnswer", arm: "Reached") -> list[str]:
    from orgsim.stories.words import amount

    figure = one.figure
    return [
        arm.arm,
        amount(arm.median, figure),
        f"{amount(arm.low, figure)} .. {amount(arm.high, figure)}",
        f"{arm.share:.0%}",
        f"({arm.share_low:.0%} .. {arm.share_high:.0%})",
        f"{arm.quarter:g}" if arm.quarter == arm.quarter else "-",
    ]


def _print_emerged(console: Console, emerged: Sequence["Emerged"]) -> None:
    from orgsim.stories.words import found_of

    console.say()
    console.heading("what must emerge")
    rows = [[one.expected.says, f"{one.of} - {one.against}", found_of(one), one.verdict] for one in emerged]
    console.table(["expectation", "arms", "difference (95%)", "verdict"], rows)


def _print_costs(console: Console, found: "StoryAnswer") -> None:
    """Print what each arm costs, and the accounts between which most hours move under the treated arm."""
    treated = found.trial.told.story.treated
    moved = next(one.hours for one in found.costs if one.arm == treated)
    accounts = sorted(moved, key=lambda account: -abs(moved[account]))[:MOST_ACCOUNTS]
    console.say()
    console.heading("cost, $M, and where the hours move, hours a week more than in the control")
    rows = [
        [one.arm, f"{one.cost:.2f}", difference(one.more), *(difference(one.hours[account]) for account in accounts)]
        for one in found.costs
    ]
    names = [account.replace(".", ": ").replace("_", " ") for account in accounts]
    console.table(["arm", "cost", "more", *names], rows)


def _print_all(console: Console, found: Sequence["StoryAnswer"]) -> None:
    """Print one line for each figure of each story."""
    from orgsim.stories.words import amount, stated

    rows = []
    for answer in found:
        story = answer.trial.told.story
        for one in answer.figures:
            treated, control, placebo = (one.of(arm) for arm in (story.treated, story.control, story.placebo))
            shares = [f"{arm.share:.0%}" for arm in (treated, control, placebo)]
            middle = f"{amount(treated.median, one.figure)} ({amount(treated.low, one.figure)} .. {amount(treated.high, one.figure)})"
            met = "met" if one.acceptance.met else "not met"
            rows.append(
                [
                    answer.trial.told.name,
                    one.figure.title,
                    stated(one.figure),
                    middle,
                    amount(control.median, one.figure),
                    *shares,
                    met,
                ]
            )
    console.table(
        ["story", "figure", "article", "treated (90%)", "control", "reached: treated", "control", "placebo", "form"],
        rows,
    )
    console.say(READING)
    console.answer(stories=[story_as_data(one) for one in found])


def story_as_data(found: "StoryAnswer") -> dict[str, object]:
    """Return what came of a story as plain data."""
    trial, story = found.trial, found.trial.told.story
    return {
        "story": trial.told.name,
        "title": story.title,
        "source": story.source.model_dump(),
        "situations": trial.count,
        "futures": trial.futures,
        "seed": trial.seed,
        "without_mechanism": trial.deleted,
        "met": found.met,
        "figures": [
            {
                "title": one.figure.title,
                "unit": one.figure.unit,
                "value": one.figure.value,
                "met": one.acceptance.met,
                **asdict(one.acceptance),
                "arms": [asdict(arm) for arm in one.arms],
                "perfect": [asdict(arm) for arm in one.perfect],
            }
            for one in found.figures
        ],
        "emerged": [
            {
                "says": one.expected.says,
                "of": one.of,
                "against": one.against,
                "mean": one.mean,
                "low": one.low,
                "high": one.high,
                "verdict": one.verdict,
            }
            for one in found.emerged
        ],
        "costs": [asdict(one) for one in found.costs],
    }
