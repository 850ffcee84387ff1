"""What results belong to: hashes that change with what decides results, and with nothing else."""

import ast
from dataclasses import replace
from types import SimpleNamespace

import pytest

from orgsim.scenario.model import Role
from orgsim.studies import stamps
from orgsim.studies.runs import by_team
from orgsim.studies.worlds import company, organized


@pytest.fixture(scope="module")
def design():
    return organized(company(1, 1)).design


def with_stage(design, **update):
    """Return a design whose first stage's scenario has other fields."""
    first = design.stages[0]
    return replace(
        design, stages=(replace(first, scenario=first.scenario.model_copy(update=update)), *design.stages[1:])
    )


def test_a_new_role_changes_no_stamp(design):
    """A role that no post has is left out; one that a post has counts."""
    roles = design.baseline.roles
    more = with_stage(design, roles={**roles, "new": Role.model_validate(roles["pm"].model_dump())})
    dearer = with_stage(design, roles={**roles, "pm": roles["pm"].model_copy(update={"salary": 1.0})})
    assert stamps.organization_hash(more, 1) == stamps.organization_hash(design, 1)
    assert stamps.organization_hash(dearer, 1) != stamps.organization_hash(design, 1)


def test_a_new_parameter_changes_no_stamp_until_a_rule_reads_it(design):
    """A parameter whose name the model's source does not mention is left out; the others count, and so does the seed."""
    resolved = design.resolved()

    def stamp(**parameters):
        stages = [{**stage, "parameters": {**stage["parameters"], **parameters}} for stage in resolved["stages"]]
        return stamps.organization_hash(SimpleNamespace(resolved=lambda: {**resolved, "stages": stages}), 1)

    section = resolved["stages"][0]["parameters"]["staffing"]
    assert stamp(unheard_of={"never_read": 1.0}) == stamp()
    assert stamp(staffing={**section, "never_read": 1.0}) == stamp()
    assert stamp(staffing={**section, "attrition_rate": 0.5}) != stamp()
    assert stamps.organization_hash(design, 2) != stamps.organization_hash(design, 1)


def definitions(text):
    """Return what a module of metrics with this source defines."""
    found = {}
    for node in ast.parse(text).body:
        name = node.name if isinstance(node, ast.FunctionDef) else node.targets[0].id
        found["made", name] = node
    return found


ONE = '''
LEVEL = {level}
def _share(outcome):
    """{words}"""
    return _part(outcome) * LEVEL
def _part(outcome):
    return {part}
def _other(outcome):
    return 1
METRICS = (Metric("share", "a title", "share", "{words}", "higher", None, _share), {more})
'''
SAME = {"level": 1, "words": "said", "part": "outcome.launches", "more": ""}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"words": "said otherwise"}, True),
        ({"more": 'Metric("other", "a new one", "", "", "higher", None, _other)'}, True),
        ({"level": 2}, False),
        ({"part": "outcome.promises"}, False),
    ],
)
def test_a_metric_has_the_stamp_of_its_own_formula(monkeypatch, change, same):
    """Docstrings and other metrics do not count; constants and functions that it leads to do."""
    found = []
    for values in (SAME, SAME | change):
        monkeypatch.setattr(stamps, "_definitions", lambda values=values: definitions(ONE.format(**values)))
        found.append(stamps.formula_hash.__wrapped__("share"))
    assert (found[0] == found[1]) is same


def test_every_metric_has_a_stamp():
    """Each is found in the source, and the launches of teams have one too."""
    from orgsim.metrics.catalog import all_metrics

    assert all(stamps.formula_hash(name) for name in all_metrics())
    assert stamps.source_hash(by_team)


def test_only_metrics_that_patterns_read_are_in_the_stamp_of_futures():
    """The names of what they read stand in their source."""
    read = stamps.names_in("studies/patterns", "studies/calibration")
    assert "portfolio_roi" in read
    assert "sunset" not in read
