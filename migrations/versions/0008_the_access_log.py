"""the access log, and roles in an organisation.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TRIGGER access_entry_sealed BEFORE UPDATE OF organisation_id, seq, at, who, acted_as, on_behalf, action,
        about_kind, about_id, subject_id, what, request, hash ON access_entry
    BEGIN SELECT RAISE(ABORT, 'a line of the access log is never changed'); END
    """,
    """
    CREATE TRIGGER access_entry_person BEFORE UPDATE OF person_id ON access_entry WHEN NEW.person_id IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a line of the access log is never changed'); END
    """,
    """
    CREATE TRIGGER access_entry_kept BEFORE DELETE ON access_entry
    WHEN OLD.at >= datetime('now', '-5 years') OR OLD.seq > coalesce(
        (SELECT from_seq FROM access_chain WHERE organisation_id = OLD.organisation_id), 0)
    BEGIN SELECT RAISE(ABORT, 'a line of the access log is kept for five years, and ends with a line that says so'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION access_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a line of the access log is never changed'; END $$
    """,
    """
    CREATE FUNCTION access_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '5 years' AND OLD.seq <= coalesce(
            (SELECT from_seq FROM access_chain WHERE organisation_id = OLD.organisation_id), 0)
        THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'a line of the access log is kept for five years, and ends with a line that says so';
    END $$
    """,
    """
    CREATE TRIGGER access_entry_sealed BEFORE UPDATE OF organisation_id, seq, at, who, acted_as, on_behalf, action,
        about_kind, about_id, subject_id, what, request, hash ON access_entry
    FOR EACH ROW EXECUTE FUNCTION access_entry_sealed()
    """,
    """
    CREATE TRIGGER access_entry_person BEFORE UPDATE OF person_id ON access_entry
    FOR EACH ROW WHEN (NEW.person_id IS NOT NULL) EXECUTE FUNCTION access_entry_sealed()
    """,
    "CREATE TRIGGER access_entry_kept BEFORE DELETE ON access_entry FOR EACH ROW EXECUTE FUNCTION access_entry_kept()",
    "CREATE TRIGGER access_entry_emptied BEFORE TRUNCATE ON access_entry EXECUTE FUNCTION access_entry_kept()",
)


def upgrade() -> None:
    """To the new schema. A migration that makes `access_entry` anew on SQLite has to make its triggers anew."""
    _appointments()
    _chains()
    _entries()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement))


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_appointment_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_appointment_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_by_id"), "appointment", ["by_id"], unique=False)
    op.create_index(op.f("ix_appointment_person_id"), "appointment", ["person_id"], unique=False)
    op.create_index(
        "uq_appointment_organisation_person_role",
        "appointment",
        ["organisation_id", "person_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def _chains() -> None:
    op.create_table(
        "access_chain",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("from_seq", sa.Integer(), nullable=False),
        sa.Column("from_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= from_seq and from_seq >= 0", name=op.f("ck_access_chain_order")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_access_chain_organisation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_access_chain")),
    )


def _entries() -> None:
    op.create_table(
        "access_entry",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("acted_as", sa.String(length=120), nullable=False),
        sa.Column("on_behalf", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("about_kind", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("request", sa.String(length=26), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_access_entry_organisation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_entry_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "seq", name=op.f("pk_access_entry")),
    )
    op.create_index("ix_access_entry_about", "access_entry", ["about_kind", "about_id", "at"], unique=False)
    op.create_index("ix_access_entry_organisation_at", "access_entry", ["organisation_id", "at"], unique=False)
    op.create_index(op.f("ix_access_entry_person_id"), "access_entry", ["person_id"], unique=False)


def downgrade() -> None:
    """Back; what was logged and who was appointed is lost."""
    op.drop_table("access_entry")
    op.drop_table("access_chain")
    op.drop_table("appointment")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION access_entry_sealed()"))
        op.execute(sa.text("DROP FUNCTION access_entry_kept()"))
