"""``python -m orgsim.studies``: run the patterns and the calibration table, and write their pages."""

from pathlib import Path

import click

from orgsim.figures.saving import save
from orgsim.scenario.problems import listed
from orgsim.studies.calibration.measured import calibrated
from orgsim.studies.claims import Pattern
from orgsim.studies.discovery import all_patterns
from orgsim.studies.evidence import publish
from orgsim.studies.pages import PatternOutcome, calibration_page, patterns_page, published_patterns
from orgsim.studies.runs import Lab
from orgsim.studies.stamps import stamps

FIGURES = Path("img")
"""Where the figures of the page stand, beside it."""


@click.command()
@click.argument("names", nargs=-1, metavar="[PATTERN]...")
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), default="docs", show_default=True)
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), default="out/patterns", show_default=True)
@click.option("-r", "--replications", default=200, show_default=True, type=click.IntRange(2))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("-j", "--workers", default=1, show_default=True, type=click.IntRange(1))
def main(names: tuple[str, ...], folder: Path, kept: Path, replications: int, seed: int, workers: int) -> None:
    """Run what is not saved yet and write both pages; with names, only run those patterns and print their outcome."""
    lab = Lab(kept, replications, seed, workers)
    known = all_patterns()
    if unknown := [word for word in names if not any(is_named(name, word) for name in known)]:
        raise click.UsageError(f"there is no pattern '{unknown[0]}'; there are {listed(known, 30)}")
    chosen = [pattern for name, pattern in known.items() if not names or any(is_named(name, word) for word in names)]
    frozen = stamps()
    outcomes = [ran(pattern, lab, folder / FIGURES) for pattern in chosen]
    if names:
        return
    (folder / "patterns.md").write_text(patterns_page(outcomes, frozen, replications, seed, folder), encoding="utf-8")
    publish("patterns", published_patterns(outcomes))
    click.echo("calibration")
    text = calibration_page(calibrated(lab), frozen, replications, seed)
    (folder / "calibration.md").write_text(text, encoding="utf-8")


def is_named(name: str, word: str) -> bool:
    """Tell whether a word is a pattern's name, or what stands before the hyphen in it.

    Example
    -------
    >>> is_named("P1-portfolio", "P1"), is_named("P1-portfolio", "P1-portfolio"), is_named("P10-freeze", "P1")
    (True, True, False)
    """
    return word in (name, name.partition("-")[0])


def ran(pattern: Pattern, lab: Lab, folder: Path) -> PatternOutcome:
    """Run a pattern, draw its figures, and print what came of it."""
    findings = pattern.run(lab)
    figures = {}
    for chart in findings.charts:
        figure, words = chart.draw()
        figures[chart.name] = save(figure, folder / f"patterns-{chart.name}.svg", words)
    click.echo(pattern.name)
    for claim in findings.claims:
        click.echo(f"  {claim.verdict:24} {claim.says}")
    return PatternOutcome(pattern, findings, figures)


if __name__ == "__main__":
    main()
