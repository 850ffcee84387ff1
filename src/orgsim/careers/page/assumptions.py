"""What was assumed, what the page does not show, and how to make it again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orgsim.careers.flow import flow_of
from orgsim.careers.impact import ABOUT
from orgsim.careers.page.sentences import LUCK_ONLY
from orgsim.careers.simulation import PURPOSE, CareerResults
from orgsim.careers.slides import Careers
from orgsim.plain_words import counted
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text
from orgsim.results.manifest import versions
from orgsim.results.plan import model_version
from orgsim.scenario.register import register

if TYPE_CHECKING:
    from orgsim.scenario.fields import Section as Fields

SECTIONS = ("staffing", "careers")


def assumptions(careers: Careers) -> Section:
    """Return the policy, what was set, where the ladder's numbers come from, and every number of the model about people."""
    policies = [
        f"{'' if careers.single else name + ': '}people are promoted by the policy {policy_of(each)}."
        for name, each in careers.results.items()
    ]
    blocks: list[Block] = [Items(policies)]
    own = [row for name, each in careers.results.items() for row in _set(name, each)]
    if own:
        head = ["setting", *([] if careers.single else [""]), "value"]
        rows = [row if not careers.single else [row[0], row[2]] for row in own]
        blocks.append(Table(head, rows, "Numbers that were set for this run", (len(head) - 1,)))
    blocks.append(_sources(careers))
    blocks.append(Fold("Where the paper form of the ladder holds", (Items(list(_paper(careers))),)))
    blocks.append(Fold("All numbers of the model about people", (_register(careers.first),)))
    return Section("assumptions", "What was assumed", blocks)


def policy_of(results: CareerResults) -> str:
    """Return the name of a policy with its settings."""
    policy = results.plan.policy
    name = policy.__class__.__module__.rpartition(".")[2].replace("_", "-")
    settings = ", ".join(f"{key} {value}" for key, value in policy.model_dump().items() if key != "only_to_seats")
    return f"{name} ({settings})" if settings else name


def _set(name: str, results: CareerResults) -> Iterator[list[str]]:
    """Yield every setting of a run that somebody has set."""
    settings = results.plan.settings
    parts: list[Fields] = [settings.parameters.staffing, settings.parameters.careers]
    if results.plan.room:
        parts.append(settings.ladder)
    for part in parts:
        for key, value in _flat(part.model_dump(exclude_unset=True)):
            yield [key, name, f"{value:g}" if isinstance(value, float) else str(value)]


def _flat(values: dict[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def _sources(careers: Careers) -> Block:
    """Return the sources that the ladders name, and how much stands behind them."""
    found = {
        source.title: source.confidence or "not stated"
        for each in careers.found
        for source in each.plan.ladder.sources.values()
    }
    if not found:
        return Text("The ladder names no source for its numbers: check them first.")
    words = "Seats, pay, exits and least times come from the ladder file: check them first."
    return Table(
        ["source of the ladder's numbers", "confidence"], [[title, how] for title, how in found.items()], words
    )


def _paper(careers: Careers) -> Iterator[str]:
    for name, each in careers.results.items():
        for assumption in flow_of(each.plan.ladder).assumptions:
            yield f"{'' if careers.single else name + ': '}{assumption.text}: {assumption.verdict}."


def _register(results: CareerResults) -> Table:
    """Return every number about people with its source."""
    values = results.plan.settings.parameters
    rows = []
    for entry in register():
        _, section, name = (*entry.path.split("."), "", "")[:3]
        if section in SECTIONS and entry.path.startswith("parameters."):
            value = getattr(getattr(values, section), name)
            limits = f"{entry.low:g} to {entry.high:g}"
            rows.append([entry.path, f"{value:g}", entry.unit, limits, entry.confidence, entry.meaning, entry.source])
    return Table(["assumption", "value", "unit", "range", "confidence", "meaning", "source"], rows, "", (1,))


def limits(careers: Careers, command: str) -> Section:
    """Return what the page does not show, and how to repeat it."""
    said = [
        PURPOSE,
        LUCK_ONLY,
        *([ABOUT] if len(careers.first.plan.groups) > 1 else []),
        "Chances are those of simulated hires on this ladder, whose seats, exits and pay stay as the ladder says. They are no promise.",
        *(
            [
                "On a ladder by itself nobody works: what a promotion does to a team's work is seen only in an organisation."
            ]
            if careers.first.plan.room
            else []
        ),
        *(
            []
            if careers.single
            else [
                "All ladders meet the same futures: the same people, ratings and exits, until what happens to them differs."
            ]
        ),
    ]
    told = ", ".join(f"{name} {text}" for name, text in versions().items())
    repeat = [
        command,
        f"model {model_version()}; {told}",
        f"{counted(careers.first.replications, 'future')}, seed {careers.first.seed}",
    ]
    return Section("limits", "What this does not show, and how to repeat it", (Items(said), Items(repeat)))
