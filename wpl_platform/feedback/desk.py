"""What a guest finds beside the film: what they marked themselves, and what the maker said to that. Another room of
queries.
"""

from collections.abc import Sequence
from dataclasses import replace

from wpl_platform.feedback import queries
from wpl_platform.feedback.faces import Face, face
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


def desk_of(recording: Recording, *, viewer: Viewer) -> Sequence[Face]:
    """The guest's own moments, each with what they and the maker said to it; what colleagues said stays in the team."""
    between = {recording.maker_id, viewer.person_id}
    found = queries.moments_of(queries.annotations_on(recording, viewer=viewer))
    ours = [replace(each, replies=[said for said in each.replies if said.author_id in between]) for each in found]
    return [face(each, viewer=viewer, facilitators=()) for each in ours]
