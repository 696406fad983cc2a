"""The door of the proof that somebody was erased, for whoever has its number: to read, and to keep as a PDF."""

from datetime import datetime

from flask import Blueprint, Response, render_template, url_for

from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _
from wpl_platform.media.paper import Sheet, written
from wpl_platform.mydata.proofs import Proof, proof
from wpl_platform.web import filters
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import pdf_reply

bp = Blueprint("proofs", __name__)


@bp.get("/erasures/<number>")
@limiter.limit("120/minute")
def show(number: str) -> str:
    """How far it is; and once everything is gone, that it is."""
    found = proof(number)
    return render_template("mydata/proof.html", proof=found, facts=_facts(found), words=_words())


@bp.get("/erasures/<number>/pdf")
@limiter.limit("60/minute")
def download(number: str) -> Response:
    """The same on paper, once it is certain."""
    found = proof(number)
    if found.done is None:
        raise Missing
    address = url_for("mydata.proofs.show", number=number, _external=True)
    facts = [*_facts(found), *((str(each.title), _said(each.goes, each.stays)) for each in found.counts)]
    title, leads = _("Bewijs van wissen"), _("Controleer dit bewijs op:")
    sheet = Sheet(title, address, leads, facts=facts, parts=[("", text) for text in _words()])
    return pdf_reply(written(sheet), "erasure.pdf")


def _facts(found: Proof) -> list[tuple[str, str]]:
    facts = [(_("Gevraagd op"), _on(found.asked))]
    if found.erased is not None:
        facts.append((_("Gewist op"), _on(found.erased)))
    if found.done is not None:
        facts.append((_("Bestanden weg en nagekeken op"), _on(found.done)))
    facts.append(
        (_("Vernietigde video’s"), _("%(films)s, in %(files)s bestanden", films=found.films, files=found.files))
    )
    return facts


def _on(moment: datetime) -> str:
    """The whole date: it is read long after today."""
    return f"{filters.day(moment, with_year=True)}, {filters.clock_time(moment)}"


def _said(goes: int, stays: int) -> str:
    parts = [_("%(count)s gewist", count=goes)] if goes else []
    parts += [_("%(count)s zonder naam gebleven", count=stays)] if stays else []
    return ", ".join(parts)


def _words() -> list[str]:
    return [
        _("Van dit account is niets meer over: geen naam, geen adres, niets om mee aan te melden."),
        _(
            "Wat anderen nodig hebben om verder te kunnen, bleef zonder naam. "
            "Kopieën in back-ups verdwijnen als die back-up verloopt. "
            "Wordt er een teruggezet, dan wordt opnieuw gewist."
        ),
    ]
