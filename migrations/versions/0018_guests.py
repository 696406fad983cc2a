"""guests by link.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: people without an account, shares with a last day, and the links by which guests come."""
    op.add_column("person", sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("share", sa.Column("until", sa.Date(), nullable=True))
    op.create_table(
        "guest_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_guest_link_share_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_link")),
        sa.UniqueConstraint("key", name=op.f("uq_guest_link_key")),
        sa.UniqueConstraint("share_id", name=op.f("uq_guest_link_share_id")),
    )


def downgrade() -> None:
    """Back to the schema before; guests are nobody there, and go."""
    op.drop_table("guest_link")
    op.execute(sa.text("delete from share where until is not null"))
    op.execute(sa.text("delete from person where guest"))
    op.drop_column("share", "until")
    op.drop_column("person", "guest")
