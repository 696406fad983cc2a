"""What waits for whom: the list of the start page and the figure in the rail come from the same questions."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.counting import queries_of
from tests.home.conftest import DAY, answer, card, film, intend, mark, prove
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import asking
from wpl_platform.home import attention, queries
from wpl_platform.improvement.models import Stage
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, RenditionKind, Share
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER


@pytest.fixture
def start(client_of: Callable[[Person], FlaskClient]) -> Callable[[Person], str]:
    """The start page as a person gets it."""

    def get(person: Person) -> str:
        answered = client_of(person).get("/start")
        assert answered.status_code == 200
        return answered.text

    return get


def count(person: Person, house: House) -> int:
    listed = queries.waiting_for(viewer_of(person), house.team).listed
    assert attention.count(viewer_of(person), house.team) == listed, "the rail and the page say the same"
    return listed


def test_a_colleagues_recording_waits_until_i_marked_a_moment(house: House, sanne: Person, youssef: Person) -> None:
    recording = film(sanne, house.team)
    assert (count(youssef, house), count(sanne, house)) == (1, 0)
    annotation = mark(recording, youssef)
    assert count(youssef, house) == 0
    annotation.removed_at = clock.now()
    db.session.commit()
    assert count(youssef, house) == 1


@pytest.mark.parametrize("case", ["private", "long ago", "not ready", "no longer shared"])
def test_a_recording_that_cannot_be_asked_about_does_not_wait(
    case: str, house: House, sanne: Person, youssef: Person
) -> None:
    recording = film(sanne, house.team, shared=case != "private", days_ago=40 if case == "long ago" else 0)
    if case == "not ready":
        recording.stage = RecordingStage.PROCESSING
    if case == "no longer shared":
        db.session.query(Share).update({"ended_at": clock.now()})
    db.session.commit()
    assert count(youssef, house) == 0


def test_who_never_sees_video_is_not_asked_to_watch(
    house: House, sanne: Person, ingrid: Person, bea: Person, olaf: Person, tom: Person
) -> None:
    film(sanne, house.team, "Geheim moment")
    assert [count(person, house) for person in (ingrid, bea, olaf)] == [0, 0, 0]
    assert count(tom, house) == 1


def test_new_feedback_waits_per_recording_until_the_maker_answers(
    house: House, sanne: Person, youssef: Person, tom: Person
) -> None:
    recording = film(sanne, house.team)
    first, second = mark(recording, youssef, "Eerste"), mark(recording, tom, "Tweede")
    mark(recording, sanne, "Van mijzelf")
    [new] = queries.waiting_for(viewer_of(sanne), house.team).feedback
    assert (new.count, new.latest.text, new.recording.id) == (2, "Tweede", recording.id)
    assert count(sanne, house) == 1
    answer(second, sanne)
    [new] = queries.waiting_for(viewer_of(sanne), house.team).feedback
    assert (new.count, new.latest.id) == (1, first.id)
    answer(first, sanne)
    assert count(sanne, house) == 0


def test_feedback_of_somebody_who_left_still_waits(house: House, sanne: Person, start: Callable[[Person], str]) -> None:
    mark(film(sanne, house.team), None)
    assert count(sanne, house) == 1
    assert "Iemand keek mee" in start(sanne)


def test_intentions_and_cards_wait_from_a_week_before_their_day(house: House, sanne: Person, youssef: Person) -> None:
    today = clock.today()
    for days in (-3, 0, 7, 8):
        intend(sanne, film(sanne, house.team, shared=False), today + days * DAY)
        card(sanne, house.team, today + days * DAY)
    waiting = queries.waiting_for(viewer_of(sanne), house.team)
    assert [(asked.due_on - today).days for asked in waiting.intentions] == [-3, 0, 7]
    assert [(asked.due_on - today).days for asked in waiting.cards if asked.due_on] == [-3, 0, 7]
    assert (count(sanne, house), count(youssef, house)) == (6, 0)


def test_what_is_done_does_not_wait(house: House, sanne: Person) -> None:
    intention = intend(sanne, film(sanne, house.team, shared=False), clock.today())
    intention.done_at = clock.now()
    card(sanne, house.team, clock.today(), stage=Stage.SUCCESS)
    card(sanne, house.team, None, stage=Stage.NOTICE)
    removed = card(sanne, house.team, clock.today())
    removed.removed_at = clock.now()
    db.session.commit()
    assert count(sanne, house) == 0


def test_a_stranger_has_nothing_waiting(house: House) -> None:
    assert attention.count(STRANGER, house.team) == 0


def test_the_lead_is_a_colleagues_question_and_the_rest_are_rows(
    house: House, sanne: Person, youssef: Person, start: Callable[[Person], str]
) -> None:
    film(sanne, house.team, "Advies bij het servies")
    own = film(youssef, house.team, "Mijn overdracht")
    mark(own, sanne, "Je kijkt haar aan.")
    intend(youssef, own, clock.today() + DAY, "Ik vraag eerst wat de klant al zag.")
    page = start(youssef)
    assert "Drie dingen vragen je aandacht." in page
    assert page.index("Wacht ik lang genoeg?") < page.index("Eén nieuw moment op ‘Mijn overdracht’")
    assert "Je kijkt haar aan." in page
    assert "Je voornemen loopt morgen af" in page
    assert 'class="rail__count">3<' in page


def test_the_start_page_of_each_person(
    house: House, sanne: Person, ingrid: Person, bea: Person, start: Callable[[Person], str]
) -> None:
    page = start(sanne)
    assert "Begin met één minuut film" in page
    assert "Film iets in 5 minuten" in page
    film(sanne, house.team, shared=False)
    assert "Je bent bij" in start(sanne)
    manager, admin = start(ingrid), start(bea)
    assert "Hier zie je dat het team verbetert" in manager
    assert "Jij zorgt voor het team" in admin
    for page in (manager, admin):
        assert "/recordings/new" not in page.partition("<main")[2].partition("</main>")[0]


def test_who_is_in_no_team_reads_what_to_do_and_which_address_to_pass_on(
    app: Flask, start: Callable[[Person], str]
) -> None:
    person = accounts.create_person("Noor Nieuw", "noor@lindehoeve.example")
    accounts.set_password(person, "een korte zin is genoeg", by=None)
    db.session.commit()
    page = start(person)
    assert "Je zit nog niet in een team" in page
    assert not re.search(r'href="/(recordings|board|team)', page)
    assert "noor@lindehoeve.example" in page


def test_the_success_shown_is_the_one_proven_last(
    house: House, sanne: Person, ingrid: Person, bea: Person, olaf: Person, start: Callable[[Person], str]
) -> None:
    recording = film(sanne, house.team)
    for title, days, ended in (("Oud", 9, False), ("Nieuw", 2, False), ("Teruggenomen", 1, True)):
        prove(card(sanne, house.team, None, title, Stage.SUCCESS), recording, days_ago=days, ended=ended)
    found = queries.latest_success(house.team, viewer=viewer_of(sanne))
    assert found is not None
    assert found.card.title == "Nieuw"
    assert "Sanne liet het zien op" in start(ingrid)
    for person in (bea, olaf):
        assert queries.latest_success(house.team, viewer=viewer_of(person)) is None


def _colleague(name: str, team: Team) -> Person:
    person = accounts.create_person(name, f"{name.lower()}@lindehoeve.example")
    teams.place(person, team, Role.PARTICIPANT)
    return person


def test_the_start_page_asks_as_much_for_one_as_for_many(
    house: House, youssef: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    def add(name: str) -> None:
        film(_colleague(name, house.team), house.team)
        mark(film(youssef, house.team), _colleague(f"{name}-2", house.team))
        intend(youssef, film(youssef, house.team, shared=False), clock.today())
        card(youssef, house.team, clock.today())

    browser = client_of(youssef)
    add("Anna")
    few = queries_of(lambda: browser.get("/start"))
    for name in ("Bram", "Cor", "Dien", "Els"):
        add(name)
    assert browser.get("/start").text.count("<li>") > 12
    assert queries_of(lambda: browser.get("/start")) == few


def test_what_is_shared_elsewhere_does_not_wait_here(house: House, sanne: Person, youssef: Person) -> None:
    teams.place(youssef, house.other_team, Role.PARTICIPANT)
    recording = film(sanne, house.team)
    db.session.query(Share).update({"ended_at": clock.now()})
    db.session.add(Share(recording_id=recording.id, team_id=house.other_team_id, by_id=sanne.id))
    db.session.commit()
    assert count(youssef, house) == 0


def test_every_place_that_the_start_page_and_the_rest_lead_to_is_there(
    house: House, sanne: Person, tom: Person, ingrid: Person, bea: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    mark(film(sanne, house.team), tom)
    film(tom, house.team)
    intend(sanne, film(sanne, house.team, shared=False), clock.today())
    card(sanne, house.team, clock.today())
    for person in (sanne, tom, ingrid, bea):
        browser = client_of(person)
        found = set(re.findall(r'href="(/[^"#?]*)', browser.get("/start").text + browser.get("/more").text))
        dead = [
            place
            for place in found - {"/sign-out"}
            if "/assets/" not in place and browser.get(place, follow_redirects=True).status_code != 200
        ]
        assert not dead, f"{person.name}: {dead}"


def test_a_new_film_that_is_mine_alone_is_offered_to_be_asked_about_and_does_not_count(
    house: House, sanne: Person, youssef: Person, start: Callable[[Person], str]
) -> None:
    recording = film(sanne, house.team, "Bij de balie", shared=False)
    address = f'href="/recordings/{recording.id}/requests/new"'
    assert address not in start(sanne), "it does not play yet"
    _plays(recording)
    assert address in start(sanne)
    assert "Alleen jij ziet deze video nog" in start(sanne)
    assert (count(sanne, house), address in start(youssef)) == (0, False)
    asking.ask(recording, [youssef.id], "Luister ik?", by=viewer_of(sanne))
    db.session.commit()
    assert address not in start(sanne)


@pytest.mark.parametrize("case", ["shared with the team", "from before this week", "not the latest"])
def test_a_film_is_not_offered_to_be_asked_about_when_it_is(
    case: str, house: House, sanne: Person, start: Callable[[Person], str]
) -> None:
    recording = film(sanne, house.team, shared=case == "shared with the team")
    _plays(recording)
    if case == "from before this week":
        recording.created_at = clock.now() - 8 * DAY
        db.session.commit()
    if case == "not the latest":
        film(sanne, house.team)
    assert "Alleen jij ziet deze video nog" not in start(sanne)


def _plays(recording: Recording) -> None:
    media.keep(recording.id, RenditionKind.DIRECT, key=f"film-{recording.id}", media_type="video/mp4", size=1)
    db.session.commit()
