"""Nobody is left with a single report where that can be helped, vacant posts do not lead, and what cannot be had is said. By hand."""

from typing import Any

import pytest

from orgsim.scenario.document import Document
from orgsim.scenario.names import Data
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.dividing import filled, matched
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.patch import merge
from orgsim.scenario.shipped_files import shipped_roles

CLOSE = {"a": {"b": 0.9}, "c": {"d": 0.9}, "e": {"f": 0.9}}


def company(branches: dict[str, str], **fields: Any) -> Chart:
    """Return a head over directors, each over the owners of domains that are named by letters: ``{"x": "abc"}``."""
    names = [(branch, letter) for branch, letters in branches.items() for letter in letters]
    posts: Data = {"head": {"role": "cpo"}}
    posts |= {f"dir-{branch}": {"role": "director", "reports_to": "head"} for branch in branches}
    posts |= {f"pm-{letter}": {"role": "pm", "reports_to": f"dir-{branch}"} for branch, letter in names}
    text = {
        "objectives": {"growth": 1},
        "domains": {letter: {} for _, letter in names},
        "related": {
            "between": 0.1,
            "pairs": {one: CLOSE[one] for one in CLOSE if {one, *CLOSE[one]} <= {d for _, d in names}},
        },
        "teams": {f"t-{letter}": {"domain": letter, "engineers": 4, "owner": f"pm-{letter}"} for _, letter in names},
        "posts": posts,
    } | fields
    return Chart(merge(shipped_roles(), Document(text)).data)


def act(chart: Chart, verb: str, **fields: Any) -> str:
    """Do an operation, and return what it says."""
    return VERBS[verb].model_validate(fields).act(chart)


def spans(chart: Chart) -> dict[str, list[str]]:
    """Return who reports to each superior, without the kind of the post."""
    return {head: [post.removeprefix("pm-") for post in posts] for head, posts in chart.below().items()}


def test_small_lines_join_those_that_are_small_too() -> None:
    """Two directors with one pod each become one with two; the third, with two product managers, stays as it is."""
    chart = company({"x": "abc", "y": "def", "z": "gh"})
    act(chart, "form_pods", span=4, fewest=3, by="relatedness")
    assert len(chart.reports("dir-x")) == len(chart.reports("dir-y")) == 1
    said = act(chart, "merge_lines")
    assert said == "dir-x, left with pm-a, hands over to dir-y and closes"
    assert spans(chart)["head"] == ["dir-y", "dir-z"]
    assert sorted(chart.reports("dir-y")) == ["pm-a", "pm-d"]


def test_a_vacant_head_closes_first() -> None:
    """Of two directors with a pod each, the one whose post nobody holds goes."""
    chart = company({"x": "abc", "y": "def", "z": "gh"})
    chart.posts["dir-y"]["vacant"] = True
    act(chart, "form_pods", span=4, fewest=3)
    act(chart, "merge_lines")
    assert "dir-y" not in chart.posts
    assert "dir-x" in chart.posts


def test_two_small_lines_go_up() -> None:
    """One of two directors would leave the head with a single report; so both pods report to the head, who decides what they decided."""
    chart = company({"x": "abc", "y": "def"})
    act(chart, "form_pods", span=4, fewest=3)
    act(chart, "merge_lines")
    assert spans(chart)["head"] == ["a", "d"]
    assert chart.posts["head"]["rights"]["fund"] == "decide"


def test_what_cannot_be_merged_says_so() -> None:
    """Without going up, both directors keep their pod, and the sentence says the number and why."""
    chart = company({"x": "abc", "y": "def"})
    act(chart, "form_pods", span=4, fewest=3)
    said = act(chart, "merge_lines", up=False)
    assert said.startswith("dir-x keeps 1 report, since nobody near has room within 9; dir-y keeps 1 report")
    assert "dir-x" in chart.posts


def test_lines_that_are_large_enough_stay() -> None:
    """Nothing happens where every head leads two."""
    assert act(company({"x": "ab", "y": "cd"}), "merge_lines") == "every head leads 2 or more, so all lines stay"


def test_a_pod_gets_no_second_head() -> None:
    """Who leads product managers beside an own product, or with the role of the heads, leads a pod already."""
    chart = company({"x": "abc", "y": "def"})
    chart.posts["dir-x"]["role"] = "gpm"
    chart.teams["t-f"]["owner"] = "dir-y"
    said = act(chart, "form_pods", span=4, fewest=2)
    assert said == "dir-x and dir-y lead a pod already."
    assert spans(chart)["dir-x"] == ["a", "b", "c"]


def test_a_vacant_post_leads_no_pod() -> None:
    """It has most engineers, but nobody holds it."""
    chart = company({"x": "abc"})
    chart.teams["t-a"]["engineers"] = 9
    chart.posts["pm-a"]["vacant"] = True
    act(chart, "form_pods", span=4, fewest=3)
    assert chart.reports("pm-b") == ["pm-a", "pm-c"]


def company_like(chart: Chart) -> Chart:
    """Return a company with the teams of another one, before its pods."""
    fresh = company({"x": "acebdf"})
    fresh.data["teams"] = chart.data["teams"]
    return fresh


def test_pods_of_domains_of_their_own_go_by_relatedness() -> None:
    """Nobody shares a domain, so a and b, c and d, e and f are pods; the sentence says so. With domains in common it counts."""
    chart = company({"x": "acebdf"})
    said = act(chart, "form_pods", span=1, by="domain")
    assert "every product is a domain of its own, so related domains come together" in said
    assert {frozenset((head, *posts)) for head, posts in spans(chart).items() if head.startswith("pm-")} == {
        frozenset({"pm-a", "b"}),
        frozenset({"pm-c", "d"}),
        frozenset({"pm-e", "f"}),
    }
    shared = company({"x": "acebdf"})
    shared.teams["t-f"]["domain"] = "a"
    assert "4 of 6 products are domains of their own" in act(shared, "form_pods", span=1, by="domain")
    shared.teams["t-d"]["domain"] = "b"
    assert "of their own" not in act(company_like(shared), "form_pods", span=1, by="domain")


def test_pods_of_two_are_said() -> None:
    """Five members and a span of four are three and two, so one head leads only one."""
    assert act(company({"x": "abcde"}), "form_pods", span=4, by="evenly").endswith("; pm-d leads one only.")


def test_directors_of_domains_of_their_own_go_by_relatedness() -> None:
    """Six domains would be six directors with one report each; instead three pairs come under the three who are there."""
    chart = company({"x": "ace", "y": "bd", "z": "f"})
    said = act(chart, "regroup", by="domain", fewest=2, most=5)
    assert said.endswith("every product is a domain of its own, so related domains come together")
    assert sorted(map(sorted, (spans(chart)[f"dir-{name}"] for name in "xyz"))) == [["a", "b"], ["c", "d"], ["e", "f"]]


@pytest.mark.parametrize(
    ("groups", "largest", "expected"),
    [
        (["aA", "bB", "c"], 3, ["aA", "bBc"]),  # joins the closest with room
        (["aA", "bB", "c"], 2, ["aA", "bB", "c"]),  # nobody has room, and nobody can spare one
        (["abB", "c"], 9, ["aB", "cb"]),  # two lines stay two, so one comes
    ],
)
def test_small_groups_are_filled(groups: list[str], largest: int, expected: list[str]) -> None:
    """A single one joins those to whom it is closest; here c is close to b."""
    near = {frozenset("cb"): 1.0, frozenset("cB"): 0.5}
    found = filled(
        [list(group) for group in groups], 2, largest, lambda one, other: near.get(frozenset((one, other)), 0.0)
    )
    assert ["".join(group) for group in found] == expected


def test_vacant_heads_are_matched_last() -> None:
    """The vacant x has most of the group, and y gets it; without y, x does."""
    leads = {"x": ["p", "q"], "y": ["r"]}
    assert matched([["p", "q", "r"]], leads) == ["x"]
    assert matched([["p", "q", "r"]], leads, ["x"]) == ["y"]
    assert matched([["p", "q", "r"]], {"x": ["p"]}, ["x"]) == ["x"]


def test_flat_says_whom_it_keeps_and_why() -> None:
    """Six owners and at most four each take two heads, and the vacant one of three closes."""
    chart = company({"x": "ab", "y": "cd", "z": "ef"})
    chart.posts["dir-x"]["vacant"] = True
    said = act(chart, "flatten", widest=4)
    assert said.endswith("kept 2 heads, dir-y and dir-z, so that nobody leads more than 4 of 6 owners of products")
    assert "dir-x" not in chart.posts
    few = act(company({"x": "abcdefgh"}), "flatten", widest=3)
    assert few.endswith("nobody but one head could lead some of 8 owners of products, so that the top leads all")


def test_flat_says_where_heads_are_too_few() -> None:
    """Two heads for eight owners at three each are one head short."""
    said = act(company({"x": "abcd", "y": "efgh"}), "flatten", widest=3)
    assert said.endswith(
        "kept 2 heads, dir-x and dir-y, all there are; for 8 owners of products they are too few to lead at most 3 each"
    )


# platforms


def test_a_platform_names_itself() -> None:
    """The owner of f says so by the name of the team, that of c by the name of the post; they are the platform, close or not."""
    chart = company({"x": "abc", "y": "def"})
    chart.teams["t-f"]["name"] = "Dev-Experience"
    chart.posts["pm-c"]["name"] = "Product Manager, Data Platform"
    said = act(chart, "form_platform", share=0.4, words=["platform", "dev experience"])
    assert said.startswith(
        "pm-c and pm-f under director-c, a platform by their own names (platform, dev experience), with"
    )


def test_the_head_of_a_platform_names_itself() -> None:
    """Nobody below is named so, but a director is: the own products are the platform, and the director leads it."""
    chart = company({"x": "abc", "y": "def"})
    chart.posts["dir-y"]["name"] = "Director, Payments and Platform"
    said = act(chart, "form_platform", share=0.4, words=["platform"])
    assert said.startswith(
        "pm-d and pm-e under dir-y, a platform by the name of who leads them (platform), with dotted lines to dir-x"
    )


def test_a_platform_without_a_name_is_what_is_closest() -> None:
    """The sentence says that nothing is named so; with no words at all there is nothing to say."""
    said = act(company({"x": "abc", "y": "def"}), "form_platform", share=0.4, words=["platform"])
    assert "closest to all other domains, since nothing is named a platform" in said
    assert "since" not in act(company({"x": "abc", "y": "def"}), "form_platform", share=0.4)


def test_a_single_name_is_filled_up() -> None:
    """Only c is named so. With a director of that name the own products come beside it, else what is closest to all."""
    chart = company({"x": "abc", "y": "def"})
    chart.posts["pm-c"]["name"] = "Data Platform"
    said = act(chart, "form_platform", share=0.4, words=["platform"])
    assert "pm-c and pm-a under" in said
    assert "by their own names (platform), and pm-a as closest to all other domains" in said
    named = company({"x": "abc", "y": "def"})
    named.posts["pm-c"]["name"] = "Data Platform"
    named.posts["dir-y"]["name"] = "Director, Infrastructure"
    said = act(named, "form_platform", share=0.4, words=["platform", "infrastructure"])
    assert said.startswith(
        "pm-c and pm-d under dir-y, a platform by their own names or that of who leads them (platform, infrastructure)"
    )


def test_a_larger_share_is_a_larger_platform() -> None:
    """A quarter of eight are two, and half of them four."""
    sizes = []
    for share in (0.25, 0.5):
        chart = company({"x": "abcd", "y": "efgh"})
        act(chart, "form_platform", share=share)
        sizes.append(len(chart.reports(str(chart.above("pm-a")))))
    assert sizes == [2, 4]


def test_a_platform_closes_nobody_who_led_nobody() -> None:
    """An assistant without products and reports stays."""
    chart = company({"x": "abc", "y": "def"})
    chart.posts["assistant"] = {"role": "ppm", "reports_to": "head"}
    act(chart, "form_platform", share=0.4)
    assert "assistant" in chart.posts


def test_a_platform_leaves_nobody_with_one_report() -> None:
    """Domain a is closest to all, but its director would keep only b; of four and three, c to f can be spared."""
    chart = company({"x": "ab", "y": "cde", "z": "fgh"}, related={"between": 0.1, "pairs": {"a": {"c": 0.9, "f": 0.9}}})
    act(chart, "form_platform", share=0.15)
    assert min(len(posts) for posts in chart.below().values()) >= 2


def test_words_have_two_letters() -> None:
    """A word of one letter would be in any name."""
    with pytest.raises(ValueError, match="at least 2"):
        VERBS["form_platform"].model_validate({"words": ["a"]})


def test_nobody_to_merge_is_no_mistake_but_nobody_to_group_is() -> None:
    """Too few for pods is refused with the number."""
    with pytest.raises(Refused, match="no superior has at least 5"):
        act(company({"x": "ab"}), "form_pods", span=4)


@pytest.mark.parametrize(
    ("base", "other"), [({}, {"fewest": 3}), ({}, {"most": 2}), ({"most": 2}, {"most": 2, "up": False})]
)
def test_every_field_of_merging_acts(base: Data, other: Data) -> None:
    """A director with one pod stands beside two with two reports each: another value of a field gives another company."""

    def merged(fields: Data) -> dict[str, list[str]]:
        chart = company({"x": "abc", "y": "de", "z": "gh"})
        act(chart, "form_pods", span=4, fewest=3)
        act(chart, "merge_lines", **fields)
        return spans(chart)

    assert merged(base) != merged(other)
