"""The record types of ladders and of what happens to people on them, with the meaning of each field.

Indices, keys and times are as in ``records.py``.
"""

from orgsim.engine.records import record
from orgsim.engine.vocabulary import Skill

LEVEL = record(
    ("key", "u8"),  # hash of its id
    ("seat_bound", "i8"),  # 1 if people enter only when a seat is free
    ("outside_share", "f8"),  # share of its vacancies that is filled from outside
    ("share", "f8"),  # share of the eligible that a committee promotes into it, at most
    ("bar", "f8"),  # mark to clear, standard deviations above the mean of the eligible
    ("minimum", "i8"),  # quarters in it before a promotion out of it
    ("capped", "i8"),  # 1 if a committee lets people in only where others have left
    ("rising", "i8"),  # 1 if promotions lead out of it
    ("exit_rate", "f8"),  # exits a year of people of usual engagement who are not stuck
    ("expects", "f8", (len(Skill),)),  # expected skill, for each Skill; UNSTATED: none
    ("weights", "f8", (len(Skill),)),  # weight of each expectation
    ("pay", "f8"),  # $k a year; 0 when not stated
    ("job", "i8"),  # number of the role its people fill; NONE: none is stated
    ("packets", "i8"),  # committee levels among the destinations of its people
    ("first_move", "i8"),  # first row of the moves that lead into it
    ("moves", "i8"),  # number of moves that lead into it
    ("places", "i8"),  # people in it when the run starts
    ("heads", "i8"),  # people in it now
    # what follows is for seats that belong to no post
    ("start_seats", "f8"),  # seats when the run starts; 0 in an organisation, whose posts are the seats
    ("growth", "f8"),  # factor by which seats grow in a quarter
    ("start_heads", "i8"),  # people who are there when the run starts; 0 in an organisation
    ("recruits", "f8"),  # mean number of people who join in a quarter, whatever the seats
    ("first_vacancy", "i8"),  # first of its rows of vacancies
    ("vacancy_room", "i8"),  # number of its rows of vacancies
    ("seats", "i8"),  # seats now
    ("open", "i8"),  # seats that are vacant now
    ("hired", "i8"),  # people hired into it so far: the number of the next hire
    ("opened", "i8"),  # vacancies opened so far
)

MOVE = record(
    ("origin", "i8"),  # level it starts from
    ("target", "i8"),  # level it leads to
    ("cause", "i8"),  # what it is called (Cause)
    ("rate", "f8"),  # moves a quarter and person where people move of their own will; 0 where the move is competed for
    ("packet", "i8"),  # its number among the committee levels its origin leads to; NONE: a move to a seat
)

GROUP = record(
    ("share_until", "f8"),  # share of people in this group and those before it
    ("advocacy", "f8"),  # shift of the manager's support, standard deviations
    ("rating_noise", "f8"),  # factor on the error of ratings
    ("opportunity", "f8"),  # chance that an eligible case is put forward
)

CUSTOMS = record(
    ("review_every", "i8"),  # quarters between two promotion reviews
    ("low", "f8"),  # lower bound of skill
    ("high", "f8"),  # upper bound of skill
    ("low_share", "f8"),  # share of an unbounded distribution of skill below the lower bound
    ("high_share", "f8"),  # share of an unbounded distribution of skill below the upper bound
    ("wobble", "f8"),  # half-width of what a move changes in a skill that carries over
    ("fill_weeks", "f8"),  # median weeks that a search outside takes for a seat that belongs to no post
    ("dismiss_below", "f8"),  # skill below which people are dismissed
    ("retirement_age", "f8"),  # age at which people leave for good, years
    ("hire_age", "f8"),  # mean age of people who join, years
    ("hire_age_sd", "f8"),  # spread of the age of people who join, years
    ("quarter_years", "f8"),  # years by which people age in one step
)

SCORING = record(
    ("rating", "f8"),  # weight of the ratings on file, standard deviations of skill
    ("evidence", "f8"),  # weight of what the person showed of the next role's work, standard deviations
    ("seniority", "f8"),  # weight of time in the level, years
    ("advocacy", "f8"),  # weight of the manager's support, standard deviations
    ("chance", "f8"),  # weight of a lot, standard deviations
    ("panel_noise", "f8"),  # error of the panel as a whole
    ("worst_share", "f8"),  # share of places that go to the lowest mark of the pool
    ("reserved_group", "i8"),  # group with a reserved share of places; NONE for none
    ("reserved_share", "f8"),  # share of places reserved for that group
)

VACANCY = record(
    ("key", "u8"),  # hash of its level and number
    ("opened", "i8"),  # quarter in which it opened
    ("depth", "i8"),  # place in its chain of vacancies, from 1
    ("cause", "i8"),  # what began the chain (Opened)
    ("outside", "i8"),  # 1 if it is searched for outside, 0 if it is offered inside; NONE until decided
    ("starts", "i8"),  # quarter in which the person found outside starts
)

CAREER_EVENT = record(
    ("life", "i4"),  # number of the person, from 0
    ("quarter", "i4"),  # when it happened
    ("origin", "i4"),  # level the person left; NONE: outside
    ("to", "i4"),  # level the person came to; NONE: outside
    ("cause", "i4"),  # why (Cause)
    ("spell", "i4"),  # quarters in the origin; at the start: quarters in the level held
    ("group", "i4"),  # label the person carries
    ("entry", "i4"),  # level at the hire
    ("age", "i4"),  # quarters since the hire
)

STAFFED = record(
    ("heads", "f8"),  # people on the level at the quarter's end
    ("seats", "f8"),  # seats of the level
    ("open", "f8"),  # seats that stand vacant
    ("promoted", "f8"),  # people promoted into the level
    ("hired", "f8"),  # people hired into the level
    ("left", "f8"),  # people who left from the level
    ("cost", "f8"),  # pay, $k
    ("skill", "f8"),  # what its people can do of what the level expects, summed over them
)

CASES = record(
    ("present", "f8"),  # person-quarters in a level
    ("eligible", "f8"),  # candidacies of the eligible
    ("forward", "f8"),  # candidacies that were put forward
    ("promoted", "f8"),  # people who were picked
    ("left", "f8"),  # people who left
)

GAP = record(
    ("total", "f8"),  # required minus actual skill, summed over the person-quarters of those who came one way
    ("count", "f8"),  # those person-quarters
)
