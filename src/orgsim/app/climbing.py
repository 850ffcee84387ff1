"""Careers on a ladder while you look: how soon people are promoted out of each level, and how many there are, now and ten years on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgsim.app.levers import Lever
from orgsim.careers.outcomes import in_tracks, over_futures, survival
from orgsim.careers.plan import CareerPlan, plan_careers
from orgsim.careers.simulation import CareerResults, simulate_careers
from orgsim.errors import InputError
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR, Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import ladder_of, load_ladder
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.ladder.shipped import ladder_path, policy_names
from orgsim.scenario.model import Scenario
from orgsim.scenario.ranges import levels
from orgsim.scenario.register import Entry, ladder_register, register
from orgsim.scenario.shipped_files import shipped_ladders
from orgsim.sensitivity.settings import DOUBT, Doubt

QUARTERS = 40
"""Ten years."""
FUTURES = 100
SOON = 12
"""Quarters within which a promotion is soon: three years."""

OFFERED = (
    ("ladder.growth", "Growth", ("shrinks", "grows fast")),
    ("parameters.staffing.attrition_rate", "People who leave", ("few", "many")),
    ("ladder.outside_factor", "Seats filled from outside", ("few", "many")),
    ("parameters.careers.transfer", "Skill that carries over", ("a new trade", "the same trade")),
    ("parameters.careers.rating_noise", "Error of ratings", ("clear", "hazy")),
)
"""Numbers that are levers, with their titles and the meanings of their ends."""
GROWTH = (-0.05, 0.25)
"""Ends of the lever of growth, share a year: a choice of the company, not a doubt."""


def ladder_levers() -> list[Lever]:
    """Return the levers of a ladder."""
    entries = {entry.path: entry for entry in (*register(), *ladder_register())}
    return [Lever(path, title, ends, _doubt(entries[path])) for path, title, ends in OFFERED]


def _doubt(entry: Entry) -> Doubt:
    low, high = GROWTH if entry.path == "ladder.growth" else levels(entry, DOUBT)
    return Doubt(entry, entry.default, low, high)


def ladders(scenario: Scenario) -> dict[str, Ladder]:
    """Return the ladders that can be looked at: the company's own first, then those that come with orgsim."""
    own = ladder_of(scenario.ladder) if scenario.ladder else None
    shipped = {name: load_ladder(ladder_path(name)) for name in sorted(shipped_ladders())}
    return ({own.name: own} if own else {}) | {
        name: one for name, one in shipped.items() if not own or name != own.name
    }


def policies(ladder: Ladder) -> list[str]:
    """Return the policies that fit a ladder as it is, its own first; those that need labels on people are left out."""
    found = [ladder.policy.name]
    for name in policy_names():
        try:
            planned(ladder, name, {})
        except InputError:
            continue
        found += [name] if name not in found else []
    return found


def planned(ladder: Ladder, policy: str, settings: Mapping[str, float]) -> CareerPlan:
    """Lay a ladder out under a policy and the levers, `settings` by path in the register.

    Raises
    ------
    InputError
        When the policy does not fit the ladder.
    """
    stated = ladder.policy.settings if policy == ladder.policy.name else {}
    values = {path.rpartition(".")[2]: value for path, value in settings.items()}
    return plan_careers(ladder, policy_named(policy, stated), settings_from(values), QUARTERS)


@dataclass(frozen=True)
class Step:
    """One level: people at the start and at the end, years until half are promoted (infinite: fewer are), and the share promoted soon."""

    level: str
    title: str
    track: str
    start: float
    end: float
    years: float
    soon: float


@dataclass
class Climb:
    """What one browser has on its page of ladders."""

    ladder: str = ""
    policy: str = ""
    positions: dict[str, int] = field(default_factory=dict)
    """Where levers stand that were moved, by path."""


def climb(plan: CareerPlan, futures: int) -> list[Step]:
    """Simulate careers and return what becomes of each level, track by track and low rungs first."""
    results = simulate_careers(plan, replications=futures)
    return [_step(results, level) for level in in_tracks(results, plan.levels)]


def _step(results: CareerResults, level: str) -> Step:
    plan, row = results.plan, results.plan.row(level)
    heads, out = results.series["heads"][:, :, row], survival(results, level)
    about, share = plan.ladder.levels[level], float(out.share[SOON])
    start, end = (over_futures(heads[:, quarter]).mean for quarter in (0, QUARTERS - 1))
    track = plan.ladder.tracks[about.track].title or about.track
    return Step(level, about.title, track, start, end, out.median / QUARTERS_PER_YEAR, 1.0 - share)
