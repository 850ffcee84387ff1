"""``orgsim init``: commented files to start from."""

import re
from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FOLDER
from orgsim.errors import InputError
from orgsim.scenario.problems import shown
from orgsim.scenario.shipped_files import TEMPLATES

SCENARIO = re.compile(r"^(posts|extends):", re.MULTILINE)
"""What a scenario begins with at the margin, and no batch, search or story does."""
ACQUIRED = re.compile(r"organisation: *([^,}\s]+)")
"""The file of an organisation that a scenario acquires: nothing to compare with."""


NEXT = {"stories": "orgsim story", "lessons": "orgsim lesson build"}
"""Folders of templates, with the command for each template in them."""


def _folders() -> dict[str, Path]:
    """Return the templates by name: folders, and stories and lessons with what they are."""
    plain = {folder.name: folder for folder in TEMPLATES.iterdir() if folder.name not in NEXT}
    inside = {f"{kind}/{folder.name}": folder for kind in NEXT for folder in (TEMPLATES / kind).iterdir()}
    return {name: folder for name, folder in sorted((plain | inside).items()) if folder.is_dir()}


@click.command()
@click.argument("folder", default=".", type=FOLDER)
@click.option(
    "--template",
    type=click.Choice(list(_folders())),
    default="minimal",
    show_default=True,
    help="Template to start from.",
)
@click.pass_obj
def command(console: Console, folder: Path, template: str) -> None:
    """Write the commented files of a template into FOLDER, by default the current one. Existing files are never overwritten."""
    home = _folders()[template]
    sources = sorted(path for path in home.rglob("*") if path.is_file())
    targets = [folder / source.relative_to(home) for source in sources]
    there = [shown(target) for target in targets if target.exists()]
    if there:
        raise InputError(f"{', '.join(there)} exists already; choose another folder (nothing was written)")
    for source, target in zip(sources, targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        console.say(f"wrote {shown(target)}")
    console.answer(written=[shown(target) for target in targets])
    kind = template.rpartition("/")[0]
    if kind:
        console.note(f"next: {NEXT[kind]} {shown(folder)}")
        return
    acquired = {name for target in targets for name in ACQUIRED.findall(target.read_text(encoding="utf-8"))}
    chosen = [target for target in sorted(targets, key=_baseline_first) if target.name not in acquired]
    scenarios = [shown(target) for target in chosen if _is_scenario(target)]
    if scenarios:
        console.note(f"next: orgsim {'compare' if len(scenarios) > 1 else 'run'} {' '.join(scenarios)}")


def _is_scenario(path: Path) -> bool:
    return path.suffix == ".yaml" and bool(SCENARIO.search(path.read_text(encoding="utf-8")))


def _baseline_first(path: Path) -> bool:
    return "extends:" in path.read_text(encoding="utf-8")
