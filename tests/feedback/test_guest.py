"""What a guest says about a film, and what they see of what others say."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.media.guests import come, invited
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, policy, queries
from wpl_platform.feedback.desk import desk_of
from wpl_platform.feedback.models import Annotation, AnnotationKind, ResponseKind
from wpl_platform.media import guests
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.teams.queries import viewer_of

Mark = Callable[..., Annotation]
SAID = {"kind": "strength", "start": "0:12", "text": "Je kijkt haar aan"}


@pytest.fixture
def link(shared: Recording) -> GuestLink:
    """A guest of Sanne's, whose film the team sees as well."""
    film = Rendition(recording_id=shared.id, kind=RenditionKind.DIRECT, name="direct", key="a" * 26, size=1)
    film.media_type = "video/mp4"
    db.session.add(film)
    return invited(shared)


def test_a_guest_marks_a_moment_that_the_maker_reads_with_their_name(
    client: FlaskClient, link: GuestLink, shared: Recording, sanne: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    come(client, link)
    assert client.post(f"/guest/{link.key}/moments", data=SAID).status_code == 303
    assert "Je kijkt haar aan" in client.get(f"/guest/{link.key}").text
    studio = client_of(sanne).get(f"/recordings/{shared.id}").text
    assert "Je kijkt haar aan" in studio
    assert "Karin Smit (gast)" in studio
    line = db.session.scalars(select(AccessEntry).where(AccessEntry.action == Action.COMMENTED)).one()
    assert (line.person_id, line.acted_as) == (link.share.person_id, "guest")


def test_what_was_placed_is_said_beside_the_button(client: FlaskClient, link: GuestLink) -> None:
    come(client, link)
    assert "Geplaatst op" not in client.get(f"/guest/{link.key}").text
    desk = client.post(f"/guest/{link.key}/moments", data=SAID, headers={"HX-Request": "true"}).text
    form = desk[: desk.index("</form>")]
    assert "Geplaatst op 0:12</p>" in form[form.index('id="place"') :]


def test_what_is_missing_is_said_beside_it(client: FlaskClient, link: GuestLink) -> None:
    come(client, link)
    for wrong, said in (
        ({"kind": ""}, "Kies een soort"),
        ({"start": ""}, "Schrijf de tijd als 2:14"),
        ({"start": "9:00"}, "video"),
        ({"text": ""}, "Vul dit nog in"),
    ):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.post(f"/guest/{link.key}/moments", data={**SAID, **wrong}, headers=headers)
            assert answer.status_code == 422
            assert said in answer.text


def test_a_guest_sees_their_own_moments_and_no_word_of_colleagues(
    client: FlaskClient, link: GuestLink, shared: Recording, sanne: Person, youssef: Person, tom: Person, mark: Mark
) -> None:
    theirs = mark(shared, youssef, text="Van een collega")
    guest = guests.guest_of(link)
    own = actions.annotate(shared, AnnotationKind.QUESTION, Span(3_000), "Waarom nu?", by=guest)
    actions.reply(own, "Goede vraag, van de maker", by=viewer_of(sanne))
    actions.reply(own, "Onder ons gezegd", by=viewer_of(tom))
    actions.respond(own, ResponseKind.THANKS, by=viewer_of(sanne))
    database.commit()
    assert [each.id for each in queries.annotations_on(shared, viewer=guest)] == [own.id]
    assert policy.may_see(guest, own)
    assert not policy.may_see(guest, theirs)
    with pytest.raises(Missing):
        queries.annotation(theirs.id, viewer=guest)
    (face,) = desk_of(shared, viewer=guest)
    assert [said.reply.text for said in face.replies] == ["Goede vraag, van de maker"]
    page = come(client, link).get(f"/guest/{link.key}").text
    for there in ("Waarom nu?", "Goede vraag, van de maker", "Sanne Visser (maker)"):
        assert there in page
    for not_there in ("Van een collega", "Onder ons gezegd", "Youssef", "Tom Dekker", "Welkom"):
        assert not_there not in page, not_there


def test_a_guest_answers_the_maker_and_takes_words_back(
    client: FlaskClient, link: GuestLink, shared: Recording, sanne: Person, youssef: Person, mark: Mark
) -> None:
    theirs = mark(shared, youssef)
    come(client, link)
    client.post(f"/guest/{link.key}/moments", data=SAID)
    own = db.session.scalars(select(Annotation).where(Annotation.author_id == link.share.person_id)).one()
    place = f"/guest/{link.key}/moments"
    assert client.post(f"{place}/{own.id}/replies", data={"text": "Nog iets"}).status_code == 303
    assert client.post(f"{place}/{theirs.id}/replies", data={"text": "Hoi"}).status_code == 404
    assert client.post(f"{place}/{theirs.id}/delete").status_code == 404
    assert client.post(f"{place}/{own.id}/delete").status_code == 303
    assert queries.annotations_on(shared, viewer=guests.guest_of(link)) == []


def test_a_guest_does_nothing_else_with_a_moment_or_the_film(
    link: GuestLink, shared: Recording, sanne: Person, youssef: Person, mark: Mark
) -> None:
    theirs, guest = mark(shared, youssef, text="Van een collega"), guests.guest_of(link)
    own = actions.annotate(shared, AnnotationKind.QUESTION, Span(3_000), "Vraag, @Youssef Amrani", by=guest)
    for forbidden in (policy.may_respond, policy.may_take_further):
        assert not forbidden(guest, own)
    for forbidden in (policy.may_reply, policy.may_edit, policy.may_remove, policy.may_resolve, policy.may_respond):
        assert not forbidden(guest, theirs)
    for closed in (policy.may_be_here, policy.may_order, policy.may_ask, policy.may_see_answers):
        assert not closed(guest, shared)
    assert queries.others_who_see(shared, viewer=guest) == []
    with pytest.raises(Refused):
        actions.reply(theirs, "Hoi", by=guest)
    assert guest.person_id not in {each.id for each in queries.others_who_see(shared, viewer=viewer_of(sanne))}


def test_once_the_guest_may_watch_no_more_their_words_are_closed_to_them_and_stay_with_the_maker(
    client: FlaskClient, link: GuestLink, shared: Recording, sanne: Person, house: House
) -> None:
    come(client, link)
    client.post(f"/guest/{link.key}/moments", data=SAID)
    link.share.ended_at = link.created_at
    db.session.commit()
    guest = guests.guest_of(link)
    assert client.post(f"/guest/{link.key}/moments", data=SAID).status_code == 404
    assert queries.annotations_on(shared, viewer=guest) == []
    assert [each.text for each in queries.annotations_on(shared, viewer=viewer_of(sanne))] == [SAID["text"]]


def test_both_faces_of_a_moment_say_the_same_of_a_guest(
    link: GuestLink, shared: Recording, youssef: Person, mark: Mark
) -> None:
    mark(shared, youssef)
    guest = guests.guest_of(link)
    own = actions.annotate(shared, AnnotationKind.QUESTION, Span(3_000), "Waarom nu?", by=guest)

    def agree() -> set[int]:
        db.session.commit()
        asked = select(Annotation).join(Annotation.recording)
        found = {each.id for each in db.session.scalars(asked.where(policy.seen_by(guest)))}
        assert found == {each.id for each in db.session.scalars(asked) if policy.may_see(guest, each)}
        return found

    assert agree() == {own.id}
    own.removed_at = own.created_at
    assert agree() == set()
    own.removed_at = None
    link.share.ended_at = own.created_at
    assert agree() == set()
