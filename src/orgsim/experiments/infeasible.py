"""Cases of a study that cannot be built: which ones, why, and all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from orgsim.scenario.problems import Problem, ScenarioError

MOST_NAMED = 4


class CasesError(ScenarioError):
    """Some cases of a study cannot be built; `others` can."""

    def __init__(self, problems: Iterable[Problem], others: int) -> None:
        super().__init__(list(problems))
        self.others = others


@dataclass
class Broken:
    """Cases that cannot be built, and each problem once, with the cases that have it."""

    cases: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong, by case."""
    _found: dict[tuple[object, ...], tuple[Problem, list[str]]] = field(default_factory=dict)

    def add(self, case: str, error: ScenarioError) -> None:
        """Note what is wrong with a case."""
        self.cases[case] = [problem.text() for problem in error.problems]
        for problem in error.problems:
            _, cases = self._found.setdefault(_same(problem), (problem, []))
            cases.append(case)

    def problems(self, others: int) -> list[Problem]:
        """Return each problem once; where `others` can be built, with the cases that cannot because of it."""
        total = others + len(self.cases)
        return [_naming(problem, cases, total) if others else problem for problem, cases in self._found.values()]


def _same(problem: Problem) -> tuple[object, ...]:
    """Return what makes a problem the same in two cases; the value that was tried may differ."""
    return problem.code, problem.path, problem.mark, problem.message.partition(", got ")[0]


def _naming(problem: Problem, cases: list[str], total: int) -> Problem:
    """Return a problem that says which cases it makes impossible."""
    cases = list(dict.fromkeys(cases))
    more = f" and {len(cases) - MOST_NAMED} more" if len(cases) > MOST_NAMED else ""
    named = f"{', '.join(cases[:MOST_NAMED])}{more}"
    return replace(problem, message=f"{problem.message}; {len(cases)} of {total} cases cannot be built so: {named}")
