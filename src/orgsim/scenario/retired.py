"""Parameters that scenarios could once set, and what became of them."""

FIXED = "it is fixed at {}, since changing it moved no result"

RETIRED = {
    "demand.drift_size": "the two objectives of a shift trade their weights wholly; vary demand.drift_probability",
    "demand.dependency_share": FIXED.format("0.15 of the initiative's effort"),
    "demand.shared_types": "needs that overlap are for types of related domains; vary demand.types_per_domain",
    "planning.research_scale": "it is fixed at 2 hours a week; vary a post's hours of research or parameters.planning.search_radius",
    "planning.case_threshold": "owners ask for whatever seems worth more than it costs, the best for its effort first",
    "decisions.approval_threshold": "approvers grant what seems worth more than it costs",
    "portfolio.shift_threshold": "capacity moves when the gain exceeds what the move costs",
    "portfolio.stop_threshold": "work is stopped when its effort seems worth more elsewhere: at the price of the team's capacity",
    "decisions.minutes_to_forward": FIXED.format("20 minutes"),
    "attention.ramp_steepness": "it follows from parameters.attention.ramp_half_weeks",
    "delivery.newcomer_loss": "it is fixed at 0.5; vary parameters.delivery.newcomer_weeks, since only the product of both counts",
    "exceptions.contact_per_dependency": FIXED.format("30 minutes a week"),
    "capabilities.extension_floor": FIXED.format("0.05 of the effort of building"),
    "capabilities.proposal_pause": FIXED.format("26 weeks"),
    "portfolio.cases_per_review": "it is fixed at 3; vary parameters.portfolio.minutes_per_review",
    "portfolio.shift_size": "a plan says how many engineers each move has; vary parameters.portfolio.minutes_per_review",
    "portfolio.smallest_team": "it is fixed at 3 engineers",
    "portfolio.consent_by_gain": FIXED.format("0.5 per standard value"),
    "portfolio.consent_by_influence": "it is fixed at 2; vary the skill at influence of roles or posts",
    "ties.authority_weight": "a reporting line weighs 1, and the other weights are relative to it",
    "ties.forum_weight": "it is now part of parameters.ties.working_weight",
    "ties.peer_weight": "it is now part of parameters.ties.working_weight",
    "ties.informal_weight": "it is fixed at 0.3; vary parameters.ties.informal_probability",
    "ties.informal_decay": "it is fixed at 1; vary parameters.ties.informal_probability",
    "ties.settled_trust": "it is fixed at 0.6; vary parameters.ties.first_trust for new ties",
    "staffing.exits_per_year": "it is now called parameters.staffing.attrition_rate",
    "staffing.time_to_fill_sigma": "it is fixed at 0.5; vary the weeks to fill of roles",
    "staffing.interview_minutes": "it is fixed at 240 minutes a week",
    "products.churn_effect": FIXED.format("0.5"),
    "products.report_weeks": "it is fixed at 8 weeks; vary parameters.products.escape_share",
    "products.defect_tolerance": "it is fixed at 8 hours for each engineer; vary parameters.products.escape_share",
}
"""By section and name: what became of each, as the second half of a sentence."""
