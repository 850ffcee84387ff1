"""Operations that need no names: new lines, fewer heads, a platform, a second line, posts across the company, shared hours. By hand."""

from typing import Any

import pytest

from orgsim.scenario.document import Document
from orgsim.scenario.names import Data
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.doing import done
from orgsim.scenario.operations.selecting import chosen
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.patch import merge
from orgsim.scenario.shipped_files import shipped_roles


def company() -> Data:
    """Return a head over dir-x (owns-a1, owns-b1, owns-c1) and dir-y (owns-a2, owns-b2, owns-c2); domains a and b belong together."""
    owners = [f"{domain}{place}" for place in (1, 2) for domain in "abc"]
    text = {
        "objectives": {"growth": 1},
        "domains": {"a": {}, "b": {}, "c": {}},
        "related": {"pairs": {"a": {"b": 0.9}, "b": {"c": 0.2}}, "between": 0.1},
        "teams": {f"team-{name}": {"domain": name[0], "engineers": 4, "owner": f"owns-{name}"} for name in owners},
        "posts": {
            "head": {"role": "cpo"},
            "dir-x": {"role": "director", "reports_to": "head"},
            "dir-y": {"role": "director", "reports_to": "head"},
            **{f"owns-{name}": {"role": "pm", "reports_to": "dir-x" if name[1] == "1" else "dir-y"} for name in owners},
        },
    }
    whole: Data = merge(shipped_roles(), Document(text)).data
    return whole


def after(*operations: tuple[str, Data], before: Data | None = None) -> Data:
    """Return the company after some operations."""
    data = before or company()
    for verb, fields in operations:
        data = merge(Document(data), Document(done(data, VERBS[verb].model_validate(fields))[0])).data
    return data


def lines(data: Data) -> dict[str, set[str]]:
    """Return who reports to whom, without the names of the posts' kinds."""
    found: dict[str, set[str]] = {}
    for name, post in data["posts"].items():
        found.setdefault(post.get("reports_to", ""), set()).add(name.removeprefix("owns-"))
    return found


def test_related_domains_come_together() -> None:
    """Two lines of at most five: the owners of a and b are one, those of c the other; each head keeps whom he has most of."""
    found = lines(after(("regroup", {"by": "relatedness", "fewest": 2})))
    assert sorted(map(sorted, (found["dir-x"], found["dir-y"]))) == [["a1", "a2", "b1", "b2"], ["c1", "c2"]]


def test_whole_domains_come_together() -> None:
    """Three domains are three lines, so a head opens, with the role that it says."""
    data = after(("regroup", {"by": "domain", "fewest": 2, "lead": "gpm"}))
    found = {head: owners for head, owners in lines(data).items() if head not in ("", "head")}
    assert sorted(map(sorted, found.values())) == [["a1", "a2"], ["b1", "b2"], ["c1", "c2"]]
    assert [post["role"] for name, post in data["posts"].items() if name in found] == ["director", "director", "gpm"]


def test_domains_are_dealt_out() -> None:
    """Across domains no line has two owners of one domain."""
    found = lines(after(("regroup", {"by": "across", "fewest": 2})))
    assert all(len({name[0] for name in found[head]}) == 3 for head in ("dir-x", "dir-y"))


def test_nobody_leads_more_than_the_most() -> None:
    """Two heads are kept where they may lead three each; with two at most a third one opens."""
    heads = {
        most: len(lines(after(("regroup", {"by": "relatedness", "fewest": 1, "most": most})))["head"])
        for most in (3, 2)
    }
    assert heads == {3: 2, 2: 3}


def test_pods_move_as_a_whole() -> None:
    """With four pods, it is pods that come together: who reports to a pod's head stays there."""
    data = company()
    for place, domain in ((1, "a"), (1, "b"), (2, "a"), (2, "b")):
        data["posts"][f"gpm-{domain}{place}"] = {"role": "gpm", "reports_to": "dir-x" if place == 1 else "dir-y"}
        data["posts"][f"owns-{domain}{place}"]["reports_to"] = f"gpm-{domain}{place}"
    found = lines(after(("regroup", {"by": "domain", "fewest": 2}), before=data))
    assert found["gpm-a1"] == {"a1"}
    assert {frozenset(names) for head, names in found.items() if head.startswith("dir")} == {
        frozenset({"gpm-a1", "gpm-a2"}),
        frozenset({"gpm-b1", "gpm-b2"}),
        frozenset({"c1", "c2"}),
    }


def test_too_few_for_two_lines() -> None:
    """Three owners do not make two lines."""
    data = company()
    for name in ("a2", "b2", "c2"):
        data["teams"][f"team-{name}"]["owner"] = "owns-a1"
    with pytest.raises(Refused, match="it takes 4 posts or pods below one superior to form two lines"):
        after(("regroup", {"by": "domain"}), before=data)


def test_flattening_hands_decisions_up() -> None:
    """Both directors close, and the head, who was only informed of bets, decides on them; who led a pod works as the others do."""
    data = company()
    data["posts"]["owns-a1"]["role"] = "gpm"
    data["posts"]["owns-b1"]["reports_to"] = "owns-a1"
    found = after(("flatten", {"widest": 12}), before=data)
    assert lines(found) == {"": {"head"}, "head": {"a1", "b1", "c1", "a2", "b2", "c2"}}
    assert found["posts"]["head"]["rights"]["fund"] == "decide"
    assert found["posts"]["owns-a1"]["role"] == "pm"


def test_a_wide_company_keeps_as_few_heads_as_it_takes() -> None:
    """Of two directors one would lead six; at five each both stay."""
    assert "dir-x" in after(("flatten", {"widest": 5}))["posts"]


def test_a_platform_is_what_is_closest_to_all() -> None:
    """Domain b is close to a and to c, so its owners come under a head of their own, tied to the heads of the others."""
    data = after(("form_platform", {"share": 0.4}))
    assert lines(data)["director-b"] == {"b1", "b2"}
    assert data["posts"]["director-b"]["rights"] == {"consolidate": "decide"}
    assert data["ties"]["dotted"] == {"director-b": ["dir-x", "dir-y"]}


def test_a_second_line_is_the_closest_other_one() -> None:
    """With lines of a and b, and of c, every owner is tied to the head of the other line."""
    data = after(("regroup", {"by": "relatedness", "fewest": 2}), ("second_line", {}))
    assert len(data["ties"]["dotted"]) == 6
    for owner, heads in data["ties"]["dotted"].items():
        assert heads == [({"dir-x", "dir-y"} - {data["posts"][owner]["reports_to"]}).pop()]


def test_who_works_across_knows_heads_and_domains() -> None:
    """One post is tied to both heads and to an owner of each domain; two divide these; reports come from one superior, the most central."""
    assert after(("open_across", {"role": "ppm"}))["ties"]["dotted"] == {
        "ppm": ["dir-x", "dir-y", "owns-a1", "owns-b1", "owns-c1"]
    }
    two = after(("open_across", {"role": "ppm", "number": 2}))["ties"]["dotted"]
    assert sorted(two["ppm"] + two["ppm-2"]) == ["dir-x", "dir-y", "owns-a1", "owns-b1", "owns-c1"]
    led = after(("open_across", {"role": "ppm", "reports": 2}))
    assert lines(led)["ppm"] == {"a1", "b1"}
    assert led["posts"]["ppm"]["reports_to"] == "dir-x"


def test_hours_are_shared_and_weeks_stay_full() -> None:
    """Eighteen hours for two directors are nine each; 34 hours and nine are three too many, which contact gives up."""
    data = after(("share_hours", {"who": "heads", "hours": {"portfolio": 15, "research": 3}, "review": True}))
    assert data["posts"]["dir-x"]["hours"] == {"portfolio": 11.5, "research": 1.5, "contact": 13.0}
    assert data["posts"]["dir-x"]["rights"] == {"review": "decide"}
    with pytest.raises(Refused, match="too full"):
        after(("share_hours", {"who": "top", "hours": {"portfolio": 30}}))


def test_words_choose_by_what_posts_are() -> None:
    """Heads lead owners and report to the top; a manager of nobody who owns anything is none of the superiors of owners."""
    data = company()
    data["posts"] |= {"ops": {"role": "ppm", "reports_to": "head"}, "clerk": {"role": "ppm", "reports_to": "ops"}}
    who = {word: set(chosen(Chart(data), word, "to")) for word in ("heads", "superiors", "owners", "across")}
    assert who["heads"] == {"dir-x", "dir-y"}
    assert who["superiors"] == {"head", "dir-x", "dir-y"}
    assert who["across"] == {"head", "dir-x", "dir-y", "owns-a1", "owns-b1", "owns-c1"}
    assert len(who["owners"]) == 6


ACTS: dict[str, tuple[Data, dict[str, Any]]] = {
    "regroup": ({"by": "domain", "fewest": 2}, {"by": "across", "fewest": 3, "lead": "gpm", "unless": 2}),
    "flatten": ({"widest": 12}, {"widest": 4}),
    "form_platform": (
        {"share": 0.4},
        {"most": 1, "lead": "gpm", "words": ["a2"], "rights": {"shift": "decide"}},
    ),
    "second_line": ({}, {"weight": 2.0}),
    "open_across": (
        {"role": "ppm"},
        {"role": "pm", "number": 2, "reports": 1, "rights": {"fund": "approve"}, "hours": {"desk": 6}, "most": 2},
    ),
    "share_hours": (
        {"who": "heads", "hours": {"portfolio": 3}},
        {"who": "owners", "hours": {"portfolio": 4}, "review": True},
    ),
    "form_pods": ({"span": 5}, {"fewest": 2}),
    "give_right": ({"right": ["fund"], "level": "decide", "to": "owners"}, {"right": ["fund", "explore"]}),
}


@pytest.mark.parametrize(("verb", "field"), [(verb, field) for verb, (_, fields) in ACTS.items() for field in fields])
def test_every_field_acts(verb: str, field: str) -> None:
    """Another value of a field gives another company."""
    usual, other = ACTS[verb]

    def tried(fields: Data) -> Data | None:
        try:
            return after((verb, fields))
        except Refused:
            return None

    assert tried(usual) != tried({**usual, field: other[field]})
