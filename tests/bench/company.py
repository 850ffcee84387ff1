"""Companies of one shape and three sizes, in which everything that a scenario can have takes place.

A division has a head, a portfolio product manager and seven branches; a branch is a director, a group product manager who owns a team
and leads two product managers, and three more under the director. A company grows by layers, ten to one, as companies do:
everybody's reports, teams and domain are the same in all sizes, so what a person-week costs can be compared. Only ties are not quite:
with a layer more, directors have more people within three levels to be friends with (13 ties a post at 500, 18 at 5,000).
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from orgsim.organization.build import Organization, build
from orgsim.scenario.design import Design, Stage
from orgsim.scenario.document import Document
from orgsim.scenario.model import Scenario
from orgsim.scenario.shipped_files import shipped_ladders, shipped_roles

BRANCHES = 7
DIVISIONS = 10
ENGINEERS = 7
OPPORTUNITIES = 1.2
"""A week, for each team."""

SIZES = {50: 0, 500: 1, 5000: 2}
"""Posts, about, and the layers that lie between the top and the heads of divisions."""


@dataclass
class Company:
    """The parts of a scenario as they are added, and who takes part in its practices."""

    posts: dict[str, Any] = field(default_factory=dict)
    teams: dict[str, Any] = field(default_factory=dict)
    domains: dict[str, Any] = field(default_factory=dict)
    dotted: dict[str, list[str]] = field(default_factory=dict)
    forums: dict[str, Any] = field(default_factory=dict)
    reviewers: list[str] = field(default_factory=list)

    def add_post(self, name: str, role: str, superior: str | None) -> str:
        """Add a post; return its name."""
        self.posts[name] = {"role": role, "reports_to": superior}
        return name

    def add_product(self, name: str, role: str, superior: str, domain: str) -> str:
        """Add somebody who owns a team; return the name of the post."""
        self.teams[f"team-{name}"] = {"domain": domain, "engineers": ENGINEERS, "owner": name}
        return self.add_post(name, role, superior)

    def add_branch(self, name: str, superior: str) -> str:
        """Add a branch with a domain of its own; return its director."""
        domain = f"domain-{name}"
        self.domains[domain] = {"opportunities_per_week": 6 * OPPORTUNITIES}
        director = self.add_post(f"director-{name}", "director", superior)
        group = self.add_product(f"gpm-{name}", "gpm", director, domain)
        for place, above in enumerate((group, group, director, director, director)):
            self.add_product(f"pm-{name}-{place}", "pm", above, domain)
        return director

    def add_division(self, name: str, head: str) -> None:
        """Add the branches of a division, and the portfolio product manager who chairs its forum and reviews work in hand."""
        directors = [self.add_branch(f"{name}-{branch}", head) for branch in range(BRANCHES)]
        manager = self.add_post(f"ppm-{name}", "ppm", head)
        self.dotted[manager] = directors
        self.forums[f"planning-{name}"] = {"chair": manager, "members": [head, *directors], "hours_per_quarter": 8}
        self.reviewers.append(manager)

    def add_layers(self, name: str, head: str, layers: int) -> None:
        """Add everything below a head: a division, or ten of what is a layer lower."""
        if layers == 0:
            self.add_division(name, head)
            return
        for place in range(DIVISIONS):
            part = f"{name}-{place}"
            self.add_layers(part, self.add_post(f"head-{part}", "director", head), layers - 1)


def company(layers: int) -> dict[str, Any]:
    """Return the scenario of a company, with a ladder, forums, raters and reviews of investments; its raters are one division's."""
    parts = Company()
    parts.add_layers("x", parts.add_post("head", "cpo", None), layers)
    return {
        "objectives": {"growth": {"weight": 5.0}, "retention": {"weight": 3.0}, "trust": {"weight": 2.0}},
        "domains": parts.domains,
        "posts": parts.posts,
        "teams": parts.teams,
        "roles": shipped_roles().data["roles"],
        "ladder": {"name": "product", **yaml.safe_load(shipped_ladders()["product"].read_text(encoding="utf-8"))},
        "ties": {"dotted": parts.dotted},
        "governance": {
            "forums": parts.forums,
            "raters": [parts.reviewers[0], *parts.dotted[parts.reviewers[0]]],
            "investment_review": parts.reviewers,
        },
        "horizon": {"warmup_quarters": 2, "quarters": 6},
    }


def organization_of(layers: int) -> Organization:
    """Build a company."""
    data = company(layers)
    stage = Stage(0, "baseline", Scenario.model_validate(data), Document(data))
    return build(Design(f"{len(data['posts'])} posts", None, (stage,)))  # type: ignore[arg-type]
