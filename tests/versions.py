"""The walk of `tests.smoke` with other versions than those at hand.

``python -m tests.versions lowest`` installs, for the lowest Python, exactly the lowest version of everything that pyproject.toml allows.
``python -m tests.versions pythons`` does it for every Python that pyproject.toml names, with the newest versions, and fails when the
results differ in a byte. It needs nothing but Python itself; environments and results lie in ``out/versions`` and are made anew when
pyproject.toml changes.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OUT = ROOT / "out" / "versions"


def pythons() -> list[str]:
    """Return the versions of Python that are promised, the lowest first."""
    prefix = "Programming Language :: Python :: 3."
    found = [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)]
    return [f"3.{minor}" for minor in sorted(map(int, found))]


def interpreter(version: str) -> str | None:
    """Return a Python of this version, from the path or from pyenv, or None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python")), reverse=True)]
    for path in filter(None, named):
        asked = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        if subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version:
            return path
    return None


def lowest() -> list[str]:
    """Return the lowest version that is allowed of every dependency, as constraints.

    Example
    -------
    ``numba>=0.68,<0.69`` becomes ``numba==0.68``.
    """
    return [requirement.partition(",")[0].replace(">=", "==") for requirement in PROJECT["dependencies"]]


def environment(name: str, python: str, constraints: list[str]) -> Path:
    """Return the Python of a virtual environment with orgsim installed as a user would, under some constraints."""
    folder = OUT / name
    made_for = sha256(f"{python}{constraints}{PROJECT}".encode()).hexdigest()
    stamp = folder / "made-for"
    bound = folder / "constraints.txt"
    known = stamp.exists() and stamp.read_text(encoding="utf-8") == made_for
    if not known:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, "-m", "venv", folder], check=True)
    bound.write_text("\n".join(constraints), encoding="utf-8")
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    again = ["--no-deps", "--force-reinstall"] if known else []
    subprocess.run([*pip, *again, "--constraint", bound, str(ROOT)], check=True)
    stamp.write_text(made_for, encoding="utf-8")
    return folder / "bin" / "python"


def walked(name: str, python: str, constraints: list[str]) -> dict[str, str]:
    """Install, walk, and return the hashes of the results."""
    sys.stderr.write(f"{name}: {python}\n")
    inside = environment(name, python, constraints)
    work = OUT / f"{name}-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    done = subprocess.run([inside, ROOT / "tests" / "smoke.py", work], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    sys.stdout.write(f"{name}: passes; numbers {found['numbers']}, files {found['files']}\n")
    return found


def main(what: str) -> None:
    """Walk with the lowest versions, or with every Python."""
    names = pythons()[:1] if what == "lowest" else pythons()
    found = {}
    for version in names:
        python = interpreter(version)
        if python is None:
            sys.stdout.write(f"SKIPPED: there is no Python {version} on this machine, so nothing is known about it\n")
            continue
        lowered = what == "lowest"
        found[version] = walked("lowest" if lowered else version, python, lowest() if lowered else [])
    if len({tuple(entry.values()) for entry in found.values()}) > 1:
        sys.exit("the results differ between versions of Python")


if __name__ == "__main__":
    if sys.argv[1:] not in (["lowest"], ["pythons"]):
        sys.exit(__doc__)
    main(sys.argv[1])
