"""Guests by link: their maker lets them in, and nothing opens to them but their link's own addresses."""

from datetime import timedelta

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.accounts import actions as accounts
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.models import Share

CODE = "246810"
MAKERS = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)
MAKERS_DO = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)
ANYBODY = answers(200, stranger=200)
GUEST = answers(404, stranger=404, guest=200)
GUEST_DOES = answers(404, stranger=404, guest=303)


def furnish(world: World) -> None:
    """A guest of the recording that the team sees, with a moment of theirs."""
    guest = accounts.create_guest("Karin Smit")
    until = clock.today() + timedelta(days=7)
    share = Share(recording_id=world.shared.id, person_id=guest.id, by_id=world.sanne.id, until=until)
    world.guest_link = GuestLink(key=ids.new_key(), code=CODE, purpose="Meekijken voor een opdracht", share=share)
    mark = {"kind": AnnotationKind.SUGGESTION, "start_ms": 2000, "text": "Wacht even", "html": "<p>Wacht even</p>"}
    world.guest_moment = Annotation(recording_id=world.shared.id, author_id=guest.id, **mark)
    db.session.add_all([world.guest_link, world.guest_moment])
    db.session.flush()
    world.guest_share_id = share.id


def _link(world: World, end: str = "") -> str:
    return f"/guest/{world.guest_link.key}{end}"


def _asked(world: World) -> dict[str, str]:
    return {"name": "Piet", "purpose": "Een toets", "until": clock.today().isoformat()}


def _said(world: World) -> dict[str, str]:
    return {"kind": "strength", "start": "0:02", "text": "Mooi"}


ROWS = [
    Row("media.guests.index", lambda w: f"/recordings/{w.private.id}/guests", answers(404, sanne=200), case="private"),
    Row("media.guests.index", lambda w: f"/recordings/{w.shared.id}/guests", MAKERS, case="shared"),
    Row("media.guests.create", lambda w: f"/recordings/{w.shared.id}/guests", MAKERS_DO, "POST", data=_asked),
    Row("media.guests.show", lambda w: f"/shares/{w.guest_share_id}/guest", answers(404, sanne=200)),
    Row("media.shares.delete_one", lambda w: f"/shares/{w.guest_share_id}/delete", MAKERS_DO, "POST", case="guest"),
    Row("media.guests.forget", lambda w: f"/shares/{w.guest_share_id}/guest/forget", MAKERS_DO, "POST", case="guest"),
    Row(
        "media.guests.forget",
        lambda w: f"/shares/{w.share.id}/guest/forget",
        answers(404, sanne=403, youssef=403),
        "POST",
        case="a colleague",
    ),
    Row("feedback.guest.show", _link, ANYBODY),
    Row(
        "feedback.guest.enter",
        _link,
        answers(303, stranger=303),
        "POST",
        data=lambda w: {"code": "000000"},
        case="wrong code",
    ),
    Row("feedback.guest.leave", lambda w: _link(w, "/leave"), answers(303, stranger=303), "POST"),
    Row("feedback.guest.mark", lambda w: _link(w, "/moments"), GUEST_DOES, "POST", data=_said),
    Row(
        "feedback.guest.reply",
        lambda w: _link(w, f"/moments/{w.guest_moment.id}/replies"),
        GUEST_DOES,
        "POST",
        data=lambda w: {"text": "Dank"},
        case="own moment",
    ),
    Row(
        "feedback.guest.reply",
        lambda w: _link(w, f"/moments/{w.shared.moment.id}/replies"),
        answers(404, stranger=404),
        "POST",
        data=lambda w: {"text": "Dank"},
        case="a moment of somebody else",
    ),
    Row(
        "feedback.guest.take_back",
        lambda w: _link(w, f"/moments/{w.guest_moment.id}/delete"),
        GUEST_DOES,
        "POST",
        case="own moment",
    ),
    Row(
        "feedback.guest.take_back",
        lambda w: _link(w, f"/moments/{w.shared.moment.id}/delete"),
        answers(404, stranger=404),
        "POST",
        case="a moment of somebody else",
    ),
    Row("media.visits.show", lambda w: _link(w, "/media/direct"), GUEST),
    Row("media.visits.show", lambda w: _link(w, "/media/original"), answers(404, stranger=404), case="as it came"),
    Row("media.visits.captions_of", lambda w: _link(w, f"/captions/{w.seen_captions.id}"), GUEST),
    Row("media.visits.events", lambda w: _link(w, "/events?poll=1"), GUEST),
]
