"""A walk through the commands of an installed orgsim, and a hash of what it computes: ``python tests/smoke.py FOLDER``.

It needs nothing but orgsim, so that it can run with any versions of what orgsim needs; `tests.versions` prepares those.
"""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

WALK = (
    ("init", "minimal", "--template", "minimal"),
    ("init", "flatter", "--template", "flatter"),
    ("validate", "minimal/today.yaml", "flatter/flat.yaml"),
    ("show", "flatter/flat.yaml", "--resolved"),
    ("run", "minimal/today.yaml", "-r", "2", "-o", "run"),
    ("compare", "flatter/today.yaml", "flatter/flat.yaml", "-r", "2", "-o", "compared", "--figures", "figures"),
    ("network", "minimal/today.yaml"),
    ("ladder", "simulate", "startup", "-r", "2"),
    ("verify-model", "V2a-screening"),
)
"""Everything a first day needs: scenarios, runs, a comparison with figures, charts of ties, careers, and a check of the model."""


def walk(folder: Path) -> None:
    """Run every command in a folder; the first that fails ends it with what it said."""
    orgsim = Path(sys.executable).with_name("orgsim")
    for words in WALK:
        sys.stderr.write(f"  orgsim {' '.join(words)}\n")
        done = subprocess.run([orgsim, *words], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def hashes(folder: Path) -> dict[str, str]:
    """Return hashes of all saved tables: of their numbers, bit for bit, and of their files."""
    import pyarrow.parquet

    numbers, files = sha256(), sha256()
    tables = sorted(folder.rglob("*.parquet"), key=lambda path: path.relative_to(folder).as_posix())
    assert tables
    for path in tables:
        numbers.update(repr(pyarrow.parquet.read_table(path).to_pydict()).encode())
        files.update(path.read_bytes())
    return {"numbers": numbers.hexdigest()[:16], "files": files.hexdigest()[:16]}


if __name__ == "__main__":
    where = Path(sys.argv[1])
    walk(where)
    sys.stdout.write(json.dumps(hashes(where)) + "\n")
