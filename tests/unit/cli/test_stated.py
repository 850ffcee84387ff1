"""What a scenario states beside the chart is shown, a sentence each."""

from tests.conftest import SMALL, Make

from orgsim.cli.stated import stated

TEXT = (
    SMALL.replace("growth: 5", "growth: {weight: 5, target: 12}").replace(
        "trust: 0.5", "trust: {weight: 1, target: 3, per: run}"
    )
    + """
budget: {company: 12000, domains: {search: 4000}}
events:
  - {kind: replacement, quarter: 2, week: 4, post: dir-a, name: Ada, skills: {coaching: 0.9}, overlap_weeks: 3}
  - {kind: replacement, quarter: 3, post: vp, vacant_weeks: 1}
changes:
  - {quarter: 1, parameters: {staffing: {engineer_attrition: 0.3}}}
  - {quarter: 2, budget: {company: 9000}}
  - {quarter: 3, budget: null}
"""
).replace("pm-1:  {role: pm,", "pm-1:  {role: pm, engagement: -1.5,")


def test_every_stage_says_what_is_new(make: Make) -> None:
    """At the start all that is stated, later what a change alters; pay is $8.4M for engineers and $2.25M for posts."""
    design = make(TEXT).design
    assert list(stated(design, 0)) == [
        "budget $12.00M a year, $1.35M above the pay of all posts and engineers",
        "budget of domains, a year: search $4.00M",
        "targets of realised value: growth $12M a year, trust $3M over the run",
        "engagement at the start, in standard deviations: pm-1 -1.5",
        "dir-a: Ada takes over after 2 quarters and 4 weeks (week 5 of quarter 3), 3 weeks of overlap, coaching 0.9",
        "vp: somebody known takes over after 3 quarters (start of quarter 4), after 1 week of vacancy",
    ]
    assert list(stated(design, 1)) == ["parameters.staffing.engineer_attrition: 0.15 -> 0.3"]
    assert list(stated(design, 2)) == [
        "budget $9.00M a year, $1.65M below the pay of all posts and engineers",
        "budget of domains, a year: search $4.00M",
    ]
    assert list(stated(design, 3)) == ["there is no budget any more"]


def test_a_plain_scenario_states_nothing(make: Make) -> None:
    """Without any of it there is nothing to add to the chart."""
    assert list(stated(make(SMALL).design, 0)) == []
