"""The report on careers: it loads nothing, shows names as text, answers first, and is the same bytes for the same results."""

import html
import re
from dataclasses import replace

import pytest
from tests.unit.ladder_simulation.by_hand import LOW, TOP, simulated, with_arrivals, with_cases, with_waits
from tests.unit.report.test_report_page import Links

from orgsim.careers.page import ladder_report
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides import Careers, slides

COMMAND = "orgsim ladder simulate test"
NASTY = '<script>alert("1")</script> \N{GRINNING FACE} ' + "long " * 30


@pytest.fixture(scope="module")
def found() -> CareerResults:
    """Half are promoted after two years, 2 of 20 hires come to the top, 10 leave, and one group is promoted half as often."""
    base = with_arrivals(simulated(groups=True), [20] * 10, [2] * 10, [10] * 10)
    return with_cases(with_waits(base, {4: 30, 8: 30}), (40, 40), (5, 10))


@pytest.fixture(scope="module")
def page(found: CareerResults) -> str:
    return ladder_report(Careers({"test": found}, LOW, TOP), COMMAND)


@pytest.fixture(scope="module")
def compared(found: CareerResults) -> str:
    other = with_arrivals(found, [20] * 10, [4] * 10, [10] * 10)
    return ladder_report(Careers({"test": found, "other": other}, LOW, TOP), COMMAND)


def words_of(page: str) -> str:
    """Return the text of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("which", ["page", "compared"])
def test_it_refers_to_nothing_outside_itself(which: str, request: pytest.FixtureRequest) -> None:
    """No source, link or address leads out of the file, every inner link leads somewhere, and no id is there twice."""
    text = request.getfixturevalue(which)
    links = Links(text)
    assert all(target.startswith("#") for target in links.targets)
    assert {target[1:] for target in links.targets} <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert links.tags.count("script") == 1
    assert not links.handlers
    assert not re.search(r"@import|url\((?!#)|fetch\(|XMLHttpRequest|https?://(?!www\.w3\.org)", text)
    assert len(text.encode()) < 1_000_000


def test_sections_in_the_order_of_a_reader(page: str, compared: str) -> None:
    """The answer comes first, and every picture says in words what it shows."""
    names = ["promotion", "ways", "moves", "pyramid", "fairness", "skill", "price", "ladder", "assumptions", "limits"]
    assert re.findall(r'<section id="([a-z]+)"', page) == ["answer", *names]
    assert re.findall(r'<section id="([a-z]+)"', compared) == ["answer", "measures", *names]
    assert page.count('<figcaption class="unseen">') == page.count('<svg role="img"')


def test_the_answer_says_the_numbers(page: str) -> None:
    """Every number of the answer is that of the results: a tenth come there, a fifth of those who stay, half by two years."""
    said = words_of(page)
    assert "Of 100 people hired as low, 10 come to top within 5 years." in said
    assert "Of 100 who are still there then, 20 have." in said
    assert "Half of those who stay as low are promoted within 2 years." in said
    assert "people labelled a are promoted at 0.50 times the rate of those labelled b" in said
    assert COMMAND in said
    assert "must not be used to rank or select real people" in said


def test_a_comparison_says_who_is_ahead_and_by_how_much(compared: str) -> None:
    """Twice as many come there under the other one."""
    said = words_of(compared)
    assert "Should test become other?" in said
    assert "Of 100 people hired as low, 10 under test and 20 under other come to top within 5 years." in said
    assert "other: more than under test, by more than is too little to matter" in said
    assert "against 10 under test: +10.0 (+10.0 to +10.0)." in said


def test_small_cells_are_hidden_in_the_page(found: CareerResults) -> None:
    """A ratio of few people is not in the page, in no form."""
    few = with_cases(found, (3, 40), (1, 20))
    said = words_of(ladder_report(Careers({"test": few}, LOW, TOP), COMMAND))
    assert "hidden: too few people" in said
    assert "0.67" not in said


def test_names_are_text() -> None:
    """A level, a group or an arm may be called anything."""
    base = simulated(futures=4, name=NASTY[:80], title=NASTY)
    text = ladder_report(Careers({NASTY: base, "other": replace(base)}, LOW, TOP), f"orgsim {NASTY}")
    links = Links(text)
    assert links.tags.count("script") == 1
    assert len(links.ids) == len(set(links.ids))
    assert "&lt;script&gt;alert" in text
    assert "\N{GRINNING FACE}" in text


def test_same_results_same_bytes(found: CareerResults, page: str) -> None:
    """Nothing in it depends on the time, the machine or the order of anything."""
    assert ladder_report(Careers({"test": found}, LOW, TOP), COMMAND) == page


def test_results_with_nothing_to_say_have_a_page() -> None:
    """Where nobody is hired, promoted or paid, the page says so."""
    base = with_waits(simulated(futures=2, quarters=4), {})
    text = ladder_report(Careers({"test": base}), COMMAND)
    assert "Too few people are promoted" in text
    assert "states no pay" in text


def test_slides_have_the_shape_of_a_slide(found: CareerResults) -> None:
    """Every figure is 16:9, has a title that is a message, words for those who cannot see it, and a name of its own."""
    for careers in (Careers({"test": found}, LOW, TOP), Careers({"test": found, "other": replace(found)}, LOW, TOP)):
        made = list(slides(careers))
        assert len({slide.name for slide in made}) == len(made)
        for slide in made:
            figure = slide.draw()
            assert figure.get_figwidth() / figure.get_figheight() == pytest.approx(16 / 9)
            assert figure.get_suptitle()
            assert slide.describe()
