"""Errors as answers: a page, a sentence in a fragment, or JSON; always what happened and what to do."""

from dataclasses import dataclass

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Missing, PortFailure, ProductError, Refused, Unheld
from wpl_platform.core.text import _
from wpl_platform.web.replies import is_fragment, json_reply, wants_json

STATUS: dict[type[ProductError], int] = {Missing: 404, Refused: 403, Conflict: 409, Invalid: 422, PortFailure: 503}


@dataclass(frozen=True)
class Failure:
    """What the page says: a title, what happened and is kept, what to do."""

    status: int
    title: str
    sentence: str
    remedy: str


def init_app(app: Flask) -> None:
    """Turns every kind of error into its answer."""
    app.register_error_handler(ProductError, _product_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _another_name)
    app.register_error_handler(Exception, _unforeseen)


def explain(status: int, sentence: str = "") -> Failure:
    """The words for a status; `sentence` says more precisely what happened when it is known."""
    words = {
        401: (_("Meld je eerst aan"), _("Je bent niet meer aangemeld."), _("Meld je aan en ga verder waar je was.")),
        403: (_("Dit mag je hier niet doen"), _("Er is niets veranderd."), _("Klopt dat niet? Vraag je beheerder.")),
        404: (
            _("Deze pagina is er niet"),
            _("Misschien is ze weggehaald, of is ze niet met jou gedeeld."),
            _("Kijk of het adres klopt, of ga terug naar de start."),
        ),
        405: (
            _("Zo werkt deze pagina niet"),
            _("Er is niets veranderd."),
            _("Ga terug en probeer het via de knoppen."),
        ),
        409: (
            _("Iemand was je net voor"),
            _("Wat jij typte staat nog op je scherm."),
            _("Ververs de pagina en kijk wat er veranderde."),
        ),
        413: (_("Dit is te groot"), _("Er is niets opgeslagen."), _("Kies een kleiner bestand of kort de tekst in.")),
        422: (_("Dit kan zo nog niet"), _("Wat je invulde is er nog."), _("Pas het aan en probeer het opnieuw.")),
        429: (
            _("Even wachten"),
            _("Je probeerde het te vaak achter elkaar."),
            _("Wacht een minuut en probeer het dan opnieuw."),
        ),
        503: (
            _("Dit lukt nu even niet"),
            _("Wat je had opgeslagen is veilig."),
            _("Probeer het over een minuut opnieuw."),
        ),
    }
    unforeseen = (
        _("Er ging bij ons iets mis"),
        _("Wat je eerder opsloeg is veilig. De laatste stap is niet bewaard."),
        _("Probeer het opnieuw. Gaat het weer mis, vertel het je beheerder."),
    )
    title, standard, remedy = words.get(status, unforeseen)
    if status == 404 and sentence:
        remedy = ""  # it says itself what to do
    return Failure(status, title, sentence or standard, remedy)


def answer(failure: Failure, field: str | None = None) -> Response:
    """The failure in the form in which it was asked for."""
    if wants_json():
        return json_reply({"error": failure.sentence, "remedy": failure.remedy, "field": field}, failure.status)
    template = "errors/_error.html" if is_fragment() else "errors/error.html"
    return Response(render_template(template, failure=failure), failure.status, mimetype="text/html")


def _product_error(error: ProductError) -> Response:
    if isinstance(error, Unheld):
        db.session.rollback()
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    field = error.field if isinstance(error, Invalid) else None
    return answer(explain(status, str(error.sentence)), field)


def _stale_form(error: CSRFError) -> Response:
    sentence = _("Je was te lang weg of bent opnieuw aangemeld. Er is niets veranderd.")
    return answer(
        Failure(400, _("Deze pagina is verlopen"), sentence, _("Ga terug, ververs de pagina en probeer het opnieuw."))
    )


def _another_name(error: SecurityError) -> Response:
    """Asked under a name that is not ours: no page, for no address on it would be true."""
    return Response("400 Bad Request: unknown host", 400, mimetype="text/plain")


def _http_error(error: HTTPException) -> HTTPException | Response:
    if error.code is None or error.code < 400:
        return error
    response = answer(explain(error.code))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Content-Range"):
            response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> Response:
    current_app.logger.error("unforeseen error", exc_info=error)
    db.session.rollback()
    if current_app.testing:
        raise error
    return answer(explain(500))
