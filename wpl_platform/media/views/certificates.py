"""The door of certificates of destruction, for whoever has one: to read, to keep as a PDF, and to check that file."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for

from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _, ngettext
from wpl_platform.media import signing
from wpl_platform.media.certificates import Certificate, certificate, listed_for
from wpl_platform.media.consent_words import KIND_WORDS, WHY_WORDS
from wpl_platform.media.paper import Sheet, written
from wpl_platform.teams.current import viewer
from wpl_platform.web import filters
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import pdf_reply

bp = Blueprint("certificates", __name__)
TRIES = "60/minute"


@bp.get("/certificates/<number>")
@limiter.limit(TRIES)
def show(number: str) -> str:
    """That it is one of ours, and what it says."""
    found = certificate(number)
    own, organisation_id = listed_for(number, viewer=viewer())
    return render_template(
        "media/certificate.html",
        certificate=found,
        facts=_facts(found),
        words=_words(),
        own=own,
        organisation_id=organisation_id,
    )


@bp.get("/certificates/<number>/pdf")
@limiter.limit(TRIES)
def download(number: str) -> Response:
    """The same on paper, signed."""
    found = certificate(number)
    address = url_for("media.certificates.show", number=number, _external=True)
    title, leads = _("Verklaring van vernietiging"), _("Controleer deze verklaring op:")
    parts = [("", text) for text in _words()]
    sheet = Sheet(title, address, leads, facts=_facts(found), parts=parts, proof=_proof(found))
    content = signing.stamped(written(sheet), number, found.signed_with)
    return pdf_reply(content, f"certificate-{found.recording_id}.pdf")


@bp.get("/certificates/check")
@limiter.limit(TRIES)
def check() -> str:
    """Where somebody checks the file of a certificate."""
    return render_template("media/certificate_check.html", checked=None, found=None, facts=[])


@bp.post("/certificates/check")
@limiter.limit(TRIES)
def checked() -> str:
    """Whether the file is one of ours, and as it was; with what we know of it now. The file is not kept."""
    file = request.files.get("file")
    told = signing.check(file.read() if file is not None else b"")
    try:
        found = certificate(told.number)
    except Missing:
        found = None
    facts = _facts(found) if found is not None else []
    return render_template("media/certificate_check.html", checked=told, found=found, facts=facts)


@bp.get("/certificates/keys/<key_id>")
@limiter.limit(TRIES)
def key(key_id: str) -> Response:
    """The public key with which anybody checks our signatures without us."""
    return Response(signing.public_key(key_id), mimetype="application/x-pem-file")


def _proof(found: Certificate) -> list[tuple[str, str]]:
    if not found.signature:
        return []
    address = url_for("media.certificates.key", key_id=found.signed_with, _external=True)
    return [
        (_("Dit is ondertekend"), found.statement),
        (_("Handtekening (Ed25519)"), f"{found.signature}\n{address}"),
    ]


def _facts(found: Certificate) -> list[tuple[str, str]]:
    files = ", ".join(f"{count} × {KIND_WORDS.get(kind, kind)}" for kind, count in sorted(found.files.items()))
    return [
        (_("Organisatie"), found.organisation),
        (_("Video nummer"), str(found.recording_id)),
        (_("Waarom"), str(WHY_WORDS[found.why])),
        (_("Besloten op"), _dated(found.decided)),
        (_("Vernietigd en nagekeken op"), _dated(found.done)),
        (_("Vernietigde bestanden"), files or _("geen")),
        (_("Omvang"), filters.size(found.size)),
        *([(_("Toestemmingen bewaard van"), _people(found.people))] if found.people else []),
    ]


def _dated(moment: datetime) -> str:
    """With the year, and never “today”: it is read years later."""
    return f"{filters.day(moment, True)}, {filters.clock_time(moment)}"


def _people(count: int) -> str:
    return ngettext("%(num)s persoon in beeld, zonder naam", "%(num)s mensen in beeld, zonder naam", count)


def _words() -> list[str]:
    return [
        _(
            "Van beeld en geluid van deze video is op deze server niets meer over. "
            "Na het verwijderen is nagekeken of elk bestand weg is."
        ),
        _("Kopieën in back-ups verdwijnen als die back-up verloopt."),
    ]
