"""``orgsim optimise``: a planted optimum in a company, limits, what is written, going on, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.commands import optimise_ as command_module

PLANTED = """\
design: layered.yaml
metric: cost
choices:
  middle: {keep: [], out: [{let_go: {post: dir, to: head, cost: 0}}]}
  billing: {keep: [], close: [{let_go: {post: pm-billing, to: pm-search, cost: 0}}], more: [{open: {post: pm-x, role: pm, under: head}}]}
  forum: {none: [], weekly: [{add_forum: {members: pms, hours: 4}}]}
search: {designs: 12, futures: 3}
final: {futures: 5}
"""


@pytest.fixture
def hunt(folder: Path) -> Path:
    """Write a search whose cheapest design is known: no director and one product manager less."""
    (folder / "search.yaml").write_text(PLANTED, encoding="utf-8")
    return folder


def test_the_planted_optimum_is_found_and_its_gain_holds(orgsim: Run, hunt: Path) -> None:
    """The cheapest company has neither a director nor a second product manager; what it saves holds in fresh futures, and is written as a design."""
    found = orgsim("--json", "optimise", "search.yaml", "-o", "best.yaml").document
    assert found["combinations"] == 12
    best = found["best"]
    assert {key: best["answers"][key] for key in ("middle", "billing")} == {"middle": "out", "billing": "close"}
    assert best["fresh"]["low"] > 0.0
    assert best["fresh"]["mean"] == pytest.approx(best["promised"]["mean"], rel=0.5)
    assert {json.loads(one.read_text(encoding="utf-8"))["seed"] for one in (hunt / "out").rglob("manifest-*.json")} == {
        1,
        1000003,
    }
    assert found["chosen"] == "best"
    assert found["gain"] == best["fresh"]
    assert (hunt / "best.yaml").read_text(encoding="utf-8").startswith("# the best of the search; gain in cost: +")
    assert orgsim("validate", "best.yaml").code == 0
    said = orgsim("diff", "layered.yaml", "best.yaml").out
    assert "dir" in said
    assert "pm-billing" in said
    again = orgsim(
        "--json", "compare", "layered.yaml", "best.yaml", "-r", "20", "--seed", "77", "--metric", "cost"
    ).document
    (line,) = [one for one in again["answers"][0]["designs"] if one["design"] == "best"]
    assert -line["paired"]["difference"] == pytest.approx(best["fresh"]["mean"], rel=0.2)


def test_the_same_command_simulates_nothing_again(orgsim: Run, hunt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is repeated finds everything saved, and says the same."""
    first = orgsim("optimise", "search.yaml")

    def never(*_: object) -> None:
        raise AssertionError("simulated again")

    import orgsim.results.runner as runner

    monkeypatch.setattr(runner, "run_part", never)
    assert orgsim("optimise", "search.yaml").out == first.out


def test_the_runner_up_is_written_where_fresh_futures_prefer_it(
    orgsim: Run, hunt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the two finalists bring in fresh futures exchanged, the runner-up is ahead: it is said, measured in further futures, and written."""
    true = command_module._Hunt.paired

    def exchanged(self: Any, designs: Any, count: int, seed: int) -> Any:
        return true(self, designs, count, seed)[:: -1 if seed == 1000003 else 1]

    monkeypatch.setattr(command_module._Hunt, "paired", exchanged)
    (hunt / "search.yaml").write_text(PLANTED.replace("  forum", "  #"), encoding="utf-8")
    found = orgsim("--json", "optimise", "search.yaml").document
    best, second = (one["answers"] for one in found["finalists"][:2])
    assert found["chosen"] == "runner-up"
    assert found["best_over_runner_up"]["high"] < 0.0
    assert found["gain"] != found["runner_up"]["fresh"]  # of further futures
    assert found["runner_up_over_best_again"]["low"] > 0.0
    ended = orgsim("optimise", "search.yaml", "-o", "best.yaml")
    assert "In fresh futures the runner-up is ahead by +" in ended.out
    assert "it is measured again in 5 further futures, where its lead is +" in ended.out
    assert "wrote best.yaml: the runner-up of the search" in ended.out
    text = (hunt / "best.yaml").read_text(encoding="utf-8")
    assert text.startswith("# the runner-up of the search; gain in cost: +")
    assert all(f"# {question}: {answer}\n" in text for question, answer in second.items())
    assert best != second
    assert orgsim("validate", "best.yaml").code == 0


LOSING = """\
design: today.yaml
metric: cost
choices:
  first: {keep: [], more: [{open: {post: pm-x, role: pm, under: head}}]}
  second: {keep: [], more: [{open: {post: pm-y, role: pm, under: head}}]}
search: {designs: 4, futures: 3}
final: {futures: 5}
"""


def test_nothing_that_is_better_than_today(orgsim: Run, folder: Path) -> None:
    """Where every change costs more, today's company is tried first and stays; that is said, and no design is written."""
    (folder / "search.yaml").write_text(LOSING, encoding="utf-8")
    ended = orgsim("optimise", "search.yaml", "-o", "best.yaml")
    assert ended.code == 0
    assert "no design that was tried was better than today's company" in ended.out
    assert "Nothing that was tried is better than today: the best is to leave it as it is." in ended.out
    assert "better than all before" not in ended.out
    assert not (folder / "best.yaml").exists()
    found = orgsim("--json", "optimise", "search.yaml").document
    assert found["better_than_today"] is False
    assert found["trials"][0]["answers"] == {"first": "keep", "second": "keep"}
    (folder / "search.yaml").write_text(
        LOSING.replace("keep: [], ", "another: [{open: {post: pm-z, role: pm, under: head}}], ")
    )
    ended = orgsim("optimise", "search.yaml", "-o", "best.yaml")
    assert "Nothing that was tried is better than today: the best of it gains" in ended.out
    assert not (folder / "best.yaml").exists()


def test_limits_are_kept(orgsim: Run, hunt: Path) -> None:
    """No design with more than the limit of posts is simulated, and the reason is said."""
    (hunt / "search.yaml").write_text(PLANTED + "limits: {posts: 4}\n", encoding="utf-8")
    found = orgsim("--json", "optimise", "search.yaml").document
    reasons = {one["reason"] for one in found["impossible"]}
    assert reasons == {"posts 5 of at most 4", "a forum needs two members or more, and there is pm-search alone"}
    assert all(one["answers"]["billing"] != "more" or one["answers"]["middle"] == "out" for one in found["trials"])
    (hunt / "search.yaml").write_text(PLANTED + "limits: {cost: 1}\n", encoding="utf-8")
    assert (
        "no combination of answers is a design within the limits; the first: cost"
        in orgsim("optimise", "search.yaml").err
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "metric: cost",
            "metric: costs",
            "search.yaml:2:9: E361 metric: there is no metric 'costs' (did you mean 'cost'?)",
        ),
        ("let_go: {post: dir", "letgo: {post: dir", "search.yaml:4:29: E101"),
        ("{post: pm-billing", "{pst: pm-billing", "did you mean 'post'?"),
        ("final: {futures: 5}", "final: {seed: 1}", "E360 final.seed: the comparison at the end needs futures"),
        (
            "{none: [], weekly: [{add_forum: {members: pms, hours: 4}}]}",
            "{none: []}",
            "E209 choices.forum: needs at least 2 entries",
        ),
        ("layered.yaml", "layerd.yaml", "(did you mean 'layered.yaml'?)"),
        ("search: {designs", "serch: {designs", "unknown key 'serch' (did you mean 'search'?)"),
    ],
)
def test_mistakes_stand_at_their_lines(orgsim: Run, hunt: Path, old: str, new: str, said: str) -> None:
    """Each mistake of a search file is a sentence with its place; `validate` tells all but a metric that there is not."""
    (hunt / "search.yaml").write_text(PLANTED.replace(old, new), encoding="utf-8")
    ended = orgsim("optimise", "search.yaml")
    assert ended.code == 3
    assert said in ended.err
    assert orgsim("validate", "search.yaml").code == (0 if "E361" in said else 1)


def test_where_the_design_is_written(orgsim: Run, hunt: Path) -> None:
    """It is written beside the search, and never over a file."""
    assert "is written beside search.yaml" in orgsim("optimise", "search.yaml", "-o", "elsewhere/best.yaml").err
    assert "today.yaml exists already" in orgsim("optimise", "search.yaml", "-o", "today.yaml").err
