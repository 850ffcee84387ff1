"""Simulating on a Dask cluster: the same parts, written by workers into the same folder.

A part is all a worker is given, and it is written whole or not at all, so a worker that is lost costs the part it was at: Dask gives it to
another one. Results are the same bytes as on one machine if the versions are the same, which is checked before anything
is simulated, and by every worker again, since more may join.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from orgsim.errors import CommandLineError, InputError, SimulationError
from orgsim.organization.build import Organization
from orgsim.results.failures import Failure
from orgsim.results.manifest import versions
from orgsim.results.parts import Part
from orgsim.results.plan import model_version
from orgsim.results.runner import run_and_write

SECONDS = 20
"""How long a scheduler may take to answer."""
RETRIES = 3
WITHOUT_DASK = "--scheduler needs Dask: pip install 'orgsim[dask]'"


@dataclass(frozen=True)
class Cluster:
    """Workers that have the same versions and see the same folder."""

    executor: Executor
    workers: int
    threads: int


def here() -> dict[str, str]:
    """Return all that has to be the same on every worker: the model, the packages, Python and the kind of machine."""
    return {"model": model_version(), **versions()}


def seen(path: str) -> str:
    """Return what a file says; why it cannot be read, where it cannot."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        return f"({(error.strerror or 'it cannot be read').lower()})"


def made(expected: dict[str, str], organization: Organization, folder: Path, part: Part, seed: int) -> list[Failure]:
    """Make a part on a worker.

    Raises
    ------
    InputError
        When the worker has other versions.
    """
    if differing := _differing(here(), expected):
        raise InputError(f"a worker joined with other versions: {differing}")
    return run_and_write(organization, folder, part, seed)


class _OnCluster(Executor):
    """Submits what a pool of threads would do to workers, with the versions that they must have."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.expected = here()

    def submit(self, _work: Any, /, organization: Organization, folder: Path, part: Part, seed: int) -> Future[Any]:  # type: ignore[override]
        """Submit a part; its folder is named in full, since workers stand elsewhere."""
        return self.executor.submit(made, self.expected, organization, folder.resolve(), part, seed)


@contextmanager
def connected(address: str, folder: Path) -> Iterator[Cluster]:
    """Connect to a scheduler whose workers write into a folder.

    Raises
    ------
    InputError
        When there is no scheduler or no worker, or a worker has other versions or does not see the folder.
    SimulationError
        When a part has cost several workers their life.
    """
    client, killed = _client(address)
    try:
        _same_versions(client)
        _same_folder(client, folder)
        threads = client.nthreads()
        executor = _OnCluster(client.get_executor(pure=False, retries=RETRIES))
        yield Cluster(executor, len(threads), max(1, sum(threads.values())))
    except killed as error:
        raise SimulationError(f"a part was lost with several workers, one after the other: {error}") from None
    finally:
        client.close()


def require_address(address: str) -> None:
    """Refuse what is no address, before anything is planned; a client that gets one leaves threads that complain when the command ends.

    Raises
    ------
    CommandLineError
        When it is none.
    InputError
        When Dask is not installed.
    """
    try:
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise InputError(WITHOUT_DASK) from None
    try:
        get_address_host_port(address)
    except ValueError as error:
        raise CommandLineError(
            f"--scheduler {address[:80]}: {str(error)[:200]}; expected an address such as tcp://host:8786"
        ) from None


def _client(address: str) -> tuple[Any, type[Exception]]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise InputError(WITHOUT_DASK) from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else "no answer"
        raise InputError(f"--scheduler {address}: no scheduler of Dask answers there ({reason[:200]})") from None
    return client, KilledWorker


def _same_versions(client: Any) -> None:
    """Refuse workers with other versions."""
    found = client.run(here)
    if not found:
        client.close()
        raise InputError("the scheduler has no workers; start some with: dask worker ADDRESS")
    mine = here()
    for worker, theirs in sorted(found.items()):
        if differing := _differing(theirs, mine):
            raise InputError(f"worker {worker} would make other results: {differing}")


def _differing(theirs: dict[str, str], mine: dict[str, str]) -> str:
    names = [name for name in mine if theirs.get(name) != mine[name]]
    return ", ".join(f"{name} {theirs.get(name, 'missing')} instead of {mine[name]}" for name in names)


def _same_folder(client: Any, folder: Path) -> None:
    """Refuse workers that do not see the folder of the results."""
    probe = folder.resolve() / f".{uuid4().hex}.tmp"
    probe.write_text(probe.name, encoding="utf-8")
    try:
        for worker, content in sorted(client.run(seen, str(probe)).items()):
            if content != probe.name:
                raise InputError(
                    f"worker {worker} does not see {folder.resolve()}: {content}; the folder has to be shared"
                )
    finally:
        probe.unlink(missing_ok=True)
