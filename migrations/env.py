"""How Alembic reaches the database: through the application, online, one transaction a migration."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import DateTime, Enum
from sqlalchemy.types import TypeDecorator

config = context.config
migrate = current_app.extensions["migrate"]


def render_item(kind: str, thing: Any, autogen_context: Any) -> str | Literal[False]:
    """Writes our own column types as what the database keeps, so that migrations import no code of the product."""
    if kind == "type" and isinstance(thing, TypeDecorator) and isinstance(thing.impl, DateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return False


def run() -> None:
    """Runs what is asked on the application's database."""
    with migrate.db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
