"""By what attempts are counted: the address that was typed, the person who is halfway, the place they come from."""

from flask import request, session
from flask_limiter.util import get_remote_address
from flask_login import current_user

from wpl_platform.accounts.login import half_in
from wpl_platform.core.text import tidy


def typed_address() -> str:
    """The address in the form, as it is kept."""
    return tidy(request.form.get("email", "")).lower()


def typed_from_here() -> str:
    """The same, from this place alone: guessing elsewhere keeps nobody out."""
    return f"{typed_address()} {get_remote_address()}"


def whose_step() -> str:
    """The person whose second step is asked, wherever they come from."""
    person = current_user.person if current_user.is_authenticated else half_in()
    return f"person {person.id}" if person else f"nobody {session.get('halfway', '')} {get_remote_address()}"
