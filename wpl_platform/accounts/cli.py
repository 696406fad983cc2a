"""Commands for who runs the server: a way back in for somebody who lost everything they sign in with."""

import click
from flask import current_app
from flask.cli import AppGroup

from wpl_platform.accounts import letters, recovering
from wpl_platform.accounts.models import Person
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core import database

cli = AppGroup("account", help="Help somebody back in.")


@cli.command("link")
@click.argument("address")
def link(address: str) -> None:
    """A link for ADDRESS to choose a new password with: half an hour, once. Be sure who asks before you pass it on."""
    with database.transaction():
        secret = recovering.new_password_link(_person(address))
    site = letters.site() or f"http://{current_app.config['SERVER_NAME'] or 'localhost:8000'}"
    click.echo(site + letters.path_to("accounts.passwords.show_reset", token=secret))


@cli.command("forget-second-step")
@click.argument("address")
def forget_second_step(address: str) -> None:
    """Takes app, passkeys and paper codes of ADDRESS away, and signs them out. Be sure who asks."""
    with database.transaction():
        recovering.forget_second_step(_person(address))
    click.echo(f"{address} signs in without a second step now, and sets it up again where the role needs one.")


def _person(address: str) -> Person:
    person = person_by_email(address)
    if person is None:
        raise click.ClickException(f"Nobody has the address {address}.")
    return person
