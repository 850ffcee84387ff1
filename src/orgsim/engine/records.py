"""The record types of posts, people and work: one for each kind of thing, with the meaning of each field.

Those of ladders, and of what happens to people on them, are in ``ladder_records.py``.

Indices are whole numbers with ``NONE`` for nothing; keys are 32-bit hashes of stable ids; times are weeks, or minutes of working time
since the start of the run (``MINUTES_PER_WEEK`` to a week); effort is minutes of one fully productive engineer.
"""

from typing import Any

import numpy as np

from orgsim.engine.vocabulary import MOST_GATES, MOST_PARTNERS, NEEDS_PER_INITIATIVE, Action, Skill


def record(*fields: tuple[Any, ...]) -> np.dtype[np.void]:
    """Return the type of a record with these fields: name, number, and shape where it is not a single one."""
    return np.dtype(list(fields), align=True)


DOMAIN = record(
    ("key", "u8"),  # hash of its id
    ("opportunities", "f8"),  # expected number a week
    ("first_type", "i8"),  # its own capability types are first_type .. first_type + types
    ("types", "i8"),  # number of capability types of its own
    ("first_team", "i8"),  # head of the list of teams that serve it (Team.next_in_domain)
    ("teams", "i8"),  # number of teams that serve it
    ("launches", "f8"),  # initiatives launched in it since the quarter began
    ("journeys", "i8"),  # number of customers' journeys that lead through it
    ("passes", "f8"),  # share of customers who pass it on a journey, 0..1
    ("lift", "f8"),  # how much more a launch is worth here for the other steps of its journeys, a share
)

POST = record(
    ("key", "u8"),  # hash of its id
    ("active", "i8"),  # 1 while the design has it
    ("manager", "i8"),  # post it reports to
    ("depth", "i8"),  # reporting edges to the top; 0 for a post without a manager
    ("person", "i8"),  # row of people of its holder; NONE when vacant
    ("occupants", "i8"),  # how many people have held it
    ("minutes", "i8"),  # contracted a week
    ("administration", "i8"),  # minutes a week that its hours set aside for administration
    ("contact", "i8"),  # minutes a week that its hours set aside for contact
    ("desk", "i8"),  # minutes a week that its hours set aside for requests
    ("portfolio", "i8"),  # minutes a week that its hours set aside for the portfolio
    ("product", "i8"),  # minutes a week that its hours set aside for its products
    ("research", "i8"),  # minutes a week that its hours set aside for research
    ("rights", "i8", (len(Action),)),  # Right for each Action
    ("cost", "f8"),  # $k a week
    ("hire_weeks", "f8"),  # median weeks from requisition to start
    ("skills", "f8", (len(Skill),)),  # of the first occupant, and the mean of those hired later
    ("skills_known", "i8"),  # which of the first occupant's skills are as stated, not drawn: a bit for each
    ("level", "i8"),  # row of the ladder its holder must be on; NONE without a ladder
    ("filled", "i8"),  # 1 if it is held from the start of the era that opens it
    ("queue", "i8"),  # the desk its requests wait at (its own or a shared one)
    ("next_server", "i8"),  # next post at the same desk
    ("first_team", "i8"),  # head of the list of teams it owns (Team.next_owned)
    ("teams", "i8"),  # number of teams it owns
    ("covers", "i8"),  # teams it looks after this week: its own, and those of vacant posts it stands in for
    ("given", "f8"),  # product minutes it gave to all of these teams together this week
    ("helps", "i8"),  # the team it works for without owning it
    ("reports", "i8"),  # number of direct reports
    ("first_report", "i8"),  # head of the list of its direct reports
    ("next_report", "i8"),  # next post that reports to the same superior
    ("first_held", "i8"),  # head of the list of teams it acts for (Team.next_held)
    ("first_tie", "i8"),  # its rows in ties are first_tie .. first_tie + ties
    ("ties", "i8"),  # number of its ties
    ("claims", "f8"),  # weight of all its ties whose other end is present
    ("agreed", "i8"),  # minutes of contact that it and the other ends set aside a week, over all its ties
    ("met", "i8"),  # minutes of contact this week, over all its ties
    ("stirred", "i8"),  # 1 if it or a post it is tied to gained or lost its holder, so its contact must be rearranged
    ("left", "i8"),  # minutes of this week not yet spent
    ("pressed", "i8"),  # minutes that its desk would be open this week if nothing else were to do
    ("squeezed", "f8"),  # share of its time for all duties but the desk that it gives up this week
    ("desk_speed", "i8"),  # minutes that its desk is open this week
    ("desk_left", "i8"),  # minutes of open desk not yet spent this week
    ("portfolio_left", "i8"),  # portfolio minutes not yet spent this week
    ("product_left", "i8"),  # product minutes not yet spent this week
    ("research_left", "i8"),  # research minutes not yet spent this week
    ("planning_due", "i8"),  # minutes of work on cases still to be written up
    ("interviews_due", "i8"),  # minutes of interviews still to be held
    ("present", "i8"),  # direct reports who are present this week
    ("coaching", "i8"),  # minutes it coached its reports this week
    ("free", "i8"),  # minute at which the desk's server is free
    ("serving", "i8"),  # request in service, carried over the end of the week
    ("vacant_since", "i8"),  # week in which it became vacant
    ("vacant_weeks", "i8"),  # weeks it has stood vacant so far, over all vacancies
    ("requested", "i8"),  # 1 while a requisition is under way
    ("starts", "i8"),  # week in which the next occupant starts
    ("inside", "i8"),  # 1 while it is offered to people inside
    ("offered", "i8"),  # week since which it has been offered inside
    ("chain", "i8"),  # while vacant: its place in a chain of vacancies, from 1
    ("began", "i8"),  # while vacant: what began that chain (Opened)
    ("heir", "i8"),  # post that took over its requests when it closed
    ("new_domain", "i8"),  # 1 if it is about to get a product in a domain in which it had none
    ("unsettled_until", "i8"),  # week until which it is unclear who above decides
    ("rater", "i8"),  # 1 if it scores cases before they are decided
    ("next_rater", "i8"),  # next post in the list of raters
    ("reviewer", "i8"),  # 1 if it reviews work in hand once a quarter
    ("calibrated", "i8"),  # 1 if it has insight into two domains or more and so knows how cases elsewhere look
    ("tilt", "f8"),  # weight of the local interest in its judgement, 0..1
    ("engineers", "i8"),  # engineers of the teams it answers for, through its reports
    ("overview", "f8"),  # share of what its company launches that its holder has insight into, 0..1
    ("writing", "i8"),  # minutes of work on this quarter's map of objectives still to be done
    ("reading_due", "i8"),  # minutes of maps still to be read
    ("mapped", "f8"),  # of a head: the overview of the author of the company's map of this quarter; 0: there is none
    ("engagement", "f8"),  # with which its first occupant begins, standard deviations
    ("charged", "i8"),  # domain whose budget its pay counts in beside the company's; NONE: no domain's
)

PERSON = record(
    ("key", "u8"),  # hash of the post and the occupant's number
    ("post", "i8"),  # post the person holds; NONE on a ladder without work
    ("started", "i8"),  # week of the start in this post; negative for people who were there before the run
    ("susceptibility", "f8"),  # how far others move this person's beliefs, 0..1
    ("number", "i8"),  # number of the person in this run, from 1
    ("skills", "f8", (len(Skill),)),  # what the person can do, 0..1 for each Skill
    ("coached", "f8"),  # minutes of coaching received this quarter
    ("taught", "f8"),  # those minutes times the coach's skill
    ("engagement", "f8"),  # 0 is usual, 1 a standard deviation
    ("boss", "i8"),  # number of the superior at the last look; NONE: nobody
    ("age", "f8"),  # years; only where people retire
    # a career
    ("level", "i8"),  # row of the ladder; NONE without one
    ("entered", "i8"),  # week in which the person joined the level
    ("hired", "i8"),  # week of the hire
    ("entry", "i8"),  # level at the hire
    ("via", "i8"),  # level the person came from; NONE from outside
    ("moves", "i8"),  # moves between levels so far
    ("group", "i8"),  # label the person carries
    ("rating", "f8"),  # rating on file in this level, standard deviations
    ("reviews", "i8"),  # ratings on file
    ("advocacy", "f8"),  # the manager's voice, standard deviations
)

TEAM = record(
    ("key", "u8"),  # hash of its id
    ("active", "i8"),  # 1 while the design has it
    ("domain", "i8"),  # domain it serves
    ("owner", "i8"),  # post that owns its product
    ("engineers", "i8"),  # head-count
    ("shifted", "i8"),  # engineers, or open posts, moved here by shifts of capacity, net
    ("open", "i8"),  # engineers' posts that stand open
    ("wip", "i8"),  # limit of items in work
    ("next_in_domain", "i8"),  # next team of the same domain
    ("next_owned", "i8"),  # next team of the same owner
    ("next_held", "i8"),  # next team that the same post acts for
    ("company", "i8"),  # post at the top of its owner's line; NONE without an owner
    ("pool", "i8"),  # head of the list of ideas
    ("backlog", "i8"),  # head of the list of funded items, by priority
    ("backlog_effort", "f8"),  # effort of all items in the backlog
    ("working", "i8"),  # number of slots of State.slots that are taken
    ("parked", "i8"),  # head of the list of items in work that wait for another person or team
    ("submitted_effort", "f8"),  # effort of its cases that wait for a decision
    ("newcomers", "i8"),  # engineers who moved here and are not yet at full speed
    ("newcomers_until", "i8"),  # week until which they are newcomers
    ("live", "i8"),  # number of capability instances it keeps running
    ("coverage", "f8"),  # product-management minutes it got this week
    ("explore", "f8"),  # share of a quarter's plan set aside for work outside the core
    ("fixed", "i8"),  # 1 if its roadmap names features: funded work is neither ranked again nor given up
    ("research", "f8"),  # minutes of research for it last week
    ("service", "i8"),  # head of the list of its launched initiatives in service
    ("lines", "i8"),  # number of launches in service
    ("run_cost", "f8"),  # minutes a week that keeping its launches running takes
    ("defects", "f8"),  # effort of defects that reached customers and are not yet mended
    ("delight", "f8"),  # what its launches did for customers that they do not yet take for granted, standard values
    ("lead", "f8"),  # weeks from asking for an initiative to its launch, as the team has lately lived it
    ("price", "f8"),  # what a standard effort of its capacity seems to be worth, standard values
    ("upkeep", "f8"),  # minutes that keeping its capabilities running takes this week
    ("gates", "i8", (MOST_GATES,)),  # posts that have to pass a share of its cases; NONE
    ("gate_shares", "f8", (MOST_GATES,)),  # the share of cases that each of them has to pass
    ("gate_keys", "u8", (MOST_GATES,)),  # hashes of the ids of these gates
)

TIE = record(
    ("receiver", "i8"),  # post at this end
    ("source", "i8"),  # post at the other end
    ("layer", "i8"),  # kind of tie
    ("weight", "f8"),  # share of contact it claims; 0 when off
    ("reverse", "i8"),  # row of the same tie seen from the other end
    ("trust", "f8"),  # trust of the receiver in the source, 0..1
    ("agreed", "i8"),  # contact a week that both ends set aside
    ("minutes", "i8"),  # contact this week
    ("person", "i8"),  # row of people of the person met over it, while there is contact
    ("between", "u8"),  # key of the messages that person sends over it
)

DESK = record(
    ("first_server", "i8"),  # head of the list of posts at this desk
    ("servers", "i8"),  # number of posts at this desk
    ("depth", "i8"),  # depth of its posts in the tree
    ("head", "i8"),  # first waiting request
    ("waiting", "i8"),  # minutes that the waiting requests take
    ("hours", "i8"),  # minutes a week that the people present at it set aside for requests
)

ITEM = record(
    # the fields that loops over lists read stand side by side, since a company has more items than fit into the processor's cache
    ("key", "u8"),  # hash of where it comes from
    ("next", "i8"),  # next item in the list it is in
    ("priority", "f8"),  # place in that list: higher first
    ("week", "i8"),  # week of its arrival
    ("effort", "f8"),  # effort of the whole item
    ("promise", "f8"),  # what the case promises, in standard values; judged with noise
    ("parent", "i8"),  # the initiative that a piece serves
    ("kind", "i8"),  # Kind
    ("stage", "i8"),  # Stage
    ("team", "i8"),  # team whose item it is
    # work in hand
    ("request", "i8"),  # the open request that it waits for
    ("left", "f8"),  # effort left in the present phase
    ("rework", "f8"),  # rework still to be done
    ("account", "i8"),  # account of the present phase's minutes
    ("phase", "i8"),  # number of the need being met; NEEDS_PER_INITIATIVE for the feature itself
    ("pieces", "i8"),  # supporting pieces not yet delivered
    ("asked", "i8"),  # pieces of any kind it has caused so far
    ("first_piece", "i8"),  # head of the list of its pieces
    ("last_worked", "i8"),  # week in which it was last worked on
    ("worked_weeks", "i8"),  # number of weeks in which it was worked on
    ("worked", "i8"),  # team-minutes booked
    ("booked_until", "i8"),  # minute until which its waiting is booked
    ("capability", "i8"),  # the instance being built or migrated away
    ("escalated", "i8"),  # 1 if its lateness was complained about
    ("next_piece", "i8"),  # next piece of the same parent
    # what the market determines (opportunities) or the cause (pieces)
    ("domain", "i8"),  # domain it belongs to
    ("reach", "i8"),  # how far it is from what the domain does today (Reach)
    ("scale", "f8"),  # standard value of an item of this effort
    ("needs", "i8", (NEEDS_PER_INITIATIVE,)),  # capability types it needs
    ("build_effort", "f8", (NEEDS_PER_INITIATIVE,)),  # effort of building each of these types
    ("depends_on", "i8"),  # domain that owes it a piece of work
    ("support_effort", "f8"),  # effort of that piece
    # history
    ("committed", "i8"),  # quarter in which its team last promised it
    ("submitted", "i8"),  # minute of the submission of its case
    ("funded", "i8"),  # minute of its funding
    ("started", "i8"),  # week in which work began
    ("finished", "i8"),  # week in which work ended
    ("closed", "i8"),  # minute at which it left for good: expired, refused, lapsed, cancelled or done
    ("fit", "f8"),  # strategic fit at launch
    ("measured", "f8"),  # measured effect, standard values
    ("estimate", "f8"),  # standard values its planner expected of it when asking for it
    ("latent", "f8"),  # effort of the defects it will ship with
    ("worth", "f8"),  # standard values it will still bring in as its market pays now
    ("gains", "f8"),  # what it will still gain in a usual market
    ("damage", "f8"),  # what it will still cost and break
    ("questioned", "i8"),  # team-minutes booked when the chance of a question was last drawn
    ("realised", "f8"),  # value it realised at its launch, over all its life, standard values
    (
        "spill",
        "f8",
    ),  # its effect in another domain, as a share of what it promises at home; negative: it does harm there
    ("spill_domain", "i8"),  # that domain
    ("partners", "i8", (MOST_PARTNERS,)),  # domains that owe it a part of joint work; NONE
    ("joint_effort", "f8"),  # effort of the part of each of them
    ("sequenced", "i8"),  # 1 if a superior has set its place in the backlog
    ("gates", "i8"),  # gates whose answer it still waits for
    ("told", "i8"),  # 1 if an owner concerned has heard from that superior of its place
    ("judge", "u8"),  # key of the person who judged it last
    ("misjudged", "f8"),  # that person's error about it, standard errors
    ("half_life", "f8"),  # weeks in which it loses half of its value while it waits; 0: never
    ("planned", "f8"),  # effort that its owner expects of it, with builds and rework
    ("elsewhere", "f8"),  # the part of what it realised that arises in another domain, standard values
    ("earned", "f8"),  # what it has earned so far, discounted to its launch, standard values
    ("fresh_until", "i8"),  # week until which it keeps its whole value, and from which it fades
    ("further_parts", "f8"),  # parts of usual size that it has beyond one; a question is about one part
    ("launched_by", "i8"),  # team that launched it; its launches pass to another team when it closes
)

REQUEST = record(
    # the fields that loops over queues read
    ("key", "u8"),  # hash of its cause
    ("next", "i8"),  # next request in the same queue
    ("errand", "i8"),  # Errand: what is wanted
    ("arrived", "i8"),  # minute of its arrival at the present desk
    ("at", "i8"),  # post whose desk it waits at
    ("opened", "i8"),  # minute at which it was made
    # the other fields
    ("turn", "i8"),  # Turn: what the present desk has to do
    ("answer", "i8"),  # the answer so far
    ("hops", "i8"),  # number of desks it has been on
    ("climbs", "i8"),  # desks it still has to climb (questions)
    ("author", "i8"),  # post that wants it
    ("decider", "i8"),  # post that settles it
    ("subject", "i8"),  # item, post or capability instance it is about
    ("other", "i8"),  # second thing it is about
    ("evidence", "f8"),  # gain its author claims, standard scores
    ("engineers", "i8"),  # how many are to be moved
    ("began", "i8"),  # minute at which service at the present desk began
    ("answered", "i8"),  # minute of the answer
    ("service", "i8"),  # desk minutes it takes at the present desk
    ("left", "i8"),  # desk minutes of this service not yet done
    ("together", "i8"),  # 1 once it waits to be decided together with others
    ("booked_until", "i8"),  # minute until which its waiting is booked
)

CAPABILITY = record(
    ("key", "u8"),  # hash of the type and the initiative
    ("type", "i8"),  # capability type
    ("generation", "i8"),  # generation of the type it was built in
    ("team", "i8"),  # team that builds or runs it
    ("built_for", "i8"),  # the initiative whose scope it has
    ("state", "i8"),  # CapabilityState
    ("rational", "i8"),  # 1 if its team knew of another instance when it built this one
    ("duplicates", "i8"),  # the older instance that does the same; NONE
    ("born", "i8"),  # week in which building began
    ("noticed", "i8"),  # week in which the duplicate was noticed
    ("resolved", "i8"),  # week in which the duplicate was resolved
    ("ended", "i8"),  # week in which it was resolved or went out of date
    ("users", "i8"),  # teams other than its own that rely on it
    ("minutes", "i8"),  # team-minutes booked on building it
    ("proposed", "i8"),  # week of the last proposal to merge it
    ("migration", "i8"),  # item that moves its team off it; NONE
    ("successor", "i8"),  # the instance it is merged into; NONE
    ("moved", "i8"),  # 1 if its team has moved off it, though others may not have
    ("next", "i8"),  # the next younger instance of the same type
    ("effort", "f8"),  # effort of building it
    ("dearer", "f8"),  # by how much it is dearer to run than others of its size, a share
    ("noticed_by", "i8"),  # post that noticed the duplicate; NONE, also where its own team knew of the other
    ("noticed_from", "i8"),  # post from which that one had heard of one of the two
)

PLATFORM = record(
    # a capability that the scenario names
    ("key", "u8"),  # hash of its id
    ("purpose", "u8"),  # hash of what it is for: of its own id, or that of the platform that it is the same as
    ("week", "i8"),  # week in which it appears
    ("team", "i8"),  # team that runs it
    ("domain", "i8"),  # domain whose kind of capability it is
    ("kind", "i8"),  # its capability type
    ("original", "i8"),  # the platform that it is the same as; NONE
    ("age", "i8"),  # weeks since it was built, when it appears
    ("effort", "f8"),  # effort of building it; 0: as large as others that take as much to run
    (
        "run_cost",
        "f8",
    ),  # minutes a week that keeping it running takes when it appears; -1: as much as others of its size
    ("scope", "i8"),  # row of items that has its scope
    ("instance", "i8"),  # its row of capabilities; NONE while it is not there
)

TALLY = record(
    # sums of one team in one quarter
    ("aligned_minutes", "f8"),  # team-minutes on funded work, weighted by cos(objectives, true weights)
    ("funded_minutes", "f8"),  # team-minutes on funded work
    ("pool_effort", "f8"),  # effort of the candidates at planning
    ("capacity", "f8"),  # productive minutes planned for
    ("engineer_weeks", "f8"),  # head-count, summed over weeks
    ("promised", "f8"),  # initiatives promised for the quarter
    ("kept", "f8"),  # initiatives of these that were launched in it
    ("revenue", "f8"),  # what its launches brought in, standard values
    ("satisfaction", "f8"),  # percentage of its satisfied customers, summed over weeks
    ("product_weeks", "f8"),  # those weeks
    ("hiring_cost", "f8"),  # of its engineers, $k
)

HELD = record(
    # sums of one post in one quarter
    ("people", "f8"),  # person-weeks, full-time
    ("engagement", "f8"),  # engagement of its holder summed over person-weeks
    ("exits", "f8"),  # holders who left, full-time equivalents
    ("cost", "f8"),  # pay of its holder and what hires into it cost, $k
)

PULSE = record(
    # the organisation in one quarter
    ("belief_alignment", "f8"),  # match of beliefs with the true weights, summed over weeks and attention minutes
    ("attention", "f8"),  # those attention minutes
    ("people_cost", "f8"),  # $k
    ("hiring_cost", "f8"),  # $k
    ("shifted_engineers", "f8"),  # engineers moved by shifts of capacity
    ("stopped", "f8"),  # initiatives given up in work
    ("stopped_rightly", "f8"),  # initiatives given up that would have done harm
    ("revenue", "f8"),  # what launches brought in, standard values
    ("satisfaction", "f8"),  # percentage of satisfied customers, summed over team-weeks
    ("product_weeks", "f8"),  # those team-weeks
    ("converted", "f8"),  # share of customers who come through a journey, summed over journeys
    ("journeys", "f8"),  # those journeys
    ("sunset", "f8"),  # launched initiatives taken out of service
    ("sunset_rightly", "f8"),  # launches taken out of service that would have cost more than they brought in
    ("exits", "f8"),  # people who left, full-time equivalents
    ("hires", "f8"),  # people hired, full-time equivalents
    ("appointments", "f8"),  # vacancies filled from inside
    ("regretted", "f8"),  # people who left and had been rated above what their level expects
    ("people", "f8"),  # person-weeks, full-time
    ("engagement", "f8"),  # engagement summed over person-weeks
    ("on_ladder", "f8"),  # person-weeks on a level
    ("shortfall", "f8"),  # required minus actual skill, summed over the person-weeks of those promoted here
    ("promoted_people", "f8"),  # those person-weeks
    ("quarters_in_level", "f8"),  # quarters in level, summed over person-weeks on a level
    ("upkeep", "f8"),  # team-minutes that keeping capabilities running takes
    ("duplicate_upkeep", "f8"),  # those of them that go into duplicates of what is in service
    ("duplicate_age", "f8"),  # age of these duplicates in weeks, weighted by those minutes
    ("budget", "f8"),  # the company's budget, $k; 0: there is none
    ("held_back", "f8"),  # weeks for which posts and engineers' posts waited for the budget, full-time equivalents
)

EVENT = record(
    ("kind", "i8"),  # what happens
    ("week", "i8"),  # week in which it begins
    ("until", "i8"),  # week in which it ends
    ("subject", "i8"),  # domain, post or objective
    ("other", "i8"),  # the second objective of a shift
    ("factor", "f8"),  # size of the event
    ("skills", "f8", (len(Skill),)),  # of somebody who arrives
    ("skills_known", "i8"),  # which of these are stated: a bit for each; the others are drawn
    ("level", "i8"),  # level of the ladder on which that person arrives; NONE: that of the post
    ("engagement", "f8"),  # with which that person begins, standard deviations
    ("overlap", "i8"),  # weeks before, in which that person is already there and paid
)

COUNTERS = record(
    ("arrived", "i8"),  # opportunities that have arrived
    ("items", "i8"),  # rows of items in use
    ("requests", "i8"),  # rows of requests in use
    ("capabilities", "i8"),  # rows of capabilities in use
    ("era", "i8"),  # stage of the design in force
    ("raters", "i8"),  # number of raters
    ("first_rater", "i8"),  # head of the list of raters
    ("first_free", "i8"),  # no row of people before it is free
    ("quarter", "i8"),  # present quarter
    ("week", "i8"),  # present week
    ("joined", "i8"),  # people so far
    ("lines", "i8"),  # lines of the log of careers
    ("free", "i8"),  # rows on the stack of free rows of people, on a ladder without work
    ("rows", "i8"),  # rows of people that were ever used, on a ladder without work
    ("people_changed", "i8"),  # 1 if a person joined or left, so some contact must be rearranged
    ("market_seen", "f8"),  # squares of what launches showed of markets, less those of their errors, by launches
    ("market_launches", "f8"),  # those launches
    ("fault", "i8"),  # what went wrong in compiled code; 0: nothing
    ("opportunities", "i8"),  # opportunities that the market offers in the run, without those that the scenario names
)

AUTHORED = record(
    # an initiative that the scenario names
    ("key", "u8"),  # hash of its id
    ("week", "i8"),  # week in which it appears
    ("stage", "i8"),  # where it stands then: an idea, funded, or in work (Stage)
    ("done", "f8"),  # the share of it that is done then, 0..1
    ("team", "i8"),  # team that holds it; NONE: one of its domain
    ("domain", "i8"),  # domain it is for
    ("value", "f8"),  # what it is worth as the strategy is stated, launched at once in a usual market, standard values
    ("effort", "f8"),  # effort of it, without the parts of partners
    ("due", "i8"),  # week until which it keeps its whole value
    ("half_life", "f8"),  # weeks in which it loses half of its value from then on; 0: never
    ("depends_on", "i8"),  # domain that owes it a piece of work; NONE
    ("partners", "i8", (MOST_PARTNERS,)),  # domains that owe it a part of joint work; NONE
    ("reach", "i8"),  # how far it is from what its domain does today (Reach)
    ("needs", "i8", (NEEDS_PER_INITIATIVE,)),  # capability types that it needs; NONE
    ("place", "i8"),  # its row of items
)
