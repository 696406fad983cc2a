"""What is said with a moment: who brings it in, who hears it, and who takes it away."""

from uuid import uuid4

from flask.testing import FlaskClient

from tests.feedback import speaking as scene
from tests.feedback.speaking import JSON, SOUND, TIP, AsViewer, Browsers, Speak, hears, kept, now, send, worked
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.details import Details, Take
from wpl_platform.feedback.models import Annotation, Visibility
from wpl_platform.feedback.spoken_models import Spoken, SpokenStage
from wpl_platform.media.models import Recording

voice, face, speak, said = scene.voice, scene.face, scene.speak, scene.said


def test_the_page_says_that_it_is_made_ready_and_then_plays_it(
    shared: Recording, sanne: Person, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken, page = speak(shared, youssef), f"/recordings/{shared.id}"
    assert "De opname is onderweg." in client_of(sanne).get(page).text
    send(client_of(youssef), spoken.take, voice)
    assert "De opname wordt klaargemaakt." in client_of(sanne).get(page).text
    assert client_of(sanne).get(f"/annotations/{spoken.annotation_id}/spoken").status_code == 404
    worked()
    text = client_of(sanne).get(page).text
    assert f'src="/annotations/{spoken.annotation_id}/spoken?v={spoken.id}"' in text
    assert "autoplay" not in text.partition("spoken-player")[2].partition("</spoken-player>")[0]
    assert "nog zonder woorden" not in text


def test_who_sees_the_moment_hears_it_whole_or_a_range_of_it_and_never_as_a_file(
    said: Spoken, sanne: Person, client_of: Browsers
) -> None:
    browser, address = client_of(sanne), f"/annotations/{said.annotation_id}/spoken"
    whole = browser.get(address)
    assert (whole.status_code, len(whole.data), whole.content_type) == (200, said.size, "audio/mp4")
    assert whole.headers["Content-Disposition"].startswith("inline")
    assert whole.headers["Cache-Control"] == "private, no-store"
    part = browser.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert browser.get(address, headers={"Range": f"bytes={said.size}-"}).status_code == 416
    whole.close()
    part.close()


def test_nobody_else_hears_it(
    said: Spoken, olaf: Person, ingrid: Person, client: FlaskClient, client_of: Browsers
) -> None:
    address = f"/annotations/{said.annotation_id}/spoken"
    assert [client_of(each).get(address).status_code for each in (olaf, ingrid)] == [404, 404]
    assert client.get(address).status_code in (302, 303)


def test_what_is_said_for_oneself_is_heard_by_nobody_else(
    shared: Recording, sanne: Person, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken = speak(shared, youssef, visibility=Visibility.PRIVATE)
    send(client_of(youssef), spoken.take, voice)
    worked()
    assert [hears(client_of(each), spoken) for each in (youssef, sanne)] == [200, 404]


def test_a_moment_that_was_taken_back_is_silent_until_it_is_back(
    said: Spoken, youssef: Person, sanne: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    actions.remove(said.annotation, by=as_viewer(youssef))
    db.session.commit()
    assert [hears(client_of(each), said) for each in (youssef, sanne)] == [404, 404]
    actions.restore(said.annotation, by=as_viewer(youssef))
    db.session.commit()
    assert hears(client_of(sanne), said) == 200


def test_a_recording_is_brought_in_once_and_only_by_who_made_it(
    shared: Recording, youssef: Person, tom: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken, browser = speak(shared, youssef), client_of(youssef)
    assert send(client_of(tom), spoken.take, voice) == 404
    assert send(browser, str(uuid4()), voice) == 404
    assert browser.get(f"/spoken/{spoken.take}").get_json() == {"stage": "awaiting"}
    assert send(browser, spoken.take, voice) == 201
    assert send(browser, spoken.take, voice) == 409
    assert browser.get(f"/spoken/{spoken.take}").get_json() == {"stage": "processing"}
    assert kept() == {now(spoken.id).key}


def test_a_recording_without_a_moment_is_not_taken(
    shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes, as_viewer: AsViewer
) -> None:
    spoken = speak(shared, youssef)
    actions.remove(spoken.annotation, by=as_viewer(youssef))
    db.session.commit()
    assert send(client_of(youssef), spoken.take, voice) == 404
    assert kept() == set()


def test_a_moment_that_is_placed_again_keeps_what_was_said(
    said: Spoken, shared: Recording, youssef: Person, as_viewer: AsViewer
) -> None:
    actions.remove(said.annotation, by=as_viewer(youssef))
    details = Details(takes=(Take(SOUND, said.take),))
    again = actions.annotate(shared, TIP, Span(6_000), "", by=as_viewer(youssef), details=details)
    worked()
    assert now(said.id).annotation_id == again.id
    assert kept() == {said.key}


def test_its_author_takes_it_away_for_good_and_nobody_else(
    said: Spoken, youssef: Person, sanne: Person, client_of: Browsers
) -> None:
    address = f"/annotations/{said.annotation_id}/spoken/delete"
    assert client_of(sanne).post(address).status_code == 403
    assert client_of(youssef).post(address).status_code == 303
    worked()
    assert (db.session.query(Spoken).count(), db.session.query(Annotation).count(), kept()) == (0, 1, set())


def test_another_recording_takes_its_place_and_words_leave_it(
    said: Spoken, youssef: Person, as_viewer: AsViewer
) -> None:
    moment, viewer = said.annotation, as_viewer(youssef)
    actions.edit(moment, TIP, Span(5_000), "Met woorden", by=viewer, details=Details())
    worked()
    assert kept() == {said.key}
    actions.edit(moment, TIP, Span(5_000), "", by=viewer, details=Details(takes=(Take(SOUND, str(uuid4())),)))
    worked()
    assert (db.session.query(Spoken).one().stage, kept()) == (SpokenStage.AWAITING, set())


def test_what_is_not_a_recording_is_said_in_the_form(shared: Recording, youssef: Person, client_of: Browsers) -> None:
    typed = {"kind": "suggestion", "start": "0:05", "end": "", "text": "", "spoken": "sound:../../etc"}
    answer = client_of(youssef).post(f"/recordings/{shared.id}/annotations", data=typed, headers=JSON)
    assert (answer.status_code, answer.get_json()["field"]) == (422, "spoken")
