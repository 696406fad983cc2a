"""The timeline: what is drawn, how it is walked by key, and what stands close together."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import SignIn
from tests.browser.timelines import asked, drawn, enter, focused, give, moment, sight, studio, zoom
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.media.models import Recording

private, shared = rooms.private, rooms.shared
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
HOUR_MS = 3_600_000
MOVE = """async () => {
  const [timeline, box, holes] = [document.querySelector("studio-timeline"), document.querySelector(".tl"), []];
  const { drawing, view } = timeline;
  for (let at = 0; at < 90; at += 1) {
    if (at < 40) timeline.zoomTo(view.zoom * (at < 25 ? 1.12 : 0.92), 1_800_000);
    else box.scrollLeft += at % 20 ? 60 : 3000;
    for (const _turn of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
    const { start, end } = view.sight;
    const far = (scale) => Math.max(view.scale / scale, scale / view.scale) > 1.7;
    const bare = drawing.lanes.rows.filter(({ window: { from, to, scale } }) => from > start || to < end || far(scale));
    if (bare.length) holes.push([at, bare.length]);
  }
  return holes;
}"""
ORDER = """() => Array.from(document.querySelectorAll(".tl__lane"), (lane) =>
  Array.from(lane.querySelectorAll(".tl__pin"), (pin) => Number(pin.dataset.moment)))"""
KINDS = (("observation", "Observatie"), ("strength", "Top"), ("question", "Vraag"), ("suggestion", "Tip"))


@pytest.fixture
def page(shared: Recording, youssef: Person, sign_in: SignIn) -> Page:
    """The studio of a shared recording."""
    return studio(sign_in, shared, youssef)


def crowd(count: int, apart: int) -> list[dict[str, object]]:
    """That many moments, so many ms apart, of the four kinds in turn."""
    return [moment(at + 1, at * apart, kind=KINDS[at % 4][0], word=KINDS[at % 4][1]) for at in range(count)]


def test_of_ten_thousand_moments_only_what_is_in_sight_is_in_the_page(page: Page) -> None:
    give(page, crowd(10_000, 360), HOUR_MS)
    pins = page.locator(".tl__pin")
    assert 50 < pins.count() < 400
    for _press in range(30):
        page.keyboard.press("+")
    drawn(page)
    assert zoom(page) > 100
    assert pins.count() < 400
    assert page.locator(".tl__ruler > *").count() < 300
    assert page.locator(".tl__tiles > *").count() < 100


def test_no_lane_has_a_hole_while_all_moves_and_at_rest_its_pins_stand_in_the_order_of_time(page: Page) -> None:
    give(page, crowd(10_000, 360), HOUR_MS)
    assert page.evaluate(MOVE) == []
    drawn(page)
    lanes = page.evaluate(ORDER)
    assert min(len(lane) for lane in lanes) > 10
    assert [sorted(lane) for lane in lanes] == lanes


def test_every_moment_is_walked_by_arrow_also_where_nothing_is_drawn(page: Page) -> None:
    give(page, crowd(60, 60_000), HOUR_MS)
    page.locator(".tl__pin").first.focus()
    for _press in range(12):
        page.keyboard.press("+")
    drawn(page)
    for minute in range(1, 60):
        page.keyboard.press("ArrowRight")
        assert focused(page) == f"{KINDS[minute % 4][1]} op {minute}:00, Kees Verhoeven"
        start, end = sight(page)
        assert start <= minute * 60_000 <= end
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("Tip op 59:00")
    page.keyboard.press("ArrowUp")
    assert focused(page).startswith("Vraag op 58:00")
    page.keyboard.press("Home")
    assert focused(page).startswith("Observatie op 0:00")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert asked(page, "open")[-1] == {"id": 60}
    expect(page.locator(".tl__pin[tabindex='0']")).to_have_count(1)


def test_the_focus_stays_with_its_moment_when_others_arrive_and_it_stands_elsewhere(page: Page) -> None:
    give(page, [moment(1, 10_000), moment(2, 40_000)])
    page.locator("[data-moment='2'].tl__pin").focus()
    give(page, [moment(1, 10_000), moment(3, 20_000, kind="question", word="Vraag"), moment(2, 50_000)])
    assert focused(page) == "Observatie op 0:50, Kees Verhoeven"


def test_a_number_opens_by_zooming_until_its_moments_part(page: Page) -> None:
    give(page, [moment(1, 30_000), moment(2, 30_300), moment(3, 30_600)])
    number = page.locator(".tl__pin")
    expect(number).to_have_attribute("aria-label", "3 momenten rond 0:30")
    number.focus()
    page.keyboard.press("Enter")
    drawn(page)
    expect(page.locator(".tl__pin:not([data-many])")).to_have_count(3)
    assert focused(page) == "Observatie op 0:30, Kees Verhoeven"
    assert asked(page, "open") == []


def test_moments_at_one_time_that_no_zoom_parts_are_listed(page: Page) -> None:
    give(page, [moment(1, 30_000), moment(2, 30_000, author="Marit Jansen")])
    page.locator(".tl__pin").click()
    items = page.locator(".tl__list .menu__item")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    expect(items.nth(1)).to_contain_text("Marit Jansen")
    page.keyboard.press("Enter")
    assert asked(page, "open") == [{"id": 2}]
    expect(items.first).to_be_hidden()


def test_what_became_of_a_moment_is_said_and_has_a_shape(page: Page) -> None:
    give(
        page,
        [
            moment(1, 5_000, replies=2, response="take_along"),
            moment(4, 55_000, unanswered=True),
            moment(2, 20_000, unanswered=True, kind="question", word="Vraag"),
            moment(3, 40_000, 45_000, private=True, own=True, replies=1),
        ],
    )
    said = [pin.get_attribute("aria-label") for pin in page.locator(".tl__pin").all()]
    assert sorted(said, key=str) == [
        "Observatie op 0:05, Kees Verhoeven, 2 reacties, de maker reageerde",
        "Observatie op 0:40–0:45, Kees Verhoeven, alleen jij ziet dit, 1 reactie",
        "Observatie op 0:55, Kees Verhoeven",
        "Vraag op 0:20, Kees Verhoeven, wacht op antwoord",
    ]
    expect(page.locator("[data-moment='1'] .tl__mark--replies, [data-moment='1'] .tl__mark--response")).to_have_count(2)
    expect(page.locator("[data-moment='2'] .tl__mark--unanswered")).to_have_count(1)
    expect(page.locator("[data-moment='3'] .pin.is-private")).to_have_count(1)
    expect(page.locator(".tl__range[data-moment='3'].is-private")).to_have_count(1)


def test_the_lanes_are_as_somebody_chose_them_before(page: Page, shared: Recording) -> None:
    moments = [moment(1, 5_000, labels=["Kijken", "Stilte"]), moment(2, 20_000, author="Marit Jansen")]
    give(page, moments)
    names = page.locator(".tl__names .cut")
    expect(names).to_have_text([word for _kind, word in KINDS])
    page.get_by_role("button", name="Per persoon").click()
    expect(names).to_have_text(["Kees Verhoeven", "Marit Jansen"])
    page.get_by_role("button", name="Per label").click()
    expect(names).to_have_text(["Kijken", "Stilte", "Zonder label"])
    enter(page, page.url)
    give(page, moments)
    expect(names).to_have_text(["Kijken", "Stilte", "Zonder label"])
    expect(page.get_by_role("button", name="Per label")).to_have_attribute("aria-pressed", "true")
