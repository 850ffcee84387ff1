"""The designs that are compared: the shipped company of about 15 posts, and generated ones of 500 and 5,000 (`tests.bench.company`)."""

import shutil
from pathlib import Path

import yaml

from tests.bench.company import SIZES, company
from tests.bench.costs import ROOT

SMALL = 15
OTHERS = ("second", "third", "fourth")
SHORT = {"warmup_quarters": 1, "quarters": 3}
"""The horizon of large companies here, so that a comparison of them takes seconds."""


def files_of(folder: Path, posts: int, designs: int = 3) -> list[str]:
    """Write designs of a company into a folder, which differ in a team's engineers, and return their files."""
    today = folder / "today.yaml"
    if posts == SMALL:
        shutil.copy(ROOT / "scenarios" / "product-org" / "today.yaml", today)
    else:
        today.write_text(yaml.safe_dump({**company(SIZES[posts]), "horizon": SHORT}), encoding="utf-8")
    team = min(yaml.safe_load(today.read_text(encoding="utf-8"))["teams"])
    for engineers, name in enumerate(OTHERS[: designs - 1], start=8):
        change = {"extends": "today.yaml", "name": name, "changes": [{"teams": {team: {"engineers": engineers}}}]}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(change), encoding="utf-8")
    return [str(folder / f"{name}.yaml") for name in ("today", *OTHERS[: designs - 1])]
