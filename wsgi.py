"""The application as a server loads it: wsgi:app."""

import logging

from sqlalchemy.exc import DatabaseError

from wpl_platform import create_app
from wpl_platform.core.database import apart
from wpl_platform.events import stream
from wpl_platform.media import withdrawals
from wpl_platform.mydata import erasing

app = create_app()
try:
    with apart(app, writes=True):
        withdrawals.do_again()
        erasing.do_again()
except DatabaseError:  # the command that brings the database to today's schema loads this file too
    logging.getLogger(__name__).warning("the list of withdrawals waits for a database of this version")
stream.end_at_stop(app)
