"""Whether somebody may go on: asked long after the request began, by streams and long answers that outlive it."""

from collections.abc import Callable

from flask_login import current_user

from wpl_platform.accounts import queries as accounts
from wpl_platform.core.database import apart
from wpl_platform.core.errors import Missing
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.requests import this_app


def still(may: Callable[[Viewer], bool]) -> Callable[[], bool]:
    """Whether who asks now is still signed in on this device and still may; Missing is no. Needs an open context."""
    token = current_user.token

    def asked() -> bool:
        found = accounts.signed_in(token)
        if found is None:
            return False
        try:
            return may(viewer_of(found[1]))
        except Missing:
            return False

    return asked


def in_its_own_context(asked: Callable[[], bool]) -> Callable[[], bool]:
    """The same question, for where no context is open: in the middle of a long answer."""
    app = this_app()

    def apart_from_it() -> bool:
        with apart(app, writes=False):
            return asked()

    return apart_from_it
