"""Authority: rules for the reporting line tell who is above whom, who stands in for a vacancy, and who has a right."""

from orgsim.engine.compiled import rule
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE


@rule
def holder(posts: Records, post: int) -> int:
    """Return the post that acts for a post: itself if occupied, else the nearest occupied superior (interim cover), else NONE."""
    while post != NONE and posts[post].person == NONE:
        post = posts[post].manager
    return post


@rule
def is_above(posts: Records, upper: int, lower: int) -> bool:
    """Tell whether `upper` is `lower` or one of its superiors."""
    while lower != NONE:
        if lower == upper:
            return True
        lower = posts[lower].manager
    return False


@rule
def common_superior(posts: Records, first: int, second: int) -> int:
    """Return the lowest post that is above both posts or is one of them; NONE when they have different roots."""
    while first != second:
        if first == NONE or second == NONE:
            return NONE
        if posts[first].depth >= posts[second].depth:
            first = posts[first].manager
        else:
            second = posts[second].manager
    return first


@rule
def top_of(posts: Records, post: int) -> int:
    """Return the post at the top of a post's reporting line."""
    while posts[post].manager != NONE:
        post = posts[post].manager
    return post


@rule
def in_one_company(teams: Records, one: int, other: int) -> bool:
    """Tell whether the owners of two teams report to the same head in the end; a team without an owner belongs everywhere."""
    first, second = teams[one].company, teams[other].company
    return first in (NONE, second) or second == NONE


@rule
def path_length(posts: Records, first: int, second: int) -> int:
    """Return the number of reporting edges between two posts; the depth of both when they share no superior."""
    top = common_superior(posts, first, second)
    base = posts[top].depth if top != NONE else 0
    return posts[first].depth + posts[second].depth - 2 * base


@rule
def nearest_with(posts: Records, post: int, action: int, right: int) -> int:
    """Return the nearest post, from `post` upward, whose right to an action is at least `right`; NONE when nobody has it."""
    while post != NONE and posts[post].rights[action] < right:
        post = posts[post].manager
    return post


@rule
def present_with(posts: Records, post: int, action: int, right: int) -> int:
    """Return the nearest occupied post, from `post` upward, whose right to an action is at least `right`; NONE when there is none."""
    while post != NONE and (posts[post].person == NONE or posts[post].rights[action] < right):
        post = posts[post].manager
    return post


@rule
def measure_tree(posts: Records) -> None:
    """Find the depth, the number of direct reports and the list of reports of every active post."""
    for post in posts:
        post.reports = 0
        post.first_report = NONE
    for p in range(len(posts) - 1, -1, -1):
        if posts[p].manager != NONE:
            posts[p].next_report = posts[posts[p].manager].first_report
            posts[posts[p].manager].first_report = p
    for post in posts:
        post.depth = 0
        above = post.manager
        if post.active and above != NONE:
            posts[above].reports += 1
        while above != NONE:
            post.depth += 1
            above = posts[above].manager
