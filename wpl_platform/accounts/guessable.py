"""Which passwords somebody would try first. Pure: common ones, patterns, and what is known of the person."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("common_passwords.txt")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz")
SIGNS_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi")
LONG = 16
"""From here on figures and signs alone are no pattern."""

LETTERS_LEFT = 4
"""With fewer letters of its own than this, a password is a name with something stuck to it."""


def is_common(password: str) -> bool:
    """Whether it is on the list, also with figures or signs around it or in place of letters; or only a pattern."""
    plain = _folded(password)
    forms = {plain, plain.translate(SIGNS_FOR_LETTERS)}
    cores = forms | {_core(form) for form in forms} | {_core(plain).translate(SIGNS_FOR_LETTERS)}
    once = {_once(core) for core in cores}
    short = len(plain) < LONG or len(_once(plain)) < LETTERS_LEFT
    return any((short and len(core) < LETTERS_LEFT) or core in _listed() or _is_row(core) for core in once)


def is_about(password: str, words: Iterable[str]) -> bool:
    """Whether little or nothing is left of it without these: somebody's name, address or organisation."""
    plain = _folded(password)
    known = {part for word in words for part in re.split(r"[\W_]+", _folded(word)) if len(part) >= 3}
    left = plain
    for part in sorted(known, key=len, reverse=True):
        left = left.replace(part, " ")
    return left != plain and (len(re.sub(r"[\W\d_]+", "", left)) < LETTERS_LEFT or is_common(left))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _core(text: str) -> str:
    """The word without the figures and signs before and behind it, which everybody adds."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _once(text: str) -> str:
    """The part that a text repeats to its end; else the text."""
    repeated = re.fullmatch(r"(.{1,16}?)\1+", text)
    return repeated[1] if repeated else text


def _is_row(text: str) -> bool:
    return len(text) >= LETTERS_LEFT and any(text in row * 2 or text in row[::-1] * 2 for row in ROWS)


@cache
def _listed() -> frozenset[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
