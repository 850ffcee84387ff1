"""Product posts: who of the table is part of the product organisation, whom they report to there, and their dotted lines."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Index, Person
from orgsim.people_import.reporting_lines import Lines
from orgsim.scenario.shipped_files import shipped_roles

HEAD = "cpo"
LEADERS = ("director", "gpm")
RANKS = (HEAD, *LEADERS)
"""From the top; every other role is below."""
MOST_BETWEEN = 4
"""Titles between product posts that a sentence names."""
LEAST_SHARE = 0.1
"""Share of full time below which a post is named: such numbers are often formal."""
GROUP = range(2, 6)
"""Product posts that make a group; who leads more has a part of the company."""


@dataclass(frozen=True)
class Post:
    """A product post and its place."""

    person: Person
    role: str
    superior: str | None
    """Key of the post above."""
    passed: int = 0
    """How many people outside the product organisation stand between."""

    @property
    def vacant(self) -> bool:
        """Whether nobody does the work now."""
        return self.person.status in ("vacant", "future", "leaver") or self.person.fte <= 0


def posts_above(post: Post, posts: Mapping[str, Post]) -> Iterable[Post]:
    """Go up from a post's superior to the head."""
    while post.superior is not None:
        post = posts[post.superior]
        yield post


def find_posts(
    lines: Lines, roles: Mapping[str, str], findings: Findings, leading: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Post]:
    """Find the product posts; each is attached to the nearest of them above it.

    `leading` are the roles of those who turn out to lead several product posts.
    """
    known = set(shipped_roles().data["roles"])
    kept = {key for key, role in roles.items() if role in known}
    kept = {key for key in kept if lines.people[key].status != "leaver" or kept & set(lines.tree(key))}
    posts = {key: _post(key, lines, roles, kept) for key in sorted(kept)}
    passed = [key for key, post in posts.items() if post.superior and post.passed]
    rows = [posts[key].person.row for key in passed]
    findings.noted("post* attached to the next product post above", rows, _between(passed, lines))
    posts = _strays_under_head(_unlisted_under_head(posts, findings), findings)
    posts = _with_one_head(_under_one_head(posts, lines, findings), findings)
    posts = _with_group_managers(posts, leading, findings)
    scarce = [post.person.row for post in posts.values() if 0 < post.person.fte < LEAST_SHARE]
    detail = "hardly any hours for anything; give fte in the scenario where the table does not mean working hours"
    findings.noted(f"product post* with less than {LEAST_SHARE:.0%} of full time", scarce, detail)
    _say_on_leave(posts, findings)
    over = {post.superior for post in posts.values() if post.superior and posts[post.superior].role == "pm"}
    rows = [posts[key].person.row for key in over]
    detail = "kept as pm, without authority over them; a rule can make them gpm"
    findings.noted("product manager* with product posts below", rows, detail)
    return posts


def _say_on_leave(posts: Mapping[str, Post], findings: Findings) -> None:
    """Say who of those who decide is on leave: nobody else decides in their place."""
    away = [post.person for post in posts.values() if post.person.status == "leave"]
    titles = sorted({f"'{person.title}'" for person in away if person.title})[:MOST_BETWEEN]
    detail = f"{', '.join(titles)}; they decide as if they were present, and 'vacant: true' in the scenario leaves a post empty"
    noun = "product post* {is|are} held by somebody on leave"
    findings.noted(noun, [person.row for person in away], detail)


def _post(key: str, lines: Lines, roles: Mapping[str, str], kept: set[str]) -> Post:
    passed = 0
    for passed, above in enumerate(lines.chain(key)):
        if above in kept:
            return Post(lines.people[key], roles[key], above, passed)
    return Post(lines.people[key], roles[key], None)


def _unlisted_under_head(posts: dict[str, Post], findings: Findings) -> dict[str, Post]:
    """Put posts that are not in the table, and of which nobody said whom they report to, under the head of product."""
    tops = [post for post in posts.values() if post.superior is None]
    heads = [post.person.key for post in tops if post.role == HEAD and post.person.row]
    unlisted = {post.person.key for post in tops if not post.person.row}
    if len(heads) != 1 or not unlisted:
        return posts
    detail = "decisions can say whom they report to"
    findings.noted(
        "post* that {is|are} not in the table put under the head of product", detail=detail, count=len(unlisted)
    )
    return {key: replace(post, superior=heads[0]) if key in unlisted else post for key, post in posts.items()}


def _strays_under_head(posts: dict[str, Post], findings: Findings) -> dict[str, Post]:
    """Put posts outside the line of the one head of product, a growth PM in marketing for instance, under that head.

    They are few: where most posts are outside, nobody heads them all, and whom they have in common is looked for.
    """
    tops = [key for key, post in posts.items() if post.superior is None]
    heads = [key for key in tops if posts[key].role == HEAD]
    if len(heads) != 1 or len(tops) == 1:
        return posts
    inside = sum(any(above.person.key == heads[0] for above in posts_above(post, posts)) for post in posts.values())
    if 2 * inside <= len(posts) - 1:
        return posts
    outside = [key for key in tops if key not in heads]
    rows = [posts[key].person.row for key in outside]
    detail = "they report to nobody of product; a decision under people can move them, a rule can leave them out"
    findings.noted("post* outside the line of the head of product attached to it", rows, detail)
    return {key: replace(post, superior=heads[0]) if key in outside else post for key, post in posts.items()}


def _between(passed: Iterable[str], lines: Lines) -> str:
    """Say to whom posts report who are no product posts, those with most of them first."""
    above = Counter(
        lines.people[superior].title or "without a title" for key in passed if (superior := lines.above[key])
    )
    most = sorted(above, key=lambda title: (-above[title], title))[:MOST_BETWEEN]
    named = ", ".join(f"'{title}' ({above[title]})" for title in most)
    return f"they report to others than product posts: {named}; a rule can make such a title a gpm, --suggest-rules drafts it"


def _under_one_head(posts: dict[str, Post], lines: Lines, findings: Findings) -> dict[str, Post]:
    """Put posts that have nobody in common above them under whom they have in common in the table."""
    tops = [key for key, post in posts.items() if post.superior is None]
    leaderless = len(tops) > 1 or any(posts[key].role not in (HEAD, *LEADERS) for key in tops)
    common = _common_superior(tops, lines) if leaderless else None
    if common is None:
        return posts
    person = lines.people[common]
    title = f"'{person.title}'" if person.title else "a vacant seat"
    detail = f"{title} is the nearest above all product posts, and no title names a head of product"
    findings.noted("stand-in for the head of product", [person.row] if person.row else [], detail, count=1)
    head = {common: Post(person, HEAD, None)}
    return head | {key: replace(post, superior=common) if key in tops else post for key, post in posts.items()}


def _common_superior(keys: Iterable[str], lines: Lines) -> str | None:
    chains = [list(lines.chain(key)) for key in keys]
    shared = set(chains[0]).intersection(*chains[1:])
    return next((key for key in chains[0] if key in shared), None)


def _with_one_head(posts: dict[str, Post], findings: Findings) -> dict[str, Post]:
    """Leave the head of product one post: heads below it lead a part, and where there is none the top post is it."""
    below = {key for key, post in posts.items() if post.role == HEAD and post.superior is not None}
    noun = "head* of product below another treated as {a director|directors}"
    findings.noted(noun, [posts[key].person.row for key in below])
    posts = {key: replace(post, role="director") if key in below else post for key, post in posts.items()}
    tops = [post for post in posts.values() if post.superior is None]
    if len(tops) == 1 and tops[0].role != HEAD and len(posts) > 1:
        noun = "top product post treated as the head of product"
        findings.noted(noun, [tops[0].person.row], "no title names one", count=1)
        posts[tops[0].person.key] = replace(tops[0], role=HEAD)
    return posts


def _with_group_managers(posts: Mapping[str, Post], leading: Mapping[str, str], findings: Findings) -> dict[str, Post]:
    """Let structure help a title: who leads several product posts has the role that the rule for the title gives to leaders."""
    found = dict(posts)
    below: dict[str, list[str]] = defaultdict(list)
    for key in sorted(posts, key=lambda key: -sum(1 for _ in posts_above(posts[key], posts))):  # from the bottom up
        led = [found[other].role for other in below[key]]
        if key in leading and posts[key].role != HEAD and _leads(posts[key].role, leading[key], led):
            found[key] = replace(posts[key], role=leading[key])
        if (superior := posts[key].superior) is not None:
            below[superior].append(key)
    changed = [key for key in posts if found[key].role != posts[key].role]
    titles = ", ".join(sorted({f"'{posts[key].person.title}' as {found[key].role}" for key in changed}))
    rows = [posts[key].person.row for key in changed]
    findings.noted("product post* read by whom {it leads|they lead}", rows, titles)
    return found


def _leads(role: str, leading: str, led: Sequence[str]) -> bool:
    """Tell whether somebody leads a group: of product managers where the role would be lowered, of any posts where it is raised."""
    if _rank(role) < _rank(leading):
        return len(led) in GROUP and not set(led) & set(RANKS)
    return len(led) >= GROUP.start


def _rank(role: str) -> int:
    return RANKS.index(role) if role in RANKS else len(RANKS)


def dotted_ties(posts: Mapping[str, Post], index: Index | None, findings: Findings) -> dict[str, list[str]]:
    """Return whom each product post has a dotted line to; only other product posts count. No index: no column of them."""
    if index is None:
        detail = (
            "--map dotted=HEADING reads one that is called otherwise; without it, influence outside the reporting lines must be "
            "added by hand, under ties.dotted"
        )
        findings.noted("missing column* of dotted lines", detail=detail, count=1)
        return {}
    ties: dict[str, set[str]] = {}
    lost = []
    for key, post in posts.items():
        for reference in _references(post.person.dotted, index):
            found = index.keys(reference)
            if len(found) == 1 and found[0] in posts and found[0] not in (key, post.superior):
                ties.setdefault(key, set()).add(found[0])
            elif found != (post.superior,):
                lost.append(post.person.row)
    findings.noted("dotted line* to people outside the product organisation left out", lost)
    return {key: sorted(others) for key, others in ties.items()}


def dotted_keys(person: Person, index: Index) -> set[str]:
    """Return the keys of everybody whom a person has a dotted line to, as far as the table makes them out."""
    found = (index.keys(reference) for reference in _references(person.dotted, index))
    return {keys[0] for keys in found if len(keys) == 1}


def _references(cell: str, index: Index) -> list[str]:
    """Return the people a cell names; a comma may part people, or a last name from a first name."""
    if index.is_nobody(cell):
        return []
    if index.keys(cell):
        return [cell]
    parts = [part.strip() for part in re.split(r"[:;|/\n]", cell)]
    whole = [part for part in parts if index.keys(part)]
    rest = [piece.strip() for part in parts if part not in whole for piece in part.split(",")]
    return [part for part in [*whole, *rest] if part]
