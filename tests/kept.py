"""Where a kept file lies, for tests that look at it past the product. On a disk only."""

from pathlib import Path

from wpl_platform.media.storage import storage


def path_of(key: str) -> Path:
    """Its place. It need not exist."""
    found = storage().path_or_none(key)
    assert found is not None
    return found
