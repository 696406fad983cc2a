"""What somebody in view reads by their link: on their own phone, and on a device that the maker hands over."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.consents import agree, client_in, withdraw
from wpl_platform.accounts.models import Language, Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import informing, quota
from wpl_platform.media.models import PersonInView, Recording, Stage
from wpl_platform.media.quota import OverQuota
from wpl_platform.media.retention import MOST_DAYS
from wpl_platform.web.filters import day

Open = Callable[[Person], FlaskClient]
NO_TICK, NO_SIGN = "Kruis het eerste vakje aan.", "Zet je handtekening in het vak, of typ je naam."


@pytest.fixture
def shared(
    sanne: Person, house: House, record: Callable[..., Recording], share_with_team: Callable[[Recording], None]
) -> Recording:
    """A film of Sanne's that her team sees."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    share_with_team(recording)
    return recording


@pytest.fixture
def person(shared: Recording) -> PersonInView:
    """A client in it, who said nothing yet."""
    return client_in(shared)


def typed(person: PersonInView, **more: str) -> dict[str, str]:
    return {"read": informing.told(person.recording.team.organisation_id, "nl").digest, **more}


def first_lacking(page: str) -> str:
    """The tag to which the address of the form leads; there is one."""
    [tag] = re.findall(r'<[^>]* id="lacks"[^>]*>', page)
    return str(tag)


def test_a_handed_over_device_has_no_way_into_the_account_until_it_is_given_back(
    person: PersonInView, sanne: Person, client_of: Open
) -> None:
    address, maker = f"/consent/{person.key}?here=1", client_of(sanne)
    page = maker.get(address).text
    assert 'href="/start"' not in page
    assert "/recordings/" not in page
    assert maker.get(f"/consent/{person.key}").text.count('href="/start"') == 1
    answer = maker.post(f"/consent/{person.key}", data=typed(person, purposes="learning", signed_as="W", here="1"))
    done = maker.get(answer.location).text
    assert 'href="/start"' not in done
    assert done.index("Wil je later stoppen?") < done.index("Geef het apparaat nu terug.") < done.index("Klaar, verder")
    assert f'href="/recordings/{person.recording_id}/in-view"' in done


def test_only_its_maker_is_led_on_to_who_is_in_view(
    person: PersonInView, youssef: Person, client: FlaskClient, client_of: Open
) -> None:
    agree(person)
    for browser in (client, client_of(youssef)):
        page = browser.get(f"/consent/{person.key}?here=1&done=1").text
        assert "Geef het apparaat nu terug." in page
        assert "Klaar, verder" not in page


def test_who_is_asked_for_more_on_that_device_chooses_first_and_gives_it_back_then(
    person: PersonInView, sanne: Person, client_of: Open
) -> None:
    agree(person)
    page = client_of(sanne).get(f"/consent/{person.key}?here=1").text
    assert "Geef het apparaat nu terug." not in page
    assert "Klaar, verder" not in page
    assert '<details class="stack" open><summary class="button">Iets anders goedvinden' in page


def test_who_agreed_stops_also_while_somebody_else_in_view_already_did(
    person: PersonInView, client: FlaskClient
) -> None:
    agree(person)
    withdraw(client_in(person.recording, "Haar zoon"))
    db.session.commit()
    page = client.get(f"/consent/{person.key}").text
    assert "Niemand ziet deze video nu" in page
    assert "De tijd dat hij bewaard wordt is voorbij" not in page
    assert client.post(f"/consent/{person.key}/withdraw").status_code == 303
    assert "Je bent gestopt" in client.get(f"/consent/{person.key}").text


def test_a_film_that_ends_sooner_by_itself_is_not_said_to_last_until_after_stopping(
    person: PersonInView, client: FlaskClient
) -> None:
    person.recording.expires_on = clock.today() + timedelta(days=2)
    db.session.commit()
    before = client.get(f"/consent/{person.key}").text
    assert "Stop je, dan wordt hij" not in before
    client.post(f"/consent/{person.key}/withdraw")
    after = client.get(f"/consent/{person.key}").text
    assert f"Op {day(clock.today() + timedelta(days=2), True)} wordt hij vernietigd." in after


def test_who_signs_while_the_organisation_is_out_of_room_is_heard(
    app: Flask, person: PersonInView, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OverQuota("vol", retry=False)

    monkeypatch.setattr(quota, "require_room_for", full)
    client.post(f"/consent/{person.key}", data=typed(person, purposes="learning", signed_as="W"))
    assert "Dank je wel, je doet mee" in client.get(f"/consent/{person.key}").text


def test_who_signs_on_another_device_chooses_a_language_and_its_owner_keeps_their_own(
    app: Flask, person: PersonInView, sanne: Person, client_of: Open
) -> None:
    maker, address = client_of(sanne), f"/consent/{person.key}"
    assert "lang=en" in maker.get(f"{address}?here=1").text
    page = maker.get(f"{address}?here=1&lang=en").text
    assert "You are in a video" in page
    assert '<html lang="en"' in page
    english = informing.told(person.recording.team.organisation_id, "en").digest
    lacking = maker.post(address, data={"read": english, "here": "1", "lang": "en"})
    assert "Sign in the box, or type your name." in lacking.text
    given = {"read": english, "purposes": "learning", "signed_as": "W", "here": "1", "lang": "en"}
    answer = maker.post(address, data=given)
    assert "Thank you, you take part" in maker.get(answer.location).text
    assert (
        "You have stopped"
        in maker.get(maker.post(f"{address}/withdraw", data={"here": "1", "lang": "en"}).location).text
    )
    db.session.expire_all()
    assert sanne.language == Language.DUTCH
    assert '<html lang="nl"' in maker.get("/start").text
    assert '<html lang="nl"' in maker.get(f"{address}?lang=en").text


def test_all_that_lacks_is_said_at_once_beside_its_field_and_the_form_leads_to_the_first(
    person: PersonInView, client: FlaskClient
) -> None:
    address = f"/consent/{person.key}"
    assert "Het eerste vakje is nodig om mee te doen." in client.get(address).text
    assert 'id="lacks"' not in client.get(address).text
    answer = client.post(address, data=typed(person))
    assert answer.status_code == 422
    assert f'action="{address}#lacks"' in answer.text
    ticks = answer.text[answer.text.index("<fieldset") : answer.text.index("</fieldset>")]
    rest = answer.text[answer.text.index("</fieldset>") :]
    assert NO_TICK in ticks
    assert NO_SIGN in rest
    assert answer.text.count(NO_TICK) == answer.text.count(NO_SIGN) == 1
    assert first_lacking(answer.text).startswith("<fieldset")
    assert 'aria-invalid="true" aria-describedby="purposes-error"' in ticks
    assert 'id="purposes-error"' in ticks
    assert 'aria-describedby="signature-error"' in rest
    assert 'id="signature-error"' in rest


def test_what_was_done_already_is_not_asked_again(person: PersonInView, client: FlaskClient) -> None:
    unsigned = client.post(f"/consent/{person.key}", data=typed(person, purposes="learning")).text
    assert NO_TICK not in unsigned
    assert 'aria-labelledby="sign-here"' in first_lacking(unsigned)
    unticked = client.post(f"/consent/{person.key}", data=typed(person, signed_as="W")).text
    assert NO_SIGN not in unticked
    assert first_lacking(unticked).startswith("<fieldset")


@pytest.mark.parametrize("how", ["agreed", "withdrawn"])
def test_what_lacks_is_not_folded_away(person: PersonInView, client: FlaskClient, how: str) -> None:
    agree(person)
    if how == "withdrawn":
        withdraw(person)
    folded = '<details class="stack"><summary'
    assert folded in client.get(f"/consent/{person.key}").text
    assert folded not in client.post(f"/consent/{person.key}", data=typed(person)).text


def test_an_answer_to_another_text_is_said_above_and_the_form_leads_there(
    person: PersonInView, client: FlaskClient
) -> None:
    answer = client.post(f"/consent/{person.key}", data={"read": "0" * 64, "purposes": "learning", "signed_as": "W"})
    assert answer.status_code == 409
    assert 'class="notice"' in first_lacking(answer.text)


def test_who_never_agreed_does_not_take_part_and_who_did_has_stopped(person: PersonInView, client: FlaskClient) -> None:
    address = f"/consent/{person.key}"
    client.post(f"{address}/withdraw")
    page = client.get(address).text
    assert "Je doet niet mee" in page
    assert "Je bent gestopt" not in page
    assert page.index("Lees de uitleg") < page.index("Toch wel meedoen?")
    client.post(address, data=typed(person, purposes="learning", signed_as="W"))
    client.post(f"{address}/withdraw")
    assert "Je bent gestopt" in client.get(address).text


def test_the_page_says_the_days_of_this_film(app: Flask, person: PersonInView, client: FlaskClient) -> None:
    app.config["WITHDRAWN_DAYS"] = 9
    page = client.get(f"/consent/{person.key}").text
    assert "Stop je, dan wordt hij na 9 dagen vernietigd." in page
    assert "Zoals het nu is, wordt deze video op" in page
    assert "enkele dagen" not in page
    assert "Later dan" in page
    person.recording.expires_on = person.recording.kept_since + timedelta(days=MOST_DAYS)
    db.session.commit()
    page = client.get(f"/consent/{person.key}").text
    assert f"wordt deze video op {day(person.recording.expires_on, True)} vernietigd." in page
    assert "Later dan" not in page


def test_what_they_are_to_keep_is_there(person: PersonInView, client: FlaskClient) -> None:
    agree(person)
    page = client.get(f"/consent/{person.key}").text
    assert "QR-code met jouw link" in page
    assert f"http://localhost/consent/{person.key}</p>" in page


def test_withdrawing_for_somebody_says_first_what_happens(
    person: PersonInView, sanne: Person, youssef: Person, client_of: Open
) -> None:
    maker, address = client_of(sanne), f"/recordings/{person.recording_id}/in-view"
    undecided = maker.get(address).text
    assert "Wil niet in beeld<span" in undecided
    assert "Trek in" not in undecided
    assert "Dan ziet of hoort niemand de video nog, jij ook niet." in undecided
    agree(person)
    agreed = maker.get(address).text
    assert "Trek in<span" in agreed
    assert "Wil niet in beeld" not in agreed
    form = f'action="/in-view/{person.id}/withdraw"'
    assert agreed.index('<details class="removal in-view__stop"><summary') < agreed.index(form)
    assert agreed.index(form) < agreed.index("</details>", agreed.index("in-view__stop"))
    colleague = client_of(youssef).get(address).text
    assert '<details class="removal in-view__stop" open>' in colleague, "who came to stop it needs no press more"


def test_what_is_said_after_names_what_was_done(person: PersonInView, sanne: Person, client_of: Open) -> None:
    maker, other = client_of(sanne), client_in(person.recording, "Haar zoon")
    agree(person)
    page = maker.post(f"/in-view/{person.id}/withdraw", follow_redirects=True).text
    assert "Ingetrokken. Niemand ziet de video nu nog." in page
    page = maker.post(f"/in-view/{other.id}/withdraw", follow_redirects=True).text
    assert "Opgeschreven. Niemand ziet de video nu nog." in page


def test_that_nobody_else_is_in_view_says_that_it_is_shared_when_it_is(
    shared: Recording, sanne: Person, house: House, record: Callable[..., Recording], client_of: Open
) -> None:
    maker, own = client_of(sanne), record(sanne, house.team_id, stage=Stage.READY)
    shared.nobody_else_at = own.nobody_else_at = None
    db.session.commit()
    said, more = "Bewaard: er is niemand anders in beeld", "De video is nu gedeeld met je team."
    page = maker.post(f"/recordings/{own.id}/in-view/nobody", follow_redirects=True).text
    assert said in page
    assert "nu gedeeld" not in page
    assert f"{said}. {more}" in maker.post(f"/recordings/{shared.id}/in-view/nobody", follow_redirects=True).text
    assert more not in maker.post(f"/recordings/{shared.id}/in-view/nobody", follow_redirects=True).text


def test_who_decides_is_never_said_to_be_needless(shared: Recording, sanne: Person, client_of: Open) -> None:
    maker, address = client_of(sanne), f"/recordings/{shared.id}/in-view"
    child = {"kind": "client", "name": "Fenna", "represented": "minor"}
    answer = maker.post(address, data=child)
    assert answer.status_code == 422
    for page in (maker.get(address).text, answer.text):
        label = page[page.index('<label for="representative">') :].split("</label>", 1)[0]
        assert "mag leeg blijven" not in label
        assert "nodig bij ‘nee’" in label
