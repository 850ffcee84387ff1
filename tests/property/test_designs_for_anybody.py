"""Whatever the company: a design of the library fits it at equal cost, or says in a sentence what it needs."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.test_operations import organisations

from orgsim.scenario.design import load_design
from orgsim.scenario.library.applying import all_applied, changes_of
from orgsim.scenario.library.designs import library
from orgsim.scenario.library.writing import scenario_text
from orgsim.scenario.names import Data
from orgsim.scenario.paths import paths_of
from orgsim.scenario.problems import ScenarioError

SAME_COST = 0.02


def is_valid(data: Data) -> bool:
    """Tell whether an organisation may be simulated as it is."""
    try:
        return bool(load_design(data))
    except ScenarioError:
        return False


@settings(max_examples=60, deadline=None)
@given(organisations().filter(is_valid), st.sampled_from(list(library())))
def test_a_design_fits_or_says_what_it_needs(data: Data, name: str) -> None:
    """What is written loads, has the same tops, costs the same, and can be told in text; what is refused has a reason."""
    today = load_design(data)
    fitting, refused = all_applied([library()[name]], today)
    for error in refused:
        assert str(error).startswith(f"{name} does not fit: ") or str(error).startswith(f"{name} cannot be paid for: ")
    for found in fitting:
        design = load_design({"extends": data, "name": name, "changes": changes_of(found)})
        assert abs(found.balance.share) <= SAME_COST
        assert {post for post, entry in design.final.posts.items() if entry.reports_to is None} == {
            post for post, entry in today.final.posts.items() if entry.reports_to is None
        }
        assert all(mean >= 0 for mean in paths_of(design.final).mean.values())
        assert max(map(len, scenario_text(found, "today.yaml").splitlines())) < 10_000
