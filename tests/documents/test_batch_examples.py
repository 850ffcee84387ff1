"""The batch and search files that docs/experiments.md shows can be run as they stand, in the folder of the template that they name."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.conftest import ROOT

from orgsim.cli import main
from orgsim.experiments.study import study_of
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.search import load_search

BLOCKS = re.findall(
    r"^```yaml\n(.*?)^```", (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
BATCHES = [block for block in BLOCKS if block.startswith("designs:")]
SEARCHES = [block for block in BLOCKS if block.startswith("design:")]


@pytest.fixture
def reorg(tmp_path: Path) -> Path:
    """Return a folder with the template that the examples are about."""
    with pytest.raises(SystemExit):
        main(["init", str(tmp_path / "reorg"), "--template", "reorg"])
    return tmp_path / "reorg"


def thinned(text: str) -> str:
    """Return a batch with one seed, two futures, and of each key the first and the last value only."""
    batch = YAML(typ="safe").load(text)
    for key, factor in batch["vary"].items():
        ends = [factor[0], factor[-1]] if isinstance(factor, list) else [factor["from"], factor["to"]]
        batch["vary"][key] = ends
    lines = [f"{key}: {value!r}" for key, value in {**batch, "seeds": [1], "replications": 2}.items()]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("place", range(len(BATCHES)))
def test_every_case_of_an_example_can_be_built(reorg: Path, place: int) -> None:
    """All designs of all cases can be built, with the ends of everything that is varied; the file as it stands is right by itself."""
    (reorg / "shown.yaml").write_text(BATCHES[place], encoding="utf-8")
    load_batch(reorg / "shown.yaml")
    (reorg / "thin.yaml").write_text(thinned(BATCHES[place]), encoding="utf-8")
    study = study_of(load_batch(reorg / "thin.yaml"), reorg / "out")
    assert not study.broken.cases
    assert len(study.entries) >= 4


def test_the_search_that_is_shown_has_designs(reorg: Path) -> None:
    """The file is right by itself, and most of its answers make a design."""
    (text,) = SEARCHES
    (reorg / "shown.yaml").write_text(text, encoding="utf-8")
    file = load_search(reorg / "shown.yaml")
    made = 0
    for question, answers in file.search.choices.items():
        for answer in answers:
            others = {other: next(iter(found)) for other, found in file.search.choices.items()}
            try:
                file.design({**others, question: answer})
            except ScenarioError:
                continue
            made += 1
    assert made >= 5


def test_there_are_examples() -> None:
    """The search finds the batches and the search of the page."""
    assert len(BATCHES) == 2
    assert len(SEARCHES) == 1
