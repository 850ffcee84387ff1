"""Every operation by the verb that it is called by."""

from orgsim.scenario.operations.base import Operation, verb_of
from orgsim.scenario.operations.layers import RemoveLayer
from orgsim.scenario.operations.pods import FormPods
from orgsim.scenario.operations.posts import Close, Move, Open, Promote
from orgsim.scenario.operations.practices import AddDotted, AddForum, AddGate, AddReview, AddRubric, RemoveDotted

VERBS: dict[str, type[Operation]] = {
    verb_of(kind): kind
    for kind in (
        RemoveLayer,
        FormPods,
        Open,
        Close,
        Move,
        Promote,
        AddForum,
        AddRubric,
        AddReview,
        AddGate,
        AddDotted,
        RemoveDotted,
    )
}
"""The verbs in the order of the documentation."""
