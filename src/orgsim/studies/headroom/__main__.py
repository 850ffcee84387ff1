"""``python -m orgsim.studies.headroom``: measure the headroom of the shipped companies and renew the table of docs/headroom.md."""

from pathlib import Path

import click

from orgsim.studies.headroom.measured import companies, headroom, renewed, section, told


@click.command()
@click.argument("names", nargs=-1, metavar="[COMPANY]...")
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), default="docs", show_default=True)
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), default="out/headroom", show_default=True)
@click.option("-r", "--replications", default=200, show_default=True, type=click.IntRange(2))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("-j", "--workers", default=1, show_default=True, type=click.IntRange(1))
def main(names: tuple[str, ...], folder: Path, kept: Path, replications: int, seed: int, workers: int) -> None:
    """Simulate what is not saved yet and renew the table; with names of companies, only print theirs."""
    known = companies()
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"there is no company '{unknown[0]}'; there are {', '.join(known)}")
    found = {}
    for name in names or known:
        click.echo(name)
        answer = headroom(known[name], kept / name, replications=replications, seed=seed, workers=workers)
        for finding in answer.findings:
            click.echo(f"  {finding.oracle.name:24} {told(finding.gain) if finding.gain else finding.reason}")
        found[name] = answer
    if not names:
        page = folder / "headroom.md"
        page.write_text(renewed(page.read_text(encoding="utf-8"), section(found, replications, seed)), encoding="utf-8")


if __name__ == "__main__":
    main()
