"""The switches: every mechanism of the model can be turned off."""

from orgsim.scenario.fields import Section


class Mechanisms(Section):
    """Switches: what is off does nothing, its accounts stay at zero, and the rest runs on."""

    approvals: bool = True
    """Cases wait for those with the right to fund them; off: every owner decides alone."""
    exceptions: bool = True
    """Work throws up questions."""
    markets: bool = True
    """Markets move, and people have views of them; off: every market is a usual one, and everybody knows."""
    windows: bool = True
    """Opportunities lose value while they wait; off: they are worth the same whenever they are launched."""
    dependencies: bool = True
    """Initiatives need pieces from other teams."""
    capabilities: bool = True
    """Initiatives need capabilities, built or reused."""
    news: bool = True
    """People tell each other what exists."""
    consolidation: bool = True
    """Look-alike capabilities are proposed for merging."""
    portfolio: bool = True
    """Capacity is proposed to move between teams."""
    beliefs: bool = True
    """Beliefs about the strategy move by contact; off: everybody keeps the first belief."""
    attrition: bool = True
    """People leave of their own accord."""
    hiring: bool = True
    """Vacant posts are filled."""
    products: bool = True
    """Launches earn over time, need upkeep, ship defects and go out of service; off: a launch is over when it is launched."""
    exploration: bool = True
    """Opportunities differ in how far they lie from the core, and have to be found; off: all are core."""
    stopping: bool = True
    """Work in hand may be given up."""
    coaching: bool = True
    """Managers coach, and people learn."""
    engagement: bool = True
    """Quarters leave their mark on the wish to stay."""
    promotions: bool = True
    """People are rated and promoted on the ladder, when the scenario names one."""
