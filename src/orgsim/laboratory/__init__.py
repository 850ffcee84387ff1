"""The laboratory: each part of the engine alone, on plain arrays, for trying a published model or a rule of one's own.

Every function here hands plain arrays to the compiled rules that the engine itself calls in a simulated week, and every single
decision is such a rule's. Most functions only call one rule for each row. Some also need a loop around the rules, because in the
engine the same steps are spread over the weeks of a whole simulation. These loops are the laboratory's own; the engine never runs them:

- `approve_chain` passes a case up a chain until a person refuses it (the engine moves a request from desk to desk), and `verdicts`,
  `approve_any` and `approve_some` count what people would grant alone, which the engine's chains never do;
- `choose` asks for cases until a quarter's room is filled; `serve` runs one desk week by week; `settle` repeats `move_beliefs`;
- `work` works on one item until it is done, with a question at most once a week; `detection_weeks` looks at a pair every week until it
  is noticed; `vacancies` lets a post be held, left, searched for and filled, without ladder, freeze or candidates from inside.

Conventions: times are whole minutes of working time (2400 to a week of 40 hours), effort is minutes of one engineer, people and
things are rows, random numbers come from the caller (or from a `Luck`, the engine's own stateless draws).

=====================================  =====================================================================================
`verdicts`, `approve_chain`, ...       screening cases through an approval structure
`judge`, `choose`, `consent_chance`    what people make of cases, what they ask for, whether they agree
`move_beliefs`, `settle`               beliefs over layers of contact
`serve`, `service_times`               a decision desk
`overlap`, `reuse_looks_better`, ...   how capabilities are built, built twice and noticed
`question_chance`, `work`              questions that work throws up, and the rework they leave
`hazard`, `search_weeks`, `vacancies`  leaving, and filling posts
`promote`, `carry_over`                who is promoted, and what they take along
=====================================  =====================================================================================
"""

from orgsim.engine.random import Luck, luck
from orgsim.laboratory.beliefs import Settled, belief_alignment, first_beliefs, move_beliefs, settle, strategy_course
from orgsim.laboratory.capabilities import detection_weeks, notice_chance, overlap, reuse_looks_better
from orgsim.laboratory.desks import Served, serve, service_times
from orgsim.laboratory.judging import choose, consent_chance, judge
from orgsim.laboratory.promotion import carry_over, promote
from orgsim.laboratory.rework import question_chance, work
from orgsim.laboratory.screening import approve_any, approve_chain, approve_some, verdicts
from orgsim.laboratory.staffing import hazard, search_weeks, vacancies

__all__ = [
    "Luck",
    "Served",
    "Settled",
    "approve_any",
    "approve_chain",
    "approve_some",
    "belief_alignment",
    "carry_over",
    "choose",
    "consent_chance",
    "detection_weeks",
    "first_beliefs",
    "hazard",
    "judge",
    "luck",
    "move_beliefs",
    "notice_chance",
    "overlap",
    "promote",
    "question_chance",
    "reuse_looks_better",
    "search_weeks",
    "serve",
    "service_times",
    "settle",
    "strategy_course",
    "vacancies",
    "verdicts",
    "work",
]
