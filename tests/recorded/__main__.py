"""``python -m tests.recorded``: record the numbers of every world anew."""

from tests.recorded.numbers import FOLDER, numbers_of, written
from tests.recorded.worlds import WORLDS, finished


def main() -> None:
    """Run every world and write its file."""
    FOLDER.mkdir(exist_ok=True)
    for name in WORLDS:
        (FOLDER / f"{name}.json").write_text(written(numbers_of(finished(name))), encoding="utf-8")


if __name__ == "__main__":
    main()
