"""What a scenario names beside its chart, as tables: platforms and initiatives."""

from orgsim import plain_words
from orgsim.cli.console import Console
from orgsim.scenario.authored import Dated, Initiative, Platform
from orgsim.scenario.design import Design

WEEKS_PER_QUARTER = 13


def print_authored(console: Console, design: Design) -> None:
    """Print the named platforms and initiatives of a design, if it has any."""
    scenario = design.baseline
    if scenario.platforms:
        console.say()
        console.table(
            ["platform", "run by", "used by", "does", "appears", "takes, engineers"],
            [_platform(design, name, stated) for name, stated in scenario.platforms.items()],
        )
    if scenario.initiatives:
        console.say()
        console.table(
            ["initiative", "held by", "domain", "state", "appears", "due", "effort, engineer-weeks", "value, $k"],
            [_row(design, name, stated) for name, stated in scenario.initiatives.items()],
        )


def holder(design: Design, stated: Initiative | Platform) -> str:
    """Say which team has something when it appears, and whether that team closes.

    What appears on the day of a change is there before it.
    """
    if stated.team is None:
        return "a team of the domain"
    first = design.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
    week = first + stated.weeks()
    before = [stage for stage in design.stages if stage.week < week] or [design.stages[0]]
    if stated.team not in before[-1].scenario.teams:
        return f"a team of the domain ({stated.team} is not there then)"
    later = design.stages[len(before) :]
    closes = next((stage.week for stage in later if stated.team not in stage.scenario.teams), None)
    return stated.team if closes is None else f"{stated.team}, which closes {plain_words.dated(0, closes - first)}"


def _platform(design: Design, name: str, stated: Platform) -> list[str]:
    took = "as its size suggests" if stated.run_cost is None else f"{stated.run_cost:g}"
    return [
        name,
        holder(design, stated),
        ", ".join(stated.used_by) or "nobody else",
        f"the same as {stated.same_as}" if stated.same_as else "what no other does",
        appearing(stated),
        took + (f" ({stated.effort:g} engineer-weeks to build)" if stated.effort is not None else ""),
    ]


def appearing(dated: Dated) -> str:
    """Return the date from which something is there, as tables show it."""
    return date_of(dated) if dated.weeks() else "the start"


def _row(design: Design, name: str, stated: Initiative) -> list[str]:
    team = design.baseline.teams.get(stated.team or "")
    return [
        name,
        holder(design, stated),
        stated.domain or (team.domain if team else ""),
        stated.state.replace("_", " ") + (f", {stated.done:.0%} done" if stated.done else ""),
        appearing(stated),
        _until(stated),
        f"{stated.effort:g}",
        f"{stated.value:g}",
    ]


def _until(stated: Initiative) -> str:
    """Say how long an initiative keeps its value."""
    half = f"half of it in {stated.half_life:g} weeks" if stated.half_life else ""
    if stated.due is None:
        return half
    return f"{date_of(stated.due)}, then {half or 'nothing'}"


def date_of(dated: Dated) -> str:
    """Return a date as tables show it: what the file says, and the quarter that this falls in."""
    return plain_words.dated(dated.quarter, dated.week)
