"""What an import could only guess of the organisation on the page, and which verdicts turn with it."""

from collections.abc import Iterator
from functools import partial

from orgsim.plain_words import change, counted, enumerated
from orgsim.report.blocks import Block, Command, Items, Link, Text, Words
from orgsim.report.given import Given
from orgsim.results.manifest import repeating
from orgsim.results.over_guesses import fate

ANCHOR = "guesses"
READINGS = 8
"""Readings that the page advises where the comparison was not repeated under any."""


def guesses(given: Given) -> Iterator[Block]:
    """Yield what was guessed, and whether the verdicts survive other readings of it; nothing where nothing was."""
    if given.guesses is None:
        return
    yield Text((Link("What could only be guessed, such as what an HR table does not say:", name=ANCHOR),))
    yield Items(list(_guessed(given)))
    if given.readings:
        yield Text(_repeated(given))
        yield Items(list(_fates(given)))
    elif given.shown.lineup.alternatives:
        yield Text("Whether a verdict depends on these guesses was not examined. This command does it:")
        yield Command(repeating(given.shown.results.manifest, "compare", "--over-guesses", str(READINGS)))


def in_short(given: Given, design: str) -> Words:
    """Return what was guessed and whether the verdicts on a design depend on it, for its card; empty where nothing was."""
    if given.guesses is None:
        return ""
    where = Link("what was guessed", ANCHOR)
    if not given.readings:
        return ("Whether the verdicts depend on ", where, f" ({_what(given)}) was not examined.")
    words = fate(given.survivals, design)
    over = f" ({_what(given)}): {words}.{_leading(given, design)}"
    return (f"Over {counted(len(given.readings) + 1, 'plausible reading')} of ", where, over)


def _leading(given: Given, design: str) -> str:
    """Say how the verdict on the leading metric fares, where it is not the same under every reading."""
    mine = next((one for one in given.survivals if (one.design, one.metric) == (design, given.lead)), None)
    if mine is None or len(mine.verdicts) == 1:
        return ""
    return f" On {mine.title}: {mine.counts()}, with {_futures(given)} under each but the file's own."


def _futures(given: Given) -> str:
    return counted(int(given.readings[0].manifest["replications"]), "future")


def over_guesses(given: Given) -> tuple[str, ...]:
    """Return the option that repeats the comparison under as many readings as stand behind the page."""
    return ("--over-guesses", str(len(given.readings) + 1)) if given.readings else ()


def _what(given: Given) -> str:
    """Say in short what was guessed."""
    assert given.guesses is not None  # noqa: S101 - asked only where something is
    owners = [f"who owns {_share(given)}"] if _owners(given) else []
    return enumerated([*owners, *(["which domains belong together"] if given.guesses.related else [])])


def _owners(given: Given) -> dict[str, str]:
    """Return the teams whose owner is a guess, by what they are called, and the owner whom the file gives them."""
    teams = given.shown.stages[given.baseline][0][1].teams
    guessed = given.guesses.owners if given.guesses else {}
    return {teams[team].name or team: teams[team].owner or "nobody" for team in guessed if team in teams}


def _share(given: Given) -> str:
    return f"{len(_owners(given))} of {counted(len(given.shown.stages[given.baseline][0][1].teams), 'team')}"


def _guessed(given: Given) -> Iterator[str]:
    """Yield each kind of guess, with every team whose owner is one."""
    owners, related = _owners(given), given.guesses.related if given.guesses else None
    if owners:
        said = [f"{team} ({owner})" for team, owner in owners.items()]
        yield f"Who owns {_share(given)}: {enumerated(said, len(said))}."
    if related:
        yield f"Which domains belong together: each closeness may be up to {related:g} times larger or smaller."


def _repeated(given: Given) -> str:
    """Say under how many readings the comparison was repeated, and how many verdicts turn."""
    turned = [one for one in given.survivals if not one.survives]
    verdicts = counted(len(given.survivals), "verdict")
    return (
        f"The comparison was repeated under {counted(len(given.readings) + 1, 'plausible reading')} of these guesses, the file's own "
        f"among them and {_futures(given)} under each other. Of {verdicts}, "
        f"{len(turned) or 'none'} {'turns' if len(turned) < 2 else 'turn'} with them; a verdict turns when two readings contradict "
        "each other, and one that is inconclusive contradicts nothing."
    )


def _fates(given: Given) -> Iterator[str]:
    """Yield the fate of the verdicts on each alternative, and every verdict that turns."""
    for design in given.shown.lineup.alternatives:
        mine = [one for one in given.survivals if one.design == design]
        said = [f"{one.title} {one.sentence(partial(change, unit=one.unit))}" for one in mine if not one.survives]
        yield ". ".join([f"{design}: {fate(mine, design)}", *said]) + "."
