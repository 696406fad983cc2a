"""Puts what is done with a recording in the access log of its organisation, by its number: see `privacy.noting`.

Called by name where it is done, for a viewer who may; what of it is use keeps the recording (`media.using`). What
counts as what: docs/decisions/access-log.md.
"""

from dataclasses import replace

from wpl_platform.core.database import db
from wpl_platform.media import using
from wpl_platform.media.models import PersonInView, Recording, Rendition, RenditionKind
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, is_known, note, once
from wpl_platform.teams.viewer import Viewer

MAKER, SUBJECT, GUEST = "maker", "subject", "guest"
FILM = frozenset({RenditionKind.HLS, RenditionKind.DIRECT})


def about(recording: Recording, viewer: Viewer | None) -> About:
    """The recording as the log speaks of it."""
    roles: tuple[str, ...] = (MAKER,) if viewer is not None and viewer.is_person(recording.maker_id) else ()
    if viewer is not None and viewer.guest:
        roles = (GUEST,)
    return About(recording.team.organisation_id, Kind.RECORDING, recording.id, recording.team_id, roles)


def noted(
    recording: Recording, action: Action, *, by: Viewer | None, what: str = "", subject_id: int | None = None
) -> None:
    """Ensures a line that this was done with the recording; `by` none is the system.

    `subject_id`: the person in view whom it concerns, by whom or for whom it was done.
    """
    using.used(recording, action)
    behalf = f"{SUBJECT}:{subject_id}" if subject_id is not None else ""
    where = about(recording, by)
    if subject_id is not None and by is not None and not by.signed_in:
        where = replace(where, roles=(SUBJECT,))
    note(action, where, by=by, what=what, on_behalf=behalf, subject_id=subject_id)


def paper_seen(consent_id: int, person: PersonInView, *, by: Viewer) -> None:
    """Ensures a line each time that somebody opens what a person in view signed on paper; it is no use of the film."""
    roles = about(person.recording, by).roles if by.signed_in else (SUBJECT,)
    organisation_id, team_id = person.recording.team.organisation_id, person.recording.team_id
    where = About(organisation_id, Kind.CONSENT, consent_id, team_id, roles)
    note(Action.SEEN, where, by=by, what="paper", subject_id=person.id)


def watched(recording_id: int, action: Action, *, by: Viewer, what: str = "") -> None:
    """Ensures a line that the viewer saw, played or took along the recording; who goes on with it is noted once.

    `what`: `clear` for the film from before it was made unrecognisable.
    """
    if is_known(by, action, Kind.RECORDING, recording_id, what):
        return
    recording = db.session.get(Recording, recording_id)
    if recording is not None:
        using.used(recording, action)
        once(action, about(recording, by), by=by, what=what)


def played(rendition: Rendition, *, by: Viewer) -> None:
    """The same for the bytes of a film or its sound; a list of pieces, a poster and the strip are none."""
    if rendition.kind in FILM and rendition.media_type.startswith(("video/", "audio/")):
        watched(rendition.recording_id, Action.PLAYED, by=by)
