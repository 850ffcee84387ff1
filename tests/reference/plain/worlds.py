"""Small worlds in which both models are run, and the switches of what the reference leaves out."""

from typing import Any

from orgsim.organization.build import Organization
from orgsim.studies.worlds import organized
from tests.reference.plain.model import NOT_COVERED

Text = dict[str, Any]

COVERED = (
    *(f"mechanisms.{name}=false" for name in NOT_COVERED),
    "demand.spill_probability=0",
    "demand.joint_probability=0",
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
    "parameters.beliefs.susceptibility_spread=0",
    "parameters.ties.informal_probability=0",
    "parameters.staffing.skill_spread=0",
    "parameters.launches.measurement_noise=0",
)
"""Settings under which nothing is left to chance but when opportunities come, how long desks take, and when in a week a question comes up."""

COMPANY: Text = {
    "name": "company",
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
        "head": {"role": "cpo"},
        "director-one": {"role": "director", "reports_to": "head"},
        "director-two": {"role": "director", "reports_to": "head"},
        **{
            f"pm-{domain}-{letter}": {"role": "pm", "reports_to": boss}
            for domain, boss in (("search", "director-one"), ("billing", "director-one"), ("cloud", "director-two"))
            for letter in ("a", "b")
        },
    },
    "horizon": {"warmup_quarters": 2, "quarters": 6},
}
"""Six teams in three domains under two directors."""

ALONE: Text = {
    "name": "alone",
    "objectives": {"growth": 3, "trust": 1},
    "domains": {"search": {"opportunities_per_week": 1.2, "objectives": {"growth": 2, "trust": 1}}},
    "teams": {"search": {"domain": "search", "engineers": 7, "owner": "pm", "wip": 3}},
    "posts": {"pm": {"role": "pm"}},
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
        "head": {"role": "cpo"},
        "director": {"role": "director", "reports_to": "head"},
        "lead": {"role": "gpm", "reports_to": "director"},
        "pm-1": {"role": "pm", "reports_to": "lead"},
        "pm-2": {"role": "pm", "reports_to": "lead"},
    },
}
"""Two teams under a lead who approves and a director who decides."""

PEERS: Text = {
    **TWO,
    "name": "peers",
    "posts": {
        "head": {"role": "cpo"},
        "pm-1": {"role": "pm", "reports_to": "head"},
        "pm-2": {"role": "pm", "reports_to": "head"},
    },
}
"""Two teams whose owners decide alone, since their head only wants to be consulted."""

CROWDED: Text = {
    **COMPANY,
    "name": "crowded",
    "posts": {
        **COMPANY["posts"],
        "director-two": {"role": "director", "reports_to": "head", "vacant": True},
        "lead": {"role": "gpm", "reports_to": "director-one", "desk": "front"},
        "second-lead": {"role": "gpm", "reports_to": "director-one", "desk": "front", "fte": 0.5},
        "pm-search-a": {"role": "pm", "reports_to": "lead"},
        "pm-search-b": {"role": "pm", "reports_to": "lead", "vacant": True},
        "pm-billing-a": {"role": "pm", "reports_to": "second-lead", "skills": {"discovery": 0.9, "execution": 0.2}},
        "assistant": {"role": "pm", "reports_to": "pm-cloud-a", "helps": "cloud-b"},
        "ppm": {"role": "ppm", "reports_to": "head"},
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


def branches(count: int, pms: int, opportunities: float) -> Text:
    """Return a head and some branches: each a domain, a director, product managers and their teams of seven."""
    posts: Text = {"head": {"role": "cpo"}}
    teams: Text = {}
    for branch in range(count):
        posts[f"director-{branch}"] = {"role": "director", "reports_to": "head"}
        for place in range(pms):
            posts[f"pm-{branch}-{place}"] = {"role": "pm", "reports_to": f"director-{branch}"}
            teams[f"team-{branch}-{place}"] = {"domain": f"domain-{branch}", "owner": f"pm-{branch}-{place}"}
    return {
        "name": f"{len(posts)} posts",
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
