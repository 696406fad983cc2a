"""Third-party scripts are what tools/vendor.py built, with their licences; locks name no download address."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, Law
from wpl_platform.web import assets

LAW = Law(
    "Third-party scripts are exactly what was built, and say whose they are",
    "what was changed by hand is lost at the next build, and what has no licence may not be passed on",
    "change vendor/, run `make vendor`, and commit what it writes",
)
FOLDER = PACKAGE / "static" / "vendor"


def faults(folder: Path) -> Iterator[str]:
    """Every file that is not what CHECKSUMS says, and every script without a licence."""
    lines = (line.split("  ", 1) for line in (folder / "CHECKSUMS").read_text().splitlines())
    told = {name: digest for digest, name in lines}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "CHECKSUMS"
    }
    yield from (
        f"{name} is not what was built" for name in told.keys() | found.keys() if told.get(name) != found.get(name)
    )
    for name in found:
        if name.endswith(".js") and f"{name.removesuffix('.js')}.LICENSE.txt" not in found:
            yield f"{name} has no licence beside it"


def addresses(lock: Path) -> Iterator[str]:
    """Every package of a lock file that says where it is downloaded."""
    for name, package in json.loads(lock.read_text())["packages"].items():
        if "resolved" in package:
            yield f"{lock.parent.name}/{lock.name} says where {name} is downloaded"


def test_third_party_scripts_are_what_was_built() -> None:
    LAW.check(faults(FOLDER))


def test_every_name_of_the_import_map_has_its_script() -> None:
    assert {path.name for path in FOLDER.glob("*.js")} <= {Path(place).name for place in assets.VENDOR.values()}


def test_lock_files_hold_no_download_address() -> None:
    LAW.check(
        fault
        for lock in (ROOT / "package-lock.json", ROOT / "vendor" / "package-lock.json")
        for fault in addresses(lock)
    )
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "--hash=sha256:" in lock.read_text()
        assert "http" not in lock.read_text().replace("aiohttp", "")


def test_a_script_changed_by_hand_is_caught(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("changed")
    (tmp_path / "CHECKSUMS").write_text(f"{hashlib.sha256(b'built').hexdigest()}  a.js\n")
    assert sorted(faults(tmp_path)) == ["a.js has no licence beside it", "a.js is not what was built"]
    (tmp_path / "package-lock.json").write_text('{"packages": {"node_modules/a": {"resolved": "somewhere"}}}')
    assert len(list(addresses(tmp_path / "package-lock.json"))) == 1
