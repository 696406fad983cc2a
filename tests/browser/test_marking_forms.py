"""What a moment can hold beside words: the parts of a form, labels with their keys, for whom it is, whom it names."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.marking import TEXT, Desk, enter, moments, placed, prefer
from tests.browser.serving import rest
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationLabel, Label, ViewingGuide, Visibility
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def guide(film: int) -> None:
    """The team looks for silences and for questions."""
    team = db.session.get_one(Recording, film).team_id
    guide = ViewingGuide(team_id=team, name="Gesprek")
    db.session.add(guide)
    db.session.flush()
    for at, (name, key) in enumerate((("Stilte", "s"), ("Doorvragen", "v"), ("Samenvatten", ""), ("Humor", "n"))):
        db.session.add(Label(guide_id=guide.id, name=name, key=key, position=at))
    db.session.commit()


def labels() -> set[str]:
    """The labels that were set."""
    db.session.rollback()
    found = set(db.session.scalars(select(AnnotationLabel.name)))
    db.session.rollback()
    return found


def choose(page: Page, form: str) -> None:
    page.get_by_title("Vorm van je feedback").click()
    page.get_by_role("button", name=form).click()


def test_the_parts_of_a_form_are_written_one_after_another(page: Page) -> None:
    choose(page, "SBI")
    page.get_by_label("Situatie").press_sequentially("Aan de balie")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Gedrag")).to_be_focused()
    page.keyboard.type("Je wacht")
    page.keyboard.press("Enter")
    page.keyboard.type("Ze voelt zich gehoord")
    page.keyboard.press("Enter")
    placed(page, 1)
    [(_, _, _, text)] = moments()
    assert text == "**Situatie**: Aan de balie\n\n**Gedrag**: Je wacht\n\n**Impact**: Ze voelt zich gehoord"


def test_words_move_along_to_another_form_and_the_choice_is_kept(page: Page, film: int) -> None:
    page.keyboard.press("m")
    page.keyboard.type("Je wacht")
    choose(page, "SBI")
    expect(page.get_by_label("Situatie")).to_have_value("Je wacht")
    choose(page, "Vrij")
    expect(page.locator(TEXT)).to_have_value("Je wacht")
    choose(page, "SBI")
    rest(page, 700)
    enter(page, film)
    expect(page.get_by_label("Situatie")).to_have_value("Je wacht")


@pytest.mark.usefixtures("guide")
def test_the_key_of_a_label_marks_with_it_and_alt_turns_another_on(desk: Desk, youssef: Person, film: int) -> None:
    page = enter(desk(youssef), film, "?t=10")
    page.keyboard.press("v")
    expect(page.get_by_role("checkbox", name="Doorvragen")).to_be_checked()
    page.keyboard.type("En toen?")
    page.keyboard.press("Alt+s")
    page.keyboard.press("Enter")
    placed(page, 1)
    assert labels() == {"Doorvragen", "Stilte"}
    expect(page.get_by_role("checkbox", name="Doorvragen")).not_to_be_checked()


@pytest.mark.usefixtures("guide")
def test_the_key_of_a_label_belongs_to_the_mark_that_waits_and_without_one_it_begins_the_next(
    desk: Desk, youssef: Person, film: int
) -> None:
    page = enter(desk(youssef), film, "?t=10")
    for key in ("3", "Escape", "v", "n"):
        page.keyboard.press(key)
    expect(page.get_by_role("checkbox", name="Doorvragen")).to_be_checked()
    expect(page.locator("moment-composer [data-status]")).to_have_text("Label Humor erbij")
    page.keyboard.press("n")
    expect(page.get_by_role("checkbox", name="Humor")).not_to_be_checked()
    expect(page.locator("moment-composer [data-status]")).to_have_text("Label Humor weg")
    expect(page.locator(".moment")).to_have_count(0)
    page.get_by_role("button", name="Plaats op 0:10").click()
    placed(page, 1)
    assert labels() == {"Doorvragen"}
    prefer(page, after_mark="go_on")
    for key in ("ArrowRight", "n", "ArrowRight", "v"):
        page.keyboard.press(key)
    placed(page, 3)
    assert [(kind, start) for kind, start, *_ in moments()] == [
        ("question", 10_000),
        ("question", 11_000),
        ("question", 12_000),
    ]


def test_a_private_moment_is_seen_by_its_author_alone_and_says_so(
    page: Page, desk: Desk, sanne: Person, film: int
) -> None:
    expect(page.locator(".composer__who")).to_contain_text("dit zien")
    page.keyboard.press("m")
    page.keyboard.type("Voor mij")
    page.get_by_label("Alleen voor mij").check()
    expect(page.locator(".composer__who")).to_contain_text("Alleen jij ziet dit.")
    page.locator(TEXT).press("Enter")
    placed(page, 1)
    db.session.rollback()
    assert db.session.scalars(select(Annotation.visibility)).all() == [Visibility.PRIVATE]
    db.session.rollback()
    theirs = enter(desk(sanne), film)
    expect(theirs.locator(".moment")).to_have_count(0)


@pytest.mark.usefixtures("youssef")
def test_who_will_see_it_follows_how_the_film_is_shared(desk: Desk, sanne: Person, film: int) -> None:
    page = enter(desk(sanne), film)
    who = page.locator(".composer__who .when-shared")
    expect(who).to_contain_text("dit zien")
    media.stop_sharing(db.session.get_one(Recording, film), by=viewer_of(db.session.get_one(Person, sanne.id)))
    db.session.commit()
    expect(who).to_have_text("Nu ziet alleen jij dit. Deel je de video, dan zien anderen het ook.")


def test_who_can_see_the_film_is_offered_after_an_at(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("Zag jij dit @sa")
    expect(page.locator(".mentions").get_by_role("option")).to_have_text(["Sanne Visser"])
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_have_value("Zag jij dit @Sanne Visser ")
    page.keyboard.type("?")
    page.keyboard.press("Enter")
    placed(page, 1)
    assert moments()[0][3] == "Zag jij dit @Sanne Visser ?"
