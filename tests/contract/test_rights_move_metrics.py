"""Every right of every shipped role acts: without it, some metric of a company that exercises it moves."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.conftest import SMALL

from orgsim.engine.simulation import simulate
from orgsim.organization.build import Organization, build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design
from orgsim.scenario.shipped_files import shipped_roles

COMPANY = (
    SMALL.partition("posts:")[0].replace("name: small", "name: company")
    + """
posts:
  vp:    {role: cpo}
  dir-a: {role: director, reports_to: vp}
  dir-b: {role: director, reports_to: vp}
  gpm:   {role: gpm, reports_to: dir-a}
  ppm:   {role: ppm, reports_to: vp}
  law:   {role: partner-function}
  pm-1:  {role: pm, reports_to: gpm}
  pm-2:  {role: pm, reports_to: gpm}
  pm-3:  {role: pm, reports_to: gpm}
  pm-4:  {role: pm, reports_to: dir-b}
  pm-5:  {role: pm, reports_to: dir-b}
  pm-6:  {role: pm, reports_to: dir-b}
ties: {dotted: {ppm: [dir-a, dir-b, gpm, pm-2, pm-5], law: [vp]}}
governance: {gates: {legal: {post: law, share: 0.2}}}
horizon: {warmup_quarters: 1, quarters: 6}
parameters: {staffing: {attrition_rate: 0.5}, beliefs: {map_effect: 0.5}}
"""
)
"""A company with every shipped role in it, where maps are read and people leave often enough for posts to be filled again."""

FUTURES = 4
"""At most this many futures are looked at for a difference; most rights move something in the first."""


def cells() -> list[tuple[str, str]]:
    """Return every right that a shipped role has."""
    return [(role, action) for role, said in shipped_roles().data["roles"].items() for action in said.get("rights", {})]


@cache
def company(role: str = "", action: str = "") -> Organization:
    """Return the company, with one right of one role taken away."""
    changed = f"roles: {{{role}: {{rights: {{{action}: none}}}}}}\n" if role else ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "company.yaml"
        path.write_text(COMPANY + changed, encoding="utf-8")
        return build(load_design(path))


@cache
def totals(replication: int, role: str = "", action: str = "") -> dict[str, float]:
    """Return every metric of one future of the company, with one right of one role taken away; what has no value is left out."""
    organization = company(role, action)
    measured = measure(organization, simulate(organization.blueprint, 1, replication))
    return {name: total for name, (total, _) in measured.items() if total == total}


@pytest.mark.parametrize(("role", "action"), cells())
def test_a_right_of_a_shipped_role_moves_a_metric(role: str, action: str) -> None:
    """Taken away, it is missed."""
    assert any(totals(future) != totals(future, role, action) for future in range(FUTURES))
