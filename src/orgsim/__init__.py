"""Try a reorganisation before you announce it: an agent-based simulator of product organisations.

The same from Python as from the command line; everything heavy is imported when it is used::

    import orgsim
    results = orgsim.compare(["today.yaml", "gpm-groups.yaml"], replications=100)
    results.replications          # a pandas frame: one row a design and future, one column a metric
    orgsim.answer(results, ["launches", "alignment"])
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orgsim.api import batch as batch
    from orgsim.api import compare as compare
    from orgsim.api import run as run
    from orgsim.figures.study import figures_of as figures_of
    from orgsim.model import OrgModel as OrgModel
    from orgsim.model import Person as Person
    from orgsim.results.comparison import answer as answer
    from orgsim.results.comparison import open_results as open_results
    from orgsim.scenario.design import load_design as load_design

_HOMES = {
    "OrgModel": "orgsim.model",
    "Person": "orgsim.model",
    "answer": "orgsim.results.comparison",
    "batch": "orgsim.api",
    "compare": "orgsim.api",
    "figures_of": "orgsim.figures.study",
    "load_design": "orgsim.scenario.design",
    "open_results": "orgsim.results.comparison",
    "run": "orgsim.api",
}

__all__ = ["OrgModel", "Person", "answer", "batch", "compare", "figures_of", "load_design", "open_results", "run"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'orgsim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
