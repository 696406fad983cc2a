"""The door of what people in view are told: an organisation's own words in place of the built-in ones."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.media import informing
from wpl_platform.media.consent_forms import InformationForm
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("information", __name__)


@bp.get("/organisation/information")
@login_required
def show() -> str:
    """What they read now, in one language, to be changed."""
    read = informing.told_by(team(), _language(), viewer=viewer())
    return _page(read, InformationForm(formdata=None, words=read.words))


@bp.post("/organisation/information")
@login_required
def update() -> Response | tuple[str, int]:
    """A next version, for everybody who decides from now on; who decided before keeps what they read."""
    read, form = informing.told_by(team(), _language(), viewer=viewer()), InformationForm()
    if not form.validate():
        return _page(read, form), 422
    informing.tell_from_now_on(team(), read.language, form.words.data or "", by=viewer())
    flash(_("Bewaard. Wie vanaf nu beslist, leest deze tekst."))
    return see_other(url_for("media.information.show", language=read.language))


def _language() -> str:
    asked = request.values.get("language", "nl")
    return asked if asked in informing.BUILT_IN else "nl"


def _page(read: informing.Told, form: InformationForm) -> str:
    shown = informing.parts_of(form.words.data or read.words, team().organisation.name)
    return render_template(
        "media/information.html", read=read, form=form, shown=shown, languages={"nl": "Nederlands", "en": "English"}
    )
