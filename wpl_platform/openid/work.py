"""What the worker does for signing in through organisations: it forgets who never came back."""

from wpl_platform.openid import coming_in

HOUSEKEEPING = (coming_in.forget_old,)
