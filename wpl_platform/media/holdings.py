"""Which bytes this floor keeps beside the films themselves: the paper that people in view signed."""

from collections.abc import Collection

from sqlalchemy import delete

from wpl_platform.core.database import db
from wpl_platform.media import papers
from wpl_platform.media.holding import Holder
from wpl_platform.media.paper_models import ConsentPaper


def lost(keys: Collection[str]) -> None:
    """A page that is not there any more is not named either: the consent says that there is no scan of it."""
    db.session.execute(delete(ConsentPaper).where(ConsentPaper.key.in_(keys)))


HOLDS = Holder(papers.files(), lost, kind="paper")
