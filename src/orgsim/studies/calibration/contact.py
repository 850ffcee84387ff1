"""What the calibration table says about waiting for decisions and for each other, in generated companies."""

from collections.abc import Mapping

import numpy as np

from orgsim.engine.vocabulary import NONE
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization
from orgsim.studies.calibration.work import lead_times, slower
from orgsim.studies.runs import Lab, states
from orgsim.studies.worlds import company, organized

SPANS = (4, 6, 8, 12)
"""Product managers of a director: from the usual span to the mean span of all US managers."""
NEVER_MET = (
    "demand.dependency_probability=0.5",
    "demand.joint_probability=0",
    "parameters.ties.informal_probability=0",
)
"""Settings under which owners in different branches depend on each other, and have no tie."""
AS_IF_MET = "parameters.exceptions.unmet_coordination_effect=0"
"""A setting: work throws up as many questions as if the owners met enough; nobody spends the hours or hears the news."""


def contact(lab: Lab) -> Mapping[str, Values]:
    """Return the waiting of every future, (futures,), by name."""
    return {"met": met(lab), **{f"latency_{span}": latency(lab, span) for span in SPANS}}


def latency(lab: Lab, span: int) -> Values:
    """Return decision latency, weeks, (futures,), where each of two directors has so many product managers with a team each."""
    return lab.futures(company(2, span, quarters=8)).total("decision_latency")


def met(lab: Lab) -> Values:
    """Return by how much lead times of dependent work differ, %, when its owners meet enough, from when they never meet, (futures,)."""
    text = company(6, 1)
    arms = (dependent(organized(text, settings), lab) for settings in ((*NEVER_MET, AS_IF_MET), NEVER_MET))
    return np.array([slower(enough, never) for enough, never in zip(*arms, strict=True)])


def dependent(organization: Organization, lab: Lab) -> list[Values]:
    """Return lead times, weeks, of what depends on other domains, in each future."""
    return [
        lead_times(outcome)[outcome.launches.depends_on != NONE]
        for outcome in (Outcome(organization, state) for state in states(organization, lab.seed, lab.replications))
    ]
