"""Only keys of ours ever become names of files."""

from wpl_platform.core.ids import is_key


def safe(key: str) -> str:
    """The key itself; raises ValueError for anything that is none."""
    if not is_key(key):
        raise ValueError("not a key of ours")
    return key
