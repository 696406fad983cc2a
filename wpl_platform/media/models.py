"""A recording, the bytes that are kept of it, its way in, and with whom it is shared."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.media.consent_models import Consent, InViewKind, Represented
from wpl_platform.teams.models import Team

NAME_MAX = 80
TITLE_MAX = 120
QUESTION_MAX = 240
FILENAME_MAX = 255
KEPT_DAYS = 90
"""How long a recording is kept after its last use, unless its organisation says otherwise."""


class Situation(StrEnum):
    """The kind of work situation that was filmed."""

    CLIENT_CONVERSATION = "client_conversation"
    CARE_PROCEDURE = "care_procedure"
    MEETING = "meeting"
    INSTRUCTION = "instruction"
    ONLINE_ACTION = "online_action"
    OTHER = "other"


class Stage(StrEnum):
    """How far a recording is on its way in."""

    AWAITING = "awaiting"
    PROCESSING = "processing"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"


class RenditionKind(StrEnum):
    """What a kept file is for. `original` is never served; `direct` plays until there is `hls`.

    `copy` is the film in one file, made when somebody takes it along and dropped a day later.

    `clear` is the film from before it was made unrecognisable, kept for its maker alone and never served as it is;
    `clear_film` is what plays of it, by a door of its own.

    `strip` is the film strip of the timeline, `sprite` its many small stills with `thumbnails` (WebVTT) saying where
    each lies, `peaks` the loudness of the sound.
    """

    ORIGINAL = "original"
    DIRECT = "direct"
    HLS = "hls"
    COPY = "copy"
    CLEAR = "clear"
    CLEAR_FILM = "clear_film"
    POSTER = "poster"
    STRIP = "strip"
    SPRITE = "sprite"
    THUMBNAILS = "thumbnails"
    PEAKS = "peaks"


class Recording(Base):
    """A practice video: its maker owns it; `team_id` is the team it was made in, and begins private.

    `duration_ms`, `width` and `height` (px, upright) are known once it was probed, `frame_rate` (pictures a second of
    what plays) once it was converted; `reason` and `verdict`: see `media.plan`. `start_ms` and `end_ms` say which part
    of its original the film is, when it was trimmed. Whoever sees it can take it along as a file only when its maker
    made it `downloadable`. `destroyed_at`: since then there is no picture or sound of it any more, only words.
    `nobody_else_at`: when its maker said that nobody but they is in view or heard.

    `expires_on`: from that day on nobody watches it, and it is destroyed. It follows from the day it was last used
    (`used_on`) and the day since when it is kept (`kept_since`): see `media.retention`.
    """

    __tablename__ = "recording"

    id: Mapped[int] = mapped_column(primary_key=True)
    maker_id: Mapped[int] = person_column(on_erase="drop")
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    situation: Mapped[Situation] = mapped_column(names_of(Situation))
    learning_question: Mapped[str] = mapped_column(String(QUESTION_MAX), default="")
    filmed_on: Mapped[date]
    stage: Mapped[Stage] = mapped_column(names_of(Stage), default=Stage.AWAITING)
    reason: Mapped[str] = mapped_column(String(40), default="")
    verdict: Mapped[str] = mapped_column(String(120), default="")
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    downloadable: Mapped[bool] = mapped_column(default=False)
    duration_ms: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    frame_rate: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    destroyed_at: Mapped[datetime | None]
    nobody_else_at: Mapped[datetime | None]
    kept_since: Mapped[date] = mapped_column(default=clock.today)
    used_on: Mapped[date] = mapped_column(default=clock.today)
    expires_on: Mapped[date] = mapped_column(default=lambda: clock.today() + timedelta(days=KEPT_DAYS))

    maker: Mapped[Person] = relationship()
    team: Mapped[Team] = relationship()
    open_shares: Mapped[list["Share"]] = relationship(
        primaryjoin="and_(Share.recording_id == Recording.id, Share.ended_at.is_(None))", viewonly=True, lazy="selectin"
    )
    """With whom it is shared now. Read only; why law 3 bends here: docs/decisions/sharing-in-policy.md."""
    in_view: Mapped[list["PersonInView"]] = relationship(
        primaryjoin="and_(PersonInView.recording_id == Recording.id, PersonInView.removed_at.is_(None))",
        order_by="PersonInView.id",
        viewonly=True,
        lazy="selectin",
    )
    """Who is in view besides its maker, with what they agree to now. Read only: docs/decisions/consent.md."""

    __table_args__ = (
        Index("ix_recording_team_created", "team_id", "created_at"),
        Index("ix_recording_expires_on", "expires_on"),
        # Jobs and events name a recording by its number: SQLite would give that of a deleted one to the next.
        {"sqlite_autoincrement": True},
    )


class Upload(Base):
    """A file on its way in. Its offset is the size of what lies on disk, so it is not kept here.

    `length` in bytes; none while it is still being recorded. `fingerprint` is what the browser reckoned of the file, to
    recognise it by when its maker brings it in again.
    """

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    length: Mapped[int | None] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(String(64), default="", index=True)
    filename: Mapped[str] = mapped_column(String(FILENAME_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Rendition(Base):
    """A kept file of a recording, under `key` in the storage. `size` in bytes; width and height in px.

    `name` is the last part of its address. A kind is one file of the same name; but `hls` is several, whose playlists
    name each other: `master.m3u8`, `360.m3u8`, `360.mp4`, `audio.m3u8`, `audio.mp4`.
    """

    __tablename__ = "rendition"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    kind: Mapped[RenditionKind] = mapped_column(names_of(RenditionKind))
    name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(26), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (Index("uq_rendition_recording_name", "recording_id", "name", unique=True),)


class Share(Base):
    """A recording shown by its maker to a team, or to one person by name; from when, until when."""

    __tablename__ = "share"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = person_column(on_erase="drop")
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    recording: Mapped[Recording] = relationship()

    __table_args__ = (
        Index(
            "uq_share_recording_team",
            "recording_id",
            "team_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index(
            "uq_share_recording_person",
            "recording_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        CheckConstraint("(team_id is null) <> (person_id is null)", name="with_one"),
    )


class PersonInView(Base):
    """Somebody who is in view in a recording and is not its maker, by a name or a pseudonym.

    `key` is the secret of their personal link. Who withdrew stays, so that nobody takes them off to show the film.
    `person_id`: a colleague with an account. `representative` decides for who is `represented`.
    """

    __tablename__ = "person_in_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    kind: Mapped[InViewKind] = mapped_column(names_of(InViewKind))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    person_id: Mapped[int | None] = person_column(on_erase="blank")
    represented: Mapped[Represented] = mapped_column(names_of(Represented), default=Represented.NOT)
    representative: Mapped[str] = mapped_column(String(NAME_MAX), default="")
    key: Mapped[str] = mapped_column(String(26), unique=True)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    recording: Mapped[Recording] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    open_consents: Mapped[list[Consent]] = relationship(
        primaryjoin="and_(Consent.in_view_id == PersonInView.id, Consent.ended_at.is_(None))",
        viewonly=True,
        lazy="selectin",
    )
    """What they agree to now. Read only; why law 3 bends here: docs/decisions/consent.md."""

    __table_args__ = ({"sqlite_autoincrement": True},)


class StorageChoice(Base):
    """What an organisation chose about the bytes of its recordings; without a row the defaults hold.

    `quota` in bytes; none is no limit but the disk's.
    """

    __tablename__ = "storage_choice"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    keep_originals: Mapped[bool] = mapped_column(default=True)
    quota: Mapped[int | None] = mapped_column(BigInteger)


class Trim(Base):
    """A part of its film that the maker chose to keep: from `start_ms` up to `end_ms` of an original of `whole_ms`.

    Ended by another, by the whole film again, or when what lay outside was destroyed (`destroys`: the maker's choice;
    `destroyed_at`: done). Of a recording at most one is open: the one that `Recording.start_ms` and `end_ms` show.
    """

    __tablename__ = "trim"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    whole_ms: Mapped[int]
    destroys: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    destroyed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_trim_recording",
            "recording_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        CheckConstraint("start_ms >= 0 and end_ms > start_ms and end_ms <= whole_ms", name="part"),
    )
