"""Seals: whatever changes in a file is seen, in small files and in those that are read piece by piece."""

from pathlib import Path

import numpy as np
import pytest

from orgsim.results import whole


@pytest.mark.parametrize("piece", [1, 7, 64, 80, 1 << 20])
def test_a_file_and_its_bytes_have_the_same_seal(tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in pieces of any size, a file gets the seal that its bytes get, and every changed byte is seen."""
    monkeypatch.setattr(whole, "PIECE", piece)
    luck = np.random.default_rng(1)
    content = luck.bytes(150) + whole.SEAL.encode() + luck.bytes(40) + whole.SEAL.encode() + luck.bytes(90)
    path = tmp_path / "file"
    path.write_bytes(content)
    with path.open("r+b") as file:
        whole.seal_file(file)
    assert path.read_bytes() == whole.sealed(content)
    assert whole.is_whole_file(path)
    for place in range(len(content)):
        changed = bytearray(whole.sealed(content))
        changed[place] ^= 1
        path.write_bytes(changed)
        assert not whole.is_whole_file(path)


def test_a_file_without_a_seal_is_not_whole(tmp_path: Path) -> None:
    """Nothing, and bytes without a seal, are not what was written."""
    for content in (b"", b"sha256", b"x" * 100):
        (tmp_path / "file").write_bytes(content)
        assert not whole.is_whole_file(tmp_path / "file")
