"""Events as rows of the engine: what happens to the organisation, whatever its design."""

from orgsim.engine import records as layout
from orgsim.engine.state import Records, zeros
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Happening, Skill
from orgsim.organization.ladders import LadderTables, level_called
from orgsim.organization.practices import Places
from orgsim.scenario.events import Incident, Replacement
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import uses
from orgsim.scenario.skills import Skills


def event_records(scenario: Scenario, places: Places, tables: LadderTables) -> Records:
    """Return the incidents that happen to the organisation, with weeks counted from the start of the run; upheavals are stages."""
    incidents = [event for event in scenario.events if isinstance(event, Incident)]
    records = zeros(layout.EVENT, len(incidents))
    records.level = NONE
    for row, event in zip(records, incidents, strict=True):
        row.kind = Happening[event.happening]
        row.week = (scenario.horizon.warmup_quarters + event.quarter) * WEEKS_PER_QUARTER + event.week
        row.until = row.week + getattr(event, "quarters", 1) * WEEKS_PER_QUARTER
        row.factor = getattr(event, "factor", 1.0)
        subjects = [
            places[use.of.section][str(use.name)] for use in uses(type(event), event.model_dump(exclude_none=True))
        ]
        row.subject, row.other, *_ = *subjects, NONE, NONE
        if isinstance(event, Replacement):
            put_successor(row, event, tables)
    return records


def put_successor(row: Records, event: Replacement, tables: LadderTables) -> None:
    """Fill in who takes over a post, and when."""
    row.until = row.week + event.vacant_weeks
    row.overlap = event.overlap_weeks
    row.engagement = event.engagement
    row.level = level_called(tables, event.level, f"the replacement of '{event.post}'")
    row.skills_known = known_skills(event.skills)
    for name in event.skills.model_fields_set if event.skills else ():
        row.skills[Skill[name.upper()]] = getattr(event.skills, name)


def known_skills(skills: Skills | None) -> int:
    """Return which skills are stated, a bit for each."""
    return sum(1 << Skill[name.upper()] for name in (skills.model_fields_set if skills else ()))
