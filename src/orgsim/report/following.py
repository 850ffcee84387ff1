"""The simulated futures behind a number: which one is typical, which is extreme, and what happened in those of the leading metric."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from orgsim.errors import InputError
from orgsim.explain.choosing import WAYS, Choice, chosen
from orgsim.explain.digest import Digest, digest
from orgsim.explain.future import check_same, organization_of
from orgsim.explain.watch import watched
from orgsim.explain.words import Tongue
from orgsim.organization.build import Organization
from orgsim.report.verdicts import Asked, findings
from orgsim.results.comparison import Results

MOST_FOLLOWED = 3
"""Of so many alternatives at most, the most promising first, futures are replayed: a replay takes several times as long as a run."""


@dataclass(frozen=True)
class Followed:
    """A future that was replayed: of the baseline and an alternative, or of a single design."""

    names: tuple[str, ...]
    choice: Choice
    digest: Digest


def pair(baseline: str, design: str) -> tuple[str, ...]:
    """Return what a future of a design is told with: the baseline and the design, or the baseline alone."""
    return (baseline,) if design == baseline else (baseline, design)


def behind(results: Results, metric: str, names: tuple[str, ...]) -> tuple[Choice, Choice] | None:
    """Return the typical future of a number and the extreme one, which lies furthest from the median; None without any value."""
    try:
        typical, best, worst = (chosen(results, way, metric, names) for way in WAYS)
    except InputError:
        return None
    return typical, max((worst, best), key=lambda one: abs(one.value - one.median))


def to_follow(asked: Asked) -> list[tuple[tuple[str, ...], Choice]]:
    """Return the futures to replay: the typical and the extreme one of the leading metric, of the most promising alternatives."""
    promising = [one.design for one in findings(asked, [])][:MOST_FOLLOWED] or [asked.baseline]
    pairs = [pair(asked.baseline, design) for design in promising]
    found: dict[tuple[tuple[str, ...], int], Choice] = {}
    for names in pairs:
        for choice in behind(asked.results, asked.lead, names) or ():
            found.setdefault((names, choice.replication), choice)
    return [(names, choice) for (names, _), choice in found.items()]


def follow(
    results: Results, futures: Sequence[tuple[tuple[str, ...], Choice]], tell: Callable[[int], None]
) -> Iterator[Followed]:
    """Replay some futures and yield what happened in them; `tell` is told how many are done.

    Raises
    ------
    OrgsimError
        When a replay is not the future that was simulated, as when another version of the model wrote the results.
    """
    made: dict[str, Organization] = {}
    for place, (names, choice) in enumerate(futures):
        made |= {name: organization_of(results, name) for name in names if name not in made}
        yield Followed(names, choice, digest([_replayed(made[name], results, choice.replication) for name in names]))
        tell(place + 1)


def _replayed(organization: Organization, results: Results, number: int) -> Tongue:
    """Return what a future of a design is told with."""
    state, log = watched(organization, results.seed, number)
    check_same(organization, state, results, number)
    return Tongue(organization, log)
