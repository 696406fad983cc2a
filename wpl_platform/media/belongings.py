"""What of media is a person's: films they made, and what they and people in view agreed to. How films go: `leaving`."""

from wpl_platform.core.belonging import Belongings, hanging, of_person, within
from wpl_platform.core.text import lazy
from wpl_platform.media import leaving
from wpl_platform.media.caption_models import CaptionLine, CaptionTrack
from wpl_platform.media.consent_models import Consent, InformationText
from wpl_platform.media.destruction_models import Destruction
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.models import PersonInView, Recording, Rendition, Share, Trim, Upload
from wpl_platform.media.paper_models import ConsentPaper
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.media.retention_models import Extension, Reminder
from wpl_platform.media.standing_models import StandingConsent

FILMS = of_person(Recording, "maker_id", title=lazy("Video’s die je maakte"))
IN_MY_FILMS = hanging(
    PersonInView,
    "recording_id",
    FILMS,
    name="in_my_films",
    title=lazy("Mensen in beeld in jouw video’s"),
    hidden=("key",),
)
MY_VIEW = of_person(PersonInView, "person_id", name="me_in_view", title=lazy("Waar jij in beeld bent"), hidden=("key",))
WROTE_DOWN = of_person(
    PersonInView,
    "by_id",
    name="people_named",
    hidden=("key", "name", "representative"),
    also_going=within(PersonInView.recording_id, FILMS),
)
SHARES = of_person(
    Share,
    "person_id",
    "by_id",
    title=lazy("Wat gedeeld is"),
    also_going=within(Share.recording_id, FILMS),
)
TRACKS = of_person(
    CaptionTrack, "by_id", title=lazy("Ondertiteling"), also_going=within(CaptionTrack.recording_id, FILMS)
)
SIGNED = ("signature", "signed_as")
"""Somebody else's hand: what they signed stays with what they signed."""

CONSENT_IN_MY_FILMS = hanging(Consent, "in_view_id", IN_MY_FILMS, name="consent_in_my_films", hidden=SIGNED)
PAPER_IN_MY_FILMS = hanging(ConsentPaper, "consent_id", CONSENT_IN_MY_FILMS, name="paper_in_my_films", hidden=("key",))
MY_CONSENT = hanging(Consent, "in_view_id", MY_VIEW, name="my_consent", title=lazy("Toestemming die je gaf"))

BELONGS = Belongings(
    parts=(
        FILMS,
        hanging(Rendition, "recording_id", FILMS, hidden=("key",)),
        of_person(Upload, "person_id", hidden=("id",)),
        SHARES,
        hanging(GuestLink, "share_id", SHARES, title=lazy("Gasten die je liet kijken"), hidden=("key", "code")),
        IN_MY_FILMS,
        MY_VIEW,
        WROTE_DOWN,
        MY_CONSENT,
        hanging(ConsentPaper, "consent_id", MY_CONSENT, name="my_paper", hidden=("key",)),
        CONSENT_IN_MY_FILMS,
        PAPER_IN_MY_FILMS,
        of_person(
            ConsentPaper,
            "by_id",
            name="paper_added",
            hidden=("key",),
            also_going=within(ConsentPaper.consent_id, CONSENT_IN_MY_FILMS),
        ),
        of_person(
            Consent,
            "by_id",
            "ended_by_id",
            name="consent_written_down",
            title=lazy("Toestemming die je opschreef"),
            hidden=SIGNED,
            also_going=within(Consent.in_view_id, IN_MY_FILMS),
        ),
        of_person(StandingConsent, "person_id", title=lazy("Toestemming die je vooraf gaf")),
        of_person(InformationText, "by_id"),
        of_person(Trim, "by_id", also_going=within(Trim.recording_id, FILMS)),
        of_person(RedactionOrder, "by_id", also_going=within(RedactionOrder.recording_id, FILMS)),
        of_person(
            Extension,
            "by_id",
            title=lazy("Video’s die je langer bewaarde"),
            also_going=within(Extension.recording_id, FILMS),
        ),
        hanging(Reminder, "recording_id", FILMS),
        of_person(Destruction, "maker_id", title=lazy("Wat er van jou vernietigd is"), hidden=("files", "mark")),
        TRACKS,
        hanging(CaptionLine, "track_id", TRACKS, hidden=("text",)),
    ),
    left_out={
        "storage_choice": "a choice of an organisation",
        "retention_choice": "a choice of an organisation",
        "retention_of_kind": "a choice of an organisation",
        "was_in_view": "the proof of what people agreed to whose film is gone: nobody's name",
        "signing_key": "what an organisation signs its certificates with",
        "face_scan": "where faces are in a film: whose they are it does not say",
    },
    erase=leaving.erase,
)
