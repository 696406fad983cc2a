"""What higher floors know that signing in needs: they say it once, when the application is wired."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from wpl_platform.accounts.models import Person


@dataclass(frozen=True)
class Demands:
    """`needs_second_step`: whether what the person is asks for one. `words_about`: names a password may not be."""

    needs_second_step: Callable[[Person], bool]
    words_about: Callable[[Person], Iterable[str]]


def register(app: Flask, found: Demands) -> None:
    """Says who answers."""
    app.extensions["demands"] = found


def demands() -> Demands:
    """Who answers in this application."""
    found: Demands = current_app.extensions["demands"]
    return found
