"""The record types of the organisation: one for each kind of thing, field by field, with what each field means.

Indices are whole numbers with ``NONE`` for nothing; keys are 32-bit hashes of stable ids; times are weeks, or minutes of working time
since the start of the run (``MINUTES_PER_WEEK`` to a week); effort is minutes of one fully productive engineer.
"""

from typing import Any

import numpy as np

from orgsim.engine.vocabulary import NEEDS_PER_INITIATIVE, Action, Skill


def record(*fields: tuple[Any, ...]) -> np.dtype[np.void]:
    """Return the type of a record with these fields: name, number, and shape where it is not a single one."""
    return np.dtype(list(fields), align=True)


DOMAIN = record(
    ("key", "u8"),
    ("opportunities", "f8"),  # expected a week
    ("first_type", "i8"),  # its own capability types are first_type .. first_type + types
    ("types", "i8"),
    ("first_team", "i8"),  # head of the list of teams that serve it (Team.next_in_domain)
    ("teams", "i8"),
)

POST = record(
    ("key", "u8"),
    ("active", "i8"),
    ("manager", "i8"),
    ("depth", "i8"),  # 0 for a post without a manager
    ("person", "i8"),
    ("occupants", "i8"),  # how many people have held it
    ("minutes", "i8"),  # contracted a week
    ("administration", "i8"),  # the week's plan, minutes: what the role's hours say
    ("contact", "i8"),
    ("desk", "i8"),
    ("portfolio", "i8"),
    ("product", "i8"),
    ("research", "i8"),
    ("rights", "i8", (len(Action),)),
    ("cost", "f8"),  # $k a week
    ("hire_weeks", "f8"),  # median weeks from requisition to start
    ("skills", "f8", (len(Skill),)),  # of the first occupant, and the mean of those hired later
    ("skills_known", "i8"),  # which of the first occupant's skills are as stated, not drawn: a bit for each
    ("level", "i8"),  # row of the ladder its holder must be on; NONE without a ladder
    ("filled", "i8"),  # held by somebody from the start of the era that opens it
    ("queue", "i8"),  # the desk its requests wait at (its own or a shared one)
    ("next_server", "i8"),
    ("first_team", "i8"),  # head of the list of teams it owns (Team.next_owned)
    ("teams", "i8"),
    ("covers", "i8"),  # teams it looks after this week: its own, and those of vacant posts it stands in for
    ("given", "f8"),  # product minutes it gave them this week
    ("helps", "i8"),  # the team it works for without owning it
    ("reports", "i8"),  # direct ones
    ("first_report", "i8"),  # head of their list
    ("next_report", "i8"),  # to the same superior
    ("first_held", "i8"),  # head of the list of teams it acts for (Team.next_held)
    ("first_tie", "i8"),  # its rows in ties: first_tie .. first_tie + ties
    ("ties", "i8"),
    ("claims", "f8"),  # weight of all its ties whose other end is there
    ("met", "i8"),  # minutes of contact in this week, over all its ties
    ("stirred", "i8"),  # it or somebody it is tied to came or went: its contact must be arranged anew
    ("left", "i8"),  # minutes of this week not yet spent
    ("desk_speed", "i8"),  # ... minutes the desk is open this week
    ("desk_left", "i8"),  # ... of those not yet spent
    ("portfolio_left", "i8"),
    ("product_left", "i8"),
    ("research_left", "i8"),
    ("planning_due", "i8"),  # cases still to be written up
    ("interviews_due", "i8"),
    ("present", "i8"),  # direct reports who are there this week
    ("coaching", "i8"),  # minutes it coached them this week
    ("free", "i8"),  # minute at which the desk's server is free
    ("serving", "i8"),  # request in service, carried over the week's end
    ("vacant_since", "i8"),
    ("vacant_weeks", "i8"),  # so far, over all vacancies
    ("requested", "i8"),  # a requisition is under way
    ("starts", "i8"),  # week in which the next occupant starts
    ("inside", "i8"),  # is offered to people inside
    ("offered", "i8"),  # ... since this week
    ("chain", "i8"),  # vacant: its place in a chain of vacancies, from 1
    ("began", "i8"),  # ... and what began the chain (Opened)
    ("heir", "i8"),  # who took over its errands when it closed
    ("new_domain", "i8"),  # is about to get a product in a domain it had none in
    ("unsettled_until", "i8"),  # week until which it is unclear who above decides
    ("rater", "i8"),  # scores cases before they are decided
    ("next_rater", "i8"),
    ("reviewer", "i8"),  # looks at work in hand once a quarter
    ("calibrated", "i8"),  # has insight into two domains or more: knows how cases elsewhere look
    ("tilt", "f8"),  # weight of the local interest in its judgement, 0..1
)

PERSON = record(
    ("key", "u8"),
    ("post", "i8"),  # NONE: none, as on a ladder without work
    ("started", "i8"),  # week in which the post was taken; negative for people who were there before the run
    ("susceptibility", "f8"),  # how far others move this person's beliefs, 0..1
    ("number", "i8"),  # of the person in this run, from 1
    ("skills", "f8", (len(Skill),)),  # 0..1 each
    ("coached", "f8"),  # minutes of coaching received this quarter
    ("taught", "f8"),  # ... times the coach's skill
    ("engagement", "f8"),  # 0 is usual, 1 a standard deviation
    ("boss", "i8"),  # number of the person who led this one at the last look; NONE: nobody
    ("age", "f8"),  # years; only where people retire
    # a career
    ("level", "i8"),  # row of the ladder; NONE without one
    ("entered", "i8"),  # week in which the level was entered
    ("hired", "i8"),  # week
    ("entry", "i8"),  # level at the hire
    ("via", "i8"),  # level it came from; NONE from outside
    ("moves", "i8"),  # between levels, so far
    ("group", "i8"),
    ("rating", "f8"),  # on file in this level, standard deviations
    ("reviews", "i8"),  # ratings on file
    ("advocacy", "f8"),  # the manager's voice, standard deviations
)

LEVEL = record(
    ("key", "u8"),
    ("seat_bound", "i8"),  # only a free seat lets people in
    ("outside_share", "f8"),  # of its vacancies
    ("share", "f8"),  # of the eligible that a committee promotes into it, at most
    ("bar", "f8"),  # mark to clear, standard deviations above the mean of the eligible
    ("minimum", "i8"),  # quarters in it before a promotion out of it
    ("capped", "i8"),  # a committee lets nobody in unless somebody has left it
    ("rising", "i8"),  # promotions lead out of it
    ("exit_rate", "f8"),  # a year, for people of usual engagement who are not stuck
    ("expects", "f8", (len(Skill),)),  # of each skill; UNSTATED: nothing
    ("weights", "f8", (len(Skill),)),  # of these expectations
    ("pay", "f8"),  # $k a year; 0 when not stated
    ("job", "i8"),  # number of the role its people fill; NONE: none is stated
    ("packets", "i8"),  # committee levels among the destinations of its people
    ("first_move", "i8"),  # rows of moves that lead into it
    ("moves", "i8"),
    ("places", "i8"),  # people in it when the run starts
    ("heads", "i8"),  # people in it now
    # seats that belong to no post: only on a ladder without work
    ("start_seats", "f8"),
    ("growth", "f8"),  # factor a quarter
    ("start_heads", "i8"),
    ("recruits", "f8"),  # mean number of people who join in a quarter, whatever the seats
    ("first_vacancy", "i8"),  # its rows of vacancies
    ("vacancy_room", "i8"),
    ("seats", "i8"),
    ("open", "i8"),
    ("hired", "i8"),  # so far: the number of the next hire
    ("opened", "i8"),  # vacancies so far
)

MOVE = record(
    ("origin", "i8"),
    ("target", "i8"),
    ("cause", "i8"),
    ("rate", "f8"),  # a quarter, for those who move of their own will; 0 where the move is competed for
    ("packet", "i8"),  # its number among the committee levels its origin leads to; NONE: a move to a seat
)

GROUP = record(
    ("share_until", "f8"),  # of people, this group and those before it
    ("advocacy", "f8"),  # shift of the manager's voice, standard deviations
    ("rating_noise", "f8"),  # factor
    ("opportunity", "f8"),  # chance that an eligible case is put forward
)

CUSTOMS = record(
    # how a ladder is lived, beside its levels
    ("review_every", "i8"),  # quarters
    ("low", "f8"),  # bounds of skill
    ("high", "f8"),
    ("low_share", "f8"),  # what they cut off: see transfer.skill_at
    ("high_share", "f8"),
    ("wobble", "f8"),  # half-width of what a move changes in a skill that carries over
    ("fill_weeks", "f8"),  # median time a search outside takes, for a seat that belongs to no post
    ("dismiss_below", "f8"),
    ("retirement_age", "f8"),
    ("hire_age", "f8"),
    ("hire_age_sd", "f8"),
    ("quarter_years", "f8"),
)

SCORING = record(
    # what a promotion policy looks at: weights of what a panel can see of a case
    ("rating", "f8"),  # weight of the ratings on file, standard deviations of skill
    ("evidence", "f8"),  # of what the person showed of the next role's work, standard deviations
    ("seniority", "f8"),  # of time in the level, years
    ("advocacy", "f8"),  # of the manager's voice, standard deviations
    ("chance", "f8"),  # of a lot, standard deviations
    ("panel_noise", "f8"),  # error of the panel as a whole
    ("worst_share", "f8"),  # share of places that go to the lowest mark of the pool
    ("reserved_group", "i8"),  # group with a reserved share of places; NONE for none
    ("reserved_share", "f8"),
)

VACANCY = record(
    # a seat that belongs to no post
    ("key", "u8"),
    ("opened", "i8"),  # quarter
    ("depth", "i8"),  # place in its chain, from 1
    ("cause", "i8"),  # what began the chain (Opened)
    ("outside", "i8"),  # NONE until decided
    ("starts", "i8"),  # quarter
)

CAREER_EVENT = np.dtype(
    # one line of the log of careers
    [
        ("life", "i4"),  # number of the person, from 0
        ("quarter", "i4"),
        ("origin", "i4"),  # levels; NONE: outside
        ("to", "i4"),
        ("cause", "i4"),
        ("spell", "i4"),  # quarters in the origin (at the start: in the level held)
        ("group", "i4"),
        ("entry", "i4"),
        ("age", "i4"),  # quarters since the hire
    ]
)

STAFFED = record(
    # one level in one quarter
    ("heads", "f8"),  # at its end
    ("seats", "f8"),
    ("open", "f8"),
    ("promoted", "f8"),  # into the level
    ("hired", "f8"),
    ("left", "f8"),
    ("cost", "f8"),  # $k
    ("skill", "f8"),  # what its people can do of what it expects, summed over them
)

CASES = record(*((name, "f8") for name in ("present", "eligible", "forward", "promoted", "left")))
"""Person-quarters in a level; candidacies of the eligible; those put forward; those picked; exits."""

GAP = record(("total", "f8"), ("count", "f8"))
"""Required minus actual skill, summed over the person-quarters of those who came one way."""

TEAM = record(
    ("key", "u8"),
    ("active", "i8"),
    ("domain", "i8"),
    ("owner", "i8"),  # post
    ("engineers", "i8"),
    ("shifted", "i8"),  # of these, moved here by shifts of capacity, net
    ("wip", "i8"),
    ("next_in_domain", "i8"),
    ("next_owned", "i8"),
    ("next_held", "i8"),
    ("company", "i8"),  # post at the top of its owner's line; NONE without an owner
    ("pool", "i8"),  # head of the list of ideas
    ("backlog", "i8"),  # head of the list of funded items, by priority
    ("backlog_effort", "f8"),
    ("working", "i8"),  # how many slots of State.slots are taken
    ("parked", "i8"),  # head of the list of items in work that wait for somebody else
    ("submitted_effort", "f8"),  # of the cases on somebody's desk
    ("newcomers", "i8"),  # engineers who moved here and are not yet at full speed
    ("newcomers_until", "i8"),
    ("live", "i8"),  # capability instances it keeps running
    ("coverage", "f8"),  # product-management minutes it got this week
    ("explore", "f8"),  # share of a quarter's plan set aside for what is not core
    ("fixed", "i8"),  # its roadmap names features: what is funded is not ranked again, nor given up
    ("research", "f8"),  # minutes others and its owner looked around for it last week
    ("service", "i8"),  # head of the list of launched initiatives in service
    ("lines", "i8"),  # how many those are
    ("run_cost", "f8"),  # minutes a week of keeping them running
    ("defects", "f8"),  # effort of defects that reached customers and are not yet mended
)

TIE = record(
    ("receiver", "i8"),
    ("source", "i8"),
    ("layer", "i8"),
    ("weight", "f8"),  # share of contact it claims; 0 when off
    ("reverse", "i8"),  # the same tie seen from the other end
    ("trust", "f8"),
    ("minutes", "i8"),  # contact a week
    ("person", "i8"),  # who is met over it: row of people, while there is contact
    ("between", "u8"),  # key of what that person tells
)

DESK = record(
    ("first_server", "i8"),
    ("servers", "i8"),
    ("depth", "i8"),
    ("head", "i8"),  # first waiting request
)

ITEM = record(
    # what everybody who goes through a list of items looks at: side by side, since a company has more items than fit near the processor
    ("key", "u8"),
    ("next", "i8"),
    ("priority", "f8"),
    ("week", "i8"),
    ("effort", "f8"),
    ("promise", "f8"),  # what the case promises, in standard values; judged with noise
    ("parent", "i8"),  # the initiative a piece serves
    ("kind", "i8"),
    ("stage", "i8"),
    ("team", "i8"),
    # work in hand
    ("request", "i8"),  # the open question work waits for
    ("left", "f8"),  # effort of the present phase
    ("rework", "f8"),
    ("account", "i8"),  # where the present phase's minutes go
    ("phase", "i8"),  # which need is being met; NEEDS_PER_INITIATIVE = the feature itself
    ("pieces", "i8"),  # supporting pieces not delivered
    ("asked", "i8"),  # pieces of any kind it has caused so far
    ("first_piece", "i8"),
    ("last_worked", "i8"),  # week
    ("worked_weeks", "i8"),
    ("worked", "i8"),  # team-minutes booked
    ("booked_until", "i8"),
    ("capability", "i8"),  # the instance being built, or being migrated away
    ("escalated", "i8"),
    ("next_piece", "i8"),
    # what else the market says (opportunities) or the cause fixes (pieces)
    ("domain", "i8"),
    ("reach", "i8"),  # how far from what the domain does today (Reach)
    ("scale", "f8"),  # standard value of an item of this effort
    ("needs", "i8", (NEEDS_PER_INITIATIVE,)),  # capability types
    ("build_effort", "f8", (NEEDS_PER_INITIATIVE,)),
    ("depends_on", "i8"),  # domain
    ("support_effort", "f8"),
    # its history
    ("committed", "i8"),  # quarter in which its team last promised it
    ("submitted", "i8"),  # minutes
    ("funded", "i8"),
    ("started", "i8"),  # weeks
    ("finished", "i8"),
    ("closed", "i8"),  # minute at which it left for good: expired, refused, lapsed, cancelled or done
    ("fit", "f8"),  # strategic fit at launch
    ("measured", "f8"),
    ("estimate", "f8"),  # standard values its owner expected of it when asking for it
    ("latent", "f8"),  # effort of the defects it will ship with
    ("worth", "f8"),  # standard values it will still bring
    ("questioned", "i8"),  # team-minutes booked when the chance of a question was last drawn
    ("realised", "f8"),  # standard values
)

REQUEST = record(
    # what everybody who goes through a queue looks at
    ("key", "u8"),
    ("next", "i8"),
    ("errand", "i8"),
    ("arrived", "i8"),
    ("at", "i8"),  # post whose desk it waits at
    ("opened", "i8"),
    # ... and the rest
    ("turn", "i8"),
    ("answer", "i8"),
    ("hops", "i8"),  # desks it has been on
    ("climbs", "i8"),  # desks it still has to climb (exceptions)
    ("author", "i8"),  # post that wants it
    ("decider", "i8"),  # post that settles it
    ("subject", "i8"),  # item, post or capability instance
    ("other", "i8"),
    ("evidence", "f8"),
    ("began", "i8"),  # service at the present desk
    ("answered", "i8"),
    ("service", "i8"),
    ("left", "i8"),
    ("booked_until", "i8"),
)

CAPABILITY = record(
    ("key", "u8"),
    ("type", "i8"),
    ("generation", "i8"),
    ("team", "i8"),
    ("built_for", "i8"),  # the initiative whose scope it has
    ("state", "i8"),
    ("rational", "i8"),
    ("duplicates", "i8"),  # the older instance it does again
    ("born", "i8"),
    ("noticed", "i8"),
    ("resolved", "i8"),
    ("ended", "i8"),  # resolved or out of date
    ("users", "i8"),  # teams other than its own that rely on it
    ("minutes", "i8"),  # team-minutes booked on building it
    ("proposed", "i8"),  # week of the last proposal to merge it
    ("migration", "i8"),  # item that moves its team off it; NONE
    ("successor", "i8"),  # the instance it is merged into; NONE
    ("moved", "i8"),  # its team has moved off it; others may not have
    ("next", "i8"),  # the next younger instance of the same type
)

TALLY = record(
    # sums of one team in one quarter
    ("aligned_minutes", "f8"),  # team-minutes on funded work, weighted by cos(objectives, true weights)
    ("funded_minutes", "f8"),
    ("pool_effort", "f8"),  # candidates at planning
    ("capacity", "f8"),  # productive minutes planned for
    ("engineer_weeks", "f8"),
    ("promised", "f8"),
    ("kept", "f8"),
)

PULSE = record(
    # the organisation in one quarter
    ("belief_alignment", "f8"),  # summed over weeks and attention minutes
    ("attention", "f8"),
    ("people_cost", "f8"),  # $k
    ("hiring_cost", "f8"),
    ("shifted_engineers", "f8"),
    ("stopped", "f8"),  # initiatives given up in work
    ("stopped_rightly", "f8"),  # ... that would have done harm
    ("stopped_minutes", "f8"),  # team-minutes that had gone into them
    ("revenue", "f8"),  # what launches brought in, standard values
    ("satisfaction", "f8"),  # index of customers' satisfaction, summed over team-weeks
    ("product_weeks", "f8"),  # ... and those team-weeks
    ("sunset", "f8"),  # launched initiatives taken out of service
    ("sunset_rightly", "f8"),  # ... that would have cost more than they brought
    ("exits", "f8"),
    ("hires", "f8"),
    ("appointments", "f8"),  # vacancies filled from inside
    ("regretted", "f8"),  # exits of people rated above the average
    ("people", "f8"),  # person-weeks, full-time
    ("engagement", "f8"),  # summed over them
    ("stuck", "f8"),  # person-weeks beyond what people put up with in a level
    ("on_ladder", "f8"),  # person-weeks on a level
    ("shortfall", "f8"),  # required minus actual skill, summed over the person-weeks of those promoted here
    ("promoted_people", "f8"),  # ... and those person-weeks
    ("quarters_in_level", "f8"),  # summed over person-weeks on a level
)

EVENT = record(
    ("kind", "i8"),
    ("week", "i8"),
    ("until", "i8"),
    ("subject", "i8"),  # domain, post or objective
    ("other", "i8"),
    ("factor", "f8"),
)

COUNTERS = record(
    ("arrived", "i8"),
    ("items", "i8"),
    ("requests", "i8"),
    ("capabilities", "i8"),
    ("era", "i8"),
    ("raters", "i8"),
    ("first_rater", "i8"),
    ("first_free", "i8"),  # no row of people before it is free
    ("quarter", "i8"),
    ("joined", "i8"),  # people so far
    ("lines", "i8"),  # of the log of careers
    ("free", "i8"),  # rows on the stack of free ones, on a ladder without work
    ("rows", "i8"),  # ... of people that were ever used there
    ("people_changed", "i8"),  # somebody joined or left: some contact must be arranged anew
    ("fault", "i8"),
)
