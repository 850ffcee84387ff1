"""Parameters in a change: those of how people and teams work may change with the design; those of the world stay.

What stays is what two designs are compared by, or what acts only before the run begins.
"""

from collections.abc import Iterator

from orgsim.scenario.document import Document
from orgsim.scenario.names import Data, mapping
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.problems import NodePath, Problem

SECTIONS_THAT_STAY = {
    "launches": "what launches meet belongs to the market, which is the same for all designs",
    "products": "what products earn and cost belongs to the market, which is the same for all designs",
    "money": "designs are compared at the same prices throughout",
}
"""Groups of parameters that no change may touch, and why."""

BEFORE_THE_RUN = "it acts only on what there is when the run begins"
SCALE_OF_SKILLS = "it belongs to the scale on which skills are measured, which stays"

PARAMETERS_THAT_STAY = {
    "judgement.skill_effect": SCALE_OF_SKILLS,
    "staffing.skill_spread": SCALE_OF_SKILLS,
    "capabilities.inherited_share": BEFORE_THE_RUN,
    "capabilities.inherited_twice": BEFORE_THE_RUN,
    "ties.informal_probability": BEFORE_THE_RUN,
    "careers.quarters_served": BEFORE_THE_RUN,
}
"""Single parameters that no change may touch, and why."""


def reason_to_stay(group: str, name: str) -> str | None:
    """Return why a parameter may not change; None when it may."""
    return SECTIONS_THAT_STAY.get(group) or PARAMETERS_THAT_STAY.get(f"{group}.{name}")


def parameters_that_stay(base: Document, patch: Document) -> list[Problem]:
    """Return a problem for every parameter that a change states, or takes back, and that has to stay."""
    before = mapping(mapping(base.data).get("parameters"))
    if "parameters" not in mapping(patch.data):
        return []
    stated = patch.data["parameters"]
    found = []
    for group, name, spot in _touched(before, stated):
        if reason := reason_to_stay(group, name):
            message = f"`{group}.{name}` cannot change during the run: {reason}; state it outside `changes`"
            found.append(Problem("E332", message, spot, patch.place(spot)))
    return found


def _touched(before: Data, stated: object) -> Iterator[tuple[str, str, NodePath]]:
    """Yield the group, the name and the place of every parameter that a change states, or takes back by `null`."""
    whole = stated is None
    for group, values in (before if whole else mapping(stated)).items():
        if group not in Parameters.model_fields:
            continue
        taken_back = whole or values is None
        for name in mapping(before.get(group)) if taken_back else mapping(values):
            at: NodePath = ("parameters",) if whole else ("parameters", group)
            yield group, str(name), at if taken_back else (*at, str(name))
