"""What a sender says a body must add up to, reckoned while the bytes go by: none of them is kept or read twice."""

import hashlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from hmac import compare_digest

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _

ALGORITHMS = ("sha1", "sha256")
"""sha1 because tus asks for it: it finds damage, and proves nothing about who sent it."""


class Unknown(Invalid):
    """No checksum that is understood here (400)."""


class Mismatch(Invalid):
    """Other bytes came than were sent (460)."""


class Checksum:
    """What is expected of one body, and what has come of it so far."""

    def __init__(self, header: str) -> None:
        """From `Upload-Checksum`: an algorithm and a digest in base64, parted by a space. Raises Unknown."""
        name, _sep, value = header.strip().partition(" ")
        try:
            if name not in ALGORITHMS:
                raise ValueError(name)
            self._sum = hashlib.new(name, usedforsecurity=False)
            self._expected = b64decode(value, validate=True)
            if len(self._expected) != self._sum.digest_size:
                raise ValueError(value)
        except (NotBase64, ValueError) as error:
            raise Unknown(_("De upload begon niet goed. Probeer het opnieuw."), "Upload-Checksum") from error

    def over(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """The same reader; what it gives is counted in."""

        def counted(count: int) -> bytes:
            piece = read(count)
            self._sum.update(piece)
            return piece

        return counted

    def require(self) -> None:
        """Ensures that what came is what was sent; raises Mismatch otherwise, also when only a part came."""
        if not compare_digest(self._sum.digest(), self._expected):
            raise Mismatch(_("Een stuk van de video kwam beschadigd aan. Stuur het nog een keer."), "Upload-Checksum")
