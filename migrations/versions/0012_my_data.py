"""my data.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: archives to take along, and who asked to be erased."""
    op.create_table(
        "archive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_archive_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive")),
        sa.UniqueConstraint("key", name=op.f("uq_archive_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_archive_person_id", "archive", ["person_id"])
    op.create_table(
        "archive_film",
        sa.Column("archive_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archive.id"], name=op.f("fk_archive_film_archive_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_id", "recording_id", name=op.f("pk_archive_film")),
    )
    op.create_index("ix_archive_film_recording_id", "archive_film", ["recording_id"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("withdraws", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("destroyed", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erasure_person_id", "erasure", ["person_id"])
    op.create_index(
        "uq_erasure_person",
        "erasure",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("erased_at is null and stopped_at is null"),
        postgresql_where=sa.text("erased_at is null and stopped_at is null"),
    )


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_index("uq_erasure_person", table_name="erasure")
    op.drop_index("ix_erasure_person_id", table_name="erasure")
    op.drop_table("erasure")
    op.drop_index("ix_archive_film_recording_id", table_name="archive_film")
    op.drop_table("archive_film")
    op.drop_index("ix_archive_person_id", table_name="archive")
    op.drop_table("archive")
