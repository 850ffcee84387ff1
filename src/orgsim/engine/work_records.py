"""The record types of the work, of what the scenario names of it, and of the sums over teams, posts and quarters.

Indices, keys, times and effort are as in ``records.py``.
"""

from orgsim.engine.records import record
from orgsim.engine.vocabulary import MOST_PARTNERS, NEEDS_PER_INITIATIVE

ITEM = record(
    # the fields that loops over lists read stand side by side, since a company has more items than fit into the processor's cache
    ("key", "u8"),  # hash of where it comes from
    ("next", "i8"),  # next item in the list it is in
    ("priority", "f8"),  # place in that list: higher first
    ("week", "i8"),  # week of its arrival
    ("booked_until", "i8"),  # minute until which its waiting is booked
    ("stage", "i8"),  # Stage
    ("team", "i8"),  # team whose item it is
    ("effort", "f8"),  # effort of the whole item
    # what a judge reads
    ("promise", "f8"),  # what the case promises, in standard values; judged with noise
    ("scale", "f8"),  # standard value of an item of this effort
    ("kind", "i8"),  # Kind
    ("parent", "i8"),  # the initiative that a piece serves
    ("domain", "i8"),  # domain it belongs to
    ("reach", "i8"),  # how far it is from what the domain does today (Reach)
    ("judge", "u8"),  # key of the person who judged it last
    ("misjudged", "f8"),  # that person's error about it, standard errors
    ("difficulty", "f8"),  # the part of it that all judges have in common; 0: nobody has judged it
    ("promise_seen", "f8"),  # logarithm of what it promises for its scale; 0: nobody has judged it
    ("cost", "f8"),  # what its change costs and breaks, in standard values, as a judge found last
    ("cost_seen", "f8"),  # logarithm of that cost
    ("estimate", "f8"),  # standard values its planner expected of it when asking for it
    ("planned", "f8"),  # effort that its owner expects of it, with builds and rework
    ("half_life", "f8"),  # weeks in which it loses half of its value while it waits; 0: never
    ("fresh_until", "i8"),  # week until which it keeps its whole value, and from which it fades
    (
        "spill",
        "f8",
    ),  # its effect in another domain, as a share of what it promises at home; negative: it does harm there
    ("spill_domain", "i8"),  # that domain
    ("partners", "i8", (MOST_PARTNERS,)),  # domains that owe it a part of joint work; NONE
    ("joint_effort", "f8"),  # effort of the part of each of them
    ("needs", "i8", (NEEDS_PER_INITIATIVE,)),  # capability types it needs
    ("build_effort", "f8", (NEEDS_PER_INITIATIVE,)),  # effort of building each of these types
    ("further_parts", "f8"),  # parts of usual size that it has beyond one; a question is about one part
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
    ("capability", "i8"),  # the instance being built or migrated away
    ("questioned", "i8"),  # team-minutes booked when the chance of a question was last drawn
    ("escalated", "i8"),  # 1 if its lateness was complained about
    ("next_piece", "i8"),  # next piece of the same parent
    ("sequenced", "i8"),  # 1 if a superior has set its place in the backlog
    ("told", "i8"),  # 1 if an owner concerned has heard from that superior of its place
    ("gates", "i8"),  # gates whose answer it still waits for
    # the rest of what the market determines (opportunities) or the cause (pieces)
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
    ("latent", "f8"),  # effort of the defects it will ship with
    ("worth", "f8"),  # standard values it will still bring in as its market pays now
    ("gains", "f8"),  # what it will still gain in a usual market
    ("damage", "f8"),  # what it will still cost and break
    ("realised", "f8"),  # value it realised at its launch, over all its life, standard values
    ("elsewhere", "f8"),  # the part of what it realised that arises in another domain, standard values
    ("earned", "f8"),  # what it has earned so far, discounted to its launch, standard values
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
    # what news and their comparison read
    ("key", "u8"),  # hash of the type and the initiative
    ("type", "i8"),  # capability type
    ("generation", "i8"),  # generation of the type it was built in
    ("team", "i8"),  # team that builds or runs it
    ("built_for", "i8"),  # the initiative whose scope it has
    ("state", "i8"),  # CapabilityState
    ("effort", "f8"),  # effort of building it
    ("successor", "i8"),  # the instance it is merged into; NONE
    # the other fields
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
    ("moved", "i8"),  # 1 if its team has moved off it, though others may not have
    ("next", "i8"),  # the next younger instance of the same type
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
