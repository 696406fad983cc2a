"""any recording.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at is null")


def upgrade() -> None:
    """To the new schema. What was one MP4 a recording plays as it is, until the worker has made its renditions."""
    op.create_table(
        "storage_choice",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("keep_originals", sa.Boolean(), nullable=False),
        sa.Column("quota", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_storage_choice_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_storage_choice")),
    )
    op.create_table(
        "trim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("whole_ms", sa.Integer(), nullable=False),
        sa.Column("destroys", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("start_ms >= 0 and end_ms > start_ms and end_ms <= whole_ms", name=op.f("ck_trim_part")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_trim_recording_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_trim_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trim")),
    )
    op.create_index(op.f("ix_trim_by_id"), "trim", ["by_id"], unique=False)
    op.create_index(
        "uq_trim_recording", "trim", ["recording_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "before_trim",
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_before_trim_annotation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("annotation_id", name=op.f("pk_before_trim")),
    )
    op.add_column("recording", sa.Column("frame_rate", sa.Double(), nullable=True))
    op.create_table(
        "feedback_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=240), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_feedback_request_recording_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feedback_request_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_request")),
    )
    with op.batch_alter_table("feedback_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_feedback_request_recording_person", ["recording_id", "person_id"], unique=True)
    op.add_column("recording", sa.Column("verdict", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("recording", sa.Column("start_ms", sa.Integer(), nullable=True))
    op.add_column("recording", sa.Column("end_ms", sa.Integer(), nullable=True))
    op.add_column("recording", sa.Column("downloadable", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.alter_column("length", existing_type=sa.BigInteger(), nullable=True)
        batch_op.add_column(sa.Column("fingerprint", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_upload_fingerprint"), ["fingerprint"], unique=False)
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_share_person_id"), "person", ["person_id"], ["id"], ondelete="CASCADE")
        batch_op.create_check_constraint("with_one", "(team_id is null) <> (person_id is null)")
        batch_op.create_index(batch_op.f("ix_share_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_share_recording_person",
            ["recording_id", "person_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
    with op.batch_alter_table("rendition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=40), nullable=False, server_default=""))
        batch_op.drop_index("uq_rendition_recording_kind")
    # A migration reaches no store: the bytes of these go by `flask media check --mend` (docs/operating.md).
    op.execute(
        "delete from rendition where kind = 'direct' and recording_id in"
        " (select recording_id from rendition where kind = 'h264')"
    )
    op.execute("update rendition set kind = 'direct' where kind = 'h264'")
    op.execute("update rendition set name = kind")
    with op.batch_alter_table("rendition", schema=None) as batch_op:
        batch_op.create_index("uq_rendition_recording_name", ["recording_id", "name"], unique=True)


def downgrade() -> None:
    """Back to the old schema: what is shared with a person, or plays by HLS alone, is not there any more."""
    op.execute("delete from rendition where name <> kind or kind in ('sprite', 'peaks')")
    with op.batch_alter_table("rendition", schema=None) as batch_op:
        batch_op.drop_index("uq_rendition_recording_name")
        batch_op.drop_column("name")
        batch_op.create_index("uq_rendition_recording_kind", ["recording_id", "kind"], unique=True)
    op.execute("delete from share where team_id is null")
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.drop_index("uq_share_recording_person", sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index(batch_op.f("ix_share_person_id"))
        batch_op.drop_constraint("with_one", type_="check")
        batch_op.drop_constraint(op.f("fk_share_person_id"), type_="foreignkey")
        batch_op.drop_column("person_id")
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=False)
    op.execute("delete from upload where length is null")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_fingerprint"))
        batch_op.drop_column("fingerprint")
        batch_op.alter_column("length", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("before_trim")
    op.drop_table("trim")
    for name in ("frame_rate", "downloadable", "end_ms", "start_ms", "verdict"):
        op.drop_column("recording", name)
    op.drop_table("feedback_request")
    op.drop_table("storage_choice")
