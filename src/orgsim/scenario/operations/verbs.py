"""Every operation by the verb that it is called by."""

from orgsim.scenario.operations.base import Operation, verb_of
from orgsim.scenario.operations.domains import MergeDomains, SplitDomain
from orgsim.scenario.operations.flattening import Flatten
from orgsim.scenario.operations.groups import InsertLayer, MergeGroups, RemoveLayer, SplitGroup
from orgsim.scenario.operations.joining import MergeLines
from orgsim.scenario.operations.people import Hire, LetGo, Replace
from orgsim.scenario.operations.platform import FormPlatform
from orgsim.scenario.operations.pods import FormPods
from orgsim.scenario.operations.posts import Close, Move, Open, Promote
from orgsim.scenario.operations.practices import AddDotted, AddForum, AddGate, AddReview, AddRubric, RemoveDotted
from orgsim.scenario.operations.reaching import OpenAcross, SecondLine, ShareHours
from orgsim.scenario.operations.regrouping import Regroup
from orgsim.scenario.operations.rights import GiveHours, GiveRight, MoveRight
from orgsim.scenario.operations.teams import GiveTeams, MergeTeams, MoveEngineers, SplitTeam

VERBS: dict[str, type[Operation]] = {
    verb_of(kind): kind
    for kind in (
        RemoveLayer,
        InsertLayer,
        FormPods,
        Close,
        Open,
        Move,
        Promote,
        Replace,
        MergeGroups,
        SplitGroup,
        MergeDomains,
        SplitDomain,
        MergeTeams,
        SplitTeam,
        MoveEngineers,
        GiveTeams,
        MoveRight,
        GiveRight,
        GiveHours,
        AddForum,
        AddRubric,
        AddReview,
        AddGate,
        AddDotted,
        RemoveDotted,
        Regroup,
        MergeLines,
        Flatten,
        FormPlatform,
        SecondLine,
        OpenAcross,
        ShareHours,
        Hire,
        LetGo,
    )
}
"""The verbs in the order of the documentation."""
