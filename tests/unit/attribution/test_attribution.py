"""Pieces: what belongs together is one, each makes a company alone, and planted effects are found."""

from pathlib import Path

import pytest

from orgsim.attribution.answers import attribution
from orgsim.attribution.arms import Why, alone, futures_needed, without
from orgsim.attribution.pieces import pieces_of
from orgsim.attribution.words import told
from orgsim.results.plan import make_plan, plan_again
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.design import load_design

COMPANY = """
name: today
objectives: {growth: 1}
domains: {shop: {opportunities_per_week: 3}, app: {opportunities_per_week: 3}}
horizon: {warmup_quarters: 1, quarters: 4}
teams:
  web: {domain: shop, engineers: 6, owner: ada}
  mobile: {domain: app, engineers: 2}
posts:
  head: {role: cpo}
  dir: {role: director, reports_to: head}
  ada: {role: pm, reports_to: dir}
  bob: {role: pm, reports_to: dir}
"""


def written(folder: Path, changes: str) -> Path:
    """Return a design that changes the company."""
    (folder / "today.yaml").write_text(COMPANY, encoding="utf-8")
    path = folder / "new.yaml"
    path.write_text(f"extends: today.yaml\nname: new\nchanges:\n{changes}", encoding="utf-8")
    return path


def titles(folder: Path, changes: str) -> list[str]:
    return [piece.title for piece in pieces_of(load_design(written(folder, changes)))]


def test_a_new_post_and_what_names_it_are_one(tmp_path: Path) -> None:
    """Ties of a new post, and who moves to it, cannot be tried without it; something else can."""
    found = titles(
        tmp_path,
        "  - posts: {eve: {role: gpm, reports_to: dir}, ada: {reports_to: eve}}\n"
        "    ties: {dotted: {eve: [bob]}}\n    teams: {mobile: {engineers: 4}}\n",
    )
    assert found == ["new post eve; ada under eve; 1 dotted line added", "team mobile"]


def test_closing_a_post_and_moving_its_reports_are_one(tmp_path: Path) -> None:
    """Neither stands without the other."""
    found = titles(
        tmp_path, "  - posts: {dir: null, ada: {reports_to: head}, bob: {reports_to: head}, head: {fte: 0.9}}\n"
    )
    assert found == ["post dir closed; ada and bob under head; head changed"] or len(found) == 2


def test_a_forum_goes_on_without_a_new_member(tmp_path: Path) -> None:
    """A practice that names a new post among others is a piece of its own: without the post, it is held without it."""
    found = titles(
        tmp_path,
        "  - posts: {ppm: {role: ppm, reports_to: head}}\n    governance: {forums: {plan: {members: [ppm, dir, ada]}}}\n",
    )
    assert found == ["new post ppm", "forums"]


def test_operations_are_pieces(tmp_path: Path) -> None:
    """Each step of a redesign is tried alone and left out."""
    found = titles(
        tmp_path, "  - do:\n      - move: {post: bob, under: head}\n      - add_dotted: {post: head, to: [ada]}\n"
    )
    assert len(found) == 2
    assert found[0] == "bob under head"


def test_a_design_that_is_no_change_of_the_baseline_has_no_pieces(tmp_path: Path) -> None:
    """Two companies that only share a market are compared as wholes."""
    written(tmp_path, "  - teams: {web: {engineers: 7}}\n")
    other = tmp_path / "other.yaml"
    other.write_text(
        COMPANY.replace("name: today", "name: other").replace("engineers: 6", "engineers: 9"), encoding="utf-8"
    )
    asked = Why(make_plan([tmp_path / "today.yaml", other], replications=2), mechanisms=False)
    assert asked.pieces == []
    assert futures_needed(asked) == 4


PLANTED = (
    "  - {name: an owner, teams: {mobile: {owner: bob}}}\n"
    "  - {name: engineers, teams: {mobile: {engineers: 12}}}\n"
    "  - {name: nothing, posts: {ada: {name: Ada's post}}}\n"
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory):
    """Return the attribution of two changes that only work together and one that does nothing: nobody plans for a team without an owner."""
    folder = tmp_path_factory.mktemp("planted")
    path = written(folder, PLANTED)
    asked = Why(make_plan([folder / "today.yaml", path], replications=30), mechanisms=False)
    plan = asked.everything()
    run_plan(plan, folder / "results")
    return (
        asked,
        results_of(plan, folder / "results"),
        attribution(asked, results_of(plan, folder / "results"), "launches"),
    )


def test_a_change_that_does_nothing_is_found_to_do_nothing(planted) -> None:
    """Alone and left out, to the last bit."""
    _, _, found = planted
    nothing = found.pieces[2]
    assert (nothing.alone.mean, nothing.left_out.mean, nothing.interaction.mean) == (0.0, 0.0, 0.0)


def test_changes_that_only_work_together_show_as_interaction(planted) -> None:
    """Engineers whom nobody plans for launch hardly a thing; with an owner they do. The parts and the interaction add up to the whole."""
    _, _, found = planted
    owner, engineers, _ = found.pieces
    assert not engineers.alone.is_clear
    assert engineers.left_out.is_clear
    assert engineers.interaction.is_clear
    assert found.together is not None
    assert found.together.is_clear
    whole = owner.alone.mean + engineers.alone.mean + found.together.mean
    assert whole == pytest.approx(found.total.mean)
    sentences = " ".join(told(found))
    assert "it works only with the others" in sentences
    assert "they are worth more in company" in sentences


def test_effects_are_those_of_the_arms(planted) -> None:
    """A piece alone is its arm less the baseline, future by future; the same piece left out is the whole less its arm."""
    _, results, found = planted
    wide = results.replications.pivot_table(index="replication", columns="design", values="launches")
    assert found.pieces[0].alone.mean == pytest.approx((wide[alone(0)] - wide["today"]).mean())
    assert found.pieces[0].left_out.mean == pytest.approx((wide["new"] - wide[without(0)]).mean())


def test_the_question_can_be_asked_of_results(planted) -> None:
    """A manifest says what its designs are made of: the plan is read back under the same keys."""
    asked, results, _ = planted
    again = plan_again(results.manifest)
    assert again.keys == asked.everything().keys
