"""marking along.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: who films while colleagues mark along, and what they marked."""
    op.create_table(
        "filming",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thrown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["maker_id"], ["person.id"], name=op.f("fk_filming_maker_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_filming_recording_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_filming_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filming")),
        sa.UniqueConstraint("code", name=op.f("uq_filming_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_filming_maker_id"), "filming", ["maker_id"], unique=False)
    op.create_index(op.f("ix_filming_recording_id"), "filming", ["recording_id"], unique=False)
    op.create_index(op.f("ix_filming_team_id"), "filming", ["team_id"], unique=False)
    op.create_table(
        "filming_beat",
        sa.Column("filming_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("film_ms", sa.Integer(), nullable=False),
        sa.CheckConstraint("film_ms >= 0", name=op.f("ck_filming_beat_film")),
        sa.ForeignKeyConstraint(
            ["filming_id"], ["filming.id"], name=op.f("fk_filming_beat_filming_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("filming_id", "number", name=op.f("pk_filming_beat")),
    )
    op.create_table(
        "filming_companion",
        sa.Column("filming_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["filming_id"], ["filming.id"], name=op.f("fk_filming_companion_filming_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_filming_companion_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("filming_id", "person_id", name=op.f("pk_filming_companion")),
    )
    op.create_index(op.f("ix_filming_companion_person_id"), "filming_companion", ["person_id"], unique=False)
    op.create_table(
        "live_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filming_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=True),
        sa.Column("annotation_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_ms", sa.Integer(), nullable=False),
        sa.Column("held_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("lead_ms >= 0 and held_ms >= 0", name=op.f("ck_live_mark_press")),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_live_mark_annotation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_live_mark_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["filming_id"], ["filming.id"], name=op.f("fk_live_mark_filming_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_live_mark_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_mark")),
    )
    op.create_index(op.f("ix_live_mark_annotation_id"), "live_mark", ["annotation_id"], unique=False)
    op.create_index(op.f("ix_live_mark_author_id"), "live_mark", ["author_id"], unique=False)
    op.create_index(op.f("ix_live_mark_recording_id"), "live_mark", ["recording_id"], unique=False)
    op.create_index("uq_live_mark_filming_author_key", "live_mark", ["filming_id", "author_id", "key"], unique=True)


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_index("uq_live_mark_filming_author_key", table_name="live_mark")
    op.drop_index(op.f("ix_live_mark_recording_id"), table_name="live_mark")
    op.drop_index(op.f("ix_live_mark_author_id"), table_name="live_mark")
    op.drop_index(op.f("ix_live_mark_annotation_id"), table_name="live_mark")
    op.drop_table("live_mark")
    op.drop_index(op.f("ix_filming_companion_person_id"), table_name="filming_companion")
    op.drop_table("filming_companion")
    op.drop_table("filming_beat")
    op.drop_index(op.f("ix_filming_team_id"), table_name="filming")
    op.drop_index(op.f("ix_filming_recording_id"), table_name="filming")
    op.drop_index(op.f("ix_filming_maker_id"), table_name="filming")
    op.drop_table("filming")
