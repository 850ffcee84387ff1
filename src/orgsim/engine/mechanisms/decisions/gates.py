"""Gates: partner functions off the line (legal, finance, design, security) have to pass a share of cases before work starts.

Whether a case needs a gate is a property of the case, drawn by its key and the gate, so the same cases need it in every design. All gates
of a case are asked at once when it is approved, and work starts when the last has answered. A gate costs waits and desk time; what it
prevents is not modelled.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close, elapse
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.random import Luck, Purpose, mix, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import MOST_GATES, NONE, Answer, Errand, ItemAccount, Stage


@rule
def needs_gate(team: Records, luck: Luck, case: int, place: int) -> bool:
    """Tell whether a case, given its key, has to pass the gate that stands at a place of its team's list."""
    if team.gates[place] == NONE:
        return False
    return uniform(luck, Purpose.GATE, case, team.gate_keys[place], 0) < team.gate_shares[place]


@rule
def ask_gates(state: State, luck: Luck, index: int, now: int) -> int:
    """Send a case to every gate that it needs; return how many those are."""
    item = state.items[index]
    team = state.teams[item.team]
    item.gates = 0
    if not state.parameters[0].approvals:
        return 0
    for place in range(MOST_GATES):
        if needs_gate(team, luck, item.key, place):
            cause = int(mix(item.key, team.gate_keys[place], 0))
            request = new_request(state.requests, state.counters[0], Errand.GATE, cause, team.owner, index, now)
            if request != NONE:
                item.gates += 1
                keeper = team.gates[place]
                send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, keeper, now)
    return item.gates


@rule
def note_answer(state: State, index: int, verdict: int, now: int) -> bool:
    """Book the wait of a case for a gate that has answered, and give the case up if it has not passed; tell whether work may start."""
    item = state.items[index]
    if item.stage != Stage.CASE:
        return False
    book = state.item_book[state.counters[0].quarter]
    moment = max(now, item.booked_until)  # gates work side by side, so their answers need not come in order
    item.gates -= 1
    if verdict != Answer.YES:
        state.teams[item.team].submitted_effort -= item.planned
        close(book, ItemAccount.APPROVAL, item, Stage.LAPSED, moment)
        return False
    elapse(book, ItemAccount.APPROVAL, item, moment)
    return item.gates == 0
