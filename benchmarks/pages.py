"""What a page costs on demo content, beside a bare page on the same server. One visitor, one connection."""

import tempfile
from pathlib import Path

from benchmarks.measure import HEAD, in_turns, row, table
from benchmarks.product import demo, server
from benchmarks.visitor import Visitor

PAGES = {
    "/start": "start",
    "/recordings": "videos",
    "/recordings/1": "studio",
    "/recordings/1/analysis": "analysis of a recording",
    "/board": "board",
    "/team": "team",
    "/team/analysis": "pattern of a team",
    "/": "academy",
    "/register": "register",
}
ROUNDS = 60
GOAL_MS = 30


def main() -> None:
    """Prints a line a page, and whether each stays under the goal."""
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as port, server("benchmarks.bare:app", {}) as bare:
        tom, nobody = Visitor(port), Visitor(bare)
        tom.sign_in("Tom Dekker")
        found = {
            name: in_turns(lambda path=path: tom.seconds(path), lambda: nobody.seconds("/"), ROUNDS)  # type: ignore[misc]
            for path, name in PAGES.items()
        }
    print(table(HEAD, [row(name, compared, 1000, "ms") for name, compared in found.items()]))
    slow = [name for name, compared in found.items() if compared.ours.median * 1000 >= GOAL_MS]
    print(f"\nUnder {GOAL_MS} ms at the median: {'all' if not slow else 'all but ' + ', '.join(slow)}.")


if __name__ == "__main__":
    main()
