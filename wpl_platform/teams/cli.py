"""Commands for who runs the server: founding an organisation with its first team and administrator."""

import click
from flask.cli import AppGroup

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core import database
from wpl_platform.core.errors import ProductError
from wpl_platform.teams import actions
from wpl_platform.teams.models import OrganisationRole, Role

cli = AppGroup("organisation", help="Found organisations.")


@cli.command("found")
@click.argument("organisation")
@click.argument("team")
@click.option("--admin-name", prompt=True, help="The first administrator.")
@click.option("--admin-email", prompt=True, help="The address they sign in with.")
@click.password_option(help="Their first password, at least ten characters.")
def found(organisation: str, team: str, admin_name: str, admin_email: str, password: str) -> None:
    """ORGANISATION with its first TEAM and an administrator, who brings in the others."""
    try:
        person = _found(organisation, team, admin_name, admin_email, password)
    except ProductError as refused:
        raise click.ClickException(refused.sentence) from refused
    click.echo(f"{organisation} stands, with {team}. {person} can sign in and bring in the others.")


def _found(organisation: str, team: str, admin_name: str, admin_email: str, password: str) -> str:
    """All of it or nothing; returns the address of the administrator."""
    with database.transaction():
        place = actions.found_team(actions.found_organisation(organisation), team)
        person = person_by_email(admin_email) or accounts.create_person(admin_name, admin_email)
        actions.place(person, place, Role.ADMIN)
        actions.name_to(place.organisation, person, OrganisationRole.ADMIN)
        if person.password_hash is None:
            accounts.set_password(person, password, by=None)  # last, for it may not be the name of where they belong
        return person.email
