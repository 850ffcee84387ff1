"""How closely domains belong together: what a scenario may say, what is refused or doubted, and the table it becomes."""

from io import StringIO

import pytest
from ruamel.yaml import YAML
from tests.conftest import SMALL, Make, Write

from orgsim.organization.build import Organization
from orgsim.scenario.design import load_design, spelled_out
from orgsim.scenario.diff import difference
from orgsim.scenario.problems import ScenarioError


def closeness(organization: Organization) -> dict[str, dict[str, float]]:
    """Return the rows of the table by the names of the domains, without those of a domain to itself."""
    names = organization.domains
    table = organization.blueprint.related
    return {
        one: {other: float(table[row, column]) for column, other in enumerate(names) if other != one}
        for row, one in enumerate(names)
    }


def all_alike(value: float) -> dict[str, dict[str, float]]:
    """Return such rows in which all have one closeness."""
    names = ("search", "billing", "cloud")
    return {one: {other: value for other in names if other != one} for one in names}


@pytest.mark.parametrize(
    ("related", "alike"),
    [("null", 1.0), ("{between: 0.3}", 0.3), ("{between: 0}", 0.0), ("{}", 0.0)],
)
def test_all_alike(make: Make, related: str, alike: float):
    """Where nothing is stated all are as close as can be; `between` is the closeness of all that nothing else is said of, 0 by default."""
    organization = make(f"{SMALL}related: {related}\n")
    assert closeness(organization) == all_alike(alike)
    assert organization.blueprint.related.diagonal().tolist() == [0.0, 0.0, 0.0]


def test_pairs_go_before_clusters_and_clusters_before_the_rest(make: Make):
    """A pair holds both ways, whatever its clusters; two domains of a cluster are `within` close, 1 by default; others `between`."""
    text = SMALL + "related:\n  clusters: {all: [search, billing, cloud]}\n  pairs: {cloud: {search: 0.4}}\n"
    usual = {"search": {"billing": 1.0, "cloud": 0.4}, "billing": {"search": 1.0, "cloud": 1.0}}
    assert closeness(make(text)) == {**usual, "cloud": {"search": 0.4, "billing": 1.0}}
    text = SMALL + "related: {clusters: {one: [search, billing]}, within: 0.8, between: 0.1}\n"
    found = closeness(make(text))
    assert found["billing"] == {"search": 0.8, "cloud": 0.1}
    assert found["cloud"] == {"search": 0.1, "billing": 0.1}


def test_the_same_pair_from_both_ends(make: Make):
    """A whole matrix may be stated, as long as it is the same from both ends; either end alone says as much."""
    texts = [
        "{search: {billing: 0.5}}",
        "{billing: {search: 0.5}}",
        "{search: {billing: 0.5}, billing: {search: 0.5}}",
    ]
    found = [make(f"{SMALL}related: {{pairs: {text}, between: 0.2}}\n").blueprint.related.tolist() for text in texts]
    assert found[0] == found[1] == found[2]


def test_a_domain_in_two_clusters(make: Make):
    """A domain that two clusters share is close to the domains of both."""
    found = closeness(make(SMALL + "related: {clusters: {a: [search, billing], b: [search, cloud]}}\n"))
    assert found["search"] == {"billing": 1.0, "cloud": 1.0}
    assert found["billing"] == {"search": 1.0, "cloud": 0.0}


BROKEN = {
    "an unknown domain": ("pairs: {serch: {cloud: 0.1}}", "11: E301 related.pairs.serch", "did you mean 'search'?"),
    "an unknown partner": (
        "pairs: {search: {clod: 0.1}}",
        "26: E301 related.pairs.search.clod",
        "there is no domain 'clod' (did you mean 'cloud'?)",
    ),
    "an unknown member": (
        "clusters: {a: [search, clod]}",
        "26: E301 related.clusters.a[1]",
        "there is no domain 'clod' (did you mean 'cloud'?)",
    ),
    "a domain and itself": (
        "pairs: {search: {search: 1}}",
        "28: E312 related.pairs.search.search",
        "'search' is related to itself",
    ),
    "a contradiction": (
        "pairs: {search: {cloud: 0.1}, cloud: {search: 0.2}}",
        "49: E314 related.pairs.cloud.search",
        "how close 'search' and 'cloud' are is stated twice, as 0.1 and as 0.2",
    ),
    "too close": ("pairs: {search: {cloud: 1.1}}", "27: E204 related.pairs.search.cloud", "must be at most 1, got 1.1"),
    "less than nothing": ("between: -0.1", "12: E204 related.between", "must be at least 0, got -0.1"),
    "no number": ("within: close", "11: E203 related.within", 'expected a number, got "close"'),
    "a cluster of one": ("clusters: {a: [search]}", "14: E209 related.clusters.a", "needs at least 2 entries"),
    "twice in a cluster": (
        "clusters: {a: [cloud, cloud]}",
        "25: E315 related.clusters.a[1]",
        "'cloud' is listed twice",
    ),
    "an unknown key": ("inside: 1", "3: E101 related", "allowed: between, clusters, pairs, within"),
}


@pytest.mark.parametrize(("text", "place", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_refused(write: Write, text: str, place: str, message: str):
    """Every mistake is told with its line and column, with what was found and what is allowed."""
    with pytest.raises(ScenarioError) as caught:
        load_design(write(f"{SMALL}related:\n  {text}\n"))
    (problem,) = (problem for problem in caught.value.problems if problem.is_error)
    assert f"design.yaml:26:{place}" in problem.text()
    assert message in problem.message


DOUBTED = {
    "within without clusters": ("{within: 0.5, between: 0.5}", ("W411", "within")),
    "within of pairs that are stated": (
        "{clusters: {a: [search, cloud]}, pairs: {cloud: {search: 0.5}}, within: 0.5, between: 0.1}",
        ("W411", "within"),
    ),
    "between of nobody": ("{clusters: {all: [search, billing, cloud]}, between: 0.5}", ("W411", "between")),
    "a domain that is left out": ("{clusters: {a: [search, cloud]}}", ("W412", "billing")),
}


@pytest.mark.parametrize(("related", "doubt"), DOUBTED.values(), ids=DOUBTED.keys())
def test_what_is_doubted(write: Write, related: str, doubt: tuple[str, str]):
    """A closeness that no two domains have says nothing, and a domain of which nothing is said is close to none."""
    (warning,) = load_design(write(f"{SMALL}related: {related}\n")).warnings
    assert warning.code == doubt[0]
    assert doubt[1] in warning.text()


def test_it_is_the_markets(write: Write):
    """A change that would make other domains belong together is refused: designs differ, the market does not."""
    text = SMALL + "changes:\n  - {name: closer, related: {between: 0.5}}\n"
    with pytest.raises(ScenarioError, match=r"E101 changes\[0\]\.related: unknown key 'related'"):
        load_design(write(text))


STATED = "related:\n  clusters: {a: [search, cloud]}\n  between: 0.1\n  pairs: {billing: {cloud: 0.7}}\n"


def test_what_is_printed_is_the_same_scenario(write: Write):
    """A scenario that is written out and read again is the same, without new doubts; so is one that says nothing."""
    for text in (SMALL, SMALL + STATED):
        design = load_design(write(text))
        out = StringIO()
        YAML().dump(spelled_out(design.baseline, exclude_none=True), out)
        again = load_design(write(out.getvalue(), "again.yaml"))
        assert again.resolved() == design.resolved()
        assert again.warnings == design.warnings == ()


def test_what_differs_is_told(write: Write):
    """The difference of two scenarios names every closeness that differs."""
    before, after = (load_design(write(text)).baseline for text in (SMALL, SMALL + STATED))
    found = difference(before, after).other
    assert found["related.clusters.a"] == (None, ["search", "cloud"])
    assert found["related.pairs.billing.cloud"] == (None, 0.7)
    assert found["related.between"] == (None, 0.1)


def test_what_is_extended_may_say_more(make: Make, write: Write):
    """A file that extends another adds to what that says of domains, and a single value may be set."""
    write(SMALL + STATED, "first.yaml")
    text = "extends: first.yaml\nrelated: {pairs: {billing: {search: 0.6}}}\n"
    found = closeness(make(text, "related.within=0.9"))
    assert found["billing"] == {"search": 0.6, "cloud": 0.7}
    assert found["cloud"] == {"search": 0.9, "billing": 0.7}


def test_domains_that_are_acquired(make: Make, write: Write):
    """What the acquired say of their domains stays behind with a word; ours may say how close they are to ours."""
    write(
        SMALL.replace("objectives: {growth: 3,", "objectives: {growth: 2,") + "related: {between: 0.3}\n", "other.yaml"
    )
    text = SMALL + "events: [{kind: acquisition, organisation: other.yaml, reports_to: vp}]\n"
    organization = make(text + "related: {pairs: {other-search: {search: 0.6}}, between: 0.2}\n")
    assert any(warning.message.endswith("not related") for warning in organization.design.warnings)
    assert closeness(organization)["other-search"]["search"] == 0.6
    assert closeness(organization)["other-search"]["other-cloud"] == 0.2
