"""What ``orgsim ladder simulate`` and ``orgsim ladder compare`` share: options, settings laid over, and the simulation itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from orgsim.cli.console import Console
from orgsim.cli.options import REPLICATIONS, SEED, SETTINGS, WORKERS
from orgsim.errors import InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.simulation import CareerResults
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.ladder.policy import PromotionPolicy
    from orgsim.scenario.ladder.settings import CareerSettings

Command = TypeVar("Command", bound=Callable[..., Any])

QUARTERS = click.option(
    "--quarters", type=click.IntRange(2, 4000), default=80, show_default=True, help="How long each future is."
)
PEOPLE = click.option("--people", type=click.IntRange(1, 1_000_000), help="Scale the ladder to about so many people.")
HORIZON = click.option(
    "--horizon",
    type=click.IntRange(1, 4000),
    help="Quarters for which hires are followed; default: 40, at most half of --quarters.",
)


@dataclass(frozen=True)
class Running:
    """How careers are simulated: how many futures of which length, for how many people, and how long hires are followed."""

    replications: int
    quarters: int
    people: int | None
    seed: int
    workers: int | None
    horizon: int | None

    def words(self, overrides: Sequence[str], entry: str | None, goal: str | None) -> list[str]:
        """Return the options that say the same again; the number of threads does not matter."""
        said = {
            "--entry": entry,
            "--to": goal,
            "-r": self.replications,
            "--quarters": self.quarters,
            "--people": self.people,
            "--horizon": self.horizon,
            "--seed": self.seed,
        }
        laid = [part for text in overrides for part in ("--set", text)]
        return laid + [str(part) for pair in said.items() if pair[1] is not None for part in pair]


@dataclass(frozen=True)
class Arm:
    """One thing to simulate: a ladder, or an organisation, under a policy, with values laid over it."""

    name: str
    ladder: str
    policy: str | None = None
    overrides: tuple[str, ...] = ()
    """For every arm."""
    own: tuple[str, ...] = ()
    """For this one alone."""


def career_options(command: Command) -> Command:
    """Add the options of every command that simulates careers; the command gets them as `overrides` and one `running`."""

    @wraps(command)
    def ordered(*args: Any, **given: Any) -> Any:
        running = Running(**{entry.name: given.pop(entry.name) for entry in fields(Running)})
        return command(*args, running=running, **given)

    found: Any = ordered
    for option in (SETTINGS, REPLICATIONS, QUARTERS, PEOPLE, SEED, WORKERS, HORIZON):
        found = option(found)
    return cast("Command", found)


def nested(overrides: Sequence[str]) -> dict[str, Any]:
    """Return ``KEY.PATH=VALUE`` texts as nested mappings.

    Example
    -------
    >>> nested(["transfer=0.5", "policy.raters=3", "freeze=true"])
    {'transfer': 0.5, 'policy': {'raters': 3}, 'freeze': True}
    """
    found: dict[str, Any] = {}
    for text in overrides:
        path, sign, value = text.partition("=")
        if not sign or not path:
            raise InputError(f"--set {text}: expected KEY.PATH=VALUE")
        *above, last = path.split(".")
        place = found
        for key in above:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                raise InputError(f"--set {text}: '{key}' is already a value")
        place[last] = _value(value)
    return found


def _value(text: str) -> object:
    words: dict[str, object] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    if text.startswith("[") and text.endswith("]"):
        return [_value(part.strip()) for part in text[1:-1].split(",")]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _laid_over(ladder: "Ladder", texts: Sequence[str]) -> "Ladder":
    """Return a ladder with values changed, checked like one from a file."""
    from orgsim.scenario.document import Document
    from orgsim.scenario.entries import set_anew
    from orgsim.scenario.ladder.reading import ladder_in
    from orgsim.scenario.patch import merge
    from orgsim.scenario.problems import ScenarioError
    from orgsim.scenario.reading import overridden

    if not texts:
        return ladder
    document = Document(ladder.model_dump(mode="json", by_alias=True, exclude_unset=True))
    for text in texts:
        said = overridden(text, Path(ladder.name), document)
        if anew := set_anew(text, said, document):
            raise ScenarioError(anew)
        document = merge(document, said)
    return ladder_in(document)


def simulated(console: Console, arm: Arm, running: Running) -> "CareerResults":
    """Simulate a ladder under a policy, or the careers in an organisation, with progress."""
    from orgsim.careers.plan import plan_careers
    from orgsim.careers.simulation import compile_careers, simulate_careers
    from orgsim.scenario.document import read_document
    from orgsim.scenario.ladder.reading import is_ladder
    from orgsim.scenario.ladder.shipped import ladder_path

    path = ladder_path(arm.ladder)
    if not is_ladder(read_document(path).data, path):
        return at_work(console, path, arm, running)
    found, rule, settings, name = ruled(arm)
    plan = plan_careers(found, rule, settings, running.quarters, running.people)
    compile_careers(plan, console.note)
    with console.tracker(running.replications, f"{found.name} under {name}") as report:
        return simulate_careers(plan, report=report, **_how(running))


def _how(running: Running) -> dict[str, Any]:
    return {name: getattr(running, name) for name in ("replications", "seed", "workers", "horizon")}


def ruled(arm: Arm) -> "tuple[Ladder, PromotionPolicy, CareerSettings, str]":
    """Return the ladder of an arm with values laid over it, its policy, its settings, and the policy's name."""
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.reading import load_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.ladder.shipped import ladder_path

    texts = [*arm.overrides, *arm.own]
    of_ladder = [text for text in texts if _first(text) in Ladder.model_fields and _first(text) != "policy"]
    changes = nested([text for text in texts if text not in of_ladder])
    policy_changes = changes.pop("policy", {})
    if not isinstance(policy_changes, dict):
        policy_changes = {"name": policy_changes}
    chosen = policy_changes.pop("name", arm.policy)
    found = _laid_over(load_ladder(ladder_path(arm.ladder)), of_ladder)
    name = chosen or found.policy.name
    stated = found.policy.settings if name == found.policy.name else {}
    return found, policy_named(name, {**stated, **policy_changes}), settings_from(changes), name


def _first(text: str) -> str:
    """Return the first key of ``KEY.PATH=VALUE``."""
    return text.partition("=")[0].partition(".")[0]


def check_read(arms: Sequence[Arm]) -> None:
    """Refuse what is set and read by nobody: what is said of one arm has to be read there, what is said of all in one of them.

    Raises
    ------
    InputError
        Naming the setting.
    """
    from orgsim.careers.plan import check_settings
    from orgsim.scenario.document import read_document
    from orgsim.scenario.ladder.reading import is_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.ladder.shipped import ladder_path
    from orgsim.scenario.parameters import Careers

    refused = []
    for arm in arms:
        path = ladder_path(arm.ladder)
        if not is_ladder(read_document(path).data, path):
            continue
        _, rule, settings, _ = ruled(arm)
        own = nested([text for text in arm.own if _first(text) in Careers.model_fields])
        check_settings(rule, settings_from(own))
        try:
            check_settings(rule, settings)
        except InputError as error:
            refused.append(error)
    if len(refused) == len(arms):
        raise refused[0]


def at_work(console: Console, path: Path, arm: Arm, running: Running) -> "CareerResults":
    """Simulate an organisation and return the careers in it."""
    from orgsim.careers.plan import plan_at_work
    from orgsim.careers.simulation import simulate_careers
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.plan import make_plan

    source = click.get_current_context().get_parameter_source("quarters")
    if running.people is not None or source is click.core.ParameterSource.COMMANDLINE:
        raise InputError(f"{shown(path)} is an organisation: its posts say how many people, its horizon how long")
    overrides = [*arm.overrides, *arm.own]
    _check_paths(path, overrides)
    laid = [*overrides, *([f"ladder.policy.name={arm.policy}"] if arm.policy else [])]
    (organization,) = make_plan([path], overrides=laid).organizations
    plan = plan_at_work(organization)
    compile_engine(organization.blueprint, console.note)
    with console.tracker(running.replications, f"careers in {organization.design.name}") as report:
        return simulate_careers(plan, report=report, organization=organization, **_how(running))


def _check_paths(path: Path, overrides: Sequence[str]) -> None:
    """Refuse the name of a setting of a ladder by itself where a path in a scenario is meant."""
    from orgsim.scenario.ladder.settings import LadderSettings
    from orgsim.scenario.parameters import Careers, Staffing

    for text in overrides:
        name = _first(text)
        if name in {*Careers.model_fields, *Staffing.model_fields, *LadderSettings.model_fields, "policy"}:
            raise InputError(
                f"--set {name}: {shown(path)} is an organisation, so write the path in the scenario, such as "
                "parameters.careers.transfer or ladder.policy.name; labels on people and seats are for a ladder by itself"
            )
