"""A ladder that extends another: what it changes, what it leaves, and where its mistakes stand."""

from pathlib import Path

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.unit.ladder.conftest import SMALL

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers
from orgsim.scenario.ladder.diff import difference
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder, read_ladder
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.shipped_files import shipped_ladders


@pytest.fixture
def write(tmp_path: Path):
    """Return a function that writes a ladder beside the small one and returns its file."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")

    def written(text: str, name: str = "own.yaml") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


def problems_in(path: Path) -> list[str]:
    """Return every problem in a ladder file, with its place."""
    with pytest.raises(ScenarioError) as caught:
        load_ladder(path)
    return [problem.text() for problem in caught.value.problems]


def futures_of(ladder: Ladder):
    """Return some simulated futures of a ladder."""
    return simulate_careers(
        plan_careers(ladder, policy_named(ladder.policy.name, ladder.policy.settings), settings_from({}), 12),
        replications=3,
    )


@pytest.mark.parametrize("name", sorted(shipped_ladders()))
def test_an_empty_extension_is_the_same_ladder(write, name: str) -> None:
    """It says the same in every field but its name, and its futures are the same bit for bit."""
    base, own = load_ladder(shipped_ladders()[name]), load_ladder(write(f"extends: {name}\n"))
    assert own.model_copy(update={"name": base.name}) == base
    first, second = futures_of(base), futures_of(own)
    for field in ("series", "flows", "at_risk", "cases", "gaps"):
        assert np.array_equal(getattr(first, field), getattr(second, field))


def test_whatever_a_ladder_says_of_itself_again_changes_nothing(write) -> None:
    """A ladder laid over itself is itself, in the same order."""
    path = write(SMALL + "extends: small.yaml\n")
    assert load_ladder(path) == load_ladder(path.with_name("small.yaml"))


def test_changes_are_laid_over(write) -> None:
    """Values change, levels come and go with their moves, and moves are told apart by their ends."""
    read = read_ladder(
        write(
            "extends: small.yaml\n"
            "levels:\n"
            "  pm: {seats: 50}\n"
            "  vp: null\n"
            "  staff: {title: Staff, track: ic, rung: 3, seats: 2}\n"
            "moves:\n"
            "  - {from: group, to: senior, rate_per_year: 0.2}\n"
            "  - {from: senior, to: staff}\n"
            "  - {from: group, to: director, remove: true}\n"
        )
    )
    assert read.base is not None
    found = difference(read.base, read.ladder)
    assert found.numbers == {"pm.seats": (40, 50), "group -> senior rate_per_year": (None, 0.2)}
    assert list(found.levels_removed) == ["vp"]
    assert list(found.levels_added) == ["staff"]
    assert found.moves_added == ["senior -> staff (promotion)"]
    assert found.moves_removed == ["group -> director (promotion)", "director -> vp (promotion)"]
    assert [move.kind for move in read.ladder.moves_from("group")] == ["return"]


def test_another_policy_brings_no_settings(write) -> None:
    """Settings belong to the policy that they were written for."""
    base = SMALL + "policy: {name: committee, settings: {raters: 5}}\n"
    write(base, "small.yaml")
    assert load_ladder(write("extends: small.yaml\npolicy: {name: seniority}\n")).policy.settings == {}
    same = load_ladder(write("extends: small.yaml\npolicy: {settings: {noise: 0.5}}\n"))
    assert same.policy.settings == {"raters": 5, "noise": 0.5}


def test_a_chain_of_extensions(write) -> None:
    """What extends an extension has the changes of both."""
    write("extends: small.yaml\nlevels: {pm: {seats: 41}}\n", "middle.yaml")
    found = load_ladder(write("extends: middle.yaml\nlevels: {senior: {seats: 25}}\n"))
    assert (found.levels["pm"].seats, found.levels["senior"].seats) == (41, 25)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("extends: small.yaml\nlevels:\n  pm: {seat: 3}\n", ["own.yaml:3:8: E101", "seats"]),
        ("extends: small.yaml\nlevels:\n  pn: null\n", ["own.yaml:3:3: E320", "'pn'"]),
        ("extends: small.yaml\nmoves:\n  - {from: pm, to: vp, remove: true}\n", ["own.yaml:3:5: E320", "pm -> vp"]),
        ("extends: small.yaml\nmoves:\n  - {from: pm, to: svp}\n", ["own.yaml:3:", "E301", "svp"]),
        ("extends: small.yaml\nmoves:\n  - {from: vp, to: pm}\n", ["own.yaml:3:", "E603", "rung 5"]),
        ("extends: prodct\n", ["own.yaml:1:10: E325", "did you mean 'product'"]),
        ("extends: own.yaml\n", ["own.yaml:1:10: E322", "itself"]),
        ("extends: [small.yaml]\n", ["own.yaml:1:", "E321"]),
        ("extends: small.yaml\nmoves: none\n", ["own.yaml:2:8: E2"]),
    ],
)
def test_mistakes_stand_where_they_were_made(write, text: str, places: list[str]) -> None:
    """A mistake of an extension is reported in its own file, at its line, with the nearest name."""
    (told,) = problems_in(write(text))
    assert all(place in told for place in places)


def test_a_mistake_of_the_baseline_stands_there(write) -> None:
    """What is wrong with the ladder that is extended is reported in its file."""
    write(SMALL.replace("seats: 40", "seats: -1"), "small.yaml")
    (told,) = problems_in(write("extends: small.yaml\n"))
    assert "small.yaml:12:" in told


def test_a_scenario_may_name_an_extension(write) -> None:
    """The ladder of a scenario is what its file says, with everything that it extends, or an extension in place."""
    from orgsim.scenario.reading import read

    path = write("extends: small.yaml\nlevels: {pm: {seats: 50}}\n")
    for text in ("ladder: own.yaml\n", "ladder: {extends: small.yaml, levels: {pm: {seats: 50}}}\n"):
        scenario = path.with_name("today.yaml")
        scenario.write_text(text, encoding="utf-8")
        found = read(scenario, []).document.data["ladder"]
        assert found["levels"]["pm"]["seats"] == 50
        assert found["levels"]["vp"]["seats"] == 2
        assert "extends" not in found


def test_the_example_of_the_documents(write) -> None:
    """It loads, and does what its comments say."""
    text = (ROOT / "docs" / "ladders.md").read_text(encoding="utf-8")
    (example,) = [block.split("```")[0] for block in text.split("```yaml\n")[1:] if block.startswith("extends:")]
    read = read_ladder(write(example))
    assert read.base is not None
    found = difference(read.base, read.ladder)
    assert list(found.levels_removed) == ["cpo"]
    assert found.moves_added == ["pm -> director (promotion)"]
    assert "group-pm -> principal-pm (return)" in found.moves_removed
    assert found.numbers["senior-pm.promotion_share"] == (0.125, 0.3)
