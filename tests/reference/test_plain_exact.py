"""The plain Mesa reference and the engine tell the same story, event by event and minute by minute.

Still worlds: nothing is left to chance but what both are given (opportunities, service times of desks, the moment of a question). Worlds
without desks are run with dice of the reference's own: there is nothing left to roll. Lively worlds: everything is left to chance, both
get the same luck, and still every launch, decision, request, belief and booked minute is the same.
"""

import pytest

from orgsim.engine.simulation import simulate
from tests.reference.plain import beliefs, capabilities, voices
from tests.reference.plain.desk import Desk
from tests.reference.plain.engine_side import friends_of, market_of, reference_of, story_of_engine, story_of_reference
from tests.reference.plain.luck import OwnLuck
from tests.reference.plain.model import ReferenceModel, refuse
from tests.reference.plain.people import Person, Post
from tests.reference.plain.team import Team
from tests.reference.plain.work import Request
from tests.reference.plain.worlds import ALONE, ASKED, COMPANY, CROWDED, OUTSPOKEN, PEERS, TWO, covered, still

SEED = 11

QUESTIONS = "parameters.exceptions.exception_probability=1"
SHARED = ("demand.need_probability=1", "demand.types_per_domain=1")
PIECES = ("demand.dependency_probability=1",)
MISREAD = ("demand.drift_probability=1", "parameters.beliefs.strategy_error=0.5", "parameters.beliefs.detail_lost=0.2")
KNOWN = ("demand.need_probability=1", "demand.overlap=0.5", "demand.types_per_domain=4", "mechanisms.news=true")

NO_DESKS = {
    "one team alone": (ALONE, ()),
    "one item at a time": (ALONE, ("teams.search.wip=1",)),
    "many items at a time": (ALONE, ("teams.search.wip=6", "parameters.delivery.switching_loss=0.3")),
    "launches that do harm": (
        ALONE,
        ("demand.value_shift=0.85", "demand.drift_probability=1", "parameters.delivery.size_exponent=1"),
    ),
    "demand that no team serves": (
        TWO | {"teams": {"search": TWO["teams"]["search"]}},
        ("mechanisms.approvals=false",),
    ),
    "a team without an owner": (ALONE | {"teams": {"search": {"domain": "search"}}}, ()),
    "built twice, unaware": (PEERS, SHARED),
}
DESKS = {
    "an approving lead and a deciding director": (TWO, ()),
    "a busy lead": (TWO, ("parameters.decisions.minutes_to_decide=400",)),
    "nobody decides in time": (
        TWO,
        ("parameters.decisions.request_patience=0.1", "parameters.decisions.minutes_to_decide=900"),
    ),
    "questions answered at once": (ALONE, (QUESTIONS,)),
    "questions that climb to the top": (TWO, (QUESTIONS, "parameters.exceptions.climb_probability=1")),
    "questions that nobody answers": (ALONE, (QUESTIONS, "posts.pm.hours.desk=0")),
    "questions of an absent owner": (ALONE | {"posts": {"pm": {"role": "owner", "vacant": True}}}, (QUESTIONS,)),
    "reuse": (TWO, (*KNOWN, "parameters.capabilities.reuse_patience=100")),
    "built twice, knowingly": (TWO, (*KNOWN, "parameters.capabilities.reuse_patience=0")),
    "pieces of each other": (TWO, PIECES),
    "a strategy that shifts": (TWO, ("demand.drift_probability=1",)),
    "a strategy that is seen dimly": (TWO, MISREAD),
    "people who are asked": (ASKED, (*PIECES, "demand.value_sigma=1", "parameters.judgement.case_noise=1")),
    "people who are told": (ASKED, (*KNOWN, *PIECES, QUESTIONS)),
}


def agree(organization, future=0):
    """Raise unless both tell the same story, with the same luck; return it."""
    expected = story_of_engine(organization, simulate(organization.blueprint, SEED, future))
    found = story_of_reference(reference_of(organization, SEED, future).run())
    for part, told in expected.items():
        assert found[part] == told, part
    return found


def minutes(story, account):
    """Return the minutes of all teams on an account."""
    return sum(spent for name, spent in story["teams"].items() if name.endswith(f" {account}"))


@pytest.mark.parametrize("name", NO_DESKS)
def test_still_worlds_without_desks_are_the_same_with_other_dice(name):
    text, settings = NO_DESKS[name]
    organization = still(text, *settings)
    expected = story_of_engine(organization, simulate(organization.blueprint, SEED, 0))
    market = market_of(organization, SEED, 0)
    model = ReferenceModel(organization.design.baseline, market, OwnLuck(1), friends_of(organization)).run()
    found = story_of_reference(model)
    for part in ("stages", "decisions", "launches", "teams", "posts", "promises", "beliefs", "trust"):
        assert found[part] == expected[part], part
    one, other = (sorted(event[1:] for event in story["capabilities"]) for story in (found, expected))
    assert one == other


@pytest.mark.parametrize("name", DESKS)
def test_still_worlds_with_desks_are_the_same(name):
    text, settings = DESKS[name]
    agree(still(text, *settings))


def test_the_still_worlds_are_about_what_they_say():
    def story(worlds, name):
        text, settings = worlds[name]
        return agree(still(text, *settings))

    assert len(story(NO_DESKS, "one team alone")["launches"]) > 5
    assert minutes(story(NO_DESKS, "launches that do harm"), "rollback") > 0
    assert minutes(story(NO_DESKS, "built twice, unaware"), "duplicate_unaware") > 0
    assert minutes(story(DESKS, "built twice, knowingly"), "duplicate_rational") > 0
    assert minutes(story(DESKS, "reuse"), "integration") > 0
    assert minutes(story(DESKS, "reuse"), "support") > 0
    assert all(lapsed for *_, lapsed in story(DESKS, "questions that nobody answers")["requests"] if _[2] >= 0)
    assert any(hops == 4 for *_, hops, _ in story(DESKS, "questions that climb to the top")["requests"])
    assert any(lapsed for *_, lapsed in story(DESKS, "nobody decides in time")["requests"])
    assert any(hops > 1 for *_, hops, _ in story(DESKS, "an approving lead and a deciding director")["requests"])


@pytest.mark.parametrize("future", range(2))
@pytest.mark.parametrize(
    ("text", "settings"), [(COMPANY, ()), (CROWDED, ()), (OUTSPOKEN, MISREAD)], ids=["company", "crowded", "outspoken"]
)
def test_lively_worlds_are_the_same_under_the_same_luck(text, settings, future):
    story = agree(covered(text, *settings), future)
    assert len(story["launches"]) > 10
    assert len(story["requests"]) > 100


def no_loss(team):
    return 0.0


def last_come(request):
    return (request.urgency, -request.arrived, request.key)


def never(*_):
    return False


def to_nobody(post, action, right):
    return None


def for_ever(desk, now):
    return None


def nothing(_):
    return None


def nobody(*_):
    return []


def word_for_word(told, lost):
    return told


MUTANTS = {
    "switching costs nothing": (Team, "switching_share", no_loss, NO_DESKS["many items at a time"]),
    "last come, first served": (Request, "rank", last_come, DESKS["a busy lead"]),
    "nobody reuses": (capabilities, "reuse_seems_better", never, DESKS["reuse"]),
    "nobody above has a say": (Post, "nearest_with", to_nobody, DESKS["an approving lead and a deciding director"]),
    "every case is decided by itself": (Desk, "plan_together", nothing, DESKS["a busy lead"]),
    "nothing gives way to a full desk": (Person, "weigh_week", nothing, DESKS["a busy lead"]),
    "superiors have no say on scope": (
        voices,
        "superiors_with_a_say",
        nobody,
        DESKS["an approving lead and a deciding director"],
    ),
    "nobody is consulted": (voices, "advisers", nobody, DESKS["people who are asked"]),
    "nobody is informed": (voices, "listeners", nobody, DESKS["people who are told"]),
    "talk loses nothing": (beliefs, "blurred", word_for_word, DESKS["a strategy that is seen dimly"]),
    "everybody waits for ever": (Desk, "lapse", for_ever, DESKS["questions that nobody answers"]),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_reference_is_found_out(name, monkeypatch):
    owner, rule, wrong, (text, settings) = MUTANTS[name]
    organization = still(text, *settings)
    agree(organization)
    monkeypatch.setattr(owner, rule, wrong)
    with pytest.raises(AssertionError):
        agree(organization)


FIXED_WEEKS = tuple(
    f"parameters.attention.{name}=1" for name in ("duty_floor", "batch_share", "administration_exponent")
)
"""Settings under which a week is divided as planned, whatever waits, and nothing is decided together."""


def in_proportion(person):
    post = person.post
    return post.administration + post.reports * int(person.model.dials.administration_per_report)


@pytest.mark.parametrize("future", range(2))
@pytest.mark.parametrize("text", [COMPANY, CROWDED], ids=lambda text: text["name"])
def test_weeks_without_triage_are_those_of_a_reference_without_it(text, future, monkeypatch):
    """With floors, batches and economies of 1 the engine is one in which nobody looks at the desks before dividing the week."""
    monkeypatch.setattr(Desk, "plan_together", nothing)
    monkeypatch.setattr(Person, "weigh_week", nothing)
    monkeypatch.setattr(Person, "administration", in_proportion)
    agree(covered(text, *FIXED_WEEKS), future)


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ("mechanisms.consolidation=true", "consolidation"),
        ("demand.diminishing_returns=0.5", "demand.diminishing_returns"),
        ("parameters.beliefs.map_effect=0.5", "parameters.beliefs.map_effect"),
        ("parameters.capabilities.inherited_share=0.5", "parameters.capabilities.inherited_share"),
        ("governance.roadmaps=features", "roadmaps of features"),
        ("governance.gates.legal={post: pm}", "gates"),
        ("initiatives.till={domain: search, value: 100, effort: 10}", "named initiatives"),
        ("platforms.mail={team: search, run_cost: 1}", "named platforms"),
    ],
)
def test_what_is_not_covered_is_refused(settings, what):
    with pytest.raises(ValueError, match=f"does not cover {what}"):
        refuse(still(ALONE, settings).design.baseline)
