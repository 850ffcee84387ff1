"""Work and platforms that the scenario names keep their names in the story, and what it states of them is told as stated."""

from tests.conftest import SMALL, Make
from tests.unit.explain.conftest import Told

from orgsim.engine.mechanisms.work.planning import BACKLOG_LIFE
from orgsim.engine.vocabulary import ItemAccount
from orgsim.explain.story_duplicate import duplicate_story
from orgsim.explain.story_initiative import initiative_story
from orgsim.explain.telling import there_are
from orgsim.explain.watch import watched
from orgsim.explain.words import Tongue

NAMED = (
    SMALL
    + """
initiatives:
  new-checkout: {team: search-a, value: 9000, effort: 90, state: in_work, done: 0.25}
  vat-rules:    {domain: search, value: 600, effort: 60, state: funded, due: {quarter: 2}}
  search-1:     {domain: search, value: 900, effort: 80}
platforms:
  mail:     {team: search-a, domain: search, run_cost: 2.5, used_by: [billing-a]}
  mail-too: {team: search-b, same_as: mail, run_cost: 1.5, age: 5}
horizon: {warmup_quarters: 1, quarters: 3}
"""
)


def test_what_the_scenario_names_is_told_by_its_name(make: Make) -> None:
    """Work in hand is not said to have been approved in the run; a platform is there from before; no opportunity takes a stated name."""
    organization = make(NAMED)
    state, log = watched(organization, 3, 0)
    tongue = Tongue(organization, log)
    names = there_are(tongue, "initiative")
    assert {"new-checkout", "vat-rules", "search-1", "search-1~", "search-2"} <= set(names)
    assert len(names) == len(set(names))
    texts = [sentence.text for sentence in initiative_story(tongue, "new-checkout")]
    assert texts[:3] == [
        "the idea reaches team search-a, for which pm-1 answers",
        "by then it has long been funded, as the scenario states",
        "team search-a begins to work on it",
    ]
    assert "mail-too" in there_are(tongue, "duplicate")
    born = duplicate_story(tongue, "mail-too")[0]
    assert born.minute == 13 * 2400
    assert born.text.startswith("mail-too of team search-b is there from before: it was begun ")
    assert born.text.endswith("though team search-a has the like of it (mail)")
    for what in ("idea", "approval", "backlog", "working", "waiting_decision", "waiting_dependency"):
        booked = state.item_book[:, ItemAccount[what.upper()]].sum()
        assert sum(row.amount for row in log.of("stretch", what=what)) == booked, what


def test_whatever_is_given_up_has_a_reason(shipped: Told) -> None:
    """An initiative is given up for one of four reasons, and only those wait too long that the rule says do."""
    log = shipped.tongue.log
    for row in log.of("given_up", piece=""):
        assert row.how in ("not_worth_it", "too_long", "by_proposal", "no_team")
        waits = sum(one.amount for one in log.of("stretch", initiative=row.initiative, piece="", what="backlog"))
        if row.how == "too_long":
            assert waits > BACKLOG_LIFE * 2400
        if row.how == "by_proposal":
            assert log.of("answered", initiative=row.initiative, what="stop", how="yes")
