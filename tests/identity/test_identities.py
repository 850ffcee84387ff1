"""The identities that keep the model honest: ablation, relabelling, null, order, series, threads, drivers. All bit for bit."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import ROOT, SMALL, run, shipped_designs

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state, simulate
from orgsim.organization.build import build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

BY_POST = ("posts", "desks", "held", "person_book", "desk_book", "errand_book", "interests", "insights")
BY_PERSON = ("people", "beliefs", "heard", "views", "doubts")
NOT_COST = ("cost", "portfolio_roi")


def metrics_of(organization, state, without=()):
    """Return every metric, in total and by quarter, as bytes."""
    return {
        name: (total, values.tobytes())
        for name, (total, values) in measure(organization, state).items()
        if name not in without
    }


def same(first, second):
    """Compare dictionaries of metrics where NaN equals NaN."""
    assert first.keys() == second.keys()
    for name, (total, values) in first.items():
        assert np.array_equal(total, second[name][0], equal_nan=True), name
        assert values == second[name][1], name


def digest(state):
    """Return every table of a state as bytes."""
    return {field.name: getattr(state, field.name).tobytes() for field in dataclasses.fields(state)}


def called(organization, rows):
    """Return the names of the posts in some rows; None where there is none."""
    return [organization.posts[row] if row >= 0 else None for row in rows.tolist()]


def assert_equal_but_for(organization, state, other_organization, other):
    """Assert that all state is equal except the rows of the posts that only the second design has."""
    rows = [row for row, name in enumerate(other_organization.posts) if name in organization.posts]
    names = dict(enumerate(organization.posts))
    for table in ("items", "teams", "capabilities", "requests"):
        left, right = getattr(state, table), getattr(other, table)
        count = {"items": state.counters[0].items, "capabilities": state.counters[0].capabilities}.get(table, len(left))
        count = int(state.counters[0].requests) if table == "requests" else int(count)
        for field in left.dtype.names:
            if field in ("owner", "company", "at", "author", "decider") or (
                table == "requests" and field in ("subject", "other")
            ):
                continue  # these point at rows of posts, which are numbered anew
            if field in ("noticed_by", "noticed_from"):
                mine, theirs = left[field][:count], right[field][:count]
                assert called(organization, mine) == called(other_organization, theirs), (table, field)
                continue
            assert np.array_equal(left[field][:count], right[field][:count]), (table, field)
    for table in ("held", "person_book", "desk_book", "errand_book", "interests", "insights"):
        assert np.array_equal(getattr(state, table), getattr(other, table)[rows]), table
    for table in ("team_book", "item_book", "strategy", "objectives", "hosts", "tally"):
        assert np.array_equal(getattr(state, table), getattr(other, table)), table
    for row, name in names.items():
        here, there = state.posts[row].person, other.posts[rows[row]].person
        assert (here < 0) == (there < 0), name
        if here >= 0:
            assert np.array_equal(state.beliefs[here], other.beliefs[there]), name
            assert np.array_equal(state.heard[here], other.heard[there]), name
            assert np.array_equal(state.views[here], other.views[there]), name
            assert state.people[here].key == other.people[there].key


DETACHED = {
    "a portfolio PM": "{role: ppm, detached: true}",
    "a group PM": "{role: gpm, detached: true}",
    "a director": "{role: director, detached: true}",
}


@pytest.mark.parametrize("post", DETACHED.values(), ids=DETACHED.keys())
@pytest.mark.parametrize("quarter", [0, 3])
@pytest.mark.parametrize("replication", [0, 5])
def test_a_detached_post_changes_nothing(make, post, quarter, replication):
    """A post without hours, edges and rights leaves all state and every metric but cost as they were, whatever its role."""
    plain = make()
    text = f"extends: small.yaml\nname: with\nchanges:\n  - quarter: {quarter}\n    posts: {{extra: {post}}}\n"
    ablated = make(text, name="with.yaml")
    first, second = run(plain, replication), run(ablated, replication)
    assert_equal_but_for(plain, first, ablated, second)
    same(metrics_of(plain, first, NOT_COST), metrics_of(ablated, second, NOT_COST))
    assert measure(plain, first)["cost"][0] < measure(ablated, second)["cost"][0]


def test_a_detached_post_from_the_start_changes_nothing(make):
    """The same holds for a post that is there from week 0."""
    plain = make()
    ablated = make(SMALL + "  extra: {role: director, detached: true}\n", name="with.yaml")
    first, second = run(plain), run(ablated)
    assert_equal_but_for(plain, first, ablated, second)


@pytest.mark.parametrize("path", shipped_designs(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_detached_post_changes_nothing_in_any_shipped_design(path, tmp_path):
    """The ablation identity holds in every design that comes with orgsim."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in path.parent.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    text = f"extends: {path.name}\nname: ablated\nchanges:\n  - posts: {{zz-extra: {{role: ppm, detached: true}}}}\n"
    (folder / "ablated.yaml").write_text(text, encoding="utf-8")
    plain, ablated = build(load_design(path)), build(load_design(folder / "ablated.yaml"))
    first, second = run(plain), run(ablated)
    same(metrics_of(plain, first, NOT_COST), metrics_of(ablated, second, NOT_COST))


def test_an_empty_change_changes_nothing(make):
    """An era that begins without any change is no event: no tie, interest or queue moves."""
    plain = make()
    eventful = make(
        "extends: small.yaml\nchanges:\n  - week: 5\n    posts: {}\n  - quarter: 2\n    posts: {}\n", name="e.yaml"
    )
    first, second = digest(run(plain)), digest(run(eventful))
    eras = ("era_weeks", "post_plan", "team_plan", "tie_plan", "counters")
    assert {k: v for k, v in first.items() if k not in eras} == {k: v for k, v in second.items() if k not in eras}


RELABELLED = """
roles:
  zebra: {title: Z, hours: {administration: 4, contact: 8, desk: 4, portfolio: 0, product: 24},
          rights: {scope: decide}, skills: {discovery: 0.5, execution: 0.5, coaching: 0.4}, salary: 150, weeks_to_fill: 7}
  aardvark: {title: A, track: ic, hours: {administration: 6, contact: 16, desk: 8, portfolio: 4, product: 0},
             rights: {fund: decide, scope: approve, prioritize: decide, staff: decide, shift: propose, consolidate: propose,
                      explore: consult, review: consult},
             skills: {discovery: 0.6, execution: 0.6, coaching: 0.6, analytics: 0.55, influence: 0.6, strategy: 0.6}, salary: 235, weeks_to_fill: 13}
"""


def test_renaming_roles_changes_nothing(make):
    """Roles under other names and tracks, with the same rights, hours and skills, give the same state bit for bit."""
    plain = make()
    renamed = make(
        SMALL.replace("role: pm,", "role: zebra,").replace("role: director,", "role: aardvark,") + RELABELLED
    )
    assert digest(run(plain)) == digest(run(renamed))


def test_order_of_rows_and_display_names_change_nothing(make):
    """Sections, rows and keys in another order, and other display names, give the same state bit for bit."""
    import random

    from ruamel.yaml import YAML

    data = YAML(typ="safe").load(SMALL)
    shuffled = {}
    for key in random.Random(3).sample(list(data), len(data)):
        value = data[key]
        if isinstance(value, dict):
            value = dict(random.Random(4).sample(list(value.items()), len(value)))
        shuffled[key] = value
    for name, post in shuffled["posts"].items():
        post["name"] = f"The Honourable {name}"
    import io

    text = io.StringIO()
    YAML().dump(shuffled, text)
    assert digest(run(make())) == digest(run(make(text.getvalue())))


def test_two_identical_designs_differ_by_nothing(make, tmp_path):
    """Null: the same design under two names, without any cache, differs by exactly zero in every future."""
    first = make(SMALL)
    second = make("extends: small.yaml\nname: twin\n", name="twin.yaml")
    for replication in range(5):
        same(metrics_of(first, run(first, replication)), metrics_of(second, run(second, replication)))


def test_recording_the_series_changes_nothing(make):
    """With and without the weekly series, all else is the same."""
    organization = make()
    with_series = digest(simulate(organization.blueprint, 7, 0, record=True))
    without = digest(simulate(organization.blueprint, 7, 0))
    assert len(with_series.pop("series")) > 0
    without.pop("series")
    assert with_series == without


def test_week_by_week_is_the_same_as_at_once(make):
    """The whole run in one call and week by week give the same state."""
    organization = make()
    fate = luck(7, 0)
    state = new_state(organization.blueprint, fate)
    for week in range(organization.blueprint.weeks):
        schedule.run(state, fate, week, week + 1)
    assert digest(state) == digest(simulate(organization.blueprint, 7, 0))


def test_mesa_steps_are_the_same_weeks(write):
    """``OrgModel.step()`` goes through the same states as ``simulate``."""
    from orgsim.model import OrgModel

    path = write(SMALL)
    model = OrgModel(path, seed=7, replication=3)
    while model.running:
        model.step()
    assert digest(model.state) == digest(run(build(load_design(path)), 3))


def test_other_luck_is_other_luck(make):
    """Seeds and replications give different futures."""
    organization = make()
    futures = {digest(run(organization, replication, seed))["items"] for replication in (0, 1) for seed in (7, 8)}
    assert len(futures) == 4


def test_demand_is_the_same_in_every_design():
    """All designs of a folder face the same opportunities and the same strategy, whatever their posts and teams."""
    designs = [build(load_design(path)) for path in shipped_designs() if path.parent.name == "reorg"]
    states = [new_state(organization.blueprint, luck(3, 4)) for organization in designs]
    for state in states[1:]:
        assert state.items.tobytes() == states[0].items.tobytes()
        assert state.objectives.tobytes() == states[0].objectives.tobytes()
        assert state.strategy.tobytes() == states[0].strategy.tobytes()


def test_one_more_hire_leaves_other_peoples_luck_alone(make):
    """An extra product manager changes whom others meet, but nobody else's key, skills, first beliefs or friends."""
    plain = make()
    crowded = make(SMALL + "  pm-7:  {role: pm, reports_to: dir-b}\n", name="crowded.yaml")
    fate = luck(7, 0)
    states = [new_state(organization.blueprint, fate) for organization in (plain, crowded)]
    for organization, state in zip((plain, crowded), states, strict=True):
        schedule.run(state, fate, 0, 1)
        assert len(organization.posts) == len(state.posts)
    for row, name in enumerate(plain.posts):
        other = crowded.posts.index(name)
        here, there = states[0].posts[row].person, states[1].posts[other].person
        for field in ("key", "skills", "susceptibility"):
            assert np.array_equal(states[0].people[here][field], states[1].people[there][field])
        assert np.array_equal(states[0].first_beliefs[here], states[1].first_beliefs[there])
    friends = [
        {
            (organization.posts[tie.receiver], organization.posts[tie.source])
            for tie in organization.blueprint.ties
            if tie.layer == 3
        }
        for organization in (plain, crowded)
    ]
    assert friends[0] == {pair for pair in friends[1] if "pm-7" not in pair}


FINGERPRINT = """
import dataclasses, hashlib, sys
from orgsim.engine.simulation import simulate
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
organization = build(load_design(sys.argv[1], sys.argv[2:]))
for replication in range(2):
    state = simulate(organization.blueprint, 7, replication)
    for field in dataclasses.fields(state):
        print(field.name, hashlib.sha256(getattr(state, field.name).tobytes()).hexdigest())
"""


def fingerprint(path: Path, *settings: str, **environment: str) -> str:
    """Return the hashes of every table after two runs in a fresh Python."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", FINGERPRINT, str(path), *settings],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


FIFTEEN = ROOT / "scenarios" / "product-org" / "today.yaml"
SHORT = ("horizon.warmup_quarters=1", "horizon.quarters=1")


def test_compiled_and_interpreted_runs_are_the_same():
    """With the compiler off, 13 posts over 2 quarters go through the same state bit for bit, without a single warning."""
    compiled = fingerprint(FIFTEEN, *SHORT)
    interpreted = fingerprint(FIFTEEN, *SHORT, NUMBA_DISABLE_JIT="1")
    assert compiled.splitlines() == interpreted.splitlines()


@pytest.mark.slow
def test_documented_parts_of_numba_give_the_same_runs():
    """With arrays made by ``carray``, which needs no private part of numba, the state is the same bit for bit."""
    assert fingerprint(FIFTEEN, *SHORT, ORGSIM_PLAIN_ARRAYS="1") == fingerprint(FIFTEEN, *SHORT)


def test_hash_seeds_do_not_matter():
    """Python's own hash seed, which orders sets, has no influence."""
    assert fingerprint(FIFTEEN, *SHORT, PYTHONHASHSEED="1") == fingerprint(FIFTEEN, *SHORT, PYTHONHASHSEED="4321")


def test_threads_do_not_matter(write, tmp_path):
    """One worker and two write the same files, byte for byte."""
    from orgsim.results.files import TABLES
    from orgsim.results.plan import make_plan
    from orgsim.results.runner import run_plan

    plan = make_plan([write(SMALL)], seed=3, replications=30)
    for workers in (1, 2):
        run_plan(plan, tmp_path / str(workers), workers=workers)
    files = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*.*"))
    assert len(files) == len(TABLES) * 3 + 1
    for file in files:
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes(), file


STRICT = """
import dataclasses, sys
import numpy as np
from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.state import State
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

def checked(key):
    for part in key if isinstance(key, tuple) else (key,):
        if isinstance(part, (int, np.integer)) and part < 0:
            raise IndexError(f"index {part}: somebody followed a pointer to nothing")

class StrictArray(np.ndarray):
    def __getitem__(self, key):
        checked(key)
        return super().__getitem__(key)
    def __setitem__(self, key, value):
        checked(key)
        super().__setitem__(key, value)

class StrictRecords(np.recarray):
    def __getitem__(self, key):
        checked(key)
        return super().__getitem__(key)

organization = build(load_design(sys.argv[1], sys.argv[2:]))
fate = luck(7, 1)
state = new_state(organization.blueprint, fate)
strict = State(**{
    field.name: getattr(state, field.name).view(
        StrictRecords if isinstance(getattr(state, field.name), np.recarray) else StrictArray)
    for field in dataclasses.fields(state)
})
schedule.run(strict, fate, 0, organization.blueprint.weeks)
"""


@pytest.mark.parametrize("design", ["today", "gpm-groups", "ppm-added"])
def test_no_rule_follows_a_pointer_to_nothing(design):
    """NONE is -1, which an array would silently take for its last row: interpreted on strict arrays, nothing does that."""
    subprocess.run(
        [sys.executable, "-c", STRICT, str(ROOT / "scenarios" / "reorg" / f"{design}.yaml")]
        + ["horizon.warmup_quarters=1", "horizon.quarters=2", "parameters.staffing.attrition_rate=0.9"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
    )


WITH_LADDER = f"ladder: product\n{SMALL}"


def test_ablation_holds_with_a_ladder(make):
    """A detached post is no candidate, rates nobody and is nobody's vacancy: careers of the others stay the same bit for bit."""
    plain = make(WITH_LADDER)
    more = make(WITH_LADDER + "  ghost: {role: director, detached: true}\n")
    for replication in range(3):
        first, second = run(plain, replication), run(more, replication)
        assert_equal_but_for(plain, first, more, second)
        same(metrics_of(plain, first, NOT_COST), metrics_of(more, second, NOT_COST))


def test_a_ladder_without_promotions_changes_no_work(make):
    """With the switch off, naming a ladder leaves everything but its bookkeeping as it was."""
    off = "mechanisms.promotions=false"
    for replication in range(2):
        first = run(make(SMALL, off), replication)
        second = run(make(WITH_LADDER, off), replication)
        assert first.items.tobytes() == second.items.tobytes()
        assert first.team_book.tobytes() == second.team_book.tobytes()
        assert first.person_book.tobytes() == second.person_book.tobytes()


def test_people_rise_and_are_never_in_two_places(make):
    """Over many futures somebody is promoted, posts are filled from inside, and nobody ever holds two posts."""
    organization = make(WITH_LADDER, "horizon.quarters=24", "parameters.staffing.attrition_rate=0.4")
    promotions = appointments = 0.0
    for replication in range(4):
        state = run(organization, replication)
        promotions += state.staffed.promoted.sum()
        appointments += state.pulse.appointments.sum()
        holders = [post.person for post in state.posts if post.person >= 0]
        assert len(set(holders)) == len(holders)
        assert all(state.people[post.person].post == row for row, post in enumerate(state.posts) if post.person >= 0)
    assert promotions > 5
    assert appointments > 0


PRACTICES = f"""{SMALL}
governance:
  forums: {{planning: {{members: [vp, dir-a, dir-b, pm-1, pm-4], hours_per_quarter: 10}}}}
  raters: [dir-a, dir-b]
  investment_review: [vp, dir-a, dir-b]
events:
  - {{kind: strategy_shift, quarter: 1, objectives: [growth, trust], factor: 1}}
  - {{kind: demand_surge, quarter: 1, quarters: 2, domain: search, factor: 2}}
  - {{kind: hiring_freeze, quarter: 2, quarters: 2}}
  - {{kind: departure, quarter: 2, week: 3, post: dir-a}}
"""


def test_ablation_holds_with_practices_and_events(make):
    """A detached post is in no forum, rates nothing and reviews nothing: the rest stays the same bit for bit."""
    plain = make(PRACTICES)
    more = make(PRACTICES.replace("posts:", "posts:\n  ghost: {role: ppm, detached: true}"))
    for replication in range(2):
        first, second = run(plain, replication), run(more, replication)
        assert_equal_but_for(plain, first, more, second)
        same(metrics_of(plain, first, NOT_COST), metrics_of(more, second, NOT_COST))


def test_practices_cost_hours_and_do_nothing_else_directly(make):
    """Without minutes for scoring, ties or portfolio time, a rater more changes only who scores; empty practices change nothing."""
    empty = make(SMALL + "governance: {forums: {}, raters: [], investment_review: []}\n")
    assert digest(run(make())) == digest(run(empty))
    books = run(make(PRACTICES)).person_book.sum(axis=(1, 2))
    assert (books == run(make()).person_book.sum(axis=(1, 2))).all()


def test_events_are_part_of_the_market_in_every_design(make):
    """A strategy shift and a surge change the same opportunities and weights whatever the design; a departure empties its post."""
    calm, stormy = run(make()), run(make(PRACTICES))
    assert not np.array_equal(calm.strategy, stormy.strategy)
    assert len(stormy.objectives) > len(calm.objectives)
    design = make("extends: small.yaml\nname: d\nevents: []\nchanges: [{posts: {x: {role: pm, reports_to: vp}}}]\n")
    assert np.array_equal(run(design).strategy, calm.strategy)


@pytest.mark.parametrize("ghost", ["aa", "zz55", "ghost"])
def test_ablation_holds_with_a_team_nobody_owns(make, ghost):
    """A team without an owner points at no post: a detached one, wherever it sorts, changes nothing."""
    text = SMALL.replace("owner: pm-4", "wip: 3")
    plain, more = make(text), make(text.replace("posts:", f"posts:\n  {ghost}: {{role: director, detached: true}}"))
    for replication in range(2):
        first, second = run(plain, replication), run(more, replication)
        same(metrics_of(plain, first, NOT_COST), metrics_of(more, second, NOT_COST))


def test_seeds_of_64_bits_do_not_alias():
    """Seeds that differ in their upper half only give different luck."""
    assert luck(1, 0) != luck(2**32, 0)
    assert luck(1, 0) != luck(1 + 2**32, 0)
    assert luck(7, 3) != luck(7 | 7 << 32, 3)
