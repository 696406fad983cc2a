"""The door of certificates of destruction, for whoever has their number: to read, to check, and to keep as a PDF."""

from flask import Blueprint, Response, render_template, url_for

from wpl_platform.core.text import _
from wpl_platform.media.certificates import Certificate, certificate
from wpl_platform.media.consent_words import KIND_WORDS, WHY_WORDS
from wpl_platform.media.paper import Sheet, written
from wpl_platform.web import filters
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import pdf_reply

bp = Blueprint("certificates", __name__)


@bp.get("/certificates/<number>")
@limiter.limit("60/minute")
def show(number: str) -> str:
    """That it is one of ours, and what it says."""
    found = certificate(number)
    return render_template("media/certificate.html", certificate=found, facts=_facts(found), words=_words())


@bp.get("/certificates/<number>/pdf")
@limiter.limit("60/minute")
def download(number: str) -> Response:
    """The same on paper."""
    found = certificate(number)
    address = url_for("media.certificates.show", number=number, _external=True)
    title, leads = _("Verklaring van vernietiging"), _("Controleer deze verklaring op:")
    sheet = Sheet(title, address, leads, facts=_facts(found), parts=[("", text) for text in _words()])
    return pdf_reply(written(sheet), f"certificate-{found.recording_id}.pdf")


def _facts(found: Certificate) -> list[tuple[str, str]]:
    files = ", ".join(f"{count} × {KIND_WORDS.get(kind, kind)}" for kind, count in sorted(found.files.items()))
    return [
        (_("Organisatie"), found.organisation),
        (_("Video nummer"), str(found.recording_id)),
        (_("Waarom"), str(WHY_WORDS[found.why])),
        (_("Besloten op"), filters.moment(found.decided)),
        (_("Vernietigd en nagekeken op"), filters.moment(found.done)),
        (_("Vernietigde bestanden"), files or _("geen")),
        (_("Omvang"), filters.size(found.size)),
    ]


def _words() -> list[str]:
    return [
        _(
            "Van beeld en geluid van deze video is op deze server niets meer over. "
            "Na het verwijderen is nagekeken of elk bestand weg is."
        ),
        _(
            "Wat erover geschreven is, staat er nog voor de maker. "
            "Kopieën in back-ups verdwijnen als die back-up verloopt."
        ),
    ]
