"""Style, scripts, fonts and icons under one address that changes with their bytes, so browsers may keep them for good.

The whole tree has one version, in the path and not in the name: modules that import each other by a relative path
stay together, and no build step has to rewrite them.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, g, url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from werkzeug.security import safe_join

STYLESHEET = "app.css"
ORDER = ("00-layers.css", "tokens.css", "reset.css", "base.css", "layout.css", "components", "screens", "utilities.css")
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
VENDOR = {
    "htmx.org": "vendor/htmx.js",
    "tus-js-client": "vendor/tus.js",
    "sortablejs": "vendor/sortable.js",
    "hls.js": "vendor/hls.js",
}

bp = Blueprint("assets", __name__)


class Assets:
    """The files of one static folder with their version; `watching` looks again whether they changed."""

    def __init__(self, folder: Path, *, watching: bool) -> None:
        self.folder = folder
        self.watching = watching
        self._seen = ""
        self._version = ""
        self._stylesheet = b""
        self.refresh()

    @property
    def version(self) -> str:
        """Twelve hex digits that change whenever a byte in the folder does."""
        if self.watching:
            self.refresh()
        return self._version

    def refresh(self) -> None:
        """Ensures that version and stylesheet are those of the files as they are now."""
        files = sorted(path for path in self.folder.rglob("*") if path.suffix in TYPES)
        seen = repr([(path, path.stat().st_mtime_ns) for path in files])
        if seen == self._seen:
            return
        digest = hashlib.sha256()
        for path in files:
            digest.update(str(path.relative_to(self.folder)).encode() + b"\0" + path.read_bytes())
        self._stylesheet = b"\n".join(path.read_bytes() for path in stylesheets(self.folder / "css"))
        self._version = digest.hexdigest()[:12]
        self._seen = seen

    def read(self, path: str) -> tuple[bytes, str] | None:
        """The bytes and the media type of a file below the folder; None when it is not there or not for browsers."""
        if path == STYLESHEET:
            return self._stylesheet, TYPES[".css"]
        found = safe_join(str(self.folder), path)
        if found is None or Path(found).suffix not in TYPES or not Path(found).is_file():
            return None
        return Path(found).read_bytes(), TYPES[Path(found).suffix]


def stylesheets(folder: Path) -> Iterator[Path]:
    """The stylesheets in the order of their layers; within a folder by name."""
    for name in ORDER:
        place = folder / name
        if place.is_dir():
            yield from sorted(place.glob("*.css"))
        elif place.exists():
            yield place


def asset(path: str) -> str:
    """The address of a file of the static folder; `app.css` is all styles in one. Kept for a page: it has hundreds."""
    known: dict[str, str] = g.setdefault("asset_addresses", {})
    if path not in known:
        known[path] = url_for("assets.show", version=_assets().version, path=path)
    return known[path]


def import_map() -> Markup:
    """The JSON that gives vendored modules their names, safe inside a script element."""
    return htmlsafe_json_dumps({"imports": {name: asset(path) for name, path in VENDOR.items() if _has(path)}})


@bp.get("/assets/<version>/<path:path>")
def show(version: str, path: str) -> Response:
    """The file as it is now. Only under its present version may a browser keep it: an old page may still ask for it."""
    assets = _assets()
    found = assets.read(path)
    if found is None:
        abort(404)
    body, media_type = found
    answer = Response(body, content_type=media_type)
    answer.headers["Cache-Control"] = FOREVER if version == assets.version else "no-cache"
    return answer


def init_app(app: Flask) -> None:
    """Ensures that templates can name assets and that the app serves them. In debug it follows changed files."""
    app.extensions["assets"] = Assets(Path(app.root_path) / "static", watching=app.debug)
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=asset, import_map=import_map)


def _has(path: str) -> bool:
    return (_assets().folder / path).exists()


def _assets() -> Assets:
    assets: Assets = current_app.extensions["assets"]
    return assets
