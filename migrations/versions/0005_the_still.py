"""the still.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: the picture kept with a moment; what was drawn, and whether there was a picture, before."""
    op.create_table(
        "still",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_still_annotation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_still")),
        sa.UniqueConstraint("key", name=op.f("uq_still_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_still_annotation", "still", ["annotation_id"], unique=True)
    op.add_column("revision", sa.Column("shapes", sa.JSON(), nullable=True))
    op.add_column("revision", sa.Column("had_still", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_column("revision", "had_still")
    op.drop_column("revision", "shapes")
    op.drop_index("uq_still_annotation", table_name="still")
    op.drop_table("still")
