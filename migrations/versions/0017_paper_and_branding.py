"""the paper that people in view signed.

Revision ID: 0017
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: pages of signed paper, and where paper is kept that is not here."""
    op.add_column("consent", sa.Column("kept_where", sa.String(length=120), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("consent", "kept_where", server_default=None)
    op.create_table(
        "consent_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_paper_consent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_consent_paper_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_paper")),
        sa.UniqueConstraint("key", name=op.f("uq_consent_paper_key")),
    )
    op.create_index(op.f("ix_consent_paper_consent_id"), "consent_paper", ["consent_id"], unique=False)
    op.create_index(op.f("ix_consent_paper_by_id"), "consent_paper", ["by_id"], unique=False)


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("consent_paper")
    op.drop_column("consent", "kept_where")
