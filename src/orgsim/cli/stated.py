"""What a scenario states beside the chart, a sentence each: targets, a budget, people who are known, parameters that a change alters."""

from collections.abc import Iterator

from orgsim.plain_words import counted, dated
from orgsim.scenario.design import Design
from orgsim.scenario.events import Replacement
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import structure_of


def stated(design: Design, place: int) -> Iterator[str]:
    """Yield what one stage of a design states beside the chart, by its place among the stages."""
    scenario = design.stages[place].scenario
    before = design.stages[place - 1].scenario if place else None
    if before is None or scenario.budget != before.budget:
        yield from _budget(scenario)
    if before is not None and before.budget and not scenario.budget:
        yield "there is no budget any more"
    if before is not None:
        yield from _parameters(before, scenario)
        return
    yield from _targets(scenario)
    yield from _engagement(scenario)
    yield from (_replacement(event) for event in scenario.events if isinstance(event, Replacement))


def _parameters(before: Scenario, after: Scenario) -> Iterator[str]:
    """Yield every parameter in which a stage differs from the one before it."""
    for group, section in after.parameters:
        for name, value in section:
            was = getattr(getattr(before.parameters, group), name)
            if was != value:
                yield f"parameters.{group}.{name}: {was:g} -> {value:g}"


def _targets(scenario: Scenario) -> Iterator[str]:
    """Yield the targets of objectives."""
    periods = {"year": "a year", "run": "over the run"}
    found = [f"{name} ${one.target:g}M {periods[one.per]}" for name, one in scenario.objectives.items() if one.target]
    if found:
        yield f"targets of realised value: {', '.join(found)}"


def _budget(scenario: Scenario) -> Iterator[str]:
    """Yield what may be spent a year, and what that leaves when every post is filled."""
    budget = scenario.budget
    if budget is None:
        return
    if budget.company is not None:
        found = structure_of(scenario)
        left = budget.company - found.people_cost - found.engineering_cost
        room = f"${left / 1000:.2f}M above" if left >= 0 else f"${-left / 1000:.2f}M below"
        yield f"budget ${budget.company / 1000:.2f}M a year, {room} the pay of all posts and engineers"
    if budget.domains:
        named = [f"{name} ${amount / 1000:.2f}M" for name, amount in budget.domains.items()]
        yield f"budget of domains, a year: {', '.join(named)}"


def _engagement(scenario: Scenario) -> Iterator[str]:
    """Yield the engagement with which first holders begin, where it is stated."""
    found = [f"{name} {post.engagement:+g}" for name, post in scenario.posts.items() if post.engagement is not None]
    if found:
        yield f"engagement at the start, in standard deviations: {', '.join(found)}"


def _replacement(event: Replacement) -> str:
    """Say who takes over which post, and when."""
    when = dated(event.quarter, event.week)
    gap = f", {counted(event.overlap_weeks, 'week')} of overlap" if event.overlap_weeks else ""
    gap += f", after {counted(event.vacant_weeks, 'week')} of vacancy" if event.vacant_weeks else ""
    known = event.skills.model_dump(exclude_unset=True) if event.skills else {}
    skills = "".join(f", {name} {value:g}" for name, value in known.items())
    return f"{event.post}: {event.name or 'somebody known'} takes over {when}{gap}{skills}"
