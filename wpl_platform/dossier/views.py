"""The doors of the dossier: a page to read and print, and a PDF."""

from flask import Blueprint, current_app, render_template, request
from flask_babel import force_locale, get_locale
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts.models import Language
from wpl_platform.core import clock
from wpl_platform.dossier import paper, policy, queries
from wpl_platform.dossier.sheets import Dossier
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Organisation
from wpl_platform.web.replies import pdf_reply
from wpl_platform.web.security import page_policy

bp = Blueprint("dossier", __name__)


@bp.get("/organisation/dossier")
@login_required
def show() -> str:
    """The page, in the reader's language."""
    where = _mine()
    return render_template("dossier/show.html", organisation=where, dossier=_made(where), languages=list(Language))


@bp.get("/organisation/dossier.pdf")
@login_required
def download() -> Response:
    """The same as a PDF; in the other language when that is asked (`?language=en`)."""
    where = _mine()
    asked = request.args.get("language", "")
    language = asked if asked in set(Language) else str(get_locale())
    with force_locale(language):
        return pdf_reply(paper.written(_made(where)), f"dossier-{where.id}-{clock.today()}-{language}.pdf")


def _made(where: Organisation) -> Dossier:
    return queries.dossier(where, current_app.config, page_policy(), viewer=viewer())


def _mine() -> Organisation:
    return current.organisation(*policy.READERS)
