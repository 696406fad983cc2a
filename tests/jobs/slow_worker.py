"""A real worker whose one kind of work takes some seconds and says in a file when it begins and ends.

Arguments: the database's address, DATA_DIR, seconds of work.
"""

import os
import sys
import time
from pathlib import Path

from tests.conftest import app_on
from wpl_platform.jobs import engine, worker
from wpl_platform.jobs.work import Handler, Work


def main(url: str, data_dir: Path, seconds: float) -> None:
    """Works until it is stopped or killed."""
    diary = data_dir / "diary"

    def note(text: str) -> None:
        with diary.open("a") as file:
            file.write(f"{text}\n")

    def run(work: Work) -> None:
        note("begin")
        steps = int(seconds * 20)
        for step in range(steps):
            time.sleep(0.05)
            work.progress(100 * step / steps)
            work.check()
        with work.transaction():
            note("end")

    app = app_on(url, data_dir)
    engine.register(app, {"slow": Handler(run)})
    worker.run(app)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
