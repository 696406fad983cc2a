"""Setting up how an organisation signs its people in, by its administrators and by who runs the server."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.openid.conftest import DOMAIN, Journey
from tests.openid.fake import CLIENT, SECRET, Fake
from wpl_platform.accounts.models import Person
from wpl_platform.accounts.sealing import opened
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.openid import actions, setting_up
from wpl_platform.openid.models import Provider, ProviderDomain
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of

Browsers = Callable[[Person], FlaskClient]
PAGE = "/organisation/sign-in"


@pytest.fixture
def admin(bea: Person, house: House) -> Person:
    """Bea, who administers the organisation too."""
    teams.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    return bea


def _typed(fake: Fake, **more: str) -> dict[str, str]:
    return {"issuer": fake.issuer, "client_id": CLIENT, "secret": SECRET, "domains": f"@{DOMAIN}, Zorg.example", **more}


def _said() -> list[str]:
    return [line.what for line in db.session.query(AccessEntry).where(AccessEntry.action == Action.SIGN_IN_SET)]


def test_an_administrator_sets_it_up_and_it_is_logged(client_of: Browsers, admin: Person, fake: Fake) -> None:
    browser = client_of(admin)
    assert browser.post(PAGE, data=_typed(fake, on="y")).status_code == 303
    provider = db.session.query(Provider).one()
    assert (provider.issuer, provider.client_id, opened(provider.sealed_secret)) == (fake.issuer, CLIENT, SECRET)
    assert SECRET not in provider.sealed_secret
    assert {row.domain for row in db.session.query(ProviderDomain)} == {DOMAIN, "zorg.example"}
    assert _said() == ["on"]
    page = browser.get(PAGE)
    assert provider.key in page.text
    assert SECRET not in page.text.replace("&amp;", "&")


def test_the_secret_stays_when_none_is_typed_and_what_was_left_out_goes(
    client_of: Browsers, admin: Person, fake: Fake, provider: Provider
) -> None:
    browser = client_of(admin)
    assert browser.post(PAGE, data=_typed(fake, secret="", domains="zorg.example")).status_code == 303
    assert opened(provider.sealed_secret) == SECRET
    assert [row.domain for row in db.session.query(ProviderDomain)] == ["zorg.example"]
    assert provider.on_since is None
    assert _said() == ["on", "off"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://login.example"},
        {"issuer": "https://login.example/?tenant=1"},
        {"issuer": "javascript:alert(1)"},
        {"client_id": ""},
        {"secret": ""},
        {"domains": ""},
        {"domains": "lindehoeve"},
        {"domains": "lindehoeve.example <script>"},
        {"domains": " ".join(f"d{number}.example" for number in range(21))},
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(
    client_of: Browsers, admin: Person, fake: Fake, wrong: dict[str, str]
) -> None:
    answer = client_of(admin).post(PAGE, data=_typed(fake, **wrong))
    (name,) = wrong
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert db.session.query(Provider).count() == 0


def test_a_domain_belongs_to_one_organisation(client_of: Browsers, admin: Person, fake: Fake, house: House) -> None:
    wanted = Wanted(fake.issuer, CLIENT, SECRET, (DOMAIN,), on=True)
    setting_up.keep(house.other_team.organisation, wanted, by=None)
    answer = client_of(admin).post(PAGE, data=_typed(fake))
    assert (answer.status_code, "hoort al bij een andere organisatie" in answer.text) == (422, True)


def test_it_becomes_the_only_way_by_who_came_in_by_it(
    client_of: Browsers, admin: Person, fake: Fake, provider: Provider, journey: Journey
) -> None:
    browser = client_of(admin)
    answer = browser.post(PAGE, data=_typed(fake, on="y", only="y"))
    assert (answer.status_code, "eerst zelf een keer" in answer.text) == (422, True)
    assert provider.only_since is None
    journey(browser, "bea")
    assert browser.post(PAGE, data=_typed(fake, on="y", only="y")).status_code == 303
    assert provider.only_since is not None


def test_nobody_else_sets_it_up(fake: Fake, house: House, bea: Person, olaf: Person) -> None:
    """Not who administers a team, and not the administrator of another organisation."""
    teams.name_to(house.other_team.organisation, olaf, OrganisationRole.ADMIN)
    wanted = Wanted(fake.issuer, CLIENT, SECRET, (DOMAIN,))
    for person in (bea, olaf):
        with pytest.raises(Refused):
            actions.set_up(house.team.organisation, wanted, by=viewer_of(person))


@pytest.mark.parametrize(
    ("issuer", "said"), [(None, "De dienst antwoordt"), ("https://elsewhere.example", "noemt zichzelf")]
)
def test_trying_it_says_plainly_what_is_right_or_wrong(
    client_of: Browsers, admin: Person, fake: Fake, provider: Provider, issuer: str | None, said: str
) -> None:
    fake.discovery["issuer"] = issuer or fake.issuer
    browser = client_of(admin)
    answer = browser.post(f"{PAGE}/try")
    assert said in browser.get(answer.location).text


def test_who_runs_the_server_sets_it_up_and_turns_it_off(app: Flask, house: House, fake: Fake) -> None:
    def run(*args: str) -> tuple[bool, bool]:
        """What was done, and then: whether it is a way in, and the only one."""
        ran = app.test_cli_runner().invoke(args=["sign-in", *args])
        assert ran.exit_code == 0, ran.output
        provider = db.session.query(Provider).one()
        return provider.on_since is not None, provider.only_since is not None

    options = ["--issuer", fake.issuer, "--client-id", CLIENT, "--secret", SECRET, "--domain", DOMAIN]
    assert run("set", "De Lindehoeve", *options, "--only") == (True, True)
    assert run("try", "De Lindehoeve") == (True, True)
    assert run("off", "De Lindehoeve", "--only-the-demand") == (True, False)
    assert run("off", "De Lindehoeve") == (False, False)
    assert _said() == ["only", "on", "off"]


@pytest.mark.parametrize(
    "args",
    [
        ["set", "Nergens", "--issuer", "{}", "--client-id", "a", "--secret", "b", "--domain", "c.example"],
        ["set", "De Lindehoeve", "--issuer", "http://a", "--client-id", "a", "--secret", "b", "--domain", "c.example"],
        ["set", "De Lindehoeve", "--issuer", "{}", "--client-id", "a", "--secret", "b", "--domain", "c"],
        ["try", "De Lindehoeve"],
        ["off", "Nergens"],
        ["forget", "nobody@lindehoeve.example"],
    ],
)
def test_a_command_that_cannot_be_done_says_why_in_a_sentence(
    app: Flask, house: House, fake: Fake, args: list[str]
) -> None:
    ran = app.test_cli_runner().invoke(args=["sign-in", *(each.format(fake.issuer) for each in args)])
    assert ran.exit_code == 1
    assert ran.output.startswith("Error: ")
