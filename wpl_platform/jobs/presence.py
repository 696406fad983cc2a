"""Whether a worker is at work: it says so in a file every second, and whoever asks reads it."""

import json
import time
from pathlib import Path

SILENT_SECONDS = 10
FILE = "worker.json"


def say(folder: Path, worker: str) -> None:
    """Writes that the worker is here, at this moment."""
    fresh = folder / f"{FILE}.new"
    fresh.write_text(json.dumps({"worker": worker, "at": time.time()}))
    fresh.replace(folder / FILE)


def leave(folder: Path) -> None:
    """Takes the word back: this worker stops."""
    (folder / FILE).unlink(missing_ok=True)


def state(folder: Path) -> str:
    """`ok` when a worker spoke in the last ten seconds; else `away`, and for how many seconds when that is known."""
    try:
        spoke = float(json.loads((folder / FILE).read_text())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return "away"
    silent = max(0, round(time.time() - spoke))
    return "ok" if silent <= SILENT_SECONDS else f"away {silent} s"
