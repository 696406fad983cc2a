"""What the doors of feedback share: a moment as the viewer sees it, and the way back to it in the studio."""

from collections.abc import Sequence

from flask import render_template, url_for
from werkzeug.wrappers import Response

from wpl_platform.feedback import queries
from wpl_platform.feedback.faces import Face, face
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Role
from wpl_platform.web.replies import is_fragment, see_other


def faces_of(recording: Recording, annotations: Sequence[Annotation]) -> list[Face]:
    """The moments of one recording as this viewer sees them, with the same number of queries for any number of them."""
    members = teams.members_of(recording.team, viewer=viewer())
    guides = {member.person.id for member in members if Role.FACILITATOR in member.roles}
    return [face(moment, viewer=viewer(), facilitators=guides) for moment in queries.moments_of(annotations)]


def moment_html(annotation: Annotation) -> str:
    """The piece of page that shows one moment."""
    return render_template("feedback/_moment.html", face=faces_of(annotation.recording, [annotation])[0])


def answer(annotation: Annotation, status: int = 200) -> Response:
    """After a change: the moment as it is now for a script, else back to it in the studio."""
    if is_fragment():
        return Response(moment_html(annotation), status, mimetype="text/html")
    return see_other(place_of(annotation))


def place_of(annotation: Annotation) -> str:
    """The address of a moment in the studio."""
    anchor = f"moment-{annotation.id}"
    return url_for("feedback.studio.show", recording_id=annotation.recording_id, _anchor=anchor)
