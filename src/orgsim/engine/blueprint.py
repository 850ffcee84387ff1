"""A design as arrays: what every replication starts from."""

from typing import NamedTuple

from orgsim.engine.state import Floats, Indices, Records


class Blueprint(NamedTuple):
    """A design as arrays, the same for every replication. Shapes as in ``State``; rows in canonical order (by key)."""

    parameters: Records
    weights: Floats
    domains: Records
    related: Floats
    journeys: Indices
    domain_objectives: Floats
    domain_interests: Floats
    types: int
    events: Records
    authored: Records
    authored_objectives: Floats
    platforms: Records
    platform_users: Indices
    era_weeks: Indices
    post_keys: Indices
    team_keys: Indices
    post_plan: Records
    levels: Records
    moves: Records
    groups: Records
    customs: Records
    scoring: Records
    team_plan: Records
    ties: Records
    tie_plan: Floats
    exit_plan: Floats
    budget_plan: Floats
    aims: Floats
    aim_quarters: Indices
    weeks: int
