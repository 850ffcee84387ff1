"""The designs in docs/designs.md, written from their files and from what they make of `product-org`: ``python -m tests.documents.designs_page``."""

from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

from orgsim.scenario.design import load_design
from orgsim.scenario.library.applying import Applied, applied
from orgsim.scenario.library.designs import library
from orgsim.scenario.library.picture import beside_the_chart, deciders, picture
from orgsim.scenario.library.writing import money_sentence
from orgsim.scenario.paths import paths_of
from orgsim.scenario.structure import structure_of
from orgsim.scenario.together import led_together

PAGE = ROOT / "docs" / "designs.md"
BEGIN, END = "<!-- designs: python -m tests.documents.designs_page -->\n", "<!-- end of designs -->"
HEAD = (
    "| design | posts | engineers | layers | span, mean and widest | together | bet | new ground | conflict | hiring |\n"
    + "|---" * 10
    + "|"
)


def generated() -> str:
    """Return the table of facts, and a part for each design."""
    today = load_design(ROOT / "scenarios" / "product-org" / "today.yaml")
    found = [applied(design, today) for design in library().values()]
    rows = [
        _row("today", today.final, 0.0),
        *(_row(f"`{one.design.name}`", one.after, one.balance.mean_change) for one in found),
    ]
    return "\n".join([HEAD, *rows, "", *(line for one in found for line in _part(one))])


def _row(name, scenario, more) -> str:
    facts, desks = structure_of(scenario), paths_of(scenario).mean
    engineers = sum(
        team.engineers for team in load_design(ROOT / "scenarios" / "product-org" / "today.yaml").final.teams.values()
    )
    numbers = [f"{desks[action]:.1f}" for action in ("fund", "explore", "prioritize", "staff")]
    shape = [
        str(facts.posts),
        f"{engineers + more:.1f}",
        str(facts.layers),
        f"{facts.mean_span:.1f}, {facts.widest_span}",
        f"{led_together(scenario):.0%}",
    ]
    return f"| {' | '.join([name, *shape, *numbers])} |"


def _part(one: Applied) -> Iterator[str]:
    """Yield the lines on one design."""
    text = one.design.text
    yield f"### `{one.design.name}`: {text.title}"
    yield f"\n{text.says} Said to suit {text.suits}. Source: {text.source}.\n"
    yield "```yaml\ndo:"
    yield from (f"  - {step.verb}: {_fields(step)}" for step in one.design.steps)
    yield "```\n"
    yield "```text"
    yield from picture(one.after)
    yield "```\n"
    beside = beside_the_chart(one.after)
    told = f"Beside the chart: {', '.join(beside)}. " if beside else ""
    yield f"{told}A bet is decided by: {deciders(one.after)}. {money_sentence(one)}\n"


def _fields(step) -> str:
    from orgsim.scenario.operations.writing import flow

    return flow(step.fields.data)


def page() -> str:
    """Return the page with its generated part renewed."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:start] + generated() + text[end:]


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
