"""Whether the verdicts of a comparison survive what an import had to guess: the same comparison under several plausible readings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from orgsim.errors import InputError
from orgsim.plain_words import agreeing, counted
from orgsim.results.comparison import Answer, Line
from orgsim.results.plan import Plan, plan_of
from orgsim.results.readings import Reading, fitted, patch_of, readings
from orgsim.results.statistics import Comparison
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.problems import ScenarioError, listed

TIMES = 3
"""How many times the futures of the comparison itself the other readings share."""
FEWEST_FUTURES = 20
"""Futures of a reading, unless the comparison itself has fewer."""
INCONCLUSIVE = "inconclusive"
"""The verdict that tells nothing, and so contradicts nothing."""
CHANCE = 0.05
"""How improbable chance must be before a sentence names the team whose owner makes the difference."""


@dataclass(frozen=True)
class OtherReading:
    """One more reading, and the plan of the comparison under it."""

    reading: Reading
    plan: Plan


def futures_of_each(replications: int, number: int) -> int:
    """Return how many futures each other reading gets, of `number` readings altogether.

    They share three times as many futures as the comparison itself has, at least 20 each and never more than the comparison; so the
    whole takes about four times as long.

    Example
    -------
    >>> futures_of_each(200, 12), futures_of_each(200, 3), futures_of_each(50, 12)
    (54, 200, 20)
    """
    share = TIMES * replications // max(1, number - 1)
    return min(replications, max(FEWEST_FUTURES, share))


def other_readings(plan: Plan, number: int, overrides: Sequence[str]) -> list[OtherReading]:
    """Return further plausible readings of what the designs of a plan rest on, each with its plan; none when nothing is guessed.

    The guesses are those of the first design; a design that states something else keeps it.

    Raises
    ------
    InputError
        When a design has guesses of its own that differ from those of the first, or a reading makes a design impossible.
    """
    designs = [organization.design for organization in plan.organizations]
    _require_same_guesses(designs)
    first = designs[0].baseline
    futures = futures_of_each(plan.replications, number)
    found = []
    for reading in readings(first, number)[1:]:
        patch = patch_of(reading, first)
        read = [_read_anew(design, overrides, fitted(patch, design.baseline, first)) for design in designs]
        found.append(OtherReading(reading, plan_of(read, seed=plan.seed, replications=futures)))
    return found


def _read_anew(design: Design, overrides: Sequence[str], patch: Mapping[str, object]) -> Design:
    """Read a design under another reading; the warnings of its file have been said."""
    try:
        return replace(load_design(design.path, overrides, reading=patch), warnings=())
    except ScenarioError as error:
        message = f"'{design.name}' is impossible under another reading of the guesses, in which {_owners_in(patch)}"
        raise InputError(f"{message}: {error.problems[0].message}") from None


def _owners_in(patch: Mapping[str, Any]) -> str:
    owners = {team: values["owner"] for team, values in patch.get("teams", {}).items() if "owner" in values}
    said = listed([f"{owner} owns {team}" for team, owner in owners.items()])
    return said or "the owners are the same and domains are related otherwise"


def _require_same_guesses(designs: Sequence[Design]) -> None:
    for design in designs[1:]:
        own, first = design.baseline.guesses, designs[0].baseline.guesses
        if own is not None and own != first:
            raise InputError(
                f"'{design.name}' has other guesses than '{designs[0].name}': --over-guesses varies the same things in every design; "
                "let one file extend the other, or leave `guesses` out of one of them"
            )


def settled_by_hand(plan: Plan) -> list[str]:
    """Return the teams with a guess whose owner, as the first design has it, is none of the plausible ones; it is not kept in others."""
    baseline = plan.organizations[0].design.baseline
    owners = baseline.guesses.owners if baseline.guesses else {}
    return [team for team, weights in owners.items() if baseline.teams[team].owner not in weights]


@dataclass(frozen=True)
class Survival:
    """One design on one metric under all readings, the file's own first."""

    metric: str
    title: str
    unit: str
    design: str
    comparisons: tuple[Comparison, ...]
    culprit: "Culprit | None"

    @property
    def verdicts(self) -> Counter[str]:
        """In how many readings each verdict came out."""
        return Counter(one.verdict for one in self.comparisons)

    @property
    def own(self) -> str:
        """The verdict under the file's own reading."""
        return self.comparisons[0].verdict

    @property
    def survives(self) -> bool:
        """Tell whether no two readings contradict each other; one that is inconclusive contradicts nothing."""
        return len(set(self.verdicts) - {INCONCLUSIVE}) < 2

    @property
    def low(self) -> float:
        """The smallest mean difference under any reading."""
        return min(one.difference for one in self.comparisons)

    @property
    def high(self) -> float:
        """The largest mean difference under any reading."""
        return max(one.difference for one in self.comparisons)

    def counts(self) -> str:
        """Say in how many readings each verdict came out."""
        number, verdicts = len(self.comparisons), self.verdicts
        if len(verdicts) == 1:
            return f"{self.own} in all {number}"
        return f"{', '.join(f'{verdict} in {count}' for verdict, count in verdicts.most_common())} of {number}"

    def sentence(self, say: Callable[[float], str] = "{:+.3g}".format) -> str:
        """Say whether the verdict survives; `say` makes text of a difference."""
        if self.survives:
            return f"{self.counts()} plausible readings"
        about = f"; most of all on {self.culprit.text(say)}" if self.culprit else ""
        return f"depends on the guesses: {self.counts()} plausible readings{about}"


@dataclass(frozen=True)
class Culprit:
    """The team whose owner explains most of what differs between readings, and the mean difference under each owner."""

    team: str
    means: Mapping[str, float]

    def text(self, say: Callable[[float], str]) -> str:
        """Say with which owner the difference is smallest and largest."""
        low, *_, high = sorted(self.means, key=lambda owner: (self.means[owner], owner))
        return (
            f"who owns {self.team} (on average {say(self.means[low])} with {low}, {say(self.means[high])} with {high})"
        )


def survivals(
    own: Sequence[Answer], others: Sequence[tuple[Reading, Sequence[Answer]]], first: Reading
) -> list[Survival]:
    """Return how every verdict of a comparison fares under the other readings; `first` is the file's own reading."""
    found = []
    for place, answer in enumerate(own):
        for line in answer.lines:
            if line.comparison is None:
                continue
            elsewhere = [(reading, _line(answers[place], line.design)) for reading, answers in others]
            pairs = [(first, line.comparison), *((r, one.comparison) for r, one in elsewhere if one and one.comparison)]
            culprit = find_culprit([(reading.owners, one.difference) for reading, one in pairs])
            metric, all_of_them = answer.metric, tuple(one for _, one in pairs)
            found.append(Survival(metric.name, metric.title, metric.unit, line.design, all_of_them, culprit))
    return found


def _line(answer: Answer, design: str) -> Line | None:
    return next((line for line in answer.lines if line.design == design), None)


def find_culprit(cases: Sequence[tuple[Mapping[str, str | None], float]]) -> Culprit | None:
    """Return the team whose owner explains most of the variance between readings; None when it could be chance.

    `cases` are readings and their mean differences. It could be chance when an analysis of variance by that team's owner has p > 0.05
    after Bonferroni's correction for the number of teams.
    """
    known = [(owners, value) for owners, value in cases if value == value]
    teams = sorted({team for owners, _ in known for team in owners})
    chances = {team: _chance(list(_by_owner(team, known).values())) for team in teams}
    best = min(teams, key=lambda team: chances[team], default=None)
    if best is None or chances[best] * len(teams) > CHANCE:
        return None
    groups = _by_owner(best, known)
    return Culprit(best, {owner: sum(values) / len(values) for owner, values in groups.items()})


def _by_owner(team: str, cases: Sequence[tuple[Mapping[str, str | None], float]]) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = defaultdict(list)
    for owners, value in cases:
        groups[owners[team] or "nobody"].append(value)
    return dict(sorted(groups.items()))


def _chance(groups: Sequence[Sequence[float]]) -> float:
    """Return the p-value of an analysis of variance; 1 where groups cannot be told apart."""
    from scipy.stats import f_oneway

    values = [value for group in groups for value in group]
    if len(groups) < 2 or len(values) <= len(groups) or min(values) == max(values):
        return 1.0
    return float(f_oneway(*groups).pvalue)


def in_short(found: Sequence[Survival], design: str) -> str:
    """Say which verdicts on a design survive, its name first."""
    return f"{design}: {fate(found, design)}"


def fate(found: Sequence[Survival], design: str) -> str:
    """Say of which metrics a design's verdict turns with the guesses, and how many are inconclusive under which readings."""
    mine = [one for one in found if one.design == design]
    lost = [one.title for one in mine if not one.survives]
    turning = f"the guesses decide on {', '.join(lost)} ({len(lost)} of {counted(len(mine), 'verdict')})"
    return "; ".join([turning if lost else "no verdict turns with the guesses", *_left_open(mine)])


def _left_open(mine: Sequence[Survival]) -> list[str]:
    """Say how many verdicts are told by the file's own reading and not by every other, and how many not even by its own."""
    told = [one for one in mine if one.own != INCONCLUSIVE]
    fading, never = sum(INCONCLUSIVE in one.verdicts for one in told), len(mine) - len(told)
    own = "the file's own"
    faded = f"{fading} of the {len(told)} told under {own} reading {agreeing(fading, '{becomes|become}')} inconclusive under another"
    untold = f"{never} {agreeing(never, '{is|are}')} inconclusive under {own if fading else own + ' reading'}"
    return [*([faded] if fading else []), *([untold] if never else [])]


def folder_of(folder: Path) -> Path:
    """Return where the results of the other readings are, beside those of the comparison itself."""
    return folder / "guesses"
