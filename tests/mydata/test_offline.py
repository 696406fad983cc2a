"""The archive is read without us: from a disk in a real browser, without a net, with the film and its captions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.media.conftest import arrived
from tests.media.working import work
from tests.mydata.archives import asked, opened
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions as feedback
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.jobs.models import Queue
from wpl_platform.media import captioning
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import Language
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.queries import kinds_of
from wpl_platform.teams.queries import viewer_of

__all__ = ["arrived"]
pytestmark = pytest.mark.slow
HOSTILE = '</h1><script>window.acted = true</script><img src=x onerror="window.acted = true">'
PLAY = """async () => {
  const film = document.querySelector("video");
  for (const track of film.textTracks) track.mode = "showing";
  film.muted = true;
  await film.play();
  await new Promise((done) => setTimeout(done, 1500));
  const shown = [...film.textTracks].flatMap((track) => [...track.activeCues].map((cue) => cue.text));
  return { at: film.currentTime, width: film.videoWidth, cues: film.textTracks[0].cues.length, shown };
}"""


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def archive(sanne: Person, arrived: Callable[[Path | bytes], Recording], clip: Path, tmp_path: Path) -> Path:
    """A film that was really converted, with captions and moments, in an archive that was unpacked."""
    recording = arrived(clip)
    work(Queue.SHORT)
    work(Queue.LONG)
    assert recording.stage is Stage.READY
    assert RenditionKind.HLS in kinds_of([recording.id])[recording.id]
    lines = [Line(0, 3_000, "Goedemorgen <b>mevrouw</b> --> hier"), Line(3_000, 4_000, "Kom verder")]
    captioning.bring(recording, Language.DUTCH, lines, by=viewer_of(sanne))
    feedback.annotate(recording, AnnotationKind.STRENGTH, Span(2_500), HOSTILE, by=viewer_of(sanne))
    sanne.name, recording.title = HOSTILE[:80], HOSTILE
    database.commit()
    folder = tmp_path / "unpacked"
    with opened(asked(sanne)) as found:
        ZipFile.extractall(found, folder)
    return folder


def test_film_and_captions_play_from_a_disk_without_a_net(archive: Path, chromium: Browser) -> None:
    page = chromium.new_context(offline=True).new_page()
    asked_of, faults = [], []
    page.on("request", lambda request: asked_of.append(request.url.partition(":")[0]))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((archive / "index.html").as_uri())
    found = page.evaluate(PLAY)
    assert found["at"] > 0.5
    assert found["width"] == 320
    assert found["cues"] == 2
    assert found["shown"] == ["Goedemorgen &lt;b&gt;mevrouw&lt;/b&gt; --&gt; hier"]
    assert set(asked_of) <= {"file", "data"}
    page.locator("a[data-at]").first.click()
    page.wait_for_function("document.querySelector('video').currentTime >= 2.5")
    assert page.url.endswith("/index.html"), "the moment plays in the film beside it"
    assert page.evaluate("window.acted") is None
    assert page.locator("h1 + p").inner_text().startswith("</h1><script>")
    assert faults == []


def test_a_script_that_got_in_after_all_does_not_run(archive: Path, chromium: Browser) -> None:
    page = chromium.new_context(offline=True).new_page()
    index = archive / "index.html"
    index.write_text(index.read_text().replace("</body>", "<script>window.acted = true</script></body>"))
    page.goto(index.as_uri())
    assert page.evaluate("window.acted") is None
