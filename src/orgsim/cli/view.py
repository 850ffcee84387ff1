"""What of some results a command reports: the whole company, every part of a kind, or one part, and on which metrics."""

from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from orgsim.cli.options import PARTS, about_the_words, metrics_from
from orgsim.errors import CommandLineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orgsim.metrics.metric import Rope
    from orgsim.results.comparison import Answer, Results
    from orgsim.results.plan import Plan


def part_asked_for(text: str) -> tuple[str, str]:
    """Return the kind and the name of a part, given as ``KIND=NAME``.

    Raises
    ------
    CommandLineError
        When the text is not of that form, or there is no such kind.
    """
    from orgsim.results.kinds import kind_named

    kind, sign, name = text.partition("=")
    if not sign or not name:
        raise CommandLineError(f"--for {text}: expected KIND=NAME, such as domain=cloud or branch=vp-product")
    with about_the_words():
        return kind_named(kind), name


@dataclass(frozen=True)
class View:
    """What of the results is asked for: the whole company or parts of it, and on which metrics."""

    by: str
    part: str | None
    named: tuple[str, ...]
    _: KW_ONLY
    everything: bool

    @cached_property
    def one(self) -> tuple[str, str] | None:
        """The kind and name of the only part that is asked for."""
        if self.part is None:
            return None
        if self.by != "total":
            raise CommandLineError(f"--for {self.part} reports one part in total; leave out --by {self.by}")
        return part_asked_for(self.part)

    @property
    def kind(self) -> str | None:
        """The kind of part by which results are asked for; None for the whole company."""
        return self.one[0] if self.one else self.by if self.by in PARTS else None

    def metrics(self) -> list[str]:
        """Return the names of the metrics that are asked for."""
        from orgsim.metrics.catalog import all_metrics, headline_metrics
        from orgsim.results.kinds import kind_named, metrics_of

        if self.kind:
            with about_the_words():
                return metrics_of(kind_named(self.kind), self.named, everything=self.everything)
        everything = list(all_metrics()) if self.everything else headline_metrics()
        return [metric.name for metric in metrics_from(self.named)] or everything

    def found_in(self, plan: "Plan") -> "View":
        """Return the view with the id of the part that is asked for, before anything is simulated; a part that no design has is refused."""
        from orgsim.metrics.parts import parts_of
        from orgsim.results.by_part import part_named
        from orgsim.results.kinds import kind_named

        if not self.one:
            return self
        kind = kind_named(self.one[0])
        found = [parts_of(organization) for organization in plan.organizations]
        ids = [name for parts in found for of, name in zip(parts.kinds, parts.names, strict=True) if of == kind]
        return replace(self, part=f"{kind}={part_named(kind, self.one[1], ids, _names(plan, kind))}")

    def answers(self, results: "Results", baseline: str | None, ropes: "Mapping[str, Rope]") -> "list[Answer]":
        """Return the answers."""
        from orgsim.results.by_part import answer_by_part, answer_for
        from orgsim.results.comparison import answer, answer_by_quarter

        if self.one:
            return answer_for(results, *self.one, self.metrics(), baseline=baseline, ropes=ropes)
        if self.by in PARTS:
            return answer_by_part(results, self.by, self.metrics(), baseline=baseline, ropes=ropes)
        find = answer_by_quarter if self.by == "quarter" else answer
        return find(results, self.metrics(), baseline=baseline, ropes=ropes)


SECTIONS = {"branch": "posts", "domain": "domains", "objective": "objectives", "role": "roles", "team": "teams"}
"""The section of a scenario in which parts of a kind have their names."""


def _names(plan: "Plan", kind: str) -> dict[str, str]:
    """Return what the parts of a kind are called in the designs of a plan, by their ids; the first design comes first."""
    found: dict[str, str] = {}
    for organization in plan.organizations:
        for stage in organization.design.stages:
            for name, entry in getattr(stage.scenario, SECTIONS[kind]).items():
                said = getattr(entry, "name", None) or getattr(entry, "title", None)
                if said:
                    found.setdefault(name, said)
    return found
