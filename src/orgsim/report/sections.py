"""The sections of the report, in the order of a reader who has ten minutes: designs, outcomes, people, futures, assumptions."""

from collections.abc import Iterator

from orgsim.report.assumptions import assumptions, limits
from orgsim.report.blocks import Section
from orgsim.report.designs import designs
from orgsim.report.futures import futures
from orgsim.report.given import Given
from orgsim.report.outcomes import outcomes, transition
from orgsim.report.people import affected, hours
from orgsim.report.reasons import drivers, headroom, reasons
from orgsim.report.twice import done_twice


def sections(given: Given) -> Iterator[Section]:
    """Yield every section that these results have something for."""
    if given.extras.headroom:
        yield headroom(given.extras.headroom)
    yield designs(given)
    yield outcomes(given)
    if given.extras.reasons:
        yield reasons(given)
    if given.shown.lineup.alternatives:
        yield transition(given)
    yield hours(given)
    yield done_twice(given)
    if given.shown.lineup.alternatives:
        yield affected(given)
    if given.extras.flips:
        yield drivers(given)
    yield futures(given)
    yield assumptions(given)
    yield limits(given)
