"""Law 12: migrations meet a running system, and end where the models are."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, Integer, MetaData

from tests.architecture.source import NAME, ROOT, Law, called
from wpl_platform.core.database import db

LAW = Law(
    "Law 12, migrations meet a running system: they import no code of the product, name what they constrain, and end "
    "exactly where the models are, on both databases",
    "a migration is history: it has to do the same in ten years, when the models are others",
    "write out what the migration needs; make the missing one by `flask db migrate` and read it before you keep it",
)
NAMED = {"PrimaryKeyConstraint", "ForeignKeyConstraint", "UniqueConstraint", "CheckConstraint", "Enum"}
VERSIONS = ROOT / "migrations" / "versions"


def faults(folder: Path) -> Iterator[str]:
    """Every use of the product's own code in a migration, and every constraint without a name."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            if any(module.partition(".")[0] in {NAME, "config"} for module in modules):
                yield f"{path.name} imports {', '.join(modules)}"
            if isinstance(node, ast.Call) and called(node) in NAMED and "name" not in {k.arg for k in node.keywords}:
                yield f"{path.name}:{node.lineno} has a {called(node)} without a name"


def differences(metadata: MetaData) -> list[Any]:
    """What the migrated database of the running application has otherwise than the models say."""

    def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        return name != "alembic_version"

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        found: list[Any] = compare_metadata(context, metadata)
        return found


def test_migrations_stand_on_their_own() -> None:
    LAW.check(faults(VERSIONS))


def test_migrations_end_where_the_models_are(app: Flask) -> None:
    LAW.check(map(str, differences(db.metadata)))


def test_a_migration_that_leans_on_the_product_is_caught(tmp_path: Path) -> None:
    (tmp_path / "1.py").write_text(f"from {NAME}.media import models\nsa.UniqueConstraint('a')\nsa.Column(sa.String())")
    assert list(faults(tmp_path)) == [
        f"1.py imports {NAME}.media",
        "1.py:2 has a UniqueConstraint without a name",
    ]


@pytest.mark.parametrize("change", ["column", "table"])
def test_a_model_without_its_migration_is_caught(app: Flask, change: str) -> None:
    other = MetaData()
    for table in db.metadata.tables.values():
        table.to_metadata(other)
    if change == "column":
        other.tables["person"].append_column(Column("shoe_size", Integer))
    else:
        other.remove(other.tables["event"])
    assert differences(other)
