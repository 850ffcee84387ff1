"""The results of a plan, gathered while it is still being simulated."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.errors import ResultsError
from orgsim.results.comparison import Results, results_from
from orgsim.results.files import read_rows
from orgsim.results.manifest import manifest_of
from orgsim.results.parts import Part
from orgsim.results.plan import Plan
from orgsim.results.statistics import students_t

if TYPE_CHECKING:
    import pyarrow as pa


class Gathering:
    """Reads each part as soon as it is written, so that little is left to do after the last one."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.rows: dict[Part, pa.Table] = {}

    def add(self, part: Part) -> None:
        """Read a part that has been written; with the first one, import what a comparison needs, which takes a tenth of a second."""
        if not self.rows and len(self.plan.names) > 1:
            students_t(self.plan.replications)
        with suppress(ResultsError):  # if it is still so in the end, it is told then
            self.rows[part] = read_rows(self.folder, "replications", [part], "")

    def results(self) -> Results:
        """Return the results of the plan under its own keys, whatever else lies in the folder or is written there at the same time.

        Raises
        ------
        ResultsError
            When none of its parts is complete, or one is damaged.
        """
        return results_from(manifest_of(self.plan), self.folder, self.rows)
