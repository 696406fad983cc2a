"""captions.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

THERE = sa.text("removed_at is null")


def upgrade() -> None:
    """To the new schema: what is said in a recording, as lines below the picture."""
    op.create_table(
        "caption_track",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_caption_track_recording_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_caption_track_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caption_track")),
    )
    op.create_index(op.f("ix_caption_track_by_id"), "caption_track", ["by_id"], unique=False)
    op.create_index(
        "uq_caption_track_recording_language",
        "caption_track",
        ["recording_id", "language"],
        unique=True,
        sqlite_where=THERE,
        postgresql_where=THERE,
    )
    op.create_table(
        "caption_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("end_ms > start_ms", name=op.f("ck_caption_line_end")),
        sa.ForeignKeyConstraint(
            ["track_id"], ["caption_track.id"], name=op.f("fk_caption_line_track_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caption_line")),
    )
    op.create_index("ix_caption_line_track_start", "caption_line", ["track_id", "start_ms", "id"], unique=False)


def downgrade() -> None:
    """Back to the old schema, without captions."""
    op.drop_table("caption_line")
    op.drop_table("caption_track")
