"""the studio.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at is null")


def upgrade() -> None:
    """To the new schema: forms, labels, drawings, private notes, what a moment was before, and how somebody works."""
    op.create_table(
        "studio_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_studio_preference_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_studio_preference")),
    )
    op.create_index(op.f("ix_studio_preference_person_id"), "studio_preference", ["person_id"], unique=False)
    op.create_table(
        "viewing_guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_viewing_guide_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_viewing_guide_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing_guide")),
    )
    op.create_index(op.f("ix_viewing_guide_by_id"), "viewing_guide", ["by_id"], unique=False)
    op.create_index(op.f("ix_viewing_guide_team_id"), "viewing_guide", ["team_id"], unique=False)
    op.create_table(
        "label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=1), nullable=False),
        sa.Column("hint", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["guide_id"], ["viewing_guide.id"], name=op.f("fk_label_guide_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
    )
    op.create_index(op.f("ix_label_guide_id"), "label", ["guide_id"], unique=False)
    op.create_table(
        "see_first",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_see_first_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_see_first")),
    )
    op.create_table(
        "annotation_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("label_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_annotation_label_annotation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["label_id"], ["label.id"], name=op.f("fk_annotation_label_label_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation_label")),
    )
    op.create_index(op.f("ix_annotation_label_label_id"), "annotation_label", ["label_id"], unique=False)
    op.create_index("uq_annotation_label_annotation_name", "annotation_label", ["annotation_id", "name"], unique=True)
    op.create_table(
        "drawing",
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("shapes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_drawing_annotation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("annotation_id", name=op.f("pk_drawing")),
    )
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_mention_annotation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_index("uq_mention_annotation_person", "mention", ["annotation_id", "person_id"], unique=True)
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_resolution_annotation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_resolution_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    op.create_index(op.f("ix_resolution_by_id"), "resolution", ["by_id"], unique=False)
    op.create_index(
        "uq_resolution_annotation",
        "resolution",
        ["annotation_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_revision_annotation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index("uq_revision_annotation_version", "revision", ["annotation_id", "version"], unique=True)
    op.create_table(
        "presence",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_presence_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", "person_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_person_id"), "presence", ["person_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("playing", sa.Boolean(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("at_ms >= 0 and rate > 0", name=op.f("ck_lead_place")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_lead_recording_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_person_id"), "lead", ["person_id"], unique=False)
    op.create_table(
        "spoken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("take", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_spoken_annotation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spoken_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken")),
        sa.UniqueConstraint("key", name=op.f("uq_spoken_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_spoken_person_id"), "spoken", ["person_id"], unique=False)
    op.create_index("uq_spoken_annotation", "spoken", ["annotation_id"], unique=True)
    op.create_index("uq_spoken_person_take", "spoken", ["person_id", "take"], unique=True)
    op.add_column("annotation", sa.Column("form", sa.String(length=32), server_default="free", nullable=False))
    op.add_column("annotation", sa.Column("parts", sa.JSON(), nullable=True))
    op.add_column("annotation", sa.Column("visibility", sa.String(length=32), server_default="shared", nullable=False))
    op.add_column("annotation", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("annotation", sa.Column("key", sa.String(length=36), nullable=True))
    op.create_index("uq_annotation_author_key", "annotation", ["author_id", "key"], unique=True)


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_index("uq_spoken_person_take", table_name="spoken")
    op.drop_index("uq_spoken_annotation", table_name="spoken")
    op.drop_index(op.f("ix_spoken_person_id"), table_name="spoken")
    op.drop_table("spoken")
    op.drop_index(op.f("ix_lead_person_id"), table_name="lead")
    op.drop_table("lead")
    op.drop_index(op.f("ix_presence_person_id"), table_name="presence")
    op.drop_table("presence")
    op.drop_index("uq_annotation_author_key", table_name="annotation")
    op.drop_column("annotation", "key")
    op.drop_column("annotation", "version")
    op.execute("update annotation set removed_at = created_at where visibility = 'private' and removed_at is null")
    op.drop_column("annotation", "visibility")
    op.drop_column("annotation", "parts")
    op.drop_column("annotation", "form")
    op.drop_index("uq_revision_annotation_version", table_name="revision")
    op.drop_table("revision")
    op.drop_index("uq_resolution_annotation", table_name="resolution")
    op.drop_index(op.f("ix_resolution_by_id"), table_name="resolution")
    op.drop_table("resolution")
    op.drop_index("uq_mention_annotation_person", table_name="mention")
    op.drop_index(op.f("ix_mention_person_id"), table_name="mention")
    op.drop_table("mention")
    op.drop_table("drawing")
    op.drop_index("uq_annotation_label_annotation_name", table_name="annotation_label")
    op.drop_index(op.f("ix_annotation_label_label_id"), table_name="annotation_label")
    op.drop_table("annotation_label")
    op.drop_table("see_first")
    op.drop_index(op.f("ix_label_guide_id"), table_name="label")
    op.drop_table("label")
    op.drop_index(op.f("ix_viewing_guide_team_id"), table_name="viewing_guide")
    op.drop_index(op.f("ix_viewing_guide_by_id"), table_name="viewing_guide")
    op.drop_table("viewing_guide")
    op.drop_index(op.f("ix_studio_preference_person_id"), table_name="studio_preference")
    op.drop_table("studio_preference")
