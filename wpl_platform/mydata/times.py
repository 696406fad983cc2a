"""An archive follows no film: once one in it was cut, covered, replaced or destroyed, the archive goes."""

from wpl_platform.media.following import Follower
from wpl_platform.mydata.archives import drop_with

FOLLOWS = Follower(
    spans=lambda recording_id: [], move=drop_with, settle=drop_with, replaced=drop_with, destroyed=drop_with
)
