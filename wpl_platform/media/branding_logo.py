"""The logo that an organisation brings in, made anew here: a PNG and nothing else. A port."""

from pathlib import Path

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.media import pictures
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage
from wpl_platform.teams.branding import Logo

LOGO_BYTES = 1_000_000
SIDE = 512
"""Px of the long side that are kept: sharp on paper at 4 cm, and on every screen."""
ACCEPTED = "image/png,image/jpeg,image/webp"
FIELD = "logo"
_SIZE_AT = 16
"""Where a PNG says how wide and high it is: two numbers of four bytes."""


def made_anew(file: Path) -> Logo:
    """The logo in this file; raises Invalid when it is too large, or no PNG, JPEG or WebP."""
    if file.stat().st_size > LOGO_BYTES:
        raise Invalid(_("Dit logo is groter dan 1 MB. Kies een kleiner bestand."), FIELD)
    with storage().scratch() as folder:
        target = folder / "logo.png"
        try:
            pictures.png(file, SIDE, target)
        except Unreadable as error:
            raise Invalid(_("Dit is geen PNG, JPEG of WebP die we kunnen lezen. SVG kan niet."), FIELD) from error
        content = target.read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (_SIZE_AT, _SIZE_AT + 4))
    return Logo(content, width, height)
