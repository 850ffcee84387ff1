"""``python -m tests.baselines [FOLDER ...]``: record the baselines of all shipped scenarios anew, or of those in some folders."""

import sys

from tests.baselines.shipped import FOLDER, shipped_scenarios, table_for
from tests.baselines.table import write_tables
from tests.conftest import SCENARIOS


def main(folders: list[str]) -> None:
    """Write the tables; those of folders that are gone are removed."""
    paths = shipped_scenarios()
    chosen = [path for path in paths if not folders or path.parent.relative_to(SCENARIOS).as_posix() in folders]
    write_tables(chosen)
    for file in set(FOLDER.glob("*.csv")) - {table_for(path) for path in paths}:
        file.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
