"""What the doors of feedback share: a moment as the viewer sees it, and the way back to it in the studio."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

from wpl_platform.core.text import tidy
from wpl_platform.feedback import outline, queries
from wpl_platform.feedback.faces import Face, face, name_of
from wpl_platform.feedback.models import LABEL_MAX, Annotation, AnnotationKind
from wpl_platform.feedback.outline import Outline, Wanted, authors_of
from wpl_platform.media.models import Recording
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Role
from wpl_platform.web.replies import is_fragment, see_other

MOST_AT_ONCE = 100
"""How many moments are written out at once; a page asks for more when they come in sight."""
WORDS_MAX = 100
ID_DIGITS = 12


def faces_of(recording: Recording, annotations: Sequence[Annotation]) -> list[Face]:
    """The moments of one recording as this viewer sees them, with the same number of queries for any number of them."""
    guides = _facilitators(recording)
    return [face(moment, viewer=viewer(), facilitators=guides) for moment in queries.moments_of(annotations)]


def outline_data(recording: Recording, outlines: Sequence[Outline]) -> dict[str, Any]:
    """All moments in figures for the page's own script: a row each, in the order of FIELDS, and who the authors are."""
    guides, people = _facilitators(recording), authors_of(outlines)
    names = {
        person_id: name_of(people.get(person_id), recording, viewer=viewer(), facilitators=guides)
        for person_id in {each.author_id or 0 for each in outlines}
    }
    return {
        "me": viewer().person_id,
        "authors": names,
        "labels": sorted({name for each in outlines for name in each.labels}),
        "fields": outline.FIELDS,
        "rows": [each.row for each in outlines],
    }


def _facilitators(recording: Recording) -> set[int]:
    """Who guides the team of the recording; asked once a request."""
    key = f"facilitators of {recording.team_id}"
    if key not in g:
        members = teams.members_of(recording.team, viewer=viewer())
        setattr(g, key, {member.person.id for member in members if Role.FACILITATOR in member.roles})
    found: set[int] = g.get(key)
    return found


def wanted_in(args: Mapping[str, str]) -> Wanted:
    """Which moments an address asks for; what it does not say well, it does not say."""
    kind, person = args.get("kind", ""), args.get("person", "")
    return Wanted(
        kind=AnnotationKind(kind) if kind in set(AnnotationKind) else None,
        person=int(person) if person.isascii() and person.isdecimal() and len(person) < ID_DIGITS else None,
        label=args.get("label", "")[:LABEL_MAX],
        unanswered=bool(args.get("unanswered")),
        mine=bool(args.get("mine")),
        words=tidy(args.get("q", ""))[:WORDS_MAX],
    )


def ids_wanted(recording: Recording) -> list[int]:
    """The moments that the address of this request asks for."""
    outlines = outline.outline_of(recording, viewer=viewer())
    by_kind = outline.read_by_kind(recording)
    found = outline.chosen(outlines, wanted_in(request.args), recording, viewer=viewer(), by_kind=by_kind)
    return [each.id for each in found]


def moment_html(annotation: Annotation) -> str:
    """The piece of page that shows one moment."""
    return render_template("feedback/_moment.html", face=faces_of(annotation.recording, [annotation])[0])


def items_html(recording: Recording, annotations: Sequence[Annotation]) -> str:
    """The pieces of page that show some moments of one recording, one after another."""
    return render_template("feedback/_moments.html", faces=faces_of(recording, annotations))


def answer(annotation: Annotation, status: int = 200) -> Response:
    """After a change: the moment as it is now for a script, else back to it in the studio."""
    if is_fragment():
        return Response(moment_html(annotation), status, mimetype="text/html")
    return see_other(place_of(annotation))


def place_of(annotation: Annotation) -> str:
    """The address of a moment in the studio."""
    anchor = f"moment-{annotation.id}"
    return url_for("feedback.studio.show", recording_id=annotation.recording_id, _anchor=anchor)
