"""The printed order of the simulation: what happens in a week and at the start of a quarter, and nothing else.

``orgsim schedule`` reads the order from the two functions below, so what is printed is what runs.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.change.accounts import close_quarter, record_week, tally_people
from orgsim.engine.mechanisms.change.reorganisation import open_company, reorganise
from orgsim.engine.mechanisms.decisions.attention import close_week, manage_products, open_week, triage
from orgsim.engine.mechanisms.decisions.elsewhere import look_into_domains
from orgsim.engine.mechanisms.decisions.errands import serve_desks
from orgsim.engine.mechanisms.decisions.portfolio import review_portfolio
from orgsim.engine.mechanisms.decisions.stopping import review_work_in_hand
from orgsim.engine.mechanisms.knowledge.adoption import adopt
from orgsim.engine.mechanisms.knowledge.beliefs import exchange_beliefs
from orgsim.engine.mechanisms.knowledge.building import outdate
from orgsim.engine.mechanisms.knowledge.maps import look_over, map_objectives
from orgsim.engine.mechanisms.knowledge.news import exchange_news
from orgsim.engine.mechanisms.knowledge.past import inherit
from orgsim.engine.mechanisms.knowledge.platforms import serve
from orgsim.engine.mechanisms.knowledge.ties import arrange, meet
from orgsim.engine.mechanisms.knowledge.upkeep import reckon_upkeep
from orgsim.engine.mechanisms.knowledge.views import read_markets
from orgsim.engine.mechanisms.people.advancement import appoint_from_inside, review_people
from orgsim.engine.mechanisms.people.budget import reckon_budget
from orgsim.engine.mechanisms.people.coaching import coach, learn
from orgsim.engine.mechanisms.people.engagement import feel, forget_coaching
from orgsim.engine.mechanisms.people.engineers import renew_engineers
from orgsim.engine.mechanisms.people.hiring import fill_vacancies
from orgsim.engine.mechanisms.people.staffing import quit_some
from orgsim.engine.mechanisms.people.succession import replace_holders
from orgsim.engine.mechanisms.work.arrivals import arrive
from orgsim.engine.mechanisms.work.authored import appear
from orgsim.engine.mechanisms.work.delivery import deliver
from orgsim.engine.mechanisms.work.exploration import research
from orgsim.engine.mechanisms.work.journeys import walk_journeys
from orgsim.engine.mechanisms.work.planning import plan_quarter, top_up
from orgsim.engine.mechanisms.work.products import run_products
from orgsim.engine.mechanisms.work.returns import forget_brought
from orgsim.engine.mechanisms.work.sunset import review_service
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER


@rule
def quarter(state: State, luck: Luck, week: int) -> None:
    """What happens once a quarter, at the start of its first week."""
    parameters = state.parameters[0]
    look_into_domains(state, luck, week)
    if parameters.markets:
        read_markets(state, luck, week)
    if parameters.coaching:
        learn(state, luck, week)
    if parameters.engagement:
        feel(state, luck, week)
    if parameters.promotions:
        review_people(state, luck, week)
    forget_coaching(state, luck, week)
    if parameters.products:
        run_products(state, luck, week)
        walk_journeys(state, luck, week)
    if parameters.stopping:
        review_work_in_hand(state, luck, week)
        review_service(state, luck, week)
    if parameters.consolidation:
        adopt(state, luck, week)
    plan_quarter(state, luck, week)
    if parameters.portfolio:
        review_portfolio(state, luck, week)


@rule
def run(state: State, luck: Luck, first: int, last: int) -> None:
    """What happens every week, from week `first` up to, not including, `last`."""
    parameters = state.parameters[0]
    for week in range(first, last):
        open_company(state, luck, week)
        if parameters.capabilities:
            serve(state, luck, week)
        appear(state, luck, week)
        reorganise(state, luck, week)
        replace_holders(state, luck, week)
        if parameters.capabilities:
            inherit(state, luck, week)
        if week % WEEKS_PER_QUARTER == 0:
            quarter(state, luck, week)
        arrive(state, luck, week)
        arrange(state, luck, week)
        triage(state, luck, week)
        meet(state, luck, week)
        open_week(state, luck, week)
        if parameters.beliefs:
            map_objectives(state, luck, week)
        top_up(state, luck, week)
        serve_desks(state, luck, week)
        manage_products(state, luck, week)
        if parameters.exploration:
            research(state, luck, week)
        if parameters.capabilities:
            outdate(state, luck, week)
            reckon_upkeep(state, luck, week)
        reckon_budget(state, luck, week)
        renew_engineers(state, luck, week)
        deliver(state, luck, week)
        forget_brought(state, luck, week)
        if parameters.beliefs:
            exchange_beliefs(state, luck, week)
        if parameters.news:
            exchange_news(state, luck, week)
        if parameters.coaching:
            coach(state, luck, week)
        look_over(state, luck, week)
        tally_people(state, luck, week)
        close_week(state, luck, week)
        quit_some(state, luck, week)
        fill_vacancies(state, luck, week)
        if parameters.promotions:
            appoint_from_inside(state, luck, week)
        close_quarter(state, luck, week)
        record_week(state, luck, week)
