"""Differences by part: what is drawn is what the results say."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.figures.by_hand import HandMade, labels, labels_outside

from orgsim.figures import draw_all, parts
from orgsim.figures.layout import SLIDE
from orgsim.figures.style import Lineup
from orgsim.results.by_part import answer_by_part, in_order
from orgsim.results.comparison import Answer

LINEUP = Lineup(("today", "portfolio"), "today")


@pytest.fixture
def answers(hand_made: HandMade) -> list[Answer]:
    """Launches of five branches, two of which only the second design has."""
    return answer_by_part(hand_made(shifts=(0.0, 0.3)), "branch", ["launches"])


def test_every_part_has_a_row_with_the_verdict_of_the_table(answers: list[Answer]) -> None:
    """Names stand from the one that gains most to the one that gains least, each with its verdict."""
    figure = parts.draw(answers, LINEUP)
    words = labels(figure)
    assert " ".join(figure.get_suptitle().split()).startswith("Launches of 5 branches")
    assert figure.get_size_inches().tolist() == pytest.approx(SLIDE)
    names = [str(answer.part) for answer in in_order(answers)]
    assert [word for word in words if word in names] == names
    for answer in answers:
        for line in answer.lines:
            if line.comparison:
                assert any(word.startswith(f"{line.comparison.verdict}: ") for word in words)
                assert f"{answer.part}: portfolio {line.comparison.verdict}" in parts.describe(answers, LINEUP)


def test_each_comparison_has_its_mean_and_interval(answers: list[Answer]) -> None:
    """A line from end to end, and a marker at the mean; what is not compared has neither."""
    (axes,) = parts.draw(answers, LINEUP).axes
    compared = [line.comparison for answer in in_order(answers) for line in answer.lines if line.comparison]
    drawn = [line.get_xdata() for line in axes.lines if line.get_zorder() in (3, 4)]
    assert [tuple(map(float, ends)) for ends in drawn[::2]] == [(one.low, one.high) for one in compared]
    assert [float(mean[0]) for mean in drawn[1::2]] == [one.difference for one in compared]


def test_a_part_of_one_design_is_said_to_be_new_or_gone(answers: list[Answer]) -> None:
    """New posts have their median and no dot; from the other side they are not in the design."""
    assert sum(word.startswith("new in portfolio: median ") for word in labels(parts.draw(answers, LINEUP))) == 2
    other = Lineup(("portfolio", "today"), "portfolio")
    gone = [replace(one, lines=one.lines[-1:], absent=("today",)) for one in answers if one.absent]
    assert labels(parts.draw(gone, other)).count("not in today") == 2


def test_of_many_parts_both_ends_are_shown(answers: list[Answer]) -> None:
    """Of a hundred parts those that fit on a slide are shown from either end, and the figure says so."""
    one = next(answer for answer in answers if not answer.absent)
    many = [replace(one, part=f"part {number}") for number in range(100)]
    figure = parts.draw(many, LINEUP)
    names = [word for word in labels(figure) if word.startswith("part ")]
    assert names == [f"part {number}" for number in (*range(9), *range(92, 100))]
    assert "Only the first 9 and the last 8 are shown, without 83 between them" in " ".join(labels(figure))
    assert figure.get_size_inches().tolist() == pytest.approx(SLIDE)
    assert not labels_outside(figure)


def test_the_title_counts_what_is_sure(answers: list[Answer]) -> None:
    """Parts that are surely better or worse are counted by design; where there are none, the title says that."""
    one = next(answer for answer in answers if not answer.absent)
    paired = one.lines[1].comparison
    said = {
        verdict: replace(one, lines=(one.lines[0], replace(one.lines[1], comparison=replace(paired, verdict=verdict))))
        for verdict in ("better", "worse", "inconclusive")
    }
    two = [said["better"], said["better"], said["worse"], said["inconclusive"]]
    assert parts.title(two, LINEUP) == "Launches of 4 branches, beside today: 2 better and 1 worse in portfolio"
    nothing = "Launches of 1 branch: none is better or worse for sure than in today"
    assert parts.title([said["inconclusive"]], LINEUP) == nothing


def test_parts_go_by_their_names(answers: list[Answer]) -> None:
    """Where a part has a name beside its id, the figure and its words call it so."""
    called = {str(answer.part): f"Branch of {answer.part}" for answer in answers}
    assert set(called.values()) <= set(labels(parts.draw(answers, LINEUP, called)))
    assert "Branch of ada: portfolio" in parts.describe(answers, LINEUP, called)


def test_long_names_stay_inside(answers: list[Answer]) -> None:
    """Names as long as anybody's fit into the page."""
    long = [
        replace(answer, part="Directorate of Search, Discovery and Recommendations in Europe") for answer in answers
    ]
    assert not labels_outside(parts.draw(long, LINEUP))


def test_figures_by_part_are_files_of_their_own(hand_made: HandMade, tmp_path: Path) -> None:
    """There is one for each metric that such parts have, before the other figures, which are as ever."""
    paths = draw_all(tmp_path, hand_made(), ["deciding_hours", "cost"], kind="branch")
    assert [path.stem for path in paths[:3]] == ["by-branch-deciding-hours", "by-branch-cost", "at-a-glance"]


def test_one_part_has_a_figure_of_differences(hand_made: HandMade, tmp_path: Path) -> None:
    """Its title names the part; a part that the baseline does not have has none."""
    results = hand_made()
    paths = draw_all(tmp_path, results, ["deciding_hours", "cost"], kind="branch", part="ada")
    names = ["difference-branch-ada-deciding-hours", "difference-branch-ada-cost", "at-a-glance"]
    assert [path.stem for path in paths[:3]] == names
    assert "in branch ada" in paths[0].read_text()
    new = draw_all(tmp_path, results, ["deciding_hours"], kind="branch", part="eve")
    assert new[0].stem == "at-a-glance"
