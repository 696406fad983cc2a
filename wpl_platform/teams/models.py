"""Organisations, their teams, and who belongs to a team in which role."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of

NAME_MAX = 80


class Role(StrEnum):
    """What a person is in a team: deelnemer, begeleider, leidinggevende, beheerder."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    MANAGER = "manager"
    ADMIN = "admin"


class OrganisationRole(StrEnum):
    """What a person is for a whole organisation: beheerder, FG (data-protection officer), redacteur, leidinggevende."""

    ADMIN = "admin"
    FG = "fg"
    EDITOR = "editor"
    MANAGER = "manager"


class Organisation(Base):
    """A care or service organisation. Organisations never see each other."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Team(Base):
    """The people who learn together, at a location (empty: nowhere in particular).

    An archived one is there to look back at: nothing new comes into it, and nobody.
    """

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    location: Mapped[str] = mapped_column(String(NAME_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    archived_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Membership(Base):
    """A person in a team in one role, since when and until when. Several roles are several rows."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    role: Mapped[Role] = mapped_column(names_of(Role))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_membership_team_person_role",
            "team_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )


class Appointment(Base):
    """A person in an organisation in one role, since when and until when; `by_id` gave it, none is the command line."""

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    role: Mapped[OrganisationRole] = mapped_column(names_of(OrganisationRole))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        Index(
            "uq_appointment_organisation_person_role",
            "organisation_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )
