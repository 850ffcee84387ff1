"""What one start keeps for the next: files that are whole or made anew, in folders that nobody else can write."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from orgsim.engine import compiled, kept
from orgsim.engine.entry import REAL, Code
from orgsim.engine.random import normal_quantile

LOADED, MADE = "loaded", "made"
COMPILING = "compiling rules of the engine: once; later starts load them"


def code_in(folder: Path) -> Path:
    """Return the only file of compiled code in a cache folder."""
    (path,) = folder.glob("engine-*/*.code")
    return path


@pytest.fixture
def remarks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of everything that is said from now on."""
    said: list[str] = []
    monkeypatch.setattr(kept, "_said", set())
    monkeypatch.setattr(kept, "_listener", said.append)
    monkeypatch.setattr(compiled.CodeCache, "announced", compiled.CodeCache.announced)
    return said


def fresh() -> tuple[str, str]:
    """Draw as after a start, with nothing in memory; return the value, and whether code was loaded or made."""
    compiled.CodeCache.announced = False
    kept._said.clear()
    value = compiled.Rule(normal_quantile.py_func)(0.6)
    return str(value), MADE if compiled.CodeCache.announced else LOADED


@pytest.fixture
def warmed(tmp_path: Path, remarks: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Return a cache folder that holds one compiled rule, and what the rule gives."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for looked_up in (kept._place, kept._private):
        looked_up.cache_clear()
    value, how = fresh()
    assert how == MADE
    assert remarks == [COMPILING]
    remarks.clear()
    assert fresh() == (value, LOADED)
    assert code_in(folder).parent == compiled.cache_folder()
    assert not remarks
    return folder, value


HURT = {
    "empty": lambda _: b"",
    "cut in the head": lambda whole: whole[:7],
    "cut in half": lambda whole: whole[: len(whole) // 2],
    "one byte short": lambda whole: whole[:-1],
    "garbage": lambda _: bytes(range(256)) * 40,
    "another pickle": lambda _: b"\x80\x04N.",
    "a flipped bit": lambda whole: whole[:-900] + bytes([whole[-900] ^ 4]) + whole[-899:],
}


@pytest.mark.parametrize("hurt", HURT.values(), ids=HURT.keys())
def test_a_damaged_file_is_made_anew_with_a_word(warmed, remarks, hurt):
    """Whatever lies where compiled code was, the answer is the same, the damage is named, and the next start loads again."""
    folder, value = warmed
    path = code_in(folder)
    path.write_bytes(hurt(path.read_bytes()))
    assert fresh() == (value, MADE)
    assert remarks == [f"{path} is damaged; it is made anew", COMPILING]
    assert fresh() == (value, LOADED)


def test_a_whole_file_that_does_not_load_is_made_anew(warmed, remarks):
    """A file that is what was written, but not the code of this rule, is compiled again as well."""
    folder, value = warmed
    path = code_in(folder)
    code = Code.unpacked(kept.read(path) or b"")
    for other in (b"no code", b"{}", replace(code, name="another_rule").packed()):
        remarks.clear()
        kept.write(path, other)
        assert fresh() == (value, MADE)
        assert remarks == [f"{path} does not load; it is made anew", COMPILING]
        assert fresh() == (value, LOADED)


def test_a_file_under_another_s_name_is_damaged(tmp_path, remarks):
    """Whole files that change places are not taken for each other."""
    kept.write(tmp_path / "one", b"content")
    assert kept.read(tmp_path / "one") == b"content"
    (tmp_path / "one").rename(tmp_path / "two")
    assert kept.read(tmp_path / "two") is None
    assert remarks == [f"{tmp_path / 'two'} is damaged; it is made anew"]


VERSIONS = [
    ("sys.version_info", (3, 99, 0, "final", 0)),
    ("orgsim.engine.compiled.version", lambda _: "0.68.99"),
    ("numpy.__version__", "2.99"),
]


@pytest.mark.parametrize(("what", "other"), VERSIONS)
def test_each_python_and_numba_has_a_cache_of_its_own(tmp_path, monkeypatch, what, other):
    """Code of another Python, numba or numpy does not count as compiled; the same versions find it."""
    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(tmp_path / "cache"))
    kinds = (REAL,)
    there = normal_quantile.kept._path(kinds)
    kept.write(there, b"code")
    assert normal_quantile.is_kept(kinds)
    module, _, name = what.rpartition(".")
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules[module], name, other)
        assert not normal_quantile.is_kept(kinds)
    assert normal_quantile.is_kept(kinds)
    there.write_bytes(b"half")
    assert not normal_quantile.is_kept(kinds)


def test_the_engine_is_compiled_when_the_schedule_is_kept(tmp_path, monkeypatch, make):
    """An empty cache is not a compiled engine, nor is a folder without a whole schedule for these parameters."""
    from orgsim.engine import schedule, warmup

    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(tmp_path / "cache"))
    blueprint = make().blueprint
    assert not warmup.is_compiled(blueprint)
    there = schedule.run.kept._path(warmup.kinds_of_run(blueprint))
    assert there.is_relative_to(tmp_path)
    there.touch()
    assert not warmup.is_compiled(blueprint)
    kept.write(there, b"code")
    assert warmup.is_compiled(blueprint)


STUCK = """
import pathlib, time
from orgsim.engine import compiled
compiled.cache_folder()
pathlib.Path.replace = lambda *_: time.sleep(600)
compiled.kept.listen()
from orgsim.engine.random import normal_quantile
normal_quantile(0.6)
"""


def test_killed_while_it_compiles(tmp_path, remarks, monkeypatch):
    """After a kill -9 in the first compilation the next start compiles, and removes what the killed one left once it is old."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(folder))
    process = subprocess.Popen([sys.executable, "-c", STUCK], stderr=subprocess.PIPE, text=True)
    while not list(folder.glob("engine-*/*.tmp")) and process.poll() is None:  # written, but not yet in its place
        time.sleep(0.01)
    process.kill()
    assert process.communicate()[1].splitlines() == [COMPILING]
    (left,) = folder.rglob("*.tmp")
    assert left.parent == compiled.cache_folder()
    value, how = fresh()
    assert (how, remarks) == (MADE, [COMPILING])
    os.utime(left, (0, 0))
    code_in(folder).unlink()
    kept.tidy.cache_clear()
    assert fresh() == (value, MADE)
    assert not list(folder.rglob("*.tmp"))


def test_what_is_out_of_use_is_removed(tmp_path):
    """Weeks without use, or more than so many versions that are not used daily; this one and today's always stay."""
    now = time.time()
    ages = {f"engine-{days:02d}": days * kept.DAY for days in range(30)}
    for name, age in ages.items():
        (tmp_path / name / "below").mkdir(parents=True)
        os.utime(tmp_path / name, (now - age, now - age))
    current = tmp_path / "engine-29"
    other = tmp_path / "notes"
    other.mkdir()
    os.utime(other, (0, 0))
    kept.tidy(current)
    left = sorted(path.name for path in tmp_path.glob("engine-*"))
    assert left == [f"engine-{days:02d}" for days in range(kept.VERSIONS)] + ["engine-29"]
    assert other.exists()
    for path in tmp_path.glob("engine-*"):
        os.utime(path, (now, now))
    for number in range(40):
        (tmp_path / f"engine-new-{number}").mkdir()
    kept.tidy.cache_clear()
    kept.tidy(current)
    assert len(list(tmp_path.glob("engine-*"))) == kept.VERSIONS + 1 + 40


def test_what_is_used_counts_as_young(tmp_path):
    """Loading marks a folder as used, so that it is not removed."""
    os.utime(tmp_path, (0, 0))
    kept.use(tmp_path)
    assert tmp_path.stat().st_mtime > kept.DAY


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777], ids=oct)
@pytest.mark.parametrize("below", ["", "engine"], ids=["whole", "engine's folder"])
def test_a_folder_that_others_can_write_is_refused(warmed, remarks, tmp_path, mode, below):
    """Compiled code is run as it lies: it is neither read nor kept where others could put another, and a sentence says so."""
    folder, value = warmed
    code = code_in(folder)
    before = code.read_bytes()
    shared = code.parent if below else folder
    shared.chmod(mode)
    kept._place.cache_clear()
    assert fresh() == (value, MADE)
    private = tmp_path / f"orgsim-{os.geteuid()}"
    assert compiled.cache_folder().parent == private
    assert remarks[0].startswith(f"{shared} can be written by others")
    assert remarks[0].endswith(f"compiled code is kept in {private} instead")
    assert code.read_bytes() == before
    assert fresh() == (value, LOADED)
    shared.chmod(0o755)
    kept._place.cache_clear()
    assert fresh() == (value, LOADED)
    assert compiled.cache_folder() == code.parent


def test_a_file_that_others_can_write_is_made_anew(warmed, remarks):
    """The same holds for a single file, which is then ours alone."""
    folder, value = warmed
    path = code_in(folder)
    path.chmod(0o666)
    assert fresh() == (value, MADE)
    assert remarks[0].startswith(f"{path} can be written by others")
    assert path.stat().st_mode & 0o777 == 0o600
    assert fresh() == (value, LOADED)


@pytest.mark.skipif(os.geteuid() != 0, reason="only an administrator can give a folder away")
def test_a_folder_of_another_user_is_refused(warmed, remarks):
    """What somebody else owns, that user could have written."""
    folder, value = warmed
    os.chown(folder, 12345, 12345)
    kept._place.cache_clear()
    assert fresh() == (value, MADE)
    assert remarks[0].startswith(f"{folder} belongs to another user")
    assert not compiled.cache_folder().is_relative_to(folder)


def test_folders_are_made_for_their_user_alone(tmp_path):
    """Even where new folders are open to a group by default, no other user can write what is kept."""
    before = os.umask(0o002)
    try:
        made = kept._place(tmp_path / "some" / "cache", "engine-test")
    finally:
        os.umask(before)
    assert made == tmp_path / "some" / "cache" / "engine-test"
    assert {path.stat().st_mode & 0o777 for path in (made, made.parent)} == {0o700}


HOMES = {
    "a file": lambda folder: {"HOME": str(folder / "file")},
    "below a file": lambda folder: {"HOME": str(folder / "file" / "home")},
    "empty": lambda _: {"HOME": ""},
}


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES.keys())
def test_without_a_home_a_private_folder_is_used(warmed, remarks, tmp_path, monkeypatch, home):
    """Where there is no home, or it cannot be written, compiled code goes to the temporary files, with a word."""
    (tmp_path / "file").touch()
    for name in ("ORGSIM_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home(tmp_path).items():
        monkeypatch.setenv(name, value)
    private = tmp_path / f"orgsim-{os.geteuid()}"
    assert fresh() == (warmed[1], MADE)
    assert compiled.cache_folder().parent == private
    assert private.stat().st_mode & 0o777 == 0o700
    first, second = remarks
    assert first.endswith(f"; compiled code is kept in {private} instead")
    assert second == COMPILING
    assert fresh() == (warmed[1], LOADED)


def test_home_not_set_is_looked_up(monkeypatch):
    """Without HOME the system knows where a user is at home; a user unknown to it has none."""
    monkeypatch.delenv("ORGSIM_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ann"))
    assert kept._wanted() == Path("/home/ann/.cache/orgsim")

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    assert kept._wanted() is None


def test_a_private_folder_that_is_not_ours_is_not_used(tmp_path, monkeypatch):
    """Somebody may have taken the name of the private folder: then another one is made."""
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"orgsim-{os.geteuid()}").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept._private.cache_clear()
    private = kept._private()
    kept._private.cache_clear()
    assert private.parent == tmp_path
    assert private.stat().st_mode & 0o777 == 0o700
    assert private.name != f"orgsim-{os.geteuid()}"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_nothing_can_be_kept_at_all(tmp_path, monkeypatch, remarks):
    """Without any place to write, everything works, and a word says that nothing is kept."""
    monkeypatch.setattr(kept, "_private", lambda: kept.NOWHERE)
    (tmp_path / "file").touch()
    folder = kept._place(tmp_path / "file", "engine-test")
    kept.write(folder / "some.code", b"code")
    assert kept.read(folder / "some.code") is None
    assert remarks == [f"{tmp_path / 'file'} cannot be used: File exists; compiled code is not kept"]


def test_a_full_disk_costs_only_time(tmp_path, monkeypatch, remarks):
    """What cannot be written is said once, and leaves no half file."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept.write(tmp_path / "some.code", b"code")
    kept.write(tmp_path / "other.code", b"code")
    assert remarks == [
        f"compiled code cannot be kept in {tmp_path}: No space left on device; the next start compiles again"
    ]
    assert not list(tmp_path.iterdir())


def test_remarks_wait_until_somebody_listens(monkeypatch):
    """What is found before a command has said how it wants to be spoken to is said then, once."""
    monkeypatch.setattr(kept, "_said", set())
    monkeypatch.setattr(kept, "_listener", None)
    monkeypatch.setattr(kept, "_waiting", [])
    said: list[str] = []
    for _ in range(2):
        kept.remark("early")
    kept.listen(said.append)
    kept.remark("late")
    kept.remark("early")
    kept.listen()
    kept.remark("later")
    assert said == ["early", "late", "later"]
