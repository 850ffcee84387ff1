"""What must hold between the parts of a scenario: names that exist, a reporting line that is a tree, a week that has 40 hours.

The checks read plain data, not validated models, so that a scenario with a wrong type elsewhere still hears about its cycle.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from orgsim.scenario.problems import NodePath, Problem, listed, nearest

WEEK_HOURS = 40.0
MOST_OPPORTUNITIES = 20_000_000

Data = dict[str, Any]


def check(data: Data) -> list[Problem]:
    """Return every problem between the parts of one stage of a scenario, without marks."""
    found: list[Problem] = []
    for rule in (
        _references,
        _practices,
        _reporting_line,
        _ties,
        _detached,
        _hours,
        _objectives,
        _size,
        _doubts,
    ):
        found.extend(rule(data))
    return found


def table(data: Data, name: str) -> dict[str, Data]:
    """Return the entries of a section that are mappings; everything else is somebody else's problem."""
    section = data.get(name)
    if not isinstance(section, dict):
        return {}
    return {key: value for key, value in section.items() if isinstance(value, dict)}


def names(data: Data, section: str) -> list[str]:
    """Return the names in a section, whatever their values."""
    found = data.get(section)
    return list(found) if isinstance(found, dict) else []


def _refers(data: Data, at: NodePath, name: object, section: str, what: str) -> Iterator[Problem]:
    known = names(data, section)
    if isinstance(name, str) and name not in known:
        yield Problem("E301", f"there is no {what} '{name}'{nearest(name, known)}; there are {listed(known)}", at)


def _references(data: Data) -> Iterator[Problem]:
    for key, post in table(data, "posts").items():
        yield from _refers(data, ("posts", key, "role"), post.get("role"), "roles", "role")
        yield from _refers(data, ("posts", key, "reports_to"), post.get("reports_to"), "posts", "post")
        yield from _refers(data, ("posts", key, "helps"), post.get("helps"), "teams", "team")
    for key, team in table(data, "teams").items():
        yield from _refers(data, ("teams", key, "domain"), team.get("domain"), "domains", "domain")
        yield from _refers(data, ("teams", key, "owner"), team.get("owner"), "posts", "post")


def _practices(data: Data) -> Iterator[Problem]:
    """Members, raters, reviewers and the subjects of events must exist."""
    governance = data.get("governance")
    if isinstance(governance, dict):
        for key, forum in table(governance, "forums").items():
            at: NodePath = ("governance", "forums", key)
            yield from _refers(data, (*at, "chair"), forum.get("chair"), "posts", "post")
            yield from _each(data, (*at, "members"), forum.get("members"), "posts", "post")
        for practice in ("raters", "investment_review"):
            yield from _each(data, ("governance", practice), governance.get(practice), "posts", "post")
    events = data.get("events")
    for place, event in enumerate(events if isinstance(events, list) else []):
        if isinstance(event, dict):
            here: NodePath = ("events", place)
            yield from _refers(data, (*here, "domain"), event.get("domain"), "domains", "domain")
            yield from _each(data, (*here, "objectives"), event.get("objectives"), "objectives", "objective")
            needed = {"strategy_shift": "objectives", "departure": "post"}.get(str(event.get("kind")))
            if needed and not event.get(needed):
                yield Problem("E201", f"missing '{needed}': a {event['kind']} needs it", here)


def _each(data: Data, at: NodePath, listed_names: object, section: str, what: str) -> Iterator[Problem]:
    for place, name in enumerate(listed_names if isinstance(listed_names, list) else []):
        yield from _refers(data, (*at, place), name, section, what)


def _reporting_line(data: Data) -> Iterator[Problem]:
    posts = table(data, "posts")
    above = {key: post.get("reports_to") for key, post in posts.items()}
    settled: set[object] = set()
    for start in above:
        seen: list[object] = []
        here: object = start
        while here in above and here not in settled and here not in seen:
            seen.append(here)
            here = above[here]
        if here in seen:
            cycle = [str(post) for post in seen[seen.index(here) :]]
            turned = cycle.index(min(cycle))
            ring = cycle[turned:] + cycle[:turned] + [min(cycle)]
            yield Problem("E310", f"reporting cycle: {' -> '.join(ring)}", ("posts", ring[0], "reports_to"))
        settled.update(seen)


def _ties(data: Data) -> Iterator[Problem]:
    layers = data.get("ties")
    for layer in ("dotted", "working"):
        pairs = layers.get(layer) if isinstance(layers, dict) else None
        for post, others in (pairs or {}).items() if isinstance(pairs, dict) else ():
            at: NodePath = ("ties", layer, post)
            yield from _refers(data, at, post, "posts", "post")
            for place, other in enumerate(others if isinstance(others, list | dict) else ()):
                spot = (*at, place if isinstance(others, list) else other)
                yield from _refers(data, spot, other, "posts", "post")
                if other == post:
                    yield Problem("E312", f"'{post}' is tied to itself", spot)


def tied_posts(data: Data) -> set[str]:
    """Return the posts that any tie beside the reporting line touches."""
    found: set[str] = set()
    layers = data.get("ties")
    for pairs in layers.values() if isinstance(layers, dict) else ():
        for post, others in pairs.items() if isinstance(pairs, dict) else ():
            found.add(post)
            found.update(others if isinstance(others, list | dict) else ())
    return found


def _detached(data: Data) -> Iterator[Problem]:
    posts = table(data, "posts")
    tied = tied_posts(data)
    for key, post in posts.items():
        if post.get("detached") is not True:
            continue
        at: NodePath = ("posts", key, "detached")
        owned = [name for name, team in table(data, "teams").items() if team.get("owner") == key]
        below = [name for name, other in posts.items() if other.get("reports_to") == key]
        if post.get("reports_to") or post.get("helps") or key in tied or owned or below:
            yield Problem("E313", "a detached post has no superior, reports, ties or teams", at)


def _hours(data: Data) -> Iterator[Problem]:
    for section in ("roles", "posts"):
        for key, entry in table(data, section).items():
            hours = entry.get("hours")
            if not isinstance(hours, dict):
                continue
            numbers = [value for value in hours.values() if isinstance(value, int | float)]
            if sum(numbers) > WEEK_HOURS:
                yield Problem(
                    "E205",
                    f"claims {sum(numbers):g} hours of a week of {WEEK_HOURS:g}",
                    (section, key, "hours"),
                )


def _objectives(data: Data) -> Iterator[Problem]:
    for key, domain in table(data, "domains").items():
        for field in ("objectives", "interest"):
            weights = domain.get(field)
            for name in weights if isinstance(weights, dict) else ():
                yield from _refers(data, ("domains", key, field, name), name, "objectives", "objective")
            if isinstance(weights, dict) and weights and not any(_positive(w) for w in weights.values()):
                yield Problem("E206", "at least one weight must be above 0", ("domains", key, field))
    weights = (
        [
            entry.get("weight", 1.0) if isinstance(entry, dict) else entry
            for entry in (data.get("objectives") or {}).values()
        ]
        if isinstance(data.get("objectives"), dict)
        else []
    )
    if weights and not any(_positive(weight) for weight in weights):
        yield Problem("E206", "at least one weight must be above 0", ("objectives",))


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and value > 0


def _size(data: Data) -> Iterator[Problem]:
    horizon = data.get("horizon") if isinstance(data.get("horizon"), dict) else {}
    quarters = sum(
        value
        for value in (
            horizon.get("warmup_quarters", 4) if horizon is not None else 4,
            horizon.get("quarters", 12) if horizon is not None else 12,
        )
        if isinstance(value, int)
    )
    rates = [domain.get("opportunities_per_week", 1.6) for domain in table(data, "domains").values()]
    total = sum(rate for rate in rates if isinstance(rate, int | float)) * 13 * quarters
    if total > MOST_OPPORTUNITIES:
        yield Problem(
            "E207",
            f"this asks for about {total:.0f} opportunities in one run; at most {MOST_OPPORTUNITIES:,} are possible",
            ("domains",),
        )


def _doubts(data: Data) -> Iterator[Problem]:
    posts = table(data, "posts")
    teams = table(data, "teams")
    roots = [key for key, post in posts.items() if not post.get("reports_to") and not post.get("detached")]
    if len(roots) > 1:
        yield Problem(
            "W401",
            f"{len(roots)} posts report to nobody ({listed(roots)}): what crosses their trees has no common superior",
            ("posts", roots[1]),
        )
    served = {team.get("domain") for team in teams.values()}
    for key in table(data, "domains"):
        if key not in served:
            yield Problem("W403", "no team serves this domain: its opportunities are lost", ("domains", key))
    for key, team in teams.items():
        if not team.get("owner"):
            yield Problem("W404", "nobody owns this team's product: nothing is planned for it", ("teams", key))
    yield from _powerless(data, posts, teams)
    yield from _strategists(data, posts)


def _powerless(data: Data, posts: dict[str, Data], teams: dict[str, Data]) -> Iterator[Problem]:
    touched = tied_posts(data) | {str(team.get("owner")) for team in teams.values()}
    spans = Counter(post.get("reports_to") for post in posts.values())
    for key, post in posts.items():
        alone = not post.get("reports_to") and not spans[key] and not post.get("helps")
        if alone and key not in touched and not post.get("detached") and len(posts) > 1:
            yield Problem("W410", f"'{key}' has no edge to anybody: it cannot affect anything", ("posts", key))


def _strategists(data: Data, posts: dict[str, Data]) -> Iterator[Problem]:
    roles = table(data, "roles")
    for post in posts.values():
        role = roles.get(str(post.get("role")), {})
        for source in (role, post):
            rights = source.get("rights")
            if isinstance(rights, dict) and rights.get("strategy") == "decide":
                return
    if posts:
        yield Problem("W402", "nobody decides the strategy: nobody will ever learn of a shift", ("posts",))
