"""Product posts: who of the table is part of the product organisation, and whom they report to when everybody else is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from orgsim.people_import.findings import Findings
from orgsim.people_import.lines import Lines
from orgsim.people_import.person import Person
from orgsim.scenario.shipped_files import shipped_roles

HEAD = "cpo"
LEADERS = ("director", "gpm")


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


def find_posts(lines: Lines, roles: Mapping[str, str], findings: Findings) -> dict[str, Post]:
    """Find the product posts; each is attached to the nearest of them above it."""
    known = set(shipped_roles().data["roles"])
    kept = {key for key, role in roles.items() if role in known}
    kept = {key for key in kept if lines.people[key].status != "leaver" or kept & set(lines.tree(key))}
    posts = {key: _post(key, lines, roles, kept) for key in sorted(kept)}
    passed = [post.person.row for post in posts.values() if post.superior and post.passed]
    detail = "people outside the product organisation stand between"
    findings.noted(
        "post attached to the next product post above|posts attached to the next product post above", passed, detail
    )
    posts = _under_one_head(posts, lines, findings)
    posts = _with_one_head(posts, findings)
    _note_leading_pms(posts, findings)
    return posts


def _post(key: str, lines: Lines, roles: Mapping[str, str], kept: set[str]) -> Post:
    passed = 0
    for above in lines.chain(key):
        if above in kept:
            return Post(lines.people[key], roles[key], above, passed)
        passed += 1
    return Post(lines.people[key], roles[key], None, passed)


def _under_one_head(posts: dict[str, Post], lines: Lines, findings: Findings) -> dict[str, Post]:
    """Put posts that have nobody in common above them under whom they have in common in the table."""
    tops = {key: None for key, post in posts.items() if post.superior is None}
    leaderless = len(tops) > 1 or any(posts[key].role not in (HEAD, *LEADERS) for key in tops)
    common = _common_superior(tops, lines) if leaderless else None
    if common is None:
        return posts
    person = lines.people[common]
    title = person.title or "a vacant seat"
    findings.noted(
        f"head of product: '{title}' stands in",
        [person.row] if person.row else [],
        "no title says who it is; this is the nearest person above all product posts",
        count=1,
    )
    head = {common: Post(person, HEAD, None)}
    return head | {key: replace(post, superior=common) if key in tops else post for key, post in posts.items()}


def _common_superior(keys: Iterable[str], lines: Lines) -> str | None:
    chains = [list(lines.chain(key)) for key in keys]
    shared = set(chains[0]).intersection(*chains[1:])
    return next((key for key in chains[0] if key in shared), None)


def _with_one_head(posts: dict[str, Post], findings: Findings) -> dict[str, Post]:
    """Leave the head of product one post: heads below it lead a part, and where there is none the top post is it."""
    below = {key for key, post in posts.items() if post.role == HEAD and post.superior is not None}
    noun = "head of product below another taken for a director|heads of product below another taken for directors"
    findings.noted(noun, [posts[key].person.row for key in below])
    posts = {key: replace(post, role="director") if key in below else post for key, post in posts.items()}
    tops = [key for key, post in posts.items() if post.superior is None]
    if len(tops) == 1 and posts[tops[0]].role != HEAD and len(posts) > 1:
        findings.noted(
            "top product post taken for the head of product", [posts[tops[0]].person.row], "no title says so"
        )
        posts[tops[0]] = replace(posts[tops[0]], role=HEAD)
    return posts


def _note_leading_pms(posts: Mapping[str, Post], findings: Findings) -> None:
    leading = {post.superior for post in posts.values() if post.superior and posts[post.superior].role == "pm"}
    noun = "product manager with product posts below|product managers with product posts below"
    findings.noted(
        noun, [posts[key].person.row for key in leading], "kept as pm, without a say over them; a rule can say gpm"
    )
