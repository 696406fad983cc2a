"""The list of moments in a browser: long ones, what is wanted, links, and what happens when two change the same."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert

from tests.browser import test_studio as studio
from tests.browser.serving import SignIn
from tests.browser.test_every_page import violations
from tests.browser.test_studio import enter
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

Mark = Callable[..., Annotation]
private, shared, mark = studio.private, studio.shared, studio.mark
minute, deliver, film = studio.minute, studio.deliver, studio.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

KINDS = list(AnnotationKind)
MANY = 1_200


@pytest.fixture
def many(film: int, youssef: Person) -> list[int]:
    """The ids of twelve hundred moments of Youssef's, one each 50 ms."""
    rows = [
        {
            "recording_id": film,
            "author_id": youssef.id,
            "kind": KINDS[number % 4],
            "start_ms": number * 50,
            "text": f"Moment {number}",
            "html": f"<p>Moment {number}</p>",
            "created_at": clock.now(),
        }
        for number in range(MANY)
    ]
    found = list(db.session.scalars(insert(Annotation).returning(Annotation.id, sort_by_parameter_order=True), rows))
    db.session.commit()
    return found


def shown(page: Page) -> list[str]:
    """The kinds of the moments that are written out, in their order."""
    found: list[str] = page.locator(".moments > .moment").evaluate_all("all => all.map((each) => each.dataset.kind)")
    return found


def choose(page: Page, field: str, value: str) -> None:
    """Opens the filter and says what is wanted."""
    page.locator(".filter summary").click()
    page.locator(f".filter [name={field}]").select_option(value)
    page.keyboard.press("Escape")


def test_a_long_list_is_written_out_where_somebody_looks(
    film: int, many: list[int], sign_in: SignIn, sanne: Person
) -> None:
    page = enter(sign_in(sanne), film)
    expect(page.locator("[data-count]")).to_have_text(str(MANY))
    assert page.locator(".moments > .moment").count() < 300
    page.goto(f"/recordings/{film}#moment-{many[-5]}")
    expect(page.locator(f"#moment-{many[-5]}")).to_be_in_viewport()
    expect(page.locator(f"#moment-{many[-5]}")).to_have_attribute("aria-current", "true")
    for part in range(10):
        page.locator(".moments").evaluate(
            "(list, share) => { const at = list.closest('.side__list'); at.scrollTop = at.scrollHeight * share; }",
            part / 10,
        )
        page.wait_for_timeout(150)
    assert page.locator(".moments > .moment").count() < 700


def test_what_is_wanted_stands_in_the_address_and_comes_back_with_it(
    film: int, mark: Mark, youssef: Person, tom: Person, sign_in: SignIn, sanne: Person
) -> None:
    recording = db.session.get_one(Recording, film)
    mark(recording, youssef, 1_000, kind=AnnotationKind.STRENGTH, text="Je lacht")
    mark(recording, tom, 2_000, kind=AnnotationKind.SUGGESTION, text="Laat een stilte vallen")
    page = enter(sign_in(sanne), film)
    choose(page, "kind", "strength")
    expect(page.locator(".moments > .moment")).to_have_count(1)
    assert shown(page) == ["strength"]
    expect(page).to_have_url(re.compile("kind=strength"))
    page.reload()
    expect(page.locator(".moments > .moment")).to_have_count(1)
    assert shown(page) == ["strength"]
    expect(page.locator(".tl__pin")).to_have_count(1)
    page.get_by_role("button", name="Haal weg: Top").click()
    expect(page.locator(".moments > .moment")).to_have_count(2)
    page.locator(".filter summary").click()
    page.locator(".filter [name=q]").fill("STILTE")
    expect(page.locator(".moments > .moment")).to_have_count(1)
    assert shown(page) == ["suggestion"]
    expect(page).to_have_url(re.compile("q=STILTE"))
    page.locator(".filter [name=q]").fill("nergens")
    expect(page.locator(".side__empty[data-none]")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".side__empty[data-none]").get_by_role("link", name="Laat alles zien").click()
    expect(page.locator(".moments > .moment")).to_have_count(2)
    expect(page).not_to_have_url(re.compile(r"\?"))


def test_without_scripts_the_address_chooses_and_a_long_list_has_pages(
    film: int, many: list[int], sign_in: SignIn, sanne: Person
) -> None:
    signed = sign_in(sanne)
    browser = signed.context.browser
    assert browser is not None
    plain = browser.new_context(
        base_url=re.sub(r"/start$", "", signed.url),
        java_script_enabled=False,
        storage_state=signed.context.storage_state(),
    ).new_page()
    plain.goto(f"/recordings/{film}?kind=question")
    expect(plain.locator(".moments > .moment")).to_have_count(100)
    assert set(shown_plainly(plain)) == {"question"}
    plain.get_by_role("link", name="Meer momenten").click()
    expect(plain.locator(".moments > .moment").first).to_contain_text("Moment 402")


def shown_plainly(page: Page) -> list[str]:
    """The kinds in the page as the server wrote it."""
    return re.findall(r'class="moment"[^>]*data-kind="(\w+)"', page.content())


def test_the_maker_asks_for_reading_by_kind_and_all_read_so(
    film: int, mark: Mark, youssef: Person, sign_in: SignIn, sanne: Person
) -> None:
    recording = db.session.get_one(Recording, film)
    for start, kind in enumerate(reversed(KINDS)):
        mark(recording, youssef, start * 1_000, kind=kind)
    maker = enter(sign_in(sanne), film)
    maker.locator(".filter summary").click()
    maker.evaluate("() => { document.querySelector('practice-player').seek(7000); window.here = true; }")
    maker.get_by_role("button", name="Lees eerst observaties, dan tops, vragen en tips").click()
    expect(maker.locator(".side__order")).to_contain_text("Op soort")
    assert shown(maker) == [str(kind) for kind in KINDS]
    assert maker.evaluate("() => window.here && document.querySelector('practice-player').now") == 7_000
    other = enter(sign_in(youssef), film)
    assert shown(other) == [str(kind) for kind in KINDS]
    expect(other.locator(".side__order")).to_contain_text("De maker vraagt")
    expect(other.get_by_role("button", name="Lees weer op volgorde van tijd")).to_have_count(0)
    maker.locator(".filter summary").click()
    maker.get_by_role("button", name="Lees weer op volgorde van tijd").click()
    expect(maker.locator(".side__order")).to_have_count(0)
    assert shown(maker) == [str(kind) for kind in reversed(KINDS)]


def test_what_was_written_meanwhile_is_shown_and_nobodys_text_is_lost(
    film: int, mark: Mark, youssef: Person, sign_in: SignIn
) -> None:
    made = mark(db.session.get_one(Recording, film), youssef).id
    db.session.commit()
    page = enter(sign_in(youssef), film)
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    page.locator(".edit [name=text]").fill("Wat ik hier schreef")
    found = db.session.get_one(Annotation, made)
    actions.edit(found, found.kind, Span(5_000), "Wat ik op mijn telefoon schreef", by=viewer_of(youssef))
    db.session.commit()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit [data-error]")).to_contain_text("intussen veranderd")
    expect(page.locator(".moment__text")).to_have_text("Wat ik op mijn telefoon schreef")
    expect(page.locator(".edit [name=text]")).to_have_value("Wat ik hier schreef")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    expect(page.locator(".moment__text")).to_have_text("Wat ik hier schreef")
    page.get_by_role("link", name="bewerkt").click()
    expect(page.locator(".revisions")).to_contain_text("Wat ik op mijn telefoon schreef")
    expect(page.locator(".revisions li")).to_have_count(2)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".revisions")).to_have_count(0)


AT_REST = """async (item) => {
  let [top, same] = [NaN, 0];
  while (same < 20) {
    await new Promise(requestAnimationFrame);
    const now = item.getBoundingClientRect().top;
    [top, same] = [now, now === top ? same + 1 : 0];
  }
  return top;
}"""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_moment_that_one_acts_on_stays_where_it_was(
    film: int, mark: Mark, sign_in: SignIn, youssef: Person, size: tuple[int, int]
) -> None:
    recording = db.session.get_one(Recording, film)
    found = [mark(recording, youssef, at * 1_000, text=f"Moment {at}").id for at in range(30)][15]
    page = sign_in(youssef)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    enter(page, film, f"#moment-{found}")
    item = page.locator(f"#moment-{found}")
    expect(item).to_be_in_viewport()

    def top() -> float:
        return float(item.evaluate(AT_REST))

    item.locator(".moment__more summary").click()
    before = top()
    item.get_by_role("button", name="Rond af").click()
    expect(item.locator(".moment__marks")).to_contain_text("Afgerond")
    assert top() == pytest.approx(before, abs=2)
    expect(item.locator(".moment__more summary")).to_be_focused()
    item.locator(".moment__more summary").click()
    item.locator("[data-edit]").click()
    item.locator(".edit [name=start]").fill("0:21,5")
    item.locator(".edit [name=text]").fill("Anders gezegd, en later")
    before = top()
    item.locator(".edit [name=text]").press("Control+Enter")
    expect(item.locator(".moment__text")).to_have_text("Anders gezegd, en later")
    assert top() == pytest.approx(before, abs=2)


def test_done_is_said_to_all_and_can_be_opened_again(
    film: int, mark: Mark, youssef: Person, sign_in: SignIn, sanne: Person
) -> None:
    mark(db.session.get_one(Recording, film), youssef)
    author, maker = enter(sign_in(youssef), film), enter(sign_in(sanne), film)
    for name, count in (("Rond af", 1), ("Zet weer open", 0)):
        maker.locator(".moment__more summary").click()
        maker.get_by_role("button", name=name).click()
        expect(author.locator(".moment__marks", has_text="Afgerond")).to_have_count(count)
    maker.get_by_role("button", name="Maak ongedaan").last.click()
    expect(author.locator(".moment__marks", has_text="Afgerond")).to_have_count(1)


def test_a_moment_that_was_moved_goes_back_when_asked(film: int, mark: Mark, youssef: Person, sign_in: SignIn) -> None:
    made = mark(db.session.get_one(Recording, film), youssef).id
    db.session.commit()
    page = enter(sign_in(youssef), film)
    page.locator("studio-timeline").evaluate(
        "(line, id) => line.dispatchEvent(new CustomEvent('studio:moved', "
        "{ bubbles: true, detail: { id, start: 20000, end: 24000 } }))",
        made,
    )
    expect(page.locator(".moment__time")).to_have_text("0:20–0:24")
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator(".moment__time")).to_have_text("0:05")
