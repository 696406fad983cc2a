"""Commands for who runs the server: how an organisation signs its people in, and the way back when that fails."""

import click
from flask.cli import AppGroup

from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core import database
from wpl_platform.core.errors import ProductError
from wpl_platform.openid import discovery, linking, setting_up
from wpl_platform.openid.models import Provider
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.teams.models import Organisation
from wpl_platform.teams.queries import organisation_by_name

cli = AppGroup("sign-in", help="Say how the people of an organisation sign in (OpenID Connect).")


@cli.command("set")
@click.argument("organisation")
@click.option("--issuer", required=True, help="The address of its provider, as that calls itself.")
@click.option("--client-id", required=True)
@click.option("--secret", prompt=True, hide_input=True, help="The client secret; asked for when it is not given.")
@click.option("--domain", "domains", multiple=True, required=True, help="What stands behind the @; may be repeated.")
@click.option("--trust-addresses", is_flag=True, help="An address counts without the word that it was verified.")
@click.option("--only", is_flag=True, help="Its people sign in in no other way.")
def set_up(
    organisation: str,
    issuer: str,
    client_id: str,
    secret: str,
    domains: tuple[str, ...],
    trust_addresses: bool,
    only: bool,
) -> None:
    """The people of ORGANISATION sign in with this provider from now on. What it says of itself is read first."""
    found = tuple(domain.lower() for domain in domains)
    wanted = Wanted(issuer, client_id, secret, found, trust_addresses, on=True, only=only)
    try:
        discovery.judged(issuer)
        with database.transaction():
            setting_up.keep(_organisation(organisation), wanted, by=None)
    except ProductError as failed:
        raise click.ClickException(failed.sentence) from failed
    click.echo(f"The people of {organisation} can sign in with {issuer}.")


@cli.command("try")
@click.argument("organisation")
def check(organisation: str) -> None:
    """Whether the provider of ORGANISATION answers as it should."""
    issuer = _provider(organisation).issuer
    database.release()
    try:
        click.echo("\n".join(discovery.judged(issuer)))
    except ProductError as failed:
        raise click.ClickException(failed.sentence) from failed


@cli.command("off")
@click.argument("organisation")
@click.option("--only-the-demand", is_flag=True, help="It stays a way in, but no longer the only one.")
def off(organisation: str, only_the_demand: bool) -> None:
    """The people of ORGANISATION sign in as others do: the way back in when its provider fails."""
    with database.transaction():
        setting_up.turn(_provider(organisation), on=only_the_demand, only=False, by=None)
    click.echo(f"The people of {organisation} can sign in with their passwords and passkeys.")


@cli.command("forget")
@click.argument("address")
def forget(address: str) -> None:
    """Forgets which account at the provider belongs to ADDRESS: the next one that bears the address does."""
    with database.transaction():
        person = person_by_email(address)
        if person is None or not linking.forget(person):
            raise click.ClickException(f"No account at a provider belongs to {address}.")
    click.echo(f"The next account at the provider that bears {address} belongs to them.")


def _organisation(name: str) -> Organisation:
    found = organisation_by_name(name)
    if found is None:
        raise click.ClickException(f"There is no organisation named {name}.")
    return found


def _provider(name: str) -> Provider:
    found = setting_up.provider_of(_organisation(name).id)
    if found is None:
        raise click.ClickException(f"{name} has no provider.")
    return found
