"""What a story may vary: the start of its company, within ranges that were written down before any story was run.

The sections of the market and of the company describe a start. Of the parameters only those do which say how a company is, not how strongly
anything acts on anything: a story that could vary effects would fit them.
"""

from collections.abc import Iterator, Sequence

from orgsim.scenario.problems import listed, nearest
from orgsim.scenario.register import register
from orgsim.stories.model import Range

SECTIONS = (
    "demand",
    "domains",
    "teams",
    "posts",
    "initiatives",
    "platforms",
    "objectives",
    "budget",
    "related",
    "ties",
)
"""The sections of a scenario that describe a start."""

PARAMETERS = {
    "parameters.judgement.case_noise": (0.6, 2.4),  # reliability of cases 0.6 to 0.2
    "parameters.judgement.local_interest": (0.25, 0.75),
    "parameters.planning.plan_fill": (0.7, 1.6),
    "parameters.planning.search_radius": (0.1, 0.7),
    "parameters.exceptions.exception_probability": (0.1, 0.35),
    "parameters.delivery.coordination_base": (1.0, 8.0),
    "parameters.delivery.coordination_per_peer": (0.2, 1.0),
    "parameters.capabilities.inherited_share": (0.2, 0.9),
    "parameters.capabilities.inherited_twice": (0.1, 0.6),
    "parameters.attention.ramp_half_weeks": (6.0, 20.0),
    "parameters.beliefs.belief_spread": (0.4, 1.6),
    "parameters.careers.rating_noise": (0.4, 1.3),
    "parameters.staffing.attrition_rate": (0.09, 0.30),  # 9 to 25 % a year; one article starts from high attrition
    "parameters.staffing.engineer_attrition": (0.05, 0.30),
    "parameters.products.escape_share": (0.15, 0.40),
    "parameters.money.engineer_cost": (35.0, 70.0),
}
"""The parameters that describe a start, and how far a story may vary each."""

DESIGN = ("hours", "rights", "role", "reports_to", "helps", "owner", "team", "used_by")
"""What of a post, a team or authored work is a matter of the design."""


def misplaced(one: Range) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the paths of a range: the number of the path, and why."""
    for place, path in enumerate(one.set_):
        if reason := _refused(path, one.range):
            yield place, reason


def _refused(path: str, ends: Sequence[float]) -> str:
    """Say why a path cannot be varied over a range; nothing when it can."""
    first, _, rest = path.partition(".")
    if first == "parameters":
        return _of_parameter(path, ends)
    if first not in SECTIONS:
        return f"'{first}' does not describe a start{nearest(first, SECTIONS)}; a story varies {listed(SECTIONS, 12)}"
    if not rest:
        return f"'{path}' is a whole section: name a value in it"
    if set(rest.split(".")[1:2]) & set(DESIGN):
        return f"'{path}' belongs to a design, not to the start: an arm may change it"
    return ""


def _of_parameter(path: str, ends: Sequence[float]) -> str:
    known = [entry.path for entry in register()]
    if path not in known:
        return f"there is no parameter '{path}'{nearest(path, known)}"
    if path not in PARAMETERS:
        hint = nearest(path, PARAMETERS)
        return f"'{path}' says how strongly something acts, and a story fits no effects{hint}; it may vary {listed(PARAMETERS, 20)}"
    low, high = PARAMETERS[path]
    if ends[0] < low or ends[1] > high:
        return f"the range of '{path}' must lie within {low:g} and {high:g}"
    return ""
