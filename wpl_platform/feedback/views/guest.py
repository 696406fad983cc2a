"""The door of a guest: what they are asked to look at, the code, and then the film with what they mark on it.

Nothing here is signing in: each request asks anew whether the link is open and everybody in view agrees.
"""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.feedback import actions, queries
from wpl_platform.feedback.desk import desk_of
from wpl_platform.feedback.forms import ReplyForm
from wpl_platform.feedback.guest_forms import GuestMomentForm
from wpl_platform.media import captions, guests, visiting
from wpl_platform.media import policy as media_policy
from wpl_platform.media import queries as media
from wpl_platform.media.guest_forms import GuestCodeForm
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.noted import watched
from wpl_platform.media.visiting import Visit, visit
from wpl_platform.privacy.models import Action
from wpl_platform.teams import looks
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import is_fragment, see_other

bp = Blueprint("guest", __name__)


def _this_link() -> str:
    """By what tries at a code are counted, wherever they come from."""
    return str((request.view_args or {}).get("key", ""))


@bp.get("/guest/<key>")
@limiter.limit("60/minute")
def show(key: str) -> str:
    """Who shares what with them and why; the code; and once that was right, the film."""
    link = guests.link(key)
    if not visiting.is_in(link) or not _may_watch(link):
        return _at_the_door(link, GuestCodeForm(formdata=None))
    here = visit(key)
    watched(here.recording.id, Action.SEEN, by=here.guest)
    return _page(here, GuestMomentForm(formdata=None))


@bp.post("/guest/<key>")
@limiter.limit("20/hour")
@limiter.limit("50/day", key_func=_this_link)
def enter(key: str) -> Response:
    """In, when the code is right; else back to the page, which says that it is not."""
    link, form = guests.link(key), GuestCodeForm()
    if form.validate() and guests.is_code(link, form.code.data or ""):
        visiting.let_in(link)
    else:
        flash(_("Deze code klopt niet. Je krijgt hem van wie jou de link gaf."), "error")
    return see_other(url_for("feedback.guest.show", key=key))


@bp.post("/guest/<key>/leave")
def leave(key: str) -> Response:
    """On this device the code is asked again."""
    visiting.leave(guests.link(key))
    return see_other(url_for("feedback.guest.show", key=key))


@bp.post("/guest/<key>/moments")
@limiter.limit("60/minute")
def mark(key: str) -> Response | str | tuple[str, int]:
    """A moment of theirs."""
    here, form = visit(key), GuestMomentForm()
    try:
        form.require_valid()
        made = actions.annotate(here.recording, form.chosen, form.span, form.text.data, by=here.guest)
    except Invalid as wrong:
        if not form.errors:
            form.wrong(wrong.field, wrong.sentence)
        return _desk(here, form) if is_fragment() else _page(here, form), 422
    return _answer(here, made.id, placed=made.start_ms)


@bp.post("/guest/<key>/moments/<int:annotation_id>/replies")
@limiter.limit("60/minute")
def reply(key: str, annotation_id: int) -> Response | str:
    """What they say below a moment of theirs."""
    here, form = visit(key), ReplyForm()
    found = queries.annotation(annotation_id, viewer=here.guest)
    form.require_valid()
    actions.reply(found, form.text.data, by=here.guest)
    return _answer(here, found.id)


@bp.post("/guest/<key>/moments/<int:annotation_id>/delete")
def take_back(key: str, annotation_id: int) -> Response | str:
    """Takes a moment of theirs away."""
    here = visit(key)
    actions.remove(queries.annotation(annotation_id, viewer=here.guest), by=here.guest)
    return _answer(here, None)


def _answer(here: Visit, annotation_id: int | None, *, placed: int | None = None) -> Response | str:
    """`placed`: where a moment was just marked, ms."""
    if is_fragment():
        return _desk(here, GuestMomentForm(formdata=None), placed)
    anchor = f"moment-{annotation_id}" if annotation_id else "marks"
    return see_other(url_for("feedback.guest.show", key=here.link.key, _anchor=anchor))


def _may_watch(link: GuestLink) -> bool:
    return media_policy.may_watch(guests.guest_of(link), link.share.recording)


def _at_the_door(link: GuestLink, form: GuestCodeForm) -> str:
    is_open = _may_watch(link)
    _wear(link)
    return render_template(
        "feedback/guest_door.html", link=link, recording=link.share.recording, form=form, is_open=is_open
    )


def _desk(here: Visit, form: GuestMomentForm, placed: int | None = None) -> str:
    """What stands beside the film."""
    return render_template("feedback/_guest_desk.html", **_beside(here, form, placed))


def _beside(here: Visit, form: GuestMomentForm, placed: int | None = None) -> dict[str, Any]:
    faces = desk_of(here.recording, viewer=here.guest)
    return {"link": here.link, "recording": here.recording, "form": form, "faces": faces, "placed": placed}


def _page(here: Visit, form: GuestMomentForm) -> str:
    _wear(here.link)
    return render_template(
        "feedback/guest.html",
        **_beside(here, form),
        playing=media.best_to_play(here.recording, viewer=here.guest),
        tracks=captions.tracks_of(here.recording, viewer=here.guest),
        has_poster="poster" in media.kinds_of([here.recording.id])[here.recording.id],
    )


def _wear(link: GuestLink) -> None:
    looks.wear(link.share.recording.team.organisation, "guest", link.key)
