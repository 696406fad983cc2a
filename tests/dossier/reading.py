"""Reads a PDF that reportlab wrote, by the program that Debian has for it; without spaces, for lines break anywhere."""

import subprocess


def words_of(pdf: bytes, *, cells: bool = False) -> str:
    """The text without its spaces; or only the answers that fill a cell."""
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return " ".join(word for word in text.split() if word == "ja") if cells else "".join(text.split())
