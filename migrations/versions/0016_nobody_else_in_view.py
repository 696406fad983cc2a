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
    recording, in_view = (
        sa.table("recording", sa.column("id"), sa.column("nobody_else_at"), sa.column("created_at")),
        (sa.table("person_in_view", sa.column("recording_id"), sa.column("removed_at"))),
    )
    named = sa.exists().where(in_view.c.recording_id == recording.c.id, in_view.c.removed_at.is_(None))
    op.execute(sa.update(recording).where(~named).values(nobody_else_at=recording.c.created_at))


def downgrade() -> None:
    """Back."""
    op.drop_column("recording", "nobody_else_at")
