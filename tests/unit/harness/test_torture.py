"""The torture suite itself: its cases are counted, its failures are noticed, and its page keeps what it is told."""

import random
import subprocess
import sys
from collections import Counter

from ruamel.yaml import YAML
from tests.conftest import ROOT
from tests.torture import forest, page
from tests.torture.attack import NAMES, attack_named, unlisted
from tests.torture.crew import Tally

CREW = """
import os, time
from pathlib import Path
from tests.torture import crew
from tests.torture.attack import Attack, BrokenError
crew.LONGEST_CASE = 1
def one(dice, folder, shared):
    case = len(list(shared.iterdir()))
    (shared / str(case)).touch()
    if case == 1:
        raise BrokenError("broken")
    if case == 2:
        os._exit(3)
    if case == 3:
        raise ZeroDivisionError("unexpected")
    if case == 4:
        time.sleep(60)
    return "held"
tally = crew.attacked("made up", Attack("", "cases", 8, one, lambda folder: folder), 8, 1, workers=1)
print(tally.done, dict(tally.what), [(case, text.split()[-1]) for case, text in tally.broken])
"""


def test_a_case_that_breaks_dies_or_hangs_is_one_broken_case():
    """Of eight cases one is broken, one ends the process, one raises what nobody expects and one hangs; the other four hold."""
    done = subprocess.run([sys.executable, "-c", CREW], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "8 {'held': 4} [(1, 'broken'), (2, '(3)'), (3, 'unexpected'), (4, '(1)')]"


def test_every_attack_is_listed_and_says_what_it_promises():
    """Each module of attacks is on the page, in words."""
    assert not unlisted()
    assert all(len(attack_named(name).promise.split()) > 10 for name in NAMES)


def test_mutated_trees_are_yaml_that_differs():
    """Whatever is done to a tree, what is written can be read, and it is another tree; the same dice do the same."""
    tree = {"a": {"b": 1, "c": [1.5, "x"]}, "d": True}
    texts = [forest.written(forest.mutated(tree, random.Random(seed), 2, mild=seed % 2 == 0)) for seed in range(200)]
    assert len(set(texts)) > 60
    assert texts[7] == forest.written(forest.mutated(tree, random.Random(7), 2, mild=False))
    read = [YAML(typ="safe").load(text) for text in texts]
    assert sum(found != tree for found in read) > 150
    assert YAML(typ="safe").load(forest.written({"a": float("-inf")})) == {"a": float("-inf")}


def test_the_page_keeps_rows_of_attacks_that_were_not_run(tmp_path):
    """A run of one attack replaces its row and leaves the others."""
    path = tmp_path / "reliability.md"
    path.write_text("# Page\n<!-- attacks -->\n<!-- end of attacks -->\nend\n", encoding="utf-8")
    page.write_attacks(
        path, {"kills": Tally(3, 1.0, Counter(run=2), [(1, "x")]), "clock": Tally(1, 1.0, Counter(run=1))}, 1
    )
    page.write_attacks(path, {"kills": Tally(5, 1.0, Counter(run=5))}, 2)
    rows = page.rows_in(path.read_text(encoding="utf-8"))
    assert rows["kills"][:6] == ["kills", "5 kills", "5", "0", "run 5", "2"]
    assert rows["clock"][:6] == ["clock", "1 runs", "1", "0", "run", "1"]
    assert path.read_text(encoding="utf-8").endswith("<!-- end of attacks -->\nend\n")


def test_attacks_with_names_of_two_words_reach_the_page(tmp_path):
    """What a module calls `full_disk` is `full disk` on the page, with its counts."""
    path = tmp_path / "reliability.md"
    path.write_text("<!-- attacks -->\n<!-- end of attacks -->\n", encoding="utf-8")
    names = [name for name in NAMES if "_" in name]
    page.write_attacks(path, {name: Tally(4, 1.0, Counter(held=4)) for name in names}, 1)
    table = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(names) > 3
    for name in names:
        found = [line for line in table if line.startswith(f"| {name.replace('_', ' ')} |")]
        assert len(found) == 1
        assert "| 4 | 0 | held 4 |" in found[0]
