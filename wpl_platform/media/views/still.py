"""Whether somebody may go on with a recording: asked by streams that outlive their request."""

from collections.abc import Callable

from wpl_platform.media import policy, queries
from wpl_platform.media.models import Recording
from wpl_platform.teams.lasting import still
from wpl_platform.teams.viewer import Viewer

May = Callable[[Viewer, Recording], bool]


def still_sees(recording_id: int, may: May = policy.may_see) -> Callable[[], bool]:
    """Whether who asks now is still signed in on this device and still sees the recording. Needs an open context.

    With another policy: whether that still says yes.
    """
    return still(lambda viewer: may(viewer, queries.recording(recording_id, viewer=viewer)))
