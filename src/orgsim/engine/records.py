"""The record types of the organisation: one for each kind of thing, with the meaning of each field.

Those of its work, and of the sums over it, are in ``work_records.py``; those of ladders, and of what happens to people on them, in
``ladder_records.py``.

Indices are whole numbers with ``NONE`` for nothing; keys are 32-bit hashes of stable ids; times are weeks, or minutes of working time
since the start of the run (``MINUTES_PER_WEEK`` to a week); effort is minutes of one fully productive engineer.
"""

from typing import Any

import numpy as np

from orgsim.engine.vocabulary import MOST_GATES, URGENCIES, Action, Skill


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
    # what steps of every week read stands side by side, since a large company has more posts than fit into the processor's cache
    ("active", "i8"),  # 1 while the design has it
    ("person", "i8"),  # row of people of its holder; NONE when vacant
    ("first_tie", "i8"),  # its rows in ties are first_tie .. first_tie + ties
    ("ties", "i8"),  # number of its ties
    ("met", "i8"),  # minutes of contact this week, over all its ties
    ("squeezed", "f8"),  # share of its time for all duties but the desk that it gives up this week
    ("portfolio_left", "i8"),  # portfolio minutes not yet spent this week
    ("first_team", "i8"),  # head of the list of teams it owns (Team.next_owned)
    ("key", "u8"),  # hash of its id
    ("manager", "i8"),  # post it reports to
    ("stirred", "i8"),  # 1 if it or a post it is tied to gained or lost its holder, so its contact must be rearranged
    ("queue", "i8"),  # the desk its requests wait at (its own or a shared one)
    ("left", "i8"),  # minutes of this week not yet spent
    ("desk", "i8"),  # minutes a week that its hours set aside for requests
    ("portfolio", "i8"),  # minutes a week that its hours set aside for the portfolio
    ("product", "i8"),  # minutes a week that its hours set aside for its products
    ("research", "i8"),  # minutes a week that its hours set aside for research
    ("minutes", "i8"),  # contracted a week
    ("pressed", "i8"),  # minutes that its desk would be open this week if nothing else were to do
    ("desk_speed", "i8"),  # minutes that its desk is open this week
    ("desk_left", "i8"),  # minutes of open desk not yet spent this week
    ("product_left", "i8"),  # product minutes not yet spent this week
    ("research_left", "i8"),  # research minutes not yet spent this week
    ("agreed", "i8"),  # minutes of contact that it and the other ends set aside a week, over all its ties
    ("contact", "i8"),  # minutes a week that its hours set aside for contact
    ("administration", "i8"),  # minutes a week that its hours set aside for administration
    ("reports", "i8"),  # number of direct reports
    ("planning_due", "i8"),  # minutes of work on cases still to be written up
    ("interviews_due", "i8"),  # minutes of interviews still to be held
    ("reading_due", "i8"),  # minutes of maps still to be read
    ("covers", "i8"),  # teams it looks after this week: its own, and those of vacant posts it stands in for
    ("given", "f8"),  # product minutes it gave to all of these teams together this week
    ("helps", "i8"),  # the team it works for without owning it
    ("serving", "i8"),  # request in service, carried over the end of the week
    ("free", "i8"),  # minute at which the desk's server is free
    ("next_server", "i8"),  # next post at the same desk
    ("present", "i8"),  # direct reports who are present this week
    ("coaching", "i8"),  # minutes it coached its reports this week
    ("level", "i8"),  # row of the ladder its holder must be on; NONE without a ladder
    ("cost", "f8"),  # $k a week
    # the other fields
    ("depth", "i8"),  # reporting edges to the top; 0 for a post without a manager
    ("occupants", "i8"),  # how many people have held it
    ("rights", "i8", (len(Action),)),  # Right for each Action
    ("hire_weeks", "f8"),  # median weeks from requisition to start
    ("skills", "f8", (len(Skill),)),  # of the first occupant, and the mean of those hired later
    ("skills_known", "i8"),  # which of the first occupant's skills are as stated, not drawn: a bit for each
    ("filled", "i8"),  # 1 if it is held from the start of the era that opens it
    ("teams", "i8"),  # number of teams it owns
    ("first_report", "i8"),  # head of the list of its direct reports
    ("next_report", "i8"),  # next post that reports to the same superior
    ("first_held", "i8"),  # head of the list of teams it acts for (Team.next_held)
    ("claims", "f8"),  # weight of all its ties whose other end is present
    ("renewed", "i8"),  # 1 if it gained or lost its holder since contact was last rearranged
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
    ("shifted", "i8"),  # 1 if engineers moved in or out below it since its local interest was found
    ("engineers", "i8"),  # engineers of the teams it answers for, through its reports
    ("overview", "f8"),  # share of what its company launches that its holder has insight into, 0..1
    ("writing", "i8"),  # minutes of work on this quarter's map of objectives still to be done
    ("mapped", "f8"),  # of a head: the overview of the author of the company's map of this quarter; 0: there is none
    (
        "prices",
        "f8",
    ),  # of a head: prices of its teams' capacity times their engineers, standard values for each standard effort
    ("priced", "f8"),  # of a head: those engineers
    ("engagement", "f8"),  # with which its first occupant begins, standard deviations
    ("charged", "i8"),  # domain whose budget its pay counts in beside the company's; NONE: no domain's
)

MEMO = record(
    # what the rules found last for the holder of a post, with what it was found for
    ("discovery", "f8"),  # skill at judging cases
    ("discovery_effect", "f8"),  # effect of that skill
    ("blur", "f8"),  # factor on the usual error of a judgement; 0: not found yet
    ("execution", "f8"),  # skill at specifying work
    ("execution_effect", "f8"),  # effect of that skill
    ("vagueness", "f8"),  # factor on the usual chance of a question; 0: not found yet
    ("weeks", "f8"),  # weeks ahead for which a market was judged
    ("half_life", "f8"),  # quarters in which half of what makes a market unusual fades
    ("ahead", "f8"),  # the share of it that is left by then; 0: not found yet
    ("opinion", "f8"),  # the view of that market
    ("doubt", "f8"),  # and the doubt about it
    ("usual", "f8"),  # the variance between markets that was believed in
    ("pays", "f8"),  # what the market was expected to pay; 0: not found yet
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
    # what sums over all teams read stands side by side
    ("key", "u8"),  # hash of its id
    ("active", "i8"),  # 1 while the design has it
    ("domain", "i8"),  # domain it serves
    ("owner", "i8"),  # post that owns its product
    ("engineers", "i8"),  # head-count
    ("open", "i8"),  # engineers' posts that stand open
    ("company", "i8"),  # post at the top of its owner's line; NONE without an owner
    ("price", "f8"),  # what a standard effort of its capacity seems to be worth, standard values
    ("shifted", "i8"),  # engineers, or open posts, moved here by shifts of capacity, net
    ("wip", "i8"),  # limit of items in work
    ("next_in_domain", "i8"),  # next team of the same domain
    ("next_owned", "i8"),  # next team of the same owner
    ("next_held", "i8"),  # next team that the same post acts for
    ("pool", "i8"),  # head of the list of ideas
    (
        "last_ranked",
        "i8",
    ),  # an idea that was ranked, behind which arrivals look for their place as long as it is in the pool
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
    ("last", "i8", (URGENCIES,)),  # of each urgency one of the last waiting requests, counted from 1; 0: none is known
    ("waiting", "i8"),  # minutes that the waiting requests take
    ("hours", "i8"),  # minutes a week that the people present at it set aside for requests
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
    ("first_idea", "i8"),  # no opportunity before it is an idea, or will be one
    ("fault", "i8"),  # what went wrong in compiled code; 0: nothing
    ("opportunities", "i8"),  # opportunities that the market offers in the run, without those that the scenario names
)
