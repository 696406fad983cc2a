"""What higher floors know that signing in needs: they say it once, when the application is wired."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from flask import Flask, current_app

from wpl_platform.accounts.models import Person


@dataclass(frozen=True)
class Demands:
    """`needs_second_step`: whether what the person is asks for one. `words_about`: names a password may not be.

    `elsewhere`: the path of the one door by which the person comes in, when their organisation wants that; else empty.
    """

    needs_second_step: Callable[[Person], bool]
    words_about: Callable[[Person], Iterable[str]]
    elsewhere: Callable[[Person], str] = lambda person: ""


def register(app: Flask, found: Demands) -> None:
    """Says who answers."""
    app.extensions["demands"] = found


def lead_elsewhere(app: Flask, elsewhere: Callable[[Person], str]) -> None:
    """Says who knows whether somebody comes in by another door alone."""
    register(app, replace(app.extensions["demands"], elsewhere=elsewhere))


def demands() -> Demands:
    """Who answers in this application."""
    found: Demands = current_app.extensions["demands"]
    return found
