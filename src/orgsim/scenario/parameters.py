"""Every number of the model that no person and no design sets: the parameter register.

Each field carries unit, bounds, source and confidence; its docstring is its meaning. The engine sees them under the same names, with
durations of work in minutes.
"""

from orgsim.scenario.demand import Launches, Products
from orgsim.scenario.fields import ASSUMED, Section, chance, parameter


class Judgement(Section):
    """How well people judge what they cannot see."""

    case_noise: float = parameter(
        1.2,
        unit="log",
        low=0,
        high=10,
        source="set so that estimated and true promise correlate about 0.4 (selection-test analogue)",
    )
    """Standard error of the logarithm of a business case's estimate, for a judge of average skill."""
    skill_effect: float = parameter(1.0, unit="log per skill", low=0, high=5, source=ASSUMED)
    """How strongly skills reduce the errors they govern: errors of cases (discovery), questions from work (execution), errors of measured
    effects (analytics), and a newcomer's misreading of the strategy (strategy)."""
    common_error: float = chance(
        0.6,
        unit="share",
        source="judges of one case read the same case and share its gaps; size assumed",
        confidence="low",
    )
    """Share of the variance of errors about a case that all its judges have in common, so that asking more of them does not remove it."""
    reach_noise: float = parameter(0.3, unit="share per step", low=0, high=5, source=ASSUMED)
    """How much larger the error of a case becomes with each step away from what its domain does today."""
    local_interest: float = chance(0.5, unit="share", source=ASSUMED)
    """Weight that people give to the figures of merit of their own domain when they answer for only a small part of the company."""

    insight_scale: float = parameter(
        2.0,
        unit="hours a week",
        low=0.1,
        high=1000,
        source="assumed; set before designs were compared",
        confidence="low",
    )
    """Hours a week of trusted contact about a domain in which somebody sees 63 % of what an initiative does there."""


class Planning(Section):
    """How work is picked."""

    idea_life: float = parameter(26.0, unit="weeks", low=1, high=520, source=ASSUMED)
    """Weeks after which an idea that was not picked is forgotten."""
    productive_share: float = chance(
        0.28, unit="share", source="set so that teams keep half to four fifths of what they plan, as is usual; low"
    )
    """Share of engineers' time that planners count on for planned work."""
    plan_fill: float = parameter(1.0, unit="share", low=0, high=5, source=ASSUMED)
    """How full teams plan a quarter, as a share of the work they expect to get done in it."""
    search_radius: float = chance(0.5, source=ASSUMED)
    """Chance that a team for which nobody does research sees an opportunity one step away from the core; at two steps it is the square."""
    buffer_weeks: float = parameter(3.0, unit="weeks", low=0, high=52, source=ASSUMED)
    """Weeks of planned work below which a team asks for more between plannings."""


class Decisions(Section):
    """Approvals, questions, escalations: desk time and patience."""

    minutes_to_decide: float = parameter(180.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of a decision."""
    minutes_to_answer: float = parameter(60.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of answering a question that comes up in a team's work."""
    minutes_to_prepare: float = parameter(180.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of preparing a proposal for a shift of capacity, a merger, a stop or a sunset."""
    minutes_to_rate: float = parameter(15.0, unit="minutes", low=0, high=2400, source=ASSUMED)
    """Minutes it takes to score one case on a rubric."""
    request_patience: float = parameter(8.0, unit="weeks", low=0.1, high=520, source=ASSUMED)
    """Weeks after which an unanswered request lapses."""
    exception_patience: float = parameter(3.0, unit="weeks", low=0.1, high=520, source=ASSUMED)
    """Weeks after which a team goes on with its work without an answer to its question."""


class Attention(Section):
    """What a week costs people before any decision is taken."""

    ramp_half_weeks: float = parameter(
        10.0, unit="weeks", low=0, high=104, source="half of full output in 2-3 months, practitioner reports"
    )
    """Weeks until a newcomer to a post is half effective; full effectiveness takes about two and a half times as long."""
    administration_per_report: float = parameter(90.0, unit="minutes", low=0, high=2400, source=ASSUMED)
    """Minutes a week that a manager of four spends on people administration for each direct report."""
    administration_exponent: float = parameter(
        0.6,
        unit="exponent",
        low=0,
        high=2,
        source="administration grows less than in proportion to size, Blau 1970; value assumed",
    )
    """Exponent with which people administration grows with the number of direct reports; 1 is in proportion."""
    duty_floor: float = chance(
        0.5, unit="share", source="attention goes where the situation presses, Ocasio 1997; value assumed"
    )
    """Share of their time that contact, the portfolio, products and research keep however much waits at the desk; at 1 no desk is open
    for longer than its hours."""
    batch_share: float = chance(0.4, unit="share", source=ASSUMED)
    """Desk time of each further case that is decided on the same day as others, as a share of what it takes alone."""
    product_minutes_per_engineer: float = parameter(
        180.0, unit="minutes", low=0, high=2400, source="about 8 engineers per PM, practitioner rule"
    )
    """Minutes a week of product management that the work of one engineer can use."""


class Delivery(Section):
    """A team's week."""

    coordination_base: float = parameter(
        5.0,
        unit="hours a week",
        low=0,
        high=40,
        source="engineers spend about a quarter coordinating; survey, low",
    )
    """Hours a week that every engineer spends on coordination in a team of any size."""
    coordination_per_peer: float = parameter(
        0.5, unit="hours per peer and week", low=0, high=10, source="Brooks's law; slope assumed"
    )
    """Hours a week that every engineer spends on coordination with each team mate."""
    coordination_per_dependency: float = parameter(2.0, unit="hours a week", low=0, high=40, source=ASSUMED)
    """Hours a week that a team spends on coordinating each open dependency on another team."""
    switching_loss: float = parameter(0.05, unit="per item", low=0, high=2, source=ASSUMED)
    """Share of working time that a team loses for each item in work beyond the first."""
    size_exponent: float = parameter(0.9, unit="exponent", low=0.1, high=1.5, source=ASSUMED)
    """Exponent with which a team's output grows with its number of engineers."""
    specification_effect: float = parameter(0.3, unit="share", low=0, high=0.95, source=ASSUMED)
    """Share of its output that a team loses when it has no product management at all."""
    newcomer_weeks: float = parameter(8.0, unit="weeks", low=0, high=104, source=ASSUMED)
    """Weeks during which engineers new to a team spend half of their time getting to know it."""
    handover_rework: float = chance(0.15, unit="share", source=ASSUMED)
    """Rework on an initiative that changes teams while it is in work, as a share of its effort."""


class Exceptions(Section):
    """Questions that work throws up (Jin & Levitt 1996)."""

    exception_probability: float = chance(
        0.2,
        unit="probability per engineer-week",
        source="set so that rework is about a fifth of effort, Boehm & Basili 2001",
    )
    """Chance that an engineer-week of work on an initiative raises a question, for an owner of average skill."""
    unmet_coordination_effect: float = parameter(
        1.0,
        unit="share",
        low=0,
        high=10,
        source="set so that met coordination shortens dependent work by about a third, Cataldo et al. 2008",
    )
    """Relative increase in the rate of questions when the team depended on is never met."""
    crowding_effect: float = parameter(0.03, unit="per item", low=0, high=2, source=ASSUMED)
    """Relative increase in the rate of questions for each item in work beyond the first."""
    climb_probability: float = chance(0.35, source=ASSUMED)
    """Chance that a question has to go one level up, and the same chance again at each level above."""
    rework_if_answered: float = chance(
        0.1, unit="share", source="rework about a quarter of effort, Boehm & Basili 2001"
    )
    """Rework that follows an answered question, as a share of the initiative's effort."""
    rework_if_unanswered: float = chance(0.2, unit="share", source=ASSUMED)
    """Rework that follows a question nobody answered in time, as a share of the initiative's effort."""


class Capabilities(Section):
    """How things get built, built twice, noticed and merged."""

    duplicate_threshold: float = chance(0.4, unit="share", source=ASSUMED)
    """Overlap from which two capabilities count as the same."""
    integration_share: float = chance(
        0.2, unit="share", source="relative cost of reuse about .2, Poulin 1997; from memory", confidence="low"
    )
    """Effort of using an existing capability, as a share of building it."""
    reuse_patience: float = parameter(1.5, unit="ratio", low=0, high=100, source=ASSUMED)
    """How many times as long as building reuse may take before a team builds for itself."""
    overlap_noise: float = parameter(0.15, unit="share", low=0, high=2, source=ASSUMED)
    """Standard error with which anyone perceives how far two capabilities overlap."""
    notice_effect: float = parameter(0.3, unit="per hour", low=0, high=100, source=ASSUMED)
    """Rate per hour of attention at which someone notices that two overlapping capabilities of median size are the same; larger ones take
    as much more reading."""
    minutes_per_message: float = parameter(30.0, unit="minutes", low=1, high=2400, source=ASSUMED)
    """Minutes of contact with full trust that pass on one piece of news about what exists."""
    migration_share: float = chance(0.4, unit="share", source=ASSUMED)
    """Effort of moving a user off a capability in service, as a share of the effort of building it."""
    inherited_share: float = chance(
        0.8, unit="share", source="assumed; set before designs were compared", confidence="low"
    )
    """Share of the capability types of which the company has an instance in service when the run begins."""
    inherited_twice: float = chance(
        0.45,
        unit="share",
        source="set so that 31 % of instances are duplicates: 20 to 40 % of applications overlap, portfolio audits",
    )
    """Share of these of which a team of a related domain built a second one long ago."""
    maintenance_share: float = chance(
        0.22, unit="share per year", source="maintenance of 15-25 % of cost a year; folklore", confidence="low"
    )
    """Yearly effort of keeping a new capability without users elsewhere running, as a share of the effort of building it; a tenth more
    with each other team that relies on it, and with each year of its age."""


class Portfolio(Section):
    """Moving capacity, stopping work and gaining consent."""

    audit_share: float = chance(0.5, unit="share", source=ASSUMED)
    """Share of portfolio time spent reading what teams build; the rest goes into comparing where capacity is worth most."""
    minutes_per_review: float = parameter(90.0, unit="minutes", low=1, high=10_000, source=ASSUMED)
    """Minutes it takes to review one team in a portfolio review."""
    sunk_cost_bias: float = parameter(
        0.5, unit="standard values", low=0, high=100, source="escalation of commitment, Staw 1976; size assumed"
    )
    """What having spent all of an initiative's effort adds to its worth in the eyes of those who spent it, for one of standard value."""
    consent_base: float = parameter(-1.0, unit="log odds", low=-20, high=20, source=ASSUMED)
    """Log odds that someone agrees to give up capacity, work or a capability without any reason to."""


class Beliefs(Section):
    """What people think the strategy weighs."""

    susceptibility: float = chance(0.9, unit="share", source="form of Friedkin & Johnsen 1999; value assumed")
    """How far people's beliefs come to rest on what they hear rather than on what they believed at first."""
    susceptibility_spread: float = parameter(0.05, unit="share", low=0, high=1, source=ASSUMED)
    """Standard deviation of susceptibility between people."""
    belief_spread: float = parameter(0.8, unit="log", low=0, high=5, source=ASSUMED)
    """How far newcomers misread the strategy: spread of the logarithm of the weights they believe in."""
    contact_scale: float = parameter(12.0, unit="hours a week", low=0.1, high=1000, source=ASSUMED)
    """Hours a week of trusted contact that move a belief by 63 % of the way in that week."""
    strategy_delay: float = parameter(4.0, unit="weeks", low=0, high=104, source=ASSUMED)
    """Weeks until those who set the strategy act on a shift of its true weights."""
    strategy_error: float = parameter(0.3, unit="log", low=0, high=5, source=ASSUMED)
    """Error with which those who set the strategy perceive its true weights (standard deviation of the logarithm): each has one of their
    own, which lasts until the truth shifts again."""
    detail_lost: float = chance(0.05, unit="share per step", source=ASSUMED)
    """Share of what the strategy weighs that is lost each time it is passed on in talk: that share becomes equal weights."""
    map_effect: float = chance(0.5, unit="share", source=ASSUMED)
    """Share of the way to its author's belief that reading the written map of objectives moves a reader's; at 0 nobody writes one."""


class Ties(Section):
    """Who meets whom, and trust."""

    working_weight: float = parameter(0.4, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim on contact time of a working tie, of two who report to the same person, and of two members of a forum, where that of a
    reporting line is 1."""
    informal_probability: float = chance(0.25, source="density of friendship in Krackhardt 1987: 102 of 420")
    """Chance of a friendship between two people who report to the same person; with each level further up to the common superior it
    falls to 37 %."""
    first_trust: float = chance(0.2, unit="share", source=ASSUMED)
    """Trust on a new tie."""
    trust_growth: float = parameter(0.03, unit="per hour", low=0, high=10, source=ASSUMED)
    """Growth of trust on a tie with each hour of contact."""


class Staffing(Section):
    """People leaving and joining."""

    attrition_rate: float = parameter(
        0.17,
        unit="probability per year",
        low=0,
        high=0.99,
        source="15 % voluntary (LinkedIn 2018: technology 13 %) and 4 % involuntary",
        confidence="medium",
    )
    """Chance that a person of usual engagement who is not overdue for promotion leaves within a year; the mean over all people comes
    out near 0.19. Where a ladder states rates of exit, they rise and fall in proportion to this parameter over its default. A
    chance of 1 has no rate: everybody would leave at once."""
    engineer_attrition: float = parameter(
        0.15,
        unit="probability per year",
        low=0,
        high=0.95,
        source="13 to 15 % voluntary in technology (LinkedIn 2018), as for product people",
        confidence="medium",
    )
    """Chance that an engineer leaves within a year; the post stands open until somebody is found."""
    skill_spread: float = parameter(0.15, unit="skill", low=0, high=1, source=ASSUMED)
    """Standard deviation of skills between people in the same role."""
    hiring_cost_share: float = chance(
        0.2, unit="share", source="about 21 % of salary, Boushey & Glynn 2012", confidence="medium"
    )
    """Direct cost of a hire, as a share of a year's cost of the post."""


class Careers(Section):
    """Coaching, engagement and promotion."""

    coaching_per_report: float = parameter(60.0, unit="minutes", low=1, high=2400, source=ASSUMED)
    """Coaching a week that a person can use."""
    learning_by_doing: float = chance(0.01, unit="share per quarter", source=ASSUMED)
    """Share of what is missing in a skill that a quarter of work teaches."""
    learning_by_coaching: float = chance(0.04, unit="share per quarter", source=ASSUMED)
    """The same for usual coaching by somebody fully skilled at it."""
    transfer: float = chance(
        0.3, unit="correlation", source="sign from Benson, Li & Shue 2019; size assumed", confidence="low"
    )
    """Correlation between standing in one role and standing in the next: it governs what people picked for their own work are like at
    coaching, and at every skill that the next level is the first to ask for."""
    engagement_persistence: float = chance(0.75, unit="share", source=ASSUMED)
    """How much of engagement lasts from quarter to quarter."""
    mood_noise: float = parameter(0.5, unit="sd", low=0, high=5, source=ASSUMED)
    """What else moves engagement in a quarter."""
    coaching_lift: float = parameter(0.8, unit="sd", low=0, high=10, source=ASSUMED)
    """Engagement with all the coaching one can use over that with none."""
    progress_lift: float = parameter(0.8, unit="sd", low=0, high=10, source=ASSUMED)
    """Engagement when every promise is kept over that when none is."""
    stall_drop: float = parameter(0.1, unit="sd per quarter", low=0, high=10, source=ASSUMED)
    """What each quarter stuck in a level costs."""
    stall_after: float = parameter(
        10.0, unit="quarters", low=0, high=200, source="mean time in level about 30 months; weak secondary report"
    )
    """For how long people put up with a level that leads on."""
    engagement_effect: float = parameter(
        0.2, unit="log per sd", low=0, high=5, source="top against bottom quartile 18-43 % fewer exits, Gallup; vendor"
    )
    """How far engagement lowers the rate of leaving."""
    quarters_served: float = parameter(6.0, unit="quarters", low=0, high=200, source=ASSUMED)
    """Mean time in level of those who are there at the start."""
    stall_effect: float = parameter(0.05, unit="log per quarter", low=0, high=5, source=ASSUMED)
    """How far each quarter stuck raises it."""
    promotion_lift: float = parameter(0.5, unit="sd", low=0, high=10, source=ASSUMED)
    """What a promotion does for engagement."""
    rating_noise: float = parameter(
        0.96,
        unit="sd",
        low=0,
        high=10,
        source="one rater's reliability .52, Viswesvaran et al. 1996",
        confidence="high",
    )
    """Error of one rating, in standard deviations of skill."""
    passed_over_drop: float = parameter(0.1, unit="sd", low=0, high=10, source=ASSUMED)
    """Loss of engagement of people who were considered for a promotion and not picked."""
    inside_patience: int = parameter(1, unit="quarters", low=1, high=1_000_000, source=ASSUMED)
    """Quarters for which a vacancy is offered to people inside before the search goes outside."""


class Money(Section):
    """Prices."""

    engineer_cost: float = parameter(
        50.0,
        unit="$k a quarter",
        low=0,
        high=10_000,
        source="US salary with 30-40 % load",
        confidence="medium",
    )
    """Loaded cost of one engineer for a quarter."""
    discount_rate: float = chance(
        0.1, unit="share a year", source="cost of capital of 8 to 12 %, common practice", confidence="medium"
    )
    """By how much a year's delay lowers what earnings are worth."""
    load: float = parameter(1.35, unit="ratio", low=1, high=5, source="salary with 30-40 % load", confidence="medium")
    """Ratio of what a person costs to the base salary."""


class Parameters(Section):
    """The register: every group."""

    judgement: Judgement = Judgement()
    planning: Planning = Planning()
    decisions: Decisions = Decisions()
    attention: Attention = Attention()
    delivery: Delivery = Delivery()
    exceptions: Exceptions = Exceptions()
    capabilities: Capabilities = Capabilities()
    portfolio: Portfolio = Portfolio()
    beliefs: Beliefs = Beliefs()
    ties: Ties = Ties()
    staffing: Staffing = Staffing()
    careers: Careers = Careers()
    launches: Launches = Launches()
    products: Products = Products()
    money: Money = Money()
