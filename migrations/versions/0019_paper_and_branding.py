"""the paper that people in view signed, and how organisations look.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: pages of signed paper, where other paper is kept, and how organisations look."""
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
    op.create_table(
        "branding",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_branding_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_branding")),
    )


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("branding")
    op.drop_table("consent_paper")
    op.drop_column("consent", "kept_where")
