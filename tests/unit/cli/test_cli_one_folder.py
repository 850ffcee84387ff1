"""One folder of results that several commands use: each prints its own answer, and what is damaged or foreign is told."""

import json
from pathlib import Path

import pandas as pd
from tests.unit.cli.conftest import Run, in_a_process

RUN = ("--json", "run", "today.yaml", "-r", "14")


def without_place(document: dict[str, object]) -> dict[str, object]:
    """Return an answer without the folder of its results."""
    return {key: value for key, value in document.items() if key != "folder"}


def test_two_commands_at_once_print_their_own_answers(orgsim: Run, folder: Path) -> None:
    """Seeds 5 and 6, started together in one default folder, answer what each answers in a folder of its own."""
    processes = {seed: in_a_process(*RUN, "--seed", seed) for seed in (5, 6)}
    printed = {seed: process.communicate()[0] for seed, process in processes.items()}
    alone = {seed: orgsim(*RUN, "--seed", seed, "-o", f"alone-{seed}").document for seed in (5, 6)}
    for seed in (5, 6):
        assert without_place(json.loads(printed[seed])) == without_place(alone[seed])
    assert alone[5]["metrics"] != alone[6]["metrics"]
    several = orgsim("compare", "out/today")
    assert several.code == 3
    assert "out/today holds 2 sets of results" in several.err
    for manifest in (folder / "out" / "today").glob("manifest-*.json"):
        assert orgsim("compare", manifest).code == 0


def test_a_command_reads_its_own_results_among_others(orgsim: Run, folder: Path) -> None:
    """An edited design, another seed and fewer futures leave the answer of a repeated command as it was; pandas can tell all apart."""
    words = ("--json", "compare", "today.yaml", "layered.yaml", "-o", "out")
    first = orgsim(*words, "-r", "14")
    text = (folder / "layered.yaml").read_text(encoding="utf-8")
    (folder / "layered.yaml").write_text(text.replace("director,", "gpm,"), encoding="utf-8")
    assert orgsim(*words, "-r", "4").out != first.out
    assert orgsim(*words, "-r", "4", "--seed", "2").code == 0
    (folder / "layered.yaml").write_text(text, encoding="utf-8")
    assert orgsim(*words, "-r", "14").out == first.out
    others = (("quarters", ["quarter"]), ("ledger", []), ("desks", ["post"]), ("parts", ["kind", "part"]))
    for table, own in (("replications", []), *others):
        frame = pd.read_parquet(folder / "out" / table)
        assert not frame.duplicated(["design", "key", "seed", "replication", *own]).any()
        runs = frame.groupby("key").replication.nunique()
        assert sorted(runs) == [4, 4, 4, 14, 14]  # today is shared by the first two commands


def test_what_is_damaged_is_made_again_with_a_word(orgsim: Run, folder: Path) -> None:
    """The folder is refused with the file and the command; that command says what it makes again, and the answer is as it was."""
    words = ("compare", "today.yaml", "layered.yaml", "-r", "4", "-o", "out")
    whole = orgsim(*words).out
    path = min((folder / "out" / "ledger").iterdir())
    content = path.read_bytes()
    path.write_bytes(content[:99] + bytes([content[99] ^ 4]) + content[100:])
    replications = folder / "out" / "replications" / path.name
    kept = replications.read_bytes()
    replications.write_bytes(kept[:-9] + b"x" + kept[-8:])
    refused = orgsim("compare", "out")
    assert refused.code == 3
    assert f"out/replications/{path.name} cannot be used: it has changed since it was written" in refused.err
    assert "orgsim compare today.yaml layered.yaml --seed 1 -r 4 -o out" in refused.err
    replications.write_bytes(kept)
    mended = orgsim(*words)
    assert mended.code == 0
    assert f"out/ledger/{path.name} was damaged; its futures were simulated again" in mended.err
    assert "4 of 8 runs had been saved" in mended.err
    assert mended.out == whole
    assert path.read_bytes() == content
    path.write_bytes(b"")
    assert orgsim("--json", *words).document["damaged"] == [f"out/ledger/{path.name}"]


def test_results_of_another_form_are_left_alone(orgsim: Run, folder: Path) -> None:
    """A folder that an older version has filled is neither overwritten nor added to."""
    manifest = folder / "out" / "today" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text('{"schema": 1, "seed": 1}', encoding="utf-8")
    ended = orgsim("run", "today.yaml", "-r", "2")
    assert ended.code == 3
    assert "out/today holds results that another version of orgsim wrote in another form" in ended.err
    assert [path.name for path in manifest.parent.iterdir()] == ["manifest.json"]
    assert "was written by another version of orgsim" in orgsim("compare", "out/today").err
