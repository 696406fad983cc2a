"""Wires into the application that some organisations want their people to sign in with them alone."""

from flask import Flask

from wpl_platform.accounts.demands import lead_elsewhere
from wpl_platform.accounts.letters import path_to
from wpl_platform.accounts.models import Person
from wpl_platform.openid import linking


def init_app(app: Flask) -> None:
    """Says where such a person comes in."""
    lead_elsewhere(app, _door_of)


def _door_of(person: Person) -> str:
    provider = linking.only_for(person)
    return "" if provider is None else path_to("openid.door.show", key=provider.key)
