"""What a large film over a rough line costs: 2 GB, the line cut 20 times, the web server killed five times."""

import tempfile
import time
from pathlib import Path

from benchmarks.measure import table
from tests.rough_line import (
    RoughLine,
    events_of,
    kept_digests,
    random_film,
    sent_by_a_browser,
    sent_by_tuspy,
    watched_memory,
)
from tests.running import Product

SIZE, CUTS, KILLS = 2_000_000_000, 20, 5
CLIENTS = {"tuspy": sent_by_tuspy, "tus-js-client in Chromium": sent_by_a_browser}
HEAD = ("client", "seconds", "bytes sent more than once", "cuts and kills", "memory grew", "SHA-256")


def main() -> None:
    """Prints, for each client, what it took and whether the film is the same."""
    rows = []
    for name, send in CLIENTS.items():
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            digest = random_film(place / "film.bin", SIZE)
            product = Product(place / "product")
            product.start_web()
            try:
                line = RoughLine(product.port, events_of(product, SIZE, CUTS, KILLS))
                begun = time.perf_counter()
                with watched_memory(product) as grown:
                    send(f"http://127.0.0.1:{line.port}", place / "film.bin")
                took = time.perf_counter() - begun
                same = "identical" if kept_digests(product) == [digest] else "DIFFERENT"
                again = max(0, line.passed - SIZE) / 1e6
                rows.append([name, f"{took:.0f}", f"{again:.0f} MB", str(line.cuts), f"{grown() / 1e6:.0f} MB", same])
            finally:
                product.stop()
    print(table(HEAD, rows))


if __name__ == "__main__":
    main()
