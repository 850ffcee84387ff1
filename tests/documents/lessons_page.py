"""What came out of the lessons, as the table of docs/lessons.md: ``python -m tests.documents.lessons_page`` builds them and writes it."""

from pathlib import Path

from tests.conftest import ROOT

from orgsim.lessons.answers import VERDICTS, Answer, Judged
from orgsim.lessons.fitting import fitting_bench
from orgsim.lessons.loading import shipped_lessons, told_in_order
from orgsim.lessons.running import run_lesson
from orgsim.lessons.words import with_interval

PAGE = ROOT / "docs" / "lessons.md"
BEGIN, END = "<!-- begin: written by make lessons -->\n", "<!-- end -->"


def row(answer: Answer, one: Judged, *, told: bool) -> str:
    """Return the row of a claim."""
    name = f"[{answer.bench.told.name}](../scenarios/lessons/{answer.bench.told.name}/lesson.yaml)"
    verdict = VERDICTS[one.verdict] if told else f"{VERDICTS[one.verdict]}; not told"
    return f"| {name} | {one.claim.says} | {answer.bench.futures}, seed {answer.bench.seed} | {with_interval(one.found)} | {verdict} |"


def table() -> str:
    """Build every lesson, as far as it is not kept, and return what came out of it."""
    lines = ["| lesson | expected | futures | found (95 %) | |", "|---|---|---|---|---|"]
    for told in told_in_order(list(shipped_lessons().values())):
        bench = fitting_bench(told)
        answer = Answer(bench, run_lesson(bench, Path("out") / f"lesson-{told.name}"))
        lines += [row(answer, one, told=True) for one in answer.claims]
        lines += [row(answer, one, told=False) for one in answer.dropped]
    return "".join(f"{line}\n" for line in lines)


def parts() -> tuple[str, str, str]:
    """Return the page before the table, the table, and the page behind it."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    written, after = rest.split(END, 1)
    return before, written, after


if __name__ == "__main__":
    before, _, after = parts()
    PAGE.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
