"""Moments as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), and talk below them. Pure.

A point or range is a media fragment in seconds; a kind becomes the nearest motivation of the standard and stands by its
own name as a tag.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wpl_platform.feedback.models import AnnotationKind

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    AnnotationKind.OBSERVATION: "describing",
    AnnotationKind.STRENGTH: "assessing",
    AnnotationKind.QUESTION: "questioning",
    AnnotationKind.SUGGESTION: "commenting",
}


@dataclass(frozen=True)
class Said:
    """Words below a moment: whose (empty is nobody's any more), and when, in ISO 8601."""

    id: int
    author: str
    text: str
    at: str


@dataclass(frozen=True)
class Marked:
    """A moment as it goes along. `source`: the film in the archive, or a name for one that is not in it. Times in ms.

    `kept`: the file of what was said aloud; `mine`: of whose archive it is.
    """

    id: int
    source: str
    kind: AnnotationKind
    start: int
    end: int | None
    text: str
    author: str
    at: str
    mine: bool
    private: bool = False
    changed: str = ""
    labels: Sequence[str] = ()
    replies: Sequence[Said] = field(default_factory=tuple)
    kept: str = ""


def page_of(moments: Iterable[Marked], name: str) -> dict[str, Any]:
    """The moments with the talk below them as one page of annotations."""
    items = [
        one for moment in moments for one in (_annotation(moment), *(_reply(moment, said) for said in moment.replies))
    ]
    return {"@context": CONTEXT, "id": f"urn:wpl:annotations:{name}", "type": "AnnotationPage", "items": items}


def _annotation(moment: Marked) -> dict[str, Any]:
    body: list[dict[str, Any]] = []
    if moment.text:
        body.append({"type": "TextualBody", "value": moment.text, "format": "text/plain"})
    if moment.kept:
        body.append({"id": moment.kept, "type": "Video" if moment.kept.endswith(".mp4") else "Sound"})
    tags = (moment.kind.value, *moment.labels)
    body += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    found = {"id": _name(moment.id), "type": "Annotation", "motivation": MOTIVATIONS[moment.kind], "created": moment.at}
    if moment.changed:
        found["modified"] = moment.changed
    return found | _creator(moment.author) | {"body": body, "target": _target(moment)}


def _target(moment: Marked) -> dict[str, Any]:
    ends = "" if moment.end is None else f",{moment.end / 1000:.3f}"
    fragment = {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/"}
    return {"source": moment.source, "selector": fragment | {"value": f"t={moment.start / 1000:.3f}{ends}"}}


def _reply(moment: Marked, said: Said) -> dict[str, Any]:
    words = {"type": "TextualBody", "value": said.text, "format": "text/plain"}
    found = {"id": f"urn:wpl:reply:{said.id}", "type": "Annotation", "motivation": "replying", "created": said.at}
    return found | _creator(said.author) | {"body": words, "target": _name(moment.id)}


def _creator(author: str) -> dict[str, Any]:
    return {"creator": {"type": "Person", "name": author}} if author else {}


def _name(number: int) -> str:
    return f"urn:wpl:annotation:{number}"
