"""Small worlds in which both models are run, and the switches of what the reference leaves out."""

from typing import Any

from orgsim.organization.build import Organization
from orgsim.studies.worlds import organized
from tests.reference.plain.model import NOT_COVERED, NOT_COVERED_ABOVE_ZERO

Text = dict[str, Any]

COVERED = (
    *(f"mechanisms.{name}=false" for name in NOT_COVERED),
    *(f"{name}=0" for name in NOT_COVERED_ABOVE_ZERO),
)
"""Settings that switch off what the reference does not cover."""

STILL = (
    *COVERED,
    "mechanisms.news=false",
    "demand.drift_probability=0",
    "demand.effort_sigma=0",
    "demand.value_sigma=0",
    "demand.value_shift=0.3",
    "demand.window_spread=0",
    "demand.objective_spread=0",
    "demand.need_probability=0",
    "demand.build_sigma=0",
    "demand.capability_life=5200",
    "demand.dependency_probability=0",
    "parameters.judgement.case_noise=0",
    "parameters.exceptions.exception_probability=0",
    "parameters.exceptions.climb_probability=0",
    "parameters.capabilities.overlap_noise=0",
    "parameters.beliefs.belief_spread=0",
    "parameters.beliefs.strategy_error=0",
    "parameters.beliefs.susceptibility_spread=0",
    "parameters.ties.informal_probability=0",
    "parameters.staffing.skill_spread=0",
    "parameters.launches.measurement_noise=0",
)
"""Settings under which nothing is left to chance but when opportunities come, how long desks take, and when in a week a question comes up."""

ROLES: Text = {
    "chief": {
        "title": "Sets the strategy and hears of what is funded",
        "hours": {"administration": 8, "contact": 14, "desk": 8, "portfolio": 3, "product": 0},
        "rights": {"strategy": "decide", "fund": "inform", "prioritize": "decide"},
    },
    "boss": {
        "title": "Decides what is funded, with a say on scope",
        "hours": {"administration": 6, "contact": 16, "desk": 8, "portfolio": 4, "product": 0},
        "rights": {"fund": "decide", "scope": "approve", "prioritize": "decide"},
    },
    "lead": {
        "title": "Approves what is funded, with a say on scope",
        "hours": {"administration": 4, "contact": 11, "desk": 9, "portfolio": 1, "product": 8},
        "rights": {"fund": "approve", "scope": "approve", "prioritize": "decide"},
    },
    "owner": {
        "title": "Owns a product",
        "hours": {"administration": 4, "contact": 8, "desk": 4, "portfolio": 0, "product": 24},
        "rights": {"scope": "decide"},
    },
    "adviser": {
        "title": "Is consulted by those whom he or she meets",
        "hours": {"administration": 3, "contact": 14, "desk": 5, "portfolio": 15, "product": 0, "research": 3},
        "rights": {"fund": "consult", "prioritize": "consult"},
    },
}
"""The roles of these worlds: their own, so that the shipped ones may change."""

COMPANY: Text = {
    "name": "company",
    "roles": ROLES,
    "objectives": {"growth": 5, "retention": 3, "efficiency": 1.5, "trust": 0.5},
    "domains": {
        "search": {
            "objectives": {"growth": 3, "retention": 2, "efficiency": 1, "trust": 1},
            "opportunities_per_week": 3.6,
        },
        "billing": {
            "objectives": {"growth": 1, "retention": 2, "efficiency": 3, "trust": 1},
            "opportunities_per_week": 3.6,
        },
        "cloud": {
            "objectives": {"growth": 1, "retention": 1, "efficiency": 2, "trust": 3},
            "opportunities_per_week": 3.6,
        },
    },
    "teams": {
        f"{domain}-{letter}": {"domain": domain, "engineers": 7, "owner": f"pm-{domain}-{letter}"}
        for domain in ("search", "billing", "cloud")
        for letter in ("a", "b")
    },
    "posts": {
        "head": {"role": "chief"},
        "director-one": {"role": "boss", "reports_to": "head"},
        "director-two": {"role": "boss", "reports_to": "head"},
        **{
            f"pm-{domain}-{letter}": {"role": "owner", "reports_to": boss}
            for domain, boss in (("search", "director-one"), ("billing", "director-one"), ("cloud", "director-two"))
            for letter in ("a", "b")
        },
    },
    "horizon": {"warmup_quarters": 2, "quarters": 6},
}
"""Six teams in three domains under two directors."""

ALONE: Text = {
    "name": "alone",
    "roles": ROLES,
    "objectives": {"growth": 3, "trust": 1},
    "domains": {"search": {"opportunities_per_week": 1.2, "objectives": {"growth": 2, "trust": 1}}},
    "teams": {"search": {"domain": "search", "engineers": 7, "owner": "pm", "wip": 3}},
    "posts": {"pm": {"role": "owner"}},
    "horizon": {"warmup_quarters": 0, "quarters": 4},
}
"""One team, whose owner decides alone."""

TWO: Text = {
    **ALONE,
    "name": "two",
    "domains": {
        "search": {"opportunities_per_week": 1.2, "objectives": {"growth": 2, "trust": 1}},
        "cloud": {"opportunities_per_week": 1.2, "objectives": {"growth": 1, "trust": 2}},
    },
    "teams": {
        "search": {"domain": "search", "engineers": 7, "owner": "pm-1", "wip": 3},
        "cloud": {"domain": "cloud", "engineers": 9, "owner": "pm-2", "wip": 2},
    },
    "posts": {
        "head": {"role": "chief"},
        "director": {"role": "boss", "reports_to": "head"},
        "lead": {"role": "lead", "reports_to": "director"},
        "pm-1": {"role": "owner", "reports_to": "lead"},
        "pm-2": {"role": "owner", "reports_to": "lead"},
    },
}
"""Two teams under a lead who approves and a director who decides."""

PEERS: Text = {
    **TWO,
    "name": "peers",
    "posts": {
        "head": {"role": "chief"},
        "pm-1": {"role": "owner", "reports_to": "head"},
        "pm-2": {"role": "owner", "reports_to": "head"},
    },
}
"""Two teams whose owners decide alone, since their head only hears of what they do."""

CROWDED: Text = {
    **COMPANY,
    "name": "crowded",
    "posts": {
        **COMPANY["posts"],
        "director-two": {"role": "boss", "reports_to": "head", "vacant": True},
        "lead": {"role": "lead", "reports_to": "director-one", "desk": "front"},
        "second-lead": {"role": "lead", "reports_to": "director-one", "desk": "front", "fte": 0.5},
        "pm-search-a": {"role": "owner", "reports_to": "lead"},
        "pm-search-b": {"role": "owner", "reports_to": "lead", "vacant": True},
        "pm-billing-a": {"role": "owner", "reports_to": "second-lead", "skills": {"discovery": 0.9, "execution": 0.2}},
        "assistant": {"role": "owner", "reports_to": "pm-cloud-a", "helps": "cloud-b"},
        "ppm": {"role": "adviser", "reports_to": "head"},
    },
    "ties": {"dotted": {"ppm": ["director-one", "pm-cloud-a"]}, "working": {"ppm": {"pm-billing-b": 0.5}}},
    "governance": {
        "forums": {
            "planning": {"members": ["ppm", "lead", "pm-cloud-a"], "chair": "head", "hours_per_quarter": 12},
            "table": {"members": ["pm-search-a", "pm-billing-a", "pm-cloud-b"]},
        }
    },
    "horizon": {"warmup_quarters": 0, "quarters": 6},
}
"""A company with everything a chart may have: shared desks, vacant posts, part time, somebody who helps out, dotted lines, forums."""

OUTSPOKEN: Text = {
    **CROWDED,
    "name": "outspoken",
    "posts": {
        **CROWDED["posts"],
        "director-one": {"role": "boss", "reports_to": "head", "rights": {"strategy": "consult"}},
        "pm-billing-b": {
            "role": "owner",
            "reports_to": "director-one",
            "rights": {"scope": "none", "prioritize": "inform", "strategy": "inform"},
        },
        "pm-cloud-a": {"role": "owner", "reports_to": "director-two", "rights": {"prioritize": "inform"}},
        "assistant": {
            "role": "owner",
            "reports_to": "pm-cloud-a",
            "helps": "cloud-b",
            "rights": {"scope": "consult", "fund": "inform"},
        },
        "ppm": {"role": "adviser", "reports_to": "head", "rights": {"strategy": "consult", "scope": "consult"}},
    },
}
"""The same people with opinions: on the strategy, on what is funded, on priorities and scope; and an owner whose superior plans."""

ASKED: Text = {
    **TWO,
    "name": "asked",
    "posts": {
        **TWO["posts"],
        "pm-1": {"role": "owner", "reports_to": "lead", "rights": {"prioritize": "inform", "fund": "inform"}},
        "pm-2": {"role": "owner", "reports_to": "lead", "rights": {"prioritize": "inform", "strategy": "inform"}},
        "staff": {"role": "adviser", "reports_to": "director", "rights": {"scope": "consult", "strategy": "consult"}},
    },
    "ties": {"working": {"staff": ["head", "lead", "pm-1"], "pm-2": ["head"], "pm-1": ["director"]}},
}
"""Two teams whose owners and superiors ask a member of staff, and hear of decisions."""


def branches(count: int, pms: int, opportunities: float) -> Text:
    """Return a head and some branches: each a domain, a director, product managers and their teams of seven."""
    posts: Text = {"head": {"role": "chief"}}
    teams: Text = {}
    for branch in range(count):
        posts[f"director-{branch}"] = {"role": "boss", "reports_to": "head"}
        for place in range(pms):
            posts[f"pm-{branch}-{place}"] = {"role": "owner", "reports_to": f"director-{branch}"}
            teams[f"team-{branch}-{place}"] = {"domain": f"domain-{branch}", "owner": f"pm-{branch}-{place}"}
    return {
        "name": f"{len(posts)} posts",
        "roles": ROLES,
        "objectives": {"growth": 5, "retention": 3, "trust": 2},
        "domains": {f"domain-{branch}": {"opportunities_per_week": opportunities * pms} for branch in range(count)},
        "posts": posts,
        "teams": teams,
        "horizon": {"warmup_quarters": 2, "quarters": 6},
    }


def still(text: Text, *settings: str) -> Organization:
    """Return a world in which almost nothing is left to chance."""
    return organized(text, (*STILL, *settings))


def covered(text: Text, *settings: str) -> Organization:
    """Return a world with everything switched off that the reference leaves out."""
    return organized(text, (*COVERED, *settings))
