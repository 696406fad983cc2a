"""A film over a line that is cut again and again, to a server that is killed meanwhile: byte for byte the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

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

pytestmark = pytest.mark.slow
SIZE, CUTS, KILLS = 24_000_000, 6, 2
"""2 GB with 20 cuts and 5 kills: `python -m benchmarks.rough_line`."""


@pytest.mark.parametrize("send", [sent_by_tuspy, sent_by_a_browser])
def test_a_film_over_a_rough_line_is_the_same_film(tmp_path: Path, send: Callable[[str, Path], None]) -> None:
    film, product = tmp_path / "film.bin", Product(tmp_path / "product")
    digest = random_film(film, SIZE)
    try:
        product.start_web()
        line = RoughLine(product.port, events_of(product, SIZE, CUTS, KILLS))
        with watched_memory(product) as grown:
            send(f"http://127.0.0.1:{line.port}", film)
        line.close()
        assert line.cuts == CUTS + KILLS
        assert kept_digests(product) == [digest]
        assert grown() < 50_000_000
    finally:
        product.stop()
