"""Stable keys: what an entity is called decides its luck, never its place in a file or the name of its role."""

import hashlib
from collections.abc import Iterable

from orgsim.errors import InputError


def key_of(kind: str, name: str) -> int:
    """Return the 32-bit key of an entity (blake2 of its kind and id)."""
    return int.from_bytes(hashlib.blake2b(f"{kind}:{name}".encode(), digest_size=4).digest(), "little")


def in_canonical_order(kind: str, names: Iterable[str]) -> list[str]:
    """Return names by key, the one order in which the engine meets them.

    Raises
    ------
    InputError
        When two names have the same key (about one chance in 4 billion for each pair).
    """
    keyed: dict[int, str] = {}
    for name in names:
        key = key_of(kind, name)
        if key in keyed and keyed[key] != name:
            raise InputError(f"the {kind} ids '{keyed[key]}' and '{name}' have the same key; rename one of them")
        keyed[key] = name
    return [keyed[key] for key in sorted(keyed)]
