"""Which bytes this floor keeps: archives, which are no recording's."""

from sqlalchemy import Integer, cast, null, select

from wpl_platform.media.holding import Holder
from wpl_platform.mydata import archives
from wpl_platform.mydata.models import Archive

_OF_NONE = cast(null(), Integer).label("recording_id")

HOLDS = Holder(select(Archive.key, _OF_NONE, Archive.size).where(Archive.key.is_not(None)), archives.lost)
