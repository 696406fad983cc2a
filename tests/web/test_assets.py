"""Assets change their address with their bytes, and nothing outside their folder can be asked for."""

from pathlib import Path

import pytest
from flask import Flask

from wpl_platform.web import assets
from wpl_platform.web.assets import Assets, asset, import_map, stylesheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place in ("css/components", "css/screens", "js"):
        (tmp_path / "static" / place).mkdir(parents=True)
    for name in ("utilities.css", "00-layers.css", "screens/a.css", "components/b.css", "components/a.css"):
        (tmp_path / "static/css" / name).write_text(f"/* {name} */")
    (tmp_path / "static/js/one.js").write_text("export const one = 1;")
    (tmp_path / "static/notes.md").write_text("not for browsers")
    (tmp_path / "secret.js").write_text("not for anybody")
    return tmp_path / "static"


@pytest.fixture
def small_app(folder: Path) -> Flask:
    app = Flask(__name__, root_path=str(folder.parent), static_folder=None)
    assets.init_app(app)
    return app


def test_the_layers_come_first_and_the_utilities_last(folder: Path) -> None:
    names = [path.name for path in stylesheets(folder / "css")]
    assert names == ["00-layers.css", "a.css", "b.css", "a.css", "utilities.css"]


def test_a_changed_byte_is_a_new_address(folder: Path) -> None:
    before = Assets(folder, watching=False).version
    (folder / "js/one.js").write_text("export const one = 2;")
    assert Assets(folder, watching=False).version != before


def test_a_moved_file_is_a_new_address(folder: Path) -> None:
    before = Assets(folder, watching=False).version
    (folder / "js/one.js").rename(folder / "js/two.js")
    assert Assets(folder, watching=False).version != before


def test_in_debug_a_changed_stylesheet_is_seen_at_once(folder: Path) -> None:
    watching = Assets(folder, watching=True)
    before = watching.version
    (folder / "css/screens/new.css").write_text(".new {}")
    assert watching.version != before
    assert b".new {}" in (watching.read("app.css") or (b"", ""))[0]


def test_a_browser_may_keep_the_present_version_for_good_and_no_other(small_app: Flask) -> None:
    with small_app.test_request_context():
        address = asset("js/one.js")
    browser = small_app.test_client()
    present, old = browser.get(address), browser.get("/assets/000000000000/js/one.js")
    assert present.headers["Cache-Control"] == assets.FOREVER
    assert present.content_type == "text/javascript; charset=utf-8"
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path", ["../secret.js", "js/../../secret.js", "notes.md", "js", "js/none.js", "%2e%2e/secret.js"]
)
def test_what_is_not_an_asset_is_not_there(small_app: Flask, path: str) -> None:
    assert small_app.test_client().get(f"/assets/x/{path}").status_code == 404


def test_the_import_map_names_only_what_is_there(small_app: Flask, folder: Path) -> None:
    (folder / "vendor").mkdir()
    (folder / "vendor/htmx.js").write_text("export default {};")
    with small_app.test_request_context():
        assert list(small_app.json.loads(import_map())["imports"]) == ["htmx.org"]
