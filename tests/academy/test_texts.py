"""The texts: what is public, in which order, and what stays a draft."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.academy.conftest import DAY, enter, write
from tests.counting import queries_of
from wpl_platform.academy import demo, policy, queries
from wpl_platform.academy.models import Contribution, ContributionKind
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.teams.viewer import STRANGER, Viewer

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_draft_is_nowhere_in_public(client: FlaskClient, app: Flask, yesterday: datetime) -> None:
    author = enter("Annelies Vermeer")
    write("Openbaar stuk", author, published_at=yesterday)
    write("Eigen concept", author)
    write("Morgen pas", author, published_at=clock.now() + DAY)
    for hidden in ("eigen-concept", "morgen-pas"):
        assert client.get(f"/articles/{hidden}").status_code == 404
    for path in ("/", "/articles", "/register/annelies-vermeer", "/feed.xml", "/articles/openbaar-stuk"):
        page = client.get(path).text
        assert "Openbaar stuk" in page, path
        assert "Eigen concept" not in page, path
        assert "Morgen pas" not in page, path


def test_a_draft_is_read_by_its_author_alone(
    app: Flask, client_of: Callable[[Person], FlaskClient], sanne: Person, youssef: Person
) -> None:
    write("Eigen concept", enter("Sanne Visser", person_id=sanne.id))
    assert "Dit is een concept." in client_of(sanne).get("/articles/eigen-concept").text
    assert client_of(youssef).get("/articles/eigen-concept").status_code == 404


def test_both_faces_of_the_policy_agree_on_every_text(app: Flask, sanne: Person, youssef: Person) -> None:
    authors = [None, enter("Los"), enter("Sanne Visser", person_id=sanne.id)]
    now = clock.now()
    for author in authors:
        for published_at in (None, now - DAY, now, now + DAY):
            write(f"{author and author.name} {published_at}", author, published_at=published_at)
    texts = db.session.query(Contribution).all()
    for viewer in (STRANGER, Viewer(sanne.id), Viewer(youssef.id)):
        asked = db.session.query(Contribution.id).where(policy.read_by(viewer, at=now))
        assert {row.id for row in asked} == {text.id for text in texts if policy.may_read(viewer, text, at=now)}


def test_the_newest_stands_first_and_kinds_can_be_chosen(app: Flask, client: FlaskClient, yesterday: datetime) -> None:
    write("Oud", published_at=yesterday - DAY)
    write("Nieuw", published_at=yesterday, kind=ContributionKind.INSIGHT)
    page = client.get("/articles").text
    assert page.index("Nieuw") < page.index("Oud")
    assert "Oud" not in client.get("/articles?kind=insight").text
    assert queries.kinds_published() == {ContributionKind.ARTICLE: 1, ContributionKind.INSIGHT: 1}


def test_a_text_outlives_the_registration_of_its_author_without_a_dead_link(
    app: Flask, client: FlaskClient, yesterday: datetime
) -> None:
    write("Blijft", enter("Annelies Vermeer", until=clock.today() - DAY), published_at=yesterday)
    page = client.get("/articles/blijft").text
    assert "Annelies Vermeer" in page
    assert "/register/annelies-vermeer" not in page


def test_a_text_whose_author_was_erased_still_shows(app: Flask, client: FlaskClient, yesterday: datetime) -> None:
    write("Zonder naam", published_at=yesterday)
    assert client.get("/articles/zonder-naam").status_code == 200
    assert client.get("/").status_code == 200
    assert "<name>Academie Werkplekleren</name>" in client.get("/feed.xml").text


def test_lists_ask_as_much_for_one_text_as_for_nineteen(app: Flask, client: FlaskClient, yesterday: datetime) -> None:
    write("Stuk 0", enter("Schrijver 0"), published_at=yesterday)
    paths = ("/articles", "/", "/feed.xml")
    few = [queries_of(partial(client.get, path)) for path in paths]
    for number in range(1, 19):
        write(f"Stuk {number}", enter(f"Schrijver {number}"), published_at=yesterday)
    assert [queries_of(partial(client.get, path)) for path in paths] == few


def test_the_feed_is_atom_with_whole_addresses(app: Flask, client: FlaskClient, yesterday: datetime) -> None:
    write("Over <kijken> & zien", enter("Annelies Vermeer"), published_at=yesterday)
    answer = client.get("/feed.xml")
    feed = ET.fromstring(answer.data)
    entry = feed.find(f"{ATOM}entry")
    assert answer.mimetype == "application/atom+xml"
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Over <kijken> & zien"
    assert entry.findtext(f"{ATOM}content") == "<p>De tekst</p>"
    assert (entry.findtext(f"{ATOM}id") or "").startswith("http://localhost/articles/over-kijken")


def test_an_empty_academy_has_all_its_pages(app: Flask, client: FlaskClient) -> None:
    for path in ("/", "/register", "/articles", "/about", "/join", "/feed.xml"):
        assert client.get(path).status_code == 200, path
    assert "0 van 500 professionals" in client.get("/").text


@pytest.mark.parametrize("contact", ["", "academie@lindehoeve.example"])
def test_joining_has_an_address_or_says_that_there_is_none(app: Flask, client: FlaskClient, contact: str) -> None:
    app.config["ACADEMY_CONTACT"] = contact
    page = client.get("/join").text
    assert ("mailto:academie@lindehoeve.example?subject=" in page) == bool(contact)
    assert ("Aanmelden kan nog niet." in page) != bool(contact)
    assert '"mailto:"' not in page


def test_the_demo_fills_every_province_and_stays_out_of_the_way(app: Flask, client: FlaskClient) -> None:
    demo.load(now=clock.now())
    db.session.commit()
    counts = queries.listed_per_province()
    assert all(counts.values())
    assert sum(counts.values()) == len(demo.PROS) - 2, "one has expired, one has only applied"
    texts = queries.latest_contributions(50)
    assert len(texts) == 6
    assert {text.kind for text in texts} == set(ContributionKind) - {ContributionKind.PRACTICE_VIDEO}
    assert all(150 <= len(text.text.split()) <= 300 for text in texts)
    assert all(client.get(f"/articles/{text.slug}").status_code == 200 for text in texts)
    assert min(clock.now() - text.published_at for text in texts if text.published_at) > timedelta(days=1)
