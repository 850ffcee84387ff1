"""The scenario file of an organisation: what came from the table and what is template is said where it stands."""

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

from orgsim.people_import.named_organisation import (
    OBJECTIVES,
    OPPORTUNITIES_PER_ENGINEER,
    Domain,
    NamedPost,
    NamedTeam,
    Organisation,
)

WIDTH = 128
PLAIN = re.compile(r"[a-z][a-z0-9-]*")
RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def scenario_text(organisation: Organisation, name: str, *, origin: str, keep_names: bool) -> str:
    """Return an organisation as YAML; `origin` is the name of the file it is from."""
    lines = [
        *_comment(_head(origin, keep_names=keep_names)),
        f"name: {_quoted(name)}",
        "",
        *_comment("By template: what the strategy weighs. No HR table says it; put your own here."),
        f"objectives: {_flow(OBJECTIVES)}",
        "",
        *_comment(_about_demand()),
        "domains:",
        *_aligned((domain.id, _domain(domain)) for domain in organisation.domains),
        "",
        *_comment(_about_teams(organisation)),
        "teams:",
        *_aligned((team.id, _team(team)) for team in organisation.teams),
        "",
        *_comment("From the table: product posts by the rules for titles, and whom they report to."),
        "posts:",
        *_aligned((post.id, _post(post)) for post in organisation.posts),
        *_ties(organisation.dotted),
    ]
    return "\n".join(lines) + "\n"


def _head(origin: str, *, keep_names: bool) -> str:
    people = "It holds names of people, as asked." if keep_names else "It holds no names, ids or mail addresses."
    return (
        f"A product organisation as 'orgsim import' found it in {json.dumps(origin, ensure_ascii=False)}: posts, reporting "
        "lines, teams and head-counts are from the table; objectives and demand are by template. "
        f"{people} What is simulated on these posts is no statement about a real person."
    )


def _about_demand() -> str:
    return (
        f"A domain is what one product manager's teams build. By template: {OPPORTUNITIES_PER_ENGINEER:g} opportunities for each "
        "engineer and week, and what they contribute to the objectives (one mix, begun at a place that the domain's id decides)."
    )


def _about_teams(organisation: Organisation) -> str:
    guessed = sum(team.by_template for team in organisation.teams)
    return (
        "From the table: the engineers below each engineering manager. Behind each team: how its owner was found; "
        f"{guessed} of {len(organisation.teams)} by template, since neither titles nor reporting lines say it."
    )


def _domain(domain: Domain) -> str:
    return _flow(
        {
            "name": domain.name,
            "opportunities_per_week": domain.opportunities_per_week,
            "objectives": domain.objectives,
        }
    )


def _team(team: NamedTeam) -> str:
    content = {"name": team.name, "domain": team.domain, "engineers": team.engineers, "owner": team.owner}
    return f"{_flow(content)}  # {team.how}"


def _post(post: NamedPost) -> str:
    content: dict[str, object] = {"role": post.role}
    if post.reports_to:
        content["reports_to"] = post.reports_to
    if post.vacant:
        content["vacant"] = True
    if post.fte < 1:
        content["fte"] = post.fte
    return _flow({**content, "name": post.name})


def _ties(dotted: Mapping[str, Iterable[str]]) -> list[str]:
    if not dotted:
        return []
    rows = _aligned((post, f"[{', '.join(others)}]") for post, others in dotted.items())
    return [
        "",
        "# From the table: dotted lines between product posts.",
        "ties:",
        "  dotted:",
        *("  " + row for row in rows),
    ]


def _aligned(entries: Iterable[tuple[str, str]]) -> list[str]:
    rows = [(_quoted(key), content) for key, content in entries]
    width = max(len(key) for key, _ in rows) + 2
    return [f"  {key + ':':<{width}}{content}" for key, content in rows]


def _flow(content: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in content.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return _flow(value)
    if isinstance(value, int | float):
        return f"{value:g}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """Return text as a YAML scalar: as it is when it is an id that no YAML reader takes for anything else, else quoted."""
    plain = PLAIN.fullmatch(text) and text not in RESERVED
    return text if plain else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, WIDTH - 2, break_on_hyphens=False)]
