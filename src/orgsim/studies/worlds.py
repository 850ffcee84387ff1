"""The organisations of the studies: a generator of small companies (branches, teams, reporting lines), and the shipped `product-org`.

The market of a generated company is fixed by its branches, its teams and its engineers at the start; designs that are compared
differ in posts, ties, rights or practices only.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, TypeAlias

from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design
from orgsim.scenario.document import read_document
from orgsim.scenario.shipped_files import TEMPLATES

Text: TypeAlias = dict[str, Any]
"""A scenario as plain data."""

OBJECTIVES = {"growth": 5.0, "retention": 3.0, "efficiency": 1.5, "trust": 0.5}
LEANINGS = (3.0, 2.0, 1.0, 1.0)
"""What a domain contributes to the objectives; the next domain leans toward the next objective."""
ROOMY_HEAD = "roles.cpo.hours={administration: 10, contact: 10, desk: 17, portfolio: 3, product: 0}"
"""A setting: a head who has twelve desk hours a week more than usual."""
DIRECTOR = {"role": "director", "reports_to": "head"}
DEMAND_PER_ENGINEER = 0.14
"""Opportunities a week for each engineer, as in the shipped scenarios: five times the effort that teams have for new features."""


def organized(text: Mapping[str, Any], settings: Sequence[str] = ()) -> Organization:
    """Return a scenario, with ``key.path=value`` settings laid over it, ready to run."""
    return build(load_design(text, settings))


def product_org() -> Text:
    """Return the shipped scenario `product-org`."""
    return dict(read_document(TEMPLATES / "product-org" / "today.yaml").data)


def shipped() -> dict[str, Text]:
    """Return the baseline of every shipped scenario, by name."""
    return {path.parent.name: dict(read_document(path).data) for path in sorted(TEMPLATES.glob("*/today.yaml"))}


def company(
    branches: int = 4,
    teams: int = 2,
    *,
    engineers: int = 7,
    wip: int = 3,
    objectives: int = 4,
    directors: bool = True,
    quarters: int = 12,
    warmup: int = 4,
    **sections: Any,
) -> Text:
    """Return a company of some branches, each with a domain, a director and product managers who own a team each.

    Without directors the product managers report to the head, who then decides what directors would.
    """
    names = dict(list(OBJECTIVES.items())[:objectives])
    squads = [(branch, team) for branch in range(branches) for team in range(teams)]
    text: Text = {
        "name": "company",
        "ladder": "product",
        "objectives": names,
        "domains": {f"d{branch}": domain(branch, teams * engineers, list(names)) for branch in range(branches)},
        "teams": {
            f"t{branch}-{team}": {"domain": f"d{branch}", "engineers": engineers, "wip": wip, "owner": pm(branch, team)}
            for branch, team in squads
        },
        "posts": {"head": {"role": "cpo"}, **{director(branch): {**DIRECTOR} for branch in range(branches * directors)}}
        | {pm(*squad): {"role": "pm", "reports_to": director(squad[0]) if directors else "head"} for squad in squads},
        "horizon": {"warmup_quarters": warmup, "quarters": quarters},
    }
    if not directors:
        text["posts"]["head"]["rights"] = {"fund": "decide", "staff": "decide"}
    return laid_over(text, sections)


def led_by(directors: int, branches: int = 6, teams: int = 6) -> Text:
    """Return a company whose product managers are shared out evenly among some directors, in order and whatever their branch.

    Without directors the head decides. Engineers and product managers are always the same.
    """
    text = company(branches, teams, directors=False, quarters=8)
    if directors:
        text["posts"]["head"].pop("rights")
        text["posts"] |= {director(place): {**DIRECTOR} for place in range(directors)}
        for place, owner in enumerate(pms(text)):
            text["posts"][owner]["reports_to"] = director(place * directors // (branches * teams))
    return text


def pairs_of_domains(
    pairs: int = 6, owners: int = 3, *, within: float = 1.0, between: float = 0.02, **sections: Any
) -> Text:
    """Return a company whose domains a and b of each pair belong together, under directors who each lead domains of two pairs.

    Every domain has some owners with a team of seven each: 43 posts and 252 engineers. `sections` are laid over it.
    """
    names = list(OBJECTIVES)
    text: Text = {
        "name": "today",
        "ladder": "product",
        "objectives": dict(OBJECTIVES),
        "domains": {},
        "related": {
            "clusters": {f"pair-{pair}": [f"{pair}a", f"{pair}b"] for pair in range(pairs)},
            "within": within,
            "between": between,
        },
        "teams": {},
        "posts": {"head": {"role": "cpo"}, **{director(place): {**DIRECTOR} for place in range(pairs)}},
        "horizon": {"warmup_quarters": 4, "quarters": 12},
    }
    for pair, side, place in sides(pairs):
        text["domains"][f"{pair}{side}"] = domain(pair, 7 * owners, names)
        for owner in range(owners):
            post = paired_pm(pair, side, owner)
            text["posts"][post] = {"role": "pm", "reports_to": director((pair + place) % pairs)}
            text["teams"][f"team-{pair}{side}-{owner}"] = {"domain": f"{pair}{side}", "engineers": 7, "owner": post}
    return laid_over(text, sections)


def sides(pairs: int) -> list[tuple[int, str, int]]:
    """Return the domains of all pairs: the pair, its side, and 0 or 1 for it."""
    return [(pair, side, place) for pair in range(pairs) for place, side in enumerate("ab")]


def paired_pm(pair: int, side: str, owner: int) -> str:
    """Return the name of a product manager in one of a pair of domains."""
    return f"pm-{pair}{side}-{owner}"


def small(**sections: Any) -> Text:
    """Return the company of six teams that checks of a whole simulation run, with whole sections in the place of its own."""
    return {**company(3, 2, quarters=6, warmup=2), **sections}


def domain(branch: int, engineers: int, objectives: Sequence[str]) -> Text:
    """Return the market of one branch."""
    leanings = {name: LEANINGS[(place - branch) % len(LEANINGS)] for place, name in enumerate(objectives)}
    return {"opportunities_per_week": round(DEMAND_PER_ENGINEER * engineers, 3), "objectives": leanings}


def director(branch: int) -> str:
    """Return the name of a branch's director."""
    return f"director-{branch}"


def pm(branch: int, team: int) -> str:
    """Return the name of the product manager of a team."""
    return f"pm-{branch}-{team}"


def pms(text: Text) -> list[str]:
    """Return the posts that own teams, in their order."""
    return [str(team["owner"]) for team in text["teams"].values()]


def laid_over(text: Mapping[str, Any], more: Mapping[str, Any]) -> Text:
    """Return plain data with other data laid over it, mapping by mapping."""
    merged = deepcopy(dict(text))
    for name, value in more.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(name), Mapping)
        merged[name] = laid_over(merged[name], value) if both else deepcopy(value)
    return merged


def changed(text: Mapping[str, Any], **sections: Any) -> Text:
    """Return an organisation that is changed at the end of its warm-up."""
    return {**deepcopy(dict(text)), "changes": [{"name": "change", **deepcopy(sections)}]}


def with_portfolio_manager(
    text: Text, *, ties: Iterable[str] | None = None, role: str = "ppm", **sections: Any
) -> Text:
    """Add a portfolio product manager after the warm-up: under the head, with dotted lines to directors and to one PM a branch."""
    return changed(text, **portfolio_manager(text, ties=ties, role=role, **sections))


def portfolio_manager(text: Text, *, ties: Iterable[str] | None = None, role: str = "ppm", **sections: Any) -> Text:
    """Return what a change says that adds a portfolio product manager."""
    known = usual_ties(text) if ties is None else list(ties)
    post = {"posts": {"ppm": {"role": role, "reports_to": "head"}}}
    return laid_over({**post, **({"ties": {"dotted": {"ppm": known}}} if known else {})}, sections)


def usual_ties(text: Text) -> list[str]:
    """Return whom a portfolio product manager has dotted lines to: the directors and two product managers of each domain at most."""
    directors = [name for name, post in text["posts"].items() if post["role"] == "director"]
    owners: dict[str, list[str]] = {}
    for team in text["teams"].values():
        owners.setdefault(team["domain"], []).append(team["owner"])
    return [*directors, *(owner for group in owners.values() for owner in group[:2])]


def line_ladder(levels: Mapping[str, Mapping[str, Any]], **more: Any) -> Text:
    """Return a ladder of one track, lowest level first, that is reviewed every quarter and that people leave only where a level says so."""
    named = {
        name: {"title": name, "track": "line", "rung": rung, "exits_per_year": 0.0, **level}
        for rung, (name, level) in enumerate(levels.items())
    }
    moves = [{"from": low, "to": high} for low, high in pairwise(levels)]
    track = {"line": {"title": "line"}}
    return {"name": "line", "tracks": track, "levels": named, "moves": moves, "reviews_per_year": 4, **more}
