"""``python -m orgsim.studies.stories``: run the stories that come with orgsim, as far as they are not kept, and write what came out."""

from dataclasses import replace
from pathlib import Path

import click

from orgsim.stories.loading import load_story, shipped_stories
from orgsim.stories.running import Trial, run_trial
from orgsim.stories.verdicts import StoryAnswer, answer
from orgsim.stories.words import verdict_of
from orgsim.studies.evidence import publish
from orgsim.studies.stories.pages import overview, page_of, published_story, renewed


@click.command()
@click.argument("names", nargs=-1, metavar="[STORY]...")
@click.option(
    "--write/--dry-run",
    default=False,
    help="Write the pages of the stories, and the table of docs/stories.md from the pages of all.",
)
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), default="out", show_default=True)
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), default="docs", show_default=True)
@click.option("--situations", default=50, show_default=True, type=click.IntRange(2))
@click.option("-r", "--replications", default=4, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("-j", "--workers", type=click.IntRange(1))
def main(
    names: tuple[str, ...],
    kept: Path,
    docs: Path,
    situations: int,
    replications: int,
    seed: int,
    workers: int | None,
    *,
    write: bool,
) -> None:
    """Run what is not kept yet; with names of stories, only these."""
    known = shipped_stories()
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"there is no story '{unknown[0]}'; there are {', '.join(known)}")
    for name in names or known:
        trial = Trial(load_story(known[name]), situations, replications, seed)
        told, without = (
            _answered(one, kept / f"story-{name}", workers) for one in (trial, replace(trial, deleted=True))
        )
        click.echo(f"{name}: {verdict_of(told)}")
        if write:
            _write(known[name] / "README.md", page_of(told, without))
            publish("stories", published_story(told), part=name)
    if write:
        pages = {name: (load_story(folder).story, _text(folder / "README.md")) for name, folder in known.items()}
        _write(docs / "stories.md", overview(pages))


def _answered(trial: Trial, folder: Path, workers: int | None) -> StoryAnswer:
    return answer(trial, run_trial(trial, folder, workers=workers))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _write(page: Path, section: str) -> None:
    page.write_text(renewed(_text(page), section), encoding="utf-8")


if __name__ == "__main__":
    main()
