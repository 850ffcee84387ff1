"""The report of what is on the screen: about these designs, and it says how to make it again."""

import re

from orgsim.app.company import Company
from orgsim.app.futures import Shelf
from orgsim.app.levers import DEMAND
from orgsim.app.reporting import report_of, settings_said
from orgsim.metrics.catalog import VALUE


def test_it_is_about_what_is_on_the_screen(company: Company) -> None:
    """The page names both designs and the files and settings of the command that repeats it; its folder of results is gone."""
    shelf, settings, told = Shelf(), {"demand.overlap": 0.7, DEMAND: 0.5}, []
    arms = [shelf.arm(design, settings) for design in (company.today, company.design("flat"))]
    page = report_of(arms, VALUE, 3, told.append)
    text = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert "Should today become Flat?" in text
    assert (
        "orgsim compare today.yaml flat.yaml --set demand.overlap=0.7 --set domains.search.opportunities_per_week=1"
        in text
    )
    assert "&lt;mapping&gt;" not in text
    assert max(told) == 6


def test_settings_are_said_as_a_command_line_says_them(company: Company) -> None:
    """Without levers there is nothing to set; demand is set domain by domain."""
    assert settings_said(Shelf().arm(company.today, {})) == ()
    said = settings_said(Shelf().arm(company.today, {DEMAND: 2.0}))
    assert "domains.accounts.opportunities_per_week=2" in said
    assert len(said) == 5
