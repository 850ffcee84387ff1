"""Capabilities: what initiatives need built once, and how the same thing gets built twice."""

from typing import TYPE_CHECKING

from tests.reference.plain.dependencies import add_piece
from tests.reference.plain.work import WEEK, Capability, Initiative, Need

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.team import Team


def generation(model: "ReferenceModel", kind: int, week: int) -> int:
    """Return which generation of a type is current."""
    life = model.dials.capability_life
    return int((week + life * model.luck.phase(kind)) / life)


def known(model: "ReferenceModel", team: "Team", kind: int) -> Capability | None:
    """Return the instance in use that a team has or its owner has heard of."""
    current = generation(model, kind, model.week)
    owner = team.acting()
    for found in (team.hosts.get(kind), owner.heard.get(kind) if owner is not None else None):
        if found is not None and found.in_use and found.generation == current:
            return found
    return None


def weeks_to_build(model: "ReferenceModel", effort: float, team: "Team") -> float:
    """Return how long a team seems to take for some effort when it does nothing else."""
    return effort / float(team.engineers * WEEK * model.dials.productive_share)


def meet_need(model: "ReferenceModel", item: Initiative, place: int) -> None:
    """Meet one need: with what the team has, by reuse, or by building."""
    need = item.offer.needs[place]
    assert need is not None
    instance = known(model, item.team, need.kind)
    if instance is not None and (instance.team is item.team or reuse_seems_better(model, item, place, need, instance)):
        integrate(model, item, need, instance)
    else:
        build(model, item, place, need, instance)


def reuse_seems_better(model: "ReferenceModel", item: Initiative, place: int, need: Need, instance: Capability) -> bool:
    """Tell whether an instance seems to fit, and to be there within so many times what building would take."""
    dials = model.dials
    host = instance.team
    fits = item.direction.cosine(instance.direction)
    seen = fits + dials.overlap_noise * model.luck.reuse(item, place, host)
    if seen < dials.duplicate_threshold:
        return False
    extension = max(0.05, 1.0 - seen) * need.effort
    wait = weeks_to_build(model, host.backlog_effort() + extension, host)
    own = weeks_to_build(model, 1.0, item.team)
    weeks: float = dials.integration_share * need.effort * own + wait
    return weeks <= float(need.effort * own * dials.reuse_patience)


def integrate(model: "ReferenceModel", item: Initiative, need: Need, instance: Capability) -> None:
    """Reuse an instance: integration at home, and work in the host's backlog for what truly does not fit."""
    dials = model.dials
    item.building = None
    item.account = "integration"
    item.left = dials.integration_share * need.effort
    if instance.team is not item.team:
        rely_on(item.team, instance)
        missing = 1.0 - item.direction.cosine(instance.direction)
        add_piece(model, item, instance.team, max(0.05, missing) * need.effort)


def rely_on(team: "Team", instance: Capability) -> None:
    """Count the team among the users of an instance, and no longer among those of an earlier one."""
    before = team.uses.get(instance.kind)
    if before is not instance:
        if before is not None:
            before.users -= 1
        team.uses[instance.kind] = instance
        instance.users += 1


def reckon_upkeep(model: "ReferenceModel") -> None:
    """Add up what each team's capabilities take this week: a yearly share of the build, more with users and age."""
    for team in model.teams:
        team.upkeep = 0.0
    for made in model.capabilities:
        if made.live and made.in_use:
            yearly = model.dials.maintenance_share * float(made.minutes)
            older = 1.0 + 0.1 * (float(model.week - made.born) / 52.0)
            made.team.upkeep += yearly / 52.0 * older * (1.0 + 0.1 * float(made.users))


def build(model: "ReferenceModel", item: Initiative, place: int, need: Need, knew: Capability | None) -> None:
    """Start building an instance, and call it what it is."""
    dials = model.dials
    team, kind = item.team, need.kind
    key = model.luck.capability_key(item, kind, place)
    number = len(model.capabilities)
    made = Capability(number, key, kind, generation(model, kind, model.week), team, item, model.week)
    made.effort = need.effort
    made.duplicates = oldest_twin(model, made)
    made.rational = (
        knew is not None
        and made.duplicates is not None
        and made.overlap(knew, dials.similarity) >= dials.duplicate_threshold
    )
    if made.rational:
        made.noticed = model.week
    model.capabilities.append(made)
    model.in_service[kind].append(made)
    team.hosts[kind] = made
    owner = team.acting()
    if owner is not None:
        owner.remember(made)
    item.building = made
    item.left = need.effort
    if made.duplicates is None:
        item.account = "first_build"
    else:
        item.account = "duplicate_rational" if made.rational else "duplicate_unaware"


def oldest_twin(model: "ReferenceModel", made: Capability) -> Capability | None:
    """Return the oldest instance in use of another team that does the same as a new one; of two born in a week, the later start."""
    dials = model.dials
    like = [*reversed(model.in_service[made.kind]), *reversed(model.in_service.get(made.kind ^ 1, []))]
    found: Capability | None = None
    for other in like:
        if (
            other.team is not made.team
            and (found is None or other.born < found.born)
            and made.overlap(other, dials.similarity) >= dials.duplicate_threshold
        ):
            found = other
    return found


def finish_build(item: Initiative) -> None:
    """What was being built goes live, unless its type went out of date meanwhile."""
    made = item.building
    if made is not None and made.in_use:
        made.live = True
    item.building = None


def outdate(model: "ReferenceModel") -> None:
    """Take types out of service whose generation ends this week."""
    for kind, instances in model.in_service.items():
        if instances and generation(model, kind, model.week) != generation(model, kind, model.week - 1):
            for instance in instances:
                instance.in_use = False
                if instance.team.hosts.get(kind) is instance:
                    del instance.team.hosts[kind]
            instances.clear()
