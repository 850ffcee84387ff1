"""What a promotion policy is, and how policies are found.

A policy answers with weights over what a panel can see rather than with compiled code of its own. The compiled rule that applies them is
then the same for all: nothing is compiled or cached for a new policy, every policy uses the same draws, and what a policy rewards can
be printed as a row of numbers.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from orgsim.errors import InputError
from orgsim.scenario.fields import Section
from orgsim.scenario.ladder.shipped import policy_names
from orgsim.scenario.problems import listed, nearest

NONE = -1
"""No group."""


class Scoring(NamedTuple):
    """What a policy looks at: weights of what a panel can see of a case, and who goes first."""

    rating: float = 0.0
    """Weight of the ratings on file, per standard deviation of skill."""
    evidence: float = 0.0
    """Weight of what the person showed of the next role's work, per standard deviation."""
    seniority: float = 0.0
    """Weight of a year in the level."""
    advocacy: float = 0.0
    """Weight of the manager's voice, per standard deviation between managers."""
    chance: float = 0.0
    """Weight of a lot."""
    panel_noise: float = 0.0
    """Error of the panel as a whole, standard deviations."""
    worst_share: float = 0.0
    """Share of places that go to the lowest mark."""
    reserved_group: int = NONE
    """Position of the group with reserved places; NONE: no group has any."""
    reserved_share: float = 0.0
    """Share of places reserved for it, as long as it has eligible members."""


class PromotionPolicy(Section):
    """A way to decide who is promoted; its fields are its settings."""

    only_to_seats: bool = False
    """Whether nobody is promoted unless somebody left: levels without seats then keep the size they have."""

    def scoring(self) -> Scoring:
        """Return what counts."""
        raise NotImplementedError


def policy_named(name: str, settings: Mapping[str, object] | None = None) -> PromotionPolicy:
    """Return a policy with its settings.

    Raises
    ------
    InputError
        When there is no such policy, or it has no such setting.
    """
    known = policy_names()
    if name not in known:
        raise InputError(f"there is no policy '{name}'{nearest(name, known)}; there are {listed(known, 30)}")
    kind = _policy(name)
    try:
        return kind.model_validate(dict(settings or {}))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise InputError(_no_setting(name, place, list(kind.model_fields))) from None
        raise InputError(f"policy '{name}': {place}: {first['msg']}") from None


def _no_setting(policy: str, setting: str, fields: Sequence[str]) -> str:
    """Say that a policy has no such setting, which it has, and which other policies have the one that was asked for."""
    others = [other for other in policy_names() if setting in _policy(other).model_fields]
    whose = f"; it is a setting of {listed(others, 30)}" if others else nearest(setting, fields)
    return f"the policy is '{policy}', and it has no setting '{setting}'{whose}; '{policy}' has {listed(fields, 30)}"


def _policy(name: str) -> type[PromotionPolicy]:
    """Return the class of a policy."""
    module = importlib.import_module(f"orgsim.scenario.ladder.policies.{name.replace('-', '_')}")
    found: type[PromotionPolicy] = module.Policy
    return found
