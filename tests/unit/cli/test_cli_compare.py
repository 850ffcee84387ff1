"""``orgsim compare``: what it refuses, and what its options do to the answer."""

import re
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run, fail_at

PAIR = ("compare", "today.yaml", "layered.yaml", "-r", "8", "-o", "out")


@pytest.fixture
def simulated(orgsim: Run) -> Run:
    """The two designs are simulated already: every further call only reads."""
    assert orgsim(*PAIR).code == 0
    return orgsim


def test_other_markets_are_refused(orgsim: Run, folder: Path) -> None:
    """Designs with other demand are not compared, unless one insists; nothing is simulated before."""
    ended = orgsim("compare", "today.yaml", "busier.yaml", "-r", "2", "-o", "out")
    assert ended.code == 3
    assert "'busier' has other domains than 'today'" in ended.err
    assert not (folder / "out").exists()
    assert orgsim("compare", "today.yaml", "busier.yaml", "-r", "2", "-o", "out", "--different-markets").code == 0


def test_two_designs_of_one_name_are_refused(orgsim: Run) -> None:
    """Two designs need two names."""
    ended = orgsim("compare", "today.yaml", "today.yaml")
    assert ended.code == 3
    assert "two designs are called 'today'" in ended.err


def test_more_designs_than_fit_are_refused(orgsim: Run) -> None:
    """Nine designs are too many for one answer."""
    ended = orgsim("compare", *["today.yaml"] * 9)
    assert ended.code == 2
    assert "2 to 8 scenario files" in ended.err


def test_the_answer_has_a_line_a_design(simulated: Run) -> None:
    """Each headline metric is a table: the baseline, then every other design with interval, count and verdict."""
    text = simulated(*PAIR).out
    assert "8 paired futures; seed 1" in text
    table = text.split("\nlead time, median, weeks (lower is better)")[1].split("\n\n")[0].splitlines()
    assert re.match(
        r"design +median +80% of futures +difference to today \(95% interval\) +better in +verdict$", table[1]
    )
    assert re.match(r"today .* - +baseline$", table[2])
    assert re.match(
        r"layered .*\(.* \.\. .*\) +\d / \d +(better|worse|inconclusive|no practical difference)$", table[3]
    )
    assert "Intervals cover simulation noise only" in text


def test_what_is_saved_is_not_run_again(simulated: Run) -> None:
    """The same command again answers the same from what is there, and so does its folder."""
    again = simulated(*PAIR)
    assert "16 of 16 runs had been saved in out" in again.err
    folder = simulated("compare", "out")
    assert folder.err == ""
    assert folder.out == again.out


def test_another_baseline_turns_the_difference_round(simulated: Run) -> None:
    """Compared with the other design, every difference has the other sign."""
    there, back = (
        {
            line["design"]: line["paired"]
            for line in simulated("--json", *PAIR, "--metric", "cost", "--baseline", base).document["answers"][0][
                "designs"
            ]
        }
        for base in ("today", "layered")
    )
    assert there["today"] is None
    assert back["layered"] is None
    assert there["layered"]["difference"] == -back["today"]["difference"] != 0
    assert there["layered"]["low"] == -back["today"]["high"]
    assert (there["layered"]["better"], there["layered"]["worse"]) == (back["today"]["worse"], back["today"]["better"])


def test_a_baseline_that_is_not_there_is_refused(simulated: Run) -> None:
    """A wrong name is answered with the nearest."""
    ended = simulated(*PAIR, "--baseline", "todai")
    assert ended.code == 3
    assert "there is no design 'todai' (did you mean 'today'?)" in ended.err


def test_the_region_of_equivalence_decides_the_verdict(simulated: Run) -> None:
    """A director more costs more: worse by the shipped region, the same to whom a million is nothing, and inconclusive in between."""

    def verdict(*words: str) -> str:
        answer = simulated("--json", *PAIR, "--metric", "cost", *words).document["answers"][0]
        paired = answer["designs"][1]["paired"]
        if words:
            assert paired["rope_low"] == -paired["rope_high"]
        return str(paired["verdict"])

    middle = simulated("--json", *PAIR, "--metric", "cost").document["answers"][0]["designs"][1]["paired"]["difference"]
    assert verdict() == "worse"
    assert verdict("--rope", "cost=1") == "no practical difference"
    assert verdict("--rope", "cost=-1:1") == "no practical difference"
    assert verdict("--rope", f"cost={middle}") == "inconclusive"


@pytest.mark.parametrize(
    ("rope", "message"),
    [
        ("cots=1", "there is no metric 'cots' (did you mean 'cost'?)"),
        ("cost=some", "expected METRIC=LOW:HIGH"),
        ("cost", "expected METRIC=LOW:HIGH"),
        ("cost=1:-1", "the lower end is above the upper end"),
    ],
)
def test_a_wrong_region_is_refused(orgsim: Run, rope: str, message: str) -> None:
    """A region that names nothing or holds nothing is refused before anything runs."""
    ended = orgsim(*PAIR, "--rope", rope)
    assert ended.code == 2
    assert message in ended.err


def test_metrics_are_chosen_by_name(simulated: Run) -> None:
    """Those that are named, in their order; all of them; or the headline ones."""
    from orgsim.metrics.catalog import all_metrics

    def names(*words: str) -> list[str]:
        return [answer["metric"] for answer in simulated("--json", *PAIR, *words).document["answers"]]

    assert names("--metric", "escalations", "--metric", "cost") == ["escalations", "cost"]
    assert names("--all") == list(all_metrics())
    assert names() == [name for name, metric in all_metrics().items() if metric.headline]
    wrong = simulated(*PAIR, "--metric", "lead_tiem")
    assert wrong.code == 2
    assert "did you mean 'lead_time'?" in wrong.err


def test_by_quarter_there_is_an_answer_for_each(simulated: Run) -> None:
    """Two counted quarters give two answers a metric, numbered from 1; amounts add up to the whole."""
    document = simulated("--json", *PAIR, "--metric", "cost", "--by", "quarter").document
    assert [answer["quarter"] for answer in document["answers"]] == [1, 2]
    whole = simulated("--json", *PAIR, "--metric", "cost").document["answers"][0]["designs"][1]["paired"]["difference"]
    parts = [answer["designs"][1]["paired"]["difference"] for answer in document["answers"]]
    assert sum(parts) == pytest.approx(whole, rel=1e-9)
    assert "cost, $M, quarter 2 (lower is better)" in simulated(*PAIR, "--metric", "cost", "--by", "quarter").out


def test_fail_if_turns_a_verdict_into_an_exit_code(simulated: Run) -> None:
    """Exit 1 when the condition holds, 0 when it does not, with the answer printed in both cases."""
    holds = simulated(*PAIR, "--fail-if", "cost:layered:worse")
    assert holds.code == 1
    assert "cost, $M (lower is better)" in holds.out
    assert simulated(*PAIR, "--fail-if", "cost:layered:better").code == 0


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("cost:layered", "expected METRIC:DESIGN:VERDICT"),
        ("cost:nobody:worse", "there is no design 'nobody'; compared with the baseline: layered"),
        ("cost:today:worse", "'today' is what the others are compared with"),
        ("cost:layered:wrose", "there is no verdict 'wrose'"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(simulated: Run, condition: str, message: str) -> None:
    """A condition with a slip of the pen must not pass for one that does not hold."""
    ended = simulated(*PAIR, "--fail-if", condition)
    assert ended.code == (2 if message.startswith(("expected", "there is no verdict")) else 3)
    assert message in ended.err


def test_settings_reach_every_design(orgsim: Run, folder: Path) -> None:
    """--set is laid over both baselines; so the market stays the same, and the results are other ones than without it."""
    from orgsim.results.comparison import open_results

    words = ("compare", "today.yaml", "layered.yaml", "-r", "4")
    assert orgsim(*words, "-o", "plain").code == 0
    assert orgsim(*words, "-o", "set", "--set", "demand.effort_median=14").code == 0
    plain, changed = (open_results(folder / name).replications for name in ("plain", "set"))
    for design in ("today", "layered"):
        launches = [frame[frame.design == design].launches.sum() for frame in (plain, changed)]
        assert launches[0] > launches[1]


def test_futures_that_failed_in_one_design_are_left_out_of_the_pairs(
    orgsim: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A future that one design lacks is no pair; the others count, and the exit code says that something is missing."""
    fail_at(monkeypatch, {2, 5}, design="layered")
    ended = orgsim("--json", *PAIR, "--metric", "cost")
    assert ended.code == 4
    today, layered = ended.document["answers"][0]["designs"]
    assert (today["futures"], layered["futures"], layered["paired"]["futures"]) == (8, 6, 6)
