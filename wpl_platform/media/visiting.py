"""Who comes by a guest's link in this request: who typed its code in this browser, asked anew each time.

This is no signing in. It lives in an entry of its own in the signed cookie, names a link, and opens nothing but that
link's own addresses; what the rest of the product asks (`current_user`, `viewer`) does not know of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session

from wpl_platform.core import clock
from wpl_platform.core.errors import Missing
from wpl_platform.media import guests, policy
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

LET_IN = "guests"
"""In the session: the keys of links whose code was typed here, each with when."""
LASTS = timedelta(hours=12)
"""How long a browser need not type the code again."""
AT_ONCE = 5


@dataclass(frozen=True)
class Visit:
    """A guest at their recording."""

    link: GuestLink
    guest: Viewer

    @property
    def recording(self) -> Recording:
        """What they came for."""
        return self.link.share.recording


def let_in(link: GuestLink) -> None:
    """From now on this browser comes by the link; the latest few links are remembered."""
    others = [(key, at) for key, at in _kept().items() if key != link.key]
    session[LET_IN] = dict([*others, (link.key, clock.now().isoformat())][-AT_ONCE:])


def leave(link: GuestLink) -> None:
    """This browser asks for the code again."""
    session[LET_IN] = {key: at for key, at in _kept().items() if key != link.key}


def is_in(link: GuestLink) -> bool:
    """Whether the code was typed in this browser, and not too long ago."""
    at = _kept().get(link.key)
    return at is not None and datetime.fromisoformat(at) > clock.now() - LASTS


def visit(key: str) -> Visit:
    """The guest who comes by this link; raises Missing unless the link is open, its code was typed here, and everybody
    in view agrees today.
    """
    link = guests.link(key)
    found = Visit(link, guests.guest_of(link))
    if not is_in(link) or not policy.may_watch(found.guest, found.recording):
        raise Missing
    return found


def still_visits(key: str) -> Callable[[], bool]:
    """Whether the link is still open and still lets its guest watch, for answers that outlive the request."""

    def asked() -> bool:
        try:
            link = guests.link(key)
            return policy.may_watch(guests.guest_of(link), link.share.recording)
        except Missing:
            return False

    return asked


def _kept() -> dict[str, str]:
    kept = session.get(LET_IN)
    return dict(kept) if isinstance(kept, dict) else {}
