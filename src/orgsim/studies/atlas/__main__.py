"""``python -m orgsim.studies.atlas``: simulate what is missing of the atlas, and write docs/atlas.md with its picture."""

from pathlib import Path

import click

from orgsim.atlas.environments import environments
from orgsim.figures import atlas as picture
from orgsim.figures.saving import save
from orgsim.results.plan import model_version
from orgsim.scenario.document import read_document
from orgsim.scenario.library.designs import DESIGNS
from orgsim.studies.atlas.expectations import HERE
from orgsim.studies.atlas.measured import COMPANIES, atlas_of
from orgsim.studies.atlas.page import atlas_page, published_atlas, sizes
from orgsim.studies.evidence import publish
from orgsim.studies.pages import table
from orgsim.studies.stamps import hash_of

PICTURE = Path("img") / "atlas.svg"


@click.command()
@click.argument("names", nargs=-1, metavar="[SIZE]...")
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), default="docs", show_default=True)
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), default="out/atlas", show_default=True)
@click.option("-r", "--replications", "futures", type=click.IntRange(2), help="Futures a cell; default: by company.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("-j", "--workers", default=2, show_default=True, type=click.IntRange(1))
def main(names: tuple[str, ...], folder: Path, kept: Path, futures: int | None, seed: int, workers: int) -> None:
    """Simulate what is not saved yet and write the page; with sizes of companies, only simulate those."""
    if unknown := [name for name in names if name not in COMPANIES]:
        raise click.UsageError(f"there is no company '{unknown[0]}'; there are {', '.join(COMPANIES)}")
    worlds = list(environments().values())
    found = {}
    for size in names or COMPANIES:
        click.echo(size)
        found[size] = atlas_of(
            COMPANIES[size], worlds, kept / size, seed=seed, workers=workers, futures=futures, report=click.echo
        )
    if names:
        return
    about = sizes(found)
    drawn = {f"{size}: {about[size]}": atlas for size, atlas in found.items()}
    save(picture.draw(drawn), folder / PICTURE, picture.describe(drawn))
    publish("atlas", published_atlas(found))
    stamped = "\n".join(table("frozen | hash", stamps(seed)))
    page = atlas_page(found, stamped, PICTURE, HERE / "remarks.yaml")
    (folder / "atlas.md").write_text(page, encoding="utf-8")


def stamps(seed: int) -> list[tuple[str, str]]:
    """Return what the page belongs to, as rows of a table."""
    return [
        ("environments, companies and expectations", f"`{frozen()}`"),
        ("designs of the library", f"`{texts_hash(sorted(DESIGNS.glob('*.yaml')))}`"),
        ("source of the model", f"`{model_version()}`"),
        ("seed", f"`{seed}`"),
    ]


def frozen() -> str:
    """Return a hash of what was settled before the atlas was run: environments, companies, expectations and propositions."""
    files = [HERE / f"{name}.yaml" for name in ("companies", "expectations", "propositions")]
    return hash_of([texts_hash(files), sorted([one.name, *one.settings] for one in environments().values())])


def texts_hash(paths: list[Path]) -> str:
    """Return a hash of what YAML files say, without their remarks."""
    return hash_of([[path.stem, read_document(path).data] for path in paths])


if __name__ == "__main__":
    main()
