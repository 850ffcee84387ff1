"""Sections on where the hours go, and on who is affected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgsim.attribution.answers import shifts
from orgsim.attribution.words import hours as told
from orgsim.figures import all_figures as figures
from orgsim.plain_words import counted, enumerated, number
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, picture
from orgsim.report.given import MOST_LISTED, Given
from orgsim.report.outcomes import against_medians, outcome_table
from orgsim.results.desks import over_futures, saturated_desks
from orgsim.scenario.diff import difference
from orgsim.scenario.model import Scenario


def hours(given: Given) -> Section:
    """Return where the time goes."""
    books = [picture(slide, small=True) for slide in figures.hours(given.shown)]
    desks = picture(figures.desk_use(given.shown), small=True, on_paper=not given.shown.lineup.alternatives)
    waits = Fold("How long work waits", books[2:])
    return Section("hours", "Where the hours go", (*books[:2], *_shifts(given), desks, *_saturated(given), waits))


def _shifts(given: Given) -> Iterator[Block]:
    """Yield where the hours move in each alternative, beyond chance."""
    results = given.shown.results
    found = {design: shifts(results, given.baseline, design) for design in given.shown.lineup.alternatives}
    said = [f"{design}. {' '.join(told(moved)) or 'No hours move beyond chance.'}" for design, moved in found.items()]
    if said:
        yield Text(
            f"The largest shifts of working time compared with {given.baseline}, of those that are beyond chance:"
        )
        yield Items(said)


def _saturated(given: Given) -> Iterator[Block]:
    """Yield the desks that cannot keep up."""
    names = given.shown.post_names()
    found = saturated_desks(given.shown.results.table("desks"))
    if not found:
        yield Text("No desk is saturated in any design.")
        return
    rows = [
        [
            names.get(desk.post, desk.post),
            desk.design,
            f"{desk.busy:.0%}",
            f"{desk.lapsed:.0%}",
            number(desk.lapsed_per_future),
        ]
        for desk in found[:MOST_LISTED]
    ]
    head = ["desk", "design", "busy", "requests lapsed", "lapsed in a future"]
    yield Table(
        head,
        rows,
        f"{counted(len(found), 'saturated desk')}: those who ask there often go without an answer",
        (2, 3, 4),
    )


def affected(given: Given) -> Section:
    """Return who is affected: who moves, whose desk gets fuller or emptier, and what that does to careers."""
    blocks: list[Block] = []
    for design in given.shown.lineup.alternatives:
        loads = _loads(given, design)
        blocks += [Text(" ".join((_people(given, design), *_hardest(loads)))), *_table(given, design, loads)]
    blocks.append(outcome_table(given, PERSONAL, "What it does to people"))
    blocks += [Text(words) for words in against_medians(given, PERSONAL)]
    return Section("people", "Who is affected", blocks)


PERSONAL = ("attrition", "regretted_attrition", "engagement", "promotion_rate", "vacancy_weeks", "coaching_hours")
"""The metrics that people feel."""


def affected_in_short(given: Given, design: str) -> str:
    """Say who moves, and which of the metrics that people feel get clearly worse."""
    worse = [
        answer.metric.title
        for answer in given.shown.answers(PERSONAL)
        for line in answer.lines
        if line.design == design and line.comparison and line.comparison.verdict == "worse"
    ]
    moves = _people(given, design).removeprefix(f"{design}: ")
    return f"{moves[0].upper()}{moves[1:]}" + (f" Worse for people: {enumerated(worse)}." if worse else "")


def _people(given: Given, design: str) -> str:
    """Say how many people move, in which way, and which posts and engineers go."""
    before, after = given.final(given.baseline), given.final(design)
    found = difference(before, after)
    closed = f" ({enumerated([before.posts[post].name or post for post in found.closed])})"
    said = [
        counted(len(found.moved), "{person gets|people get} another superior") if found.moved else "",
        counted(len(found.re_roled), "{person gets|people get} another role") if found.re_roled else "",
        counted(len(found.closed), "post* {closes|close}") + closed if found.closed else "",
        counted(len(found.new), "new post* {opens|open}") if found.new else "",
        *_teams(before, after),
    ]
    return f"{design}: {enumerated([part for part in said if part]) or 'nobody moves'}."


def _teams(before: Scenario, after: Scenario) -> Iterator[str]:
    """Yield how many teams get another owner, and where engineers are lost and gained."""
    both = [(team, after.teams[name]) for name, team in before.teams.items() if name in after.teams]
    owned = sum(was.owner != now.owner for was, now in both)
    if owned:
        yield counted(owned, "team* {gets|get} another owner")
    for way, sign in (("lose", -1), ("gain", 1)):
        moved = [
            sign * (now.engineers - was.engineers) for was, now in both if sign * (now.engineers - was.engineers) > 0
        ]
        if moved:
            yield f"{counted(len(moved), f'team* {{{way}s|{way}}}')} {counted(round(sum(moved)), 'engineer')}"


@dataclass(frozen=True)
class Load:
    """A desk that changes: the share of its open hours that is busy and the weeks to an answer, before and after."""

    title: str
    busy: tuple[float, float]
    weeks: tuple[float, float]

    @property
    def more(self) -> float:
        """By how much more of its open hours the desk is busy."""
        return self.busy[1] - self.busy[0]


def _loads(given: Given, design: str) -> list[Load]:
    """Return the desks that change most, the largest change first."""
    names = given.shown.post_names()
    desks = over_futures(given.shown.results.table("desks")).dropna(subset=["busy"])
    before, after = (desks.loc[desks["design"] == name].set_index("post") for name in (given.baseline, design))
    found = [
        (str(post), Load(names[post], *((before[column][post], after[column][post]) for column in ("busy", "weeks"))))
        for post in after.index
        if post in before.index
    ]
    largest = sorted(found, key=lambda entry: (-abs(entry[1].more), entry[0]))[:MOST_LOADS]
    return [load for _, load in largest if abs(load.more) >= LEAST_LOAD]


def _hardest(loads: Sequence[Load]) -> Iterator[str]:
    """Yield whose load grows most."""
    hardest = max(loads, key=lambda load: load.more, default=None)
    if hardest is None or hardest.more <= 0.0:
        yield "No desk gets noticeably fuller."
        return
    (was, now), (before, after) = hardest.busy, hardest.weeks
    waits = ""
    if before == before and after == after:
        waits = f", {'but' if after < before else 'and'} a request there waits for {_weeks(after)} weeks instead of {_weeks(before)}"
    yield (
        f"The load grows most for {hardest.title}: the desk is busy for {now:.0%} of its open hours instead of {was:.0%}{waits}."
    )


def _table(given: Given, design: str, loads: Sequence[Load]) -> Iterator[Block]:
    """Yield the table of the desks that change most."""
    rows = [
        [load.title, *(f"{busy:.0%}" for busy in load.busy), *(_weeks(value) for value in load.weeks)] for load in loads
    ]
    if rows:
        head = ["desk", f"busy in {given.baseline}", f"busy in {design}", "weeks to an answer before", "and after"]
        caption = f"Desks that change most under {design} (share of their open hours, mean over futures; the figure has medians)"
        yield Table(head, rows, caption, (1, 2, 3, 4))


def _weeks(value: float) -> str:
    return f"{value:.2f}" if value == value else "no requests"


MOST_LOADS, LEAST_LOAD = 5, 0.02
"""So many desks are listed at most, and those whose load changes by less than this share are not."""
