"""Who may see a recording and do something with it.

The maker owns it. Shared with a team, it is there for those who learn in that team and those who guide it. Shared with
a person by name, it is there for that colleague while they learn in or guide the team it was made in: who leaves the
team loses it at once. Who only manages or administers cannot be chosen, and so never sees a recording.

A guest, who was given a link to it, watches it until their day (`may_visit`): its picture and sound, and none of the
words about it. So `may_see` is never for a guest, and whatever asks that is closed to them.

Consent is a gate before all that: while its maker did not say who is in view, or one person in view lacks valid consent
for learning in the team, nobody but the maker sees it; and once one of them withdrew, the time it is kept for is over,
or it was destroyed, nobody watches it, its maker neither.
"""

from secrets import compare_digest

from sqlalchemy import ColumnElement, and_, exists, false, or_

from wpl_platform.core import clock
from wpl_platform.media import consent, offices
from wpl_platform.media.consent_models import Purpose
from wpl_platform.media.models import PersonInView, Recording, Share
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import WATCHERS, Viewer

FOR_GUESTS = (Purpose.LEARNING, Purpose.OUTSIDE_TEAM)
"""What everybody in view agrees to before a guest watches."""


def may_see(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, whoever learns in or guides a team it is shared with, and colleagues it is shared with by name."""
    if viewer.is_person(recording.maker_id):
        return True
    return any(_is_with(viewer, share, recording) for share in recording.open_shares) and is_cleared(recording)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    watching = viewer.teams_as(*WATCHERS)
    by_name = and_(Share.person_id == viewer.person_id, Share.until.is_(None), Recording.team_id.in_(watching))
    shared = (
        exists()
        .where(Share.recording_id == Recording.id, Share.ended_at.is_(None), or_(Share.team_id.in_(watching), by_name))
        .correlate(Recording)  # also inside a query that joins shares of its own
    )
    seen = shared & cleared()
    if viewer.person_id is None:
        return seen
    return (Recording.maker_id == viewer.person_id) | seen


def may_watch(viewer: Viewer, recording: Recording) -> bool:
    """Who sees it sees and hears the film itself, until somebody in view withdraws or its time is over.

    Film, poster, stills, captions and copies all ask this; words about it ask `may_see`.
    """
    return (may_see(viewer, recording) or may_visit(viewer, recording)) and is_there(recording)


def watched_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return (seen_by(viewer) | visited_by(viewer)) & there()


def may_visit(viewer: Viewer, recording: Recording) -> bool:
    """A guest it is shared with, until their day, while all in view agree to people outside the team as well."""
    with_them = any(
        share.is_with_guest and share.goes_on(clock.today()) and viewer.is_person(share.person_id)
        for share in recording.open_shares
    )
    return viewer.guest and with_them and is_cleared_for_guests(recording)


def visited_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    if not viewer.guest:
        return false()
    with_them = (
        exists()
        .where(Share.recording_id == Recording.id, Share.ended_at.is_(None))
        .where(Share.person_id == viewer.person_id, Share.until >= clock.today())
        .correlate(Recording)
    )
    return with_them & cleared_for_guests()


def is_cleared_for_guests(recording: Recording) -> bool:
    """Whether it was said who is in view, and all of them agree, today, to what a guest needs."""
    return all(is_cleared(recording, purpose) for purpose in FOR_GUESTS)


def cleared_for_guests() -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return and_(*(cleared(purpose) for purpose in FOR_GUESTS))


def is_cleared(recording: Recording, purpose: Purpose = Purpose.LEARNING) -> bool:
    """Whether it was said who is in view, everybody of them agrees, today, to that purpose, and it is still kept."""
    if not is_kept(recording) or not consent.is_said(recording):
        return False
    return not consent.lacking(recording.in_view, purpose, on=clock.today())


def cleared(purpose: Purpose = Purpose.LEARNING) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return kept() & consent.was_said() & ~consent.somebody_lacks(purpose, on=clock.today())


def is_there(recording: Recording) -> bool:
    """Whether its picture and sound may be shown to anybody: it is still kept, and nobody in view withdrew."""
    return is_kept(recording) and not any(person.withdrawn_at for person in recording.in_view)


def there() -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return kept() & ~consent.somebody_withdrew()


def is_kept(recording: Recording) -> bool:
    """Whether there is still something of it: neither destroyed nor past the day until which it is kept."""
    return recording.destroyed_at is None and not is_lapsed(recording)


def kept() -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return Recording.destroyed_at.is_(None) & ~lapsed()


def is_lapsed(recording: Recording) -> bool:
    """Whether the time that it is kept for is over, whether or not it was destroyed by now."""
    return consent.has_lapsed(recording, on=clock.today())


def lapsed() -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return Recording.expires_on <= clock.today()


def may_tell_who_is_in_view(viewer: Viewer, recording: Recording) -> bool:
    """Its maker says who is in view, and writes down what they agreed to."""
    return viewer.is_person(recording.maker_id)


def may_answer_for(viewer: Viewer, person: PersonInView, key: str) -> bool:
    """What somebody in view agrees to: the holder of their link, or the maker, who writes it down."""
    return holds(person, key) or may_tell_who_is_in_view(viewer, person.recording)


def holds(person: PersonInView, key: str) -> bool:
    """Whether this is the secret of their personal link."""
    return compare_digest(person.key, key)


def may_see_paper(viewer: Viewer, person: PersonInView, key: str = "") -> bool:
    """What somebody in view signed on paper: they themselves, by their link or account, the maker, and the FG.

    As long as the film is there: the paper goes with it.
    """
    recording = person.recording
    theirs = holds(person, key) or viewer.is_person(person.person_id)
    guards = may_tell_who_is_in_view(viewer, recording) or offices.may_see_papers(
        viewer, recording.team.organisation_id
    )
    return is_there(recording) and (theirs or (guards and person.removed_at is None))


def may_agree_beforehand(viewer: Viewer, team: Team) -> bool:
    """Who is in a team of the organisation, for themselves."""
    return viewer.in_team(team.id)


def may_end_beforehand(viewer: Viewer) -> bool:
    """Everybody for themselves, always."""
    return viewer.signed_in


def may_withdraw_for(viewer: Viewer, person: PersonInView) -> bool:
    """For a person in view, on their behalf: the maker, whoever learns in or guides the team, and they themselves."""
    return (
        viewer.is_person(person.person_id)
        or viewer.is_person(person.recording.maker_id)
        or (viewer.has(person.recording.team_id, *WATCHERS))
    )


def may_begin(viewer: Viewer, team_id: int) -> bool:
    """Whoever learns in the team or guides it."""
    return viewer.has(team_id, *WATCHERS)


def may_edit(viewer: Viewer, recording: Recording) -> bool:
    """Its maker."""
    return viewer.is_person(recording.maker_id)


def may_share(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, with the team, a colleague or a guest, while there is something to be seen and they still watch in the
    team it was made in.
    """
    theirs = viewer.is_person(recording.maker_id) and viewer.has(recording.team_id, *WATCHERS)
    return theirs and is_there(recording)


def may_see_guests(viewer: Viewer, recording: Recording) -> bool:
    """Its maker holds the links and codes of its guests."""
    return viewer.is_person(recording.maker_id)


def may_hand_over(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, while it is there to be watched and they are in the team it was made in, in whatever role."""
    return viewer.is_person(recording.maker_id) and is_there(recording) and viewer.in_team(recording.team_id)


def may_stop_sharing(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_download(viewer: Viewer, recording: Recording) -> bool:
    """Its maker; who sees it, when the maker allows that; a guest never."""
    allowed = recording.downloadable or viewer.is_person(recording.maker_id)
    return allowed and may_see(viewer, recording) and may_watch(viewer, recording)


def may_caption(viewer: Viewer, recording: Recording) -> bool:
    """Its maker adds, changes and removes captions; who sees the recording reads them."""
    return viewer.is_person(recording.maker_id)


def may_bring(viewer: Viewer, recording: Recording) -> bool:
    """Its maker brings in its film, or another; but none for a recording that somebody in view withdrew from."""
    return viewer.is_person(recording.maker_id) and is_there(recording)


def may_trim(viewer: Viewer, recording: Recording) -> bool:
    """Its maker; while it is not shared, which the act itself decides."""
    return may_bring(viewer, recording)


def may_redact(viewer: Viewer, recording: Recording) -> bool:
    """Its maker makes it unrecognisable, also while it is shared."""
    return may_bring(viewer, recording)


def may_see_uncovered(viewer: Viewer, recording: Recording) -> bool:
    """The film from before it was made unrecognisable, where that is kept: its maker, as long as it may be watched."""
    return viewer.is_person(recording.maker_id) and is_there(recording)


def may_see_watchers(viewer: Viewer, recording: Recording) -> bool:
    """Its maker."""
    return viewer.is_person(recording.maker_id)


def may_delete(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_extend(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, while there is something to keep."""
    return viewer.is_person(recording.maker_id) and is_there(recording)


def is_shared_with_team(recording: Recording) -> bool:
    """Whether the team it was made in sees it: what is shown to one colleague is not for the team's board."""
    return any(share.team_id == recording.team_id for share in recording.open_shares)


def may_see_upload(viewer: Viewer, person_id: int) -> bool:
    """Who began it; to everybody else it does not exist."""
    return viewer.is_person(person_id)


def _is_with(viewer: Viewer, share: Share, recording: Recording) -> bool:
    if share.team_id is not None:
        return viewer.has(share.team_id, *WATCHERS)
    return not share.is_with_guest and viewer.is_person(share.person_id) and viewer.has(recording.team_id, *WATCHERS)
