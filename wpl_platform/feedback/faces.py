"""How a moment looks to one viewer: what it is called, who said it, and what they may do with it."""

from collections.abc import Collection
from dataclasses import dataclass

from wpl_platform.accounts.models import Person
from wpl_platform.core.text import _
from wpl_platform.feedback import policy, words
from wpl_platform.feedback.models import Annotation, Reply, ResponseKind, Visibility
from wpl_platform.feedback.queries import Moment
from wpl_platform.feedback.spoken_models import Spoken
from wpl_platform.feedback.still_models import Still
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Said:
    """A reply with the name of who said it, and whether the viewer may take it back."""

    reply: Reply
    author: str
    may_remove: bool


@dataclass(frozen=True)
class Face:
    """All that the template of a moment needs; it asks nothing itself."""

    annotation: Annotation
    author: str
    replies: list[Said]
    own: bool
    response: ResponseKind | None
    response_words: str
    response_icon: str
    response_choices: list[tuple[str, str, str]]
    labels: list[str]
    drawn: bool
    spoken: Spoken | None
    spoken_words: str
    still: Still | None
    still_words: str
    private: bool
    resolved: bool
    may_edit: bool
    may_reply: bool
    may_respond: bool
    may_resolve: bool
    may_take_further: bool


def face(moment: Moment, *, viewer: Viewer, facilitators: Collection[int]) -> Face:
    """The moment as the viewer sees it; `facilitators` are the people who guide the recording's team."""
    annotation, recording = moment.annotation, moment.annotation.recording
    kind = moment.response.kind if moment.response else None
    return Face(
        annotation=annotation,
        author=name_of(annotation.author, recording, viewer=viewer, facilitators=facilitators),
        replies=[_said(annotation, reply, viewer, facilitators) for reply in moment.replies],
        own=viewer.is_person(annotation.author_id),
        response=kind,
        response_words=_answer_words(kind, annotation, viewer),
        response_icon=words.RESPONSE_ICONS[kind] if kind else "",
        response_choices=[
            (each, str(word), words.RESPONSE_ICONS[each]) for each, word in words.RESPONSE_BUTTONS.items()
        ],
        labels=[label.name for label in moment.labels],
        drawn=moment.drawn,
        spoken=moment.spoken,
        spoken_words=words.spoken(moment.spoken) if moment.spoken else "",
        still=moment.still,
        still_words=words.still(moment.still) if moment.still else "",
        private=annotation.visibility is Visibility.PRIVATE,
        resolved=moment.resolved,
        may_edit=policy.may_edit(viewer, annotation),
        may_reply=policy.may_reply(viewer, annotation),
        may_respond=policy.may_respond(viewer, annotation),
        may_resolve=policy.may_resolve(viewer, annotation),
        may_take_further=policy.may_take_further(viewer, annotation),
    )


def name_of(person: Person | None, recording: Recording, *, viewer: Viewer, facilitators: Collection[int]) -> str:
    """The name on the screen: Jij for the viewer, with what somebody is here; an erased person has none."""
    if person is None:
        return _("Iemand van eerder")
    name = _("Jij") if viewer.is_person(person.id) else person.name
    if person.id == recording.maker_id:
        return _("%(name)s (maker)", name=name)
    if person.guest:
        return _("%(name)s (gast)", name=name)
    if person.id in facilitators:
        return _("%(name)s (begeleider)", name=name)
    return name


def _said(annotation: Annotation, reply: Reply, viewer: Viewer, facilitators: Collection[int]) -> Said:
    author = name_of(reply.author, annotation.recording, viewer=viewer, facilitators=facilitators)
    return Said(reply, author, policy.may_remove_reply(viewer, annotation, reply))


def _answer_words(kind: ResponseKind | None, annotation: Annotation, viewer: Viewer) -> str:
    if kind is None:
        return ""
    if viewer.is_person(annotation.recording.maker_id):
        return str(words.RESPONSE_BY_ME[kind])
    if viewer.is_person(annotation.author_id):
        return str(words.RESPONSE_TO_ME[kind])
    return str(words.RESPONSE_BY_MAKER[kind])
