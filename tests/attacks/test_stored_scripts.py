"""A script in every text that is kept, shown in a real browser on every page there is: none runs, none is an element.

The texts are put into the database itself, so that what a form refuses is tried as well; a new column is attacked
without anybody thinking of it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, sync_playwright
from sqlalchemy import ColumnElement, Enum, Integer, String, cast, literal, update

from tests.access.world import World
from tests.attacks.target import Target
from tests.attacks.test_other_organisations import OF_EVERYBODY, address
from wpl_platform.core.database import Base, db
from wpl_platform.core.text import html_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("target", ["sqlite"], indirect=True)]

PAYLOAD = (
    """x"'><img class="ran" src="/x" onerror="window.ran=1"><script class="ran">window.ran=2</script>"""
    """</script></title></textarea></style><svg class="ran" onload="window.ran=3"></svg>"""
    """[klik](javascript:window.ran=4) ![x](x" onerror="window.ran=5) {{7*191}} `</code><b class="ran">`"""
    """<a class="ran" href="javascript:window.ran=6">klik</a> ${window.ran=7}"""
)
LOOK = """() => ({
    ran: window.ran ?? null,
    elements: document.querySelectorAll('.ran, [onerror], [onload], [onclick]').length,
    links: [...document.querySelectorAll('[href], [src], [action]')].filter((each) =>
        /^\\s*(javascript|data:text)/i.test(each.getAttribute('href') ?? each.getAttribute('src') ?? '')).length,
    reckoned: document.body.innerText.includes('1337'),
})"""
CLEAN = {"ran": None, "elements": 0, "links": 0, "reckoned": False}

NO_TEXT = {
    ("information_text", "digest"): "reckoned over the words",
    ("information_text", "language"): "a choice",
    ("person", "password_hash"): "no page shows it",
    ("sign_in", "token_digest"): "no page shows it",
    ("job", "kind"): "names of ours",
    ("job", "subject"): "names of ours",
    ("job", "token"): "no page shows it",
    ("job", "worker"): "no page shows it",
    ("event", "kind"): "names of ours",
    ("event", "room"): "names of ours",
    ("event_room", "name"): "names of ours",
    ("guest_link", "key"): "made by us, stands in an address",
    ("guest_link", "code"): "made by us, is typed",
    ("filming", "code"): "made by us, stands in an address",
    ("person_in_view", "key"): "made by us, stands in an address",
    ("rendition", "key"): "made by us, names a file",
    ("rendition", "name"): "made by us, stands in an address",
    ("rendition", "media_type"): "a choice",
    ("upload", "id"): "made by us, stands in an address",
    ("still", "key"): "made by us, names a file",
    ("spoken", "key"): "made by us, names a file",
    ("spoken", "take"): "an id, stands in an address",
    ("registration", "slug"): "made by us, stands in an address",
    ("contribution", "slug"): "made by us, stands in an address",
    ("contribution", "html"): "written by the editors of the academy",
    ("reflection", "model"): "a choice",
    ("answer", "question"): "a choice",
    ("evidence", "question"): "a choice",
    ("letter", "address"): "no page shows it",
    ("letter", "site"): "no page shows it",
    ("letter", "subject"): "no page shows it",
    ("letter", "text"): "no page shows it",
    ("passkey_challenge", "digest"): "no page shows it",
    ("known_device", "token_digest"): "no page shows it",
    ("recovery_code", "code_digest"): "no page shows it",
    ("ticket", "token_digest"): "no page shows it",
    ("code_key", "sealed"): "sealed by us, has to open",
    ("passkey", "handle"): "made by the key itself",
    ("access_chain", "hash"): "reckoned over the log",
    ("access_chain", "from_hash"): "reckoned over the log",
    ("access_entry", "who"): "the database lets nobody write there; names come from elsewhere",
    ("access_entry", "acted_as"): "names of ours",
    ("access_entry", "on_behalf"): "names of ours",
    ("access_entry", "what"): "names of ours",
    ("access_entry", "request"): "made by us",
    ("access_entry", "hash"): "reckoned over the log",
    ("annotation", "key"): "made by a page, shown nowhere",
    ("live_mark", "key"): "made by a page, shown nowhere",
}
"""Columns that hold no text of anybody, each with why; every other one is filled with the script."""


NO_PAGE = (
    "feedback.filming.company",
    "feedback.filming.events",
    "feedback.spoken.",
    "feedback.stills.",
    "improvement.events",
    "media.downloads.",
    "media.events.show",
    "media.in_view.letter",
    "mydata.archives.show",
)
"""Streams and files."""


def poisoned() -> int:
    """Ensures that every text in the world is the script; answers in how many columns it stands."""
    filled = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, String) or isinstance(column.type, Enum):
                continue
            if (table.name, column.name) in NO_TEXT:
                continue
            value = html_of(PAYLOAD) if column.name == "html" else PAYLOAD
            own: ColumnElement[str] = literal(value)
            if column.unique:
                own = literal(value) + cast(next(iter(table.primary_key.columns)).cast(Integer), String)
            db.session.execute(update(table).values({column.name: own}))
            filled += 1
    db.session.commit()
    db.session.expire_all()
    return filled


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def pages_of(target: Target, world: World) -> list[str]:
    """Every page there is, of what is Sanne's own and shared."""
    found = []
    for rule in sorted(target.app.url_map.iter_rules(), key=lambda each: each.rule):
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith((*OF_EVERYBODY, *NO_PAGE)):
            continue
        if {"name", "token", "key", "take", "number", "ending"} & rule.arguments:
            continue
        found.append(address(target, rule, world))
    more = [
        "/recordings?q=x",
        "/team/moments?q=x",
        f"/board?team={world.team.id}",
        "/sign-in?next=/%22%3E%3Cb%20class=ran%3E",
    ]
    more += [f"/reflections/{world.reflection.id}?vraag={step}" for step in ("situatie", "actie", "voornemen")]
    return [*found, *more]


def looked_at(context: BrowserContext, target: Target, paths: list[str]) -> dict[str, object]:
    """Where something ran, or stands as an element."""
    page, found = context.new_page(), dict[str, object]()
    here = [""]

    def tell(what: str) -> None:
        found[here[0]] = what

    def asked(dialog: Dialog) -> None:
        tell(f"dialog {dialog.message}")
        dialog.dismiss()

    def console(message: ConsoleMessage) -> None:
        own = "inline style" in message.text  # Chromium's own page around a picture
        if "Content Security Policy" in message.text and not own:
            tell(message.text)

    page.on("dialog", asked)
    page.on("console", console)
    for path in paths:
        here[0] = path
        page.goto(target.address + path, wait_until="load")
        seen = looks(page)
        if seen != CLEAN:
            tell(str(seen))
    page.close()
    return found


def looks(page: Page) -> dict[str, object]:
    seen: dict[str, object] = page.evaluate(LOOK)
    return seen


def browser_of(target: Target, chromium: Browser, role: str) -> BrowserContext:
    context = chromium.new_context(locale="nl-NL")
    cookie = target.attacker(role).cookie
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": target.address}])
    return context


@pytest.mark.parametrize("role", ["sanne", "tom", "bea", "femke", "guest"])
def test_no_script_in_any_text_runs_on_any_page(target: Target, chromium: Browser, role: str) -> None:
    world = target.world()
    paths = pages_of(target, world) if role == "sanne" else ["/start", "/recordings", f"/recordings/{world.shared.id}"]
    paths += [f"/guest/{world.guest_link.key}", f"/shares/{world.guest_share_id}/guest"]
    paths += [
        "/me",
        "/organisation/log",
        "/organisation/people",
        "/organisation/information",
        "/team",
        "/team/members",
        "/board",
        "/guides",
        "/filming",
        f"/recordings/{world.shared.id}/in-view",
    ]
    assert poisoned() > 30
    context = browser_of(target, chromium, role)
    try:
        assert looked_at(context, target, paths) == {}
    finally:
        context.close()
        target.renew()


def test_no_script_runs_for_somebody_who_opens_a_link(target: Target, chromium: Browser) -> None:
    world = target.world()
    poisoned()
    context = browser_of(target, chromium, "stranger")
    try:
        link = f"/consent/{world.shared.client.key}"
        assert looked_at(context, target, [link, f"{link}?here=1", "/sign-in", "/filming/%3Cb%20class=ran%3E"]) == {}
    finally:
        context.close()
        target.renew()


def test_a_text_that_is_printed_as_it_stands_is_caught(target: Target, chromium: Browser) -> None:
    poisoned_world = target.world()
    poisoned()
    env = target.app.jinja_env
    before = env.autoescape
    env.autoescape = False
    env.cache.clear()  # type: ignore[union-attr]
    context = browser_of(target, chromium, "sanne")
    try:
        assert f"/recordings/{poisoned_world.shared.id}" in looked_at(
            context, target, [f"/recordings/{poisoned_world.shared.id}"]
        )
    finally:
        context.close()
        env.autoescape = before
        env.cache.clear()  # type: ignore[union-attr]
        target.renew()
