"""Whatever operations are done to whatever organisation: one tree for each company, no orphan, the same people, and a way back."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orgsim.scenario.design import load_design
from orgsim.scenario.document import Document
from orgsim.scenario.names import Data
from orgsim.scenario.operations.chart import Refused
from orgsim.scenario.operations.doing import done
from orgsim.scenario.operations.redesign import Redesign, Wish, begin
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.operations.writing import flow, without_last
from orgsim.scenario.patch import merge
from orgsim.scenario.problems import Problem, ScenarioError
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.scenario.validation import validated

ROLES = ("pm", "gpm", "director", "ppm")
DOMAINS = ("search", "billing", "cloud")


@st.composite
def organisations(draw: st.DrawFn) -> Data:
    """Return one or two companies of up to nine posts each, with ties, practices, helpers and teams of several sizes."""
    posts: Data = {}
    for company in range(draw(st.integers(1, 2))):
        names = [f"c{company}-{number}" for number in range(draw(st.integers(2, 9)))]
        posts[names[0]] = {"role": "cpo"}
        for place, name in enumerate(names[1:], 1):
            posts[name] = {"role": draw(st.sampled_from(ROLES)), "reports_to": names[draw(st.integers(0, place - 1))]}
    owners = st.sampled_from([*posts])
    teams = {
        f"t{number}": {
            "domain": draw(st.sampled_from(DOMAINS)),
            "engineers": draw(st.integers(1, 9)),
            "owner": draw(owners),
        }
        for number in range(draw(st.integers(1, 6)))
    }
    for name in draw(st.lists(owners, max_size=2, unique=True)):
        posts[name]["helps"] = draw(st.sampled_from([*teams]))
    pairs = draw(st.lists(st.lists(owners, min_size=2, max_size=2, unique=True), max_size=3, unique_by=frozenset))
    dotted: Data = {}
    for one, other in pairs:
        dotted.setdefault(one, []).append(other)
    governance: Data = {"raters": draw(st.lists(owners, max_size=2, unique=True))}
    members = draw(st.lists(owners, min_size=2, max_size=3, unique=True)) if len(posts) > 1 else []
    governance["forums"] = {"f": {"members": members, "chair": draw(owners), "hours_per_quarter": 1}} if members else {}
    return {
        "name": "any",
        "objectives": {"growth": 1},
        "domains": {domain: {} for domain in DOMAINS},
        "teams": teams,
        "posts": posts,
        "ties": {"dotted": dotted},
        "governance": governance,
    }


def one_operation(luck: random.Random, data: Data, *, people: bool = False) -> tuple[str, Any]:
    """Return some operation with names that there are."""
    posts, teams = [*data["posts"]], [*data["teams"]]
    post, other, team, another = luck.choice(posts), luck.choice(posts), luck.choice(teams), luck.choice(teams)
    choices: list[tuple[str, Any]] = [
        ("remove_layer", luck.choice(["directors", "gpms", 2, 3])),
        ("insert_layer", {"role": "gpm", "above": luck.choice(["everybody", "pms"]), "span": luck.randint(1, 3)}),
        (
            "form_pods",
            {
                "span": luck.randint(1, 3),
                "by": luck.choice(["domain", "evenly", "relatedness"]),
                "who": luck.choice(["everybody", "pms"]),
            },
        ),
        ("close", {"post": post} | ({"to": other} if luck.random() < 0.5 else {})),
        ("close", {"post": [post, other]}),
        ("move", {"post": post, "under": other, "alone": luck.random() < 0.3}),
        ("promote", {"post": post, "role": luck.choice(ROLES)}),
        ("merge_groups", [post, other]),
        ("split_group", {"head": post, "heads": "promoted"}),
        ("merge_domains", [*luck.sample(DOMAINS, 2)]),
        ("split_domain", {"domain": luck.choice(DOMAINS), "heads": [post, other]}),
        ("merge_teams", [team, another]),
        ("split_team", {"team": team}),
        ("move_engineers", {"number": 1, "from": team, "to": another}),
        ("give_teams", {"teams": [team], "to": post}),
        ("move_right", {"right": "fund", "direction": luck.choice(["up", "down"])}),
        ("give_hours", {"to": post, "research": 1}),
        ("add_forum", {"members": [post, other]}),
        ("add_rubric", post),
        ("add_dotted", {"post": post, "to": other}),
        ("remove_dotted", post),
        ("second_line", 1.0),
        ("share_hours", {"who": "heads", "hours": {"portfolio": 3, "research": 1}}),
    ]
    if people:
        choices += [
            ("hire", {"role": "pm", "under": post}),
            ("hire", {"engineers": 3}),
            ("let_go", {"post": post}),
            ("close", {"post": post, "leave": True}),
            (
                "regroup",
                {"by": luck.choice(["relatedness", "domain", "across"]), "fewest": 1, "most": luck.randint(2, 4)},
            ),
            ("merge_lines", {"fewest": luck.randint(2, 3), "most": luck.randint(3, 9), "up": luck.random() < 0.5}),
            ("flatten", {"widest": luck.randint(3, 6)}),
            ("form_platform", {"share": 0.5}),
            ("open_across", {"role": "ppm", "number": luck.randint(1, 2), "reports": luck.randint(0, 2)}),
        ]
        choices += [("open", {"post": f"new-{luck.randint(0, 9)}", "role": "pm", "under": other})]
    return luck.choice(choices)


def after(data: Data, verb: str, value: Any) -> Data:
    """Return an organisation after an operation; the same where it cannot be done."""
    kind = VERBS[verb]
    try:
        patch = done(data, kind.model_validate(value if isinstance(value, dict) else {kind.short: value}))[0]
    except Refused:
        return data
    found: Data = merge(Document(data), Document(patch)).data
    return found


def roots_of(data: Data) -> set[str]:
    return {name for name, post in data["posts"].items() if not post.get("reports_to")}


def sound(data: Data) -> None:
    """Check that every line ends at a root, every owner is there, and the whole is a valid scenario, with nobody working too long aside."""
    for post in data["posts"]:
        seen = set()
        while post is not None:
            assert post not in seen
            seen.add(post)
            post = data["posts"][post].get("reports_to")
    assert all(team.get("owner") in data["posts"] for team in data["teams"].values())
    scenario, problems = validated(Document(data))
    errors = [problem.text() for problem in problems if problem.is_error and problem.code not in ("E205", "E213")]
    assert scenario is not None
    assert not errors


@settings(max_examples=100)
@given(organisations(), st.randoms(use_true_random=False), st.integers(1, 6), st.booleans())
def test_any_sequence_leaves_one_tree_and_all_people(
    start: Data, luck: random.Random, steps: int, people: bool
) -> None:
    """Each company has one root, every team an owner; without hiring and letting go there are as many posts and engineers as before."""
    data = merge(shipped_roles(), Document(start)).data
    assume(validated(Document(data))[0] is not None)
    for _ in range(steps):
        verb, value = one_operation(luck, data, people=people)
        before, data = data, after(data, verb, value)
        sound(data)
        assert len(roots_of(data)) <= len(roots_of(before)), (verb, value)
        if verb not in (
            "move",
            "close",
            "merge_groups",
            "split_domain",
        ):  # these may put one company under somebody of the other
            assert len(roots_of(data)) == len(roots_of(before)), (verb, value)
        if not people:
            assert len(data["posts"]) == len(before["posts"]), (verb, value)
            assert engineers(data) == engineers(before), (verb, value)


def engineers(data: Data) -> int:
    return sum(team["engineers"] for team in data["teams"].values())


@settings(max_examples=100)
@given(organisations(), st.randoms(use_true_random=False))
def test_an_operation_keeps_cost_unless_it_says_otherwise(start: Data, luck: random.Random) -> None:
    """Without a promotion to the pay of a role, what posts cost stays to the cent."""
    data = merge(shipped_roles(), Document(start)).data
    verb, value = one_operation(luck, data)
    assume(verb != "promote")
    assert cost(after(data, verb, value)) == cost(data), (verb, value)


def cost(data: Data) -> float:
    return sum(post.get("salary", data["roles"][post["role"]]["salary"]) for post in data["posts"].values())


@settings(max_examples=15)
@given(organisations(), st.randoms(use_true_random=False))
def test_moving_and_moving_back_is_nothing(start: Data, luck: random.Random) -> None:
    """A move and the move back leave the plain data that were there."""
    data = merge(shipped_roles(), Document(start)).data
    post, under = luck.choice([*data["posts"]]), luck.choice([*data["posts"]])
    above = data["posts"][post].get("reports_to")
    assume(above is not None)
    there = after(data, "move", {"post": post, "under": under})
    assert after(there, "move", {"post": post, "under": above}) == data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("operations")


@settings(max_examples=15)
@given(start=organisations(), luck=st.randoms(use_true_random=False))
def test_undoing_gives_the_bytes_back(folder: Path, start: Data, luck: random.Random) -> None:
    """Each text of a growing file comes back when its operations are taken away one by one."""
    base = folder / "today.yaml"
    base.write_text("".join(f"{key}: {flow(value)}\n" for key, value in start.items()), encoding="utf-8")
    redesign, texts = begin(base, folder / "new.yaml"), []
    data = load_design(base).final.model_dump(exclude_unset=True)
    for place in range(3):
        verb, value = one_operation(luck, data, people=True)
        if _added(redesign, Wish(verb, value, f"--{verb}", luck.choice([None, place]))):
            texts.append(redesign.text)
    for before, text in zip([None, *texts], texts, strict=False):
        assert without_last(text) == before


def _added(redesign: Redesign, wish: Wish) -> bool:
    """Add an operation; tell whether it could be done, and see that what could not is told of what was asked for."""
    wrong: list[Problem] = []
    try:
        redesign.add(wish)
    except ScenarioError as error:
        wrong = [problem for problem in error.problems if problem.is_error]
    assert all(problem.where().startswith("--") for problem in wrong)
    return not wrong
