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
    """Standard error of a business case (of its logarithm) by a judge of average skill."""
    skill_effect: float = parameter(1.0, unit="log per skill", low=0, high=5, source=ASSUMED)
    """How far a skill shrinks what it governs: errors of cases (discovery), questions (execution), errors of measured effects
    (analytics) and how a newcomer misreads the strategy (strategy)."""
    reach_noise: float = parameter(0.3, unit="share per step", low=0, high=5, source=ASSUMED)
    """How much larger that error is with each step away from what a domain does today."""
    local_interest: float = chance(0.5, unit="share", source=ASSUMED)
    """Weight of one's own domain's figures in judging, for someone who answers for a small part of the company."""


class Planning(Section):
    """How work is picked."""

    idea_life: float = parameter(13.0, unit="weeks", low=1, high=520, source=ASSUMED)
    """Weeks after which an idea that was not picked is forgotten."""
    backlog_life: float = parameter(26.0, unit="weeks", low=1, high=520, source=ASSUMED)
    """Weeks after which funded work that was never started is dropped at the next planning."""
    productive_share: float = chance(0.4, unit="share", source=ASSUMED)
    """Share of engineers' time that planners count on for planned work."""
    plan_fill: float = parameter(1.0, unit="share", low=0, high=5, source=ASSUMED)
    """How full a quarter is planned."""
    search_radius: float = chance(0.5, source=ASSUMED)
    """Chance that an opportunity one step away from the core is seen by a team for which nobody looks around; two steps: its square."""
    research_scale: float = parameter(2.0, unit="hours a week", low=0.01, high=400, source=ASSUMED)
    """Research for a team that finds 63 % of what it would have missed."""
    buffer_weeks: float = parameter(3.0, unit="weeks", low=0, high=52, source=ASSUMED)
    """Weeks of work in sight below which a team asks for more between plannings."""
    case_threshold: float = parameter(1.0, unit="standard scores", low=-100, high=100, source=ASSUMED)
    """Score below which an owner does not even ask."""
    minutes_to_write_case: float = parameter(240.0, unit="minutes", low=0, high=10_000, source=ASSUMED)
    """Work of writing up one case."""


class Decisions(Section):
    """Approvals, questions, escalations: desk time and patience."""

    approval_threshold: float = parameter(1.0, unit="standard scores", low=-100, high=100, source=ASSUMED)
    """Score below which a case is refused."""
    minutes_to_decide: float = parameter(180.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of a decision."""
    minutes_to_answer: float = parameter(60.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of answering a question that work threw up."""
    minutes_to_forward: float = parameter(20.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of passing a request on."""
    minutes_to_prepare: float = parameter(180.0, unit="minutes", low=0.5, high=10_000, source=ASSUMED)
    """Mean desk time of working out a proposal."""
    minutes_to_rate: float = parameter(15.0, unit="minutes", low=0, high=2400, source=ASSUMED)
    """Time it takes to score one case on a rubric."""
    request_patience: float = parameter(8.0, unit="weeks", low=0.1, high=520, source=ASSUMED)
    """Weeks after which an unanswered request lapses."""
    exception_patience: float = parameter(3.0, unit="weeks", low=0.1, high=520, source=ASSUMED)
    """Weeks after which work goes on without an answer."""


class Attention(Section):
    """What a week costs people before any decision is taken."""

    ramp_half_weeks: float = parameter(
        10.0, unit="weeks", low=0, high=104, source="half of full output in 2-3 months, practitioner reports"
    )
    """Weeks until a newcomer to a post is half effective."""
    ramp_steepness: float = parameter(
        3.5, unit="weeks", low=0.1, high=52, source="full output in about 6 months, practitioner reports"
    )
    """Time scale of the logistic ramp."""
    administration_per_report: float = parameter(90.0, unit="minutes", low=0, high=2400, source=ASSUMED)
    """Weekly people administration per direct report."""
    product_minutes_per_engineer: float = parameter(
        180.0, unit="minutes", low=0, high=2400, source="about 8 engineers per PM, practitioner rule"
    )
    """Weekly product-management time that an engineer's work can use."""


class Delivery(Section):
    """A team's week."""

    coordination_base: float = parameter(
        5.0,
        unit="hours a week",
        low=0,
        high=40,
        source="engineers spend about a quarter coordinating; survey, low",
    )
    """Coordination of every engineer, whatever the team's size."""
    coordination_per_peer: float = parameter(
        0.5, unit="hours per peer and week", low=0, high=10, source="Brooks's law; slope assumed"
    )
    """Coordination of every engineer for each team mate."""
    coordination_per_dependency: float = parameter(2.0, unit="hours a week", low=0, high=40, source=ASSUMED)
    """A team's coordination for each open dependency on another team."""
    distance_effect: float = parameter(0.25, unit="per edge", low=0, high=10, source=ASSUMED)
    """How that grows with each reporting edge between the owners beyond two (siblings)."""
    switching_loss: float = parameter(0.05, unit="per item", low=0, high=2, source=ASSUMED)
    """Working time lost for each item in hand beyond the first."""
    size_exponent: float = parameter(0.9, unit="exponent", low=0.1, high=1.5, source=ASSUMED)
    """Output of a team grows with head-count to this power."""
    specification_effect: float = parameter(0.3, unit="share", low=0, high=0.95, source=ASSUMED)
    """Output lost by a team without any product management."""
    upkeep: float = parameter(1.0, unit="hours a week", low=0, high=400, source=ASSUMED)
    """Keeping one live capability running."""
    newcomer_loss: float = chance(0.5, unit="share", source=ASSUMED)
    """Time an engineer new to a team spends getting to know it."""
    newcomer_weeks: float = parameter(8.0, unit="weeks", low=0, high=104, source=ASSUMED)
    """For how long."""
    handover_rework: float = chance(0.15, unit="share", source=ASSUMED)
    """Rework on an initiative that changes teams in the middle, as a share of its effort."""


class Exceptions(Section):
    """Questions that work throws up (Jin & Levitt 1996)."""

    exception_probability: float = chance(
        0.25,
        unit="probability per engineer-week",
        source="set so that rework is about a fifth of effort, Boehm & Basili 2001",
    )
    """Chance that an engineer-week of work on an initiative throws up a question, for an owner of average skill."""
    unmet_coordination_effect: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=10,
        source="congruence shortens cycle time by about a third, Cataldo et al. 2008",
    )
    """How far it rises when the team depended on is never met."""
    crowding_effect: float = parameter(0.03, unit="per item", low=0, high=2, source=ASSUMED)
    """How far it rises for each item in hand beyond the first."""
    climb_probability: float = chance(0.35, source=ASSUMED)
    """Chance that a question has to go one level up, and then another."""
    settling_weeks: float = parameter(8.0, unit="weeks", low=0, high=104, source=ASSUMED)
    """For how long after a change of superior or rights a question goes one level further up than it needs to."""
    rework_if_answered: float = chance(
        0.1, unit="share", source="rework about a quarter of effort, Boehm & Basili 2001"
    )
    """Rework that an answer brings, as a share of the initiative's effort."""
    rework_if_unanswered: float = chance(0.2, unit="share", source=ASSUMED)
    """Rework when nobody answers in time."""
    contact_per_dependency: float = parameter(30.0, unit="minutes", low=1, high=2400, source=ASSUMED)
    """Trusted contact a week that a dependency calls for."""
    dependency_patience: float = parameter(3.0, unit="weeks", low=0, high=520, source=ASSUMED)
    """Weeks that a piece may sit unstarted in another team's backlog before somebody complains."""


class Capabilities(Section):
    """How things get built, built twice, noticed and merged."""

    duplicate_threshold: float = chance(0.4, unit="share", source=ASSUMED)
    """Overlap from which two capabilities count as the same."""
    integration_share: float = chance(0.25, unit="share", source=ASSUMED)
    """Effort of using an existing capability, as a share of building it."""
    extension_floor: float = chance(0.05, unit="share", source=ASSUMED)
    """Least work that a host has with a new user, as a share of building."""
    reuse_patience: float = parameter(1.5, unit="ratio", low=0, high=100, source=ASSUMED)
    """Reuse may take this many times as long as building before a team builds for itself."""
    overlap_noise: float = parameter(0.15, unit="share", low=0, high=2, source=ASSUMED)
    """Standard error of anybody's look at how far two capabilities overlap."""
    notice_effect: float = parameter(0.3, unit="per hour", low=0, high=100, source=ASSUMED)
    """Rate at which attention to two like capabilities shows that they are the same."""
    minutes_per_message: float = parameter(30.0, unit="minutes", low=1, high=2400, source=ASSUMED)
    """Contact, with full trust, for each piece of news about what exists."""
    migration_share: float = chance(0.4, unit="share", source=ASSUMED)
    """Effort of moving off a live capability, as a share of what building it took."""
    proposal_pause: float = parameter(26.0, unit="weeks", low=1, high=520, source=ASSUMED)
    """Weeks before a merger that was refused may be proposed again."""


class Portfolio(Section):
    """Moving capacity, by influence or by authority."""

    audit_share: float = chance(0.5, unit="share", source=ASSUMED)
    """Share of portfolio time spent reading what teams build; the rest compares where capacity is worth most."""
    minutes_per_review: float = parameter(90.0, unit="minutes", low=1, high=10_000, source=ASSUMED)
    """Time to review one team."""
    cases_per_review: int = parameter(3, unit="cases", low=1, high=100, source=ASSUMED)
    """How many of a team's next ideas a reviewer looks at."""
    smallest_team: int = parameter(3, unit="engineers", low=1, high=1000, source=ASSUMED)
    """No team is made smaller than this."""
    shift_threshold: float = parameter(2.0, unit="standard scores", low=0, high=100, source=ASSUMED)
    """Gain from which a shift is proposed."""
    shift_size: int = parameter(1, unit="engineers", low=1, high=1000, source=ASSUMED)
    """Engineers moved by one shift."""
    stop_threshold: float = parameter(0.8, unit="standard scores", low=-100, high=100, source=ASSUMED)
    """Outlook of work in hand below which it seems better to stop."""
    sunk_cost_bias: float = parameter(
        0.5, unit="standard scores", low=0, high=100, source="escalation of commitment, Staw 1976; size assumed"
    )
    """What all of an initiative's effort already spent adds to its outlook, for those who spent it."""
    consent_base: float = parameter(-1.0, unit="log odds", low=-20, high=20, source=ASSUMED)
    """Readiness to give something up without any reason."""
    consent_by_gain: float = parameter(0.5, unit="log odds per score", low=0, high=20, source=ASSUMED)
    """What the gain seen does to it."""
    consent_by_trust: float = parameter(1.5, unit="log odds", low=0, high=20, source=ASSUMED)
    """What full trust in the proposer does to it."""
    consent_by_sponsor: float = parameter(1.0, unit="log odds", low=0, high=20, source=ASSUMED)
    """What full backing by the one who could overrule does to it."""
    consent_by_influence: float = parameter(2.0, unit="log odds per skill", low=0, high=20, source=ASSUMED)
    """What the proposer's skill at influence, above one half, does to it."""
    consent_by_loss: float = parameter(2.0, unit="log odds", low=0, high=20, source=ASSUMED)
    """What losing all of one's scope does against it."""


class Beliefs(Section):
    """What people think the strategy weighs."""

    susceptibility: float = chance(0.9, unit="share", source="form of Friedkin & Johnsen 1999; value assumed")
    """How far people end up with what they hear rather than with what they brought along."""
    susceptibility_spread: float = parameter(0.05, unit="share", low=0, high=1, source=ASSUMED)
    """How far people differ in that."""
    belief_spread: float = parameter(0.8, unit="log", low=0, high=5, source=ASSUMED)
    """How far newcomers misread the strategy."""
    contact_scale: float = parameter(12.0, unit="hours a week", low=0.1, high=1000, source=ASSUMED)
    """Trusted contact that moves a belief by 63 % of the way in a week."""
    strategy_delay: float = parameter(4.0, unit="weeks", low=0, high=104, source=ASSUMED)
    """Weeks until those who set the strategy act on a shift."""


class Ties(Section):
    """Who meets whom, and trust."""

    authority_weight: float = parameter(1.0, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a reporting line on contact time."""
    dotted_weight: float = parameter(0.6, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a dotted line."""
    working_weight: float = parameter(0.4, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a working tie."""
    forum_weight: float = parameter(0.4, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a tie between two members of a forum."""
    peer_weight: float = parameter(0.4, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a working tie between two who report to the same person."""
    informal_weight: float = parameter(0.3, unit="weight", low=0, high=100, source=ASSUMED)
    """Claim of a friendship."""
    informal_probability: float = chance(0.25, source="density of friendship in Krackhardt 1987: 102 of 420")
    """Chance of a friendship between two who report to the same person."""
    informal_decay: float = parameter(1.0, unit="log per level", low=0, high=10, source=ASSUMED)
    """How that falls for each level up to the common superior beyond the first."""
    first_trust: float = chance(0.2, unit="share", source=ASSUMED)
    """Trust on a new tie."""
    settled_trust: float = chance(0.6, unit="share", source=ASSUMED)
    """Trust on ties that exist when the run starts."""
    trust_growth: float = parameter(0.03, unit="per hour", low=0, high=10, source=ASSUMED)
    """Growth of trust with contact."""


class Staffing(Section):
    """People leaving and joining."""

    attrition_per_year: float = chance(
        0.17,
        unit="probability per year",
        source="15 % voluntary (LinkedIn 2018: technology 13 %) and 4 % involuntary",
        confidence="medium",
    )
    """Chance that a person of usual engagement, who is not stuck in a level, leaves within a year. Where a ladder states rates of exit
    for its levels, they rise and fall in proportion to this parameter over its default."""
    skill_spread: float = parameter(0.15, unit="skill", low=0, high=1, source=ASSUMED)
    """How far people in the same role differ in skill."""
    time_to_fill_sigma: float = parameter(0.5, unit="log", low=0, high=3, source=ASSUMED)
    """Spread of the time a search takes."""
    interview_minutes: float = parameter(240.0, unit="minutes", low=0, high=2400, source=ASSUMED)
    """Weekly work of the hiring manager for each open search."""
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
    overload_drop: float = parameter(0.5, unit="sd", low=0, high=10, source=ASSUMED)
    """What a desk that is always busy costs, over one busy 70 % of the time."""
    upheaval_drop: float = parameter(0.5, unit="sd", low=0, high=10, source=ASSUMED)
    """What a new superior costs in the first quarter."""
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
    rating_memory: float = chance(0.5, unit="share", source=ASSUMED)
    """Weight of earlier ratings in what is on file after a new one."""
    evidence_noise: float = parameter(
        1.22, unit="sd", low=0, high=10, source="reliability .4, as of business cases; assumed"
    )
    """Error of evidence of the next role's work, in standard deviations of skill."""
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
    load: float = parameter(1.35, unit="ratio", low=1, high=5, source="salary with 30-40 % load", confidence="medium")
    """What a person costs over the base salary."""


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
