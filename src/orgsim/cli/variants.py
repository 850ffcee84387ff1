"""What ``orgsim ladder compare`` compares: ladders, policies on one ladder, and variants that are said on the command line."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from orgsim.cli.careers import Arm
from orgsim.errors import CommandLineError

MOST = 4
NEXT_SETTING = re.compile(r"[,\s]+(?=[\w.-]+=)")
"""Between two settings of a variant: spaces or a comma."""


def arms_of(
    ladders: Sequence[str], policies: Sequence[str], variants: Sequence[str], overrides: tuple[str, ...]
) -> list[Arm]:
    """Return what is compared, the baseline first: the ladders, or the policies on one ladder, and then the variants of the first.

    Raises
    ------
    InputError
        When that is one thing or more than four, or two of them have the same name.
    """
    if len(ladders) > 1 and len(policies) > 1:
        raise CommandLineError("compare several ladders, or one ladder with --policy given several times")
    policy = policies[0] if policies else None
    if len(policies) > 1:
        arms = [Arm(name, ladders[0], name, overrides) for name in policies]
    else:
        arms = [Arm(Path(ladder).stem, ladder, policy, overrides) for ladder in ladders]
    arms += [variant_of(text, arms[0]) for text in variants]
    _check(arms)
    return arms


def _check(arms: Sequence[Arm]) -> None:
    names = [arm.name for arm in arms]
    if len(arms) < 2:
        raise CommandLineError(
            "compare several ladders, one ladder with --policy given several times, or a ladder with variants of it, "
            'such as --variant "fast: levels.pm.min_quarters=2"'
        )
    if twice := {name for name in names if names.count(name) > 1}:
        raise CommandLineError(f"two of the things to compare have the same name, '{min(twice)}'")
    if len(arms) > MOST:
        raise CommandLineError(f"at most {MOST} can be compared; got {len(arms)}")


def variant_of(text: str, base: Arm) -> Arm:
    """Return a variant of an arm: ``NAME: KEY.PATH=VALUE KEY.PATH=VALUE ...``; `ladder` and `policy` may be keys as well.

    Example
    -------
    >>> found = variant_of("fast: levels.pm.min_quarters=2, policy=committee", Arm("product", "product"))
    >>> found.name, found.policy, found.own
    ('fast', 'committee', ('levels.pm.min_quarters=2',))
    """
    name, colon, said = (part.strip() for part in text.partition(":"))
    settings = NEXT_SETTING.split(said) if said else []
    if not colon or not name or not settings or not all("=" in setting for setting in settings):
        raise CommandLineError(
            f'--variant "{text}": expected a name and what differs, such as "fast: transfer=0.5 policy=merit"'
        )
    chosen = dict(setting.split("=", 1) for setting in settings if setting.split("=", 1)[0] in ("ladder", "policy"))
    own = tuple(setting for setting in settings if setting.split("=", 1)[0] not in chosen)
    return Arm(name, chosen.get("ladder", base.ladder), chosen.get("policy", base.policy), base.overrides, own)


def said_again(ladders: Sequence[str], policies: Sequence[str], variants: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command line that compares the same again."""
    yield from ladders
    for option, values in (("--policy", policies), ("--variant", variants)):
        for value in values:
            yield from (option, value)
