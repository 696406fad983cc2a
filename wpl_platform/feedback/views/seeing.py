"""Whether somebody still sees a moment: asked in the middle of a long answer, where no context is open."""

from collections.abc import Callable

from flask_login import current_user

from wpl_platform.accounts import queries as accounts
from wpl_platform.core.database import apart
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import queries
from wpl_platform.teams.queries import viewer_of
from wpl_platform.web.requests import this_app


def still_sees(annotation_id: int) -> Callable[[], bool]:
    """Whether who asks now is still signed in on this device and still sees the moment. Needs an open context."""
    token, app = current_user.token, this_app()

    def asked() -> bool:
        with apart(app, writes=False):
            found = accounts.signed_in(token)
            if found is None:
                return False
            try:
                queries.annotation(annotation_id, viewer=viewer_of(found[1]))
            except Missing:
                return False
            return True

    return asked
