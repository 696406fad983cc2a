"""What can go wrong, in words for a person. The doors turn each kind into its HTTP status."""


class ProductError(Exception):
    """An answer to the person that is not the one they hoped for; `sentence` is in their language."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Missing(ProductError):
    """It does not exist, or not for this viewer (404)."""


class Unheld(Missing):
    """Asked for by a value that the database cannot hold; its transaction is over (404)."""


class Refused(ProductError):
    """The viewer may see it, but may not do this with it (403)."""


class Conflict(ProductError):
    """Somebody or something was there first (409)."""


class Invalid(ProductError):
    """What was given cannot be used; `field` names where (422)."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class PortFailure(ProductError):
    """Something outside failed (ffmpeg, the disk, mail); `retry` tells whether trying again can help."""

    def __init__(self, sentence: str, *, retry: bool) -> None:
        super().__init__(sentence)
        self.retry = retry


def require(allowed: bool, sentence: str = "") -> None:
    """Ensures that the action goes on only when the policy said yes; raises Refused otherwise."""
    if not allowed:
        raise Refused(sentence)
