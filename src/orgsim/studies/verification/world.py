"""A small company for checks that need a whole simulation, and ways to change and measure it."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.laboratory.records import Numbers
from orgsim.organization.build import Organization, build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

Text = dict[str, Any]
"""A scenario as plain data."""

COMPANY: Text = {
    "name": "company",
    "objectives": {"growth": 5, "retention": 3, "efficiency": 1.5, "trust": 0.5},
    "domains": {
        "search": {
            "objectives": {"growth": 3, "retention": 2, "efficiency": 1, "trust": 1},
            "opportunities_per_week": 3.6,
        },
        "billing": {
            "objectives": {"growth": 1, "retention": 2, "efficiency": 3, "trust": 1},
            "opportunities_per_week": 3.6,
        },
        "cloud": {
            "objectives": {"growth": 1, "retention": 1, "efficiency": 2, "trust": 3},
            "opportunities_per_week": 3.6,
        },
    },
    "teams": {
        f"{domain}-{letter}": {"domain": domain, "engineers": 7, "owner": f"pm-{domain}-{letter}"}
        for domain in ("search", "billing", "cloud")
        for letter in ("a", "b")
    },
    "posts": {
        "head": {"role": "cpo"},
        "director-one": {"role": "director", "reports_to": "head"},
        "director-two": {"role": "director", "reports_to": "head"},
        **{
            f"pm-{domain}-{letter}": {"role": "pm", "reports_to": boss}
            for domain, boss in (("search", "director-one"), ("billing", "director-one"), ("cloud", "director-two"))
            for letter in ("a", "b")
        },
    },
    "horizon": {"warmup_quarters": 2, "quarters": 6},
}


def organized(text: Mapping[str, Any], settings: Sequence[str] = ()) -> Organization:
    """Return a scenario, with ``key.path=value`` settings laid over it, ready to run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "company.yaml"
        path.write_text(json.dumps(text), encoding="utf-8")  # JSON is YAML
        return build(load_design(path, settings))


def company(*settings: str) -> Organization:
    """Return the small company with some settings, ready to run."""
    return organized(COMPANY, settings)


def changed(**sections: Mapping[str, Any]) -> Text:
    """Return the small company with whole sections laid over it."""
    text = deepcopy(COMPANY)
    for name, section in sections.items():
        text[name] = dict(section)
    return text


def futures(organization: Organization, seed: int, runs: int) -> list[State]:
    """Return the last states of some futures, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda run: simulate(organization.blueprint, seed, run), range(runs)))


def measured(organization: Organization, seed: int, runs: int) -> dict[str, Numbers]:
    """Return every metric of some futures, (runs,)."""
    tables = [measure(organization, state) for state in futures(organization, seed, runs)]
    return {name: np.array([table[name][0] for table in tables]) for name in tables[0]}
