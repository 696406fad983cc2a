"""organisations and their teams.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To the new schema: where teams are and whether they are archived, what they agree on, and the link into them."""
    op.add_column("person", sa.Column("unproven", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("team", sa.Column("location", sa.String(length=80), server_default="", nullable=False))
    op.add_column("team", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agreements_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_agreements_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("team_id", "version", name=op.f("uq_agreements_team_id_version")),
    )
    op.create_index(op.f("ix_agreements_by_id"), "agreements", ["by_id"], unique=False)
    op.create_table(
        "acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreements_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreements_id"], ["agreements.id"], name=op.f("fk_acceptance_agreements_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acceptance_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("agreements_id", "person_id", name=op.f("uq_acceptance_agreements_id_person_id")),
    )
    op.create_index(op.f("ix_acceptance_person_id"), "acceptance", ["person_id"], unique=False)
    op.create_table(
        "team_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_team_link_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_link_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_link")),
        sa.UniqueConstraint("key", name=op.f("uq_team_link_key")),
    )
    op.create_index(op.f("ix_team_link_by_id"), "team_link", ["by_id"], unique=False)
    op.create_index(
        "uq_team_link_open",
        "team_link",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def downgrade() -> None:
    """Back; what teams agreed on goes, and where they are."""
    op.drop_table("team_link")
    op.drop_table("acceptance")
    op.drop_table("agreements")
    op.drop_column("team", "archived_at")
    op.drop_column("team", "location")
    op.drop_column("person", "unproven")
