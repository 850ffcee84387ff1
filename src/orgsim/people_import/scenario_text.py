"""The scenario file of an organisation; comments say what came from the table and what is by template."""

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

from orgsim.people_import.named_organisation import (
    OPPORTUNITIES_PER_ENGINEER,
    Domain,
    NamedPost,
    NamedTeam,
    Organisation,
)
from orgsim.people_import.relatedness import FLOOR, RANGE
from orgsim.scenario.template import OBJECTIVES

WIDTH = 128
LONGEST_NAME = 200
"""Characters that a scenario allows for a name."""
PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)\Z)[a-z][a-z0-9_-]*")
"""Ids that no YAML reader takes for anything else."""

HEAD = (
    "A product organisation as 'orgsim import' found it in {origin}: posts, reporting lines, teams and head-counts are from the "
    "table; objectives and demand are by template. {people} What is simulated on these posts is no statement about a real person."
)
ABOUT_OBJECTIVES = "By template: what the strategy weighs. No HR table says it; put your own here."
ABOUT_DEMAND = (
    f"A domain is what one product manager's teams build. By template: {OPPORTUNITIES_PER_ENGINEER:g} opportunities for each "
    "engineer and week, and what they contribute to the objectives (one mix, begun at a place that the domain's id decides)."
)
ABOUT_TEAMS = (
    "From the table: the engineers below each engineering manager. Behind each team: how its owner was found, by strength: decided, "
    "exact name, column, line, title words, template. {sure} of {all} owners are from the table, {guessed} guessed."
)
ABOUT_RELATED = (
    "Guessed, with low confidence: no HR table says which products need each other. Closeness is {floor:g} for any two domains and grows "
    "up to 1 by what they share, each kind alike: {kinds}. Only proportions count. Which domains do depend on each other? Correct the "
    "numbers, or delete `related`: then all are alike."
)
ABOUT_GUESSES = (
    "What the table does not say. A run takes no notice of it; 'orgsim compare ... --over-guesses 12' repeats a comparison over it and "
    "says whether the verdicts survive."
)
ABOUT_OWNERS = (
    "Who could own a team, with weights, the import's choice first. Where you know it, write the owner above and delete the line here, "
    "or answer under `owners` of --decisions."
)
ABOUT_RANGE = "Every closeness under `related` could as well be up to so many times larger or smaller."
ABOUT_POSTS = "From the table: product posts by the rules for titles, and whom they report to."


def scenario_text(organisation: Organisation, name: str, *, origin: str, keep_names: bool) -> str:
    """Return an organisation as YAML; `origin` is the name of the file it is from."""
    people = "It holds names of people, as asked." if keep_names else "It holds no names, ids or mail addresses."
    teams = organisation.teams
    guessed = len(organisation.guesses)
    about_teams = ABOUT_TEAMS.format(sure=len(teams) - guessed, guessed=guessed, all=len(teams))
    lines = [
        *_comment(HEAD.format(origin=json.dumps(origin, ensure_ascii=False), people=people)),
        f"name: {_quoted(name)}",
        "",
        *_comment(ABOUT_OBJECTIVES),
        f"objectives: {_flow(OBJECTIVES)}",
        *_section("domains", ABOUT_DEMAND, ((domain.id, _domain(domain)) for domain in organisation.domains)),
        *_related(organisation),
        *_section("teams", about_teams, ((team.id, _team(team)) for team in teams)),
        *_section("posts", ABOUT_POSTS, ((post.id, _post(post)) for post in organisation.posts)),
    ]
    if organisation.dotted:
        ties = _aligned((post, f"[{', '.join(others)}]") for post, others in organisation.dotted.items())
        lines += ["", "# From the table: dotted lines between product posts.", "ties:", "  dotted:"]
        lines += [f"  {row}" for row in ties]
    lines += _guesses(organisation)
    return "\n".join(lines) + "\n"


def _section(name: str, about: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    return ["", *_comment(about), f"{name}:", *_aligned(entries)]


def _related(organisation: Organisation) -> list[str]:
    """Return the guess about which domains belong together; a pair is stated once, and those that nothing connects not at all."""
    if not organisation.related:
        return []
    rows: dict[str, dict[str, float]] = {}
    for (one, other), close in organisation.related.items():
        if close > FLOOR:
            rows.setdefault(one, {})[other] = close
    about = ABOUT_RELATED.format(floor=FLOOR, kinds=", ".join(organisation.related_by))
    lines = ["", *_comment(about), "related:"]
    if min(organisation.related.values()) <= FLOOR:
        lines.append(f"  between: {FLOOR:g}")
    return [*lines, "  pairs:", *(f"  {row}" for row in _aligned((one, _flow(others)) for one, others in rows.items()))]


def _guesses(organisation: Organisation) -> list[str]:
    """Return what the table leaves open, as `orgsim compare` reads it."""
    if not organisation.guesses and not organisation.related:
        return []
    lines = ["", *_comment(ABOUT_GUESSES), "guesses:"]
    if organisation.guesses:
        lines += [*_comment(ABOUT_OWNERS, 2), "  owners:"]
        lines += [f"  {row}" for row in _aligned((team.id, _plausible(team)) for team in organisation.guesses)]
    if organisation.related:
        lines += [*_comment(ABOUT_RANGE, 2), f"  related: {RANGE:g}"]
    return lines


def _plausible(team: NamedTeam) -> str:
    """Return the plausible owners of a team; a weight that rounds to nothing is a hundredth."""
    return f"{_flow({post: max(0.01, round(weight, 2)) for post, weight in team.plausible.items()})}  # {team.how}"


def _domain(domain: Domain) -> str:
    demand = {"opportunities_per_week": domain.opportunities_per_week, "objectives": domain.objectives}
    return _flow({"name": domain.name[:LONGEST_NAME], **demand})


def _team(team: NamedTeam) -> str:
    work = {"domain": team.domain, "engineers": team.engineers, "owner": team.owner}
    return f"{_flow({'name': team.name[:LONGEST_NAME], **work})}  # {team.how}"


def _post(post: NamedPost) -> str:
    content: dict[str, object] = {"role": post.role}
    if post.reports_to:
        content["reports_to"] = post.reports_to
    if post.vacant:
        content["vacant"] = True
    if post.fte < 1:
        content["fte"] = post.fte
    return _flow({**content, "name": post.name[:LONGEST_NAME]})


def _aligned(entries: Iterable[tuple[str, str]]) -> list[str]:
    rows = [(_quoted(key), content) for key, content in entries]
    width = max(len(key) for key, _ in rows) + 2
    return [f"  {key + ':':<{width}}{content}" for key, content in rows]


def _flow(content: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{_quoted(key)}: {_value(value)}" for key, value in content.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return _flow(value)
    return f"{value:g}" if isinstance(value, int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Return text as a YAML scalar: as it is when it is a plain id, else quoted."""
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _comment(text: str, indent: int = 0) -> list[str]:
    return [f"{' ' * indent}# {line}" for line in wrap(text, WIDTH - 2 - indent, break_on_hyphens=False)]
