"""Every figure of some results: slides of one message each, by name, drawn when they are asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path

from matplotlib.figure import Figure

from orgsim.figures import (
    accounts,
    chart,
    desks,
    differences,
    glance,
    ledger,
    outcomes,
    parts,
    quarters,
    transition,
    twice,
)
from orgsim.figures.saving import Suffix, file_name, save
from orgsim.figures.style import Lineup
from orgsim.metrics.catalog import VALUE, headline_metrics, metric_named
from orgsim.metrics.metric import Rope
from orgsim.results.by_part import answer_by_part, answer_for
from orgsim.results.comparison import Answer, Results, answer, baseline_of
from orgsim.results.kinds import kind_named, metrics_of
from orgsim.results.transition import transitions
from orgsim.results.twice import has_pairs, pairs_of
from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import branches_of, grouped_by_chart, line_to

Stages = Sequence[tuple[int, Scenario]]
"""What a design is from which week on."""


@dataclass(frozen=True)
class Slide:
    """One figure: the name of its file without an ending, and how it is drawn and described."""

    name: str
    draw: Callable[[], Figure]
    describe: Callable[[], str]

    def save(self, folder: Path, suffix: Suffix, figure: Figure | None = None) -> Path:
        """Write it into a folder, drawn now or before."""
        return save(figure or self.draw(), folder / f"{self.name}.{suffix}", self.describe())


@dataclass(frozen=True)
class Shown:
    """What figures are about: results, the design that others are compared with, and the regions that do not matter."""

    results: Results
    baseline: str
    ropes: Mapping[str, Rope] | None = None

    @cached_property
    def lineup(self) -> Lineup:
        """The designs in their order, with their looks."""
        return Lineup.of(self.results.designs, self.baseline)

    @cached_property
    def stages(self) -> dict[str, Stages]:
        """The stages of every design, as the manifest of the results has them; scenario files may have changed since."""
        found: dict[str, Stages] = {}
        for design in self.results.manifest["designs"]:
            stages = [dict(stage) for stage in design["resolved"]["stages"]]
            found[str(design["name"])] = [(int(stage.pop("week")), Scenario.model_validate(stage)) for stage in stages]
        return found

    @cached_property
    def events(self) -> dict[str, list[float]]:
        """When each design changes, in quarters since the end of the warm-up."""
        found = {}
        for design, eras in self.stages.items():
            warmup = eras[0][1].horizon.warmup_quarters * WEEKS_PER_QUARTER
            found[design] = [(week - warmup) / WEEKS_PER_QUARTER for week, _ in eras[1:]]
        return found

    def answers(self, names: Sequence[str]) -> list[Answer]:
        """Return the answers on some metrics."""
        return answer(self.results, names, baseline=self.baseline, ropes=self.ropes)

    def teams(self) -> dict[str, tuple[str, list[str]]]:
        """Return what each team is called, and the posts from the top down to its owner, in the first design that has it.

        They are in the order of the baseline's chart, those of one branch side by side.
        """
        scenarios = [self.stages[design][-1][1] for design in self.lineup.designs]
        scenarios += [scenario for eras in self.stages.values() for _, scenario in eras]
        found: dict[str, tuple[str, list[str]]] = {}
        for scenario in scenarios:
            lines = {name: line_to(scenario.posts, team.owner) for name, team in scenario.teams.items()}
            for name in sorted(lines, key=lambda name: (lines[name], name)):
                found.setdefault(name, (scenario.teams[name].name or name, lines[name]))
        return found

    def team_names(self) -> dict[str, str]:
        """Return what to call each team, in any design."""
        return {team: name for team, (name, _) in self.teams().items()}

    def part_names(self, kind: str) -> dict[str, str]:
        """Return what to call the parts of a kind, as far as they have names beside their ids."""
        if kind == "domain":
            scenarios = [scenario for eras in self.stages.values() for _, scenario in eras]
            return {key: one.name or key for scenario in scenarios for key, one in scenario.domains.items()}
        return {"team": self.team_names, "branch": self.post_names}.get(kind, dict)()

    def post_names(self) -> dict[str, str]:
        """Return what to call each post, in any design."""
        scenarios = [scenario for eras in self.stages.values() for _, scenario in eras]
        return {name: post.name or name for scenario in scenarios for name, post in scenario.posts.items()}


def draw_all(
    folder: Path,
    results: Results,
    metrics: Sequence[str] | None = None,
    *,
    baseline: str | None = None,
    ropes: Mapping[str, Rope] | None = None,
    kind: str | None = None,
    part: str | None = None,
    suffix: Suffix = "svg",
) -> list[Path]:
    """Draw every figure of some results into a folder, as slides of 16:9; return the files.

    `metrics` are those that get figures of their own, in every way there is; default: differences in all headline metrics, and realised
    value in every way. Results of a single design have no figures of differences. With a kind of part (``domain``, ``team``, ``branch``,
    ``role`` or ``objective``) there is one more for each metric that such parts have; with the name of a `part` it is one of
    the differences of that part alone.
    """
    shown = Shown(results, baseline_of(results, baseline), ropes)
    by_part = of_parts(shown, kind, part, metrics) if kind and shown.lineup.alternatives else ()
    return [slide.save(folder, suffix) for slide in (*by_part, *slides(shown, metrics))]


def slides(shown: Shown, metrics: Sequence[str] | None = None) -> Iterator[Slide]:
    """Yield every slide, the answer first."""
    headline = headline_metrics()
    if shown.lineup.alternatives:
        yield at_a_glance(shown, metrics or headline)
        yield from (difference(shown, name) for name in metrics or headline)
        yield transition_of(shown)
    for name in metrics or (VALUE,):
        yield outcome(shown, name)
        yield by_quarter(shown, name)
    yield from hours(shown)
    yield desk_use(shown)
    yield from done_twice(shown)
    yield from charts(shown)


def at_a_glance(shown: Shown, metrics: Sequence[str]) -> Slide:
    """Return all metrics on one axis."""
    arguments = (shown.answers(metrics), shown.lineup)
    return Slide("at-a-glance", partial(glance.draw, *arguments), partial(glance.describe, *arguments))


def difference(shown: Shown, metric: str) -> Slide:
    """Return the paired differences of one metric."""
    (found,) = shown.answers([metric])
    return Slide(
        f"difference-{_plain(metric)}",
        partial(differences.draw, found, shown.results.replications, shown.lineup),
        partial(differences.describe, found, shown.lineup),
    )


def outcome(shown: Shown, metric: str) -> Slide:
    """Return how one metric may turn out."""
    arguments = (metric_named(metric), shown.results.replications, shown.lineup)
    return Slide(
        f"outcome-{_plain(metric)}", partial(outcomes.draw, *arguments), partial(outcomes.describe, *arguments)
    )


def by_quarter(shown: Shown, metric: str) -> Slide:
    """Return one metric quarter by quarter."""
    arguments = (metric_named(metric), shown.results.table("quarters"), shown.lineup)
    return Slide(
        f"quarters-{_plain(metric)}",
        partial(quarters.draw, *arguments, shown.events),
        partial(quarters.describe, *arguments),
    )


def _plain(metric: str) -> str:
    """Return a metric as part of a file's name."""
    return metric.replace("_", "-")


def transition_of(shown: Shown) -> Slide:
    """Return the transition from the baseline to every alternative."""
    found = transitions(shown.results, shown.baseline)
    return Slide(
        "transition",
        partial(transition.draw, found, shown.lineup, shown.events),
        partial(transition.describe, found, shown.lineup),
    )


def hours(shown: Shown) -> Iterator[Slide]:
    """Yield where the time goes, a slide a book."""
    table = shown.results.table("ledger")
    for book in accounts.BOOKS:
        arguments = (table, shown.lineup, book)
        yield Slide(f"time-{book.name}", partial(ledger.draw, *arguments), partial(ledger.describe, *arguments))


def desk_use(shown: Shown) -> Slide:
    """Return how full desks are."""
    arguments = (shown.results.table("desks"), shown.lineup, shown.post_names())
    return Slide("desks", partial(desks.draw, *arguments), partial(desks.describe, *arguments))


def done_twice(shown: Shown) -> Iterator[Slide]:
    """Yield who does whose work again: the baseline beside two alternatives at a time; nothing for results that do not know."""
    if not has_pairs(shown.results):
        return
    found, cast = pairs_of(shown.results), _cast(shown)
    alternatives, room = shown.lineup.alternatives, twice.PANELS - 1
    for place in range(max(1, -(-len(alternatives) // room))):
        designs = (shown.baseline, *alternatives[place * room : (place + 1) * room])
        name = f"duplicates-{place + 1}" if place else "duplicates"
        yield Slide(name, partial(twice.draw, found, designs, cast), partial(twice.describe, found, designs, cast))


def _cast(shown: Shown) -> twice.Cast:
    """Return who is in the figure of work done twice: teams, or where there are too many the branches that they are in."""
    names, called = shown.team_names(), shown.post_names()
    homes = grouped_by_chart({team: line for team, (_, line) in shown.teams().items()}, twice.MOST)
    posts = {post: called.get(post, "no owner") for post in homes.values()}
    if len(names) > twice.MOST and len(posts) > 1:
        return twice.Cast(posts, homes=homes)
    return twice.Cast(names, {design: branches_of(shown.stages[design][-1][1]) for design in shown.lineup.designs})


def of_parts(shown: Shown, kind: str, part: str | None, metrics: Sequence[str] | None = None) -> Iterator[Slide]:
    """Yield what came out by part, or for one part, in the metrics that such parts have."""
    names = metrics or headline_metrics()
    there = set(metrics_of(kind_named(kind), everything=True))
    chosen = [name for name in names if name in there]
    if part is not None:
        yield from _of_one_part(shown, kind, part, chosen)
        return
    answers = answer_by_part(shown.results, kind, chosen, baseline=shown.baseline, ropes=shown.ropes)
    called = shown.part_names(kind)
    for name, found in groupby(answers, key=lambda answer: answer.metric.name):
        arguments = (list(found), shown.lineup, called)
        yield Slide(f"by-{kind}-{_plain(name)}", partial(parts.draw, *arguments), partial(parts.describe, *arguments))


def _of_one_part(shown: Shown, kind: str, part: str, metrics: Sequence[str]) -> Iterator[Slide]:
    """Yield the differences of one part; none where the baseline does not have it."""
    frame = shown.results.by(kind)
    mine, start = frame[frame["part"] == part], file_name(part, set(), f"difference-{kind}")
    for found in answer_for(shown.results, kind, part, metrics, baseline=shown.baseline, ropes=shown.ropes):
        if shown.baseline not in found.absent:
            yield Slide(
                f"{start}-{_plain(found.metric.name)}",
                partial(differences.draw, found, mine, shown.lineup),
                partial(differences.describe, found, shown.lineup),
            )


def charts(shown: Shown) -> Iterator[Slide]:
    """Yield the chart of each design as it ends, with what differs from the baseline's."""
    before = shown.stages[shown.baseline][-1][1]
    taken: set[str] = set()
    for design in shown.lineup.designs:
        stages = shown.stages[design]
        origin = stages[0][1] if design == shown.baseline else before
        arguments = (stages[-1][1], design)
        name = file_name(design, taken)
        yield Slide(
            name, partial(chart.draw, *arguments, before=origin), partial(chart.describe, *arguments, before=origin)
        )
