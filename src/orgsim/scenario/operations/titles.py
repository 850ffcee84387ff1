"""Posts and entries by what people call them: words of a title, in the singular or the plural."""

import re

from orgsim.scenario.names import mapping
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.problems import listed


def plain(text: object) -> str:
    """Return the words of a text in small letters.

    Example
    -------
    >>> plain("VP Product, Guest-Experience")
    'vp product guest experience'
    """
    return " ".join(re.findall(r"[^\W_]+", str(text).lower()))


def forms(name: str) -> set[str]:
    """Return the words of a name as they are and in the singular."""
    text = plain(name)
    return {text, text.removesuffix("s"), text.replace("s of ", " of ", 1)} - {""}


def titled(chart: Chart, wished: str, field: str, *, leads: bool = False) -> list[str]:
    """Return the posts whose name or title has these words; a plural means all of them, anything else is one post.

    With `leads`, of several the one who leads somebody is meant.

    Raises
    ------
    Refused
        When it could be several.
    """
    if found := _with_words(chart, {plain(wished)}):
        leaders = [post for post in found if leads and chart.reports(post)]
        found = leaders or found
        if len(found) > 1:
            called = listed(_called(chart, post) for post in found)
            raise Refused(f"'{wished}' may be {len(found)} posts: {called}; say which", field)
        return found
    return _with_words(chart, forms(wished))


def _with_words(chart: Chart, wished: set[str]) -> list[str]:
    """Return the posts whose id or title has the words of one of some texts, one after the other."""
    strangers = chart.strangers()
    spoken = {
        post: [f" {plain(text)} " for text in (post, entry.get("name", ""))]
        for post, entry in chart.posts.items()
        if post not in strangers
    }
    return [
        post for post, texts in spoken.items() if any(f" {one} " in text for text in texts for one in wished if one)
    ]


def _called(chart: Chart, post: str) -> str:
    title = mapping(chart.posts[post]).get("name")
    return f"{post} ({title})" if title else post
