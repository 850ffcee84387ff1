"""A study: all cases of a batch file with the keys of their results, checked before anything runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from orgsim.errors import InputError
from orgsim.experiments.cases import OPERATIONS, Case, cases_of, stated_in
from orgsim.experiments.designs import designs_of
from orgsim.experiments.infeasible import Broken, CasesError
from orgsim.results.files import copy_part, has_part
from orgsim.results.parts import Part, parts_of
from orgsim.results.plan import Plan, check_same_market, plan_of
from orgsim.scenario.batch_reading import BatchFile
from orgsim.scenario.fields import Setting
from orgsim.scenario.problems import ScenarioError, shown

MOST_KEPT = 24
"""So many plans are kept in memory; more are made again when they are run, so that memory does not grow with a study."""
MOST_BROKEN = 20
"""After so many broken cases and none that can be built, what is wrong with further ones is hardly new."""


@dataclass(frozen=True)
class Entry:
    """One case, the key of each design's results in it, and what its designs state where only other cases set a value."""

    case: Case
    keys: Mapping[str, str]
    stated: Mapping[str, Mapping[str, Setting | None]] = field(default_factory=dict)

    def value(self, key: str, design: str) -> Setting | None:
        """Return what a key is set to in this case, or what a design states for it; None where it has no such number."""
        if key in self.case.values:
            return self.case.values[key]
        return self.stated.get(design, {}).get(key)

    def parts(self) -> list[Part]:
        """Return its parts, in the order in which they are run."""
        return parts_of(self.keys, self.case.replications)


@dataclass
class Study:
    """All cases of a batch file; a plan is made of each when it is needed."""

    file: BatchFile
    folder: Path
    entries: list[Entry] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    broken: Broken = field(default_factory=Broken)
    """Cases that are left out, since they cannot be built."""

    @property
    def name(self) -> str:
        """What its files are called: the name of the batch file."""
        return self.file.path.stem

    @property
    def keys(self) -> list[str]:
        """Everything that a setting or a point sets, by key."""
        batch = self.file.batch
        return list(dict.fromkeys([*(key for values in batch.settings.values() for key in values), *batch.vary]))

    @property
    def designs(self) -> list[str]:
        """Names of the designs, the first being the one that others are compared with."""
        return list(self.entries[0].keys)

    @property
    def runs(self) -> int:
        """Futures of all designs in all cases."""
        return sum(len(entry.keys) * entry.case.replications for entry in self.entries)

    def place(self, entry: Entry) -> Path:
        """Return the folder of a case."""
        return self.folder / entry.case.name

    def plan(self, entry: Entry) -> Plan:
        """Return the plan of a case."""
        made = self.plans.get(entry.case.name) or plan_for(self.file, entry.case)
        return replace(made, replications=entry.case.replications)

    @cached_property
    def homes(self) -> dict[str, Entry]:
        """The first case that has a key; the same design under the same numbers and seed is simulated there only, and copied to others."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for key in entry.keys.values():
                found.setdefault(key, entry)
        return found

    def ask_for(self, futures: int) -> None:
        """Have every case simulate so many futures instead of those that the batch file says."""
        self.entries = [replace(one, case=replace(one.case, replications=futures)) for one in self.entries]
        self.plans = {name: replace(plan, replications=futures) for name, plan in self.plans.items()}

    def is_copy(self, entry: Entry, part: Part) -> bool:
        """Tell whether a part is that of an earlier case."""
        return self.homes[part.key] is not entry

    def copy(self, entry: Entry) -> None:
        """Copy to a case what an earlier one has made of the same designs."""
        for part in entry.parts():
            home = self.homes[part.key]
            if home is not entry and not has_part(self.place(entry), part):
                copy_part(self.place(home), self.place(entry), part)

    def parts(self) -> Iterator[tuple[Entry, Part]]:
        """Yield every part of every case, in the order in which they are run."""
        for entry in self.entries:
            for part in entry.parts():
                yield entry, part


def study_of(file: BatchFile, folder: Path, *, skip: bool = False) -> Study:
    """Return the study of a batch file, all of its cases made once, and so checked; with `skip`, without those that cannot be built.

    Raises
    ------
    CasesError
        With everything that is wrong with any of them, each problem once and with the cases that have it; with `skip`, only when none
        can be built.
    InputError
        When the designs of a case face different markets.
    """
    study = Study(file, folder)
    made, made_of = None, None
    for case in cases_of(file):
        try:
            if made is None or made_of != (case.overrides, case.fields):  # other seeds have the same designs
                made, made_of = None, (case.overrides, case.fields)
                made = plan_for(file, case)
            _add(study, case, replace(made, seed=case.seed, replications=case.replications))
        except ScenarioError as error:
            study.broken.add(case.name, error)
            if not study.entries and len(study.broken.cases) == MOST_BROKEN:
                break
    if study.broken.cases and not (skip and study.entries):
        raise _error(study)
    return study


def _error(study: Study) -> CasesError:
    """Return what is wrong with the cases of a study."""
    if not study.entries:
        try:  # an operation is not tried on a design that is wrong, so it is tried on those of the files
            designs_of(study.file, Case("", "", "", 0, {}, {}, 1, 1))
        except ScenarioError as error:
            study.broken.add("", error)
    return CasesError(study.broken.problems(len(study.entries)), len(study.entries))


def _add(study: Study, case: Case, plan: Plan) -> None:
    """Add a case to a study, and keep its plan while there are few."""
    absent = [key for key in study.keys if key not in case.values and not key.startswith(OPERATIONS)]
    stated = {
        one.design.name: {key: stated_in(one.design.baseline, key) for key in absent} for one in plan.organizations
    }
    study.entries.append(Entry(case, plan.keys, stated if absent else {}))
    if len(study.plans) < MOST_KEPT:
        study.plans[case.name] = plan


def plan_for(file: BatchFile, case: Case) -> Plan:
    """Return the plan of a case.

    Raises
    ------
    ScenarioError
        With every problem of its designs.
    InputError
        When they face different markets.
    """
    made = plan_of(designs_of(file, case), seed=case.seed, replications=case.replications)
    plan = replace(made, overrides=case.overrides)
    try:
        check_same_market(plan)
    except InputError as error:
        raise InputError(f"{shown(file.path)}: {case.name}: {error}") from None
    return plan
