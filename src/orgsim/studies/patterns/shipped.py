"""The shipped scenario `product-org` as plain data, and the same with everybody in the next one's place."""

from pathlib import Path

from orgsim.scenario.document import read_document
from orgsim.studies.runs import Text
from orgsim.studies.worlds import changed

INSTALLED = Path(__file__).parents[2] / "templates"
CHECKED_OUT = Path(__file__).parents[4] / "scenarios"
"""The shipped scenarios: packed into the wheel, or beside the source."""


def product_org() -> Text:
    """Return the scenario as plain data."""
    folder = INSTALLED if INSTALLED.is_dir() else CHECKED_OUT
    return dict(read_document(folder / "product-org" / "today.yaml").data)


def rotated() -> Text:
    """Return it with a change after the warm-up: every owner of a team takes the next one's team and superior."""
    text = product_org()
    teams = list(text["teams"])
    owners = [str(text["teams"][name]["owner"]) for name in teams]
    following = [*owners[1:], owners[0]]
    posts = {
        here: {"reports_to": text["posts"][there]["reports_to"]} for here, there in zip(owners, following, strict=True)
    }
    return changed(
        text,
        posts=posts,
        teams={name: {"owner": owner} for name, owner in zip(teams, [owners[-1], *owners[:-1]], strict=True)},
    )
