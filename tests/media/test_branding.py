"""How an organisation looks: chosen by its administrators, worn by its pages and paper, kept from all others."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.conftest import House
from tests.media import ended as scene
from tests.media import guests
from tests.media.consents import client_in
from tests.media.guests import come, invited
from tests.media.signed import PLACE, SCRIPT, SVG, huge, photo, see_through
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.media.models import Recording
from wpl_platform.teams import actions as teams
from wpl_platform.teams import branding
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of
from wpl_platform.web import accents

filmed = scene.filmed
film = guests.film
ClientOf = Callable[[Person], FlaskClient]
WHERE = "/organisation/branding"
RED = "#e2001a"
KEPT = "private, max-age=31536000, immutable"


@pytest.fixture
def admin(client_of: ClientOf, bea: Person, house: House) -> FlaskClient:
    """Bea, who administers the organisation."""
    teams.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    database.commit()
    return client_of(bea)


def send(browser: FlaskClient, logo: bytes | None = None, name: str = "logo.png", **typed: str) -> TestResponse:
    """The form as one body, in memory."""
    fields: dict[str, object] = {"colour": RED, **typed}
    if logo is not None:
        fields["logo"] = FileStorage(BytesIO(logo), name)
    boundary, body = encode_multipart(fields)
    return browser.post(WHERE, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def addresses(page: str) -> tuple[str, str]:
    """Of the stylesheet and the logo in a page; empty when there is none."""
    style = re.search(r'href="([^"]*/look/[^"]*)"', page)
    logo = re.search(r'src="([^"]*/logo/[^"]*)"', page)
    return style[1] if style else "", logo[1] if logo else ""


def test_colour_and_logo_are_worn_by_every_page_of_who_belongs_to_it(
    admin: FlaskClient, client_of: ClientOf, sanne: Person, olaf: Person
) -> None:
    assert send(admin, photo((2000, 500), turned=False)).status_code == 303
    style, logo = addresses(client_of(sanne).get("/start").text)
    css = client_of(sanne).get(style)
    assert css.text == accents.stylesheet(RED)
    assert css.headers["Cache-Control"] == KEPT
    picture = client_of(sanne).get(logo)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["Cache-Control"] == KEPT
    assert Image.open(BytesIO(picture.data)).size == (512, 128)
    assert PLACE not in picture.data
    assert addresses(client_of(olaf).get("/start").text) == ("", "")
    for address in (style, logo):
        assert client_of(olaf).get(address).status_code == 404


def test_another_choice_has_another_address_and_the_old_one_is_gone(
    admin: FlaskClient, client_of: ClientOf, sanne: Person
) -> None:
    send(admin, see_through())
    before = addresses(client_of(sanne).get("/start").text)
    send(admin, colour="#00687A")
    style, logo = addresses(client_of(sanne).get("/start").text)
    assert (style, logo) != before
    assert client_of(sanne).get(before[0]).status_code == 404
    assert "#00687a" in client_of(sanne).get(style).text
    assert client_of(sanne).get(logo).status_code == 200, "the logo stays when only the colour changes"
    send(admin, without_logo="y")
    assert addresses(client_of(sanne).get("/start").text)[1] == ""


def test_taking_it_back_leaves_the_product_as_it_is_by_itself(
    admin: FlaskClient, client_of: ClientOf, sanne: Person
) -> None:
    send(admin, see_through())
    assert admin.post(f"{WHERE}/reset").status_code == 303
    assert addresses(client_of(sanne).get("/start").text) == ("", "")


@pytest.mark.parametrize(
    "content", [SVG, SCRIPT, b"\x89PNG\r\n\x1a\n" + SCRIPT, huge(), b"http://127.0.0.1/logo.png"], ids=range(5)
)
def test_what_is_no_picture_is_refused_and_the_colour_that_was_typed_stays(admin: FlaskClient, content: bytes) -> None:
    answer = send(admin, content, colour="#123abc")
    assert answer.status_code == 422
    assert "PNG, JPEG of WebP" in answer.text
    assert 'value="#123abc"' in answer.text
    assert "/logo/" not in admin.get(WHERE).text


def test_what_is_too_large_is_refused_with_the_limit(admin: FlaskClient) -> None:
    answer = send(admin, see_through() + b"\0" * 1_000_000)
    assert answer.status_code == 422
    assert "groter dan 1 MB" in answer.text
    assert send(admin, b"\0" * 3_000_000).status_code == 413


@pytest.mark.parametrize("typed", ["red", "#12345", "#1234567", "url(//x)", "#00687a;}", "#gggggg"])
def test_a_colour_is_six_signs_and_nothing_else(admin: FlaskClient, typed: str) -> None:
    answer = send(admin, colour=typed)
    assert answer.status_code == 422
    assert "Schrijf de kleur als #" in answer.text


def test_what_becomes_of_a_colour_is_shown_and_said_before_it_is_kept(admin: FlaskClient, house: House) -> None:
    shown = admin.get(f"{WHERE}?colour=%23ffd400", headers={"X-Requested-With": "fetch"}).text
    assert "We maken je kleur donkerder" in shown
    assert accents.light("#ffd400").tokens["brand"] in shown
    assert "Je kleur blijft zoals hij is: op een donker scherm" in shown
    assert "style=" not in shown
    assert admin.get(f"{WHERE}?colour=nothing", headers={"X-Requested-With": "fetch"}).text.strip() == ""
    assert branding.chosen_by(house.team.organisation_id) is None


def test_who_holds_a_link_sees_whose_letter_it_is_and_with_another_link_nothing(
    admin: FlaskClient, client: FlaskClient, filmed: Recording
) -> None:
    send(admin, see_through())
    for kind, key in (("guest", invited(filmed).key), ("consent", client_in(filmed).key)):
        style, logo = addresses(client.get(f"/{kind}/{key}").text)
        assert style.startswith(f"/{kind}/{key}/")
        assert client.get(style).text == accents.stylesheet(RED)
        assert client.get(logo).status_code == 200
        for address in (style, logo):
            assert client.get(address.replace(key, "a" * 26)).status_code == 404


def test_a_guest_in_the_room_sees_whose_film_it_is(admin: FlaskClient, client: FlaskClient, film: Recording) -> None:
    send(admin, see_through())
    link = invited(film)
    room = come(client, link).get(f"/guest/{link.key}").text
    assert "Klaar, sluit de video" in room
    assert client.get(addresses(room)[0]).status_code == 200


def test_the_letter_bears_logo_and_colour(
    admin: FlaskClient, client_of: ClientOf, sanne: Person, filmed: Recording
) -> None:
    letter = f"/in-view/{client_in(filmed).id}/letter"
    plain = client_of(sanne).get(letter).data
    send(admin, photo())
    branded = client_of(sanne).get(letter).data
    assert branded.startswith(b"%PDF")
    assert b"/Subtype /Image" not in plain
    assert b"/Subtype /Image" in branded


def test_only_its_administrators_choose_how_it_looks(
    sanne: Person, tom: Person, ingrid: Person, olaf: Person, house: House
) -> None:
    for somebody in (sanne, tom, ingrid, olaf):
        with pytest.raises(Refused):
            branding.choose(house.team.organisation, RED, None, by=viewer_of(somebody))
        with pytest.raises(Refused):
            branding.reset(house.team.organisation, by=viewer_of(somebody))
    with pytest.raises(Missing):
        branding.branding_of(house.team.organisation_id, viewer=viewer_of(olaf))
