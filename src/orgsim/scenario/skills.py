"""What people bring along: skills and engagement."""

from typing import Annotated

from pydantic import Field

from orgsim.scenario.fields import Section, chance

Engagement = Annotated[float, Field(ge=-4, le=4)]
"""The wish to stay, in standard deviations between people: 0 is usual."""


class Skills(Section):
    """Skills between 0 and 1; one half is average."""

    discovery: float = chance(0.5, unit="skill", source="scale of the model")
    """Judging cases."""
    execution: float = chance(0.5, unit="skill", source="scale of the model")
    """Specifying work."""
    coaching: float = chance(0.5, unit="skill", source="scale of the model")
    """Making others better."""
    analytics: float = chance(0.5, unit="skill", source="scale of the model")
    """Reading what a launch did."""
    influence: float = chance(0.5, unit="skill", source="scale of the model")
    """Winning consent without authority."""
    strategy: float = chance(0.5, unit="skill", source="scale of the model")
    """Reading the strategy."""
