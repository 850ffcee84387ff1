"""Sections on where the hours go, and on who is affected."""

from collections.abc import Iterator

from orgsim.figures import all_figures as figures
from orgsim.plain_words import counted, enumerated, number
from orgsim.report.blocks import Block, Fold, Section, Table, Text, picture
from orgsim.report.given import MOST_LISTED, Given
from orgsim.results.desks import over_futures, saturated_desks
from orgsim.scenario.diff import difference


def hours(given: Given) -> Section:
    """Return where the time goes."""
    books = [picture(slide, small=True) for slide in figures.hours(given.shown)]
    desks = picture(figures.desk_use(given.shown), small=True)
    waits = Fold("How long work waits", books[2:])
    return Section("hours", "Where the hours go", (*books[:2], desks, *_saturated(given), waits))


def _saturated(given: Given) -> Iterator[Block]:
    """Yield the desks that cannot keep up."""
    names = given.shown.post_names()
    found = saturated_desks(given.shown.results.table("desks"))
    if not found:
        yield Text("No desk is saturated in any design: requests are answered while they matter.")
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
    """Return who is affected: who moves, and whose desk gets fuller or emptier."""
    blocks: list[Block] = []
    for design in given.shown.lineup.alternatives:
        blocks += [Text(_people(given, design)), *_loads(given, design)]
    return Section("people", "Who is affected", blocks)


def _people(given: Given, design: str) -> str:
    """Say how many people move, in which way."""
    before, after = given.final(given.baseline), given.final(design)
    found = difference(before, after)
    parts = [
        (len(found.moved), "{person gets|people get} another superior"),
        (len(found.re_roled), "{person gets|people get} another role"),
        (len(found.closed), "post* {closes|close}"),
        (len(found.new), "new post*"),
    ]
    said = [counted(count, noun) for count, noun in parts if count]
    moved = sum(before.teams[name].owner != team.owner for name, team in after.teams.items() if name in before.teams)
    said += [counted(moved, "team* {gets|get} another owner")] if moved else []
    return f"{design}: {enumerated(said) or 'nobody moves'}."


def _loads(given: Given, design: str) -> Iterator[Block]:
    """Yield the posts whose desks change most."""
    names = given.shown.post_names()
    desks = over_futures(given.shown.results.table("desks")).dropna(subset=["busy"])
    before, after = (desks.loc[desks["design"] == name].set_index("post") for name in (given.baseline, design))
    rows = [
        (after["busy"][post] - before["busy"][post], str(post), before.loc[post], after.loc[post])
        for post in after.index
        if post in before.index
    ]
    largest = sorted(rows, key=lambda entry: (-abs(entry[0]), entry[1]))[:MOST_LOADS]
    told = [
        [names[post], f"{was['busy']:.0%}", f"{now['busy']:.0%}", _weeks(was["weeks"]), _weeks(now["weeks"])]
        for moved, post, was, now in largest
        if abs(moved) >= LEAST_LOAD
    ]
    if told:
        head = [
            "desk",
            f"busy in {given.baseline}",
            f"busy in {design}",
            "weeks to an answer before",
            "weeks to an answer after",
        ]
        yield Table(head, told, f"Desks that change most under {design} (share of their open hours)", (1, 2, 3, 4))


def _weeks(value: float) -> str:
    return f"{value:.2f}" if value == value else "no requests"


MOST_LOADS, LEAST_LOAD = 5, 0.02
"""So many desks are listed at most, and those whose load changes by less than this share are not."""
