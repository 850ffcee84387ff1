"""What is reported of real organisations: the ranges that the calibration table holds the defaults against."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One reported fact and the number of the model that should be near it."""

    name: str
    what: str
    unit: str
    low: float
    high: float
    source: str
    confidence: str
    if_missed: str = ""
    """Why it is off, when it is."""


TARGETS = (
    Target(
        "attrition",
        "attrition",
        "a year",
        0.10,
        0.33,
        "voluntary 9 to 25 % (technology around 13 to 15 %: LinkedIn 2018), and involuntary 1 to 8 %",
        "low to medium",
    ),
    Target(
        "promotion_rate",
        "promotions",
        "a year",
        0.06,
        0.20,
        "14 % at 1,125 technology firms (Pave 2024), 6 % in all industries (SHRM)",
        "high",
        "The organisation has nine product managers on one level and no posts between them and the directors, so "
        "people rise in place or not at all; the ladder's shares of committees are those of Pave by level.",
    ),
    Target(
        "time_in_level",
        "time in level so far",
        "months",
        12.0,
        72.0,
        "30 months on average in large firms (LinkedIn, second hand)",
        "low",
        "People who have just been hired count from zero, so the time so far is shorter than a whole stay.",
    ),
    Target(
        "filled_inside_managers",
        "managers who came from inside, of those who came during the run",
        "share",
        0.40,
        0.85,
        "43 % of staff and 90 % of vice presidents promoted into their post (second hand)",
        "low",
        "The ladder lets principal product managers and group managers become directors. There are no group "
        "managers here, everybody starts on the lowest level of the role, and the way to principal takes years: "
        "when a director leaves, hardly anybody may be considered, and the search goes outside.",
    ),
    Target(
        "weeks_vacant",
        "vacancy, mean",
        "weeks",
        4.3,
        17.0,
        "30 to 120 days from opening to start: all roles 36 to 44, technology 49 to 60, executives 78",
        "medium",
    ),
    Target(
        "coordination_pm",
        "product managers: contact, deciding, interviews, administration",
        "share of the week",
        0.20,
        0.60,
        "surveys of vendors; self-report",
        "low",
    ),
    Target(
        "coordination_engineers",
        "engineers: coordination",
        "share of time",
        0.20,
        0.60,
        "about a quarter; the same surveys",
        "low",
        "Coordination of engineers is 5 hours and half an hour for each peer: a fifth of the week in a team of "
        "seven. It stands at the lower end.",
    ),
    Target(
        "rework_share",
        "rework",
        "share of effort",
        0.15,
        0.40,
        "Boehm and Basili 2001",
        "medium",
        "Counted is what questions and hand-overs leave to be done again; taking harmful launches back has an "
        "account of its own.",
    ),
    Target(
        "duplicate_effort",
        "duplicated effort",
        "share of effort",
        0.02,
        0.20,
        "about a tenth by self-report; audits of applications find 20 to 40 % overlap",
        "low",
    ),
    Target(
        "launch_success",
        "launches that improve their metric",
        "share",
        0.08,
        0.40,
        "a third and less in controlled experiments (Kohavi et al. 2009); a quarter of development projects (Cooper)",
        "high",
    ),
    Target(
        "okr_attainment",
        "attainment of objectives",
        "share",
        0.50,
        0.80,
        "practitioners' norm of 60 to 70 %",
        "low",
        "Targets here are what owners expect of everything they promise for the quarter, by their own noisy cases: the "
        "chosen ones are those that were overrated, about two thirds of launches bring nothing, and about half of what "
        "is promised is not launched in the quarter. Nobody sets a target low enough to be met, as people who know they "
        "will be scored do, and progress counts value that was realised, not output. The share is of use between "
        "designs, not as a level.",
    ),
    Target(
        "dip",
        "launches in the first two quarters after every product manager changes place",
        "% of unchanged",
        -30.0,
        -3.0,
        "no measured curve is known; reduced productivity in about 60 % of reorganisations (HBR 2016)",
        "low",
    ),
    Target(
        "span",
        "direct reports of a director",
        "people",
        3.0,
        8.0,
        "practice; all US managers: median 5 to 6 (Gallup)",
        "low",
        "A matter of the chart.",
    ),
    Target(
        "ic_per_manager",
        "product managers for each manager",
        "ratio",
        3.0,
        6.0,
        "follows from spans",
        "medium",
        "A matter of the chart: nine product managers, three directors and a head; small organisations have more "
        "managers to the head.",
    ),
    Target(
        "engineers_per_pm",
        "engineers for each product manager",
        "ratio",
        5.0,
        15.0,
        "practitioners' rule of one to eight or ten",
        "low",
        "A matter of the chart.",
    ),
    Target(
        "engagement_effect",
        "exits of the most engaged quarter against the least",
        "%",
        -43.0,
        -18.0,
        "Gallup, meta-analysis of a vendor",
        "medium",
        "Engagement of people differs by less than a standard deviation of the scale at any one time, because it "
        "follows jobs that are much alike.",
    ),
    Target(
        "rating_reliability",
        "correlation of two raters",
        "correlation",
        0.40,
        0.65,
        ".52: Viswesvaran, Ones and Schmidt 1996",
        "high",
    ),
    Target(
        "case_reliability",
        "correlation of a case's estimate with its true promise",
        "correlation",
        0.20,
        0.60,
        "by analogy with tests for selection",
        "low",
    ),
    Target(
        "replacement_direct",
        "direct cost of a hire",
        "share of a year's pay",
        0.20,
        0.30,
        "typically 21 % (Boushey and Glynn 2012)",
        "medium",
        "The charge is a share of the loaded cost of the post, which is a third above the salary.",
    ),
    Target(
        "replacement_indirect",
        "work lost by an exit: vacancy and ramp-up",
        "years of work",
        0.30,
        1.30,
        ".5 to 1.5 of a salary in all, less the direct cost",
        "medium",
        "Only vacancy and ramp-up are counted; what a team loses by being without its owner shows in launches and "
        "not here.",
    ),
    Target(
        "team_quarter",
        "cost of a team for a quarter, leaders included",
        "$M",
        0.25,
        0.60,
        "seven engineers, a product manager and a designer",
        "medium",
    ),
)
NOT_MEASURED = (
    "Not measured here: the effect of congruent ties on cycle time, that of good superiors on output and on exits, "
    "the tenth-to-ninetieth "
    "percentile of superiors, and ramp-up times (the last are inputs). Time to fill is measured as the whole vacancy."
)
