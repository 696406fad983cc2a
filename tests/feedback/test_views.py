"""The studio over HTTP: the page, its pieces, and the same forms without a script."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from flask.testing import FlaskClient

from tests.counting import queries_of, statements_of
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Annotation, ResponseKind
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
Mark = Callable[..., Annotation]
SCRIPT = {"X-Requested-With": "fetch"}
SCRIPT_WITH_ERRORS = {**SCRIPT, "Accept": "text/html;q=0.9, application/json"}


def test_the_studio_shows_moments_in_the_order_of_time(
    shared: Recording, youssef: Person, client_of: Browsers, mark: Mark
) -> None:
    later, earlier = mark(shared, youssef, start=30_000), mark(shared, youssef, start=10_000, end=14_000)
    page = client_of(youssef).get(f"/recordings/{shared.id}?t=0:12").text
    assert page.index(f'id="moment-{earlier.id}"') < page.index(f'id="moment-{later.id}"')
    assert "0:10–0:14" in page
    assert 'data-start="12000"' in page


def test_a_film_that_plays_is_not_said_not_to_whatever_its_maker_still_has_to_know(
    shared: Recording, youssef: Person, client_of: Browsers
) -> None:
    shared.stage, shared.reason = Stage.READY, Reason.STOPPED
    address, browser = f"/recordings/{shared.id}", client_of(youssef)
    assert "Deze video speelt niet." in browser.get(address).text
    made = {"kind": RenditionKind.DIRECT, "name": "direct", "media_type": "video/mp4", "size": 1}
    db.session.add(Rendition(recording_id=shared.id, key=new_key(), **made))
    db.session.commit()
    assert "Deze video speelt niet." not in browser.get(address).text


def test_an_address_that_asks_nonsense_begins_at_the_beginning(
    private: Recording, sanne: Person, client_of: Browsers
) -> None:
    browser = client_of(sanne)
    for asked in ("inf", "nan", "-5", "1:99", "x"):
        assert 'data-start="0"' in browser.get(f"/recordings/{private.id}?t={asked}").text


def test_a_moment_is_posted_without_a_script(shared: Recording, youssef: Person, client_of: Browsers) -> None:
    typed = {"kind": "strength", "start": "0:02.5", "end": "0:04", "text": "Je wacht"}
    answer = client_of(youssef).post(f"/recordings/{shared.id}/annotations", data=typed)
    made = db.session.query(Annotation).one()
    assert answer.status_code == 303
    assert answer.location == f"/recordings/{shared.id}#moment-{made.id}"
    assert (made.kind, made.start_ms, made.end_ms) == ("strength", 2_500, 4_000)


def test_a_script_gets_the_moment_back_and_reads_what_is_wrong(
    shared: Recording, youssef: Person, client_of: Browsers
) -> None:
    browser, place = client_of(youssef), f"/recordings/{shared.id}/annotations"
    good = {"kind": "question", "start": "0:02", "end": "", "text": "Wat zag je?"}
    answer = browser.post(place, data=good, headers=SCRIPT_WITH_ERRORS)
    assert answer.status_code == 201
    assert answer.mimetype == "text/html"
    assert "Wat zag je?" in answer.text
    wrong = [("kind", "praise"), ("start", "2"), ("start", ""), ("end", "0:01"), ("end", "0:99")]
    for field, typed in wrong:
        answer = browser.post(place, data={**good, field: typed}, headers=SCRIPT_WITH_ERRORS)
        said = answer.get_json()
        assert (answer.status_code, said["field"]) == (422, field)
        assert said["error"]


def test_words_of_a_stranger_to_html_are_shown_as_words(
    shared: Recording, sanne: Person, youssef: Person, client_of: Browsers, mark: Mark
) -> None:
    youssef.name = '"><script>alert(1)</script>'
    mark(shared, youssef, text="<script>alert(2)</script>")
    page = client_of(sanne).get(f"/recordings/{shared.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page


def test_what_somebody_may_do_with_a_moment_stands_beside_it(
    shared: Recording, sanne: Person, youssef: Person, tom: Person, client_of: Browsers, mark: Mark
) -> None:
    made = mark(shared, youssef)
    edit, answer_it = f"/annotations/{made.id}/edit", f'action="/annotations/{made.id}/responses"'
    seen = {person.name: client_of(person).get(f"/recordings/{shared.id}").text for person in (sanne, youssef, tom)}
    assert [name for name, page in seen.items() if edit in page] == ["Youssef Amrani"]
    assert [name for name, page in seen.items() if answer_it in page] == ["Sanne Visser"]
    assert all(f"/improvements/new?annotation={made.id}" in page for page in seen.values())


def test_an_answer_is_said_to_each_in_their_own_words(
    shared: Recording, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer, client_of: Browsers, mark: Mark
) -> None:
    made = mark(shared, youssef)
    actions.respond(made, ResponseKind.THANKS, by=as_viewer(sanne))
    db.session.commit()
    for person, words in (
        (sanne, "Jij bedankte"),
        (youssef, "De maker bedankt je"),
        (tom, "De maker bedankt hiervoor"),
    ):
        assert words in client_of(person).get(f"/annotations/{made.id}", headers=SCRIPT).text


def test_what_was_deleted_can_be_undone_from_the_next_page(
    shared: Recording, youssef: Person, client_of: Browsers, mark: Mark
) -> None:
    made, browser = mark(shared, youssef), client_of(youssef)
    page = browser.post(f"/annotations/{made.id}/delete", follow_redirects=True).text
    assert f'action="/annotations/{made.id}/restore"' in page
    assert f'id="moment-{made.id}"' not in page
    page = browser.post(f"/annotations/{made.id}/restore", follow_redirects=True).text
    assert f'id="moment-{made.id}"' in page


def test_the_studio_asks_the_database_as_often_for_many_moments_as_for_few(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, client_of: Browsers, mark: Mark
) -> None:
    browser = client_of(sanne)

    def fill(count: int) -> int:
        for _each in range(count):
            made = mark(shared, youssef)
            actions.reply(made, "Eens", by=as_viewer(sanne))
            actions.respond(made, ResponseKind.THANKS, by=as_viewer(sanne))
        return queries_of(lambda: browser.get(f"/recordings/{shared.id}"))

    for _visit in range(2):  # the first is written in the log, the next looks that up, and from then on it is known
        fill(1)
    assert fill(3) == fill(30)


def test_the_studio_asks_the_database_nothing_twice(
    shared: Recording, sanne: Person, youssef: Person, client_of: Browsers, mark: Mark
) -> None:
    mark(shared, youssef)
    for person in (sanne, youssef):
        browser, address = client_of(person), f"/recordings/{shared.id}"
        browser.get(address)  # the first visit is written in the log
        asked = Counter(statements_of(partial(browser.get, address)))
        assert [each for each, times in asked.items() if times > 1 and each.startswith("SELECT")] == []
