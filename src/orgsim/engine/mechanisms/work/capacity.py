"""Capacity: what a team would get done with another number of engineers, by the rules of delivery."""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.delivery import output_rate, switching_share
from orgsim.engine.mechanisms.work.dependencies import coordination_minutes
from orgsim.engine.mechanisms.work.products import legacy_minutes
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER


@rule
def effort_in_quarter(team: Records, parameters: Records, engineers: int, week: int) -> float:
    """Return the effort that a team would get done in a quarter with some number of engineers."""
    if engineers == 0:
        return 0.0
    minutes = float(engineers) * MINUTES_PER_WEEK - coordination_minutes(engineers, parameters)
    minutes -= team.upkeep
    if parameters.products:
        minutes -= team.run_cost + legacy_minutes(engineers, week, parameters)
    minutes *= 1.0 - switching_share(team.wip, parameters.switching_loss)
    needed = parameters.product_minutes_per_engineer * float(engineers)
    coverage = min(1.0, team.coverage / needed) if needed > 0.0 else 1.0
    rate = output_rate(engineers, parameters.size_exponent, coverage, parameters.specification_effect)
    done: float = max(0.0, minutes) * rate * WEEKS_PER_QUARTER
    return done
