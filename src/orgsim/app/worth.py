"""When a role is worth its cost: what designs that add it brought in the worlds of the atlas, as published (docs/atlas.md).

Only designs at equal cost are compared, beside one that adds no post and gives the same hours to directors who are there already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from orgsim.atlas.environments import Environment, environments
from orgsim.metrics.catalog import VALUE
from orgsim.plain_words import enumerated, number
from orgsim.scenario.library.designs import library
from orgsim.studies.evidence import Measured, measured

ADDED = ("gpm-pods", "portfolio-pm", "directors-hours")
"""Designs of the library that add a role, and the one that gives the hours of a portfolio manager to directors."""
POSTS = {"small": 16, "mid": 43, "large": 109}
"""Posts of the companies of the atlas."""
BETTER, WORSE = ("better", "probably better"), ("worse", "probably worse")
SAYS = (
    ("better, at least probably,", BETTER, True),
    ("worse, at least probably,", WORSE, True),
    ("no difference that matters", ("no practical difference",), False),
    ("cannot be told", ("cannot be told",), False),
)
"""What is said of worlds by what was found there, and whether these worlds are named."""


@dataclass(frozen=True)
class World:
    """A world of the atlas, and what each design brought there: value, as a share of today's."""

    environment: Environment
    found: Sequence[Measured]


def size_for(posts: int) -> str:
    """Return the company of the atlas that is nearest in size to one of so many posts, by their ratio."""
    return min(POSTS, key=lambda size: max(POSTS[size] / posts, posts / POSTS[size]))


def worlds(size: str) -> Iterator[World]:
    """Yield the worlds of the atlas in their order."""
    for name, environment in environments().items():
        yield World(environment, [measured("atlas", f"{size} {name}", f"{design}: {VALUE}") for design in ADDED])


def worth(posts: int) -> str:
    """Return a table for a company of so many posts, with a sentence for each design."""
    size = size_for(posts)
    found = list(worlds(size))
    titles = [library()[name].text.title for name in ADDED]
    head = "".join(f"<th scope=col>{escape(title)}</th>" for title in titles)
    rows = "".join(_row(one) for one in found)
    said = "".join(f"<li>{_said(title, place, found)}</li>" for place, title in enumerate(titles))
    return (
        f"<ul class=verdicts>{said}</ul><div class=scroll><table class='facts worth'><thead><tr><th scope=col>In this world</th>{head}"
        f"</tr></thead><tbody>{rows}</tbody></table></div><p class=how>Realised value in per cent of that without the change, at equal "
        f"cost, with intervals of 95% for all designs of a world together; an invented company of {POSTS[size]} posts, the nearest in size "
        "to this one of three that were tried. Your company may be of another kind: <a href='/'>Explore</a> tries the design on it, and "
        "<code>orgsim atlas</code> does so in every world. The <a href='/lessons'>lesson on portfolio product managers</a> finds more for "
        "that role: its company has twelve products under directors who may not move engineers, and the post comes on top, while here "
        "fewer engineers pay for it.</p>"
    )


def _said(title: str, place: int, found: Sequence[World]) -> str:
    """Say in how many worlds a design is better, worse, no different, and in how many that cannot be told."""
    parts = []
    for words, outcomes, named in SAYS:
        where = [one.environment.text.title for one in found if one.found[place].outcome in outcomes]
        worlds_ = f" ({escape(enumerated(where))})" if named else ""
        if where:
            parts.append(f"{words} in {len(where)} of {len(found)} worlds{worlds_}")
    return f"<b>{escape(title)}</b>: {'; '.join(parts)}."


def _row(one: World) -> str:
    """Return the row of a world."""
    cells = "".join(_cell(found) for found in one.found)
    text = one.environment.text
    return f"<tr><th scope=row><b>{escape(text.title)}</b> <small>{escape(text.says)}</small></th>{cells}</tr>"


def _cell(found: Measured) -> str:
    """Return a difference with its interval, and what it is called."""
    kind = "good" if found.outcome in BETTER else "bad" if found.outcome in WORSE else "open"
    mean, low, high = (_percent(value) for value in (found.mean, found.low, found.high))
    return f'<td class="{kind}"><b>{mean}</b> <small>({low} to {high}) {escape(found.outcome)}</small></td>'


def _percent(share: float | None) -> str:
    return "&ndash;" if share is None else f"{number(100 * share, 1, signed=True)}%".replace("-", "\N{MINUS SIGN}")
