"""What must hold between the parts of a scenario: names that exist, a reporting line that is a tree, a week that has 40 hours.

The checks read plain data, not validated models, so that a scenario with a wrong type elsewhere still hears about its cycle.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orgsim.scenario.authored_checks import authored_problems
from orgsim.scenario.guesses import guessed_wrongly
from orgsim.scenario.model import Hours, Scenario
from orgsim.scenario.names import Data, Use, names, numbers, rows, table, text, uses
from orgsim.scenario.platform_checks import platform_problems
from orgsim.scenario.problems import NodePath, Problem, listed, nearest
from orgsim.scenario.rights import refused_rights

WEEK_HOURS = 40.0
DEFAULT_WEEK = Hours().model_dump()
MOST_OPPORTUNITIES = 20_000_000
MOST_PEERS = 5_000_000
MOST_NEAR = 20_000_000
MOST_HINTS = 50


def check(data: Data) -> list[Problem]:
    """Return every problem between the parts of one stage of a scenario, without marks."""
    used = uses(Scenario, data)
    found = [*_references(data, used), *_repeated(used)]
    for rule in (
        _reporting_line,
        _ties,
        _related,
        guessed_wrongly,
        _detached,
        _hours,
        _objectives,
        _size,
        _meetings,
        refused_rights,
        authored_problems,
        platform_problems,
    ):
        found.extend(rule(data))
    return found


def _references(data: Data, used: Iterable[Use]) -> Iterator[Problem]:
    """Everything that is called by a name must exist; what may come with a change, or go with one, is looked for in all stages."""
    hints = 0
    for use in used:
        known = data.get(use.of.section)
        if comes_and_goes(use) or use.of.section not in Scenario.model_fields or not isinstance(use.name, str):
            continue
        if not isinstance(known, dict) or use.name not in known:
            hints += 1
            yield unknown(use, names(data, use.of.section), with_hint=hints <= MOST_HINTS)


def comes_and_goes(use: Use) -> bool:
    """Tell whether a name may be that of a post or team that only some stage has: of an event, or of authored work."""
    return (use.path[0], use.of.section) in (("events", "posts"), ("initiatives", "teams"), ("platforms", "teams"))


def unknown(use: Use, known: Iterable[str], *, with_hint: bool = True) -> Problem:
    """Return the problem that a name is nobody's; looking for near names takes a while, so the first ones get hints."""
    known = list(known)
    hint = f"{nearest(use.name, known)}; there are {listed(known)}" if with_hint else ""
    return Problem("E301", f"there is no {use.of.one} '{use.name}'{hint}", use.path)


def _repeated(used: Iterable[Use]) -> Iterator[Problem]:
    """No list names the same post, team or domain twice."""
    seen: set[tuple[NodePath, object]] = set()
    for use in used:
        in_a_list = isinstance(use.path[-1], int) and use.of.section in ("posts", "teams", "domains")
        if not in_a_list or use.path[0] == "ties" or not isinstance(use.name, str):
            continue
        if (use.path[:-1], use.name) in seen:
            yield Problem("E315", f"'{use.name}' is listed twice", use.path)
        seen.add((use.path[:-1], use.name))


def events(data: Data) -> Iterator[tuple[int, Data]]:
    """Yield every event and its place."""
    return ((place, event) for place, event in enumerate(rows(data.get("events"))) if isinstance(event, dict))


def _reporting_line(data: Data) -> Iterator[Problem]:
    above = {key: text(post.get("reports_to")) for key, post in table(data, "posts").items()}
    settled: set[str | None] = set()
    for start in above:
        seen: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in above and here not in settled and here not in seen:
            seen[here] = None
            here = above[here]
        if here is not None and here in seen:
            cycle = list(seen)[list(seen).index(here) :]
            turned = cycle.index(min(cycle))
            ring = cycle[turned:] + cycle[:turned] + [min(cycle)]
            yield Problem("E310", f"reporting cycle: {_ring(ring)}", ("posts", ring[0], "reports_to"))
        settled.update(seen)


def _ring(posts: list[str]) -> str:
    """Return a cycle of posts, its middle left out when it is long."""
    return " -> ".join(posts if len(posts) <= 20 else [*posts[:10], f"{len(posts) - 20} more", *posts[-10:]])


def _tied(data: Data) -> Iterator[tuple[str, str, list[Any] | Data]]:
    """Yield the layer, the post and the others of every entry under ``ties``."""
    layers = data.get("ties")
    for layer in ("dotted", "working"):
        pairs = layers.get(layer) if isinstance(layers, dict) else None
        for post, others in pairs.items() if isinstance(pairs, dict) else ():
            yield layer, post, others if isinstance(others, list | dict) else []


def _ties(data: Data) -> Iterator[Problem]:
    """Nobody is tied to itself, and a tie that is stated from both ends has one weight."""
    stated: dict[tuple[str, str, str], object] = {}
    for layer, post, others in _tied(data):
        for place, other in enumerate(others):
            if not isinstance(other, str):
                continue
            spot: NodePath = ("ties", layer, post, place if isinstance(others, list) else other)
            weight = others[other] if isinstance(others, dict) else 1.0
            if other == post:
                yield Problem("E312", f"'{post}' is tied to itself", spot)
            elif (there := stated.get((layer, other, post))) not in (None, weight):
                message = f"the tie of '{other}' and '{post}' is stated twice, with the weights {there} and {weight}"
                yield Problem("E314", message, spot)
            stated[layer, post, other] = weight


def _related(data: Data) -> Iterator[Problem]:
    """No domain is related to itself, and two domains are as close from one side as from the other."""
    stated: dict[tuple[str, str], object] = {}
    for one, others in table(data.get("related"), "pairs").items():
        for other, closeness in others.items():
            spot: NodePath = ("related", "pairs", one, other)
            if other == one:
                yield Problem("E312", f"'{one}' is related to itself", spot)
            elif (there := stated.get((other, one))) not in (None, closeness):
                message = f"how close '{other}' and '{one}' are is stated twice, as {there} and as {closeness}"
                yield Problem("E314", message, spot)
            stated[one, other] = closeness


def tied_posts(data: Data) -> set[str]:
    """Return the posts that any tie beside the reporting line touches."""
    found: set[str] = set()
    for _, post, others in _tied(data):
        found.add(post)
        found.update(other for other in others if isinstance(other, str))
    return found


def _detached(data: Data) -> Iterator[Problem]:
    posts = table(data, "posts")
    touched = tied_posts(data) | {text(post.get("reports_to")) for post in posts.values()}
    touched |= {text(team.get("owner")) for team in table(data, "teams").values()}
    for key, post in posts.items():
        stated = any(post.get(field) for field in ("reports_to", "helps", "hours", "rights"))
        if post.get("detached") is True and (stated or key in touched):
            message = "a detached post has no superior, reports, ties, teams, hours or rights"
            yield Problem("E313", message, ("posts", key, "detached"))


def _hours(data: Data) -> Iterator[Problem]:
    for section in ("roles", "posts"):
        for key, entry in table(data, section).items():
            hours = entry.get("hours")
            if not isinstance(hours, dict):
                continue
            week = {**DEFAULT_WEEK, **(_hours_of_role(data, entry) if section == "posts" else {}), **hours}
            numbers = {name: value for name, value in week.items() if isinstance(value, int | float)}
            claimed = sum(numbers.values())
            if claimed > WEEK_HOURS:
                parts = ", ".join(f"{name} {value:g}" for name, value in numbers.items())
                message = f"claims {claimed:g} hours of a week of {WEEK_HOURS:g}: {parts} (what is not said here is inherited)"
                yield Problem("E205", message, (section, key, "hours"))


def _hours_of_role(data: Data, post: Data) -> Data:
    """Return the hours that a post's role states; what the post does not say is as its role has it."""
    role = table(data, "roles").get(str(post.get("role")), {})
    hours = role.get("hours")
    return hours if isinstance(hours, dict) else {}


def _objectives(data: Data) -> Iterator[Problem]:
    for key, domain in table(data, "domains").items():
        for field in ("objectives", "interest"):
            weights = domain.get(field)
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
    horizon = data.get("horizon")
    lengths = [horizon.get("warmup_quarters", 4), horizon.get("quarters", 12)] if isinstance(horizon, dict) else [4, 12]
    rates = [domain.get("opportunities_per_week", 1.0) for domain in table(data, "domains").values()]
    surges = [event.get("factor", 1.0) for _, event in events(data) if event.get("kind") == "demand_surge"]
    total = sum(numbers(rates)) * 13 * sum(numbers(lengths)) * max([1.0, *numbers(surges)])
    if total > MOST_OPPORTUNITIES:
        yield Problem(
            "E207",
            f"this asks for about {total:.0f} opportunities in one run; at most {MOST_OPPORTUNITIES:,} are possible",
            ("domains",),
        )


def _meetings(data: Data) -> Iterator[Problem]:
    """Pairs of posts that meet must be few enough to be looked at one by one."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for key, post in table(data, "posts").items():
        if superior := text(post.get("reports_to")):
            below[superior].append(key)
    widest = max(below, key=lambda key: len(below[key]), default="")
    peers = sum(len(group) * (len(group) - 1) // 2 for group in below.values())
    if peers > MOST_PEERS:
        message = (
            f"'{widest}' has {len(below[widest]):,} direct reports: {peers:,} pairs of posts have the same superior; "
            f"at most {MOST_PEERS:,} are possible"
        )
        yield Problem("E207", message, ("posts", widest))
    elif (near := _near_pairs(below)) > MOST_NEAR:
        message = (
            f"{near:,} pairs of posts have a superior in common within three levels; at most {MOST_NEAR:,} are possible"
        )
        yield Problem("E207", message, ("posts", widest))
    met = sum(
        len(rows(forum.get("members"))) ** 2 // 2
        for forum in table(data.get("governance"), "forums").values()
        if not forum.get("chair")
    )
    if met > MOST_PEERS:
        message = f"{met:,} pairs of posts meet in forums without a chair; at most {MOST_PEERS:,} are possible"
        yield Problem("E207", message, ("governance", "forums"))


def _near_pairs(below: Mapping[str, list[str]]) -> int:
    """Return the pairs of posts at one depth under a common superior at most three levels above, siblings too."""
    tops = list(below)
    sizes = dict.fromkeys((post for group in below.values() for post in group), 1)
    pairs = 0
    for _ in range(3):
        spread = {top: [sizes.get(post, 0) for post in below[top]] for top in tops}
        pairs += sum((sum(group) ** 2 - sum(size * size for size in group)) // 2 for group in spread.values())
        sizes = {top: sum(group) for top, group in spread.items()}
    return pairs
