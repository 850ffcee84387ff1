"""Places in the words of a lesson where numbers belong, and what words may say of each number."""

import re

from orgsim.lessons.model import Lesson

PLACE = re.compile(r"\{(?P<name>[A-Za-z0-9_-]+)(?:\.(?P<facet>[a-z]*))?\}")
"""A place in the words where a number belongs."""
OF_COMPARED = ("", "size", "range", "told", "of", "against", "often", "payback")
"""What can be said of a number that is compared with another: the difference, its size without a sign, its interval, the difference with
its interval and whether it can be told from nothing, both means, how often, and from which quarter on it has paid back."""
OF_LEVEL = ("", "range")
"""What can be said of a number that stands for itself."""
FUTURES = "futures"


def facets_of(lesson: Lesson) -> dict[str, tuple[str, ...]]:
    """Return what words may say of each number of a lesson."""
    every = lesson.measured().items()
    return {name: OF_COMPARED if one.against else OF_LEVEL for name, one in every} | {FUTURES: ("",)}
