"""When a role is worth its cost: what is said of the worlds is what the atlas published, and nothing is said that it did not."""

import re

import pytest

from orgsim.app.worth import ADDED, BETTER, POSTS, SAYS, size_for, worlds, worth
from orgsim.scenario.library.designs import library
from orgsim.studies.atlas.measured import COMPANIES


def test_the_sizes_are_those_of_the_atlas() -> None:
    """Posts of its companies, and the nearest of them by ratio: 26 posts are 1.6 times 16 and 1.7 times smaller than 43."""
    assert {name: len(size.text["posts"]) for name, size in COMPANIES.items()} == POSTS
    assert [size_for(posts) for posts in (1, 13, 26, 27, 60, 75, 500)] == [
        "small",
        "small",
        "small",
        "mid",
        "mid",
        "large",
        "large",
    ]


@pytest.mark.parametrize("posts", POSTS.values())
def test_a_sentence_counts_the_worlds_of_the_table(posts: int) -> None:
    """For each design, the worlds that its sentence calls better are those whose cells do; each cell has its interval."""
    found, text = list(worlds(size_for(posts))), worth(posts)
    assert len(found) == 10
    for place, name in enumerate(ADDED):
        better = [one.environment.text.title for one in found if one.found[place].outcome in BETTER]
        (said,) = re.findall(rf"<li><b>{library()[name].text.title}</b>: (.*?)</li>", text)
        assert all(title in said for title in better)
        counts = [sum(one.found[place].outcome in outcomes for one in found) for _, outcomes, _ in SAYS]
        assert sum(counts) == 10
        assert re.findall(r"in (\d+) of 10 worlds", said) == [str(count) for count in counts if count]
    assert text.count('class="good"') == sum(cell.outcome in BETTER for one in found for cell in one.found)
    assert len(re.findall(r" to [+\N{MINUS SIGN}]?[\d.]+%\)", text)) == 30
