"""who is in view.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: who is in view, what they were told and agree to, and whether a film was destroyed."""
    op.create_table(
        "information_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_information_text_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_information_text_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_text")),
        sa.UniqueConstraint(
            "organisation_id", "language", "version", name=op.f("uq_information_text_organisation_id_language_version")
        ),
    )
    op.create_index(op.f("ix_information_text_by_id"), "information_text", ["by_id"], unique=False)
    op.create_index(op.f("ix_information_text_organisation_id"), "information_text", ["organisation_id"], unique=False)
    op.create_index(
        "uq_information_text_built_in",
        "information_text",
        ["language", "version"],
        unique=True,
        sqlite_where=sa.text("organisation_id is null"),
        postgresql_where=sa.text("organisation_id is null"),
    )
    op.create_table(
        "person_in_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("represented", sa.String(length=32), nullable=False),
        sa.Column("representative", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_person_in_view_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_in_view_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_person_in_view_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_in_view")),
        sa.UniqueConstraint("key", name=op.f("uq_person_in_view_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_in_view_by_id"), "person_in_view", ["by_id"], unique=False)
    op.create_index(op.f("ix_person_in_view_person_id"), "person_in_view", ["person_id"], unique=False)
    op.create_index(op.f("ix_person_in_view_recording_id"), "person_in_view", ["recording_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("in_view_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("told_id", sa.Integer(), nullable=False),
        sa.Column("given_how", sa.String(length=32), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signed_as", sa.String(length=80), nullable=False),
        sa.Column("spoken_ms", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(length=32), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(ended_at is null) = (ended_why is null)", name=op.f("ck_consent_ended")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_consent_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_consent_ended_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["in_view_id"], ["person_in_view.id"], name=op.f("fk_consent_in_view_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_id"], ["information_text.id"], name=op.f("fk_consent_told_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_by_id"), "consent", ["by_id"], unique=False)
    op.create_index(op.f("ix_consent_ended_by_id"), "consent", ["ended_by_id"], unique=False)
    op.create_index(
        "uq_consent_in_view_purpose",
        "consent",
        ["in_view_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "destruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_destruction_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_destruction_organisation_id"), "destruction", ["organisation_id"])
    op.create_index(op.f("ix_destruction_recording_id"), "destruction", ["recording_id"])
    op.add_column("recording", sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_column("recording", "destroyed_at")
    op.drop_table("destruction")
    op.drop_index("uq_consent_in_view_purpose", table_name="consent")
    op.drop_index(op.f("ix_consent_ended_by_id"), table_name="consent")
    op.drop_index(op.f("ix_consent_by_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_person_in_view_recording_id"), table_name="person_in_view")
    op.drop_index(op.f("ix_person_in_view_person_id"), table_name="person_in_view")
    op.drop_index(op.f("ix_person_in_view_by_id"), table_name="person_in_view")
    op.drop_table("person_in_view")
    op.drop_index("uq_information_text_built_in", table_name="information_text")
    op.drop_index(op.f("ix_information_text_organisation_id"), table_name="information_text")
    op.drop_index(op.f("ix_information_text_by_id"), table_name="information_text")
    op.drop_table("information_text")
