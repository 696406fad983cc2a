"""Commands of a demo instance: bring the story in, and say who you can be there."""

import click
from flask.cli import AppGroup
from flask_babel import force_locale

import config
from wpl_platform.demo import loading, queries, story

cli = AppGroup("demo", help="Demo content.")
FOLDER = config.ROOT / "demo"


@cli.command("load")
def load() -> None:
    """Bring the demo content into an empty database; where people live already, nothing happens."""
    if not loading.is_empty():
        click.echo("There are people here already, so nothing was brought in.")
        return
    with force_locale("nl"):
        loading.load(story.read(FOLDER / "story.toml"), FOLDER / "media")
    click.echo("The demo content is in.")


@cli.command("people")
def people() -> None:
    """Say who you can be in a demo instance."""
    with force_locale("nl"):
        groups = queries.people()
    for organisation, parts in groups:
        click.echo(f"{organisation}, {parts[0].team.name}")
        for part in parts:
            click.echo(f"  {part.person.name:<16} {', '.join(part.roles)}")
    if groups:
        click.echo("Each of them is one click on the sign-in page.")
