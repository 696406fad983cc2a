"""The doors of who is in view: the maker names them and writes down what they agree to; the whole team can stop it."""

from flask import Blueprint, flash, render_template, url_for
from flask import Response as BaseResponse
from flask.blueprints import BlueprintSetupState
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import preferred_language
from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.events import queries as events
from wpl_platform.media import (
    actions,
    consenting,
    in_view,
    informing,
    naming,
    paper_pages,
    papers,
    policy,
    queries,
    withdrawals,
)
from wpl_platform.media.certificates import number_of
from wpl_platform.media.consent import State, is_said, state_of
from wpl_platform.media.consent_forms import InViewForm, WrittenForm
from wpl_platform.media.consent_words import IN_VIEW_WORDS, PURPOSE_WORDS, PURPOSES_SHORTLY, STATE_WORDS
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.paper import Sheet, written
from wpl_platform.media.quota import OverQuota
from wpl_platform.media.views.form_body import form_with_files
from wpl_platform.teams import branding
from wpl_platform.teams.current import viewer
from wpl_platform.web import accents
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import is_fragment, pdf_reply, safe_next, see_other

bp = Blueprint("in_view", __name__)
TRIES = "120/hour"
"""How often somebody writes down a consent: each may come with pages to be read."""


@bp.app_context_processor
def _words() -> dict[str, object]:
    """Where a recording is shown, a template asks in which state it is, and who is in view."""
    return {
        "state_of": lambda recording: state_of(recording, on=clock.today()),
        "state_words": STATE_WORDS,
        "is_there": policy.is_there,
        "is_cleared": policy.is_cleared,
        "is_said": is_said,
        "certificate_of": number_of,
        "words_of": lambda purposes: [PURPOSES_SHORTLY[purpose] for purpose in purposes],
    }


@bp.get("/recordings/<int:recording_id>/in-view")
@login_required
def index(recording_id: int) -> str:
    """Who is in view, what they agree to, and the way to change that; for a colleague only the way to stop it."""
    heard = events.last_number(actions.subject_of(recording_id))
    recording = queries.recording(recording_id, viewer=viewer())
    return _page(recording, InViewForm(formdata=None), heard=heard)


@bp.post("/recordings/<int:recording_id>/in-view")
@login_required
def create(recording_id: int) -> Response | tuple[str, int]:
    """Somebody who is in view."""
    recording, form = queries.recording(recording_id, viewer=viewer()), InViewForm()
    try:
        form.require_valid()
        person = naming.put_in_view(recording, form.somebody, by=viewer())
    except Invalid as wrong:
        if wrong.field in form:
            form[wrong.field].errors = [wrong.sentence]
        return _page(recording, form), 422
    return see_other(url_for("media.in_view.show", in_view_id=person.id))


@bp.post("/recordings/<int:recording_id>/in-view/nobody")
@login_required
def nobody(recording_id: int) -> Response:
    """Nobody but the maker is in view or heard."""
    recording = queries.recording(recording_id, viewer=viewer())
    before = state_of(recording, on=clock.today())
    naming.say_nobody_else(recording, by=viewer())
    flash(_nobody_words(recording, before))
    return see_other(safe_next(url_for("media.in_view.index", recording_id=recording.id)))


@bp.get("/in-view/<int:in_view_id>")
@login_required
def show(in_view_id: int) -> str:
    """The ways in which this person can agree: on this screen, by their own phone, on paper, or spoken."""
    return _ways(_own(in_view_id), WrittenForm(formdata=None))


@bp.get("/in-view/<int:in_view_id>/letter")
@login_required
def letter(in_view_id: int) -> BaseResponse:
    """The information and the form on paper, with the QR code by which they can stop later."""
    person = _own(in_view_id)
    organisation = person.recording.team.organisation
    told = informing.told(organisation.id, preferred_language())
    chosen = branding.chosen_by(organisation.id)
    sheet = Sheet(
        _("Je staat in een video"),
        url_for("media.consent.show", key=person.key, _external=True),
        _("Met deze code kun je het later nog lezen, veranderen of stoppen:"),
        parts=[
            *informing.parts_of(told.words, organisation.name),
            (_("Tot wanneer?"), informing.until_when(person.recording)),
        ],
        ticks=[str(words) for words in PURPOSE_WORDS.values()],
        signed=_("Datum, naam en handtekening"),
        logo=(chosen.logo or b"") if chosen else b"",
        colour=accents.light(chosen.colour).tokens["brand-text"] if chosen and chosen.colour else "",
    )
    return pdf_reply(written(sheet), f"letter-{person.id}.pdf")


@bp.record_once
def _check_the_token_ourselves(state: BlueprintSetupState) -> None:
    """The general check reads a whole body before anybody asks who sends it; here the form checks its own token."""
    state.app.extensions["csrf"].exempt(f"{__name__}.create_consent")


@bp.post("/in-view/<int:in_view_id>/consents")
@limiter.limit(TRIES)
@login_required
def create_consent(in_view_id: int) -> Response | tuple[str, int]:
    """Writes down what was signed on paper, with the paper itself, or said in the film."""
    _own(in_view_id)
    most = paper_pages.PAGES_MOST * paper_pages.PAGE_BYTES
    with form_with_files(paper_pages.FIELD, most=most) as (fields, files):
        form = WrittenForm(formdata=fields)
        try:
            form.require_valid()
            with paper_pages.taken(files if form.brings_paper else []) as pages:
                person = _own(in_view_id)
                told = informing.told(person.recording.team.organisation_id, preferred_language())
                consenting.give(person, form.given(informing.keep(told, told.digest), pages), by=viewer())
        except (Invalid, OverQuota) as wrong:
            field = wrong.field if isinstance(wrong, Invalid) else paper_pages.FIELD
            if field in form:
                form[field].errors = [wrong.sentence]
            return _ways(_own(in_view_id), form, chosen=bool(files)), 422
    flash(_("De toestemming van %(name)s is opgeschreven", name=person.name))
    return see_other(url_for("media.in_view.index", recording_id=person.recording_id))


@bp.post("/in-view/<int:in_view_id>/withdraw")
@login_required
def withdraw(in_view_id: int) -> Response:
    """Ends it on behalf of who asked: from now on nobody sees the film."""
    person = in_view.person_in_view(in_view_id, viewer=viewer())
    mine, began = viewer().is_person(person.recording.maker_id), in_view.ever_agreed(person)
    consenting.withdraw(person, by=viewer())
    nobody_sees = _("Niemand ziet de video nu nog.")
    flash(f"{_('Ingetrokken.') if began else _('Opgeschreven.')} {nobody_sees}")
    there = url_for("media.in_view.index", recording_id=person.recording_id)
    return see_other(there if mine else url_for("media.recordings.index"))


@bp.post("/in-view/<int:in_view_id>/delete")
@login_required
def delete(in_view_id: int) -> Response:
    """They are not in view after all."""
    person = _own(in_view_id)
    naming.take_out_of_view(person, by=viewer())
    flash(_("%(name)s staat niet meer op de lijst", name=person.name))
    return see_other(url_for("media.in_view.index", recording_id=person.recording_id))


def _own(in_view_id: int) -> PersonInView:
    person = in_view.person_in_view(in_view_id, viewer=viewer())
    require(policy.may_tell_who_is_in_view(viewer(), person.recording), _("Alleen de maker zegt wie er in beeld is."))
    return person


def _nobody_words(recording: Recording, before: State) -> str:
    """That it is kept; and when others see the film from this moment, that they do."""
    if state_of(recording, on=clock.today()) is not State.SHARED or before is State.SHARED:
        return _("Bewaard: er is niemand anders in beeld")
    if any(share.team_id is not None for share in recording.open_shares):
        return _("Bewaard: er is niemand anders in beeld. De video is nu gedeeld met je team.")
    return _("Bewaard: er is niemand anders in beeld. De video is nu gedeeld.")


def _page(recording: Recording, form: InViewForm, *, heard: int | None = None) -> str:
    template = "media/_in_view.html" if is_fragment() else "media/in_view.html"
    return render_template(
        template,
        recording=recording,
        people=in_view.people_in(recording, viewer=viewer()),
        papers=papers.papers_in(recording, viewer=viewer()),
        form=form,
        heard=heard,
        colleagues=queries.colleagues(recording.team, viewer=viewer()),
        is_maker=viewer().is_person(recording.maker_id),
        kinds=IN_VIEW_WORDS,
        gone_on=withdrawals.gone_on(recording),
    )


def _ways(person: PersonInView, form: WrittenForm, *, chosen: bool = False) -> str:
    """`chosen`: pages came along, which the browser has to be given again."""
    return render_template(
        "media/in_view_ways.html",
        shown=person,
        form=form,
        chosen=chosen,
        address=url_for("media.consent.show", key=person.key, _external=True),
        heard=events.last_number(actions.subject_of(person.recording_id)),
        accepted=paper_pages.ACCEPTED,
        pages_most=paper_pages.PAGES_MOST,
        page_bytes=paper_pages.PAGE_BYTES,
    )
