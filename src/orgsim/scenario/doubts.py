"""What is allowed in a scenario and yet hardly meant: warnings, never errors."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from orgsim.scenario.checks import events, tied_posts
from orgsim.scenario.names import Data, mapping, names, rows, table, text
from orgsim.scenario.problems import Problem, listed, nearest
from orgsim.scenario.rights import idle_rights


def doubts(data: Data) -> Iterator[Problem]:
    """Yield what is allowed and yet hardly meant, in one stage of a scenario, without marks."""
    posts = table(data, "posts")
    teams = table(data, "teams")
    yield from _several_roots(data, posts)
    yield from _left_alone(data, teams)
    yield from _served_by_nothing(data)
    yield from _unrelated(data)
    yield from _powerless(data, posts, teams)
    yield from _without_a_ladder(data, posts)
    yield from idle_rights(data)
    yield from _switched_off(data)
    if posts and not _held(data, posts, "strategy", ("decide",)):
        yield Problem("W402", "nobody decides the strategy: nobody will ever learn of a shift", ("posts",))
    governance = data.get("governance")
    if posts and isinstance(governance, dict) and not _held(data, posts, "review", ("decide", "approve")):
        for practice in ("raters", "investment_review"):
            if governance.get(practice):
                message = "nobody has the right to decide or approve how portfolios are reviewed (`review`)"
                yield Problem("W405", message, ("governance", practice))


def _several_roots(data: Data, posts: dict[str, Data]) -> Iterator[Problem]:
    """Several heads are meant when one of them is acquired; who keeps a gate may stand beside the line."""
    aside = {key for key, post in posts.items() if post.get("detached")} | keepers(data)
    roots = [key for key, post in posts.items() if not post.get("reports_to") and key not in aside]
    if len(roots) > 1 and not any(event.get("kind") == "acquisition" for _, event in events(data)):
        yield Problem(
            "W401",
            f"{len(roots)} posts report to nobody ({listed(roots)}): what crosses their trees has no common superior",
            ("posts", roots[1]),
        )


def keepers(data: Data) -> set[str]:
    """Return the posts that keep a gate."""
    gates = table(data.get("governance"), "gates").values()
    return {post for gate in gates if (post := text(gate.get("post")))}


def _left_alone(data: Data, teams: dict[str, Data]) -> Iterator[Problem]:
    served = {text(team.get("domain")) for team in teams.values()}
    for key in table(data, "domains"):
        if key not in served:
            yield Problem("W403", "no team serves this domain: its opportunities are lost", ("domains", key))
    for key, team in teams.items():
        if not team.get("owner"):
            yield Problem("W404", "nobody owns this team's product: nothing is planned for it", ("teams", key))


def _served_by_nothing(data: Data) -> Iterator[Problem]:
    """An objective to which nothing contributes is hardly meant; a domain that names none contributes to all, and so does named work."""
    sources = [*table(data, "domains").values(), *table(data, "initiatives").values()]
    stated = [list(mapping(source.get("objectives"))) for source in table(data, "domains").values()]
    if not all(stated):
        return
    served = {name for source in sources for name, weight in mapping(source.get("objectives")).items() if weight}
    for key, entry in mapping(data.get("objectives")).items():
        if key not in served and mapping(entry).get("weight", 1.0):
            hint = nearest(key, served)
            yield Problem(
                "W422", f"no domain contributes to this objective: nothing can serve it{hint}", ("objectives", key)
            )


def _unrelated(data: Data) -> Iterator[Problem]:
    """A closeness is that of some two domains, and no domain is left out by mistake."""
    if data.get("related") is None:
        return
    related, domains = mapping(data["related"]), names(data, "domains")
    pairs = table(related, "pairs")
    stated = {frozenset((one, other)) for one, others in pairs.items() for other in others}
    clusters = [
        [name for name in rows(members) if isinstance(name, str)]
        for members in mapping(related.get("clusters")).values()
    ]
    grouped = {frozenset(pair) for members in clusters for pair in combinations(members, 2)}
    all_pairs = len(domains) * (len(domains) - 1) // 2
    for key, left in (("within", len(grouped - stated)), ("between", all_pairs - len(grouped | stated))):
        if related.get(key) is not None and left <= 0:
            yield Problem("W411", "no two domains are left that this is the closeness of", ("related", key))
    named = {name for pair in grouped | stated for name in pair}
    alone = [name for name in domains if name not in named]
    if related.get("between") is None and alone:
        message = f"nothing says how close other domains are to {listed(alone)}, so none is (`between` is 0 by default)"
        yield Problem("W412", message, ("related",))


def _powerless(data: Data, posts: dict[str, Data], teams: dict[str, Data]) -> Iterator[Problem]:
    touched = tied_posts(data) | keepers(data) | {str(team.get("owner")) for team in teams.values()}
    spans = Counter(text(post.get("reports_to")) for post in posts.values())
    for key, post in posts.items():
        alone = not post.get("reports_to") and not spans[key] and not post.get("helps")
        if alone and key not in touched and not post.get("detached") and len(posts) > 1:
            yield Problem("W410", f"'{key}' has no edge to anybody: it cannot affect anything", ("posts", key))


def _without_a_ladder(data: Data, posts: dict[str, Data]) -> Iterator[Problem]:
    for key, post in posts.items():
        if post.get("level") is not None and data.get("ladder") is None:
            yield Problem("W409", "there is no ladder, so a level says nothing", ("posts", key, "level"))
    for place, event in events(data):
        if event.get("level") is not None and data.get("ladder") is None:
            yield Problem("W409", "there is no ladder, so a level says nothing", ("events", place, "level"))


def _switched_off(data: Data) -> Iterator[Problem]:
    """What is named does what the mechanisms let it do."""
    off = {name for name, on in mapping(data.get("mechanisms")).items() if on is False}
    if "capabilities" in off and data.get("platforms"):
        yield Problem("W413", "the mechanism `capabilities` is off, so no platform is in service", ("platforms",))
    for name, entry in table(data, "initiatives").items():
        for field in ("due", "half_life"):
            if "windows" in off and entry.get(field) is not None:
                message = "the mechanism `windows` is off, so nothing loses value while it waits"
                yield Problem("W413", message, ("initiatives", name, field))


def _held(data: Data, posts: dict[str, Data], action: str, rights: tuple[str, ...]) -> bool:
    """Tell whether any post has one of the rights to an action: its own, or else its role's; who stands outside has none."""
    roles = table(data, "roles")
    for post in posts.values():
        sources = [source.get("rights") for source in (roles.get(str(post.get("role")), {}), post)]
        held = {key: right for source in sources if isinstance(source, dict) for key, right in source.items()}
        if not post.get("detached") and held.get(action) in rights:
            return True
    return False
