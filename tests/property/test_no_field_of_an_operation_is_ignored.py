"""Every field of every operation acts: with another value the operation does something else, or is refused."""

import copy
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.conftest import SMALL

from orgsim.scenario.document import Document
from orgsim.scenario.names import Data
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Refused
from orgsim.scenario.operations.doing import done
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.patch import merge
from orgsim.scenario.shipped_files import shipped_roles

SWAPPED = SMALL.replace("owner: pm-2", "owner: pm-x").replace("owner: pm-3", "owner: pm-2").replace("pm-x", "pm-3")
"""The domains of the product managers are not in the order of the file."""

COMPANY = (
    SWAPPED
    + """
related: {pairs: {search: {cloud: 0.9}}, between: 0.1}
ties: {dotted: {dir-a: [dir-b, pm-4]}}
"""
)

MANY: dict[str, list[tuple[Data, Data]]] = {
    "remove_layer": [({"layer": "directors"}, {"layer": 3, "leave": True, "pay": "role"})],
    "insert_layer": [
        (
            {"role": "gpm", "above": "everybody", "span": 2},
            {
                "role": "director",
                "above": {"role": "pm", "domain": "search"},
                "below": "dir-a",
                "heads": "new",
                "pay": "role",
            },
        ),
        ({"role": "gpm", "span": 2, "heads": "new"}, {"by": "evenly", "span": 1}),
    ],
    "close": [({"post": "dir-a"}, {"post": "dir-b", "to": "pm-2", "leave": True, "pay": "role"})],
    "open": [
        (
            {"post": "x", "role": "ppm"},
            {
                "post": "y",
                "role": "pm",
                "under": "dir-a",
                "salary": 99.0,
                "fte": 0.5,
                "vacant": True,
                "owns": ["search-a"],
                "helps": "cloud-a",
                "dotted": "vp",
                "name": "X",
            },
        )
    ],
    "move": [({"post": "dir-a", "under": "dir-b"}, {"post": "pm-1", "under": "pm-6", "alone": True})],
    "promote": [({"post": "pm-1", "role": "gpm"}, {"post": "pm-2", "role": "ppm", "level": "l2", "pay": "same"})],
    "replace": [
        (
            {"post": "pm-1"},
            {
                "post": "pm-2",
                "name": "Ada",
                "skills": {"strategy": 0.9},
                "level": "l",
                "engagement": 0.5,
                "overlap_weeks": 2,
                "vacant_weeks": 3,
            },
        )
    ],
    "merge_groups": [({"heads": ["dir-a", "dir-b"]}, {"heads": ["dir-b", "dir-a"], "leave": True, "pay": "role"})],
    "split_group": [
        (
            {"head": "dir-a"},
            {"head": "dir-b", "reports": "pm-1", "role": "gpm", "heads": "new", "pay": "role"},
        ),
        ({"head": "dir-a", "by": "relatedness"}, {"by": "evenly"}),
    ],
    "merge_domains": [({"domains": ["billing", "cloud"]}, {"domains": ["search", "cloud"], "under": "dir-a"})],
    "split_domain": [
        ({"domain": "billing", "heads": ["dir-a", "pm-1"]}, {"domain": "cloud", "heads": ["dir-a", "dir-b"]})
    ],
    "merge_teams": [({"teams": ["search-a", "search-b"]}, {"teams": ["search-b", "cloud-a"], "owner": "vp"})],
    "split_team": [
        ({"team": "search-a"}, {"team": "cloud-a", "engineers": 2, "owner": "vp", "domain": "cloud", "name": "n"})
    ],
    "move_engineers": [
        ({"number": 2, "from": "search-a", "to": "cloud-a"}, {"number": 3, "from": "search-b", "to": "cloud-b"})
    ],
    "give_teams": [({"teams": ["search-a"], "to": "pm-2"}, {"teams": ["cloud-a"], "to": "vp"})],
    "move_right": [
        (
            {"right": "fund", "to": "vp"},
            {"right": "scope", "level": "approve", "from": "dir-a", "to": "pm-1", "keeps": "consult"},
        ),
        ({"right": "fund", "direction": "up"}, {"direction": "down"}),
    ],
    "give_right": [
        ({"right": "fund", "level": "decide", "to": "vp"}, {"right": "scope", "level": "approve", "to": "pm-1"})
    ],
    "give_hours": [
        (
            {"to": "dir-a", "portfolio": 1.0},
            {
                "to": "pm-1",
                "administration": 1.0,
                "contact": 1.0,
                "desk": 1.0,
                "portfolio": 2.0,
                "product": 1.0,
                "research": 1.0,
            },
        )
    ],
    "add_forum": [({"members": "directors"}, {"members": ["pm-1", "pm-2"], "chair": "vp", "hours": 3.0, "name": "n"})],
    "add_rubric": [({"raters": "dir-a"}, {"raters": "vp"})],
    "add_review": [({"posts": "dir-a"}, {"posts": "vp"})],
    "add_gate": [({"post": "legal"}, {"post": "law", "share": 0.1, "domains": ["search"], "role": "ppm"})],
    "add_dotted": [({"post": "pm-1", "to": "vp"}, {"post": "pm-2", "to": "dir-b", "weight": 2.0})],
    "remove_dotted": [({"post": "dir-a"}, {"post": "dir-b", "to": "pm-4"})],
    "hire": [
        ({"role": "pm"}, {"role": "gpm", "under": "dir-a", "number": 2, "vacant": True, "cost": 10.0}),
        ({"engineers": 3}, {"engineers": 4, "teams": ["search-a"]}),
    ],
    "let_go": [
        ({"post": "pm-1"}, {"post": "pm-2", "to": "vp", "cost": 10.0}),
        ({"engineers": 3}, {"engineers": 4, "teams": ["search-a"]}),
    ],
}
"""For each verb some fields as they may be, and other values of as many fields as there are."""

ELSEWHERE = (
    "form_pods",
    "regroup",
    "merge_lines",
    "flatten",
    "form_platform",
    "second_line",
    "open_across",
    "share_hours",
)
"""Operations whose fields need companies of their own; they have tests by hand."""


@pytest.fixture(scope="module")
def company() -> Data:
    data: Data = merge(shipped_roles(), Document(YAML(typ="safe").load(COMPANY))).data
    return data


def result(company: Data, kind: type[Operation], fields: Data) -> Any:
    """Return all that an operation does, or that it refuses."""
    try:
        patch, _, chart = done(company, kind.model_validate(fields))
    except Refused as refused:
        return refused.message
    return patch, chart.spent, chart.happens


CASES = [(verb, base, other) for verb, pairs in MANY.items() for base, other in pairs]


@pytest.mark.parametrize(("verb", "base", "other"), CASES, ids=[verb for verb, *_ in CASES])
def test_another_value_does_something_else(company: Data, verb: str, base: Data, other: Data) -> None:
    """Each field alone makes a difference."""
    before = copy.deepcopy(company)
    usual = result(company, VERBS[verb], base)
    assert isinstance(usual, tuple), usual
    silent = [field for field, value in other.items() if result(company, VERBS[verb], {**base, field: value}) == usual]
    assert not silent
    assert company == before, "an operation works on a copy"


def test_no_field_is_left_out() -> None:
    """Every field of every verb has another value here."""
    told = {verb: {field for _, other in pairs for field in other} for verb, pairs in MANY.items()}
    fields = {
        verb: {f.alias or name for name, f in kind.model_fields.items()}
        for verb, kind in VERBS.items()
        if verb not in ELSEWHERE
    }
    assert fields.keys() == told.keys()
    assert {verb: names - told[verb] for verb, names in fields.items() if names - told[verb]} == {}
