"""Companies on which the library of designs is tried: shipped ones, ones made of them, and generated ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.design import Design
from orgsim.scenario.document import read_document
from orgsim.scenario.library.applying import applied, changes_of
from orgsim.scenario.library.designs import design_named
from orgsim.scenario.shipped_files import TEMPLATES
from orgsim.scenario.structure import structure_of
from orgsim.studies.worlds import Text, company, director, pairs_of_domains, pm, product_org
from tests.conftest import ROOT


def demo() -> Text:
    """Return the company of the demo, a real one: a VP, three directors, ten product managers."""
    return dict(read_document(TEMPLATES / "demo" / "today.yaml").data)


def of_four_layers() -> Text:
    """Return a company in which group product managers without products stand below directors, one vacant."""
    text = company(3, 4)
    for branch in range(3):
        text["posts"][f"gpm-{branch}"] = {"role": "gpm", "reports_to": director(branch), "vacant": branch == 1}
        for team in range(4):
            text["posts"][pm(branch, team)]["reports_to"] = f"gpm-{branch}"
    return text


def imported(path: Path) -> Callable[[], Text]:
    """Return how to read a real organisation as it was imported."""
    return lambda: dict(read_document(path).data)


COMPANIES: dict[str, Callable[[], Text]] = {
    "product-org": product_org,
    "demo": demo,
    "of four layers": of_four_layers,
    "of 43 posts": pairs_of_domains,
    **{path.stem: imported(path) for path in sorted((ROOT / "tests" / "data" / "companies").glob("*.yaml"))},
}


def written(name: str, text: Text, today: Design) -> dict[str, Any]:
    """Return a company with the changes that a design of the library is for it; `today` is what its text reads as."""
    return {"extends": text, "name": name, "changes": changes_of(applied(design_named(name), today))}


def cost_over_horizon(design: Design) -> float:
    """Return what the posts and engineers of a design cost over the quarters that count, $k, stage by stage."""
    start = design.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
    weeks = [max(start, stage.week) for stage in design.stages] + [design.weeks]
    found = 0.0
    for stage, begins, ends in zip(design.stages, weeks, weeks[1:], strict=False):
        numbers = structure_of(stage.scenario)
        found += (numbers.people_cost + numbers.engineering_cost) * (ends - begins) / (4 * WEEKS_PER_QUARTER)
    return found
