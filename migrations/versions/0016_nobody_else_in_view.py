"""nobody else in view.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: what was shared before nobody was asked stays as it is."""
    op.add_column("recording", sa.Column("nobody_else_at", sa.DateTime(timezone=True), nullable=True))
    recording = sa.table("recording", *map(sa.column, ("id", "stage", "nobody_else_at", "created_at")))
    in_view = sa.table("person_in_view", sa.column("recording_id"), sa.column("removed_at"))
    share = sa.table("share", sa.column("recording_id"), sa.column("ended_at"))
    named = sa.exists().where(in_view.c.recording_id == recording.c.id, in_view.c.removed_at.is_(None))
    shared = sa.exists().where(share.c.recording_id == recording.c.id, share.c.ended_at.is_(None))
    asked_nobody = sa.update(recording).where(shared, ~named, recording.c.stage != "awaiting")
    op.execute(asked_nobody.values(nobody_else_at=recording.c.created_at))


def downgrade() -> None:
    """Back."""
    op.drop_column("recording", "nobody_else_at")
