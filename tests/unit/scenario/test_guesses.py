"""Guesses in a scenario: checked by name, of no effect on a run, and about the baseline only."""

from pathlib import Path

import pytest
from tests.conftest import Write

from orgsim.results.plan import make_plan
from orgsim.scenario.design import load_design
from orgsim.scenario.diff import difference
from orgsim.scenario.problems import ScenarioError

GUESSES = "guesses: {owners: {search-a: {pm-1: 2.0, pm-3: 1.0}}}\n"
BASE = "extends: small.yaml\nname: base\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "guesses: {owners: {serch-a: {pm-1: 1.0, pm-2: 1.0}}}",
            "there is no team 'serch-a' (did you mean 'search-a'?)",
        ),
        ("guesses: {owners: {search-a: {pm-1: 1.0, pm-9: 1.0}}}", "there is no post 'pm-9'"),
        ("guesses: {owners: {search-a: {pm-1: 0.0}}}", "E202 guesses.owners.search-a.pm-1"),
        ("guesses: {related: 1.0}", "guesses.related"),
        ("guesses: {related: 3.0}", "there is no `related` here"),
        ("guesses: {owner: {}}", "unknown key 'owner' (did you mean 'owners'?)"),
        ("changes: [{guesses: {owners: {}}}]", "unknown key 'guesses'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(write: Write, text: str, said: str) -> None:
    """Names must exist, weights be above 0, and a guess be about something that the scenario states; a change has none."""
    with pytest.raises(ScenarioError) as error:
        load_design(write(f"{BASE}{text}\n"))
    assert said.replace("E202 ", "") in str(error.value)
    assert "design.yaml:3:" in str(error.value)


def test_a_single_owner_is_doubted(write: Write) -> None:
    """One plausible owner leaves nothing open."""
    design = load_design(write(f"{BASE}guesses: {{owners: {{search-a: {{pm-1: 1.0}}}}}}\n"))
    assert [problem.code for problem in design.warnings] == ["W413"]


def test_guesses_change_no_result(write: Write) -> None:
    """The key under which results are stored, a hash of everything that decides them, is the same; and `diff` finds nothing."""
    plain = make_plan([write(BASE, "plain.yaml")], replications=1)
    guessed = make_plan([write(BASE + GUESSES)], replications=1)
    assert guessed.organizations[0].design.baseline.guesses is not None
    assert guessed.keys == plain.keys
    before, after = (plan.organizations[0].design.baseline for plan in (plain, guessed))
    assert difference(before, after).empty


def test_a_change_may_close_who_could_own_a_team(write: Write) -> None:
    """Guesses are about the baseline: what a change closes, moves or gives to others does not make them wrong."""
    change = "changes: [{posts: {pm-3: null}, teams: {billing-a: {owner: pm-4}}}]\n"
    design = load_design(write(BASE + GUESSES + change))
    assert design.warnings == ()
    assert design.stages[0].scenario.guesses is not None
    assert design.stages[1].scenario.guesses is None


def test_a_design_that_extends_another_without_a_post_loses_guesses_about_it(write: Write, tmp_path: Path) -> None:
    """A file that takes a post or a team out from the start is not blamed for the guesses of the file it extends."""
    guesses = "guesses: {owners: {search-a: {pm-1: 1.0, pm-2: 1.0, pm-3: 1.0}, search-b: {pm-2: 1.0, pm-3: 1.0}}}\n"
    write(BASE + guesses, "guessed.yaml")
    text = "extends: guessed.yaml\nposts: {pm-3: null}\nteams: {billing-a: null, search-b: null}\n"
    found = load_design(write(text)).baseline.guesses
    assert found is not None
    assert found.owners == {"search-a": {"pm-1": 1.0, "pm-2": 1.0}}
