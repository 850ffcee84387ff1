"""``orgsim redesign`` from the command line: what it writes, prints, refuses and takes back."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.operation_words import value_of
from orgsim.scenario.design import load_design
from orgsim.scenario.operations.redesign import plain
from orgsim.scenario.operations.verbs import VERBS

WORDS = {
    ("close", "dir-a"): "dir-a",
    ("close", "dir-a,dir-b"): ["dir-a", "dir-b"],
    ("close", "dir-a,to=head,leave=true"): {"post": "dir-a", "to": "head", "leave": True},
    ("close", "post={role: pm, domain: feed},to=head"): {"post": {"role": "pm", "domain": "feed"}, "to": "head"},
    ("close", "post={role: pm}"): {"post": {"role": "pm"}},
    ("close", "{post: [a, b]}"): {"post": ["a", "b"]},
    ("remove_layer", "2"): 2,
    ("form_pods", "span=4,by=domain"): {"span": 4, "by": "domain"},
    ("open", "ppm,role=ppm,owns=search-a"): {"post": "ppm", "role": "ppm", "owns": ["search-a"]},
    ("merge_teams", "a,b"): ["a", "b"],
    ("move_engineers", "2,from=a,to=b"): {"number": 2, "from": "a", "to": "b"},
}


@pytest.mark.parametrize(("words", "value"), WORDS.items())
def test_words_are_what_a_file_has(words: tuple[str, str], value: object) -> None:
    """What follows an option stands for what stands behind the verb in a file."""
    assert value_of(VERBS[words[0]], words[1]) == value


def test_operations_are_done_in_the_order_given(orgsim: Run, folder: Path) -> None:
    """A post must open before anybody moves under it, whatever the order of the options in the help."""
    ended = orgsim(
        "redesign", "today.yaml", "--open", "dir,role=director", "--move", "pm-search,under=dir", "-o", "new.yaml"
    )
    assert ended.code == 0, ended.err
    assert load_design(folder / "new.yaml").final.posts["pm-search"].reports_to == "dir"
    other = orgsim(
        "redesign", "today.yaml", "--move", "pm-search,under=dir", "--open", "dir,role=director", "-o", "other.yaml"
    )
    assert other.code == 3
    assert "--move pm-search,under=dir: E340" in other.err
    assert "nothing was written" in other.err
    assert not (folder / "other.yaml").exists()


def test_waves_follow_their_quarters(orgsim: Run, folder: Path) -> None:
    """Operations after --quarter are a stage of their own; more of them may be added later."""
    first = ("--open", "dir,role=director", "--quarter", "1", "--move", "pm-search,under=dir")
    assert orgsim("redesign", "today.yaml", *first, "-o", "new.yaml").code == 0
    assert orgsim("redesign", "new.yaml", "--add-dotted", "pm-billing,to=pm-search").code == 0
    design = load_design(folder / "new.yaml")
    assert [stage.week for stage in design.stages] == [0, 13, 26]
    assert design.final.ties.dotted == {"pm-billing": {"pm-search": 1.0}}


def test_what_is_undone_was_never_there(orgsim: Run, folder: Path) -> None:
    """Each undo gives back the bytes before the last operation, and the first one takes the file away."""
    steps = [("--open", "dir,role=director"), ("--move", "pm-search,under=dir"), ("--quarter", "1", "--close", "dir")]
    bytes_then = []
    for place, step in enumerate(steps):
        out = ("-o", "new.yaml") if place == 0 else ()
        assert orgsim("redesign", "today.yaml" if place == 0 else "new.yaml", *step, *out).code == 0
        bytes_then.append((folder / "new.yaml").read_bytes())
    for before in reversed(bytes_then[:-1]):
        assert orgsim("redesign", "new.yaml", "--undo").code == 0
        assert (folder / "new.yaml").read_bytes() == before
    assert orgsim("redesign", "new.yaml", "--undo").code == 0
    assert not (folder / "new.yaml").exists()


def test_a_file_that_goes_on_is_not_undone(orgsim: Run, folder: Path) -> None:
    """What somebody has written below the last operation is not cut off."""
    assert orgsim("redesign", "today.yaml", "--open", "dir,role=director", "-o", "new.yaml").code == 0
    path = folder / "new.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "    posts: {dir: {salary: 1}}\n", encoding="utf-8")
    before = path.read_bytes()
    for words in (("--undo",), ("--close", "dir")):
        ended = orgsim("redesign", "new.yaml", *words)
        assert ended.code == 3
        assert "does not end with an operation" in ended.err
    assert path.read_bytes() == before


def test_spelling_out_says_the_same(orgsim: Run, folder: Path) -> None:
    """A design that states what results has the same stages as one that states what is done."""
    words = (
        "--open",
        "dir,role=director,dotted=pm-billing",
        "--quarter",
        "1",
        "--move",
        "pm-search,under=dir",
        "--close",
        "pm-billing",
    )
    assert orgsim("redesign", "today.yaml", *words, "-o", "verbs.yaml").code == 0
    assert orgsim("redesign", "today.yaml", *words, "--spell-out", "-o", "spelled.yaml").code == 0
    text = (folder / "spelled.yaml").read_text(encoding="utf-8")
    assert "do:" not in text
    assert plain(load_design(folder / "verbs.yaml")) == plain(load_design(folder / "spelled.yaml"))


def test_a_cost_cannot_be_spelled_out(orgsim: Run) -> None:
    """What is spent at once has no place in posts and teams, so it is not dropped in silence."""
    ended = orgsim("redesign", "today.yaml", "--hire", "pm,cost=40", "--spell-out", "-o", "new.yaml")
    assert ended.code == 3
    assert "leave --spell-out away" in ended.err


def test_a_design_lies_where_it_can_extend(orgsim: Run, folder: Path) -> None:
    """A file extends files of its folder or below: above is allowed, beside in another folder is not, and what is allowed is said."""
    (folder / "a").mkdir()
    (folder / "a" / "today.yaml").write_bytes((folder / "today.yaml").read_bytes())
    assert orgsim("redesign", "a/today.yaml", "--hire", "pm", "-o", "above.yaml").code == 0
    assert "extends: a/today.yaml" in (folder / "above.yaml").read_text(encoding="utf-8")
    ended = orgsim("redesign", "a/today.yaml", "--hire", "pm", "-o", "b/new.yaml")
    assert ended.code == 3
    assert "write it beside that file, as in -o a/new.yaml" in ended.err


def test_everything_is_said(orgsim: Run, folder: Path) -> None:
    """The sentence of an operation is printed, written above it, and shown with the design."""
    said = "pm-search moves under pm-billing."
    ended = orgsim("redesign", "today.yaml", "--move", "pm-search,under=pm-billing", "-o", "new.yaml")
    assert said in ended.out
    assert said in (folder / "new.yaml").read_text(encoding="utf-8")
    assert said in orgsim("show", "new.yaml").out
    assert orgsim("show", "new.yaml", "--json").document["operations"]["redesign"][0].startswith(said)
    assert "next: orgsim compare today.yaml new.yaml" in ended.err


ODD = [
    "",
    ",",
    "a=b=c",
    "{",
    "span=",
    "*x",
    "&a",
    "=x",
    "[head",
    "post={role: }",
    "{post: {role: {x: 1}}}",
    "a\x01b",
    "~",
    "1.5",
    "a: b",
    "@x",
]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_refused_in_a_sentence(orgsim: Run, folder: Path, words: str) -> None:
    """Whatever stands behind an option, it ends with a sentence, and nothing is written."""
    ended = orgsim("redesign", "today.yaml", "--close", words, "-o", "new.yaml")
    assert ended.code == 3
    assert "--close" in ended.err
    assert not (folder / "new.yaml").exists()


def test_each_wave_is_told_with_its_date(orgsim: Run, folder: Path) -> None:
    """The file says quarter 1; everything printed says that one quarter has passed and which one begins."""
    wave = ("--open", "dir,role=director", "--quarter", "1", "--move", "pm-search,under=dir")
    redrawn = orgsim("redesign", "today.yaml", *wave, "-o", "new.yaml")
    assert "after 1 quarter (start of quarter 2):" in redrawn.out
    assert "desks passed, a bet" in redrawn.out
    told = orgsim("diff", "today.yaml", "new.yaml").out
    first, second = told.split("wave 2: after 1 quarter (start of quarter 2)")
    assert first.startswith("redesign: at the start of quarter 1\nnew       dir: director")
    assert "moved     pm-search: head -> dir" in second
    assert "pm-search: head" not in first
    assert "wave 2: after 1 quarter (start of quarter 2)" in orgsim("show", "new.yaml").out


def test_pay_that_stays_is_no_difference(orgsim: Run, folder: Path) -> None:
    """A salary that is stated so that another role costs what the old one did is no change of pay."""
    assert orgsim("redesign", "today.yaml", "--promote", "pm-search,role=gpm,pay=same", "-o", "new.yaml").code == 0
    told = orgsim("diff", "today.yaml", "new.yaml").out
    assert "re-roled  pm-search: pm -> gpm" in told
    assert "salary" not in told


def test_an_option_that_there_is_not_points_at_operations(orgsim: Run, folder: Path) -> None:
    """A word of it is looked for in what operations are about."""
    ended = orgsim("redesign", "today.yaml", "--centralise-funding")
    assert ended.code == 2
    assert "--move-right right=fund" in ended.err


def test_a_colon_in_braces_needs_no_space() -> None:
    """Shells make people leave it out."""
    value = value_of(VERBS["replace"], "pm,name=Ada,skills={discovery:0.9,strategy:0.4}")
    assert value["skills"] == {"discovery": 0.9, "strategy": 0.4}


def test_show_tells_who_helps_and_what_nobody_decides(orgsim: Run, folder: Path) -> None:
    """What people work on is in the table; of the smallest company nobody weighs the cases."""
    assert orgsim("redesign", "today.yaml", "--hire", "pm,under=head", "-o", "new.yaml").code == 0
    shown = orgsim("show", "new.yaml").out
    assert "helps with " in shown
    assert "may approve or decide on `fund`" in shown


QUARTERS = {
    "with nothing behind it": ("--close", "pm-search", "--quarter", "3"),
    "twice in a row": ("--quarter", "2", "--quarter", "5", "--close", "pm-search"),
}


@pytest.mark.parametrize("words", QUARTERS.values(), ids=QUARTERS.keys())
def test_a_quarter_without_operations_is_refused(orgsim: Run, folder: Path, words: tuple[str, ...]) -> None:
    """A date that would act on nothing is a mistake, and nothing is written."""
    ended = orgsim("redesign", "today.yaml", *words, "-o", "new.yaml")
    assert ended.code == 2
    assert "has no operation behind it" in ended.err
    assert not (folder / "new.yaml").exists()


@pytest.mark.parametrize("change", [lambda text: text.replace(b"\n", b"\r\n"), lambda text: b"\xef\xbb\xbf" + text])
def test_bytes_of_windows_are_not_lost_by_undoing(orgsim: Run, folder: Path, change: object) -> None:
    """A file that could not be written back byte for byte is not gone on with, and stays as it is."""
    orgsim("redesign", "today.yaml", "--close", "pm-search", "-o", "new.yaml")
    path = folder / "new.yaml"
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    before = path.read_bytes()
    for words in (("--undo",), ("--close", "pm-feed")):
        ended = orgsim("redesign", "new.yaml", *words)
        assert ended.code == 3
        assert "line ends or a byte order mark of Windows" in ended.err
        assert path.read_bytes() == before
