"""Every figure of a folder of results, as files."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from matplotlib.figure import Figure

from orgsim.figures import chart, desks, differences, ledger, parts, quarters
from orgsim.figures.saving import file_name, save
from orgsim.figures.style import Lineup
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.metrics.metric import Rope
from orgsim.results.by_part import answer_by_part, answer_for, kind_named, metrics_of
from orgsim.results.comparison import Results, answer, baseline_of
from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.model import Scenario

Stages = Sequence[tuple[int, Scenario]]
"""What a design is from which week on."""

Drawn = tuple[str, Figure, str]
"""Name of a file without its ending, figure, and description."""


def draw_all(
    folder: Path,
    results: Results,
    metrics: Sequence[str] | None = None,
    *,
    baseline: str | None = None,
    ropes: Mapping[str, Rope] | None = None,
    kind: str | None = None,
    part: str | None = None,
    suffix: Literal["svg", "png"] = "svg",
) -> list[Path]:
    """Draw every figure of some results into a folder; return the files.

    `metrics` are those of the figures of differences and quarters; default: the headline metrics. Results of a single design have no
    figure of differences. With a kind of part (``domain``, ``team``, ``branch``, ``role`` or ``objective``) there is one more for each
    metric that such parts have, with all parts; with the name of a part it is one of the differences of that part alone. What the
    designs are is read from the results, not from scenario files, which may have changed since.
    """
    names = metrics if metrics is not None else [name for name, metric in all_metrics().items() if metric.headline]
    lineup = Lineup.of(results.designs, baseline_of(results, baseline))
    stages = stages_of(results)
    by_part = _of_parts(results, kind, part, names, lineup, ropes) if kind and lineup.alternatives else ()
    drawn = [*by_part, *_of_outcomes(results, names, lineup, ropes, stages), *_of_structure(lineup, stages)]
    return [save(figure, folder / f"{name}.{suffix}", description) for name, figure, description in drawn]


def stages_of(results: Results) -> dict[str, Stages]:
    """Return the stages of every design, as the manifest of the results has them."""
    found: dict[str, Stages] = {}
    for design in results.manifest["designs"]:
        stages = [dict(stage) for stage in design["resolved"]["stages"]]
        found[str(design["name"])] = [(int(stage.pop("week")), Scenario.model_validate(stage)) for stage in stages]
    return found


def _of_outcomes(
    results: Results,
    names: Sequence[str],
    lineup: Lineup,
    ropes: Mapping[str, Rope] | None,
    stages: Mapping[str, Stages],
) -> Iterator[Drawn]:
    """Draw what came out."""
    if lineup.alternatives:
        answers = answer(results, names, baseline=lineup.baseline, ropes=ropes)
        figure = differences.draw(answers, results.replications, lineup)
        yield "differences", figure, differences.describe(answers, lineup)
    metrics = [metric_named(name) for name in names]
    table = results.table("quarters")
    yield "quarters", quarters.draw(metrics, table, lineup, _events(stages)), quarters.describe(metrics, table, lineup)
    table = results.table("ledger")
    yield "ledger", ledger.draw(table, lineup), ledger.describe(table, lineup)
    table, titles = results.table("desks"), _post_names(stages)
    yield "desks", desks.draw(table, lineup, titles), desks.describe(table, lineup, titles)


def _of_parts(
    results: Results,
    kind: str,
    part: str | None,
    names: Sequence[str],
    lineup: Lineup,
    ropes: Mapping[str, Rope] | None,
) -> Iterator[Drawn]:
    """Draw what came out by part, or for one part, in the metrics that such parts have."""
    there = set(metrics_of(kind_named(kind), everything=True))
    chosen = [name for name in names if name in there]
    if part is not None:
        answers = answer_for(results, kind, part, chosen, baseline=lineup.baseline, ropes=ropes)
        if lineup.baseline not in answers[0].absent:
            frame = results.by(kind)
            figure = differences.draw(answers, frame[frame["part"] == part], lineup)
            yield file_name(part, set(), f"differences-{kind}"), figure, differences.describe(answers, lineup)
        return
    answers = answer_by_part(results, kind, chosen, baseline=lineup.baseline, ropes=ropes)
    for name, found in groupby(answers, key=lambda answer: answer.metric.name):
        of_metric = list(found)
        figure, words = parts.draw(of_metric, lineup), parts.describe(of_metric, lineup)
        yield f"by-{kind}-{name.replace('_', '-')}", figure, words


def _of_structure(lineup: Lineup, stages: Mapping[str, Stages]) -> Iterator[Drawn]:
    """Draw the chart of each design as it ends, with what differs from the baseline's."""
    before = stages[lineup.baseline][-1][1]
    taken: set[str] = set()
    for design in lineup.designs:
        scenario = stages[design][-1][1]
        origin = stages[design][0][1] if design == lineup.baseline else before
        name = file_name(design, taken)
        yield name, chart.draw(scenario, design, before=origin), chart.describe(scenario, design, before=origin)


def _events(stages: Mapping[str, Stages]) -> dict[str, list[float]]:
    """Return when each design changes, in quarters since the end of the warm-up."""
    found = {}
    for design, eras in stages.items():
        warmup = eras[0][1].horizon.warmup_quarters * WEEKS_PER_QUARTER
        found[design] = [(week - warmup) / WEEKS_PER_QUARTER for week, _ in eras[1:]]
    return found


def _post_names(stages: Mapping[str, Stages]) -> dict[str, str]:
    """Return what to call each post, in any design."""
    scenarios = [scenario for eras in stages.values() for _, scenario in eras]
    return {name: post.name or name for scenario in scenarios for name, post in scenario.posts.items()}
