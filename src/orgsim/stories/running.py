"""Running a story: every arm in every situation and future, each situation written when it is done, so that nothing finished is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.errors import SimulationError
from orgsim.headroom.catalog import ORACLES
from orgsim.headroom.play import Play
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization
from orgsim.results.files import make_folder, write_json
from orgsim.results.pieces import Report, kept_piece, side_by_side
from orgsim.results.plan import check_same_market, hash_of, key_of, plan_of
from orgsim.results.tables import ledger_totals
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import document_of
from orgsim.stories.loading import Told, first_change
from orgsim.stories.measures import read
from orgsim.stories.model import Figure, Measured
from orgsim.stories.situations import Situation, situations


@dataclass(frozen=True)
class Trial:
    """How a story is to be run: in how many situations, in how many futures of each, and whether its mechanism is deleted."""

    told: Told
    count: int = 50
    futures: int = 4
    seed: int = 1
    deleted: bool = False

    @property
    def runs(self) -> int:
        """Runs of all arms together."""
        return self.count * self.futures * (len(self.told.designs) + len(self.perfect))

    @cached_property
    def asked(self) -> list[Measured]:
        """Every number that is read from each run: figures, the starts that they are compared with, and what must emerge."""
        return [*self.told.story.figures, *self.starts.values(), *self.told.story.expects]

    @cached_property
    def starts(self) -> dict[int, Figure]:
        """The start of each figure that is compared with it, by the figure's place."""
        story = self.told.story
        return {
            place: figure.model_copy(update={"quarters": story.start})
            for place, figure in enumerate(story.figures)
            if figure.relative_to == "start"
        }

    def situations(self) -> list[Situation]:
        """Return the situations."""
        return situations(self.told.story.situation, self.count, self.seed)

    def overrides(self, situation: Situation) -> list[str]:
        """Return what is laid over every arm in a situation."""
        without = self.told.story.mechanism.said if self.deleted else {}
        return [*situation.settings, *(f"{path}={value}" for path, value in without.items())]

    @property
    def perfect(self) -> list[str]:
        """The names of the treated arm with each oracle; none where the mechanism is deleted."""
        story = self.told.story
        return [] if self.deleted else [f"{story.treated} + {oracle}" for oracle in story.perfect]

    def perfected(self, treated: Organization) -> dict[str, Organization]:
        """Return the treated arm with each oracle, which acts from the quarter of the first change on."""
        oracles = {oracle.name: oracle for oracle in ORACLES}
        first = (
            treated.warmup_quarters * WEEKS_PER_QUARTER
            + first_change(self.told) // WEEKS_PER_QUARTER * WEEKS_PER_QUARTER
        )
        plays = [Play(oracles[name], first) for name in self.told.story.perfect]
        return {name: replace(treated, play=play) for name, play in zip(self.perfect, plays, strict=True)}

    def arms(self, situation: Situation) -> dict[str, Organization]:
        """Return the organisation of every arm in a situation, under the same market."""
        over = self.overrides(situation)
        designs = [_anew(name, design, over) for name, design in self.told.designs.items()]
        plan = plan_of(designs, seed=situation.seed, replications=self.futures)
        check_same_market(plan)
        return dict(zip(self.told.designs, plan.organizations, strict=True))


def _anew(name: str, design: Design, overrides: Sequence[str]) -> Design:
    """Read the design of an arm with other values; its warnings have been said."""
    read_again = load_design(design.path, overrides, document_of(design.source))
    return replace(read_again, name=name, warnings=())


Case = Mapping[str, Mapping[str, list[Any]]]
"""What came out in one situation: for each arm `numbers`, (futures, numbers asked, quarters), `cost`, $M, and `hours` by account."""


def run_trial(
    trial: Trial, folder: Path, *, workers: int | None = None, fresh: bool = False, report: Report | None = None
) -> list[Case]:
    """Run what is not in a folder yet, and return what came out in every situation, in their order.

    Raises
    ------
    SimulationError
        When a run fails; situations that are done are kept.
    """
    make_folder(folder)
    order = trial.situations()
    pieces = {one.number: partial(_case, trial, one, folder, fresh) for one in order}
    found = side_by_side(pieces, workers=workers, report=report)
    return [found[one.number] for one in order]


def _case(trial: Trial, situation: Situation, folder: Path, fresh: bool) -> Case:
    """Return what came out in a situation, as it was kept or simulated now; what is perfect is kept beside the arms."""
    arms = trial.arms(situation)
    kept = partial(_kept_or_made, trial, situation, folder, fresh)
    perfect = trial.perfected(arms[trial.told.story.treated]) if trial.perfect else {}
    return {**kept(arms), **(kept(perfect) if perfect else {})}


def _kept_or_made(
    trial: Trial, situation: Situation, folder: Path, fresh: bool, arms: Mapping[str, Organization]
) -> Case:
    """Return what came out of some arms in a situation."""
    path = folder / f"situation-{situation.number:04d}-{_key(trial, situation, arms)}.json"
    there: Case | None = None if fresh else kept_piece(path, "arms")
    if there is not None:
        return there
    found = {name: _runs(trial, situation, name, organization) for name, organization in arms.items()}
    write_json(path, {"situation": dict(situation.values), "seed": situation.seed, "arms": found})
    return found


def _key(trial: Trial, situation: Situation, arms: Mapping[str, Organization]) -> str:
    """Return a hash of all that decides what comes out in a situation."""
    keys = [key_of(organization, situation.seed) for organization in arms.values()]
    asked = [one.model_dump(mode="json", exclude={"says", "title", "value", "unit"}) for one in trial.asked]
    return hash_of([keys, asked, trial.futures])[:16]


def _runs(trial: Trial, situation: Situation, name: str, organization: Organization) -> dict[str, Any]:
    """Simulate an arm in the futures of a situation."""
    numbers, cost, hours = [], [], []
    for future in range(trial.futures):
        try:
            play = organization.play or simulate
            outcome = Outcome(organization, play(organization.blueprint, situation.seed, future))
            numbers.append(read(outcome, trial.asked))
        except Exception as error:
            where = f"{trial.told.name}, {name}, situation {situation.number}, future {future}"
            raise SimulationError(f"{where}: {type(error).__name__}: {error}") from error
        cost.append(metric_named("cost").measure(outcome).total())
        hours.append(ledger_totals(outcome))
    booked = {
        account: [one[account] / 60.0 for one in hours] for account in hours[0] if not account.startswith("item.")
    }
    return {"numbers": numbers, "cost": cost, "hours": booked}
