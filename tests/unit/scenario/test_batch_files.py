"""What is refused in a batch file: every mistake at once, each at its line."""

from pathlib import Path

import pytest

from orgsim.experiments.cases import cases_of
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.problems import ScenarioError

HEAD = "designs: [a.yaml]\n"


def problems_of(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "a.yaml").write_text("name: a\n", encoding="utf-8")
    (tmp_path / "batch.yaml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_batch(tmp_path / "batch.yaml")
    return [problem.text().partition("batch.yaml:")[2] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "vary: {demand.overlap: 0.3}",
            "2:24: E203 vary.demand.overlap: expected a list of values, or a range such as",
        ),
        ("vary: {demand.overlap: {from: 0.1}}", "2:8: E351 vary.demand.overlap: a range has `from` and `to`"),
        ("vary: {x: {from: 0.1, to: 0.9}}", "'grid' takes single values: give the range `step` or `points`"),
        ("vary: {x: {from: 0.9, to: 0.1, points: 3}}", "the range ends at 0.1, which is not above 0.9"),
        ("vary: {x: {from: 0, to: 1, points: 3, scale: log}}", "a range on the scale 'log' is above 0"),
        ("vary: {x: {from: 0, to: 1, points: 3, scale: odds}}", "lies between 0 and 1, without either"),
        ("vary: {x: {from: 1, to: 9, step: 2, scale: log}}", "a step is even on the scale 'linear' only"),
        ("vary: {x: {from: 0, to: 1, step: 0.1, points: 3}}", "`step` and `points` both say"),
        ("vary: {x: {from: 0, to: 1, step: 0}}", "a step is above 0, got 0"),
        ("vary: {x: {from: no, to: 1, points: 2}}", "2:18: E203 vary.x.from: expected a number, got"),
        ("vary: {x: {from: 0, too: 1}}", "unknown key 'too' (did you mean 'to'?)"),
        ("vary: {x: [1, 1]}", "a value is listed twice"),
        ("vary: {x: [1, [2]]}", "2:15: E203 vary.x[1]: expected a number, text, true or false"),
        ("vary: {x: []}", "E209 vary.x: needs at least one entry"),
        ("sample: {method: latin, points: 3}", "there is nothing to sample: no key under `vary`"),
        ("vary: {x: {from: 0, to: 1}}\nsample: {method: latin}", "'latin' draws points: say how many"),
        ("vary: {x: {from: 0, to: 1}}\nsample: {method: sobol, points: 50}", "such as 32 or 64, not 50"),
        ("vary: {x: {from: 0, to: 1}}\nsample: {method: latn, points: 3}", "(did you mean 'latin'?)"),
        (
            "vary: {x: {from: 0, to: 1}}\nsample: {method: latin, points: 3, levels: 4}",
            "`levels` is for morris, not for",
        ),
        ("vary: {x: {from: 0, to: 1}}\nsample: {method: morris, points: 3, levels: 5}", "an even number of levels"),
        ("vary: {x: {from: 0, to: 1, step: 0.1}}\nsample: {method: latin, points: 3}", "`points` of a key do nothing"),
        ("vary: {x: [1, 2]}\nsample: {points: 3}", "`points` is for latin, morris, saltelli, sobol, not for 'grid'"),
        ("vary: {x: [1, 2], y: [1, 2, 3]}\nsample: {method: list}", "all lists are as long: x 2, y 3"),
        (
            "vary: {x: {from: 0, to: 1, points: 999}, y: {from: 0, to: 1, points: 999}}",
            "998,001 points; a batch has at most",
        ),
        (
            "vary: {demand.overlap: [1]}\nsettings: {a: {demand.overlap: 0.2}}",
            "the setting 'a' sets demand.overlap as well",
        ),
        (
            "vary: {demand.overlap: [1]}\nenvironments: {e: {demand: {overlap: 0.1}}}",
            "the environment 'e' sets demand.overlap",
        ),
        ("library: [flatt]", "2:11: E324 library[0]: there is no design 'flatt' in the library (did you mean 'flat'?)"),
        ("library: []", "E209 library: needs at least one entry"),
        ("environments: {}", "E209 environments: needs at least one entry"),
        ("settings: {}", "E209 settings: needs at least one entry"),
        ("redesigns: {}", "E209 redesigns: needs at least one entry"),
        ("vary: {}", "E209 vary: needs at least one entry"),
        ("redesigns: {a: [{close: x}]}", "2:13: E350 redesigns.a: another design of this batch is called 'a'"),
        (
            "environments: {a: {}, a-b: {}}\nsettings: {b-c: {demand.overlap: 0.3}, c: {demand.overlap: 0.8}}",
            "E350 settings.c: 'c' in the environment 'a-b' and 'b-c' in the environment 'a' would both be the case 'a-b-c'",
        ),
        ("vary: {redesigns.b.0.close.post: [x]}", "there is no redesign 'b'; there are none"),
        ("vary: {redesigns.b.0: [x]}", "is redesigns.NAME.PLACE.VERB.FIELD"),
        (
            "redesigns: {pods: [{form_pods: {span: 4}}]}\nvary: {redesigns.pod.0.form_pods.span: [4]}",
            "there is no redesign 'pod' (did you mean 'pods'?)",
        ),
        (
            "redesigns: {pods: [{form_pods: {span: 4}}]}\nvary: {redesigns.pods.1.form_pods.span: [4]}",
            "numbered from 0 to 0, and '1' is none of them",
        ),
        (
            "redesigns: {pods: [{form_pods: {span: 4}}]}\nsettings: {a: {redesigns.pods.0.form_pod.span: 4}}",
            "operation 0 of 'pods' is no 'form_pod' (did you mean 'form_pods'?)",
        ),
    ],
)
def test_one_mistake(tmp_path: Path, text: str, said: str) -> None:
    """Each mistake is refused with a sentence, once."""
    (found,) = problems_of(tmp_path, text)
    assert said in found


def test_a_scenario_file_that_is_listed_twice(tmp_path: Path) -> None:
    """The second one is refused at its place, also where it is written in another way."""
    for second in ("a.yaml", "./a.yaml"):
        (tmp_path / "a.yaml").write_text("name: a\n", encoding="utf-8")
        (tmp_path / "batch.yaml").write_text(f"designs: [a.yaml, {second}]\n", encoding="utf-8")
        with pytest.raises(ScenarioError, match=f"batch.yaml:1:19: E350 .*the scenario file {second} is listed twice"):
            load_batch(tmp_path / "batch.yaml")


def test_every_mistake_at_once(tmp_path: Path) -> None:
    """Four mistakes of different kinds are told together."""
    found = problems_of(
        tmp_path, "library: [flatt]\nvary: {x: {from: 2, to: 1, points: 2}}\nsample: {levels: 3}\nseeds: [1, 1]\n"
    )
    assert len(found) == 4


def test_cases_have_names_of_their_own(tmp_path: Path) -> None:
    """Dashes in names are refused only where two cases would share a name; all cases of such a batch are different folders."""
    (tmp_path / "a.yaml").write_text("name: a\n", encoding="utf-8")
    text = "environments: {a: {}, a-b: {}}\nsettings: {b-c: {demand.overlap: 0.3}, b: {demand.overlap: 0.8}}\n"
    (tmp_path / "batch.yaml").write_text(HEAD + text, encoding="utf-8")
    names = [case.name for case in cases_of(load_batch(tmp_path / "batch.yaml"))]
    assert names == ["a-b-c-seed1", "a-b-seed1", "a-b-b-c-seed1", "a-b-b-seed1"]


MANY = """library: [flt]
environments:
  surge: {events: [{kind: demand_surg, quarter: 1}]}
  more: {teams: {search-a: {engineers: 3}}, posts: {pm-9: null}, ladder: product, objectives: {growth: 2}}
settings:
  one: {demand.overlp: 0.3, parameters.delivery.size_exponent: 99, demand.drift_probability: 0.3}
vary: {demand.effort_median: {from: 3, to: 9}}
sample: {method: griid}
seeds: [1, 1]
"""


def test_a_value_of_the_wrong_kind_hides_nothing(tmp_path: Path) -> None:
    """Everything else that can be known is told with it, line by line; what a design may have or take away is no mistake of a patch."""
    starts = [
        "E324 library[0]: there is no design 'flt'",
        "E203 environments.surge.events[0].kind: expected one of 'strategy_shift'",
        "E101 settings.one.demand.overlp: unknown key 'overlp' (did you mean 'overlap'?)",
        "E204 settings.one.parameters.delivery.size_exponent: must be at most",
        "E203 sample.method: expected one of 'grid'",
        "E315 seeds[1]: the seed 1 is listed twice",
    ]
    found = problems_of(tmp_path, MANY)
    assert [line.partition(" ")[2].startswith(start) for line, start in zip(found, starts, strict=True)] == [True] * 6
    lines = [int(line.partition(":")[0]) for line in found]
    assert lines == sorted(lines)


def test_what_rests_on_an_unreadable_section_is_left_aside(tmp_path: Path) -> None:
    """A range is right or wrong for a method, and there is none to be known."""
    (found,) = problems_of(
        tmp_path, "vary: {demand.overlap: {from: 0.1, to: 0.9}}\nsample: {method: griid, points: 8}\n"
    )
    assert "E203 sample.method" in found
