"""What a published page belongs to: hashes of the defaults, of the experiments, and of the engine; and what a few futures give."""

import ast
import hashlib
from pathlib import Path

from orgsim.engine.simulation import simulate
from orgsim.results.plan import hash_of, model_version
from orgsim.results.tables import measure
from orgsim.scenario.register import register
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.studies.runs import organized
from orgsim.studies.worlds import changed, company, with_portfolio_manager

PROBED = 2
"""Futures of each organisation that are looked at."""


def defaults() -> str:
    """Return a hash of every parameter's default and range, and of every role that comes with orgsim."""
    values = [[entry.path, entry.default, entry.low, entry.high] for entry in register()]
    return hash_of({"parameters": values, "roles": repr(shipped_roles().data)})[:16]


def experiments() -> str:
    """Return a hash of what is run and what is expected of it: the code of patterns and calibration, whatever its layout and comments."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in (
        *sorted(folder.glob("patterns/p*.py")),
        *sorted(folder.glob("calibration/*.py")),
        folder / "worlds.py",
        folder / "claims.py",
    ):
        digest.update(ast.dump(ast.parse(path.read_text(encoding="utf-8"))).encode())
    return digest.hexdigest()[:16]


def fingerprint() -> str:
    """Return a hash of what a few futures of a few organisations give: it changes when results do, and not with a comment."""
    text = company(4, 2)
    swap = {"pm-0-0": {"reports_to": "director-1"}, "pm-1-0": {"reports_to": "director-0"}}
    texts = (text, with_portfolio_manager(text), company(2, 2, directors=False), changed(text, posts=swap))
    found = []
    for organization in (organized(text) for text in texts):
        for number in range(PROBED):
            metrics = measure(organization, simulate(organization.blueprint, 1, number))
            found.append({name: f"{total:.6g}" for name, (total, _) in metrics.items()})
    return hash_of(found)[:16]


def stamps() -> dict[str, str]:
    """Return all of them by name, as a page prints them."""
    return {"defaults": defaults(), "experiments": experiments(), "engine": model_version(), "futures": fingerprint()}
