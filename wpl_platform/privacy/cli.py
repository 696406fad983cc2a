"""Commands for who runs the server: giving the first role in an organisation, and whether its log is whole."""

from datetime import timedelta

import click
from flask.cli import AppGroup

from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core import database
from wpl_platform.core.errors import ProductError
from wpl_platform.privacy.actions import appoint_first
from wpl_platform.privacy.shortening import shorten
from wpl_platform.privacy.verifying import Anchors, Verdict, verify
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import organisation_by_name, organisation_names

cli = AppGroup("privacy", help="Roles in an organisation, and its access log.")
YEAR = timedelta(days=366)


@cli.command("appoint")
@click.argument("organisation")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in OrganisationRole]))
def appoint(organisation: str, email: str, role: str) -> None:
    """Give who signs in as EMAIL a ROLE in ORGANISATION. It is logged."""
    with database.transaction():
        where, person = organisation_by_name(organisation), person_by_email(email)
        if where is None or person is None:
            raise click.ClickException(
                "There is no organisation of that name." if person else "Nobody has that address."
            )
        try:
            new = appoint_first(where, person, OrganisationRole(role))
        except ProductError as refused:
            raise click.ClickException(refused.sentence) from refused
    click.echo(f"{person.email} is {role} of {where.name}{'' if new else ' already'}.")


@cli.command("verify-log")
@click.option(
    "--written-down",
    "written",
    multiple=True,
    metavar="ORGANISATION:LINE:HASH",
    help="What this command printed before, and you kept elsewhere. May be given more than once.",
)
def verify_log(written: tuple[str, ...]) -> None:
    """Say of each organisation whether its access log is as it was written. Ends with 1 when one is not.

    Keep what it prints outside this server: who can change the whole database can make a whole chain anew, and only a
    hash that was written down elsewhere shows that.
    """
    anchors = _anchors(written)
    names = organisation_names()
    wrong = 0
    for told in verify(anchors):
        click.echo(_sentence(told, names.get(told.organisation_id, "an organisation that is gone")))
        wrong += told.fault is not None
    if wrong:
        raise click.exceptions.Exit(1)


@cli.command("shorten-log")
@click.option("--years", type=click.IntRange(min=5), default=5, show_default=True, help="How long lines are kept.")
def shorten_log(years: int) -> None:
    """Destroy the lines of every access log that are older, and log that."""
    for organisation_id, name in organisation_names().items():
        with database.transaction():
            gone = shorten(organisation_id, years * YEAR)
        click.echo(f"{name}: {gone} lines destroyed.")


def _sentence(told: Verdict, name: str) -> str:
    head = f"{told.organisation_id}:{told.seq}:{told.hash}"
    if told.fault is None:
        return f"{name}: {told.lines} lines, whole. Write down: {head}"
    return f"{name}: NOT whole. Line {told.fault.seq} {told.fault.wrong.value}. {told.lines} lines before it are right."


def _anchors(written: tuple[str, ...]) -> Anchors:
    found: dict[int, dict[int, str]] = {}
    for text in written:
        try:
            organisation, line, hashed = text.split(":")
            found.setdefault(int(organisation), {})[int(line)] = hashed.strip().lower()
        except ValueError as error:
            raise click.BadParameter(f"“{text}” is not ORGANISATION:LINE:HASH") from error
    return found
