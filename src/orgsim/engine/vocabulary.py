"""The words the engine counts with. Values are array positions or stored codes, so append and never renumber."""

from enum import IntEnum

NONE = -1
"""What an index says when there is nothing to point at."""

NEVER = -1
"""What a week or a minute says when it has not come."""

WEEKS_PER_QUARTER = 13
HOURS_PER_WEEK = 40
MINUTES_PER_WEEK = HOURS_PER_WEEK * 60
"""Working minutes in a week: the clock of desks and waits runs in these."""

NEEDS_PER_INITIATIVE = 2
"""At most this many capability types does one initiative need."""

MOST_PARTNERS = 3
"""At most this many domains owe one initiative a part of joint work."""

MOST_GATES = 6
"""At most this many gates off the line can a case have to pass."""

URGENCIES = 3
"""So many classes of urgency do requests have."""

MAXIMUM_WIP = 12
"""No team works on more items than this at once."""

RECENT = 16
"""People talk about the last this many capabilities they heard of."""


UNSTATED = -1.0
"""What a level expects of a skill that it does not mention."""
UNSTATED_COST = -1.0
"""The run cost of a platform that takes what others of its size take."""

LONGEST_CHAIN = 31
"""Longer chains of vacancies are counted as this long."""

LONGEST_VACANCY = 31
"""Quarters; seats vacant for longer are counted as this long."""


class Skill(IntEnum):
    """What people can do, each from 0 to 1. The numbers are those of a person's draws."""

    DISCOVERY = 0
    """judging cases"""
    EXECUTION = 1
    """specifying work"""
    OVERALL = 2
    """all that a level asks for, in one number: the only skill on a ladder without work; no draw, since work has no use for it"""
    COACHING = 3
    """making others better"""
    ANALYTICS = 4
    """reading what a launch did"""
    INFLUENCE = 5
    """winning consent"""
    STRATEGY = 6
    """reading the strategy"""


class Cause(IntEnum):
    """Why a line of the log of careers was written."""

    START = 0
    HIRE = 1
    PROMOTION = 2
    LATERAL = 3
    RETURN = 4
    QUIT = 5
    DISMISSAL = 6
    RETIREMENT = 7
    ASSIGNED = 8
    """the design gave the person's post another level"""


class Opened(IntEnum):
    """What began a chain of vacancies."""

    EXIT = 0
    GROWTH = 1
    MOVE = 2
    """somebody moved sideways or back of their own will"""


class Layer(IntEnum):
    """Why two people are in contact."""

    AUTHORITY = 0
    DOTTED = 1
    WORKING = 2
    INFORMAL = 3
    FORUM = 4


class Right(IntEnum):
    """What a role may do about an action, weakest first."""

    NONE = 0
    INFORM = 1
    CONSULT = 2
    PROPOSE = 3
    APPROVE = 4
    DECIDE = 5


class Action(IntEnum):
    """What rights are about."""

    STRATEGY = 0
    """say what the objectives weigh; who decides this knows the true weights, after a delay"""
    FUND = 1
    """start an initiative of one's own product: roadmap scope and product bets"""
    PRIORITIZE = 2
    """settle a conflict between teams: dependency order, what ships when"""
    STAFF = 3
    """open a requisition and hire"""
    SHIFT = 4
    """move capacity between teams"""
    CONSOLIDATE = 5
    """merge two capabilities that do the same, or take something out of service"""
    SCOPE = 6
    """say in what order a team does its work"""
    EXPLORE = 7
    """start an initiative on new ground, far from what a domain does today, without a budget set aside for it"""
    REVIEW = 8
    """say how portfolios are planned and reviewed: rubric, objectives and key results, cadence"""


class Kind(IntEnum):
    """What an item of work is."""

    INITIATIVE = 0
    SUPPORT = 1
    """a piece of another team's initiative, done in this team's backlog"""
    MIGRATION = 2
    """moving a team off a capability that is merged into another"""
    ROLLBACK = 3
    """taking a harmful launch back"""
    PAST = 4
    """what something was built for before the run; only its scope is left"""


class Stage(IntEnum):
    """Where an item stands. An item only ever moves along the arrows of ``docs/model.md``."""

    UNBORN = 0
    IDEA = 1
    CASE = 2
    """submitted, waiting for those with the right to fund it"""
    READY = 3
    """funded, waiting in the team's backlog"""
    ACTIVE = 4
    DONE = 5
    """launched, or the piece is delivered"""
    EXPIRED = 6
    REJECTED = 7
    LAPSED = 8
    """nobody answered in time"""
    CANCELLED = 9


class Errand(IntEnum):
    """What a request on a desk asks for."""

    CASE = 0
    """may this initiative start?"""
    EXCEPTION = 1
    """how is this to be done? work on the item stands still"""
    CONFLICT = 2
    """another team does not deliver what we depend on"""
    REQUISITION = 3
    """may this vacant post be filled?"""
    SHIFT = 4
    """move capacity from one team to another"""
    CONSOLIDATION = 5
    """merge one capability into another"""
    REPORT = 6
    """these two capabilities look alike: somebody with the right should act"""
    STOP = 7
    """give up an initiative in work"""
    SUNSET = 8
    """take a launched initiative out of service"""
    GATE = 9
    """may this approved case pass a gate off the line?"""


class Turn(IntEnum):
    """Whose turn it is in a request that several people handle."""

    FORWARD = 0
    """on its way up: the desk only passes it on"""
    DECIDE = 1
    PREPARE = 2
    """its author works it out"""
    CONSENT = 3
    """the one who would lose by it is asked"""
    APPEAL = 4
    """consent was refused: the lowest common superior settles it"""


class Answer(IntEnum):
    """How a request ended."""

    OPEN = 0
    YES = 1
    NO = 2
    LAPSED = 3


class Reach(IntEnum):
    """How far from what a domain does today an opportunity lies."""

    CORE = 0
    ADJACENT = 1
    FAR = 2


class CapabilityState(IntEnum):
    """Where a capability instance stands."""

    BUILDING = 0
    LIVE = 1
    RETIRED = 2
    """merged into another instance, or given up while it was being built"""
    OUTDATED = 3
    """its type went out of date"""


class Happening(IntEnum):
    """What may happen to an organisation, whatever its design."""

    STRATEGY = 0
    """two objectives trade places in the strategy"""
    SURGE = 1
    """a domain offers more, or fewer, opportunities for a while"""
    FREEZE = 2
    """nobody is hired for a while"""
    DEPARTURE = 3
    """whoever holds a post leaves"""
    REPLACEMENT = 4
    """somebody known takes over a post"""


class PersonAccount(IntEnum):
    """Where the minutes of a post go."""

    VACANT = 0
    RAMP_UP = 1
    ADMINISTRATION = 2
    CONTACT = 3
    DECISIONS = 4
    INTERVIEWS = 5
    PLANNING = 6
    PORTFOLIO = 7
    PRODUCT = 8
    IDLE = 9
    COACHING = 10
    RESEARCH = 11


class TeamAccount(IntEnum):
    """Where the minutes of a team's engineers go."""

    RAMP_UP = 0
    COORDINATION = 1
    UPKEEP = 2
    SWITCHING = 3
    NEW_VALUE = 4
    FIRST_BUILD = 5
    DUPLICATE_UNAWARE = 6
    DUPLICATE_RATIONAL = 7
    INTEGRATION = 8
    SUPPORT = 9
    REWORK = 10
    MIGRATION = 11
    ROLLBACK = 12
    WAITING_DECISION = 13
    WAITING_DEPENDENCY = 14
    IDLE = 15
    TICKETS = 16
    VACANT = 17
    """time of engineers' posts that stand open"""


class ItemAccount(IntEnum):
    """Where the elapsed minutes of items, requests and vacancies go."""

    IDEA = 0
    APPROVAL = 1
    BACKLOG = 2
    WORKING = 3
    WAITING_DECISION = 4
    WAITING_DEPENDENCY = 5
    REQUEST_QUEUE = 6
    REQUEST_SERVICE = 7
    VACANCY = 8
