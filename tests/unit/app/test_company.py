"""What can be put beside today, in every company that comes with orgsim."""

import pytest
from tests.conftest import ROOT

from orgsim.app.company import Company, in_short
from orgsim.app.redrawing import Redrawing
from orgsim.errors import InputError
from orgsim.scenario.design import load_design
from orgsim.scenario.operations.redesign import plain

TODAYS = sorted(path.parent.name for path in (ROOT / "scenarios").glob("*/today.yaml"))


@pytest.mark.parametrize("name", TODAYS)
def test_every_shipped_company_has_designs_to_pick_and_can_be_redrawn(name: str) -> None:
    """Most designs fit, those that do not say why in a sentence, and an operation acts; also where a file names another one."""
    company = Company(load_design(ROOT / "scenarios" / name / "today.yaml"))
    fitting = [one for one in company.offers.values() if one.design]
    assert len(fitting) >= 8
    assert all(one.reason and "\n" not in one.reason for one in company.offers.values() if not one.design)
    assert len({one.title for one in fitting}) == len(fitting)
    below = next(post for post, about in reversed(company.today.final.posts.items()) if about.reports_to)
    redrawing = Redrawing(company)
    redrawing.do("promote", post=below, role="gpm")
    assert redrawing.design.final.posts[below].role == "gpm"


def test_a_design_on_the_screen_is_that_of_the_library(company: Company) -> None:
    """The stages of a picked design are those of the file that `orgsim designs --apply` writes, but for its name."""
    from orgsim.scenario.document import parse
    from orgsim.scenario.library.applying import applied
    from orgsim.scenario.library.designs import design_named
    from orgsim.scenario.library.writing import scenario_text

    path = company.today.path.with_name("gpm-pods.yaml")
    text = scenario_text(applied(design_named("gpm-pods"), company.today), "today.yaml")
    assert plain(load_design(path, document=parse(text, path))) == plain(company.design("gpm-pods"))


def test_what_there_is_not_is_refused(company: Company) -> None:
    """An unknown design, and one that does not fit, are refused with a sentence."""
    with pytest.raises(InputError, match="no design 'rubbish'"):
        company.design("rubbish")
    assert in_short("Pods of group product managers") == "Pods of GPMs"
