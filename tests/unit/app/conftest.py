"""A small company and its twin with a portfolio manager, for whatever the app's pages show of them."""

import pytest
from tests.conftest import ROOT

from orgsim.app.company import Company
from orgsim.scenario.design import load_design


@pytest.fixture(scope="package")
def company() -> Company:
    """Return the company of 13 posts in its template."""
    return Company(load_design(ROOT / "scenarios" / "product-org" / "today.yaml"))
