"""How often somebody may try: the limiter that views hold against guessing."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)
