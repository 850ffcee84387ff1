"""What came of a story as Markdown, for its own page, and of all of them as one table."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from orgsim.plain_words import counted, number
from orgsim.results.plan import model_version
from orgsim.stories.model import KINDS, ArmKind, Story
from orgsim.stories.running import Trial
from orgsim.stories.verdicts import Emerged, FigureAnswer, Reached, StoryAnswer
from orgsim.stories.words import amount, form_of, found_of, reading_of, start_of, stated, unit_of, verdict_of
from orgsim.studies.evidence import Measured

START, END = "<!-- begin: written by make stories -->", "<!-- end -->"


def difference(value: float) -> str:
    """Return a difference with its sign."""
    return "-" if value != value else number(value, signed=True)


def renewed(page: str, section: str) -> str:
    """Return a page with a section in the place of the one that is between the marks; at its end where there is none."""
    before, _, rest = page.partition(START)
    gap = "" if START in page else "\n"
    return before + gap + START + "\n" + section + "\n" + END + (rest.partition(END)[2] or "\n")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    cells = [" | ".join(one) for one in (header, ["---"] * len(header), *rows)]
    return [f"| {line} |" for line in cells]


def page_of(found: StoryAnswer, without: StoryAnswer) -> str:
    """Return what came of a story, with its mechanism and without."""
    trial, story = found.trial, found.trial.told.story
    how = _how(trial)
    arms = [[f"`{name}`", KINDS[arm.kind], arm.says] for name, arm in story.arms.items()]
    lines = [f"**{verdict_of(found).capitalize()}.** {how}.", "", *table(["arm", "kind", "what happens"], arms)]
    starts = [[_code(what), ends, why] for what, ends, why in map(start_of, story.situation)]
    lines += ["", *table(["start", "range", "why"], starts)]
    for place, one in enumerate(found.figures):
        lines += _figure(one, without.figures[place], found)
    lines += _emerged(found.emerged)
    lines += _costs(found)
    return "\n".join(lines)


def _how(trial: Trial) -> str:
    starts, futures = counted(trial.count, "start"), counted(trial.futures, "future")
    versions = "[what later versions change](../../../docs/stories.md#versions-of-the-model)"
    return f"{starts} with {futures} each (seed {trial.seed}, model `{model_version()}`; {versions})"


def _figure(one: FigureAnswer, without: FigureAnswer, found: StoryAnswer) -> list[str]:
    """Return the part of the page about a figure."""
    story, figure = found.trial.told.story, one.figure
    rows = [_row(one, arm, _code(arm.arm)) for arm in one.arms]
    rows += [
        _row(one, arm, f"{_code(story.treated)} with the oracle `{arm.arm.partition(' + ')[2]}`") for arm in one.perfect
    ]
    rows += [
        _row(one, without.of(arm), f"{_code(arm)} without the mechanism") for arm in (story.control, story.treated)
    ]
    return [
        "",
        f"## {figure.title.capitalize()}: the article says {stated(figure)}",
        "",
        f"{_sentence(form_of(one, story.treated))} Read as {reading_of(figure)}.",
        "",
        *table(["arm", "median", "90 % of futures", "reach it", "in quarter"], rows),
    ]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _code(name: str) -> str:
    return f"`{name}`"


def _row(one: FigureAnswer, arm: Reached, name: str) -> list[str]:
    when = f"{arm.quarter:g}" if arm.quarter == arm.quarter else "-"
    ends = f"{amount(arm.low, one.figure)} .. {amount(arm.high, one.figure)}"
    share = f"{arm.share:.0%} ({arm.share_low:.0%} .. {arm.share_high:.0%})"
    return [name, amount(arm.median, one.figure), ends, share, when]


def _emerged(emerged: Sequence[Emerged]) -> list[str]:
    rows = [[one.expected.says, f"`{one.of}` - `{one.against}`", found_of(one), one.verdict] for one in emerged]
    return ["", "## What had to emerge", "", *table(["expectation", "arms", "difference (95 %)", "verdict"], rows)]


def published_story(found: StoryAnswer) -> Iterator[Measured]:
    """Yield what emerged from a story as data, with the digits of its page."""
    trial = found.trial
    for one in found.emerged:
        mean, low, high = (None if math.isnan(end) else float(f"{end:.3g}") for end in (one.mean, one.low, one.high))
        arms, futures = f"{one.of} - {one.against}", trial.count * trial.futures
        unit = unit_of(one.expected)
        yield Measured("stories", trial.told.name, one.expected.says, arms, unit, mean, low, high, futures, one.verdict)


def _costs(found: StoryAnswer) -> list[str]:
    """Return what arms cost, and where most hours move."""
    treated = next(one for one in found.costs if one.arm == found.trial.told.story.treated)
    moved = sorted(treated.hours, key=lambda account: -abs(treated.hours[account]))[:5]
    rows = [
        [_code(one.arm), f"{one.cost:.1f}", difference(one.more), *(difference(one.hours[name]) for name in moved)]
        for one in found.costs
    ]
    names = [name.replace(".", ": ").replace("_", " ") for name in moved]
    return [
        "",
        "## Cost, $M, and where hours move, hours a week more than in the control",
        "",
        *table(["arm", "cost", "more", *names], rows),
    ]


ORDER: tuple[ArmKind, ...] = ("control", "placebo", "role", "other-role", "practice", "both")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| (\d+%)", re.MULTILINE)
"""An arm in the table of a figure: its name, the median, the central 90 %, and the share of futures that reach the figure."""


def overview(pages: Mapping[str, tuple[Story, str]]) -> str:
    """Return the figures of all stories as one table, from what their pages say: `{name: (story, page)}`.

    Pages may be of different versions of the model, each of which says which.
    """
    rows = [row for name, (story, page) in pages.items() for row in _rows_of(name, story, page)]
    how = (
        "Median and central 90 % of the treated arm, and the share of futures in which each kind of arm reaches the figure; the treated "
        "arm is **bold**."
    )
    return "\n".join([how, "", *table(["story", "figure", "article", "treated", *ORDER, "form"], rows)])


def _rows_of(name: str, story: Story, page: str) -> Iterator[list[str]]:
    """Yield a row for each figure of a story that its page has results of, under all of its arms."""
    for figure in story.figures:
        _, _, rest = page.partition(f"## {figure.title.capitalize()}: the article says")
        text = rest.partition("\n## ")[0]
        arms = {
            row[0]: row[1:] for row in reversed(ROW.findall(text))
        }  # the first row of an arm is that with its mechanism
        if not set(story.arms) <= set(arms):
            continue
        median, ends, _ = arms[story.treated]
        link = f"[{name}](../scenarios/stories/{name}/README.md)"
        form = "met" if "Meets the form" in text.partition("|")[0] else "not met"
        shares = [_shares(story, kind, arms) for kind in ORDER]
        yield [link, figure.title, stated(figure), f"{median.strip()} ({ends.strip()})", *shares, form]


def _shares(story: Story, kind: ArmKind, arms: Mapping[str, Sequence[str]]) -> str:
    """Return the share of futures in which the arms of a kind reach a figure; the treated arm stands out."""
    names = [name for name, arm in story.arms.items() if arm.kind == kind]
    return ", ".join(f"**{arms[name][2]}**" if name == story.treated else arms[name][2] for name in names) or "-"
