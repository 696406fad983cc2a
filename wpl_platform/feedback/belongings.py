"""What of feedback is a person's: what they marked, said and asked, and what was said on their films."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from wpl_platform.core.belonging import Belongings, Condition, hanging, of_person, within
from wpl_platform.core.text import lazy
from wpl_platform.feedback import leaving
from wpl_platform.feedback.filming_models import Beat, Companion, Filming, LiveMark
from wpl_platform.feedback.models import (
    Annotation,
    AnnotationLabel,
    BeforeTrim,
    Drawing,
    FeedbackRequest,
    Label,
    Mention,
    Reply,
    Resolution,
    Response,
    Revision,
    SeeFirst,
    StudioPreference,
    ViewingGuide,
    Visibility,
)
from wpl_platform.feedback.spoken_models import Spoken
from wpl_platform.feedback.still_models import Still
from wpl_platform.media.belongings import FILMS


def _for_nobody_else(person_id: int) -> ColumnElement[bool]:
    """Notes for themselves, and what they took away: nobody else can see either."""
    return or_(Annotation.visibility == Visibility.PRIVATE, Annotation.removed_at.is_not(None))


def _of_others(person_id: int) -> ColumnElement[bool]:
    said = and_(Annotation.visibility == Visibility.SHARED, Annotation.removed_at.is_(None))
    return and_(said, Annotation.author_id.is_distinct_from(person_id))


RECEIVED = hanging(
    Annotation, "recording_id", FILMS, name="feedback_received", title=lazy("Feedback van anderen op jouw video’s"),
    hidden=("html", "key"), only=_of_others,
)  # fmt: skip
ON_MY_FILMS: Condition = within(Annotation.recording_id, FILMS)
MOMENTS = of_person(
    Annotation, "author_id", title=lazy("Momenten die je markeerde"), hidden=("html", "key"),
    private=_for_nobody_else, also_going=ON_MY_FILMS,
)  # fmt: skip
_ON_GONE = (RECEIVED, MOMENTS)


def _goes_with(column: Any) -> Condition:
    """It hangs on a moment that goes."""
    return lambda person_id: or_(*(within(column, part)(person_id) for part in _ON_GONE))


REPLIES = of_person(
    Reply, "author_id", title=lazy("Antwoorden die je gaf"), hidden=("html",),
    private=lambda person_id: Reply.removed_at.is_not(None), also_going=_goes_with(Reply.annotation_id),
)  # fmt: skip
GUIDES = of_person(ViewingGuide, "by_id", title=lazy("Kijkwijzers die je maakte"))
FILMINGS = of_person(Filming, "maker_id", title=lazy("Keren dat je filmde met je team"), hidden=("code",))

BELONGS = Belongings(
    parts=(
        RECEIVED,
        MOMENTS,
        hanging(
            Revision, "annotation_id", MOMENTS,
            private=lambda person_id: Revision.visibility == Visibility.PRIVATE,
        ),
        hanging(Drawing, "annotation_id", MOMENTS),
        hanging(AnnotationLabel, "annotation_id", MOMENTS),
        hanging(BeforeTrim, "annotation_id", MOMENTS),
        hanging(Still, "annotation_id", MOMENTS, hidden=("key",)),
        of_person(Spoken, "person_id", title=lazy("Gesproken feedback"), hidden=("key", "take")),
        REPLIES,
        of_person(Response, "by_id", title=lazy("Reacties als maker"), also_going=_goes_with(Response.annotation_id)),
        of_person(Resolution, "by_id", also_going=_goes_with(Resolution.annotation_id)),
        of_person(Mention, "person_id"),
        GUIDES,
        hanging(Label, "guide_id", GUIDES),
        of_person(StudioPreference, "person_id", title=lazy("Hoe je in de studio werkt")),
        of_person(FeedbackRequest, "person_id", name="asked_of_me", title=lazy("Vragen aan jou")),
        hanging(FeedbackRequest, "recording_id", FILMS, name="asked_by_me", title=lazy("Vragen die je stelde")),
        hanging(SeeFirst, "recording_id", FILMS),
        FILMINGS,
        hanging(Beat, "filming_id", FILMINGS),
        of_person(Companion, "person_id"),
        of_person(LiveMark, "author_id", hidden=("key",)),
    ),
    left_out={
        "presence": "who has a studio open at this moment; it means nothing a minute later",
        "lead": "who leads the watching at this moment",
    },
    erase=leaving.erase,
)  # fmt: skip
