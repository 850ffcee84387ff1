"""Which tests run which rule: a mutant can only be killed by those, so only those are run."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest


class Reach:
    """A plugin of pytest that notes, for each test, the functions below a folder that it calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.tests: defaultdict[str, list[str]] = defaultdict(list)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what is called during one test, its fixtures included."""
        called: set[str] = set()

        def note(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code.co_filename.startswith(self.folder):
                called.add(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")

        sys.setprofile(note)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            for name in called:
                self.tests[name].append(item.nodeid)

    def write(self, path: Path) -> None:
        """Write which tests run each function."""
        path.write_text(json.dumps(self.tests, indent=1) + "\n", encoding="utf-8")


def tests_of(reach: dict[str, list[str]], module: str, function: str) -> list[str]:
    """Return the tests that run a function, or, for a constant of a module, any function of it."""
    names = [f"{module}.{function}"] if function else [name for name in reach if name.startswith(f"{module}.")]
    return list(dict.fromkeys(test for name in names for test in reach.get(name, [])))
