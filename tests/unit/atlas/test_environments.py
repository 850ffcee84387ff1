"""The environments: data that any company can be laid under, and words for files that are none."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import TODAY

from orgsim.atlas.environments import NULL, environment_named, environments, read_environment
from orgsim.errors import InputError
from orgsim.scenario.design import load_design


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """Return the file of a small company."""
    path = tmp_path / "today.yaml"
    path.write_text(TODAY, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", environments())
def test_every_environment_can_be_laid_over_a_company(today: Path, name: str) -> None:
    """What it sets is known and legal, changes something unless it is the usual world, and raises no doubt."""
    found = environments()[name]
    design = load_design(today, found.settings)
    assert design.warnings == load_design(today).warnings
    assert (design.resolved() == load_design(today).resolved()) == (not found.settings)
    assert bool(found.settings) == (name != "usual")


def test_an_environment_adds_to_the_one_that_it_extends() -> None:
    """What it sets itself counts; the rest is that of the other."""
    calm, moving = (dict(said.split("=") for said in environments()[name].settings) for name in ("calm", "moving"))
    assert moving == {**calm, "demand.market_spread": "0.8", "demand.market_half_life": "8"}


def test_what_is_extended_may_extend_another(tmp_path: Path) -> None:
    """A file that adds to the null is calm, too, since the null is."""
    path = tmp_path / "seen.yaml"
    path.write_text(f"title: a\nsays: b\nsource: c\nextends: {NULL}\nset: {{parameters.planning.search_radius: 1}}\n")
    assert read_environment(path).settings == (*environments()[NULL].settings, "parameters.planning.search_radius=1")


def test_there_is_nothing_to_organise_in_the_null() -> None:
    """It is as calm as calm, all judges err alike, nobody pulls for the own domain, and looks take no time."""
    said = dict(said.split("=") for said in environments()[NULL].settings)
    assert all(said[key] == "0" for key in dict(one.split("=") for one in environments()["calm"].settings))
    assert said["parameters.judgement.common_error"] == "1"
    assert said["mechanisms.exceptions"] == "false"


def test_a_file_of_ones_own(tmp_path: Path, today: Path) -> None:
    """It needs no place in the order, and is called like its file."""
    path = tmp_path / "boom.yaml"
    path.write_text("title: Boom\nsays: Demand doubles.\nsource: ours\nextends: calm\nset: {demand.spill_size: 2}\n")
    found = environment_named(str(path))
    assert found.name == "boom"
    assert load_design(today, found.settings).baseline.demand.spill_size == 2
    assert load_design(today, found.settings).baseline.demand.overlap == 0


WRONG = {
    "no text": ("[1]", "an environment has"),
    "an unknown key": ("title: a\nsays: b\nsource: c\nset: {}\nsets: 1", "sets: "),
    "nothing set": ("title: a\nsays: b\nsource: c", "set: "),
    "an unknown base": ("title: a\nsays: b\nsource: c\nset: {}\nextends: clam", "did you mean 'calm'?"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_no_environment_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """The sentence says what is the matter and what an environment has."""
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        read_environment(path)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    """The error lists what there is."""
    with pytest.raises(InputError, match=r"no environment 'restles' \(did you mean 'restless'\?\)"):
        environment_named("restles")
