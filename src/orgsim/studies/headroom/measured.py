"""What there is to gain in the shipped companies, as the table of docs/headroom.md shows it."""

from collections.abc import Mapping
from pathlib import Path

from orgsim.errors import SimulationError
from orgsim.headroom.answers import Finding, Gain, Headroom, headroom_of
from orgsim.headroom.catalog import ORACLES
from orgsim.headroom.plan import Question
from orgsim.results.plan import make_plan, model_version
from orgsim.results.runner import results_of, run_plan
from orgsim.scenario.design import Source
from orgsim.scenario.shipped_files import TEMPLATES
from orgsim.studies.headroom.bands import BANDS
from orgsim.studies.worlds import pairs_of_domains

START, END = "<!-- begin: written by make headroom -->", "<!-- end -->"
PLACES = {"in": "", "edge": " (edge)", "out": " **(out)**", "-": ""}


def companies() -> dict[str, Source]:
    """Return the companies of the table: two shipped ones, and a generated one of 43 posts and 252 engineers."""
    shipped: dict[str, Source] = {name: TEMPLATES / name / "today.yaml" for name in ("product-org", "demo")}
    return {**shipped, "generated": pairs_of_domains()}


def headroom(source: Source, folder: Path, *, replications: int, seed: int, workers: int) -> Headroom:
    """Return the headroom of a company; futures that are in the folder already are not simulated again.

    Raises
    ------
    SimulationError
        When a run fails.
    """
    asked = Question(make_plan([source], seed=seed, replications=replications), ORACLES)
    everything = asked.everything()
    progress = run_plan(everything, folder, workers=workers)
    if progress.failures:
        raise SimulationError(str(progress.failures[0]["error"]))
    return headroom_of(asked, results_of(everything, folder))


def section(found: Mapping[str, Headroom], replications: int, seed: int) -> str:
    """Return the section of the page: a row an oracle, a column a company, each headroom with its interval and where it lies."""
    rows = []
    for oracle in ORACLES:
        findings = [next(one for one in answer.findings if one.oracle is oracle) for answer in found.values()]
        band = BANDS.get(oracle.name)
        bounds = f"{band.low:g} .. {band.high:g}" if band else "-"
        rows.append(f"| `{oracle.name}` | {bounds} | {' | '.join(map(cell, findings))} |")
    reasons = [f"- `{band.name}`: {band.why}" for band in BANDS.values() if band.why]
    return "\n".join(
        [
            START,
            f"Means of {replications} futures (seed {seed}, model `{model_version()}`) with 95 % intervals, in % of realised value.",
            "Bands were set before any design was compared; *edge*: the mean lies outside, the interval partly inside.",
            "",
            f"| oracle | band | {' | '.join(found)} |",
            f"|---|---|{'---|' * len(found)}",
            *rows,
            "",
            *([*reasons, ""] if reasons else []),
            END,
        ]
    )


def cell(finding: Finding) -> str:
    """Return a headroom as text."""
    if finding.gain is None:
        return finding.reason
    band = BANDS.get(finding.oracle.name)
    return told(finding.gain) + (PLACES[band.place(finding.gain)] if band else "")


def told(gain: Gain) -> str:
    """Return a gain with its interval, per cent."""
    if gain.share is None:
        return "-"
    mean, low, high = (f"{100 * end:+.1f}" for end in (gain.share.value, gain.share.low, gain.share.high))
    return f"{mean} ({low} .. {high})"


def renewed(page: str, table: str) -> str:
    """Return a page with the table in the place of the one that is between the marks."""
    before, _, rest = page.partition(START)
    return before + table + rest.partition(END)[2]
