"""retention.

Revision ID: 0013
Revises: 0012
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEPT_DAYS = 90


def upgrade() -> None:
    """To the new schema: until when recordings are kept, and the proof of those that are gone."""
    _date_recordings()
    _keep_terms()
    _keep_proof()


def _date_recordings() -> None:
    """What is there already counts from today, so that nothing vanishes overnight."""
    today = datetime.now(UTC).date()
    ends = today + timedelta(days=KEPT_DAYS)
    for name, day in (("kept_since", today), ("used_on", today), ("expires_on", ends)):
        op.add_column("recording", sa.Column(name, sa.Date(), nullable=False, server_default=day.isoformat()))
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column("recording", name, server_default=None)
    op.create_index("ix_recording_expires_on", "recording", ["expires_on"])


def _keep_terms() -> None:
    op.create_table(
        "retention_choice",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0 and most_days >= days", name=op.f("ck_retention_choice_order")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_retention_choice_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_retention_choice")),
    )
    op.create_table(
        "retention_of_kind",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("situation", sa.String(length=32), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_retention_of_kind_some")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_retention_of_kind_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "situation", name=op.f("pk_retention_of_kind")),
    )
    op.create_table(
        "retention_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_retention_extension_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_retention_extension_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_extension")),
    )
    op.create_index(op.f("ix_retention_extension_by_id"), "retention_extension", ["by_id"])
    op.create_index(op.f("ix_retention_extension_recording_id"), "retention_extension", ["recording_id"])
    op.create_table(
        "retention_reminder",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_retention_reminder_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", "expires_on", "days_before", name=op.f("pk_retention_reminder")),
    )


def _keep_proof() -> None:
    with op.batch_alter_table("destruction", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("maker_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("mark", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("statement", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("signature", sa.String(length=88), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("signed_with", sa.String(length=16), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            op.f("fk_destruction_maker_id"), "person", ["maker_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(op.f("ix_destruction_maker_id"), ["maker_id"])
    op.create_table(
        "was_in_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("destruction_id", sa.Integer(), nullable=False),
        sa.Column("in_view_id", sa.Integer(), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destruction_id"], ["destruction.id"], name=op.f("fk_was_in_view_destruction_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_was_in_view")),
    )
    op.create_index(op.f("ix_was_in_view_destruction_id"), "was_in_view", ["destruction_id"])
    op.create_index(op.f("ix_was_in_view_key_digest"), "was_in_view", ["key_digest"])
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_signing_key_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_index(op.f("ix_signing_key_organisation_id"), "signing_key", ["organisation_id"])


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("signing_key")
    op.drop_table("was_in_view")
    with op.batch_alter_table("destruction", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_index(op.f("ix_destruction_maker_id"))
        batch_op.drop_constraint(op.f("fk_destruction_maker_id"), type_="foreignkey")
        for name in ("maker_id", "mark", "statement", "signature", "signed_with"):
            batch_op.drop_column(name)
    for name in ("retention_reminder", "retention_extension", "retention_of_kind", "retention_choice"):
        op.drop_table(name)
    op.drop_index("ix_recording_expires_on", table_name="recording")
    for name in ("expires_on", "used_on", "kept_since"):
        op.drop_column("recording", name)
