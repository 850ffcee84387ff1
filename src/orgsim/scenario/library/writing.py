"""A design of the library as a scenario file that extends today's: readable YAML, with who was where, and what pays for what."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from orgsim.plain_words import agreeing, counted, dated
from orgsim.scenario.library.applying import Applied, changes_of
from orgsim.scenario.library.balance import Balance
from orgsim.scenario.model import Scenario
from orgsim.scenario.operations.writing import flow

WIDTH = 128
REMARKS = 62
"""Column in which remarks begin, where the line is not longer."""


def scenario_text(found: Applied, extends: str) -> str:
    """Return the file of a design: what it is, what pays for what, and its changes."""
    text = found.design.text
    head = [
        f"{text.title}: {text.says[0].lower()}{text.says[1:]}",
        f"Source: {text.source}.",
        f"{money_sentence(found)}",
    ]
    lines = [line for part in head for line in _comment(part)]
    lines += [f"extends: {flow(extends)}", f"name: {flow(found.design.name)}"]
    changes = changes_of(found)
    if not changes:
        lines += _comment("Nothing changes: the company is like this already.")
    else:
        lines += ["changes:"]
        for change in changes:
            lines += _change(change, found.before)
    return "\n".join(lines) + "\n"


def _change(change: Mapping[str, Any], before: Scenario) -> Iterator[str]:
    """Yield the lines of a change."""
    yield f"  - name: {flow(change['name'])}"
    if "quarter" in change:
        yield f"    quarter: {change['quarter']}"
    for section in ("roles", "posts", "teams", "ties", "governance"):
        if section in change:
            yield f"    {section}:"
            remarks = _was(change[section], before) if section in ("posts", "teams") else {}
            yield from _entries(change[section], remarks, 6, NESTED.get(section, 1))


NESTED = {"ties": 2, "roles": 2, "governance": 2}
"""How many levels of a section are written line by line; of others, one."""


def _entries(entries: Mapping[str, Any], remarks: Mapping[str, str], indent: int, levels: int = 1) -> Iterator[str]:
    """Yield one line for each entry, its remark behind it; what is nested deeper than some levels is written in flow style."""
    keys = {name: f"{flow(name)}:" for name in entries}
    width = max((len(key) for name, key in keys.items() if not _nested(entries[name], levels)), default=0)
    for name, key in keys.items():
        if _nested(entries[name], levels):
            yield f"{' ' * indent}{key}"
            yield from _entries(entries[name], {}, indent + 2, levels - 1)
        else:
            row = f"{' ' * indent}{key:<{width}} {flow(entries[name])}"
            yield f"{row:<{REMARKS}}  # {remarks[name]}" if name in remarks else row


def _nested(value: object, levels: int) -> bool:
    return levels > 1 and isinstance(value, Mapping) and bool(value)


def _was(entries: Mapping[str, Any], before: Scenario) -> dict[str, str]:
    """Return what entries were before, where that is worth a word."""
    found = {}
    for name, entry in entries.items():
        post, team = before.posts.get(name), before.teams.get(name)
        said = []
        if post and entry is None:
            said.append(f"was {post.role} under {post.reports_to or 'nobody'}")
        elif post:
            said += [f"was {post.role}"] if "role" in entry else []
            said += [f"was under {post.reports_to or 'nobody'}"] if "reports_to" in entry else []
        elif team and entry:
            said += [f"was {team.engineers}"] if "engineers" in entry else []
        if said:
            found[name] = ", ".join(said)
    return found


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, WIDTH - 2, break_on_hyphens=False)]


# what pays for what


def money_sentence(found: Applied) -> str:
    """Say what a design costs or saves, which engineers pay for it or are paid by it, and how equal the cost is."""
    balance = found.balance
    yearly = balance.posts / balance.quarters * 4
    posts, one = _posts_said(found)
    if abs(yearly) < 0.5 and not balance.engineers:
        return f"{posts}: it costs what today costs, and the engineers stay."
    verb = agreeing(1 if one else 2, "{costs|cost}" if yearly > 0 else "{saves|save}")
    how = _engineers_said(balance, found.before, found.quarter)
    years = counted(balance.quarters, "quarter")
    return f"{posts} {verb} ${abs(yearly):,.0f}k a year, which {how}; over {years} the design costs {_equal(balance)}."


def _posts_said(found: Applied) -> tuple[str, bool]:
    """Say how many posts open, close and change their role; and tell whether that is one post."""
    before, after = found.before.posts, found.after.posts
    parts = {
        "post* more": len(after.keys() - before.keys()),
        "post* fewer": len(before.keys() - after.keys()),
        "post* with another role": sum(before[name].role != after[name].role for name in before.keys() & after.keys()),
    }
    said = [counted(number, what) for what, number in parts.items() if number]
    return " and ".join(said) if said else "No post opens or closes", sum(parts.values()) == 1


def _engineers_said(balance: Balance, before: Scenario, quarter: int) -> str:
    """Say which teams gain or lose engineers, from the start and later."""
    told = []
    if balance.engineers:
        direction = "more" if balance.change > 0 else "fewer"
        told.append(
            f"{counted(abs(balance.change), 'engineer')} {direction} ({_teams_said(balance.engineers, before)})"
        )
    if balance.later:
        direction = "more" if balance.posts < 0 else "fewer"
        told.append(f"one {'' if told else 'engineer '}{direction} {dated(quarter + balance.after)}")
    return ("pays for " if balance.posts < 0 else "is paid for by ") + " and ".join(told)


def _teams_said(engineers: Mapping[str, int], before: Scenario) -> str:
    """Return by how much teams change, the largest changes first."""
    changes = {name: number - before.teams[name].engineers for name, number in engineers.items()}
    names = sorted(changes, key=lambda name: (-abs(changes[name]), name))
    shown = [f"{changes[name]:+d} in {name}" for name in names[:6]]
    return ", ".join([*shown, *([f"and {len(names) - 6} teams more"] if len(names) > 6 else [])])


def _equal(balance: Balance) -> str:
    """Say how equal the cost is."""
    if abs(balance.share) < 0.0005:
        return "the same as today"
    return f"{abs(balance.share):.1%} {'more' if balance.share > 0 else 'less'} than today"
