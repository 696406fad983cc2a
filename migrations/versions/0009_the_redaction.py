"""the redaction.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: what was asked to be made unrecognisable, and where faces were found."""
    op.create_table(
        "face_scan",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_face_scan_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_face_scan")),
    )
    op.create_table(
        "redaction_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_redaction_order_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_redaction_order_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction_order")),
    )
    op.create_index("ix_redaction_order_by_id", "redaction_order", ["by_id"])
    op.create_index("ix_redaction_order_recording_id", "redaction_order", ["recording_id"])
    op.create_index(
        "uq_redaction_order_recording",
        "redaction_order",
        ["recording_id"],
        unique=True,
        sqlite_where=sa.text("done_at is null and ended_at is null"),
        postgresql_where=sa.text("done_at is null and ended_at is null"),
    )


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_index("uq_redaction_order_recording", table_name="redaction_order")
    op.drop_index("ix_redaction_order_recording_id", table_name="redaction_order")
    op.drop_index("ix_redaction_order_by_id", table_name="redaction_order")
    op.drop_table("redaction_order")
    op.drop_table("face_scan")
