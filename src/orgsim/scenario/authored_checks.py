"""What must hold of authored work beyond single values: it can be worth what it is said to be worth, and depends on others."""

from collections.abc import Iterator

from orgsim.scenario.demand import Demand
from orgsim.scenario.names import Data, mapping, numbers, rows, table, text
from orgsim.scenario.problems import NodePath, Problem

JOINT_SHARE = 0.3
"""Effort of the part of each partner in joint work, as in the engine."""


def authored_problems(data: Data) -> Iterator[Problem]:
    """Yield what is wrong with initiatives, in one stage of a scenario, without marks."""
    for name, initiative in table(data, "initiatives").items():
        yield from _of_itself(data, name, initiative)
        yield from _below_the_least(data, name, initiative)
        yield from _for_nothing(data, name, initiative)


def home_of(data: Data, entry: Data) -> str | None:
    """Return the domain of something authored: its own, or that of its team where the team is there."""
    return text(entry.get("domain")) or text(mapping(table(data, "teams").get(str(entry.get("team")))).get("domain"))


def _of_itself(data: Data, name: str, initiative: Data) -> Iterator[Problem]:
    """Nothing waits for its own domain, which adds what it owes to the work itself."""
    home = home_of(data, initiative)
    asked: list[tuple[NodePath, object]] = [(("depends_on",), initiative.get("depends_on"))]
    asked += [(("joint_with", place), domain) for place, domain in enumerate(rows(initiative.get("joint_with")))]
    for spot, domain in asked:
        if domain is not None and domain == home:
            message = f"'{domain}' is its own domain; name another one, or add the work to its `effort`"
            yield Problem("E312", message, ("initiatives", name, *spot))


def _below_the_least(data: Data, name: str, initiative: Data) -> Iterator[Problem]:
    """A launch can do no more harm than its change costs and breaks, which is a matter of its effort."""
    value, least = initiative.get("value"), least_value(data, initiative)
    if isinstance(value, int | float) and least is not None and value < least:
        message = (
            f"a launch of this effort can do harm of {-least:,.0f} $k at most (`demand.value_shift` standard values of "
            f"its size), got {value:,.0f}"
        )
        yield Problem("E204", message, ("initiatives", name, "value"))


def _for_nothing(data: Data, name: str, initiative: Data) -> Iterator[Problem]:
    """What is worth something contributes to something that the strategy weighs."""
    stated = mapping(initiative.get("objectives"))
    weights = {key: mapping(one).get("weight", 1.0) for key, one in mapping(data.get("objectives")).items()}
    aims = [key for key, share in stated.items() if isinstance(share, int | float) and share > 0]
    if aims and all(key in weights and weights[key] == 0 for key in aims):
        message = "the strategy gives no weight to what this contributes to, so it can be worth nothing"
        yield Problem("E206", message, ("initiatives", name, "objectives"))


def least_value(data: Data, initiative: Data) -> float | None:
    """Return the most harm that a launch of an initiative's effort can do, $k, as a number below 0; None where numbers are none."""
    usual = Demand()
    said = mapping(data.get("demand"))
    names = ("effort_median", "value_effort_exponent", "value_shift", "standard_value")
    found = numbers([initiative.get("effort"), *(said.get(name, getattr(usual, name)) for name in names)])
    if len(found) < 1 + len(names) or found[0] <= 0.0 or found[1] <= 0.0:
        return None
    effort, median, exponent, shift, standard = found
    larger = 1.0 + JOINT_SHARE * len(rows(initiative.get("joint_with")))
    return float(-((effort / median) ** exponent) * larger * shift * standard)
