"""What must hold of named platforms: each does one thing, a team is on one that does it, and what it costs to run can be paid."""

from collections import defaultdict
from collections.abc import Iterator

from orgsim.scenario.authored_checks import home_of
from orgsim.scenario.demand import Demand
from orgsim.scenario.names import Data, mapping, rows, table, text
from orgsim.scenario.parameters import Capabilities
from orgsim.scenario.problems import NodePath, Problem


def platform_problems(data: Data) -> Iterator[Problem]:
    """Yield what is wrong with platforms, in one stage of a scenario, without marks."""
    platforms = table(data, "platforms")
    for name, platform in platforms.items():
        yield from _of_the_same(platforms, name, platform)
        yield from _without_upkeep(data, name, platform)
    yield from _on_two(platforms)
    yield from _needed_twice(data, platforms)
    yield from _too_many(data, platforms)


def purpose_of(name: str, platform: Data) -> str:
    """Return the name of the platform whose purpose a platform has: its own, or that of the one that it is the same as."""
    return text(platform.get("same_as")) or name


def _of_the_same(platforms: dict[str, Data], name: str, platform: Data) -> Iterator[Problem]:
    """What is the same as something names the one that is first there."""
    first = text(platform.get("same_as"))
    spot: NodePath = ("platforms", name, "same_as")
    if first is None or first not in platforms:
        return
    if first == name:
        yield Problem("E312", f"'{name}' is the same as itself", spot)
    elif other := text(platforms[first].get("same_as")):
        yield Problem("E312", f"'{first}' is the same as '{other}': name that one here, too", spot)
    elif _weeks(platform) < _weeks(platforms[first]):
        yield Problem("E312", f"'{first}' appears later; name this one there as what it is the same as", spot)


def _weeks(platform: Data) -> int:
    quarter, week = platform.get("quarter", 0), platform.get("week", 0)
    return 13 * quarter + week if isinstance(quarter, int) and isinstance(week, int) else 0


def _without_upkeep(data: Data, name: str, platform: Data) -> Iterator[Problem]:
    """What is in service costs a share of what it took to build; where that is nothing, nothing can cost more."""
    said = mapping(mapping(data.get("parameters")).get("capabilities"))
    share, cost = said.get("maintenance_share", Capabilities().maintenance_share), platform.get("run_cost")
    if share == 0 and isinstance(cost, int | float) and cost > 0:
        message = "nothing costs anything to run while `parameters.capabilities.maintenance_share` is 0"
        yield Problem("E204", message, ("platforms", name, "run_cost"))


def _on_two(platforms: dict[str, Data]) -> Iterator[Problem]:
    """A team runs or uses one of several that do the same."""
    taken: dict[tuple[str, str], str] = {}
    for name, platform in platforms.items():
        users = [(("used_by", place), team) for place, team in enumerate(rows(platform.get("used_by")))]
        for spot, team in [(("team",), platform.get("team")), *users]:
            if not isinstance(team, str):
                continue
            purpose = purpose_of(name, platform)
            other = taken.setdefault((purpose, team), name)
            if other != name or (users and spot != ("team",) and team == platform.get("team")):
                what = f"'{other}' already, which does the same" if other != name else "it by running it"
                yield Problem("E315", f"'{team}' is on {what}", ("platforms", name, *spot))


def _needed_twice(data: Data, platforms: dict[str, Data]) -> Iterator[Problem]:
    """Of what does the same, an initiative needs one."""
    for name, initiative in table(data, "initiatives").items():
        needs = [one for one in rows(initiative.get("needs")) if isinstance(one, str) and one in platforms]
        purposes = [purpose_of(one, platforms[one]) for one in needs]
        if len(set(purposes)) < len(purposes):
            message = (
                f"'{needs[0]}' and '{needs[1]}' do the same; one of them is enough"
                if needs[0] != needs[1]
                else f"'{needs[0]}' is listed twice"
            )
            yield Problem("E315", message, ("initiatives", name, "needs", 1))


def _too_many(data: Data, platforms: dict[str, Data]) -> Iterator[Problem]:
    """A domain has so many kinds of capabilities, and each named platform is of a kind of its own, unless it is the same as another."""
    most = mapping(data.get("demand")).get("types_per_domain", Demand().types_per_domain)
    found: dict[str, list[str]] = defaultdict(list)
    for name, platform in platforms.items():
        home = home_of(data, platform)
        if home is not None and platform.get("same_as") is None:
            found[home].append(name)
    for domain, names in found.items():
        if isinstance(most, int) and len(names) > most:
            message = (
                f"'{domain}' has {most} kinds of capabilities (`demand.types_per_domain`), and {len(names)} platforms "
                "that do different things"
            )
            yield Problem("E207", message, ("platforms", names[-1]))
