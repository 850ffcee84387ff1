"""Reorganisation: a dated change of the design takes effect on the running organisation.

Posts open and close, reporting lines, ties, rights, hours and teams change. There is no dip: what it costs comes from new ties that
start with little trust, from newcomers and vacancies, and from work that changes hands. Informal ties survive.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.change.handover import close_teams, hand_on, move_requests, name_heirs
from orgsim.engine.mechanisms.decisions.authority import measure_tree, top_of
from orgsim.engine.mechanisms.decisions.judgement import find_interests
from orgsim.engine.mechanisms.decisions.rubric import count_raters
from orgsim.engine.mechanisms.people.budget import find_charges
from orgsim.engine.mechanisms.people.levels import assign_level
from orgsim.engine.mechanisms.people.staffing import join, learn_of_products, leave, open_post
from orgsim.engine.mechanisms.work.customers import usual_delight
from orgsim.engine.mechanisms.work.returns import hand_over_brought
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MOST_GATES, NONE, WEEKS_PER_QUARTER, Action, Cause, Opened

SETTLED_TRUST = 0.6
"""Trust on ties that exist when the run starts. Source: assumed."""
SETTLING_WEEKS = 8
"""Weeks after a change of superior or of rights in which a question goes one level further up than it needs to. Source: assumed."""


@rule
def adopt(post: Records, plan: Records) -> None:
    """Give a post the settings that the design plans for it."""
    post.active = plan.active
    post.manager = plan.manager
    post.minutes = plan.minutes
    post.administration = plan.administration
    post.contact = plan.contact
    post.desk = plan.desk
    post.portfolio = plan.portfolio
    post.product = plan.product
    post.research = plan.research
    for action in range(len(plan.rights)):
        post.rights[action] = plan.rights[action]
    post.cost = plan.cost
    post.hire_weeks = plan.hire_weeks
    for skill in range(len(plan.skills)):
        post.skills[skill] = plan.skills[skill]
    post.skills_known = plan.skills_known
    post.level = plan.level
    post.engagement = plan.engagement
    post.rater = plan.rater
    post.reviewer = plan.reviewer
    post.queue = plan.queue
    post.helps = plan.helps


@rule
def change_posts(state: State, era: int) -> None:
    """Apply the planned settings of every post."""
    for p in range(len(state.posts)):
        adopt(state.posts[p], state.post_plan[era, p])


@rule
def change_people(state: State, luck: Luck, era: int, week: int) -> None:
    """Dismiss the holders of posts that closed, and fill the posts that the design opens as filled."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        opened = post.active and (era == 0 or not state.post_plan[era - 1, p].active)
        if not post.active and post.person != NONE:
            leave(state, p, week, Cause.DISMISSAL)
        elif opened and state.post_plan[era, p].filled:
            join(state, luck, p, -1000 if era == 0 else week)
        elif opened:
            open_post(post, week, 1, Opened.GROWTH)
        elif era > 0 and post.person != NONE and post.level != state.post_plan[era - 1, p].level:
            assign_level(state, luck, post.person, post.level, week)


@rule
def change_ties(state: State, era: int) -> None:
    """Apply the planned weights of ties; a new tie starts with the trust of strangers."""
    for t in range(len(state.ties)):
        tie = state.ties[t]
        weight = state.tie_plan[era, t]
        if weight > 0.0 and tie.weight == 0.0:
            tie.trust = SETTLED_TRUST if era == 0 else state.parameters[0].first_trust
        tie.weight = weight


@rule
def owns_in(state: State, p: int, domain: int) -> bool:
    """Tell whether a post owns a team in a domain."""
    team = state.posts[p].first_team
    found = False
    while team != NONE:
        if state.teams[team].domain == domain:
            found = True
        team = state.teams[team].next_owned
    return found


@rule
def note_new_owners(state: State, era: int) -> None:
    """Note the posts that get a product in a domain new to them, and hand over the work of teams that change owners."""
    for t in range(len(state.teams)):
        team, plan = state.teams[t], state.team_plan[era, t]
        if not plan.active or plan.owner == NONE or (team.active and team.owner == plan.owner):
            continue
        if era > 0 and not owns_in(state, plan.owner, plan.domain):
            state.posts[plan.owner].new_domain = 1
        if team.active:
            for slot in range(team.working):
                hand_on(state, state.slots[t, slot])
            index = team.parked
            while index != NONE:
                hand_on(state, index)
                index = state.items[index].next


@rule
def learn_new_domains(state: State, week: int) -> None:
    """Let the holders of posts with a product in a new domain ramp up as newcomers do."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.new_domain and post.active and post.person != NONE:
            state.people[post.person].started = week
            learn_of_products(state, p)
        post.new_domain = 0


@rule
def change_teams(state: State, era: int, week: int) -> None:
    """Apply the planned teams; a team whose plan changes gets the planned head-count, and other teams keep shifted capacity."""
    for t in range(len(state.teams)):
        team = state.teams[t]
        plan = state.team_plan[era, t]
        before = team.engineers
        if era == 0 or plan.engineers != state.team_plan[era - 1, t].engineers:
            team.shifted = 0
            team.open = 0
        team.engineers = plan.engineers + team.shifted - team.open
        if era > 0 and team.engineers > before:
            team.newcomers = team.engineers - before
            team.newcomers_until = week + int(state.parameters[0].newcomer_weeks)
        team.newcomers = min(team.newcomers, team.engineers)
        if plan.active and not team.active:
            team.delight = usual_delight(team.engineers)
        team.active = plan.active
        team.owner = plan.owner
        team.wip = plan.wip
        team.explore = plan.explore
        team.fixed = plan.fixed
        for place in range(MOST_GATES):
            team.gates[place] = plan.gates[place]
            team.gate_shares[place] = plan.gate_shares[place]
            team.gate_keys[place] = plan.gate_keys[place]
        if plan.active:
            team.domain = plan.domain
    balance_shifts(state.teams)


@rule
def balance_shifts(teams: Records) -> None:
    """Undo shifts whose other side is gone, the largest first and open posts before engineers, so that posts in all are as planned."""
    total = 0
    for team in teams:
        total += team.shifted
    while total != 0:
        sign = 1 if total > 0 else -1
        chosen = 0
        for t in range(len(teams)):
            if sign * teams[t].shifted > sign * teams[chosen].shifted:
                chosen = t
        give_back(teams[chosen], sign)
        total -= sign


@rule
def give_back(team: Records, sign: int) -> None:
    """Take back one post of those that were shifted here (`sign` 1), an open one if there is any, or one that was shifted away (-1)."""
    team.shifted -= sign
    if sign > 0 and team.open > 0:
        team.open -= 1
    else:
        team.engineers -= sign
        team.newcomers = min(team.newcomers, team.engineers)


@rule
def link_teams(posts: Records, domains: Records, teams: Records) -> None:
    """Find the teams that serve each domain and the teams that each post owns."""
    for domain in domains:
        domain.first_team = NONE
        domain.teams = 0
    for post in posts:
        post.first_team = NONE
        post.teams = 0
    for t in range(len(teams) - 1, -1, -1):
        team = teams[t]
        team.company = top_of(posts, team.owner) if team.active and team.owner != NONE else NONE
        if team.active:
            team.next_in_domain = domains[team.domain].first_team
            domains[team.domain].first_team = t
            domains[team.domain].teams += 1
            if team.owner != NONE:
                team.next_owned = posts[team.owner].first_team
                posts[team.owner].first_team = t
                posts[team.owner].teams += 1


@rule
def link_desks(posts: Records, desks: Records, order: Records) -> None:
    """Find the posts at each desk and the order in which desks are served: deepest first, then by place."""
    for desk in desks:
        desk.first_server = NONE
        desk.servers = 0
        desk.depth = -1
    for p in range(len(posts) - 1, -1, -1):
        if posts[p].active:
            desk = desks[posts[p].queue]
            posts[p].next_server = desk.first_server
            desk.first_server = p
            desk.servers += 1
            desk.depth = max(desk.depth, posts[p].depth)
    deepest = -1
    for desk in desks:
        deepest = max(deepest, desk.depth)
    place = 0
    for depth in range(deepest, -2, -1):
        for d in range(len(desks)):
            if desks[d].depth == depth:
                order[place] = d
                place += 1


@rule
def change_parameters(state: State, era: int) -> None:
    """Let the rules read the parameters of a stage, where stages differ in them."""
    if len(state.parameters) > 1:
        state.parameters[0] = state.parameters[1 + era]
        for level in range(len(state.levels)):
            state.levels[level].exit_rate = state.exit_plan[era, level]


@rule
def begin_era(state: State, luck: Luck, era: int, week: int) -> None:
    """Put one stage of the design into effect."""
    change_parameters(state, era)
    note_new_owners(state, era)
    name_heirs(state, era)
    note_unsettled(state, era, week)
    change_posts(state, era)
    change_teams(state, era, week)
    measure_tree(state.posts)
    link_teams(state.posts, state.domains, state.teams)
    link_desks(state.posts, state.desks, state.desk_order)
    hand_over_brought(state)
    change_people(state, luck, era, week)
    learn_new_domains(state, week)
    change_ties(state, era)
    find_interests(state)
    find_charges(state)
    count_raters(state)
    close_teams(state, era, week)
    move_requests(state, week)
    for post in state.posts:
        post.stirred = 1
        post.renewed = 1
    state.counters[0].people_changed = 1


@rule
def note_unsettled(state: State, era: int, week: int) -> None:
    """Note for how long it is unclear who decides where reporting lines or rights changed."""
    if era == 0:
        return
    until = week + SETTLING_WEEKS
    for p in range(len(state.posts)):
        post, plan = state.posts[p], state.post_plan[era, p]
        changed = post.manager != plan.manager
        for action in range(len(plan.rights)):
            changed = changed or (action != Action.REVIEW and post.rights[action] != plan.rights[action])
        if post.active and plan.active and changed:
            post.unsettled_until = until


@step(
    "beliefs brought capabilities career_log cases counters desk_order desks domains "
    "doubts first_beliefs heard hosts in_sight interests item_book items levels parameters people "
    "posts recent requests slots staffed teams tie_plan ties uses views"
)
@rule
def open_company(state: State, luck: Luck, week: int) -> None:
    """A week begins; in week 0 the organisation opens as the design has it at the start."""
    counters = state.counters[0]
    counters.quarter = week // WEEKS_PER_QUARTER
    counters.week = week
    if counters.era == NONE:
        counters.era = 0
        begin_era(state, luck, counters.era, week)


@step(
    "beliefs brought capabilities career_log cases counters desk_order desks domains "
    "doubts first_beliefs heard hosts in_sight interests item_book items levels parameters people "
    "posts recent requests slots staffed teams tie_plan ties uses views"
)
@rule
def reorganise(state: State, luck: Luck, week: int) -> None:
    """The next stage of the design takes effect if its week has come."""
    counters = state.counters[0]
    while counters.era + 1 < len(state.era_weeks) and state.era_weeks[counters.era + 1] <= week:
        counters.era += 1
        begin_era(state, luck, counters.era, week)
