"""Everybody's role: by the rules for titles, and by where people stand whose title no rule knows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from orgsim.people_import.cell_text import folded
from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import BOARD, UNLISTED, Person
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, IGNORE, UNMATCHED, Rules
from orgsim.plain_words import counted
from orgsim.scenario.shipped_files import shipped_roles

MOST_NAMED = 5
"""Titles that a sentence names."""

ABOVE = (
    (("cpo",), IGNORE),
    (("director",), "cpo"),
    (("gpm", "pm", "ppm"), "director"),
    ((ENGINEERING_MANAGER,), IGNORE),
    ((ENGINEER,), ENGINEERING_MANAGER),
)
"""What a vacant seat without a title is, by the highest role below it."""


def with_mended_titles(lines: Lines, rules: Rules, findings: Findings) -> Lines:
    """Return people with titles whose typos are mended where the rules know the word that is meant, and say which these are."""
    titles = {person.title for person in lines.people.values()}
    mended = {title: better for title in sorted(titles) if (better := rules.mended(title)) != title}
    if not mended:
        return lines
    people = {key: replace(p, title=mended.get(p.title, p.title)) for key, p in lines.people.items()}
    roles = {key: rule.role for key, rule in rules.of(lines).items() if rule}
    _say_mended([(lines.people[key], people[key].title, role) for key, role in roles.items()], findings)
    return Lines(people, lines.above)


def _say_mended(read: Sequence[tuple[Person, str, str]], findings: Findings) -> None:
    """Say which titles are read as others: `read` has people, the titles that theirs are read as, and the roles of these."""
    wrong = [entry for entry in read if entry[0].title != entry[1]]
    counts = Counter((person.title, title, role) for person, title, role in wrong)
    order = sorted(counts, key=lambda entry: (entry[2] == IGNORE, -counts[entry], entry))
    named = "; ".join(
        f"'{title}' as '{better}' ({role}, {counts[title, better, role]})" for title, better, role in order[:MOST_NAMED]
    )
    more = f"; and {len(order) - MOST_NAMED} more" if len(order) > MOST_NAMED else ""
    rows = [person.row for person, _, _ in wrong if person.row]
    detail = f"{named}{more}; a rule (--rules) for the title as it stands decides otherwise"
    findings.noted("title* with a typo read as what {it nearly is|they nearly are}", rows, detail, count=len(order))


def assign_roles(lines: Lines, rules: Rules, findings: Findings) -> dict[str, str]:
    """Return everybody's role; what no rule knows counts by where it stands."""
    found = rules.of(lines)
    roles = {key: rule.role if rule else UNMATCHED for key, rule in found.items()}
    for key, person in lines.people.items():
        if person.title in ("", UNLISTED) and not person.row:
            roles[key] = _role_above({roles[other] for other in lines.below.get(key, ())})
    _leave_out_interns(roles, lines, findings)
    unknown = {key: _by_place(key, lines, roles, rules) for key, role in roles.items() if role == UNMATCHED}
    _say_unknown({lines.people[key]: role for key, role in unknown.items() if lines.people[key].row}, findings)
    return roles | unknown


def _say_unknown(people: Mapping[Person, str], findings: Findings) -> None:
    """Say how many titles no rule knows, and which of them count as engineers because of where they stand."""
    titles = {folded(person.title) for person in people if person.title}
    inside = Counter(person.title for person, role in people.items() if role == ENGINEER)
    most = sorted(inside, key=lambda title: (-inside[title], title))
    named = ", ".join(f"'{title}' ({inside[title]})" for title in most[:MOST_NAMED])
    more = f" and {len(most) - MOST_NAMED} more" if len(most) > MOST_NAMED else ""
    who = counted(
        inside.total(), "{person|people} below engineering managers {counts as an engineer|count as engineers}"
    )
    counting = f"{who}: {named}{more}; all others" if inside else "they"
    detail = f"{counting} are left out; --report lists them"
    findings.noted("title* that no rule matches", detail=detail, count=len(titles))


def _leave_out_interns(roles: dict[str, str], lines: Lines, findings: Findings) -> None:
    """Take interns out of the product posts: they own no product; those in teams count by their share of full time."""
    posts = set(shipped_roles().data["roles"])
    interns = [key for key, role in roles.items() if role in posts and lines.people[key].employment == "intern"]
    roles.update(dict.fromkeys(interns, IGNORE))
    rows = [lines.people[key].row for key in interns]
    findings.noted("intern* in product left out", rows, "an intern owns no product")


def with_telling_titles(people: Mapping[str, Person], rules: Rules) -> set[str]:
    """Return who has a title of product or engineering; how others report to each other changes no product organisation."""
    known = {*shipped_roles().data["roles"], ENGINEER, ENGINEERING_MANAGER}
    found = {title: [rules.find(title, leads=leads) for leads in (True, False)] for title in _titles(people)}
    telling = {title for title, both in found.items() if any(rule and rule.role in known for rule in both)}
    return {key for key, person in people.items() if person.title in telling}


def _titles(people: Mapping[str, Person]) -> set[str]:
    return {person.title for person in people.values()}


def leading_roles(lines: Lines, rules: Rules) -> dict[str, str]:
    """Return what titles mean for people who lead several product posts, where rules say it."""
    return {key: rule.leading for key, rule in rules.of(lines).items() if rule and rule.leading}


def _role_above(below: set[str]) -> str:
    return next((role for roles, role in ABOVE if below & set(roles)), IGNORE)


def _by_place(key: str, lines: Lines, roles: Mapping[str, str], rules: Rules) -> str:
    """Return what a title that no rule knows counts as: below an engineering manager as the rules say, elsewhere nothing."""
    if not lines.people[key].title or key == BOARD:
        return IGNORE
    return rules.inside_teams if any(roles[above] == ENGINEERING_MANAGER for above in lines.chain(key)) else IGNORE
